"""A second corpus, told nowhere else: checked, indexed and asked with --corpus and --index, and no change of code."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.answering import Assistant
from corpus import check_corpus
from index.opening import Index

REPORTS = {
    "harbour-1": (
        "Captain of the Aurora said to have died in engine fire",
        "harbour-news",
        "2023-05-02",
        "origins: [port-source-unnamed]\n",
        "The captain of the ferry Aurora died in a fire in the engine room on 1 May 2023, according to two "
        "unnamed port officials. "
        "The officials said that eleven passengers were injured. The ferry was carrying 240 passengers from "
        "Lindau to Bregenz.\n",
    ),
    "coast-1": (
        "Ferry captain dead, sources say",
        "coast-daily",
        "2023-05-02",
        "origins: [port-source-unnamed]\n",
        "Coast Daily reported, citing port officials who asked not to be named, that the captain of the Aurora "
        "had died in the fire. "
        "Nobody at the company could be reached.\n",
    ),
    "coast-2": (
        "Operator denies death of captain",
        "coast-daily",
        "2023-05-04",
        "",
        "The operator, Lakeline, denied on Thursday that the captain of the Aurora had died. Its spokeswoman, "
        "Vera Holm, said that he was in "
        "hospital and in a stable condition. Holm declined to comment on the cause of the fire.\n",
    ),
    "port-1": (
        "Fire on the Aurora probably began in a fuel line",
        "port-authority",
        "2023-05-10",
        "",
        "The Port Authority of Lindau said that the fire on the ferry Aurora had very likely started in a "
        "leaking fuel line. "
        "Its investigators counted fourteen injured passengers. The authority said that it had found no "
        "evidence of arson.\n",
    ),
    "harbour-2": (
        "Aurora to sail again in June",
        "harbour-news",
        "2023-05-20",
        "",
        "Lakeline said that the Aurora would sail again on 10 June 2023. The repair cost 1.2 million euros, "
        "the company said.\n",
    ),
}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("lake")
    (folder / "reports").mkdir()
    for key, (title, publisher, day, more, text) in REPORTS.items():
        (folder / "reports" / f"{key}.md").write_text(
            f"---\ntitle: {title}\npublisher: {publisher}\npublished: {day}\n{more}---\n{text}", encoding="utf-8"
        )
    (folder / "publishers.yaml").write_text(
        "harbour-news: {name: Harbour News, reliability: C}\ncoast-daily: {name: Coast Daily, reliability: C}\n"
        "port-authority: {name: Port Authority of Lindau, reliability: B}\n",
        encoding="utf-8",
    )
    return folder


@pytest.fixture(scope="module")
def lake(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return Assistant(Index.build(corpus, tmp_path_factory.mktemp("store") / "i"))


def test_it_is_checked_indexed_and_asked_from_the_command_line(corpus: Path, tmp_path: Path) -> None:
    def run(*words: str) -> str:
        done = subprocess.run([sys.executable, "-m", "assistant", *words], capture_output=True, text=True, timeout=120)
        assert done.returncode == 0, done.stderr
        return done.stdout

    assert "5 reports" in run("check", "--corpus", str(corpus))
    assert "5 added, 0 changed, 0 removed, 0 unchanged" in run(
        "index", "--corpus", str(corpus), "--index", str(tmp_path / "i")
    )
    assert "0 added, 0 changed, 0 removed, 5 unchanged" in run(
        "index", "--corpus", str(corpus), "--index", str(tmp_path / "i")
    )
    told = json.loads(run("ask", "Did the captain of the Aurora die?", "--index", str(tmp_path / "i"), "--json"))
    assert told["statements"][0]["status"] == "disputed" and told["claims"] == []
    for citation in (c for s in told["statements"] for c in s["citations"]):
        text = (corpus / "reports" / f"{citation['report']}.md").read_text(encoding="utf-8").split("---\n", 2)[2]
        assert text[citation["start"] : citation["end"]] == citation["quote"]


def test_no_fault_is_found_in_it(corpus: Path) -> None:
    assert [f for f in check_corpus(corpus)[1] if f.level == "error"] == []


@pytest.mark.parametrize(
    ("question", "as_of", "status"),
    [
        ("Did the captain of the Aurora die?", None, "disputed"),
        ("Did the captain of the Aurora die?", "2023-05-03", "unverified"),
        ("Who denied that the captain died?", None, "disputed"),
        ("What caused the fire on the Aurora?", None, "assessed"),
        ("When will the Aurora sail again?", None, "assessed"),
        ("How much did the repair cost?", None, "reported"),
        ("How many passengers were on the ferry?", None, "reported"),
        ("Was it arson?", None, "unknown"),
    ],
)
def test_statuses_come_from_the_assertions_alone(
    lake: Assistant, question: str, as_of: str | None, status: str
) -> None:
    answer = lake.answer(question, as_of=as_of)
    assert answer.statements and answer.statements[0].status == status, answer.to_dict()


def test_one_origin_is_not_two(lake: Assistant) -> None:
    assert lake.answer("Did the captain of the Aurora die?").statements[0].qualifier == "two outlets, one origin"


def test_counts_that_cannot_both_hold_are_both_shown(lake: Assistant) -> None:
    answer = lake.answer("How many passengers were injured?")
    assert answer.statements[0].status == "disputed" and len(answer.conflicts[0].sides) == 2


def test_a_false_premise_is_named(lake: Assistant) -> None:
    answer = lake.answer("Why did Lakeline admit that the captain had died?")
    assert (
        "I found no report that says that Lakeline admitted that the captain had died" in answer.premise[0].note
        and "denied" in answer.premise[0].note
    )


@pytest.mark.parametrize(
    "question",
    [
        "What was the name of the captain?",
        "Who is the prime minister of Italy?",
        "How many crew members were on board?",
        "Did the Aurora sink?",
        "Did six North Korean officers die near Donetsk?",
    ],
)
def test_what_is_not_in_it_is_declined(lake: Assistant, question: str) -> None:
    answer = lake.answer(question)
    assert answer.declined and answer.reason and answer.reason.startswith("I found no report")


def test_a_follow_up_is_understood_from_the_turn_before(lake: Assistant) -> None:
    from assistant import Turn

    first = lake.answer("Did the captain of the Aurora die?")
    second = lake.answer("And who denied it?", history=[Turn(first.question, first)])
    assert any("Lakeline, denied" in s.text for s in second.statements)


def test_a_dispute_says_who_says_so_and_who_denies_it(lake: Assistant) -> None:
    conflict = lake.answer("Did the captain of the Aurora die?").conflicts[0]
    told, denied = (side.text for side in conflict.sides)
    assert told.startswith("said by") and "port officials" in told
    assert denied.startswith("denied by") and denied.endswith("Lakeline")
