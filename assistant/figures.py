"""Owns figures: who counts how many of what, and which are replaced by a newer one."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from assistant.dates import days_in
from assistant.evidence import Evidence
from index.assertions import Quantity
from index.assertions.cues import word_pattern
from index.assertions.quantities import disjoint, read_none, read_quantities
from index.terms import stem

TOTALS = frozenset(
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

    @property
    def day(self) -> date:
        """When it was given: the report's date, or the earlier day of which the sentence tells ("had estimated … on 19
        December")."""
        item = self.evidence
        told = (
            re.search(rf"\bhad\s+(?:\w+\s+)?{re.escape(item.assertion.cue)}", item.assertion.frame)
            if item.assertion.cue
            else None
        )
        earlier = [day for day in days_in(item.assertion.frame) if day < item.published] if told else []
        return earlier[-1] if earlier else item.published

    @property
    def first_hand(self) -> bool:
        """Whether the one who counted is quoted, and not only an outlet that hands the figure on."""
        item = self.evidence
        outlet = item.own_voice or item.relayed or item.assertion.attribution == "media"
        return not outlet or not item.report.origins


def read_figures(
    items: Sequence[Evidence], counts: str, units: frozenset[str], forecasts: bool = False
) -> tuple[Figure, ...]:
    """Every figure that counts what was asked, oldest first. `units` are stems of the asked nouns, used where no
    counting word was asked."""
    found = []
    for item in items:
        if (
            item.corrected
            or (item.voice != "affirm" and _none(item) is None)
            or item.scope == "different"
            or (item.assertion.modality == "forecast" and not forecasts)
        ):
            continue
        if counts == "deployed" and not forecasts and word_pattern("counting", "pending").search(item.assertion.text):
            continue  # being prepared is not sent
        fitting = [q for q in given(item) if _fits(q, counts, units)]
        whole = [q for q in fitting if not q.part] or fitting
        if whole:
            best = max(whole, key=lambda q: q.low)
            total = not best.unit or stem(best.unit) in units | TOTALS
            # "Nobody is missing" denies nothing: it counts.
            found.append(
                Figure(replace(item, voice="affirm"), best, item.origin or item.publisher.id or item.report.id, total)
            )
    if not found and not counts:
        found = [
            Figure(i, q, i.origin or i.publisher.id or i.report.id, True)
            for i in items[:1]
            if i.voice == "affirm" and not i.corrected
            for q in i.assertion.quantities[:1]
        ]
    if any(stem(f.quantity.unit) in units - TOTALS for f in found):
        # Who asks about officers is not answered by the toll of which they are a part.
        found = [replace(f, total=stem(f.quantity.unit) in units) for f in found]
    unique = {(f.source, f.evidence.report.id, f.quantity.low): f for f in found}
    return tuple(sorted(unique.values(), key=lambda f: (f.day, f.evidence.report.id)))


def given(item: Evidence) -> tuple[Quantity, ...]:
    """The counts that an assertion gives, with the one its source puts in the place of an older one, and a "nobody"."""
    more = (revised(item), _none(item))
    return (*(q for q in more if q is not None), *item.assertion.quantities)


def revised(item: Evidence) -> Quantity | None:
    """The figure that a source puts in the place of its older one: "lowered its death toll to 21, saying …"."""
    a = item.assertion
    verb = word_pattern("counting", "revised").pattern
    change = re.search(rf"(?:{verb})\s+(?:its|their|his|her|the)\s+[^,;.]{{1,60}}?\bto\s+", a.frame, re.I)
    if change is None or not a.speaker or not a.frame[: change.start()].rstrip().endswith(a.speaker):
        return None
    at = a.frame_start + change.end()
    counted = read_quantities(item.report.text, a.frame_start, a.frame_end)
    return next((q for q in counted if at <= q.start <= at + 20 and q.counts), None)


def _none(item: Evidence) -> Quantity | None:
    return read_none(item.report.text, item.assertion.start, item.assertion.end) if item.assertion.negated else None


