"""Owns the stance of a passage towards a claim: affirm, deny, report (merely repeats it), or none, with reasons."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Literal

from index.assertions import Assertion, read_assertions
from index.assertions.cues import word_pattern
from index.assertions.quantities import disjoint, read_quantities
from index.terms import Names, terms, widened

ABOUT = 0.5
"""Least share of the claim's words that a sentence must hold to be about it."""
_NEGATIVE = re.compile(r"\b(?:not|never|no|without|cannot|nor|neither)\b|n't\b", re.I)


@dataclass(frozen=True, slots=True)
class StanceReading:
    """How a passage stands to a claim, and why."""

    stance: Literal["affirm", "deny", "report", "none"]
    reasons: tuple[str, ...]


@cache
def _names() -> Names:
    return Names()


def stance(claim: str, passage: str) -> StanceReading:
    """Read a passage's stance towards a claim. An attributed claim that nobody is said to doubt is a report of it."""
    asked = set(terms(claim, _names()))
    if not asked or not passage.strip():
        return StanceReading("none", ("there is nothing to compare",))
    readings = [_read(claim, asked, assertion) for assertion in read_assertions(passage)]
    told = [r for r in readings if r.stance != "none"]
    for wanted in ("deny", "affirm", "report"):
        fitting = [r for r in told if r.stance == wanted]
        if fitting:
            return fitting[0]
    return readings[0] if readings else StanceReading("none", ("the passage asserts nothing",))


def _read(claim: str, asked: set[str], assertion: Assertion) -> StanceReading:
    held = widened(terms(f"{assertion.frame} {assertion.about}", _names()), _names())
    share = len(asked & held) / len(asked)
    if share < ABOUT:
        return StanceReading("none", (f"only {share:.0%} of the claim's words are in it",))
    if clash := _count_clash(claim, assertion):
        return StanceReading("deny", (clash,))
    where = f"“{assertion.frame[:120]}”"
    if assertion.modality in {"question", "conditional"}:
        return StanceReading("report", (f"{where} asks or supposes it and asserts nothing",))
    if assertion.stance == "no_comment":
        return StanceReading("report", (f"{where} leaves it open: “{assertion.cue}”",))
    who = assertion.speaker or "the text itself"
    if assertion.stance == "retract":
        return StanceReading("deny", (f"{who} takes it back",))
    against = assertion.stance in {"deny", "dismiss"}
    flipped = assertion.negated != bool(_NEGATIVE.search(claim))
    if against != flipped:
        return StanceReading("deny", (f"{who}: “{assertion.cue or 'a negative statement'}”",))
    if assertion.hedges or word_pattern("evidential", "adjectives").search(assertion.frame):
        return StanceReading("report", (f"it only passes the claim on: “{(assertion.hedges or ('alleged',))[0]}”",))
    if assertion.attribution in {"anonymous", "social"}:
        return StanceReading("report", (f"it only passes on what {who} says",))
    return StanceReading("affirm", (f"{who} states it",))


def _count_clash(claim: str, assertion: Assertion) -> str:
    for ours in read_quantities(claim, 0, len(claim)):
        for theirs in assertion.quantities:
            if ours.unit == theirs.unit and ours.counts == theirs.counts and not theirs.part and disjoint(ours, theirs):
                return f"it counts {theirs.text} where the claim says {ours.text}"
    return ""
