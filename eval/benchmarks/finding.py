"""Owns how well an index finds: whether the paragraph a question is about is among the first ones found."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from eval.benchmarks.intervals import Figure, Floats, resampled
from eval.benchmarks.results import Mistake
from index import Index
from index.building import Progress
from index.values import Ranking

if TYPE_CHECKING:
    from eval.benchmarks.squad import Asked

FIRST = (1, 5, 10)
"""How many paragraphs a reader may look at."""
WAYS: tuple[tuple[str, tuple[Ranking, ...]], ...] = (
    ("words only", ("words",)),
    ("vectors only", ("vectors",)),
    ("fused", ("words", "vectors")),
)
_PASSAGES = 4 * max(FIRST)
"""Passages asked for, so that ten paragraphs are among them."""


@dataclass(frozen=True, slots=True)
class Found:
    """A question with the place of its paragraph by each way of finding."""

    question: "Asked"
    places: tuple[int | None, ...]
    """From 1; None where it is not among those asked for."""
    first: str
    """The paragraph that came first by the last way."""


def measure(index: Index, questions: Sequence["Asked"], progress: Progress) -> list[Found]:
    """Each question searched by each way."""
    found = []
    for number, question in enumerate(questions, 1):
        vector = index.encode(question.text)
        ways = []
        for _, rankings in WAYS:
            hits = index.search(question.text, _PASSAGES, vector=vector, rankings=rankings)
            ways.append(list(dict.fromkeys(hit.passage.report_id for hit in hits)))
        places = tuple(_place(question.paragraph, paragraphs) for paragraphs in ways)
        found.append(Found(question, places, next(iter(ways[-1]), "")))
        progress("searching", number, len(questions))
    return found


def figures(found: Sequence[Found], seed: int) -> tuple[Figure, ...]:
    """The share found among the first few, for questions that can be answered, then fused for all of them."""
    answered = [each for each in found if each.question.answers]
    made = [
        _share(name, way, first, answered, "questions with an answer", seed)
        for way, (name, _) in enumerate(WAYS)
        for first in FIRST
    ]
    last = len(WAYS) - 1
    return (*made, _share(f"{WAYS[last][0]}, near misses too", last, 5, found, "questions", seed))


def mistakes(found: Sequence[Found]) -> tuple[Mistake, ...]:
    """The answerable questions whose paragraph is not among the first five."""
    return tuple(
        Mistake(q.id, q.text, q.paragraph, f"{each.first} first, the paragraph at {each.places[-1] or 'none'}")
        for each in found
        if (q := each.question).answers and not _within(each.places[-1], 5)
    )


def _share(name: str, way: int, first: int, found: Sequence[Found], of: str, seed: int) -> Figure:
    """Resampled by paragraph: questions about one paragraph are found or missed together."""
    sums: dict[str, list[float]] = {}
    for each in found:
        row = sums.setdefault(each.question.paragraph, [0.0, 0.0])
        row[0] += _within(each.places[way], first)
        row[1] += 1
    groups = np.array(list(sums.values())).reshape(-1, 2)
    of = f"{of}, resampled by paragraph"
    return resampled(f"{name}: paragraph in first {first}", groups, _ratio, len(found), of, seed)


def _ratio(sums: Floats) -> Floats:
    return np.asarray(sums[..., 0] / sums[..., 1])


def _within(place: int | None, first: int) -> bool:
    return place is not None and place <= first


def _place(wanted: str, paragraphs: Sequence[str]) -> int | None:
    return paragraphs.index(wanted) + 1 if wanted in paragraphs else None
