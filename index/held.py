"""Owns an index as it was held on a day: what was received later, or nobody knows when, is not there."""

from collections.abc import Collection, Iterable
from dataclasses import replace
from datetime import date
from typing import Any

from corpus.values import Claim, Quotation, Report, StatusChange, as_date
from index.finding import BOTH
from index.opening import Index
from index.values import Hit, Ranking, Sentence, Vector


class HeldIndex(Index):
    """One index on one day of the second clock, for one question. It shares everything else with the whole index."""

    def __init__(self, whole: Index, day: date) -> None:
        self._whole, self._day = whole, day
        self.claims = {key: self._known(claim) for key, claim in whole.claims.items()}
        self.wordings = tuple(replace(w, claim=self.claims[w.claim.id]) for w in whole.wordings)
        self.newest = whole.newest_by(None, day)

    def __getattr__(self, name: str) -> Any:
        """What is not dated is the whole index's."""
        return getattr(self._whole, name)

    def refresh(self) -> None:
        """The whole index notices new generations."""
        self._whole.refresh()

    def close(self) -> None:
        """Nothing is held open here."""

    def report(self, report_id: str) -> Report | None:
        """One report with the corrections known by the day; None where it had not been received."""
        report = self._whole.report(report_id)
        if report is None or not self._has(report_id):
            return None
        known = tuple(c for c in report.corrections if c.date <= self._day and self._has_all(c.basis))
        return report if known == report.corrections else replace(report, corrections=known)

    def reports(self) -> tuple[Report, ...]:
        """Every report received by the day."""
        return tuple(held for report in self._whole.reports() if (held := self.report(report.id)) is not None)

    def newest_by(self, day: date | None, known_by: date | None = None) -> date | None:
        """The newest published date among what had been received."""
        return self._whole.newest_by(day, min(known_by or self._day, self._day))

    def sentences(self, report_id: str, start: int, end: int) -> tuple[Sentence, ...]:
        """Sentences that touch a span of a report, where that had been received."""
        return self._whole.sentences(report_id, start, end) if self._has(report_id) else ()

    def search(
        self,
        text: str,
        k: int = 8,
        as_of: date | str | None = None,
        *,
        known_by: date | str | None = None,
        publishers: Iterable[str] | None = None,
        handling: str = "TLP:CLEAR",
        vector: Vector | None = None,
        against: bool = False,
        spoken: bool = False,
        rankings: Collection[Ranking] = BOTH,
    ) -> list[Hit]:
        """The best passages of what had been received, by the earlier of the two days."""
        day = min(as_date(known_by) or self._day, self._day)
        return self._whole.search(
            text,
            k,
            as_of,
            known_by=day,
            publishers=publishers,
            handling=handling,
            vector=vector,
            against=against,
            spoken=spoken,
            rankings=rankings,
        )

    def _has(self, report_id: str) -> bool:
        report = self._whole.report(report_id)
        return report is not None and report.received is not None and report.received <= self._day

    def _has_all(self, basis: Iterable[Quotation]) -> bool:
        return all(self._has(quotation.report) for quotation in basis)

    def _known(self, claim: Claim) -> Claim:
        """A claim with the entries that the desk could have made by the day."""
        history = (self._known_entry(entry) for entry in claim.history)
        return replace(claim, history=tuple(entry for entry in history if entry is not None))

    def _known_entry(self, entry: StatusChange) -> StatusChange | None:
        """An entry stands where all that bears on the claim had been received; its note goes where it may tell of
        more."""
        bearing = [q for q in entry.basis if q.scope != "different"] or entry.basis
        if entry.date > self._day or not self._has_all(bearing):
            return None
        kept = tuple(q for q in entry.basis if self._has(q.report))
        return entry if kept == entry.basis else replace(entry, basis=kept, note="")
