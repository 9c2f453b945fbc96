"""Words of uncertainty: what marks a sentence as not vouched for, and what only looks like it."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.assertions import read_assertions
from index.assertions.uncertainty import uncertain_words
from tests.stories import desk, report


@pytest.mark.parametrize(
    ("kind", "sentence", "word"),
    [
        ("possibility", "The bridge may have been hit twice.", "may"),
        ("possibility", "It is possible that the valve failed.", "It is possible that"),
        ("appearance", "The letters seem to be forged.", "seem"),
        ("opinion", "The cellar is believed to be Roman.", "believed"),
        ("hearsay", "Rumours spread that the mayor had left.", "Rumours"),
        ("open", "Nobody could say whether anyone was hurt.", "whether"),
        ("condition", "The gate opens if the water rises.", "if"),
        ("held", "The tower is widely regarded as Roman.", "widely regarded"),
        ("weasel", "By some accounts, the ferry sank.", "By some accounts"),
        ("unsettled", "Questions remain over whether the ferry sank.", "Questions remain over whether"),
        ("crowd", "Critics of the mayor", "Critics"),
    ],
)
def test_each_kind_of_uncertainty_has_its_words(kind: str, sentence: str, word: str) -> None:
    assert uncertain_words(sentence, (kind,)) == (word,)


@pytest.mark.parametrize(
    "sentence",
    [
        "On 3 May the bridge was hit.",
        "May Brown opened the museum.",
        "They rode as if nothing had happened.",
        "She was considered for the part.",
        "He assumed command of the fleet.",
        "The town has a good point of view over the lake.",
        "Many people fled.",
        "Several houses burned and some were rebuilt.",
    ],
)
def test_the_same_words_in_a_plain_sense_are_not_counted(sentence: str) -> None:
    assert uncertain_words(sentence) == ()


def test_words_are_given_in_reading_order_and_once() -> None:
    assert uncertain_words("Perhaps it leaks, and perhaps it may burst if it freezes; it may.") == (
        "Perhaps",
        "perhaps",
        "may",
        "if",
    )


def test_neither_capitals_nor_a_curly_apostrophe_hide_a_word() -> None:
    assert uncertain_words("THE BRIDGE MAY HAVE BEEN HIT") == ("MAY",)
    assert uncertain_words("It might’ve been hit.") == ("might’ve",)


@given(st.text(max_size=400))
def test_any_text_is_read_and_every_word_given_stands_in_it(text: str) -> None:
    assert all(word in text for word in uncertain_words(text))


@pytest.mark.parametrize(("text", "words"), [("", ()), ("it is was not would could " * 1000 + "perhaps", ("perhaps",))])
def test_nothing_and_five_thousand_words_are_read_alike(text: str, words: tuple[str, ...]) -> None:
    assert uncertain_words(text) == words


def test_a_letter_that_grows_when_made_small_moves_no_word() -> None:
    assert uncertain_words("İİİ 🙂 לא ידוע perhaps") == ("perhaps",)


@pytest.mark.parametrize(
    "sentence",
    [
        "It is widely believed that the ferry sank.",
        "It is understood that the ferry sank.",
        "The ferry is generally thought lost.",
        "There is speculation that the ferry sank.",
        "Rumours spread that the ferry had sunk.",
        "By most accounts, the ferry sank.",
        "Anna Berg said it was widely assumed that the ferry had sunk.",
        "Doubts remain over whether the ferry sank.",
    ],
)
def test_what_nobody_in_particular_stands_behind_is_hedged(sentence: str) -> None:
    assert all(assertion.hedges for assertion in read_assertions(sentence))


@pytest.mark.parametrize(
    "sentence",
    [
        "Some observers say the ferry sank.",
        "Many believe the ferry sank.",
        "Most commentators argue that the ferry sank.",
        "Opponents claim the ferry sank.",
        "Critics of Anna Berg say the ferry sank.",
        "Some aides to Anna Berg say the ferry sank.",
    ],
)
def test_a_crowd_is_an_anonymous_source_even_beside_a_name(sentence: str) -> None:
    assert [assertion.attribution for assertion in read_assertions(sentence)] == ["anonymous"]


@pytest.mark.parametrize(
    "sentence",
    [
        "Many people fled.",
        "Some observers were killed.",
        "Most houses burned and several were rebuilt.",
        "Some 300 people fled the town.",
        "One of the most important ferries sank.",
        "The council considered the plan on Monday.",
        "Anna Berg said some passengers fled.",
        "Anna Berg and others said the ferry sank.",
        "Anna Berg believes the ferry sank.",
        "It is believed by the Interior Ministry that the ferry sank.",
        "The ferry sails if the wind allows.",
    ],
)
def test_vague_amounts_praise_and_named_speakers_hedge_nothing(sentence: str) -> None:
    assert not any(assertion.hedges for assertion in read_assertions(sentence))


@pytest.mark.parametrize(
    "told",
    [
        "It is widely believed that the Aurora sank.",
        "It is understood that the Aurora sank.",
        "Some observers say that the Aurora sank.",
        "Many say that the Aurora sank.",
        "Critics of Anna Berg say that the Aurora sank.",
        "There are rumours that the Aurora sank.",
    ],
)
def test_what_an_outlet_hands_to_nobody_is_never_reported(tmp_path: Path, told: str) -> None:
    with desk(tmp_path, [report("told", told)]) as asked:
        statements = asked.answer("Did the Aurora sink?").statements
    assert {statement.status for statement in statements} == {"unverified"}


def test_a_plain_sentence_in_an_outlets_own_voice_stays_reported(tmp_path: Path) -> None:
    with desk(tmp_path, [report("told", "The Aurora sank, and many passengers fled.")]) as asked:
        assert {s.status for s in asked.answer("Did the Aurora sink?").statements} == {"reported"}
