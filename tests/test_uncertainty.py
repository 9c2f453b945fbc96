"""Words of uncertainty: what marks a sentence as not vouched for, and what only looks like it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from index.assertions.uncertainty import uncertain_words


@pytest.mark.parametrize(
    ("sentence", "words"),
    [
        ("The bridge may have been hit twice.", ("may",)),
        ("It is possible that the valve failed.", ("It is possible that",)),
        ("The letters seem to be forged.", ("seem to",)),
        ("The cellar is believed to be Roman.", ("believed",)),
        ("Rumours spread that the mayor had left.", ("Rumours",)),
        ("It is unclear whether anyone was hurt.", ("unclear", "whether")),
        ("The gate opens if the water rises.", ("if",)),
    ],
)
def test_each_kind_of_uncertainty_is_found(sentence: str, words: tuple[str, ...]) -> None:
    found = " ".join(uncertain_words(sentence))
    assert all(word.split()[0] in found for word in words)


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


def test_capital_letters_hide_nothing() -> None:
    assert uncertain_words("THE BRIDGE MAY HAVE BEEN HIT") == ("MAY",)


@given(st.text(max_size=400))
def test_any_text_is_read_and_every_word_given_stands_in_it(text: str) -> None:
    assert all(word in text for word in uncertain_words(text))


def test_a_sentence_of_five_thousand_words_is_read() -> None:
    assert uncertain_words("it is was not would could " * 1000 + "perhaps") == ("perhaps",)
    assert uncertain_words("לא ידוע 🙂 " * 2500) == ()
