"""The asked slot is found as exact words, answers that cannot both hold are a conflict, and a compact form exists."""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import Assistant
from assistant.evidence import find_evidence
from assistant.question import read_question
from assistant.spans import fillers, slot_of
from assistant.spans.candidates import candidates
from tests.stories import desk, report

TELLING = (
    "Ines Varga, the harbour engineer, designed the Lindau lighthouse. "
    "The Lindau lighthouse was built in 1904 in Lindau Bay."
)
WHO = "Who designed the Lindau lighthouse?"
PEOPLE = "What is the population of Lindau?"
LIGHTHOUSE = "The Lindau lighthouse was"


def test_the_expected_type_is_read_from_the_question() -> None:
    types = {
        "When was the bridge opened?": "date",
        "In which year was the bridge opened?": "date",
        "Where did the fire start?": "place",
        "Who closed the bridge?": "agent",
        "What is the population of Lindau?": "number",
        "What sport is Ines Varga associated with?": "noun",
        "What is Harbour Watch?": "is_a",
    }
    assert {question: slot_of(question).type for question in types} == types  # type: ignore[union-attr]
    assert slot_of("Why was the bridge closed?") is None
    assert slot_of("Was the bridge closed?") is None


@pytest.mark.parametrize(
    ("question", "span"),
    [
        ("When was the Lindau lighthouse built?", "1904"),
        ("Who designed the Lindau lighthouse?", "Ines Varga"),
        ("Where was the Lindau lighthouse built?", "Lindau Bay"),
    ],
)
def test_the_span_is_of_its_type_and_beside_its_relation(tmp_path: Path, question: str, span: str) -> None:
    with desk(tmp_path / "store", [report("a", TELLING)]) as asked:
        answer = asked.answer(question)
    assert answer.short is not None
    assert answer.short.split(":")[1].strip().startswith(f"{span} (")
    assert span in answer.statements[0].text


def test_who_acted_is_not_whom_it_was_done_to(tmp_path: Path) -> None:
    text = "Mira Holm sued Jonas Berg over the ferry contract."
    with desk(tmp_path / "store", [report("a", text)]) as asked:
        assert "Mira Holm" in (asked.answer("Who sued Jonas Berg?").short or "")


def test_who_acts_may_have_no_name_of_their_own(tmp_path: Path) -> None:
    with desk(tmp_path / "store", [report("a", "The harbour master closed the swing bridge at noon.")]) as asked:
        assert "The harbour master" in (asked.answer("Who closed the swing bridge?").short or "")


@given(st.text(alphabet=st.sampled_from("ABab 19(),.;–'’\n$"), max_size=80))
def test_a_candidate_is_exactly_in_its_text(text: str) -> None:
    for question in (
        "When was it?",
        "Where was it?",
        "Who did it?",
        "How many are there?",
        "What is Abba?",
        "What sport?",
    ):
        slot = slot_of(question)
        assert slot is not None
        assert all(text[span.start : span.end] == span.text and span.text for span in candidates(slot, text))


def test_a_filler_is_exactly_in_its_report(tmp_path: Path) -> None:
    with desk(tmp_path / "store", [report("a", TELLING), report("b", f"A note. {TELLING}")]) as asked:
        for text in ("When was the Lindau lighthouse built?", "Who designed the Lindau lighthouse?"):
            slot = slot_of(text)
            assert slot is not None
            found = fillers(slot, find_evidence(read_question(text, (), None, asked.index), asked.index))
            assert {f.report_id for f in found} == {"a", "b"}
            assert all(f.item.report.text[f.start : f.end] == f.text for f in found)


def _two(path: Path, one: str, other: str) -> Assistant:
    first = report("a", one, publisher="harbour-news", published="2023-05-02")
    return desk(path / "store", [first, report("b", other, publisher="coast-daily", published="2023-05-03")])


