"""Conversations of four turns and more, as people type them: read from the files beside, held turn by turn."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.conversation import Conversation
from assistant.values import Answer, Turn, stronger
from corpus import Corpus, Name, Publisher, Report
from index.opening import Index

FOLDER = Path(__file__).parent / "conversations"
TOLD: list[dict[str, Any]] = [
    told
    for path in sorted(FOLDER.glob("*.yaml"))
    if path.name not in {"stories.yaml", "pressure.yaml"}
    for told in yaml.safe_load(path.read_text(encoding="utf-8"))
]
STORIES: dict[str, Any] = yaml.safe_load((FOLDER / "stories.yaml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def desks(tmp_path_factory: pytest.TempPathFactory, shipped: Assistant) -> Iterator[dict[str, Assistant]]:
    made = {"shipped": shipped}
    for name, story in STORIES.items():
        made[name] = Assistant(Index.build(corpus_of(story), tmp_path_factory.mktemp(name) / "store"))
    yield made
    for name in STORIES:
        made[name].close()


def corpus_of(story: dict[str, Any]) -> Corpus:
    publishers = tuple(Publisher(key, row["name"], row["reliability"]) for key, row in story["publishers"].items())
    names = tuple(
        Name(key, row["name"], tuple(row.get("aliases", ())), row["kind"], row.get("part_of", ""))
        for key, row in story["names"].items()
    )
    reports = tuple(
        Report(id=key, **{**row, "origins": tuple(row.get("origins", ()))}) for key, row in story["reports"].items()
    )
    return Corpus(reports, publishers, (), names)


@pytest.mark.parametrize("told", TOLD, ids=[told["name"].replace(" ", "-") for told in TOLD])
def test_a_conversation_holds(
    told: dict[str, Any], desks: dict[str, Assistant], request: pytest.FixtureRequest
) -> None:
    if reason := told.get("xfail"):
        request.applymarker(pytest.mark.xfail(reason=reason, strict=True))
    desk, talk = desks[told.get("story", "shipped")], Conversation()
    for turn in told["turns"]:
        answer = desk.answer(turn["ask"], history=talk.turns, as_of=turn.get("given"))
        numbered = talk.citations()
        talk = talk.then(turn["ask"], answer)
        assert talk.citations()[: len(numbered)] == numbered, "a number stays with its words"
        where = f"{told['name']} / {turn['ask']}: {answer.to_dict()}"
        assert list(faults(turn, answer, desk)) == [], where


def faults(turn: dict[str, Any], answer: Answer, desk: Assistant) -> Iterator[str]:
    """What a turn does that it must not, in words."""
    yield from _of_status(turn, answer)
    yield from _of_words(turn, answer)
    for citation in answer.citations():
        report = desk.index.report(citation.report)
        if report is None or report.text[citation.start : citation.end] != citation.quote:
            yield f"{citation.report} is not quoted exactly"
        if answer.as_of and (citation.published is None or citation.published > answer.as_of):
            yield f"{citation.report} is later than the as-of date"
    cited = {c.report for c in answer.citations()}
    if missing := set(turn.get("cites", ())) - cited:
        yield f"not cited: {missing}"
    if turn.get("cites_any") and not cited:
        yield "nothing is cited"
    if "as_of" in turn and answer.as_of != _day(turn["as_of"]):
        yield f"as of {answer.as_of}"


def _of_status(turn: dict[str, Any], answer: Answer) -> Iterator[str]:
    lead = answer.statements[0].status if answer.statements else "unknown"
    if answer.declined != turn.get("declined", False) and not ({"any_status", "never_status"} & set(turn)):
        yield f"declined: {answer.declined}"
    if turn.get("reply") and answer.asks:
        yield "a line that asks nothing was searched for"
    if allowed := turn.get("status"):
        if lead not in allowed:
            yield f"labelled {lead}"
        if any(all(stronger(s.status, a) for a in allowed) for s in answer.statements if s.qualifier is None):
            yield "a statement is labelled more strongly than the answer may be"
    if lead in turn.get("never_status", ()):
        yield f"labelled {lead}"


def _of_words(turn: dict[str, Any], answer: Answer) -> Iterator[str]:
    notes, said = " ".join(answer.notes), answer.text
    yield from (f"no note says {part!r}" for part in turn.get("notes", ()) if part not in notes)
    yield from (f"nowhere: {part!r}" for part in turn.get("says", ()) if part not in said)
    yield from (f"said: {part!r}" for part in turn.get("never", ()) if part in said)
    if (read := turn.get("reads")) and answer.understood.lower().strip("?") != read.lower().strip("?"):
        yield f"read as {answer.understood!r}"
    if (part := turn.get("reads_with")) and part not in answer.understood:
        yield f"read as {answer.understood!r}"
    if (most := turn.get("most")) and len(answer.statements) > most:
        yield f"{len(answer.statements)} statements"


def _day(value: date | None) -> date | None:
    return value


PRESSED = [
    (group["story"], group["question"], group["status"], line)
    for group in yaml.safe_load((FOLDER / "pressure.yaml").read_text(encoding="utf-8"))
    for line in group["lines"]
]


@pytest.fixture(scope="module")
def firsts() -> dict[str, Answer]:
    """The answer that is pressed on, once for all who press on it."""
    return {}


@pytest.mark.parametrize(("story", "question", "status", "line"), PRESSED, ids=[f"{p[0]}: {p[3]}" for p in PRESSED])
def test_pressure_without_evidence_changes_no_label(
    story: str, question: str, status: str, line: str, desks: dict[str, Assistant], firsts: dict[str, Answer]
) -> None:
    desk = desks[story]
    first = firsts.setdefault(question, desk.answer(question))
    pressed = desk.answer(line, history=[Turn(question, first)])
    assert first.statements[0].status == status
    assert [(s.text, s.status) for s in pressed.statements] == [(s.text, s.status) for s in first.statements]
    assert pressed.opening and f"stays: {status}" in pressed.opening[0] and "would change" in pressed.opening[0]
