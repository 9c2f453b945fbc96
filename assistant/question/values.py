"""Owns a question as it was understood: what it asks for, about when, and what it takes for granted."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.values import Vector

Kind = Literal["yes_no", "names", "who", "how_many", "when", "where", "why", "what", "statement"]


Act = Literal["confirm", "deny", "say"]


@dataclass(frozen=True, slots=True)
class Saying:
    """An act of speech that the question is about: "Did the ministry confirm the deaths?"."""

    speaker: str
    speaker_ids: frozenset[str]
    verb: str
    act: Act
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood."""

    text: str
    standalone: str
    """With what a follow-up leaves out put back."""
    kind: Kind
    as_of: date | None
    topic: str
    """The words that evidence is looked for by: the question without its question words and as-of phrase."""
    terms: frozenset[str]
    names: frozenset[str]
    vector: Vector
    counts: str = ""
    """What a how-many question counts (killed, wounded, …), in the words of the counting file."""
    presumed: str = ""
    """What the question takes for granted, as a statement; empty where it takes nothing."""
    saying: Saying | None = None
    stance: str = ""
    """The stance a who-question asks for: deny or affirm."""
