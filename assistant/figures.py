"""Owns figures: who counts how many of what, the newest of each source, and which cannot both hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.evidence import Evidence, citation
from assistant.values import Conflict, Side
from index.assertions import Quantity
from index.assertions.quantities import disjoint
from index.terms import stem

_TOTALS = frozenset(
    stem(word)
    for word in (
        "dead",
        "killed",
        "wounded",
        "casualties",
        "people",
        "troops",
        "soldiers",
        "missing",
        "deaths",
        "fatalities",
        "personnel",
    )
)


@dataclass(frozen=True, slots=True)
class Figure:
    """One count by one source."""

    evidence: Evidence
    quantity: Quantity
    source: str
    total: bool
    """It counts the very things asked for; "nine members of the regiment" is a part of what "soldiers" asks for."""


def read_figures(
    items: Sequence[Evidence], counts: str, units: frozenset[str], forecasts: bool = False
) -> tuple[Figure, ...]:
    """Every figure that counts what was asked, oldest first. `units` are stems of the asked nouns, used where no
    counting word was asked."""
    found = []
    for item in items:
        if (
            item.corrected
            or item.voice != "affirm"
            or item.scope == "different"
            or (item.assertion.modality == "forecast" and not forecasts)
        ):
            continue
        fitting = [q for q in item.assertion.quantities if _fits(q, counts, units)]
        whole = [q for q in fitting if not q.part] or fitting
        if whole:
            best = max(whole, key=lambda q: q.low)
            total = not best.unit or stem(best.unit) in units | _TOTALS
            found.append(Figure(item, best, item.origin or item.publisher.id or item.report.id, total))
    if not found and not counts:
        found = [
            Figure(i, q, i.origin or i.publisher.id or i.report.id, True)
            for i in items[:1]
            if i.voice == "affirm" and not i.corrected
            for q in i.assertion.quantities[:1]
        ]
    unique = {(f.source, f.evidence.report.id, f.quantity.low): f for f in found}
    return tuple(sorted(unique.values(), key=lambda f: (f.evidence.published, f.evidence.report.id)))


def newest_of_each(figures: Sequence[Figure]) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """(the newest figure of each source, those it replaces). A reprint of an older figure never replaces a newer
    one."""
    current: dict[str, Figure] = {}
    for figure in figures:
        held = current.get(figure.source)
        if held is None or not _is_reprint(figure, held, figures):
            current[figure.source] = figure
    kept = tuple(sorted(current.values(), key=lambda f: (f.evidence.published, f.evidence.report.id)))
    return kept, tuple(f for f in figures if f not in kept)


def _is_reprint(figure: Figure, newest: Figure, figures: Sequence[Figure]) -> bool:
    """Whether it repeats a figure that the same source had replaced by another before: "at least 600" after "about
    2,000"."""
    older = [f for f in figures if f.source == figure.source and f.evidence.published < newest.evidence.published]
    return disjoint_or_looser(figure.quantity, newest.quantity) and any(
        f.quantity.low <= figure.quantity.low <= f.quantity.high and f.quantity.high < newest.quantity.low
        for f in older
    )


def disjoint_or_looser(one: Quantity, other: Quantity) -> bool:
    """Whether a figure does not say what another says: another range, or an open one that starts far below it."""
    return disjoint(one, other) or (one.high > other.high and one.low < 0.8 * other.low)


def conflict(figures: Sequence[Figure], about: str) -> Conflict | None:
    """The figures of different sources that cannot both hold, all shown and none picked."""
    figures = [f for f in figures if f.total]
    clashing = [f for f in figures if any(g.source != f.source and disjoint(f.quantity, g.quantity) for g in figures)]
    if not clashing:
        return None
    return Conflict(
        about,
        tuple(
            Side(
                f"{f.evidence.assertion.speaker or f.evidence.publisher.name}: {f.quantity.text}",
                (citation(f.evidence),),
            )
            for f in clashing
        ),
    )


def _fits(quantity: Quantity, counts: str, units: frozenset[str]) -> bool:
    if counts:
        return quantity.counts == counts
    return bool(quantity.unit) and stem(quantity.unit) in units and quantity.counts in {"", "deployed"}
