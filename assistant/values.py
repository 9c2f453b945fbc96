"""Owns what an answer is made of: statements with status and basis, citations, premises, conflicts, corrections."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from corpus.values import STRENGTH, Status
from index.assertions import Assertion

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class Citation:
    """Exact words of one report, their reporting frame included: report.text[start:end] == quote."""

    report: str
    kind: str
    start: int
    end: int
    quote: str
    speaker: str
    publisher: str
    published: date | None
    url: str

    @property
    def source(self) -> str:
        """How the source is named to a reader: a desk note is never shown as the publisher's own words."""
        day = f"{self.published.day} {self.published:%b %Y}" if self.published else "undated"
        name = self.publisher or self.report
        return f"desk note on {name}, {day}" if self.kind == "note" else f"{name}, {day}"

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {
            "report": self.report,
            "kind": self.kind,
            "start": self.start,
            "end": self.end,
            "quote": self.quote,
            "speaker": self.speaker,
            "publisher": self.publisher,
            "published": _iso(self.published),
            "url": self.url,
        }


@dataclass(frozen=True, slots=True)
class Basis:
    """Why a statement has its status: the rule that fired and the assertions it used."""

    rule: str
    why: str
    assertions: tuple[str, ...] = ()
    origins: int = 0
    outlets: int = 0
    set_by: str = "auto"

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {
            "rule": self.rule,
            "why": self.why,
            "assertions": list(self.assertions),
            "origins": self.origins,
            "outlets": self.outlets,
            "set_by": self.set_by,
        }


@dataclass(frozen=True, slots=True)
class Statement:
    """One sentence of an answer. The status is that of what is said, never of the saying."""

    text: str
    status: Status
    qualifier: str | None
    basis: Basis
    citations: tuple[Citation, ...]
    claim: str = ""
    """Id of the register's claim it is about, where there is one."""

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {
            "text": self.text,
            "status": self.status,
            "qualifier": self.qualifier,
            "basis": self.basis.to_dict(),
            "citations": [c.to_dict() for c in self.citations],
            "claim": self.claim or None,
        }


@dataclass(frozen=True, slots=True)
class Premise:
    """Something the question takes for granted and the evidence does not give."""

    text: str
    status: Status
    note: str

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {"text": self.text, "status": self.status, "note": self.note}


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict."""

    text: str
    citations: tuple[Citation, ...]

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {"text": self.text, "citations": [c.to_dict() for c in self.citations]}


@dataclass(frozen=True, slots=True)
class Conflict:
    """Statements of different sources that cannot both hold. None is picked."""

    about: str
    sides: tuple[Side, ...]

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {"about": self.about, "sides": [s.to_dict() for s in self.sides]}


@dataclass(frozen=True, slots=True)
class CorrectionShown:
    """A passage the answer touches that the desk knows to be wrong, beside what the record says."""

    report: str
    quote: str
    note: str
    date: date
    citation: Citation
    basis: tuple[Citation, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {
            "report": self.report,
            "quote": self.quote,
            "note": self.note,
            "date": self.date.isoformat(),
            "citation": self.citation.to_dict(),
            "basis": [c.to_dict() for c in self.basis],
        }


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer, or the honest lack of one."""

    question: str
    as_of: date | None
    corpus_through: date | None
    reason: str | None
    support: float
    premise: tuple[Premise, ...] = ()
    statements: tuple[Statement, ...] = ()
    details: tuple[Statement, ...] = ()
    """More of the evidence, for a reader who opens it: same shape as statements."""
    conflicts: tuple[Conflict, ...] = ()
    corrections: tuple[CorrectionShown, ...] = ()
    claims: tuple[str, ...] = ()
    model: str | None = None
    prompts: dict[str, str] = field(default_factory=dict)
    index: str = ""
    notes: tuple[str, ...] = ()
    """What the gate changed and what a reader should know about how this answer came about."""
    known_by: date | None = None
    """The second clock: only reports received by this day were used."""
    asks: bool = True
    """Whether the question asks anything of the reports: "thanks" does not, and gets a line and no label."""
    understood: str = ""
    """The question standing alone: with what a follow-up leaves out put back from the conversation."""
    matter: str = ""
    """The question that the conversation stays at, where this one only asked who said or denied it."""
    opening: tuple[str, ...] = ()
    """Of the notes, those that a reader needs before the answer: what holds under pressure, why, since when."""
    reading: tuple[str, ...] = ()
    """Of the notes, how the question was read: another wording, a date carried on."""
    short: str | None = None
    """The answer in at most 40 words, with status and source; None where it declines."""

    @property
    def declined(self) -> bool:
        """True exactly when there are no statements."""
        return not self.statements

    @property
    def text(self) -> str:
        """The answer as plain sentences: what the conversation asks first, premises, then the statements, or the
        reason for declining."""
        lines = [*self.opening, *(p.note for p in self.premise)]
        lines += [s.text for s in self.statements] or ([self.reason] if self.reason else [])
        return " ".join(lines)

    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in reading order: a reader's [1], [2], … are places in this list."""
        found: dict[tuple[str, int, int], Citation] = {}
        sources = [s.citations for s in (*self.statements, *self.details)]
        sources += [side.citations for conflict in self.conflicts for side in conflict.sides]
        sources += [(c.citation, *c.basis) for c in self.corrections]
        for citations in sources:
            for citation in citations:
                found.setdefault((citation.report, citation.start, citation.end), citation)
        return tuple(found.values())

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON, schema 1."""
        return {
            "schema": SCHEMA,
            "question": self.question,
            "as_of": _iso(self.as_of),
            "known_by": _iso(self.known_by),
            "corpus_through": _iso(self.corpus_through),
            "declined": self.declined,
            "reason": self.reason,
            "support": round(self.support, 4),
            "premise": [p.to_dict() for p in self.premise],
            "short": self.short,
            "statements": [s.to_dict() for s in self.statements],
            "details": [s.to_dict() for s in self.details],
            "conflicts": [c.to_dict() for c in self.conflicts],
            "corrections": [c.to_dict() for c in self.corrections],
            "claims": list(self.claims),
            "model": self.model,
            "prompts": dict(self.prompts),
            "index": self.index,
            "notes": list(self.notes),
            "asks": self.asks,
            "understood": self.understood,
            "matter": self.matter,
            "opening": list(self.opening),
            "reading": list(self.reading),
        }


@dataclass(frozen=True, slots=True)
class Turn:
    """One question of a conversation with its answer."""

    question: str
    answer: Answer


@dataclass(frozen=True, slots=True)
class Support:
    """Whether a source carries a sentence. Score 0 to 1; reasons in words a reader understands."""

    score: float
    supported: bool
    reasons: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClaimStatus:
    """A claim of the register with its status on a date."""

    id: str
    text: str
    as_of: date | None
    status: Status
    since: date | None
    note: str

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {
            "id": self.id,
            "claim": self.text,
            "as_of": _iso(self.as_of),
            "status": self.status,
            "since": _iso(self.since),
            "note": self.note,
        }


def stronger(a: Status, b: Status) -> bool:
    """Whether label a claims more than label b."""
    return STRENGTH[a] > STRENGTH[b]


def assertion_key(assertion: Assertion) -> str:
    """How a basis names an assertion."""
    return f"{assertion.report}@{assertion.start}:{assertion.stance}"


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
