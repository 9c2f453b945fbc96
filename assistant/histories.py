"""Owns a claim's history as values: each entry beside the one before it, and what moved between two days."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, Literal

from assistant.sides import SIDES, Side
from assistant.values import Citation
from corpus.values import Scope, Status
from index.assertions.values import Stance

Way = Literal["corrected", "retracted", "replaced"]


@dataclass(frozen=True, slots=True)
class Quoted:
    """Words that an entry rests on: where they stand, how they bear on the claim, and what their speaker does."""

    citation: Citation
    scope: Scope
    note: str = ""
    """An editor's remark."""
    stance: Stance | None = None
    side: Side = "open"
    """What the words do to this claim."""

    @property
    def act(self) -> str:
        """The same for a reader."""
        return SIDES[self.side]

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return self.citation.to_dict() | {
            "scope": self.scope,
            "note": self.note,
            "stance": self.stance,
            "side": self.side,
        }


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """Words that an earlier entry rested on and that no longer count as they did."""

    quoted: Quoted
    way: Way
    why: str

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return self.quoted.to_dict() | {"way": self.way, "why": self.why}


@dataclass(frozen=True, slots=True)
class TimelineEntry:
    """One dated entry of a claim's history, with what it rests on and what sets it apart from the one before."""

    date: date
    status: Status
    note: str
    set_by: str
    basis: tuple[Quoted, ...]
    withdrawn: tuple[Withdrawn, ...] = ()
    before: "TimelineEntry | None" = field(default=None, repr=False, compare=False)

    @property
    def was(self) -> Status | None:
        """The status before; None for the first entry."""
        return self.before.status if self.before else None

    @property
    def reaffirmed(self) -> bool:
        """Whether the status stays as it was."""
        return self.was == self.status

    @property
    def change(self) -> str:
        """What this entry does to the status, in words."""
        if self.was is None:
            return "first entry"
        return "reaffirmed: no change of status" if self.reaffirmed else f"changed from {self.was} to {self.status}"

    @property
    def new(self) -> tuple[Quoted, ...]:
        """The evidence that no entry before this one rests on."""
        known = self.before.places() if self.before else set()
        return tuple(quoted for quoted in self.basis if _place(quoted) not in known)

    def places(self) -> set[tuple[str, int, int]]:
        """Where everything stands that this entry and those before it rest on."""
        return {_place(q) for q in self.basis} | (self.before.places() if self.before else set())

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        new = self.new
        return {
            "date": self.date.isoformat(),
            "status": self.status,
            "was": self.was,
            "change": self.change,
            "note": self.note,
            "set_by": self.set_by,
            "basis": [quoted.to_dict() | {"new": quoted in new} for quoted in self.basis],
            "withdrawn": [withdrawn.to_dict() for withdrawn in self.withdrawn],
        }


@dataclass(frozen=True, slots=True)
class Timeline:
    """A claim with its whole history up to a date."""

    id: str
    text: str
    as_of: date | None
    entries: tuple[TimelineEntry, ...]

    @property
    def status(self) -> Status:
        """The status at the end of the timeline."""
        return self.entries[-1].status if self.entries else "unknown"

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {
            "id": self.id,
            "claim": self.text,
            "as_of": self.as_of.isoformat() if self.as_of else None,
            "status": self.status,
            "history": [entry.to_dict() for entry in self.entries],
        }


@dataclass(frozen=True, slots=True)
class Move:
    """A claim whose status moved between two days, with the entries that moved it."""

    id: str
    text: str
    entries: tuple[TimelineEntry, ...]

    @property
    def was(self) -> Status | None:
        """The status it came from; None for a claim that is new."""
        return self.entries[0].was

    @property
    def status(self) -> Status:
        """The status it has at the end."""
        return self.entries[-1].status

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {
            "id": self.id,
            "claim": self.text,
            "new": self.was is None,
            "from": self.was,
            "to": self.status,
            "entries": [entry.to_dict() for entry in self.entries],
        }


def moved(timeline: Timeline, since: date) -> Move | None:
    """What moved the claim's status from `since` on, that day included; None where nothing did."""
    entries = tuple(entry for entry in timeline.entries if entry.date >= since and not entry.reaffirmed)
    return Move(timeline.id, timeline.text, entries) if entries else None


def _place(quoted: Quoted) -> tuple[str, int, int]:
    return quoted.citation.report, quoted.citation.start, quoted.citation.end
