"""Owns doubts: a report's own word that it could not verify what it had just handed on."""

import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.evidence import Evidence, same_matter
from index.terms import Names

_UNVERIFIED = re.compile(r"\bverif|\bconfirm", re.I)


def with_doubts(items: Sequence[Evidence], names: Names) -> tuple[Evidence, ...]:
    """The same items in the same order; what its own report says it could not verify carries that as a hedge."""
    doubts = [item for item in items if _is_doubt(item)]
    return tuple(_hedged(item, doubts, names) for item in items)


def _is_doubt(item: Evidence) -> bool:
    """ "The claim could not be independently verified": the report's own voice, pointing back; no party's silence."""
    a = item.assertion
    said = bool(_UNVERIFIED.search(a.cue)) and a.stance == "no_comment"
    return said and bool(a.about) and (item.own_voice or not item.named)


def _hedged(item: Evidence, doubts: Sequence[Evidence], names: Names) -> Evidence:
    for doubt in doubts:
        if item.voice == "affirm" and doubt.report.id == item.report.id and same_matter(item, doubt, names):
            return replace(
                item, assertion=replace(item.assertion, hedges=(*item.assertion.hedges, doubt.assertion.cue))
            )
    return item
