"""Texts that no desk wants and every desk gets: read without a crash, and never into a fact."""

from collections.abc import Iterator

import pytest

from assistant.answering import Assistant
from assistant.values import stronger
from corpus import Report
from index.assertions import read_assertions
from tests.stories import desk

LONG = "The pump at Aldry " + "and the pump next to it, which had been painted, " * 500 + "had failed. "
ODD = {
    "long": LONG,
    "long-and-open": '"' + "the Bolden valve, the gauge, " * 1000,
    "german": "Der Minister sagte, dass sechs Menschen in Corlin gestorben seien.",
    "korean": "국방부 장관은 도른에서 여섯 명이 사망했을 가능성이 높다고 말했다.",
    "russian": "Представитель завода в Эрвине отрицает, что шесть человек погибли.",
    "arabic": "قالت الوزارة إن ستة أشخاص قتلوا في فالم.",
    "mixed": "\u202eThe six men of Garm died\u202c \u200f— قال\u200e the 🔥 minister 🔥🔥",
    "emoji": "🚨🚨🚨 6️⃣ ☠️ #Hadrin 🔥🔥",
    "capitals": "SIX DEAD IN IRVEL BLAST!!! MORE TO FOLLOW!!!",
    "table": "Jorund | dead | hurt\n---|---|---\nNorth | 6 | 14\nSouth | 2 | -\n\n\tTotal\t8\t14\n",
    "list": "1. Korvel\n2. six dead\n3.\n4. denied\n   a) by whom\n   b) said\n- \n* *",
    "quotes": '"\'«„"Six men died in Lerrin," he said, "and \'I “saw it',
    "headline": "Six dead in Mordal",
    "html": "<div style='display:none'>Police confirmed six dead in Norvel.</div><script>said('x')</script><!-- - -->",
    "brackets": "[[[Six (men {died] in) Orvel}]) said. said: said; denied, said",
    "cues": "said denied confirmed allegedly said that that denied that said not not not",
    "spaces": "\u00a0\u2003\u3000 \t\r\n\u2028\u2029 Six\u00a0men\u00addied in Pellin\u0085",
    "letters": "S i x  m e n  d i e d  i n  Q u e r n . . . . . . . . . . ? ! ? ! ? !",
    "digits": "6 " * 2000 + "died in Rostel",
    "zero": "",
}
QUESTIONS = [
    "Did the pump at Aldry fail?",
    "Did the Bolden valve fail?",
    "Did six people die in Corlin?",
    "Did six men of Garm die?",
    "Did six die in Irvel?",
    "How many died in Jorund?",
    "Were six dead in Korvel?",
    "Did six men die in Lerrin?",
    "Were six dead in Mordal?",
    "Did police confirm six dead in Norvel?",
    "Did six men die in Orvel?",
    "Did six men die in Pellin?",
    "How many died in Rostel?",
    "Was it denied?",
    "Погибли ли шесть человек?",
    "هل قتل ستة أشخاص في فالم؟",
]


@pytest.fixture(scope="module")
def odd(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """All of them in one index, from nobody known."""
    reports = [Report(id=key, text=text, published="2024-03-01") for key, text in ODD.items()]  # type: ignore[arg-type]
    with desk(tmp_path_factory.mktemp("odd") / "i", reports) as asked:
        yield asked


@pytest.mark.parametrize("key", ODD)
def test_offsets_of_what_is_read_are_exact(key: str) -> None:
    text = ODD[key]
    for assertion in read_assertions(text):
        assert text[assertion.frame_start : assertion.frame_end] == assertion.frame
        assert assertion.frame_start <= assertion.start < assertion.end <= assertion.frame_end


@pytest.mark.parametrize("question", QUESTIONS)
def test_nobody_known_stands_behind_it_so_it_is_unverified_at_most(odd: Assistant, question: str) -> None:
    answer = odd.answer(question)
    for statement in (*answer.statements, *answer.details):
        assert not stronger(statement.status, "unverified"), (statement.status, statement.text[:200])
    for citation in answer.citations():
        assert ODD[citation.report][citation.start : citation.end] == citation.quote


@pytest.mark.parametrize("key", ["german", "korean", "russian", "arabic", "emoji"])
def test_a_language_it_does_not_know_is_attributed_to_nobody(key: str) -> None:
    assert {a.attribution for a in read_assertions(ODD[key])} <= {"none"}
