"""Owns the nouns of the corpus: reports, publishers, names, and the register's claims."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Final, Literal

from corpus.errors import CorpusError

Status = Literal["confirmed", "reported", "assessed", "unverified", "disputed", "refuted", "unknown"]
Scope = Literal["same", "broader", "narrower", "different"]

STRENGTH: Final[dict[str, int]] = {
    "confirmed": 5,
    "reported": 4,
    "assessed": 3,
    "unverified": 2,
    "disputed": 2,
    "unknown": 1,
    "refuted": 1,
}
"""Order of strength of a label, for the gate: a sentence may never be stronger than its evidence."""

HANDLING: Final = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
"""Traffic Light Protocol 2.0 marks, from open to closed; a reader cleared for one may see all before it."""


def as_date(value: date | str | None) -> date | None:
    """A date from a date or an ISO string. Raises ValueError for anything else."""
    if isinstance(value, str):
        return date.fromisoformat(value)
    if isinstance(value, datetime):
        return value.date()
    if value is not None and not isinstance(value, date):
        raise ValueError(f"{value!r} is not a date")
    return value


def _check_text(value: object, field: str) -> None:
    if not isinstance(value, str):
        raise CorpusError(f"expected text, got {type(value).__name__}", field=field)
    try:
        value.encode()
    except UnicodeEncodeError as fault:
        raise CorpusError(f"half of a surrogate pair at character {fault.start}: no text", field=field) from None


@dataclass(frozen=True, slots=True)
class Quotation:
    """Words of a report, exactly as they stand there, and how they bear on a claim."""

    report: str
    quote: str
    scope: Scope = "same"
    note: str = ""
    """An editor's remark on what the words cover; shown beside the quotation."""


@dataclass(frozen=True, slots=True)
class Correction:
    """A passage of a report that the desk knows to be wrong. From its date on the quote supports nothing."""

    quote: str
    note: str
    date: date
    basis: tuple[Quotation, ...] = ()
    id: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """One text the desk was given, with where it came from and when."""

    id: str
    title: str = ""
    text: str = ""
    kind: Literal["note", "original"] = "original"
    publisher: str = ""
    published: date | None = None
    received: date | None = None
    url: str = ""
    read_via: str = ""
    language: str = "en"
    origins: tuple[str, ...] = ()
    handling: str = "TLP:CLEAR"
    corrections: tuple[Correction, ...] = ()
    verified_by: str = ""
    verified_on: date | None = None

    def __post_init__(self) -> None:
        """Take ISO strings and lists from callers, and hold dates and tuples; refuse what no file could hold."""
        for name in ("id", "title", "text"):
            _check_text(getattr(self, name), f"report {self.id!r}.{name}")
        for name in ("published", "received", "verified_on"):
            try:
                object.__setattr__(self, name, as_date(getattr(self, name)))
            except ValueError as fault:
                raise CorpusError(f"{fault}; write a date as YYYY-MM-DD", field=f"report {self.id!r}.{name}") from None
        object.__setattr__(self, "origins", tuple(self.origins))
        object.__setattr__(self, "corrections", tuple(self.corrections))
        if self.handling not in HANDLING:
            raise CorpusError(
                f"{self.handling!r} is not one of {', '.join(HANDLING)}", field=f"report {self.id!r}.handling"
            )


@dataclass(frozen=True, slots=True)
class Publisher:
    """Who put a report out. Reliability is an editor's judgement, A to F; F means it cannot be judged."""

    id: str
    name: str
    reliability: str = "F"
    why: str = ""
    kind: str = ""
    country: str = ""
    aliases: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Name:
    """A person, body, place or country under all the names it is written with."""

    id: str
    name: str
    aliases: tuple[str, ...] = ()
    kind: str = ""
    part_of: str = ""


@dataclass(frozen=True, slots=True)
class Slots:
    """What makes a claim this one and no neighbour: who, where, when, how many of what."""

    actors: tuple[str, ...] = ()
    place: str = ""
    event_date: str = ""
    quantity: str = ""
    counts: str = ""


@dataclass(frozen=True, slots=True)
class StatusChange:
    """From this date the register gives the claim this status, on this evidence."""

    date: date
    status: Status
    note: str = ""
    basis: tuple[Quotation, ...] = ()
    set_by: str = "editor"


@dataclass(frozen=True, slots=True)
class Link:
    """An editor's decision, outside any entry, on how words of a report bear on a claim; `different` is a rejection."""

    report: str
    quote: str
    scope: Scope
    date: date
    """When it was decided. The words themselves count from the day their report was published."""
    by: str = "editor"
    note: str = ""


@dataclass(frozen=True, slots=True)
class Claim:
    """One proposition of the register with its dated history, oldest first."""

    id: str
    text: str
    also: tuple[str, ...] = ()
    slots: Slots = field(default_factory=Slots)
    history: tuple[StatusChange, ...] = ()
    links: tuple[Link, ...] = ()

    def link(self, report: str, words: str) -> Link | None:
        """The editor's latest decision on some words of a report, or None where there is none."""
        decided = [link for link in self.links if link.report == report and words and words in link.quote]
        return decided[-1] if decided else None

    def on(self, day: date | None) -> StatusChange | None:
        """The entry in force on that day (None: the latest), or None before the first."""
        known = [change for change in self.history if day is None or change.date <= day]
        return known[-1] if known else None


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything the desk was given: the input of an index."""

    reports: tuple[Report, ...] = ()
    publishers: tuple[Publisher, ...] = ()
    register: tuple[Claim, ...] = ()
    names: tuple[Name, ...] = ()

    @classmethod
    def of(cls, reports: Iterable[Report]) -> "Corpus":
        """A corpus made in code from reports alone."""
        return cls(reports=tuple(reports))
