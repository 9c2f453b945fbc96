"""Owns how fast searches and answers are over many passages, without and with bounds that leave few.

The reports are made up, always the same for a size: each passage is three of some thousand sentences, put together from
a list of speakers, verbs, events and places. Each sentence is read and encoded once; the vector of a passage is the
mean of its sentences' vectors, so that an index of 100,000 passages is built in minutes. What is measured is an index
like any other: its ledger, words and vectors are written and opened by the same code.
"""

import itertools
import random
import resource
import sys
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass, fields, replace
from datetime import date, timedelta
from functools import partial
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import numpy as np

from assistant import Assistant
from corpus import Corpus, Publisher, Report, load_settings
from eval.benchmarks.answering import Timing
from index.assertions import Assertion, Text, read_many
from index.building import Progress, build
from index.encoder import Encoder, load_encoder
from index.values import Vector

_PLACES = [
    f"{a}{b}" for a, b in itertools.product(("Var", "Lin", "Ost", "Mel", "Kar", "Sun"), ("nau", "dal", "mark", "by"))
]
_WHO = ("The port authority", "The mayor", "Lake Radio", "The fishers' union", "An unnamed officer", "The water board")
_SAYS = ("said that", "reported that", "denied that", "confirmed that", "estimated that", "could not verify that")
_WHAT = (
    "a ferry ran aground near",
    "two workers were hurt at the docks of",
    "the dam broke above",
    "nine boats were held in",
    "a tank exploded at the depot of",
    "the market was flooded in",
)
_A_REPORT, _A_PASSAGE = 5, 3
"""Passages in a report, sentences in a passage."""
_HOUSES, _DAYS = 20, 500
_FIRST_DAY = date(2021, 1, 1)
BOUNDS: tuple[tuple[str, dict[str, Any]], ...] = (
    ("all", {}),
    ("5 %", {"publishers": ("house-3",)}),
    ("0.2 %", {"as_of": _FIRST_DAY}),
)
"""What is kept of the passages, by whom: one of 20 publishers; one of 500 days."""
_ROUNDS = 3
"""Times each question is asked; the first round, which fills caches, is not counted."""


@dataclass(frozen=True, slots=True)
class Scale:
    """All that was measured in one run."""

    passages: int
    reports: int
    baseline: Timing
    timings: tuple[Timing, ...]
    build_s: float
    open_s: float
    peak_mb: float

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        base = self.baseline.median
        return {
            "passages": self.passages,
            "reports": self.reports,
            "baseline": self.baseline.to_dict(base),
            "timings": [timing.to_dict(base) for timing in self.timings],
            "build_s": self.build_s,
            "open_s": self.open_s,
            "peak_mb": self.peak_mb,
        }


@dataclass(frozen=True, slots=True)
class _Composed(Encoder):
    """The encoder, with the vectors of known texts at hand."""

    known: dict[str, Vector]

    def encode(self, texts: Sequence[str]) -> Vector:
        """As the encoder, but a known text has the vector that is known."""
        new = [text for text in texts if text not in self.known]
        made = dict(zip(new, Encoder.encode(self, new), strict=True)) if new else {}
        rows = [self.known[text] if text in self.known else made[text] for text in texts]
        return np.array(rows, dtype=np.float32).reshape(len(texts), self.dimensions)


def measure(passages: int, progress: Progress, store: Path | None = None) -> Scale:
    """Build an index of made-up reports, and ask it in a process of its own; `store` keeps the index."""
    with TemporaryDirectory(prefix="briefing-scale-") as folder:
        path = store or Path(folder)
        start = time.perf_counter()
        reports = _build(passages, path, progress)
        built = time.perf_counter() - start
        # A process of its own: its memory is that of a desk that answers, not that of the build.
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as asking:
            opened, timings, peak = asking.submit(_ask, path).result()
    return Scale(passages, reports, _baseline(passages), timings, built, opened, peak)


