"""The second clock: what the desk had received by a day, whatever was published by then."""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from assistant.answering import Assistant
from corpus import Claim, Corpus, Correction, Quotation, StatusChange
from corpus.errors import QuestionError
from index.opening import Index
from index.retriever import BriefingRetriever
from tests.stories import PUBLISHERS, desk, report

SANK = "Did the Aurora sink?"
SEEN = report("seen", "The harbour master, Ada Lind, said that the Aurora had sunk.", received="2023-05-02")
DENIED = report(
    "denied",
    "The operator, Lakeline, denied that the Aurora had sunk.",
    publisher="lake-radio",
    published="2023-05-03",
    received="2023-06-20",
)
LATER = report(
    "later",
    "The pilot, Cai Ott, said that the Aurora had sunk.",
    publisher="coast-daily",
    published="2023-05-10",
    received="2023-05-10",
)
LOOSE = report("loose", "The cook, Dag Elm, said that the Aurora had sunk.", publisher="coast-daily")
CAPTAIN = report(
    "captain",
    "Captain Eva Roth said that the Aurora had left at noon.",
    received="2023-05-04",
    corrections=[
        Correction("had left at noon", "She said at one.", date(2023, 5, 5), (Quotation("denied", "Lakeline"),)),
    ],
)


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with desk(tmp_path_factory.mktemp("i") / "i", [SEEN, DENIED, LATER, LOOSE, CAPTAIN]) as opened:
        yield opened


def reports(asked: Assistant, **clocks: str) -> set[str]:
    return {c.report for c in asked.answer(SANK, **clocks).citations()}  # type: ignore[arg-type]


def test_what_was_received_later_is_not_used_however_early_it_was_published(asked: Assistant) -> None:
    assert reports(asked, as_of="2023-05-09") == {"seen", "denied", "loose"}
    assert reports(asked, as_of="2023-05-09", known_by="2023-05-09") == {"seen"}
    assert asked.answer(SANK, known_by="2023-06-19", as_of="2023-05-09").statements[0].status == "reported"
    assert asked.answer(SANK, known_by="2023-06-20", as_of="2023-05-09").statements[0].status == "disputed"


def test_both_clocks_must_hold(asked: Assistant) -> None:
    assert reports(asked, known_by="2023-06-19") == {"seen", "later"}
    assert reports(asked, known_by="2023-06-20", as_of="2023-05-03") == {"seen", "denied"}


def test_an_answer_says_the_day_and_how_many_reports_have_none(asked: Assistant) -> None:
    answer = asked.answer(SANK, known_by="2023-06-20")
    assert answer.known_by == date(2023, 6, 20) and answer.to_dict()["known_by"] == "2023-06-20"
    assert "This uses only what had been received by 20 June 2023." in answer.notes
    assert "Left out: 1 report does not say when it was received." in answer.notes
    assert asked.answer(SANK).known_by is None and not asked.answer(SANK).notes


def test_before_anything_was_received_the_answer_declines_and_says_so(asked: Assistant) -> None:
    answer = asked.answer(SANK, known_by="2023-05-01")
    assert answer.declined and answer.corpus_through is None
    assert any(note.endswith("received by 1 May 2023: nothing.") for note in answer.notes)


def test_a_correction_counts_from_when_its_basis_had_been_received(asked: Assistant) -> None:
    left = "When did the Aurora leave?"
    assert asked.answer(left).statements[0].status == "refuted"
    assert asked.answer(left, known_by="2023-06-19").statements[0].status == "reported"


def test_search_and_the_retriever_keep_to_the_second_clock(asked: Assistant) -> None:
    found = {hit.passage.report_id for hit in asked.index.search(SANK, known_by="2023-05-04")}
    assert found == {"seen", "captain"}
    retriever = BriefingRetriever(index=asked.index, known_by=date(2023, 5, 4))
    assert {document.metadata["report"] for document in retriever.invoke(SANK)} == {"seen", "captain"}


def test_a_day_that_is_none_is_refused_in_one_line(asked: Assistant) -> None:
    with pytest.raises(QuestionError, match="the known-by date as YYYY-MM-DD"):
        asked.answer(SANK, known_by="soon")
    with pytest.raises(QuestionError, match="the known-by date as YYYY-MM-DD"):
        asked.index.search(SANK, known_by="soon")


# The register

QUOTES = {r.id: Quotation(r.id, r.text) for r in (SEEN, DENIED, LATER)}
SAID = StatusChange(date(2023, 5, 2), "reported", "The harbour master says so.", (QUOTES["seen"],))
AGAINST = StatusChange(
    date(2023, 5, 3),
    "disputed",
    "Lakeline denies it.",
    (QUOTES["seen"], Quotation("denied", DENIED.text, "broader")),
)
BESIDE = StatusChange(
    date(2023, 5, 10),
    "disputed",
    "The pilot speaks, and Lakeline had denied it.",
    (QUOTES["later"], Quotation("denied", DENIED.text, "different", "Lakeline's side.")),
)


def registered(path: Path, *history: StatusChange) -> Assistant:
    claim = Claim("A1", "The Aurora sank.", (SANK,), history=history)
    return Assistant(Index.build(Corpus((SEEN, DENIED, LATER), PUBLISHERS, (claim,)), path))


def test_an_entry_counts_once_all_that_bears_on_the_claim_had_been_received(tmp_path: Path) -> None:
    with registered(tmp_path / "i", SAID, AGAINST) as asked:
        assert [c.status for c in asked.claims(known_by="2023-06-19")] == ["reported"]
        assert [c.status for c in asked.claims(known_by="2023-06-20")] == ["disputed"]
        assert [e.status for e in asked.claim("A1", known_by="2023-06-19").entries] == ["reported"]
        early = asked.answer(SANK, known_by="2023-06-19")
        assert early.claims == ("A1",) and early.statements[0].status == "reported"
        assert "denied" not in json.dumps(early.to_dict())


def test_before_its_first_entry_a_claim_is_unknown(tmp_path: Path) -> None:
    with registered(tmp_path / "i", SAID) as asked:
        assert [(c.status, c.note) for c in asked.claims(known_by="2023-05-01")] == [("unknown", "")]


def test_a_note_that_may_tell_of_more_goes_with_the_quotation(tmp_path: Path) -> None:
    with registered(tmp_path / "i", SAID, BESIDE) as asked:
        (_, entry) = asked.claim("A1", known_by="2023-06-19").entries
        assert entry.status == "disputed" and entry.note == "" and len(entry.basis) == 1


def test_the_command_line_takes_both_clocks(tmp_path: Path) -> None:
    registered(tmp_path / "i", SAID, AGAINST).close()

    def run(*words: str) -> dict[str, object]:
        command = [sys.executable, "-m", "assistant", *words, "--index", str(tmp_path / "i"), "--json"]
        done = subprocess.run(command, capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return json.loads(done.stdout)

    told = run("ask", SANK, "--known-by", "2023-06-19", "--as-of", "2023-05-09")
    assert (told["known_by"], told["as_of"]) == ("2023-06-19", "2023-05-09")
    assert run("claims", "--known-by", "2023-06-19")["claims"][0]["status"] == "reported"  # type: ignore[index]
    assert run("claim", "A1", "--known-by", "2023-06-19")["known_by"] == "2023-06-19"
