"""Owns what is held in memory of all passages for bounded searches: where each may be used, and its vector.

A store of vectors finds the nearest of all quickly, and the nearest of a few slowly. Comparing with each of the few is
exact, and faster. Nothing is read before the first search whose bounds can leave anything out.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from corpus.values import HANDLING
from index.bounds import Bounds
from index.ledger import Ledger
from index.values import Vector

Mask = NDArray[np.bool_]
_NEVER = date.max.toordinal() + 1
"""Later than any bound: a missing date is outside all of them."""
_GATHERED = 0.3
"""Share of the passages below which it is faster to copy their vectors together than to compare with all."""


@dataclass(frozen=True, slots=True)
class _Columns:
    """One row a passage in force."""

    keys: list[str]
    published: NDArray[np.int32]
    received: NDArray[np.int32]
    handling: NDArray[np.int8]
    publisher: NDArray[np.int32]
    """Places in `publishers`."""
    publishers: dict[str, int]
    vectors: Vector


@dataclass(frozen=True, slots=True)
class Within:
    """The passages that some bounds leave."""

    held: _Columns
    inside: Mask

    def nearest(self, vector: Vector, k: int) -> list[str]:
        """Keys of the k nearest, nearest first: each is compared."""
        places = np.flatnonzero(self.inside)
        if len(places) < _GATHERED * len(self.inside):
            closeness = self.held.vectors[places] @ vector
        else:
            closeness = (self.held.vectors @ vector)[places]
        best = np.argpartition(-closeness, k)[:k] if k < len(places) else np.arange(len(places))
        keys = self.held.keys
        return [keys[places[n]] for n in sorted(best.tolist(), key=lambda n: (-closeness[n], keys[places[n]]))]


class Holdings:
    """All passages in force of one generation."""

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._marks = ledger.marks()

    def within(self, bounds: Bounds) -> Within | None:
        """What some bounds leave; None where they cannot leave anything out: most searches have nothing but a handling
        mark that all reports carry."""
        open_to_all = bounds.publishers is None and self._marks <= {*bounds.cleared}
        if open_to_all and bounds.published_by is None and bounds.received_by is None:
            return None
        return Within(self._columns, self._inside(bounds))

    def _inside(self, bounds: Bounds) -> Mask:
        held = self._columns
        mask: Mask = held.handling < len(bounds.cleared)
        if bounds.published_by is not None:
            mask &= held.published <= bounds.published_by.toordinal()
        if bounds.received_by is not None:
            mask &= held.received <= bounds.received_by.toordinal()
        if bounds.publishers is not None:
            mask &= np.isin(held.publisher, [held.publishers.get(who, -1) for who in bounds.publishers])
        return mask

    @cached_property
    def _columns(self) -> _Columns:
        keys, vectors, rows = [], [], []
        publishers: dict[str, int] = {}
        for key, vector, published, received, handling, publisher in self._ledger.provenances():
            keys.append(key)
            vectors.append(vector)
            who = publishers.setdefault(publisher, len(publishers))
            rows.append((_ordinal(published), _ordinal(received), HANDLING.index(handling), who))
        columns = np.array(rows, dtype=np.int32).reshape(-1, 4)
        return _Columns(
            keys,
            columns[:, 0].copy(),
            columns[:, 1].copy(),
            columns[:, 2].astype(np.int8),
            columns[:, 3].copy(),
            publishers,
            _matrix(vectors),
        )


def _ordinal(day: str | None) -> int:
    return date.fromisoformat(day).toordinal() if day else _NEVER


def _matrix(vectors: Sequence[bytes]) -> Vector:
    held = np.frombuffer(b"".join(vectors), np.float16).astype(np.float32)
    return held.reshape(len(vectors), -1) if vectors else held.reshape(0, 0)
