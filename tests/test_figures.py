"""How many: each source's newest figure, what a source took back or lowered, and "nobody", on small stories."""

from collections.abc import Sequence
from pathlib import Path

import pytest

from assistant.answering import Assistant
from corpus import Report
from tests.stories import desk, report

LANDSLIDE = (
    report(
        "one",
        "A landslide buried the village of Ostra. Mayor Lena Dorn said nine people had died in the landslide.",
        title="Landslide buries village",
        published="2023-05-02",
    ),
    report(
        "again",
        "NINE PEOPLE DEAD IN LANDSLIDE, MAYOR LENA DORN SAYS.",
        title="Nine dead",
        publisher="coast-daily",
        published="2023-05-02",
    ),
    report(
        "risen",
        "The death toll from the landslide has risen to 18, the fire service said. Another six people were missing, "
        "the fire service said. The Mountain Rescue Society put the number of dead at 27.",
        title="Toll rises",
        publisher="lake-radio",
        published="2023-05-05",
    ),
    report(
        "lowered",
        "The fire service lowered its death toll to 16, saying two people had been counted twice. "
        "No one is still missing, the fire service said.",
        title="Inquiry into slope",
        published="2023-05-09",
    ),
)
SALE = (
    report(
        "sold",
        "EXCLUSIVE: BREWERY SOLD FOR 40 MILLION EUROS.",
        title="Brewery sold",
        publisher="coast-daily",
        published="2023-05-02",
    ),
    report(
        "withdrawn",
        "On 2 May we reported that the brewery had been sold for 40 million euros. We now accept that no contract "
        "was signed. We withdraw the report and apologise.",
        title="Apology",
        publisher="coast-daily",
        published="2023-05-08",
    ),
)


def told(path: Path, reports: Sequence[Report], question: str, as_of: str | None = None) -> list[tuple[str, str]]:
    with desk(path / "i", reports) as asked:
        answer = asked.answer(question, as_of=as_of)
        return [(s.status, s.text) for s in (*answer.statements, *answer.details)]


@pytest.fixture(scope="module")
def landslide(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return desk(tmp_path_factory.mktemp("landslide") / "i", LANDSLIDE)


@pytest.mark.parametrize("question", ["How many people died?", "What is the death toll of the landslide?"])
def test_figures_that_leave_the_questions_words_to_their_report_are_counted(
    landslide: Assistant, question: str
) -> None:
    first = landslide.answer(question).statements[0]
    assert first.status == "disputed" and "16 (" in first.text and "27 (" in first.text
    assert "18 (" not in first.text, "the fire service lowered it"
    assert "nine" not in first.text.lower(), "a toll that has risen replaces what was lower before it"


def test_the_same_number_of_one_source_replaces_nothing(landslide: Assistant) -> None:
    answer = landslide.answer("How many people died?", as_of="2023-05-03")
    assert not [s.text for s in (*answer.statements, *answer.details) if s.qualifier == "replaced"]
    assert "nine" in answer.statements[0].text.lower()


def test_nobody_is_a_count_of_nothing(landslide: Assistant) -> None:
    now = landslide.answer("How many are missing?").statements
    assert "No one is still missing" in now[0].text and now[0].status == "reported"
    assert [s.qualifier for s in now if "six people" in s.text] == ["replaced"]
    before = landslide.answer("How many are missing?", as_of="2023-05-06").statements
    assert "six people" in before[0].text


def test_nobody_knows_is_no_count_of_nothing(tmp_path: Path) -> None:
    text = "Nobody knew how many people were missing after the fire, the mayor of Lindau said. "
    more = "Four people were missing after the fire, the police in Lindau said."
    statements = told(tmp_path, [report("fire", text + more, title="Fire")], "How many people are missing?")
    assert "Four people" in statements[0][1] and "conflict" not in statements[0][1]


def test_a_number_that_its_own_source_lowered_is_no_longer_reported(landslide: Assistant) -> None:
    assert landslide.answer("Did 18 people die?").statements[0].status == "refuted"
    assert landslide.answer("Did 18 people die?", as_of="2023-05-06").statements[0].status == "reported"


@pytest.mark.parametrize(
    "question", ["How much was the brewery sold for?", "Was the brewery sold for 40 million euros?"]
)
def test_a_withdrawn_figure_is_not_given_as_current(tmp_path: Path, question: str) -> None:
    statements = told(tmp_path, SALE, question)
    assert statements[0][0] == "refuted" and {status for status, _ in statements} == {"refuted"}
    assert any("withdraw" in text for _, text in statements)


def test_until_it_is_withdrawn_a_figure_stands(tmp_path: Path) -> None:
    assert told(tmp_path, SALE, "How much was the brewery sold for?", as_of="2023-05-04")[0][0] == "reported"


def test_a_report_of_two_disasters_gives_no_figure_of_the_other(tmp_path: Path) -> None:
    text = "The fire in the mill killed four people, the police said. Twelve officers were injured, the police said."
    statements = told(tmp_path, [report("mill", text, title="Mill fire")], "How many children were killed in the fire?")
    assert not any("Twelve" in text for _, text in statements)
