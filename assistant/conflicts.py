"""Owns conflicts: what different sources say of one thing and cannot both hold; none is picked."""

from collections.abc import Iterator, Sequence

from assistant.evidence import Evidence, citation
from assistant.figures import Figure, tallied
from assistant.values import Conflict, Side
from index.assertions import Quantity
from index.assertions.quantities import disjoint
from index.assertions.values import Window

ASKED = 0.75
"""Least share of the question's words that a content holds for its day to be the day that was asked for."""
_SIDE = 3
"""Voices shown for one side: more are the same again."""
_AGAINST = {"deny": "denied by", "dismiss": "dismissed by"}


def figures_conflict(figures: Sequence[Figure], about: str) -> Conflict | None:
    """The figures of different sources that cannot both hold."""
    clashing = clashing_figures(figures)
    sides = (Side(f"{told_by(f.evidence)}: {f.quantity.text}", (citation(f.evidence),)) for f in clashing)
    return Conflict(about, tuple(sides)) if clashing else None


def clashing_figures(figures: Sequence[Figure]) -> list[Figure]:
    """Those that cannot hold together with another source's."""
    whole = [f for f in figures if f.total]
    return [f for f in whole if any(g.source != f.source and disjoint(f.quantity, g.quantity) for g in whole)]


def stances_conflict(affirming: Sequence[Evidence], denying: Sequence[Evidence], about: str) -> Conflict | None:
    """Who says so and who denies it, one voice an origin."""
    same = [i for i in affirming if i.scope == "same"]
    told = [Side(f"{_strength(i)} {told_by(i)}", (citation(i),)) for i in _voices(same)]
    against = [i for i in denying if _denies_itself(i)]
    denied = [
        Side(f"{_AGAINST.get(i.assertion.stance, 'contradicted by')} {told_by(i)}", (citation(i),)) for i in against
    ]
    return Conflict(about, (*told, *_each_once(denied)[:_SIDE])) if told and denied else None


def _denies_itself(item: Evidence) -> bool:
    """Whether the speaker's own words are against it: no outlet that describes a denial, no negative of something
    wider."""
    openly = item.assertion.stance in _AGAINST
    outright = item.scope == "same" and not item.cited and item.said >= ASKED
    return item.named and not item.own_voice and (openly or outright)


def _each_once(sides: Sequence[Side]) -> list[Side]:
    return list({side.text: side for side in sides}.values())


def days_conflict(items: Sequence[Evidence], about: str) -> Conflict | None:
    """The days that different sources give for one event and that cannot both hold; the newest word of each source."""
    newest = {i.origin or i.report.id: (i, w) for i in items if i.said >= ASKED and (w := _only_day(i)) is not None}
    given = list(newest.values())
    clashing = [(i, w) for i, w in given if any(_apart(w, other) for _, other in given)]
    sides = (Side(f"{told_by(i)}: {w.text}", (citation(i),)) for i, w in clashing)
    return Conflict(about, tuple(sides)) if clashing else None


def _only_day(item: Evidence) -> Window | None:
    """The one window of days that an assertion names; of several nobody can tell which dates the event."""
    known = [w for w in item.assertion.when if w.resolved]
    return known[0] if len(known) == 1 == len(item.assertion.when) else None


def _apart(one: Window, other: Window) -> bool:
    """Whether two windows have no day in common."""
    return not any(w.holds(day) for w, v in ((one, other), (other, one)) for day in (v.start, v.end) if day)


def counts_conflict(items: Sequence[Evidence], about: str) -> Conflict | None:
    """Two sources whose counts of one slot cannot both hold."""
    pair = clashing_counts(items)
    if pair is None:
        return None
    return Conflict(about, tuple(Side(f"{told_by(i)}: {q.text}", (citation(i),)) for i, q in pair))


def clashing_counts(items: Sequence[Evidence]) -> tuple[tuple[Evidence, Quantity], tuple[Evidence, Quantity]] | None:
    """Two of them whose counts of one slot cannot both hold: the newest of each origin, a part never against its
    whole."""
    current = list(_current(items))
    for number, (one, mine) in enumerate(current):
        for other, theirs in current[number + 1 :]:
            if one.origin != other.origin and _one_slot(mine, theirs) and disjoint(mine, theirs):
                return (one, mine), (other, theirs)
    return None


def _current(items: Sequence[Evidence]) -> Iterator[tuple[Evidence, Quantity]]:
    """Each count that no newer one replaces: of the same origin, or a later and higher tally by anybody."""
    counts = [(i, q) for i in items for q in i.assertion.quantities if q.counts and not q.part]
    for item, mine in counts:
        if not any(_replaces(later, theirs, item, mine) for later, theirs in counts):
            yield item, mine


def _replaces(later: Evidence, theirs: Quantity, item: Evidence, mine: Quantity) -> bool:
    if later.published <= item.published or not _one_slot(mine, theirs):
        return False
    return later.origin == item.origin or (theirs.low > mine.high and tallied(later) and tallied(item))


def _one_slot(a: Quantity, b: Quantity) -> bool:
    return a.counts == b.counts and a.unit == b.unit


def _voices(items: Sequence[Evidence]) -> list[Evidence]:
    """One voice for each origin: who stands behind it by name, then unnamed sources, then outlets by themselves."""
    found: dict[str, Evidence] = {}
    for item in sorted(items, key=lambda i: (not i.named, i.own_voice, -i.cited, i.published, i.report.id)):
        found.setdefault(item.origin or item.report.id, item)
    return list(found.values())[:_SIDE]


def _strength(item: Evidence) -> str:
    likelihood = item.assertion.likelihood
    if likelihood:
        return f"called {likelihood.term} by"
    return "judged so by" if item.assertion.modality in {"estimate", "forecast"} else "said by"


def told_by(item: Evidence) -> str:
    """Whose word it is, as a reader is told: the speaker, else the outlet, else the report."""
    return item.assertion.speaker or item.publisher.name or item.report.title or item.report.id
