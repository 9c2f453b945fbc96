"""Our own questions: what a right answer is is read with care, and each way of being wrong is found."""

from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering import Assistant
from corpus.errors import DataError
from eval.benchmarks import questions
from eval.benchmarks.asked import Asked, Expected, read_questions
from eval.benchmarks.marking import mark
from tests.stories import desk, report

GEL = "The company Vardo denied on 3 May 2024 that its gel was the source of the infections."
NURSE = "The gel of the company Vardo was the source of the infections, a nurse who asked not to be named said."


@pytest.fixture(scope="module")
def ward(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return desk(
        tmp_path_factory.mktemp("ward"),
        [report("nurse", NURSE, published="2024-05-02"), report("vardo", GEL, published="2024-05-03")],
    )


def asked(ask: str = "Was the gel of Vardo the source of the infections?", **expect: object) -> Asked:
    return Asked("q", "yes-no", "a", Path(), ask, (), None, Expected.model_validate(expect))


def kinds(ward: Assistant, question: Asked) -> set[str]:
    reports = {each.id: each for each in ward.index.reports()}
    marked = mark(question, ward.answer(question.ask, (), question.as_of), reports)
    return {fault.kind for fault in marked.faults}


def test_an_answer_that_is_as_expected_has_no_fault(ward: Assistant) -> None:
    assert not kinds(ward, asked(statuses=["disputed"], must_cite=["nurse", "vardo"], must_say=["vardo"]))


def test_a_stronger_label_than_the_strongest_allowed_is_an_overclaim(ward: Assistant) -> None:
    assert "overclaim" in kinds(ward, asked(statuses=["unknown"]))
    assert "overclaim" not in kinds(ward, asked(statuses=["unknown"], ceiling="disputed"))


@pytest.mark.parametrize(
    ("fault", "expect"),
    [
        ("status", {"statuses": ["unverified"]}),
        ("answered", {"declined": True}),
        ("cites", {"must_cite": [["other"]]}),
        ("sides", {"sides": [["nurse"], ["other"]]}),
        ("says", {"must_say": [["soap", "water"]]}),
        ("never", {"must_not_say": ["gel"]}),
        ("premise", {"premise": True}),
        ("later", {"nothing_later": "2024-05-02"}),
    ],
)
def test_each_expectation_that_is_not_met_is_a_fault(ward: Assistant, fault: str, expect: dict[str, object]) -> None:
    assert fault in kinds(ward, asked(**expect))


def test_declining_what_can_be_answered_is_a_fault_and_where_either_is_right_it_is_none(ward: Assistant) -> None:
    assert kinds(ward, asked("Who won the regatta?", statuses=["reported"])) == {"declined"}
    assert not kinds(ward, asked("Who won the regatta?", declined="either", statuses=["reported"], must_say=["crew"]))


def test_a_citation_whose_offsets_do_not_hold_its_quote_is_found(ward: Assistant) -> None:
    question = asked(statuses=["disputed"])
    answer = ward.answer(question.ask)
    reports = {each.id: replace(each, text="x" + each.text) for each in ward.index.reports()}
    assert {fault.kind for fault in mark(question, answer, reports).faults} == {"citation"}


def test_a_number_is_found_whole(ward: Assistant) -> None:
    assert "says" in kinds(ward, asked(statuses=["disputed"], must_say=["202"]))


FILE = """story: .
questions:
  - id: one
    kind: yes-no
    half: a
    ask: "Was it the gel?"
    expect:
      statuses: [disputed]
      must_cite: [nurse]
"""


def story(folder: Path, text: str) -> Path:
    (folder / "reports").mkdir(exist_ok=True)
    for name, body in (("nurse", NURSE), ("vardo", GEL)):
        (folder / "reports" / f"{name}.md").write_text(f"---\ntitle: {name}\n---\n{body}\n")
    (folder / "questions.yaml").write_text(text)
    return folder


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[nurse]", "[nobody]", "questions.yaml:9: questions.0.expect.must_cite: one: no report 'nobody'"),
        ("statuses: [disputed]", "status: disputed", "questions.yaml:8: questions.0.expect.status: is not a field"),
        ("[disputed]", "[sure]", "questions.yaml:8: questions.0.expect.statuses.0: Input should be"),
        ("      statuses: [disputed]\n", "", "questions.yaml:7: questions.0.expect: one: an answer needs statuses"),
        ("statuses", "declined: true\n      statuses", "one: a declined answer has no statuses"),
        ("half: a", "half: c", "questions.yaml:5: questions.0.half: "),
        ("story: .", "story: elsewhere", "questions.yaml:1: story: 'elsewhere' is neither corpus nor a folder"),
        ("    kind: yes-no\n", "", "questions.yaml:3: questions.0.kind: is required"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_with_file_line_and_field(
    tmp_path: Path, old: str, new: str, told: str
) -> None:
    story(tmp_path, FILE.replace(old, new))
    with pytest.raises(DataError) as fault:
        read_questions(tmp_path)
    assert told in str(fault.value)
    assert "\n" not in str(fault.value)


def test_an_id_stands_once(tmp_path: Path) -> None:
    story(tmp_path, FILE + FILE.partition("questions:\n")[2])
    with pytest.raises(DataError, match="'one' is the id of two questions"):
        read_questions(tmp_path)


def test_our_own_questions_are_enough_and_name_only_reports_that_exist() -> None:
    held = read_questions()
    assert sum(each.story.name == "corpus" for each in held) >= 160
    assert sum(each.story.parent.name == "stories" for each in held) >= 70
    assert {each.half for each in held} == {"a", "b"}


def test_the_measure_counts_right_answers_overclaims_and_citations(tmp_path: Path) -> None:
    other = "story: .\nother_field:\n  - Who won the regatta?\n"
    (story(tmp_path, FILE) / "off_field.yaml").write_text(other)
    found = questions.measure(tmp_path, lambda *_: None, errors=5)
    assert found.figure("right").count == 1
    assert found.figure("overclaims").value == 0
    assert found.figure("exact citations").value == 1
    assert found.figure("declined, of another field").value == 1
    assert not found.mistakes
