"""Owns retractions: which later words take back what was said before, by what they themselves say was reported."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.evidence import Evidence, same_matter
from assistant.figures import revised
from assistant.status import bearings
from index.assertions.quantities import disjoint
from index.terms import Names

_REPORTED = re.compile(r"(?:report|wrot|writ|publish|said|carri)", re.I)
"""The verbs by which an outlet tells what it takes back: "On Monday we reported that …. We withdraw the report"."""


def retractions_of(
    items: Sequence[Evidence], found: Sequence[Evidence], names: Names, figures: bool
) -> tuple[Evidence, ...]:
    """What takes back one of `items`: a retraction of its matter by its source or its outlet; with `figures` also a
    lower figure that its own source has put in its place."""
    taken = (r for item in items if item.voice == "affirm" for r in _against(item, found, names, figures))
    return tuple({(r.report.id, r.assertion.start): r for r in taken if r not in items}.values())


def taken_back(items: Sequence[Evidence], names: Names) -> tuple[list[Evidence], list[Evidence]]:
    """(what was taken back, what stands of the rest). Where the best fitting was taken back, what only comes near it
    is no answer in its place."""
    gone = bearings(items, frozenset(), names).withdrawn
    lost = [i for i in items if i in gone]
    live = [i for i in items if i not in gone]
    return lost, [i for i in live if i.missing <= lost[0].missing] if lost and lost[0] == items[0] else live


def _against(item: Evidence, found: Sequence[Evidence], names: Names, figures: bool) -> Iterator[Evidence]:
    for later in found:
        if later.corrected or later.published < item.published:
            continue
        if later.voice == "retract" and _one_source(later, item) and _names_it(later, item, found, names):
            yield later
        elif figures and _lowers(later, item):
            yield replace(later, voice="retract")


def _one_source(retraction: Evidence, item: Evidence) -> bool:
    return bool({retraction.origin, retraction.publisher.id} & ({item.origin, item.publisher.id} - {""}))


def _names_it(retraction: Evidence, item: Evidence, found: Sequence[Evidence], names: Names) -> bool:
    """Whether a retraction is of this matter: in its own words, or in what its report says had been reported."""
    told = (
        other
        for other in found
        if other.report.id == retraction.report.id
        and other.assertion.start < retraction.assertion.start
        and _REPORTED.match(other.assertion.cue)
        and (other.own_voice or other.assertion.speaker.lower() == "we")
    )
    return any(same_matter(item, other, names) for other in (retraction, *told))


def _lowers(later: Evidence, item: Evidence) -> bool:
    """Whether a source puts a lower figure in the place of the one it gave here."""
    new = revised(later)
    return (
        new is not None
        and bool(item.origin)
        and later.origin == item.origin
        and later.published > item.published
        and any(
            q.counts == new.counts and not q.part and disjoint(q, new) and new.high < q.low
            for q in item.assertion.quantities
        )
    )
