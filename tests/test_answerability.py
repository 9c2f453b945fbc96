"""What answers a question, and what only speaks of the same things."""

import math

import pytest

from assistant.answerability import read_weights
from assistant.answerability.wanted import wanted_by
from assistant.answering import Assistant
from tests.stories import desk, report


@pytest.fixture(scope="module")
def harbour(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return desk(
        tmp_path_factory.mktemp("harbour") / "store",
        [
            report(
                "crane",
                "The harbour crane of Lindau was built by the engineer Ada Brandt in 1911. It lifted twelve tonnes. "
                "The crane was painted green in 1950 because the old paint had rusted away.",
                title="The harbour crane",
            ),
            report(
                "market",
                "The fish market of Lindau opens at six in the morning. Traders sold forty tonnes of perch last year.",
                title="The fish market",
            ),
        ],
    )


@pytest.mark.parametrize(
    ("question", "told"),
    [
        ("Who built the harbour crane of Lindau?", "Ada Brandt"),
        ("When was the crane painted green?", "1950"),
        ("How many tonnes of perch did traders sell?", "forty tonnes"),
    ],
)
def test_the_sentence_shown_first_is_the_one_that_answers(harbour: Assistant, question: str, told: str) -> None:
    assert told in harbour.answer(question).statements[0].text


@pytest.mark.parametrize(
    "question",
    [
        "Who built the lighthouse of Bregenz?",
        "When did the football club win the cup?",
        "How long should an egg be boiled?",
        "Which singer opened the opera festival in 1987?",
    ],
)
def test_what_nothing_speaks_of_is_declined(harbour: Assistant, question: str) -> None:
    answer = harbour.answer(question)
    assert answer.declined and answer.support < read_weights().answers


def test_what_answers_has_more_support_than_a_near_miss(harbour: Assistant) -> None:
    answered = harbour.answer("Who built the harbour crane of Lindau?").support
    assert answered > harbour.answer("Who built the first harbour crane of Konstanz in 1877?").support


def test_no_weight_is_against_what_its_feature_means() -> None:
    weights = read_weights()
    assert all(f.sign * f.choice >= 0 and f.sign * f.support >= 0 for f in weights.features)
    assert weights.best >= 0 and 0 < weights.answers < 1
    assert all(math.isfinite(f.choice + f.support) for f in weights.features)


@pytest.mark.parametrize(
    ("question", "type_"),
    [
        ("Who signed it?", "who"),
        ("In what year was it signed?", "date"),
        ("Which river flows there?", "place"),
        ("How many people were hurt?", "number"),
        ("Did it happen?", "none"),
        ("What colour is the crane?", "thing"),
    ],
)
def test_the_type_of_the_answer_is_read_from_the_question(question: str, type_: str) -> None:
    assert wanted_by(question).type == type_
