"""Owns what an export is made from: claims with their history, each quotation with what it asserts and whose it is."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Literal

from assistant.sides import Side
from assistant.values import Citation
from corpus.values import HANDLING, Correction, Scope, Slots, Status
from index.assertions.values import Likelihood

DESK = "Briefing desk"
"""Who made the export, where a format asks for a name."""


@dataclass(frozen=True, slots=True)
class Quoted:
    """One quotation that an entry rests on, as far as the rules can read it."""

    citation: Citation
    scope: Scope
    remark: str
    """What the editor says the words cover."""
    reliability: str
    """Of the publisher in general, A to F."""
    handling: str
    origin: str = ""
    speakers: tuple[str, ...] = ()
    """Outermost first; empty where the report speaks in its own voice."""
    attribution: str = "none"
    stance: str = ""
    modality: str = ""
    content: str = ""
    """What is asserted, without its frame."""
    likelihood: Likelihood | None = None
    corrected: Correction | None = None
    side: Side = "open"
    """What the words do to the claim."""

    @property
    def speaker(self) -> str:
        """Whose words they are: the innermost speaker, or the publisher."""
        return self.speakers[-1] if self.speakers else self.citation.publisher


@dataclass(frozen=True, slots=True)
class Entry:
    """One dated entry of a claim's history."""

    date: date
    status: Status
    note: str
    set_by: str
    quotes: tuple[Quoted, ...]


@dataclass(frozen=True, slots=True)
class Denial:
    """One party's denial or dismissal of a claim, or of a broader one, however many outlets print it."""

    who: str
    act: Literal["deny", "dismiss"]
    quotes: tuple[Quoted, ...]
    overtaken: bool
    """The same party has since affirmed the claim, or withdrawn the denial."""

    @property
    def scope(self) -> Scope:
        """The closest to the claim that any of the quotations comes."""
        return "same" if any(quote.scope == "same" for quote in self.quotes) else self.quotes[0].scope


@dataclass(frozen=True, slots=True)
class ClaimRecord:
    """One claim with all that is exported of it."""

    id: str
    text: str
    also: tuple[str, ...]
    slots: Slots
    status: Status
    since: date | None
    entries: tuple[Entry, ...]
    credibility: str
    """Admiralty, 1 to 6."""
    origins: tuple[str, ...]
    """Whom the quotations that speak for this very claim come from in the end; nobody who denies it."""
    outlets: tuple[str, ...]
    """Who printed these."""
    likelihoods: tuple[Likelihood, ...]
    """The words in which an assessed claim is judged, with the range that our table gives each."""
    denials: tuple[Denial, ...]

    @property
    def in_force(self) -> Entry | None:
        """The entry that holds."""
        return self.entries[-1] if self.entries else None

    @property
    def by_editor(self) -> bool:
        """Whether the status is the one that an editor set."""
        entry = self.in_force
        return entry is not None and entry.set_by == "editor" and entry.status == self.status

    @property
    def handling(self) -> str:
        """The most closed mark of the reports it rests on."""
        return most_closed(quote.handling for entry in self.entries for quote in entry.quotes)


@dataclass(frozen=True, slots=True)
class Register:
    """The claims of an export, with what bounds it."""

    as_of: date | None
    known_by: date | None
    handling: str
    claims: tuple[ClaimRecord, ...]
    left_out: tuple[str, ...] = ()
    """What the bounds left out, in words for the person who asked."""


@dataclass(frozen=True, slots=True)
class Exported:
    """A finished export, and what it does not hold."""

    text: str
    left_out: tuple[str, ...] = ()


def most_closed(marks: Iterable[str]) -> str:
    """The most closed of some handling marks."""
    return max(marks, key=HANDLING.index, default=HANDLING[0])


def range_text(likelihood: Likelihood) -> str:
    """`"likely" (our mapping: 55-80 %)`: the source used the word; the range is always ours."""
    return f'"{likelihood.term}" (our mapping: {likelihood.low}-{likelihood.high} %)'