def questions() -> list[str]:
    """What is asked: always the same."""
    drawn = random.Random(1)  # noqa: S311
    forms = ("Did {}?", "Who said that {}?", "Was it confirmed that {}?", "When was it said that {}?")
    return [drawn.choice(forms).format(f"{drawn.choice(_WHAT)} {drawn.choice(_PLACES)}") for _ in range(20)]


def _sentences() -> list[str]:
    return [f"{who} {says} {what} {place}." for who in _WHO for says in _SAYS for what in _WHAT for place in _PLACES]


def _build(passages: int, path: Path, progress: Progress) -> int:
    """How many reports were written."""
    drawn = random.Random(0)  # noqa: S311
    every = _sentences()
    settings, sentences = load_settings(), drawn.sample(every, min(len(every), _A_PASSAGE * passages))
    encoder = load_encoder(settings)
    found = read_many((Text(text) for text in sentences), on_read=lambda n: progress("reading", n, len(sentences)))
    reading = dict(zip(sentences, found, strict=True))
    known = dict(zip(sentences, encoder.encode(sentences), strict=True))
    reports, read = [], {}
    for number in range(-(-passages // _A_REPORT)):
        runs = [drawn.sample(sentences, _A_PASSAGE) for _ in range(min(_A_REPORT, passages - number * _A_REPORT))]
        known.update((" ".join(run), _mean([known[text] for text in run])) for run in runs)
        report = Report(
            f"report-{number}",
            "",
            "\n\n".join(" ".join(run) for run in runs),
            publisher=f"house-{number % _HOUSES}",
            published=_FIRST_DAY + timedelta(days=number % _DAYS),
        )
        reports.append(report)
        read[report.id] = _placed(report, runs, reading)
    held = Corpus(tuple(reports), tuple(Publisher(f"house-{n}", f"House {n}") for n in range(_HOUSES)), ())
    composed = _Composed(**{field.name: getattr(encoder, field.name) for field in fields(Encoder)}, known=known)
    build(held, path, settings, progress, encoder=composed, read=read)
    return len(reports)


def _mean(vectors: Sequence[Vector]) -> Vector:
    total = np.sum(vectors, axis=0)
    return np.asarray(total / np.linalg.norm(total), dtype=np.float32)


def _placed(
    report: Report, runs: Sequence[Sequence[str]], reading: dict[str, tuple[Assertion, ...]]
) -> tuple[Assertion, ...]:
    """What the sentences of a report assert, at their places in it."""
    placed, at = [], 0
    for run in runs:
        for text in run:
            for a in reading[text]:
                start, end, first, last = (at + n for n in (a.start, a.end, a.frame_start, a.frame_end))
                placed.append(replace(a, report=report.id, start=start, end=end, frame_start=first, frame_end=last))
            at += len(text) + 1
        at += 1  # a passage ends with an empty line
    return tuple(placed)


def _ask(path: Path) -> tuple[float, tuple[Timing, ...], float]:
    start = time.perf_counter()
    desk = Assistant.open(path)
    opened = time.perf_counter() - start
    with desk:
        made = []
        for name, bounds in BOUNDS:
            made.append(_timed(f"search, keeping {name}", partial(desk.index.search, k=12, **bounds)))
            made.append(_timed(f"answer, keeping {name}", partial(desk.answer, **bounds)))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)
    return opened, tuple(made), peak


def _timed(name: str, ask: Callable[[str], object]) -> Timing:
    seconds = []
    for _ in range(_ROUNDS):
        for question in questions():
            start = time.perf_counter()
            ask(question)
            seconds.append(time.perf_counter() - start)
    return Timing(name, tuple(seconds[len(questions()) :]))


def _baseline(passages: int) -> Timing:
    """One vector compared with as many others: what no exact search can be faster than."""
    held = np.random.default_rng(0).standard_normal((passages, 384), dtype=np.float32)
    return _timed("baseline: numpy compares one vector with all", lambda _: held @ held[0])
