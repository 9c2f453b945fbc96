"""Owns finding passages: candidates by words and by vectors within bounds, all of them scored alike."""

from collections.abc import Collection, Iterable, Mapping, Sequence

import numpy as np

from index.bounds import Bounds
from index.copies import folded
from index.fusion import WORDS, fuse
from index.holdings import Holdings
from index.ledger import Ledger
from index.values import Held, Ranking, Vector
from index.vectors import Vectors
from index.words import Words

BOTH: tuple[Ranking, ...] = ("words", "vectors")
ONLY_WORDS: tuple[Ranking, ...] = ("words",)
_DEPTH = 40
"""Candidates asked of each ranking: five times what a search gives by default."""


class Finder:
    """The open parts of one generation of an index. Not for two threads at a time."""

    def __init__(self, ledger: Ledger, words: Words, vectors: Vectors) -> None:
        self._ledger, self._words, self._vectors = ledger, words, vectors
        self._holdings = Holdings(ledger)

    def find(
        self, words: Collection[str], vector: Vector, k: int, bounds: Bounds, rankings: Collection[Ranking]
    ) -> list[tuple[Held, float, tuple[Held, ...]]]:
        """The best k passages in force within the bounds, best first, each with its score and its copies."""
        depth = max(_DEPTH, 5 * k)
        while True:
            ranked = list(self._candidates(words, vector, depth, bounds, rankings))
            rows = self._ledger.passages(list(dict.fromkeys(key for ranking in ranked for key in ranking)))
            rows = {key: row for key, row in rows.items() if bounds.allow(*row[3:7])}
            different = len({row.wording or key for key, row in rows.items()})
            # What is not in force was left by a build that was cut short; a ranking of fewer has no more.
            if different >= k or all(len(ranking) < depth for ranking in ranked):
                break
            depth *= 4  # copies, or what is not in force, took the places
        scored = self._score(words, vector, rows, rankings)
        return folded((rows[key], score) for key, score in scored)[: max(k, 0)]

    def _candidates(
        self, words: Collection[str], vector: Vector, depth: int, bounds: Bounds, rankings: Collection[Ranking]
    ) -> Iterable[Sequence[str]]:
        if "words" in rankings:
            yield self._words.search(words, depth, bounds)
        if "vectors" in rankings:
            within = self._holdings.within(bounds)
            yield self._vectors.search(vector, depth) if within is None else within.nearest(vector, depth)

    def _score(
        self, words: Collection[str], vector: Vector, rows: Mapping[str, Held], rankings: Collection[Ranking]
    ) -> list[tuple[str, float]]:
        by_words = self._words.coverage(words, list(rows)) if "words" in rankings else {}
        by_meaning = self._closeness(vector, rows) if "vectors" in rankings else {}
        share = WORDS if len({*rankings}) > 1 else float("words" in rankings)
        return fuse(by_words, by_meaning, share)

    def _closeness(self, vector: Vector, rows: Mapping[str, Held]) -> dict[str, float]:
        """Cosine of each passage and that of its best sentence, in equal parts."""
        passages = _cosines(vector, ((key, row.vector) for key, row in rows.items()))
        sentences = _cosines(vector, self._ledger.sentence_vectors(list(rows)))
        return {key: (close + sentences.get(key, close)) / 2 for key, close in passages.items()}


def _cosines(vector: Vector, held: Iterable[tuple[str, bytes]]) -> dict[str, float]:
    """The best cosine under each key."""
    keys, packed = [], []
    for key, one in held:
        keys.append(key)
        packed.append(one)
    if not keys:
        return {}
    matrix = np.frombuffer(b"".join(packed), np.float16).astype(np.float32).reshape(len(keys), -1)
    best: dict[str, float] = {}
    for key, cosine in zip(keys, (matrix @ vector).tolist(), strict=True):
        best[key] = max(cosine, best.get(key, -1.0))
    return best