@pytest.mark.parametrize(
    ("question", "told", "values"),
    [
        ("When was the Lindau lighthouse built?", "The Lindau lighthouse was built in {}.", ("1904", "1911")),
        (
            "Who designed the Lindau lighthouse?",
            "The Lindau lighthouse was designed by {}.",
            ("Ines Varga", "Otto Brandt"),
        ),
        ("Where was Ines Varga born?", "Ines Varga was born in {}.", ("Port Alba", "Graystone")),
        ("What is the population of Lindau?", "Lindau has a population of {} people.", ("3,559", "10,000")),
        (
            'Who is the director of the film "Low Tide"?',
            "Low Tide is a film directed by {}.",
            ("Mira Holm", "Jonas Berg"),
        ),
    ],
)
def test_answers_that_cannot_both_hold_are_a_conflict(
    tmp_path: Path, question: str, told: str, values: tuple[str, str]
) -> None:
    with _two(tmp_path, told.format(values[0]), told.format(values[1])) as asked:
        answer = asked.answer(question)
    assert answer.conflicts
    assert {v for v in values for side in answer.conflicts[0].sides if v in side.text} == set(values)
    assert {s.status for s in answer.statements} == {"disputed"}
    assert answer.short is not None
    assert answer.short.startswith("Disputed: ") and all(value in answer.short for value in values)


@pytest.mark.parametrize(
    ("question", "one", "other"),
    [
        ("When was the Lindau lighthouse built?", f"{LIGHTHOUSE} built in 1904.", f"{LIGHTHOUSE} built in May 1904."),
        (WHO, f"{LIGHTHOUSE} designed by Ines Varga.", f"{LIGHTHOUSE} designed by Varga."),
        (PEOPLE, "In 2010 the population of Lindau was 3,559.", "In 2020 the population of Lindau was 4,210."),
        (PEOPLE, "The population of Lindau is 3,559.", "The population of Lindau is about 3,600."),
        (
            "Who founded Harbour Watch?",
            "Harbour Watch was founded by Ines Varga and Otto Brandt.",
            "Harbour Watch was founded by Otto Brandt and Ines Varga.",
        ),
    ],
)  # fmt: skip
def test_what_can_both_hold_is_no_conflict(tmp_path: Path, question: str, one: str, other: str) -> None:
    with _two(tmp_path, one, other) as asked:
        answer = asked.answer(question)
    assert not answer.declined
    assert not answer.conflicts


def test_two_things_of_one_name_are_listed_and_no_dispute(tmp_path: Path) -> None:
    one = "Low Tide (1978 film) is a drama set on a ferry. The film Low Tide was directed by Mira Holm."
    other = "Low Tide (2004 film) is a comedy about a lighthouse. The film Low Tide was directed by Jonas Berg."
    with _two(tmp_path, one, other) as asked:
        answer = asked.answer('Who directed the film "Low Tide"?')
    assert not answer.conflicts
    assert answer.short is not None
    assert "Mira Holm" in answer.short and "Jonas Berg" in answer.short
    assert "isputed" not in answer.short


def test_two_events_without_a_name_do_not_clash(tmp_path: Path) -> None:
    one = "A fire in the paint store near Graystone on 2 May hurt two welders."
    other = "Last year a fire at a grain silo in Port Alba destroyed the harvest."
    with _two(tmp_path, one, other) as asked:
        assert not asked.answer("Where did the fire happen?").conflicts


def test_a_publisher_nobody_knows_makes_nothing_more_than_unverified(tmp_path: Path) -> None:
    told = report("a", "The Lindau lighthouse was built in 1904.", publisher="doc-1")
    with desk(tmp_path / "store", [told]) as asked:
        answer = asked.answer("When was the Lindau lighthouse built?")
    assert {s.status for s in answer.statements} == {"unverified"}
    assert answer.short == "Unverified: 1904 (doc-1)"


def test_the_compact_form_has_at_most_forty_words_and_is_in_json(tmp_path: Path) -> None:
    reports = [
        report(f"r{n}", f"The Lindau lighthouse was designed by {name}, as the harbour guide says.", publisher="")
        for n, name in enumerate(["Ines Varga", "Otto Brandt", "Mira Holm", "Jonas Berg", "Lea Stern", "Kai Moor"])
    ]
    with desk(tmp_path / "store", reports) as asked:
        answer = asked.answer("Who designed the Lindau lighthouse?")
    assert answer.short is not None and len(answer.short.split()) <= 40
    assert json.loads(json.dumps(answer.to_dict()))["short"] == answer.short


def test_what_no_report_gives_is_declined_and_has_no_compact_form(tmp_path: Path) -> None:
    with desk(tmp_path / "store", [report("a", TELLING)]) as asked:
        answer = asked.answer("Who painted the ceiling of the opera house?")
    assert answer.declined
    assert answer.short is None
