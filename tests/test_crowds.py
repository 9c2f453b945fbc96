"""A crowd of relays never hides what speaks against them, and copies take one place."""

from pathlib import Path

import pytest

from assistant.answering import Assistant
from assistant.evidence import find_evidence
from assistant.question import read_question
from corpus import Publisher
from tests.stories import PUBLISHERS, desk, report

OUTLETS = tuple(Publisher(f"outlet-{n}", f"Outlet {n} Gazette", "C") for n in range(300))
SAID = (
    "Nine workers were killed when a gas tank exploded at the Lindau depot.",
    "An explosion of a gas tank killed nine workers at the depot in Lindau.",
)
BESIDE = ("It did not name its sources.", "Smoke was seen over the town.", "No photographs were shown.")
QUESTION = "Were nine workers killed at the Lindau depot?"


def relays(count: int) -> list[object]:
    """Every second one cites an unnamed worker; most also say that something was not told."""
    told = (
        f"Outlet {n} Gazette reported, citing an unnamed port worker, that nine workers were killed. {BESIDE[n % 3]}"
        if n % 2
        else f"{SAID[n // 2 % 2]} {BESIDE[n % 3]}"
        for n in range(count)
    )
    return [report(f"relay-{n}", text, publisher=f"outlet-{n}") for n, text in enumerate(told)]


DENIAL = report(
    "denial",
    "The Port Authority of Lindau denied that nine workers were killed at the depot.",
    publisher="port-authority",
    published="2023-05-03",
)
RETRACTION = report(
    "retraction",
    "Harbour News retracted its report that nine workers were killed at the depot. It had been misled.",
    published="2023-05-04",
)


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    """300 relays, one denial and one retraction, without a register."""
    reports = [*relays(300), DENIAL, RETRACTION]
    return desk(tmp_path_factory.mktemp("crowd") / "store", reports, publishers=(*PUBLISHERS, *OUTLETS))  # type: ignore[list-item]


def test_a_denial_and_a_retraction_are_read_whatever_the_crowd(crowded: Assistant) -> None:
    for words in (QUESTION, "How many workers died at the depot?", "What is known about the depot?"):
        read = {e.report.id for e in find_evidence(read_question(words, (), None, crowded.index), crowded.index)}
        assert {"denial", "retraction"} <= read, words
        assert sum(key.startswith("relay") for key in read) >= 4, "and the crowd is heard too"


def test_the_label_is_the_same_with_three_relays_and_with_three_hundred(crowded: Assistant, tmp_path: Path) -> None:
    few = desk(tmp_path / "store", [*relays(3), DENIAL, RETRACTION], publishers=(*PUBLISHERS, *OUTLETS))  # type: ignore[list-item]
    for asked in (few, crowded):
        answer = asked.answer(QUESTION)
        assert {statement.status for statement in answer.statements} == {"disputed"}
        assert "denial" in {citation.report for s in answer.statements for citation in s.citations}
    few.close()


def test_the_crowd_stands_alone_on_a_day_before_the_denial(crowded: Assistant) -> None:
    read = read_question(QUESTION, (), "2023-05-02", crowded.index)
    assert {e.report.publisher for e in find_evidence(read, crowded.index)} <= {p.id for p in OUTLETS}


def test_copies_take_one_place_and_the_rest_are_told_beside_it(tmp_path: Path) -> None:
    wire = "The ferry Anna ran aground off Lindau in thick fog on Monday, its owner said."
    copies = [report(f"copy-{n}", wire.upper() if n == 7 else wire, publisher=f"outlet-{n}") for n in range(60)]
    other = report("other", "The ferry Anna was towed to the port of Lindau, and nobody was hurt in the fog at all.")
    changed = report("changed", wire.replace("ran", "never ran"), publisher="lake-radio")
    with desk(tmp_path / "store", [*copies, other, changed], publishers=(*PUBLISHERS, *OUTLETS)).index as index:
        hits = index.search("Did the ferry Anna run aground off Lindau?", 8)
        assert {hit.passage.report_id.split("-")[0] for hit in hits} == {"copy", "other", "changed"} and len(hits) == 3
        (folded,) = (hit for hit in hits if hit.copies)
        told = {passage.report_id for passage in (folded.passage, *folded.copies)}
        assert told == {f"copy-{n}" for n in range(60)}, "one word more is no copy"
        assert len({passage.text.lower() for passage in folded.copies}) == 1
