"""Owns how fast reports are read into assertions, beside the parser alone over the same sentences in the same minutes.

Reading is what `briefing index` does: all reports at once, on every core it takes. The baseline is one process in
which spaCy does all that its model can over each sentence, and nothing else is done. Both are loaded before the clock
starts; what reading starts beside itself is inside it.
"""

import os
import platform
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Any

from corpus import Report, load_corpus
from eval.benchmarks.sources import sample
from index.assertions import Text, read_many
from index.assertions.language import PARSER
from index.assertions.sentences import split_sentences
from index.building import Progress


@dataclass(frozen=True, slots=True)
class Speed:
    """Sentences a second, each run by itself."""

    name: str
    sentences: int
    seconds: tuple[float, ...]

    @property
    def rates(self) -> tuple[float, ...]:
        """Of each run."""
        return tuple(self.sentences / seconds for seconds in self.seconds)

    @property
    def median(self) -> float:
        """Of the runs."""
        return median(self.rates)

    def to_dict(self) -> dict[str, Any]:
        """JSON form; rates in sentences a second."""
        rates = {"median_per_s": self.median, "min_per_s": min(self.rates), "max_per_s": max(self.rates)}
        return {"name": self.name, "runs": len(self.seconds), "sentences": self.sentences, **rates}


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was measured in one run."""

    baseline: Speed
    reading: Speed
    reports: int
    machine: str

    @property
    def ratios(self) -> tuple[float, ...]:
        """Reading over baseline, run by run: both met the same moment of the machine."""
        return tuple(a / b for a, b in zip(self.reading.rates, self.baseline.rates, strict=True))

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        ratios = {"median": median(self.ratios), "min": min(self.ratios), "max": max(self.ratios)}
        return {
            "baseline": self.baseline.to_dict(),
            "reading": self.reading.to_dict(),
            "ratio": ratios,
            "reports": self.reports,
            "machine": self.machine,
        }


def measure(folder: Path, runs: int, progress: Progress, limit: int | None = None, seed: int = 0) -> Reading:
    """Read a corpus `runs` times; `limit` counts reports. Raises CorpusError."""
    import spacy  # the parser by itself, as its own documentation loads it

    reports = sample(load_corpus(folder).reports, limit, seed)
    texts = [r.text[span.start : span.end] for r in reports for span in split_sentences(r.text)]
    parser = spacy.load(PARSER)
    _read(reports[:1])
    baseline, reading = [], []
    for number in range(1, runs + 1):
        baseline.append(_timed(lambda: sum(1 for _ in parser.pipe(texts, batch_size=64))))
        reading.append(_timed(lambda: _read(reports)))
        progress("reading the reports", number, runs)
    return Reading(
        Speed("spaCy alone, one process", len(texts), tuple(baseline)),
        Speed("reading assertions", len(texts), tuple(reading)),
        len(reports),
        f"{os.cpu_count()} processors, Python {platform.python_version()}, {platform.system()} {platform.machine()}",
    )


def _read(reports: Sequence[Report]) -> int:
    return sum(map(len, read_many(Text(r.text, r.id, r.title, r.published) for r in reports)))


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
