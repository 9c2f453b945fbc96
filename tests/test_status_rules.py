"""The decision list, rule by rule, on stories without a register."""

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.values import stronger
from corpus import Report
from tests.stories import desk, report

SANK = "Did the Aurora sink?"
SEEN = report("seen", "The harbour master, Ada Lind, said that the Aurora had sunk.")
HEARD = report(
    "heard",
    "Coast Daily reported, citing unnamed officials, that the Aurora had sunk.",
    publisher="coast-daily",
    origins=["officials"],
)
JUDGED = report("judged", "The minister, Bo Berg, said it was likely that the Aurora had sunk.", publisher="lake-radio")
DENIED = report(
    "denied", "The operator, Lakeline, denied that the Aurora had sunk.", publisher="lake-radio", published="2023-05-03"
)
SILENT = report(
    "silent",
    "The operator, Lakeline, declined to comment on whether the Aurora had sunk.",
    publisher="lake-radio",
    published="2023-05-03",
)
ADMITTED = report(
    "admitted",
    "The operator, Lakeline, admitted that its ferry, the Aurora, had sunk.",
    publisher="lake-radio",
    published="2023-05-09",
)
WITHDRAWN = report(
    "withdrawn",
    "Coast Daily retracted its report that the Aurora had sunk.",
    publisher="coast-daily",
    published="2023-05-06",
)
SECOND = report(
    "second", "The coast guard said that the Aurora had sunk.", publisher="coast-daily", published="2023-05-04"
)
ALLEGED = report("alleged", "The Aurora allegedly sank in the night.")


def status(path: Path, *reports: Report, question: str = SANK) -> tuple[str, str]:
    with desk(path, reports) as asked:
        answer = asked.answer(question)
        return (answer.statements[0].status, answer.statements[0].basis.rule) if answer.statements else ("unknown", "1")


@pytest.mark.parametrize(
    ("reports", "expected"),
    [
        ((SEEN,), ("reported", "7")),
        ((HEARD,), ("unverified", "6")),
        ((ALLEGED,), ("unverified", "6")),
        ((JUDGED,), ("assessed", "5")),
        ((JUDGED, HEARD), ("assessed", "5")),
        ((SEEN, DENIED), ("disputed", "4")),
        ((HEARD, DENIED), ("disputed", "4")),
        ((SEEN, SECOND), ("confirmed", "3b")),
        ((SEEN, SECOND, DENIED), ("disputed", "4")),
        ((HEARD, WITHDRAWN), ("refuted", "2")),
        ((SEEN, HEARD, WITHDRAWN), ("reported", "7")),
        ((SEEN, SILENT), ("reported", "7")),
        ((SEEN, DENIED, ADMITTED), ("confirmed", "3a")),
        ((DENIED,), ("unknown", "1")),
        ((report("x", "The weather on the lake was fine."),), ("unknown", "1")),
    ],
)
def test_the_first_rule_that_fits_decides(
    tmp_path: Path, reports: tuple[Report, ...], expected: tuple[str, str]
) -> None:
    assert status(tmp_path / "i", *reports) == expected


def test_a_denial_before_its_date_is_not_known(tmp_path: Path) -> None:
    with desk(tmp_path / "i", [SEEN, DENIED]) as asked:
        assert asked.answer(SANK, as_of="2023-05-02").statements[0].status == "reported"
        assert asked.answer(SANK, as_of="2023-05-03").statements[0].status == "disputed"


def test_a_report_without_a_date_is_left_out_of_as_of_answers(tmp_path: Path) -> None:
    with desk(tmp_path / "i", [Report(id="undated", text=SEEN.text, publisher="harbour-news")]) as asked:
        assert asked.answer(SANK).statements[0].status == "reported"
        assert asked.answer(SANK, as_of="2030-01-01").declined


def test_an_unknown_publishers_own_word_is_unverified(tmp_path: Path) -> None:
    assert status(tmp_path / "i", Report(id="a", text="The Aurora sank on 1 May 2023.")) == ("unverified", "6")


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations([SEEN, HEARD, JUDGED, SECOND]))
def test_shuffling_reports_changes_nothing_and_a_denial_never_raises_a_status(
    tmp_path_factory: pytest.TempPathFactory, order: list[Report]
) -> None:
    for size in range(1, 4):
        some = order[:size]
        before, _ = status(tmp_path_factory.mktemp("i") / "i", *some)
        again, _ = status(tmp_path_factory.mktemp("i") / "i", *reversed(some))
        after, _ = status(tmp_path_factory.mktemp("i") / "i", *some, DENIED)
        assert before == again
        assert not stronger(after, before)  # type: ignore[arg-type]


def test_days_of_one_event_that_differ_are_both_shown_and_none_is_picked(tmp_path: Path) -> None:
    reports = [
        report("a", "The coast guard said that the Aurora had sunk on 1 May 2023.", published="2023-05-05"),
        report("b", "The ministry said that the Aurora had sunk on 3 May 2023.", publisher="lake-radio"),
        report("c", "The mayor said that the Aurora had sunk on Monday.", publisher="coast-daily"),
    ]
    with desk(tmp_path / "i", reports) as asked:
        answer = asked.answer("When did the Aurora sink?")
    said = [side.text for side in answer.conflicts[0].sides]
    assert said == ["The coast guard: 1 May 2023", "The ministry: 3 May 2023", "The mayor: on Monday"] or len(said) == 3
    assert {c.report for side in answer.conflicts[0].sides for c in side.citations} == {"a", "b", "c"}


def test_days_that_agree_are_no_conflict(tmp_path: Path) -> None:
    reports = [
        report("a", "The coast guard said that the Aurora had sunk on 1 May 2023.", published="2023-05-05"),
        report("b", "The ministry said that the Aurora had sunk in May 2023.", publisher="lake-radio"),
    ]
    with desk(tmp_path / "i", reports) as asked:
        assert asked.answer("When did the Aurora sink?").conflicts == ()
