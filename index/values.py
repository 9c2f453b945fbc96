"""Owns the nouns of the index: passages, sentences, hits and the manifest."""

from dataclasses import dataclass
from datetime import date
from typing import Literal, NamedTuple

import numpy as np
from numpy.typing import NDArray

from corpus.values import Claim
from index.assertions import Assertion

Vector = NDArray[np.float32]
Against = Literal["no", "negated", "spoken"]
"""What a passage does to what others say: somebody in it denies, takes back or admits something, or at least it says
that something is not so."""
Ranking = Literal["words", "vectors"]
"""One way of finding passages."""


@dataclass(frozen=True, slots=True)
class Passage:
    """A few sentences of one report: the unit that is found. Offsets are code points in the report's text."""

    report_id: str
    start: int
    end: int
    text: str

    @property
    def id(self) -> str:
        """`coastdaily-2023-05-02@840`: where it can be read."""
        return f"{self.report_id}@{self.start}"


class Held(NamedTuple):
    """A passage in force as the ledger holds it, with all that bounds and scores look at; dates are ISO texts."""

    report: str
    start: int
    end: int
    published: str | None
    received: str | None
    handling: str
    publisher: str
    vector: bytes
    """float16"""
    wording: str
    """The same for passages that copy each other, or ""."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that was found, with its fused score, about 0 to 1: higher is better."""

    passage: Passage
    score: float
    copies: tuple[Passage, ...] = ()
    """Other reports' passages of the same words, best first: they were found too, and take no place of their own."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a report with what it is matched by and what it asserts."""

    report_id: str
    start: int
    end: int
    text: str
    terms: tuple[str, ...]
    vector: Vector
    assertions: tuple[Assertion, ...]
    published: date | None


@dataclass(frozen=True, slots=True)
class Wording:
    """One way of putting a claim of the register, with what it is matched by."""

    claim: Claim
    text: str
    terms: tuple[str, ...]
    vector: Vector


@dataclass(frozen=True, slots=True)
class Changes:
    """What a build did, in reports."""

    added: int = 0
    changed: int = 0
    removed: int = 0
    unchanged: int = 0

    def __str__(self) -> str:
        return f"{self.added} added, {self.changed} changed, {self.removed} removed, {self.unchanged} unchanged"
