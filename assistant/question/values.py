"""Owns a question as it was understood: what it asks for, about when, and what it takes for granted."""

from dataclasses import dataclass
from datetime import date
from typing import Literal

from index.assertions.values import Window
from index.values import Vector

Kind = Literal[
    "yes_no",
    "names",
    "who",
    "list",
    "how_many",
    "when",
    "where",
    "why",
    "what",
    "compare",
    "changed",
    "timeline",
    "summary",
    "statement",
]


Act = Literal["confirm", "deny", "say"]

Move = Literal[
    "alone",
    "follow_up",
    "correction",
    "pushback",
    "pointed",
    "courtesy",
    "unclear",
    "label",
    "why",
    "sources",
    "independent",
    "sure",
    "since",
    "as_of",
    "more",
    "shorter",
    "known",
    "changed",
    "before",
    "other",
]
"""What a question does where it stands in a conversation."""


@dataclass(frozen=True, slots=True)
class Followed:
    """A move of a conversation as the question it asks."""

    text: str
    """The question standing alone."""
    move: Move = "alone"
    reply: str = ""
    """A line instead of an answer, where nothing is asked or nobody can tell what."""
    pointed: str = ""
    """Whom pressure points to, as it was typed."""
    dated: bool = False
    """It was read as what was known on a date, and not as the date of an event."""
    matter: str = ""
    """The question that the conversation stays at, where this one only looks something up for it."""
    since: date | None = None
    """The day that "since then" means."""


@dataclass(frozen=True, slots=True)
class Saying:
    """An act of speech that the question is about: "Did the ministry confirm the deaths?"."""

    speaker: str
    speaker_ids: frozenset[str]
    verb: str
    act: Act
    content: str
    never: bool = False
    """It is taken not to have happened: "Why has the ministry never confirmed it?"."""
    still: bool = False
    """It is taken to hold on: "Is the ministry still denying it?"."""
    within: Window | None = None
    """When it is said to have been done: "Did the ministry confirm in 2023 that …?"."""


@dataclass(frozen=True, slots=True)
class Presumption:
    """One thing that a question takes for granted."""

    text: str
    """As the words of a statement."""
    trigger: str
    """By what it shows: a factive verb, a definite description, the main clause of a why-question, …"""
    saying: Saying | None = None
    """Where it is an act of speech."""
    settled: str = ""
    """The word by which the question calls it settled: "the confirmed deaths"."""


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
    presumed: tuple[Presumption, ...] = ()
    """What the question takes for granted, the innermost first; empty where it takes nothing."""
    saying: Saying | None = None
    stance: str = ""
    """The stance a who-question asks for: deny or affirm."""
    move: Move = "alone"
    """What it does in the conversation it stands in."""
    reply: str = ""
    """A line instead of an answer: it asks nothing of the reports, or nobody can tell what."""
    pointed: str = ""
    """Whom pressure points to."""
    matter: str = ""
    """The question that the conversation stays at, where this one only looks something up for it."""
    since: date | None = None
    """The day that "what changed since then" compares with."""
    notes: tuple[str, ...] = ()
    """How it was read, where that is not what it says: another wording, a date carried on."""
    language: str = ""
    """The language it is in, where that is not English."""
    unasked: str = ""
    """Why nothing can be looked for, in words; empty where something is asked."""
