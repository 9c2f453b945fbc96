"""Owns putting several rankings together: reciprocal rank fusion (Cormack, Clarke and Büttcher, SIGIR 2009)."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

K = 60
"""The constant of the paper: it keeps one first place from deciding alone."""


def fuse(rankings: Iterable[Sequence[str]]) -> list[tuple[str, float]]:
    """Ids by the sum of 1 / (K + rank) over the rankings, best first; ties by id, so that order never depends on
    luck."""
    scores: dict[str, float] = defaultdict(float)
    for ranking in rankings:
        for rank, key in enumerate(ranking, start=1):
            scores[key] += 1 / (K + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