def newest_of_each(figures: Sequence[Figure]) -> tuple[tuple[Figure, ...], tuple[Figure, ...]]:
    """(the newest figure of each source, those it replaces).

    An outlet that only hands a figure on never replaces its source's own. Where it repeats one that the source has
    given before, it is left to the replaced ones; where it gives a number of its own making, it stands as the outlet's.
    """
    own = [f for f in figures if f.first_hand]
    current = _newest(own)
    for figure in figures:
        if figure.first_hand:
            continue
        if figure.source not in {f.source for f in own}:
            current[figure.source] = figure
        elif not any(f.source == figure.source and _says(figure.quantity, f.quantity) for f in own):
            name = figure.evidence.publisher.name or figure.evidence.report.id
            current[name] = replace(figure, source=name)
    kept = tuple(
        sorted(
            (f for f in current.values() if not any(_outgrown(f, g, current) for g in figures)),
            key=lambda f: (f.day, f.evidence.report.id),
        )
    )
    shown = {(f.evidence.report.id, f.quantity.start) for f in kept}
    return kept, tuple(
        f for f in figures if (f.evidence.report.id, f.quantity.start) not in shown and not _given_again(f, kept)
    )


def _given_again(figure: Figure, kept: Sequence[Figure]) -> bool:
    """Whether its source still gives the same number: nothing has replaced it."""
    q = figure.quantity
    return any(f.source == figure.source and (f.quantity.low, f.quantity.high) == (q.low, q.high) for f in kept)


def _newest(figures: Sequence[Figure]) -> dict[str, Figure]:
    """The newest figure of each source, oldest source first. Where two outlets render one word of a source in two ways,
    the second stands as its outlet's: nobody can tell which of them misread."""
    current: dict[str, Figure] = {}
    retired: list[Figure] = []
    for figure in figures:
        before = current.get(figure.source)
        if before is not None and _reprints(figure, before, retired):
            continue
        if before is None or not _one_word(figure, before):
            retired += [before] if before is not None else []
            current[figure.source] = figure
        elif figure.total and before.total and disjoint(figure.quantity, before.quantity):
            outlet = figure.evidence.publisher.name or figure.evidence.report.id
            current[outlet] = replace(figure, source=outlet)
    return current


def _reprints(figure: Figure, newest: Figure, retired: Sequence[Figure]) -> bool:
    """Whether another outlet prints again, lower than the newest, what its source has replaced since."""
    again = any(f.source == figure.source and _says(figure.quantity, f.quantity) for f in retired)
    return again and figure.quantity.low < newest.quantity.low and figure.evidence.report.publisher != figure.source


def _one_word(figure: Figure, before: Figure) -> bool:
    """Whether two outlets hand on the same word of a source: of one day, or of a source that nobody named, whom no
    second outlet is known to have asked again."""
    elsewhere = figure.evidence.report.publisher != before.evidence.report.publisher
    return elsewhere and (figure.day == before.day or figure.evidence.anonymous)


def _outgrown(figure: Figure, later: Figure, current: dict[str, Figure]) -> bool:
    """Whether a later and higher tally replaces this one, whoever gives it: what is found one by one only grows. A
    toll that "has risen" replaces any lower one that was given as a fact."""
    grown = later.day > figure.day and later.quantity.low > figure.quantity.high
    newest = current.get(later.source, later)
    if not grown or later.quantity.counts != figure.quantity.counts or newest.quantity.low <= figure.quantity.high:
        return False
    if later.quantity.unit == figure.quantity.unit and tallied(later.evidence) and tallied(figure.evidence):
        return True
    risen = word_pattern("counting", "grown").search(later.evidence.assertion.frame)
    return figure.total and later.total and bool(risen) and _firm(later.evidence) and _firm(figure.evidence)


def _says(one: Quantity, other: Quantity) -> bool:
    """Whether two figures are the same one in other words: "at least 600" and "about 600"."""
    return other.low <= one.low <= other.high or one.low <= other.low <= min(one.high, one.low * 1.2)


def tallied(item: Evidence) -> bool:
    """Whether a count is of things found one by one (dead identified, leaks found), and no estimate: it only grows."""
    a = item.assertion
    return item.named and _firm(item) and bool(word_pattern("counting", "tallied").search(f"{a.cue} {a.text}"))


def _firm(item: Evidence) -> bool:
    """Whether a count is given as a fact, and as nobody's judgement."""
    a = item.assertion
    return a.modality == "fact" and not a.hedges and a.likelihood is None


def _fits(quantity: Quantity, counts: str, units: frozenset[str]) -> bool:
    if counts:
        return quantity.counts == counts
    return bool(quantity.unit) and stem(quantity.unit) in units and quantity.counts in {"", "deployed"}
