"""What the lines of a conversation are read as: pure in the question and its history, and none leaks into the next."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.question import Question, read_question
from assistant.values import Answer, Basis, Citation, Statement, Turn
from corpus import Name
from tests.stories import desk, report

TABLE = [
    (group["before"], line, read)
    for group in yaml.safe_load((Path(__file__).parent / "following.yaml").read_text(encoding="utf-8"))
    for line, read in group["lines"].items()
]
NAMES = (
    Name("lakeline", "Lakeline", (), "body", ""),
    Name("vera-holm", "Vera Holm", ("Holm",), "person", "lakeline"),
    Name("per-lund", "Per Lund", (), "person", ""),
    Name("aurora", "Aurora", (), "ship", ""),
    Name("borealis", "Borealis", (), "ship", ""),
    Name("lindau", "Lindau", (), "place", ""),
    Name("bregenz", "Bregenz", (), "place", ""),
)


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    text = "Lakeline said that the ferry Aurora had left Lindau. Vera Holm said that the crew was safe."
    with desk(tmp_path_factory.mktemp("ferry") / "i", [report("a", text)], NAMES) as made:
        yield made


def turn(question: str, as_of: date | None = None, **more: Any) -> Turn:
    return Turn(question, Answer(question, as_of, None, None, 0.9, understood=question, **more))


def read(ferry: Assistant, line: str, *history: Turn, as_of: str | None = None) -> Question:
    return read_question(line, history, as_of, ferry.index)


def said_by(*speakers: str) -> tuple[Statement, ...]:
    cited = tuple(Citation("a", "original", 0, 1, "L", who, "Harbour News", date(2023, 5, 2), "") for who in speakers)
    return (Statement("It sank.", "reported", None, Basis("7", "an outlet states it"), cited),)


@pytest.mark.parametrize(("before", "line", "wanted"), TABLE, ids=[f"{b} {line}" for b, line, _ in TABLE])
def test_a_line_is_read_as_the_question_it_is(ferry: Assistant, before: str, line: str, wanted: str) -> None:
    assert read(ferry, line, turn(before)).standalone == wanted


def test_the_date_of_the_question_before_carries_on_and_is_said(ferry: Assistant) -> None:
    question = read(ferry, "and who denied it?", turn("Did the Aurora sink?", date(2023, 5, 4)))
    assert question.as_of == date(2023, 5, 4)
    assert any("As of 4 May 2023, carried on" in note for note in question.notes)


@pytest.mark.parametrize("line", ["is it confirmed as of now?", "and today?", "is that confirmed now?"])
def test_as_of_now_lifts_a_date_that_was_carried_on(ferry: Assistant, line: str) -> None:
    question = read(ferry, line, turn("Did the Aurora sink?", date(2023, 5, 4)))
    assert question.as_of is None and any("No longer as of 4 May 2023" in note for note in question.notes)


def test_a_date_that_is_given_wins_and_an_empty_one_carries_nothing_on(ferry: Assistant) -> None:
    before = turn("Did the Aurora sink?", date(2023, 5, 4))
    assert read(ferry, "who denied it?", before, as_of="2023-05-09").as_of == date(2023, 5, 9)
    assert read(ferry, "who denied it?", before, as_of="").as_of is None


def test_a_full_question_inherits_neither_matter_nor_date(ferry: Assistant) -> None:
    asked = "Did Lakeline sell the Borealis in Bregenz?"
    question = read(ferry, asked, turn("As of 4 May 2023, did the Aurora sink?", date(2023, 5, 4)))
    assert question.standalone == asked and question.as_of is None and question.move == "alone"
    assert any("does not bound this question" in note for note in question.notes)


def test_he_is_the_one_person_who_fits_and_where_two_fit_it_is_asked_back(ferry: Assistant) -> None:
    one = turn("Did the Aurora sink?", statements=said_by("Per Lund"))
    assert read(ferry, "did he say why?", one).standalone == "Did Per Lund say why the Aurora sink?"
    two = turn("Did the Aurora sink?", statements=said_by("Per Lund", "Vera Holm"))
    question = read(ferry, "did he say why?", two)
    assert "Per Lund or Vera Holm" in question.reply
    assert "I cannot tell whom" in read(ferry, "did he say why?", turn("Did the Aurora sink?")).reply


def test_a_pronoun_that_means_somebody_in_the_same_question_is_left_alone(ferry: Assistant) -> None:
    for asked in ("Has Lakeline said when it will sail the Aurora again?", "Did Vera Holm say that she had left?"):
        assert read(ferry, asked, turn("Was the harbour closed?")).standalone == asked


def test_thanks_in_between_does_not_lose_the_thread(ferry: Assistant) -> None:
    first = turn("Did the Aurora sink?", date(2023, 5, 4))
    thanks = ferry.answer("thanks!", history=[first])
    assert not thanks.asks and thanks.declined and not thanks.citations()
    after = read(ferry, "who denied it?", first, Turn("thanks!", thanks))
    assert after.standalone == "who denied the Aurora sink?" and after.as_of == date(2023, 5, 4)


@pytest.mark.parametrize("line", ["thanks", "ok", "hello", "Hi there!", "ty", "cool, thanks a lot", "who are you?"])
def test_small_talk_gets_a_line_and_no_claim_with_and_without_a_conversation(ferry: Assistant, line: str) -> None:
    for history in ([], [turn("Did the Aurora leave Lindau?")]):
        answer = ferry.answer(line, history=history)
        assert answer.declined and not answer.asks and answer.reason and "no report" not in answer.reason


def test_a_question_about_an_answer_needs_one(ferry: Assistant) -> None:
    for line in ("why?", "how do you know?", "you're wrong", "which sources?"):
        assert "Nothing has been asked yet" in (ferry.answer(line).reason or "")


def test_reading_is_pure_and_reads_only_the_end_of_a_long_conversation(ferry: Assistant) -> None:
    long = [turn(f"Did the Aurora sink in {1000 + n}?") for n in range(3000)]
    once = read(ferry, "who denied it?", *long)
    again = read(ferry, "who denied it?", *long)
    assert once.standalone == again.standalone == "who denied the Aurora sink in 3999?"


def test_a_turn_whose_answer_says_nothing_of_how_it_was_read_is_read_as_it_was_typed(ferry: Assistant) -> None:
    bare = Turn("Did the Aurora sink?", Answer("Did the Aurora sink?", None, None, None, 0.5))
    assert read(ferry, "who denied it?", bare).standalone == "who denied the Aurora sink?"


def test_a_state_is_asked_for_its_reason_and_a_label_for_its_rule(ferry: Assistant) -> None:
    stands = turn("Did the Aurora leave Lindau?", statements=said_by("Lakeline"))
    assert read(ferry, "why?", stands).move == "why"
    assert read(ferry, "why?", stands).standalone == "Why did the Aurora leave Lindau?"
    open_ = turn("Did the Aurora sink?")
    assert (read(ferry, "why?", open_).move, read(ferry, "why?", open_).standalone) == ("label", "Did the Aurora sink?")
