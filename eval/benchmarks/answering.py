"""Owns how fast an answer is: cold and warm, beside a baseline of the same minute, with counts and spread."""

import os
import platform
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles
from typing import Any

import corpus
from assistant import Assistant
from index import Index

QUESTIONS = Path(__file__).parent / "questions.txt"
BASELINE = ("-c", "import chromadb, onnxruntime")
Runs = tuple[float, ...]
_ROUNDS = 3
"""Times each question is asked of an open desk; the first round, which fills caches, is not counted."""


@dataclass(frozen=True, slots=True)
class Timing:
    """What took how long, each run by itself."""

    name: str
    seconds: tuple[float, ...]

    @property
    def median(self) -> float:
        """Seconds, as the others."""
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """Of fewer than 20 runs this is an estimate between the two slowest."""
        return quantiles(self.seconds, n=20, method="inclusive")[-1] if len(self.seconds) > 1 else self.seconds[0]

    @property
    def least(self) -> float:
        """The fastest run."""
        return min(self.seconds)

    @property
    def most(self) -> float:
        """The slowest run."""
        return max(self.seconds)

    def to_dict(self, base: float) -> dict[str, Any]:
        """JSON form; `ratio` is to the baseline's median."""
        return {
            "name": self.name,
            "runs": len(self.seconds),
            "median_s": self.median,
            "p95_s": self.p95,
            "min_s": self.least,
            "max_s": self.most,
            "ratio": self.median / base,
        }


@dataclass(frozen=True, slots=True)
class Benchmark:
    """All that was measured in one run."""

    baseline: Timing
    cold: Timing
    warm: Timing
    build: Timing
    rebuild: Timing
    megabytes: tuple[float, ...]
    reports: int
    passages: int
    questions: int
    machine: str

    @property
    def timings(self) -> tuple[Timing, ...]:
        """Everything but the baseline."""
        return self.cold, self.warm, self.build, self.rebuild

    @property
    def memory(self) -> tuple[float, float, float]:
        """Peak MB of a process that answers: least, median, most."""
        return min(self.megabytes), median(self.megabytes), max(self.megabytes)

    def to_dict(self) -> dict[str, Any]:
        """JSON form."""
        base = self.baseline.median
        least, middle, most = self.memory
        return {
            "baseline": self.baseline.to_dict(base),
            "cold": self.cold.to_dict(base),
            "warm": self.warm.to_dict(base),
            "build": self.build.to_dict(base),
            "rebuild": self.rebuild.to_dict(base),
            "peak_mb": {"min": least, "median": middle, "max": most},
            "reports": self.reports,
            "passages": self.passages,
            "questions": self.questions,
            "machine": self.machine,
        }


def measure(desk: Assistant, folder: Path, runs: int) -> Benchmark:
    """Measure a desk; `folder` is the corpus that the second build reads again."""
    questions = read_questions()
    baseline, cold, memory = _processes(questions, desk.index.path, runs)
    build, rebuild = _builds(folder, runs)
    return Benchmark(
        baseline=Timing(f"baseline: python {BASELINE[0]} '{BASELINE[1]}'", baseline),
        cold=Timing("briefing ask, in a new process", cold),
        warm=Timing("an answer of an open desk", _warm(desk, questions)),
        build=Timing("the first build of an index", build),
        rebuild=Timing("a second build, nothing changed", rebuild),
        megabytes=memory,
        reports=desk.index.counts["report"],
        passages=desk.index.counts["passage"],
        questions=len(questions),
        machine=_machine(),
    )


def read_questions() -> list[str]:
    """One question a line; lines with # are remarks."""
    lines = QUESTIONS.read_text(encoding="utf-8").splitlines()
    return [line.strip() for line in lines if line.strip() and not line.startswith("#")]


def _processes(questions: Sequence[str], index: Path, runs: int) -> tuple[Runs, Runs, Runs]:
    """Baseline and question in turn, so that both meet the same minutes of the machine."""
    ask = ("-m", "assistant", "ask", "--index", str(index.resolve()), "--")
    _run(BASELINE)
    _run((*ask, questions[0]))  # files are in the system's cache from here on
    baseline, cold, memory = [], [], []
    for number in range(runs):
        baseline.append(_run(BASELINE)[0])
        seconds, megabytes = _run((*ask, questions[number % len(questions)]))
        cold.append(seconds)
        memory.append(megabytes)
    return tuple(baseline), tuple(cold), tuple(memory)


def _run(arguments: Sequence[str]) -> tuple[float, float]:
    """Wall seconds and peak megabytes of one Python process. Raises BriefingError where it fails."""
    start = time.perf_counter()
    running = subprocess.Popen(  # noqa: S603 - this Python, our own arguments
        (sys.executable, *arguments), stdout=subprocess.DEVNULL, cwd=Path(corpus.__file__).resolve().parent.parent
    )
    _, status, usage = os.wait4(running.pid, 0)
    seconds = time.perf_counter() - start
    running.returncode = os.waitstatus_to_exitcode(status)
    if running.returncode:
        command = f"python {' '.join(arguments)}"
        raise corpus.BriefingError(f"{command} ended with {running.returncode}; run it alone to see why")
    return seconds, usage.ru_maxrss / (2**20 if sys.platform == "darwin" else 2**10)


def _warm(desk: Assistant, questions: Sequence[str]) -> tuple[float, ...]:
    seconds = []
    for _ in range(_ROUNDS):
        for question in questions:
            start = time.perf_counter()
            desk.answer(question)
            seconds.append(time.perf_counter() - start)
    return tuple(seconds[len(questions) :])


def _builds(folder: Path, runs: int) -> tuple[Runs, Runs]:
    """The first build of an index, once, and builds after it."""
    with tempfile.TemporaryDirectory(prefix="briefing-bench-") as store:
        seconds = [_build(folder, store) for _ in range(runs + 1)]
    return tuple(seconds[:1]), tuple(seconds[1:])


def _build(folder: Path, store: str) -> float:
    start = time.perf_counter()
    Index.build(folder, store).close()
    return time.perf_counter() - start


def _machine() -> str:
    return f"{os.cpu_count()} processors, Python {platform.python_version()}, {platform.system()} {platform.machine()}"
