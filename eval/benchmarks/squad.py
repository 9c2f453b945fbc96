"""Owns SQuAD 2.0 as a test of one index: every paragraph is a report, and every question is asked of all of them.

Half of its questions are near misses that their paragraph does not answer. The halves are split by article: even CRC-32
of the title is a, for developing; odd is b, held out. Both are asked of the one index of all paragraphs, in which a
paragraph carries no title: what the article is called would tell too much.
"""

import json
import os
import zlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import Assistant
from corpus import Report, load_settings
from eval.benchmarks import answered, finding
from eval.benchmarks.results import Result
from eval.benchmarks.sources import Half, Part, Source, in_half, sample
from index import Index
from index.building import Progress

SOURCE = Source("SQuAD 2.0", ("squad2*.json", "dev-v2.0.json"), "https://rajpurkar.github.io/SQuAD-explorer/")
_HALVES: dict[Part, Half] = {"all": "all", "a": "first", "b": "second"}


@dataclass(frozen=True, slots=True)
class Asked:
    """A question of the set, with where its answer is, if there is one."""

    id: str
    text: str
    article: str
    paragraph: str
    """The report that its paragraph is."""
    answers: tuple[str, ...]
    """What people gave as the answer, each word for word in the paragraph; empty where it cannot be answered."""


@dataclass(frozen=True, slots=True)
class Squad:
    """A file of the set."""

    reports: tuple[Report, ...]
    questions: tuple[Asked, ...]

    def asked(self, half: Part, limit: int | None, seed: int) -> list[Asked]:
        """The questions of a half, or a sample of them."""
        return sample([q for q in self.questions if in_half(q.article, _HALVES[half])], limit, seed)


def measure(
    data: Path | None,
    progress: Progress,
    half: Part = "all",
    limit: int | None = None,
    seed: int = 0,
    errors: int = 0,
    store: Path | None = None,
) -> Result:
    """Ask the questions of a half; `limit` counts questions; `store` keeps the index elsewhere. Raises DataError."""
    path = SOURCE.find(data)
    squad = read(path)
    questions = squad.asked(half, limit, seed)
    with Index.build(squad.reports, store or store_of(path), progress=progress) as index:
        found = finding.measure(index, questions, progress)
        made = answered.measure(Assistant(index), questions, progress)
    return Result(
        "squad2",
        str(path),
        half,
        f"{len(questions)} questions, {len(squad.reports)} paragraphs",
        (*finding.figures(found, seed), *answered.figures(made, seed)),
        remarks=("a paragraph counts as found where a passage of it is; passages of one paragraph count once",),
        mistakes=finding.mistakes(found)[:errors],
    )


def store_of(data: Path) -> Path:
    """Where the index of a file is kept: building it takes a minute or two, and every figure asks the same one."""
    return load_settings().cache / "indexes" / f"squad2-{zlib.crc32(os.fsencode(data.resolve())):08x}"


def read(path: Path) -> Squad:
    """The paragraphs and questions of a file. Raises DataError."""
    try:
        articles = json.loads(SOURCE.text(path))["data"]
        paragraphs = [
            (str(article["title"]), number, paragraph)
            for article in articles
            for number, paragraph in enumerate(article["paragraphs"], 1)
        ]
        reports = tuple(Report(_id(title, number), "", str(p["context"])) for title, number, p in paragraphs)
        asked = tuple(_asked(q, title, _id(title, number)) for title, number, p in paragraphs for q in p["qas"])
    except json.JSONDecodeError as fault:
        raise SOURCE.fault(path, fault.lineno, f"not JSON ({fault.msg})") from None
    except (KeyError, TypeError, ValueError) as fault:
        what = f"no field {fault}" if isinstance(fault, KeyError) else f"not in the set's form ({fault})"
        raise SOURCE.fault(path, 0, what) from None
    if not asked:
        raise SOURCE.fault(path, 0, "no questions in it")
    return Squad(reports, asked)


def _id(title: str, number: int) -> str:
    return f"{title}-{number}"


def _asked(row: dict[str, Any], article: str, paragraph: str) -> Asked:
    answers = dict.fromkeys(str(answer["text"]) for answer in row["answers"])
    if bool(row["is_impossible"]) == bool(answers):
        raise ValueError(f"{row['id']} is both answered and impossible, or neither")
    return Asked(str(row["id"]), str(row["question"]), article, paragraph, tuple(answers))
