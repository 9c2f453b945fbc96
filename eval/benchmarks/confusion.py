"""Owns the confusion matrix: gold labels against ours, kept by group, and every figure that follows from it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np

from eval.benchmarks.intervals import Figure, Floats, resampled


class Pair(NamedTuple):
    """One item: what it shares with other items, its gold label, ours."""

    group: str
    gold: str
    ours: str


@dataclass(frozen=True, slots=True)
class Confusion:
    """Counts of gold label (rows) against ours (columns), one matrix a group.

    A label that only we give ("none") has a row of zeros: giving it is a wrong answer, and it is no class to average.
    """

    labels: tuple[str, ...]
    groups: Floats
    """group x gold x ours"""
    of: str
    """What the items are."""
    by: str
    """What a group is, where items share one."""
    seed: int

    @classmethod
    def of_pairs(
        cls, pairs: Iterable[Pair], labels: Sequence[str], of: str, by: str = "", seed: int = 0
    ) -> "Confusion":
        """Count pairs; `labels` in the order of the rows."""
        rows: dict[str, int] = {}
        places = {label: number for number, label in enumerate(labels)}
        counted = [(rows.setdefault(group, len(rows)), places[gold], places[ours]) for group, gold, ours in pairs]
        groups = np.zeros((len(rows), len(labels), len(labels)))
        for place in counted:
            groups[place] += 1
        return cls(tuple(labels), groups, of, by, seed)

    @property
    def counts(self) -> Floats:
        """gold x ours, over all groups."""
        return np.asarray(self.groups.sum(axis=0))

    @property
    def total(self) -> int:
        """Items."""
        return int(self.groups.sum())

    def accuracy(self, name: str = "accuracy") -> Figure:
        """Share of items whose label is right."""
        return self._figure(name, _accuracy, self.total, self.of)

    def macro_f1(self, name: str = "macro-F1") -> Figure:
        """Mean F1 of the labels that gold has."""
        held = self.counts.sum(axis=1) > 0
        return self._figure(name, lambda sums: np.nanmean(_f1(sums)[..., held], axis=-1), self.total, self.of)

    def commonest(self) -> str:
        """The floor in words: how often it is right to say the commonest label each time."""
        if not self.total:
            return "there is nothing to label"
        counts = self.counts.sum(axis=1)
        return f"always saying {self.labels[counts.argmax()]} would be right for {counts.max() / self.total:.1%}"

    def precision(self, label: str, name: str = "") -> Figure:
        """Of those we give a label, the share that have it."""
        place = self.labels.index(label)
        count, of = int(self.counts[:, place].sum()), f"{self.of} we call {label}"
        return self._figure(name or f"precision of {label}", lambda sums: _precision(sums)[..., place], count, of)

    def recall(self, label: str, name: str = "") -> Figure:
        """Of those that have a label, the share we give it."""
        place = self.labels.index(label)
        count, of = int(self.counts[place].sum()), f"{self.of} labelled {label}"
        return self._figure(name or f"recall of {label}", lambda sums: _recall(sums)[..., place], count, of)

    def f1(self, label: str, name: str = "") -> Figure:
        """Harmonic mean of precision and recall of a label."""
        place = self.labels.index(label)
        return self._figure(name or f"F1 of {label}", lambda sums: _f1(sums)[..., place], self.total, self.of)

    def kappa(self, name: str = "kappa") -> Figure:
        """Cohen's kappa: agreement beyond what the two shares of labels give by chance."""
        return self._figure(name, _kappa, self.total, self.of)

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        return {"labels": list(self.labels), "rows_gold_columns_ours": self.counts.astype(int).tolist()}

    def _figure(self, name: str, figure: Callable[[Floats], Floats], count: int, of: str) -> Figure:
        size = len(self.labels)
        flat = self.groups.reshape(len(self.groups), size * size)

        def shaped(sums: Floats) -> Floats:
            return figure(sums.reshape(*sums.shape[:-1], size, size))

        return resampled(name, flat, shaped, count, f"{of}, resampled by {self.by}" if self.by else of, self.seed)


def _ratio(over: Floats, under: Floats) -> Floats:
    """nan where there is nothing to divide by."""
    return np.asarray(np.divide(over, under, out=np.full(np.shape(over), np.nan), where=np.asarray(under) > 0))


def _right(sums: Floats) -> Floats:
    return np.asarray(np.diagonal(sums, axis1=-2, axis2=-1))


def _accuracy(sums: Floats) -> Floats:
    return _ratio(_right(sums).sum(axis=-1), sums.sum(axis=(-2, -1)))


def _precision(sums: Floats) -> Floats:
    return _ratio(_right(sums), sums.sum(axis=-2))


def _recall(sums: Floats) -> Floats:
    return _ratio(_right(sums), sums.sum(axis=-1))


def _f1(sums: Floats) -> Floats:
    return _ratio(2 * _right(sums), sums.sum(axis=-1) + sums.sum(axis=-2))


def _kappa(sums: Floats) -> Floats:
    total = sums.sum(axis=(-2, -1))
    chance = _ratio((sums.sum(axis=-1) * sums.sum(axis=-2)).sum(axis=-1), total**2)
    return _ratio(_accuracy(sums) - chance, 1 - chance)
