"""What questions take for granted: four families of false premises, and their neutral twins, told in tests/families."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from stories import desk

from assistant.answering import Assistant
from assistant.values import Answer
from corpus import Name, Publisher, Report

FOLDER = Path(__file__).parent / "families"
FALSE = ("false_premise", "wrong_speaker", "too_early", "neighbouring_claim")
NO_REPORT = "I found no report"


@dataclass(frozen=True)
class Case:
    """One question with what its answer must and must not hold."""

    story: str
    ask: str
    as_of: date | None = None
    status: list[str] = field(default_factory=list)
    """What the first premise may be labelled."""
    note: list[str] = field(default_factory=list)
    """What the notes of the premises say between them."""
    says: list[str] = field(default_factory=list)
    """What the whole answer says as it is read."""
    never: list[str] = field(default_factory=list)
    as_of_read: Any = "any"
    """The as-of date that the words of the question set."""
    fails: str = ""
    """Why it is known to fail, for as long as it does."""


@cache
def _read(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text(encoding="utf-8"))


def _cases(*families: str) -> list[Any]:
    made = []
    for family in families:
        for number, row in enumerate(_read(family)):
            case = Case(**row)
            marks = [pytest.mark.xfail(reason=case.fails, strict=True)] if case.fails else []
            made.append(pytest.param(case, id=f"{family}-{number}-{case.story}", marks=marks))
    return made


def _story(key: str, path: Path) -> Assistant:
    told = _read("stories")[key]
    return desk(
        path,
        [Report(**row) for row in told["reports"]],
        [Name(**{**row, "aliases": tuple(row.get("aliases", ()))}) for row in told.get("names", ())],
        [Publisher(key, name, "C") for key, name in told["publishers"].items()],
    )


@pytest.fixture(scope="module")
def desks(shipped: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Assistant]]:
    """Every story's desk, the shipped corpus among them."""
    small = {key: _story(key, tmp_path_factory.mktemp(key) / "store") for key in _read("stories")}
    yield {"shipped": shipped, **small}
    for opened in small.values():
        opened.close()


def _whole(answer: Answer) -> str:
    """Everything that a reader may see of an answer but the question itself."""
    more = [s.text for s in answer.details] + [c.quote for c in answer.citations()]
    return " ".join([answer.text, *more, *(side.text for c in answer.conflicts for side in c.sides)])


def _has(text: str, words: list[str]) -> list[str]:
    return [word for word in words if word.lower() in text.lower()]


@pytest.mark.parametrize("case", _cases("false_premise", "too_early", "neighbouring_claim"))
def test_what_the_evidence_does_not_give_is_named(case: Case, desks: dict[str, Assistant]) -> None:
    answer = desks[case.story].answer(case.ask, as_of=case.as_of)
    notes = " ".join(premise.note for premise in answer.premise)
    assert answer.premise, answer.text
    assert answer.text.startswith(answer.premise[0].note)
    assert not case.status or answer.premise[0].status in case.status, answer.premise
    assert _has(notes, case.note) == case.note, notes
    assert not _has(_whole(answer), case.never), _whole(answer)


@pytest.mark.parametrize("case", _cases("wrong_speaker"))
def test_nobody_is_made_to_say_what_another_said(case: Case, desks: dict[str, Assistant]) -> None:
    answer = desks[case.story].answer(case.ask, as_of=case.as_of)
    assert _has(answer.text, case.says) == case.says, answer.text
    assert not _has(_whole(answer), case.never), _whole(answer)


@pytest.mark.parametrize("case", _cases("neutral"))
def test_what_presumes_nothing_false_gives_no_premise_and_an_answer(case: Case, desks: dict[str, Assistant]) -> None:
    answer = desks[case.story].answer(case.ask, as_of=case.as_of)
    assert not answer.premise, answer.premise
    assert answer.statements, answer.reason
    assert _has(answer.text, case.says) == case.says, answer.text
    if case.as_of_read != "any":
        assert answer.as_of == case.as_of_read


def test_each_family_is_large_enough_to_be_worth_reading() -> None:
    assert all(len(_read(family)) >= 15 for family in FALSE) and len(_read("neutral")) >= 25
