"""How an answer came about is told from what its chain held, and telling it changes nothing."""

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from assistant import Turn, page
from assistant.__main__ import run
from assistant.answering import Assistant
from tests.stories import desk, report

REPORTS = (
    report("a", "Two aides said that the dam at Lindau had burst on Monday.", title="Dam <b>burst</b>\x1b[31m"),
    report("b", "The minister, Ada Noll, denied that the dam at Lindau had burst.", publisher="coast-daily"),
    report("c", "The bakery at Lindau sold nine cakes on Monday.", publisher="lake-radio", published="2023-06-01"),
)
QUESTION = "Did the dam at Lindau burst?"


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with desk(tmp_path_factory.mktemp("explained") / "i", REPORTS) as held:
        yield held


def shown(asked: Assistant, capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert run(["ask", QUESTION, "--index", str(asked.index.path), *options]) == 0
    return capsys.readouterr().out


@pytest.mark.parametrize(
    "question", [QUESTION, "Who denied that the dam at Lindau had burst?", "Who stole the anchor?"]
)
def test_to_explain_an_answer_changes_nothing_of_it(asked: Assistant, question: str) -> None:
    for as_of in (None, "2023-05-01", "2023-05-30"):
        trace = asked.explain(question, as_of=as_of)
        assert trace.answer == asked.answer(question, as_of=as_of) and len(trace.parts) == 1
        told = trace.to_dict()
        assert {key: value for key, value in told.items() if key != "trace"} == trace.answer.to_dict()
        assert len(json.loads(json.dumps(told))["trace"]) == 1


def test_what_was_understood_is_told_with_where_its_date_is_from(asked: Assistant) -> None:
    read = asked.explain(QUESTION, as_of="2023-05-30").parts[0].understood
    assert (read.kind, read.as_of, read.as_of_from) == ("yes_no", "2023-05-30", "given with the question")
    read = asked.explain("As of 30 May 2023, did the dam at Lindau burst?").parts[0].understood
    assert (read.as_of, read.as_of_from) == ("2023-05-30", "read in its words")
    read = asked.explain(QUESTION, publishers={"coast-daily"}, handling="TLP:GREEN").parts[0].understood
    assert (read.publishers, read.handling) == (("coast-daily",), "TLP:GREEN")
    said = asked.explain("Did Ada Noll deny that the dam at Lindau had burst?").parts[0].understood
    assert said.speech.startswith("deny by Ada Noll: ")
    history = (Turn(QUESTION, asked.answer(QUESTION)),)
    assert "dam" in asked.explain("And who denied it?", history=history).parts[0].understood.standalone


def test_each_passage_is_told_with_its_places_and_each_assertion_with_its_side_or_why_it_was_left_out(
    asked: Assistant,
) -> None:
    (part,) = asked.explain(QUESTION).parts
    places = {p.passage: (p.words, p.vectors, p.fused) for p in part.retrieved}
    assert {place for each in places.values() for place in each} <= {None, 1, 2, 3}
    assert min(each[2] or 9 for each in places.values()) == 1 and places["a@0"][0] is not None
    assert sum(p.assertions for p in part.retrieved) == len(part.evidence)
    weighed = {e.assertion.split("@")[0]: (e.side, e.left_out) for e in part.evidence}
    assert (weighed["a"], weighed["b"]) == (("for", ""), ("against", ""))
    assert weighed["c"] == ("for", "it holds too little of what is asked")


def test_the_rule_that_fired_is_named_after_those_that_did_not(asked: Assistant) -> None:
    (part,) = asked.explain(QUESTION).parts
    assert part.weighed is not None
    assert (part.weighed.rule, part.weighed.status) == ("4", "disputed")
    assert [(rule.number, rule.fired) for rule in part.weighed.rules] == [
        ("2", False), ("3a", False), ("3b", False), ("4", True),
    ]  # fmt: skip
    (nothing,) = asked.explain("Who stole the anchor?").parts
    assert nothing.weighed is not None and nothing.weighed.rules[-1].number == "1"
    assert nothing.declined.startswith("I found no report") and nothing.gate == ()


class Straying(Assistant):
    """A desk whose drafter adds a number that nobody gave, and a sentence with nothing behind it."""

    def _draft(self, step: Any) -> Any:
        step = super()._draft(step)
        first = step.statements[0]
        wrong = replace(first, text=f"{first.text} It held 77 tons.")
        bare = replace(first, text="The dam is in Brazil.", citations=())
        step.statements = (wrong, bare, *step.statements[1:])
        return step


def test_what_the_gate_changed_is_told_with_the_reason(tmp_path: Path) -> None:
    with desk(tmp_path / "i", REPORTS) as plain, Straying(plain.index) as strayed:
        gate = strayed.explain(QUESTION).parts[0].gate
    assert [checked.outcome for checked in gate[:2]] == ["mended", "left out"]
    assert gate[0].faults[0] == "nothing cited holds the number 77" and "77" not in gate[0].put
    assert gate[1].faults[0] == "it cites nothing" and gate[1].put == ""
    assert {checked.outcome for checked in gate[2:]} <= {"kept"}


def test_one_screen_names_the_rule_and_what_was_left_out(asked: Assistant, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(asked, capsys, "--explain")
    assert "3b confirmed > 4 disputed fires" in out and "disputed by rule 4, auto: it is asserted and denied" in out
    assert "1 because it holds too little of what is asked" in out
    assert "bakery" not in out.split("Weighed")[1] and "bakery" in shown(asked, capsys, "--explain", "--details")
    assert "How this answer was made" not in shown(asked, capsys)


def test_markup_and_escapes_of_a_report_are_shown_as_text(asked: Assistant, capsys: pytest.CaptureFixture[str]) -> None:
    out = shown(asked, capsys, "--explain", "--details")
    assert "Dam <b>burst</b>" in out and "\x1b" not in out


def test_json_holds_the_answer_and_its_trace_alone(asked: Assistant, capsys: pytest.CaptureFixture[str]) -> None:
    told = json.loads(shown(asked, capsys, "--explain", "--json"))
    assert told["schema"] == 1 and told["trace"][0]["weighed"]["rule"] == told["statements"][0]["basis"]["rule"] == "4"
    assert "trace" not in json.loads(shown(asked, capsys, "--json"))


def test_a_date_that_a_conversation_carries_on_is_told_as_such(asked: Assistant) -> None:
    history = (Turn(QUESTION, asked.answer(QUESTION, as_of="2023-05-30")),)
    read = asked.explain("And who denied it?", history=history).parts[0].understood
    assert (read.as_of, read.as_of_from) == ("2023-05-30", "carried on from what was asked before")


def test_what_asks_nothing_of_the_reports_has_nothing_weighed(
    asked: Assistant, capsys: pytest.CaptureFixture[str]
) -> None:
    (part,) = asked.explain("Thank you!").parts
    assert (part.weighed, part.retrieved, part.evidence, part.gate) == (None, (), (), ()) and part.declined
    assert run(["ask", "Thank you!", "--index", str(asked.index.path), "--explain"]) == 0
    assert "Gate" not in capsys.readouterr().out


def test_the_page_shows_the_same_way_with_markup_as_text(asked: Assistant) -> None:
    talk = [page.Exchange(QUESTION)]
    page.finish(asked, talk)
    shown = page.open_trace(asked, talk, "0")
    assert "4 disputed fires" in shown and "it holds too little of what is asked" in shown
    assert "Dam &lt;b&gt;burst&lt;/b&gt;" in shown and "<b>" not in shown
    for nowhere in ("7", "x"):
        assert "no longer open" in page.open_trace(asked, talk, nowhere)
    talk[0] = replace(talk[0], answer=asked.answer("Who denied it?"))
    assert "has changed" in page.open_trace(asked, talk, "0")
