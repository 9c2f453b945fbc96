"""More traps of the labels' specification: small stories, told nowhere else, that tempt to say more than they hold.

The stories stand in `traps/*.yaml`: reports, a question, and what may at most be said. All are held in one index; each
is asked of its own publishers only.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from assistant.answering import Assistant
from assistant.values import Answer, stronger
from corpus import Name, Publisher, Report
from corpus.values import Correction
from tests.stories import desk

CASES = Path(__file__).parent / "traps"
KEYS = {
    "trap", "kind", "reports", "names", "ask", "as_of", "status", "most", "first", "not_first", "speaks", "silent",
    "sides", "origins", "corrected", "fails",
}  # fmt: skip


def load(name: str = "*") -> list[dict[str, Any]]:
    """The traps of the files, in order."""
    return [
        trap for path in sorted(CASES.glob(f"{name}.yaml")) for trap in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


TRAPS = load()


def slug(name: str) -> str:
    return re.sub(r"\W+", "-", name.lower()).strip("-")


def report_of(trap: int, number: int, told: dict[str, Any]) -> Report:
    corrections = [Correction(c["quote"], c["note"], c["date"]) for c in told.get("corrections", ())]
    return Report(
        id=f"t{trap:03}-{number}",
        title=told.get("title", ""),
        text=told["text"],
        publisher=slug(told["by"]),
        published=told["day"],
        origins=tuple(told.get("origins", ())),
        corrections=tuple(corrections),
    )


@pytest.fixture(scope="module")
def asked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    """The desk over every story of the files."""
    reports = [report_of(n, m, told) for n, trap in enumerate(TRAPS) for m, told in enumerate(trap["reports"])]
    outlets = {told["by"] for trap in TRAPS for told in trap["reports"]}
    names = [Name(**{"aliases": (), **name}) for trap in TRAPS for name in trap.get("names", ())]
    publishers = [Publisher(slug(name), name, "C") for name in sorted(outlets)]
    with desk(tmp_path_factory.mktemp("traps") / "i", reports, names, publishers) as held:
        yield held


def put(desk: Assistant, trap: dict[str, Any]) -> Answer:
    """The answer from the publishers of this story alone."""
    publishers = sorted({slug(told["by"]) for told in trap["reports"]})
    return desk.answer(trap["ask"], as_of=trap.get("as_of"), publishers=publishers)


def told(answer: Answer) -> str:
    """Everything a reader could see of it, without the question itself."""
    shown = {k: v for k, v in answer.to_dict().items() if k not in {"question", "reason", "premise", "notes"}}
    return str(shown)


def check(trap: dict[str, Any], answer: Answer) -> None:
    """Hold an answer against what the trap allows."""
    found = [(s.status, s.basis.rule, s.text) for s in (*answer.statements, *answer.details)] or [("unknown", "1", "")]
    if "status" in trap:
        assert found[0][0] == trap["status"], found
    most = trap.get("most", trap.get("status"))
    assert most is None or not any(stronger(status, most) for status, _, _ in found), found  # type: ignore[arg-type]
    for words in trap.get("first", ()):
        assert words in found[0][2], found
    for words in trap.get("not_first", ()):
        assert words not in found[0][2], found
    for words in trap.get("speaks", ()):
        assert words in told(answer), (words, found)
    for words in trap.get("silent", ()):
        assert words not in told(answer), (words, found)
    if "sides" in trap:
        sides = [f"{side.text} {[c.quote for c in side.citations]}" for c in answer.conflicts for side in c.sides]
        assert bool(sides) == bool(trap["sides"]), (sides, found)
        for words in trap["sides"]:
            assert any(words in side for side in sides), (words, sides)
    if "origins" in trap:
        assert answer.statements and answer.statements[0].basis.origins == trap["origins"], answer.statements
    if trap.get("corrected"):
        assert answer.corrections
    for c in answer.citations():
        assert c.published and (answer.as_of is None or c.published <= answer.as_of)


def params() -> list[Any]:
    """One case a trap; what the product does not manage yet is marked with what it does instead."""
    return [
        pytest.param(
            trap,
            id=slug(trap["trap"]),
            marks=[pytest.mark.xfail(strict=True, reason=trap["fails"])] if "fails" in trap else [],
        )
        for trap in TRAPS
    ]


@pytest.mark.parametrize("trap", params())
def test_no_more_is_said_than_the_reports_hold(asked: Assistant, trap: dict[str, Any]) -> None:
    check(trap, put(asked, trap))


def test_the_files_hold_what_they_seem_to_hold() -> None:
    owners: dict[str, str] = {}
    for trap in TRAPS:
        assert set(trap) <= KEYS, (trap["trap"], set(trap) - KEYS)
        assert {"trap", "kind", "reports", "ask"} <= set(trap), trap
        assert {"status", "most", "first", "sides"} & set(trap), trap["trap"]
        for told_by in {t["by"] for t in trap["reports"]}:
            assert owners.setdefault(told_by, trap["trap"]) == trap["trap"], told_by
    assert len({slug(t["trap"]) for t in TRAPS}) == len(TRAPS)
