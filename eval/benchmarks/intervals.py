"""Owns a measured figure: its value, what it was counted over, and its 95 % interval.

A rate over items that have nothing to do with each other has Wilson's interval, or Clopper and Pearson's where the end
of it is a promise. Every other figure, and a rate over items that share a claim or an article, is resampled by what
they share: 1,000 draws, the middle 95 % of them.
"""

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import NormalDist
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binomtest

Floats = NDArray[np.float64]
LEVEL = 0.95
_DRAWS = 1000
_Z = NormalDist().inv_cdf(0.5 + LEVEL / 2)


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured figure. A value that nothing was there to measure is None, never 0."""

    name: str
    value: float | None
    low: float | None
    high: float | None
    count: int
    """Items it was measured on."""
    of: str
    """What those items are."""

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        interval = [self.low, self.high]
        return {"name": self.name, "value": self.value, "interval_95": interval, "count": self.count, "of": self.of}


def rate(name: str, hits: int, count: int, of: str) -> Figure:
    """A share of independent items, with Wilson's interval."""
    if not count:
        return Figure(name, None, None, None, 0, of)
    share, squared = hits / count, _Z**2
    middle = (share + squared / (2 * count)) / (1 + squared / count)
    reach = _Z / (1 + squared / count) * math.sqrt(share * (1 - share) / count + squared / (4 * count**2))
    low = 0.0 if hits == 0 else middle - reach
    return Figure(name, share, low, 1.0 if hits == count else middle + reach, count, of)


def exact_rate(name: str, hits: int, count: int, of: str) -> Figure:
    """A share of independent items, with the exact interval of Clopper and Pearson: never narrower than it says."""
    if not count:
        return Figure(name, None, None, None, 0, of)
    interval = binomtest(hits, count).proportion_ci(confidence_level=LEVEL, method="exact")
    return Figure(name, hits / count, float(interval.low), float(interval.high), count, of)


def resampled(
    name: str, groups: Floats, figure: Callable[[Floats], Floats], count: int, of: str, seed: int = 0
) -> Figure:
    """A figure of sums: one row of sums a group; `figure` takes sums along the last axis and gives nan for no value."""
    if not count or not len(groups):
        return Figure(name, None, None, None, count, of)
    value = float(figure(groups.sum(axis=0)))
    if math.isnan(value):
        return Figure(name, None, None, None, count, of)
    draws = np.random.default_rng(seed).multinomial(len(groups), np.full(len(groups), 1 / len(groups)), size=_DRAWS)
    drawn = figure(draws.astype(np.float64) @ groups)
    low, high = np.nanquantile(drawn, [0.5 - LEVEL / 2, 0.5 + LEVEL / 2])
    return Figure(name, value, float(low), float(high), count, of)


def resampled_items(
    name: str,
    rows: Floats,
    groups: Sequence[str],
    figure: Callable[[Floats], float],
    count: int,
    of: str,
    seed: int = 0,
) -> Figure:
    """A figure of single items, one row each, that sums cannot give; items of one group are drawn together."""
    value = figure(rows) if count and len(rows) else math.nan
    if math.isnan(value):
        return Figure(name, None, None, None, count, of)
    keys = np.array(groups)
    held = [np.flatnonzero(keys == key) for key in dict.fromkeys(groups)]
    random = np.random.default_rng(seed)
    drawn = [
        figure(rows[np.concatenate([held[each] for each in random.integers(len(held), size=len(held))])])
        for _ in range(_DRAWS)
    ]
    low, high = np.nanquantile(drawn, [0.5 - LEVEL / 2, 0.5 + LEVEL / 2])
    return Figure(name, value, float(low), float(high), count, of)
