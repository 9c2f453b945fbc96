"""Owns corrections: which passages that an answer touches the desk knows to be wrong, and what the record says."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.evidence import Evidence, cite
from assistant.values import CorrectionShown
from corpus.values import Correction

if TYPE_CHECKING:
    from index.opening import Index

MOST = 4
"""Shown beside one answer."""


def corrections_of(items: Sequence[Evidence], index: "Index") -> tuple[CorrectionShown, ...]:
    """Corrections of the passages that an answer touches, each once."""
    shown: dict[tuple[str, str], CorrectionShown] = {}
    for item in items:
        if item.corrected is not None:
            key = (item.report.id, item.corrected.quote)
            shown.setdefault(key, _shown(item, item.corrected, index))
    return tuple(shown.values())[:MOST]


def _shown(item: Evidence, correction: Correction, index: "Index") -> CorrectionShown:
    at = item.report.text.find(correction.quote)
    basis = []
    for quotation in correction.basis:
        report = index.report(quotation.report)
        where = report.text.find(quotation.quote) if report else -1
        if report is not None and where >= 0:
            basis.append(cite(report, index.publisher(report), where, where + len(quotation.quote), ""))
    return CorrectionShown(
        item.report.id,
        correction.quote,
        correction.note,
        correction.date,
        cite(item.report, item.publisher, at, at + len(correction.quote), item.assertion.speaker),
        tuple(basis),
    )
