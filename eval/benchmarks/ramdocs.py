"""Owns the measure of disputes and ambiguity on RAMDocs: questions with their own few documents, some of them altered.

Each item is an index of its own: one report a document, publisher "doc-i", no date. What is left when some documents
are kept is asked of the same index with its others shut out. An answer is compared as in the set's paper: lower case,
without articles, punctuation and doubled spaces; all gold answers must be in it, and no wrong one. The halves are split
by question: even CRC-32 is the first, odd the second, which is held out.
"""

import json
import re
import string
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from assistant import Answer, Assistant
from corpus import Report
from eval.benchmarks.intervals import Figure, rate
from eval.benchmarks.results import Mistake, Result
from eval.benchmarks.sources import Half, Source, pick
from index import Index
from index.building import Progress

SOURCE = Source("RAMDocs", ("ramdocs*.jsonl", "RAMDocs*.jsonl"), "https://huggingface.co/datasets/HanNight/RAMDocs")
MARKED = frozenset({"disputed", "unverified"})
WORDS = 40


@dataclass(frozen=True, slots=True)
class Document:
    """One document, what part it plays, and the answer it gives."""

    text: str
    kind: str
    answer: str


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its documents."""

    key: str
    question: str
    documents: tuple[Document, ...]
    gold: tuple[str, ...]
    wrong: tuple[str, ...]

    @property
    def is_altered(self) -> bool:
        """Whether a document says something else than the true ones of its thing."""
        return bool(self.wrong) and any(d.kind == "misinfo" for d in self.documents)

    def kept(self, kinds: Sequence[str], answer: str = "") -> list[str]:
        """Publishers of the documents of these kinds; of those with this answer, where one is named."""
        return [
            f"doc-{n}"
            for n, d in enumerate(self.documents, 1)
            if d.kind in kinds and (not answer or plain(d.answer) == plain(answer))
        ]


@dataclass(slots=True)
class _Counts:
    """Hits and items of each figure."""

    seen: dict[str, list[bool]] = field(default_factory=dict)

    def add(self, name: str, hit: bool) -> None:
        self.seen.setdefault(name, []).append(hit)

    def figure(self, name: str, of: str) -> Figure:
        found = self.seen.get(name, [])
        return rate(name, sum(found), len(found), of)


def measure(
    data: Path | None, progress: Progress, half: Half = "all", limit: int | None = None, seed: int = 0, errors: int = 0
) -> Result:
    """Every item. Raises DataError."""
    path = SOURCE.find(data)
    items = pick(read(path), lambda item: item.question, half, limit, seed)
    counts, mistakes = _Counts(), []
    for number, item in enumerate(items, 1):
        mistakes += _score(item, counts)
        progress("asking questions", number, len(items))
    clean = sum(not item.is_altered for item in items)
    return Result(
        "ramdocs",
        str(path),
        half,
        f"{len(items)} questions, {sum(len(item.documents) for item in items)} documents",
        _figures(counts),
        remarks=(
            "strict EM: an answer that shows both sides of a dispute holds the wrong one too and counts as a miss; "
            f"{clean} of {len(items)} items hold no altered document: it can reach no more without taking a side",
        ),
        mistakes=tuple(mistakes[:errors]),
    )


def _figures(counts: _Counts) -> tuple[Figure, ...]:
    altered, answers = "items with an altered document", "gold answers"
    return (
        counts.figure("gold answers in the statements", answers),
        counts.figure("gold answers in the short form", answers),
        counts.figure("all gold answers in the short form", "items"),
        counts.figure("wrong answer shown without a mark", altered),
        counts.figure("conflict flag, recall", altered),
        counts.figure("conflict flag on one answer's documents: false", "items with two such documents"),
        counts.figure("conflict flag where names are ambiguous, nothing altered", "items"),
        counts.figure("declined with noise alone", "items with noise"),
        counts.figure(f"strict EM at {WORDS} words", "items"),
        counts.figure("strict EM, nothing altered", "items"),
    )


def _score(item: Item, counts: _Counts) -> list[Mistake]:
    reports = [Report(id=f"doc-{n}", text=d.text, publisher=f"doc-{n}") for n, d in enumerate(item.documents, 1)]
    with (
        tempfile.TemporaryDirectory(prefix="briefing-bench-") as store,
        Assistant(Index.build(reports, Path(store) / "store")) as desk,
    ):
        return score(item, desk, counts)


def score(item: Item, desk: Assistant, counts: _Counts) -> list[Mistake]:
    """All that is asked about one item."""
    answer = desk.answer(item.question)
    short = answer.short or ""
    told = " ".join(s.text for s in (*answer.statements, *answer.details))
    for gold in item.gold:
        counts.add("gold answers in the statements", holds(told, gold))
        counts.add("gold answers in the short form", holds(short, gold))
    whole = all(holds(short, gold) for gold in item.gold)
    counts.add("all gold answers in the short form", whole)
    exact = whole and len(short.split()) <= WORDS and not any(holds(short, wrong) for wrong in item.wrong)
    counts.add(f"strict EM at {WORDS} words", exact)
    if item.is_altered:
        counts.add("wrong answer shown without a mark", _is_unmarked(answer, item))
        counts.add("conflict flag, recall", bool(answer.conflicts))
    else:
        counts.add("strict EM, nothing altered", exact)
        if len(item.gold) > 1:
            counts.add("conflict flag where names are ambiguous, nothing altered", bool(answer.conflicts))
    _controls(item, desk, counts)
    gold = f"gold {list(item.gold)}, wrong {list(item.wrong)}"
    sides = [side.text for conflict in answer.conflicts for side in conflict.sides]
    return [] if exact else [Mistake(item.key, item.question, gold, f"{short or answer.reason} | conflict: {sides}")]


def _controls(item: Item, desk: Assistant, counts: _Counts) -> None:
    """The same question where all documents agree, and where none answers it."""
    agreeing = max((item.kept(("correct",), gold) for gold in item.gold), key=len)
    if len(agreeing) > 1:
        answer = desk.answer(item.question, publishers=agreeing)
        counts.add("conflict flag on one answer's documents: false", bool(answer.conflicts))
    if noise := item.kept(("noise",)):
        counts.add("declined with noise alone", desk.answer(item.question, publishers=noise).declined)


def _is_unmarked(answer: Answer, item: Item) -> bool:
    """Whether a wrong answer is in a statement whose status does not warn of it."""
    return any(
        s.status not in MARKED and any(holds(s.text, wrong) for wrong in item.wrong)
        for s in (*answer.statements, *answer.details)
    )


def holds(text: str, answer: str) -> bool:
    """Whether a text holds an answer, both as the paper compares them."""
    return bool(plain(answer)) and f" {plain(answer)} " in f" {plain(text)} "


def plain(text: str) -> str:
    """Lower case, without articles, punctuation and doubled spaces."""
    bare = "".join(" " if c in "-–/" else c for c in text.lower() if c not in set(string.punctuation) - set("-/"))
    return " ".join(re.sub(r"\b(?:a|an|the)\b", " ", bare).split())


def read(path: Path) -> list[Item]:
    """The items of a file. Raises DataError."""
    found = []
    for number, line in enumerate(SOURCE.text(path).splitlines(), 1):
        try:
            row: dict[str, Any] = json.loads(line)
            documents = tuple(Document(d["text"], d["type"], d.get("answer") or "") for d in row["documents"])
            item = Item(
                str(number), row["question"], documents, tuple(row["gold_answers"]), tuple(row["wrong_answers"])
            )
        except (ValueError, KeyError, TypeError) as fault:
            raise SOURCE.fault(path, number, f"not an item of the set: {fault}") from None
        if not item.question or not item.documents or not item.gold:
            raise SOURCE.fault(path, number, "question, documents or gold answers are empty")
        found.append(item)
    if not found:
        raise SOURCE.fault(path, 0, "no questions in it")
    return found
