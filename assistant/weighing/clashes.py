"""Owns what does not fit together in the evidence of one question: figures, stances, days."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.conflicts import counts_conflict, days_conflict, figures_conflict, stances_conflict
from assistant.evidence import Evidence
from assistant.figures import Figure, newest_of_each, read_figures
from assistant.question import Question
from assistant.status import bearings
from assistant.values import Conflict
from corpus.values import Claim, Status

if TYPE_CHECKING:
    from index.opening import Index


_AHEAD = re.compile(r"\b(?:will|would|expect\w*|plan\w*|going to|forecast\w*|predict\w*)\b", re.I)


def count(
    question: Question, items: Sequence[Evidence], claim: Claim | None
) -> tuple[tuple[Figure, ...], tuple[Figure, ...], tuple[Conflict, ...]]:
    """Figures, the figures they replace, and the conflict between them."""
    if question.kind != "how_many":
        return (), (), ()
    counts = question.counts or (claim.slots.counts if claim else "")
    current, replaced = newest_of_each(read_figures(items, counts, question.terms, bool(_AHEAD.search(question.text))))
    found = figures_conflict(current, f"number {counts}" if counts else question.topic)
    return current, replaced, (found,) if found else ()


def clashes(
    question: Question, status: Status, items: Sequence[Evidence], actors: frozenset[str], about: str, index: "Index"
) -> tuple[Conflict, ...]:
    """Days of one event that differ, where a day is asked; else who says so and who denies it, or counts that clash."""
    sides = bearings(items, actors, index.names)
    found = days_conflict(sides.affirming, about) if question.kind == "when" else None
    if found is None and status == "disputed":
        found = stances_conflict(sides.affirming, sides.live_denials(), about)
        found = found or counts_conflict(sides.affirming, about)
    return (found,) if found else ()
