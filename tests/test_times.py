"""Dates in a text: what days the words name, from the calendar or from the day the report was published."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering import Assistant
from corpus import Claim, Corpus, Quotation, Slots, StatusChange
from index.assertions import read_assertions
from index.assertions.times import calendar_days, read_windows
from index.opening import Index
from tests.stories import PUBLISHERS, desk, report

SATURDAY = date(2024, 10, 5)

RESOLVED = [
    # words, first day, last day; all read on Saturday, 5 October 2024
    ("The fire of 3 October 2024", "2024-10-03", "2024-10-03"),
    ("It burned on October 3, 2024", "2024-10-03", "2024-10-03"),
    ("It burned on 3 Oct. 2024", "2024-10-03", "2024-10-03"),
    ("It burned on the 3rd of October", "2024-10-03", "2024-10-03"),
    ("Dated 2024-10-03 in the file", "2024-10-03", "2024-10-03"),
    ("It burned on 3 October", "2024-10-03", "2024-10-03"),
    ("It burned on 20 December", "2024-12-20", "2024-12-20"),
    ("It burned on 30 May", "2024-05-30", "2024-05-30"),
    ("It will close on 3 October", "2025-10-03", "2025-10-03"),
    ("On Thursday, 3 October, it burned", "2024-10-03", "2024-10-03"),
    ("From 8 to 13 October 2024 they sailed", "2024-10-08", "2024-10-13"),
    ("It burned between 1 and 3 October", "2024-10-01", "2024-10-03"),
    ("It burned on Friday", "2024-10-04", "2024-10-04"),
    ("Saturday's fire", "2024-10-05", "2024-10-05"),
    ("It burned on Sunday", "2024-09-29", "2024-09-29"),
    ("It burned last Friday", "2024-10-04", "2024-10-04"),
    ("It burned last Saturday", "2024-09-28", "2024-09-28"),
    ("It will burn on Friday", "2024-10-11", "2024-10-11"),
    ("It is due on Monday", "2024-10-07", "2024-10-07"),
    ("It was killed by a storm on Friday", "2024-10-04", "2024-10-04"),
    ("The boats leave next Friday", "2024-10-11", "2024-10-11"),
    ("It burned this Monday", "2024-09-30", "2024-09-30"),
    ("It burned today", "2024-10-05", "2024-10-05"),
    ("It burned this morning", "2024-10-05", "2024-10-05"),
    ("It burned yesterday", "2024-10-04", "2024-10-04"),
    ("It burned overnight", "2024-10-04", "2024-10-05"),
    ("It burned the day before yesterday", "2024-10-03", "2024-10-03"),
    ("It sails tomorrow", "2024-10-06", "2024-10-06"),
    ("It burned two days ago", "2024-10-03", "2024-10-03"),
    ("It burned 10 days ago", "2024-09-25", "2024-09-25"),
    ("It burned a week ago", "2024-09-25", "2024-10-01"),
    ("It burned three months ago", "2024-07-01", "2024-07-31"),
    ("It burned two years ago", "2022-01-01", "2022-12-31"),
    ("It burned the previous day", "2024-10-04", "2024-10-04"),
    ("Ten fires in the past week", "2024-09-28", "2024-10-05"),
    ("Ten fires in the last three days", "2024-10-02", "2024-10-05"),
    ("It burned last week", "2024-09-23", "2024-09-29"),
    ("It burned earlier this week", "2024-09-30", "2024-10-05"),
    ("It burned last month", "2024-09-01", "2024-09-30"),
    ("It burned earlier this month", "2024-10-01", "2024-10-05"),
    ("It opens later this month", "2024-10-05", "2024-10-31"),
    ("It burned this year", "2024-01-01", "2024-12-31"),
    ("It burned last year", "2023-01-01", "2023-12-31"),
    ("It burned in October", "2024-10-01", "2024-10-31"),
    ("It burned in August", "2024-08-01", "2024-08-31"),
    ("It burned last October", "2023-10-01", "2023-10-31"),
    ("It will burn in December", "2024-12-01", "2024-12-31"),
    ("It burned in early October", "2024-10-01", "2024-10-10"),
    ("It burned in mid-September 2024", "2024-09-11", "2024-09-20"),
    ("It burned in late February 2024", "2024-02-21", "2024-02-29"),
    ("It burned in October 2023", "2023-10-01", "2023-10-31"),
    ("It has burned since August 2023", "2023-08-01", "2024-10-05"),
    ("It burned in 2021", "2021-01-01", "2021-12-31"),
]


@pytest.mark.parametrize(("words", "first", "last"), RESOLVED)
def test_words_name_these_days(words: str, first: str, last: str) -> None:
    (window,) = read_windows(words, SATURDAY)
    assert (str(window.start), str(window.end)) == (first, last) and window.consistent


@pytest.mark.parametrize(
    "words",
    ["It burned on Friday", "It burned yesterday", "It burned last week", "It burned on 3 October", "It burned in May"],
)
def test_without_the_reports_date_nothing_is_guessed(words: str) -> None:
    (window,) = read_windows(words)
    assert not window.resolved and not window.holds(SATURDAY)


@pytest.mark.parametrize(
    "words",
    [
        "It would sail on Friday",  # past by now, or to come
        "The vote in December was lost",  # last year's, or the coming one
        "It burned the next day",
        "The day after, it burned",
    ],
)
def test_what_may_be_either_of_two_days_stays_open(words: str) -> None:
    (window,) = read_windows(words, SATURDAY)
    assert not window.resolved


@pytest.mark.parametrize(
    "words",
    [
        "It may burn, and they march on",
        "The Mail on Sunday printed it",
        "The Sunday Times printed it",
        "Some 2,024 ships and 2024 sailors",
        "It burned on 31 June 2024",
        "The weekday fares and the monthly ones",
        "Act 3, scene 12, at 10:30",
        "\u202eمتى احترقت؟",
        "",
    ],
)
def test_what_names_no_day_names_none(words: str) -> None:
    assert read_windows(words, SATURDAY) == ()


@pytest.mark.parametrize("words", ["on Friday, 3 October", "on Fri, 3 October 2024", "Friday, October 3"])
def test_a_weekday_that_disagrees_is_marked_and_the_date_kept(words: str) -> None:
    (window,) = read_windows(f"It burned {words}", SATURDAY)
    assert window.start == window.end == date(2024, 10, 3) and not window.consistent


def test_a_day_is_counted_from_the_one_named_before() -> None:
    _, window = read_windows("It burned on 8 September 2024 and sank two days later", SATURDAY)
    assert window.start == window.end == date(2024, 9, 10)
    _, window = read_windows("It burned on 8 September 2024 and sank the next day", SATURDAY)
    assert window.start == window.end == date(2024, 9, 9)


def test_a_day_without_a_year_is_the_nearest() -> None:
    assert calendar_days("on 30 December", date(2025, 1, 3)) == (date(2024, 12, 30),)
    assert calendar_days("on 2 January", date(2024, 12, 30)) == (date(2025, 1, 2),)


days = st.dates(date(1990, 1, 10), date(2099, 12, 31))


@given(day=days, published=days)
def test_a_window_holds_the_day_it_names(day: date, published: date) -> None:
    for words in (f"on {day.day} {day:%B %Y}", f"in {day:%B %Y}", f"{day:%B} {day.day}, {day.year}", day.isoformat()):
        (window,) = read_windows(f"It burned {words}", published)
        assert window.holds(day), words


@given(published=days, ago=st.integers(0, 6))
def test_a_weekday_is_the_last_one_of_that_name(published: date, ago: int) -> None:
    day = published - timedelta(ago)
    (window,) = read_windows(f"It burned on {day:%A}", published)
    assert window.start == window.end == day


@given(published=days)
def test_what_is_told_as_past_never_lies_after_the_report(published: date) -> None:
    for words in ("yesterday;last night;last week;last month;last year;two days ago;a week ago;last Monday").split(";"):
        (window,) = read_windows(f"It burned {words}", published)
        assert window.end is not None and window.end <= published, words


@given(text=st.text(max_size=200), published=st.dates() | st.none())
def test_no_text_breaks_it(text: str, published: date | None) -> None:
    for window in read_windows(text + " 31 Feb, 99 years ago, on 3 October, last year", published):
        assert window.text and (window.start is None) == (window.end is None)
        assert window.start is None or window.end is None or window.start <= window.end


# In assertions


@pytest.mark.parametrize(
    ("text", "said_on", "when"),
    [
        ("The ministry said on Friday that a fire on 3 October had killed six.", "2024-10-04", ["2024-10-03"]),
        ("On Friday, the ministry said that the fire had killed six.", "2024-10-04", []),
        ("The ministry told reporters on 1 October 2024 that a fire had killed six.", "2024-10-01", []),
        ("A fire broke out on Friday, the mayor said.", "2024-10-05", ["2024-10-04"]),
        ("A fire on Thursday killed six.", "2024-10-05", ["2024-10-03"]),
    ],
)
def test_the_day_of_the_saying_is_not_the_day_of_the_event(text: str, said_on: str, when: list[str]) -> None:
    (made,) = read_assertions(text, published=SATURDAY)
    assert str(made.said_on) == said_on and [str(window.start) for window in made.when] == when


def test_a_denial_is_about_the_day_of_what_it_denies() -> None:
    denial = read_assertions("A fire on Thursday killed six. Lakeline denied this on Friday.", published=SATURDAY)[-1]
    assert denial.stance == "deny" and denial.said_on == date(2024, 10, 4)
    assert [window.start for window in denial.when] == [date(2024, 10, 3)]


# In answers

FIRE = report("fire", "A fire on Thursday killed six sailors in Lindau.", published="2024-10-05")


@pytest.mark.parametrize(
    ("day", "answered"),
    [("3 October 2024", True), ("3 October", True), ("1 October 2024", False), ("1 October", False)],
)
def test_another_day_is_another_event(tmp_path: Path, day: str, answered: bool) -> None:
    with desk(tmp_path / "i", [FIRE]) as asked:
        assert asked.answer(f"Did a fire on {day} kill six sailors in Lindau?").declined is not answered


def test_a_claim_of_another_day_is_another_claim(tmp_path: Path) -> None:
    claim = Claim(
        "fire",
        "A fire killed six sailors in Lindau on 3 October 2024.",
        slots=Slots(place="Lindau", event_date="2024-10-03", quantity="6", counts="killed"),
        history=(StatusChange(date(2024, 10, 5), "reported", "One outlet.", (Quotation("fire", FIRE.text),)),),
    )
    with Assistant(Index.build(Corpus((FIRE,), PUBLISHERS, (claim,)), tmp_path / "i")) as asked:
        assert asked.answer("Did a fire kill six sailors in Lindau on 3 October?").claims == ("fire",)
        assert asked.answer("Did a fire kill six sailors in Lindau on 1 October?").claims == ()
