"""Owns reading a claim's history out of the register: who is quoted in each entry, and what it takes back."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.evidence import cite
from assistant.histories import Quoted, Timeline, TimelineEntry, Withdrawn
from assistant.sides import side_of
from corpus.errors import QuestionError
from corpus.values import Claim, Quotation
from index.assertions import Assertion, Quantity

if TYPE_CHECKING:
    from index.opening import Index


def timeline(claim_id: str, as_of: date | None, index: "Index", *, sides: bool = True) -> Timeline:
    """A claim's history up to a date; without `sides`, which take time to read, only what stands where. Raises
    QuestionError for an id that is not in the register."""
    claim = index.claims.get(claim_id) or index.claims.get(claim_id.upper())
    if claim is None:
        known = ", ".join(sorted(index.claims)) or "none: this index has no register"
        raise QuestionError(f"there is no claim {claim_id!r} in the register; there are {known}")
    return Timeline(claim.id, claim.text, as_of, tuple(_entries(claim, as_of, index, sides)))


def _entries(claim: Claim, as_of: date | None, index: "Index", sides: bool) -> Iterator[TimelineEntry]:
    """Each entry with the one before it; an index without a quoted report has an entry without that quotation."""
    reading, before = _Reading(claim, index), None
    for change in claim.history:
        if as_of is not None and change.date > as_of:
            continue
        basis = tuple(quoted for q in change.basis if (quoted := reading.quoted(q, sides)) is not None)
        entry = TimelineEntry(change.date, change.status, change.note, change.set_by, basis, before=before)
        before = replace(entry, withdrawn=tuple(reading.withdrawn(entry))) if sides else entry
        yield before


class _Reading:
    """A claim's quotations while its history is read from first to last."""

    def __init__(self, claim: Claim, index: "Index") -> None:
        self.claim, self.index = claim, index
        self.terms = frozenset(index.terms(claim.text))
        self.gone: set[tuple[str, int]] = set()

    def quoted(self, quotation: Quotation, sides: bool = True) -> Quoted | None:
        """A quotation with who says it and what they do; None where its report or its words are not held."""
        report = self.index.report(quotation.report)
        at = report.text.find(quotation.quote) if report is not None else -1
        if report is None or at < 0:
            return None
        main = self._main(report.id, at, at + len(quotation.quote))
        publisher = self.index.publisher(report)
        words = cite(report, publisher, at, at + len(quotation.quote), main.speaker if main else "")
        side = side_of(self.claim, main, quotation.scope, report, self.index) if sides else "open"
        return Quoted(words, quotation.scope, quotation.note, main.stance if main else None, side)

    def _main(self, report: str, start: int, end: int) -> Assertion | None:
        """The assertion of some words that says most of what the claim says."""
        return max(
            (a for sentence in self.index.sentences(report, start, end) for a in sentence.assertions),
            key=lambda a: (len(self.terms & self.index.held_terms(f"{a.text} {a.about}")), len(a.text)),
            default=None,
        )

    def withdrawn(self, entry: TimelineEntry) -> Iterator[Withdrawn]:
        """What earlier entries rested on and this one, or what was known by its date, takes back; each once."""
        for old in _earlier(entry):
            place = old.citation.report, old.citation.start
            if place not in self.gone and (found := self._taken_back(old, entry)) is not None:
                self.gone.add(place)
                yield found

    def _taken_back(self, old: Quoted, entry: TimelineEntry) -> Withdrawn | None:
        report = self.index.report(old.citation.report)
        for correction in report.corrections if report is not None else ():
            if correction.date <= entry.date and correction.quote in old.citation.quote:
                return Withdrawn(old, "corrected", correction.note)
        for new in entry.new:
            if new.stance == "retract" and _speaks_for(new, old):
                return Withdrawn(old, "retracted", f"{new.citation.speaker or new.citation.publisher} took it back")
            if (figure := self._replaced(old, new)) is not None:
                return Withdrawn(old, "replaced", f"the same source now gives {figure.text}")
        return None

    def _replaced(self, old: Quoted, new: Quoted) -> Quantity | None:
        """The figure of some words that replaces the one of older words by the same source, where it does."""
        counts = self.claim.slots.counts
        if not counts or {old.scope, new.scope} != {"same"} or not self._one_source(old, new):
            return None
        before, after = ([f for f in self._figures(q) if f.counts == counts] for q in (old, new))
        same = {(a.low, a.high) for a in before} & {(b.low, b.high) for b in after}
        return after[0] if before and after and not same else None

    def _figures(self, quoted: Quoted) -> tuple[Quantity, ...]:
        main = self._main(quoted.citation.report, quoted.citation.start, quoted.citation.end)
        return main.quantities if main is not None else ()

    def _one_source(self, old: Quoted, new: Quoted) -> bool:
        before, after = old.citation.published, new.citation.published
        if before is None or after is None or after <= before:
            return False
        return bool(self._source(old) & self._source(new))

    def _source(self, quoted: Quoted) -> set[str]:
        """Whom the words are by: the names of their speaker, or the speaker as written where none is known."""
        names, speaker = self.index.names, quoted.citation.speaker
        known = {key for key in names.ids(speaker) if names.kind.get(key) != "country"}
        return known or {speaker.lower().removeprefix("the ")} - {""}


def _earlier(entry: TimelineEntry) -> list[Quoted]:
    """Everything that the entries before this one rest on, oldest first."""
    found: list[Quoted] = []
    before = entry.before
    while before is not None:
        found[:0] = before.basis
        before = before.before
    return found


def _speaks_for(new: Quoted, old: Quoted) -> bool:
    """Whether a retraction is by the outlet that had printed the words, or by their speaker."""
    theirs = {old.citation.speaker, old.citation.publisher} - {""}
    return bool({new.citation.speaker, new.citation.publisher} & theirs)
