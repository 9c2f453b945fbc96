"""A conversation as a value: a number stays with its words, and what is exported says which is which."""

import io
import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.commands.chatting import Chat
from assistant.conversation import Conversation, place
from assistant.terminal import Screen, Terminal
from assistant.values import Answer, Basis, Citation, Statement
from tests.stories import desk, report

TOLD = report("a", "Lakeline said that the Aurora had left Lindau. Lakeline said that the crew of the Aurora was safe.")


@pytest.fixture(scope="module")
def ferry(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with desk(tmp_path_factory.mktemp("ferry") / "i", [TOLD]) as made:
        yield made


def cited(*starts: int) -> Answer:
    citations = tuple(Citation("a", "original", at, at + 1, "L", "", "", date(2023, 5, 2), "") for at in starts)
    said = Statement("It left.", "reported", None, Basis("7", "an outlet states it"), citations)
    return Answer("Did it leave?", None, None, None, 0.9, statements=(said,))


def test_a_number_stays_with_its_words_and_new_ones_go_on_counting() -> None:
    talk = Conversation().then("Did it leave?", cited(0, 5)).then("Who says so?", cited(5, 9)).then("Why?", cited(2, 0))
    assert [citation.start for citation in talk.citations()] == [0, 5, 9, 2]
    assert talk.numbers()[place(cited(5).citations()[0])] == 2


def test_the_export_has_every_turn_and_every_source_under_its_number() -> None:
    told = json.loads(json.dumps(Conversation().then("Did it leave?", cited(0, 5)).then("Why?", cited(9)).to_dict()))
    assert [turn["question"] for turn in told["turns"]] == ["Did it leave?", "Why?"]
    assert [(source["number"], source["start"]) for source in told["sources"]] == [(1, 0), (2, 5), (3, 9)]


def test_the_terminal_keeps_numbers_carries_a_date_and_saves_the_conversation(
    ferry: Assistant, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    saved = tmp_path / "talk.json"
    lines = ["Did the Aurora leave Lindau?", "How do you know?", "/sources", f"/save {saved}", "/save", "/quit"]
    monkeypatch.setattr("sys.stdin", io.StringIO("\n".join(lines) + "\n"))
    Chat(ferry, Screen(Terminal(width=200, force_terminal=False)), as_of=date(2023, 6, 1)).run()
    shown = capsys.readouterr()
    assert "It rests on: Harbour News, 2 May 2023." in shown.out and "[1]" in shown.out
    assert "name a file" in shown.err
    told = json.loads(saved.read_text(encoding="utf-8"))
    assert len(told["turns"]) == 2 and told["sources"][0]["number"] == 1


def test_a_file_that_cannot_be_written_is_one_line(ferry: Assistant, capsys: pytest.CaptureFixture[str]) -> None:
    chat = Chat(ferry, Screen(Terminal(width=200, force_terminal=False)))
    chat._save("/no/such/folder/talk.json")
    assert capsys.readouterr().err.count("\n") == 1
