"""Owns what a benchmark on labelled data reports: figures with count and interval, matrices, remarks and mistakes."""

from dataclasses import dataclass
from typing import Any

from eval.benchmarks.confusion import Confusion
from eval.benchmarks.intervals import Figure


@dataclass(frozen=True, slots=True)
class Mistake:
    """One item read wrongly: the text, what its labels say, what we read."""

    key: str
    text: str
    gold: str
    ours: str


@dataclass(frozen=True, slots=True)
class Result:
    """All that one benchmark found."""

    name: str
    data: str
    half: str
    items: str
    """What was read, with its count: "638 headlines of 74 claims"."""
    figures: tuple[Figure, ...]
    matrices: tuple[tuple[str, Confusion], ...] = ()
    """Each under what it counts."""
    remarks: tuple[str, ...] = ()
    mistakes: tuple[Mistake, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        mistakes = [{"id": m.key, "text": m.text, "gold": m.gold, "ours": m.ours} for m in self.mistakes]
        return {
            "name": self.name,
            "data": self.data,
            "half": self.half,
            "items": self.items,
            "figures": [figure.to_dict() for figure in self.figures],
            "matrices": {name: matrix.to_dict() for name, matrix in self.matrices},
            "remarks": list(self.remarks),
            "mistakes": mistakes,
        }

    def figure(self, name: str) -> Figure:
        """A figure by its name."""
        return next(figure for figure in self.figures if figure.name == name)
