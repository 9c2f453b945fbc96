"""Owns the measure of our own questions: share right by kind, overclaims, exact citations, declining both ways."""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import Path

from assistant.answering import Assistant
from assistant.commands.desks import index_beside_cache
from assistant.values import Answer, Turn
from corpus import load_settings
from corpus.errors import QuestionError
from eval.benchmarks.asked import FOLDER, Asked, read_questions
from eval.benchmarks.intervals import Figure, exact_rate
from eval.benchmarks.marking import Marked, all_citations, exact, mark
from eval.benchmarks.results import Mistake, Result
from eval.benchmarks.sources import Part, sample
from index import Index
from index.building import Progress


def measure(
    data: Path | None,
    progress: Progress,
    half: Part = "all",
    limit: int | None = None,
    seed: int = 0,
    errors: int = 0,
) -> Result:
    """Ask and mark the questions of a half; `limit` counts questions. Raises DataError, CorpusError."""
    asked = sample([each for each in read_questions(data) if half in ("all", each.half)], limit, seed)
    marked, citations = ask_all(asked, progress)
    wrong = [each for each in marked if not each.right]
    kinds = len({each.asked.kind for each in marked})
    return Result(
        "questions",
        str(data or FOLDER),
        half,
        f"{len(marked)} questions of {kinds} kinds on {len({each.asked.story for each in marked})} stories",
        tuple(_figures(marked, citations)),
        remarks=(f"faults: {_counted(marked)}",),
        mistakes=tuple(_mistake(each) for each in wrong[:errors]),
    )


def ask_all(asked: Sequence[Asked], progress: Progress) -> tuple[list[Marked], list[bool]]:
    """Every question with its marks, and of every citation shown whether it is exact; one desk a story."""
    marked: list[Marked] = []
    citations: list[bool] = []
    for story, questions in groupby(sorted(asked, key=lambda each: each.story), key=lambda each: each.story):
        with Index.build(story, store_of(story), progress=progress) as index:
            desk = Assistant(index)
            reports = {report.id: report for report in index.reports()}
            for each in questions:
                answer = _answer(desk, each)
                marked.append(mark(each, answer, reports))
                citations += [exact(citation, reports) for citation in all_citations(answer)]
                progress("asking", len(marked), len(asked))
    return marked, citations


def store_of(story: Path) -> Path:
    """Where the index of a story is kept; the shipped corpus has its own."""
    settings = load_settings()
    return settings.index if story.resolve() == settings.corpus.resolve() else index_beside_cache(story, settings)


def _answer(desk: Assistant, asked: Asked) -> Answer:
    """The answer after the earlier turns; what is refused as no question at all counts as declined."""
    turns: list[Turn] = []
    for earlier in asked.history:
        turns.append(Turn(earlier, desk.answer(earlier, turns, asked.as_of)))
    try:
        return desk.answer(asked.ask, turns, asked.as_of)
    except QuestionError as fault:
        return Answer(asked.ask, asked.as_of, None, str(fault), 0.0)


def _figures(marked: Sequence[Marked], citations: Sequence[bool]) -> Iterable[Figure]:
    own = [each for each in marked if each.asked.kind != "other-field"]
    yield _share("right", own, [each.right for each in own])
    for story in sorted({each.asked.story for each in own}):
        there = [each for each in own if each.asked.story == story]
        yield _share(f"right, {story.name}", there, [each.right for each in there])
    yield _share("overclaims", marked, [each.has("overclaim") for each in marked])
    yield exact_rate("exact citations", sum(citations), len(citations), "citations")
    yield from _declining(marked)
    for kind in sorted({each.asked.kind for each in own}):
        of_kind = [each for each in own if each.asked.kind == kind]
        yield _share(f"right, {kind}", of_kind, [each.right for each in of_kind])


def _declining(marked: Sequence[Marked]) -> Iterable[Figure]:
    for name, wanted in (("declined, and rightly", True), ("declined, and wrongly", False)):
        those = [each for each in marked if each.asked.expect.declined is wanted and each.asked.kind != "other-field"]
        yield _share(name, those, [each.answer.declined for each in those])
    other = [each for each in marked if each.asked.kind == "other-field"]
    yield _share("declined, of another field", other, [each.answer.declined for each in other])


def _share(name: str, marked: Sequence[Marked], hits: Sequence[bool]) -> Figure:
    return exact_rate(name, sum(hits), len(marked), "questions")


def _counted(marked: Sequence[Marked]) -> str:
    counts = Counter(kind for each in marked for kind in {fault.kind for fault in each.faults})
    return ", ".join(f"{kind} {count}" for kind, count in counts.most_common()) or "none"


def _mistake(marked: Marked) -> Mistake:
    asked = marked.asked
    day = f" (as of {asked.as_of})" if asked.as_of else ""
    told = " › ".join((*asked.history, asked.ask))
    return Mistake(
        f"{asked.id} [{asked.kind}]",
        told + day,
        "; ".join(f"{fault.kind}: {fault.told}" for fault in marked.faults),
        marked.answer.text,
    )
