"""The command line: exit codes, one-line failures, JSON that is alone, and reports that cannot steer a terminal."""

import io
import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from rich.console import Console

from assistant import Answer, Citation, Statement
from assistant.__main__ import run
from assistant.commands.desks import showing_progress
from assistant.commands.serving import check_free
from assistant.terminal import Screen, clean, one_line, show_answer
from assistant.values import Basis, Conflict, CorrectionShown, Premise, Side
from corpus import BriefingError

ROOT = Path(__file__).resolve().parent.parent
COMMAND = [sys.executable, "-m", "assistant"]
VERBS = ["check", "index", "ask", "chat", "claims", "claim", "changes", "serve", "doctor", "bench"]
VERBS += ["bench answer", "bench reading", "bench emergent", "bench climate", "bench hedges", "bench sentences"]
VERBS += ["bench squad2", "bench scale"]
QUESTION = "Did a dam break at Lake Varn?"

REPORTS = {
    "gazette-2024-05-01": (
        "Gazette",
        "gazette",
        "2024-05-01",
        "[ministry-unnamed]",
        """\
The Gazette reported on 1 May 2024 that a dam had broken at Lake Varn.
An unnamed official said that four workers were killed at Lake Varn.

The Gazette could not independently verify the deaths.""",
    ),
    "herald-2024-05-03": (
        "Herald",
        "herald",
        "2024-05-03",
        "[ministry]",
        """\
The Water Ministry denied on 3 May 2024 that a dam had broken at Lake Varn.
"No dam has broken," the minister, Ada Noll, said.""",
    ),
    "courier-2024-05-09": (
        "Courier",
        "courier",
        "2024-05-09",
        "[courier]",
        """\
Ada Noll said on 9 May 2024 that the pumps at Lake Varn
were \x1b[31mred hot\x1b[0m and \x1b]0;owned\x07 [red]leaking[/red] \u202egnp\u202c.""",
    ),
}
CLAIM = """\
id: dam-broke
claim: A dam broke at Lake Varn.
also: [The dam at Lake Varn failed.]
slots: {place: Lake Varn, event_date: 2024-05-01}
history:
  - date: 2024-05-01
    status: unverified
    note: One outlet with an unnamed official.
    basis: [{report: gazette-2024-05-01, quote: a dam had broken at Lake Varn}]
  - date: 2024-05-03
    status: disputed
    note: The ministry denies it.
    basis: [{report: herald-2024-05-03, quote: "No dam has broken", note: said by the minister}]
"""


def write_corpus(folder: Path) -> Path:
    (folder / "reports").mkdir(parents=True)
    (folder / "register").mkdir()
    for name, (title, publisher, day, origins, text) in REPORTS.items():
        front = [
            f"id: {name}",
            f"title: {title} on Lake Varn",
            "kind: note",
            f"publisher: {publisher}",
            f"published: {day}",
            f"origins: {origins}",
            f"url: https://{publisher}.example/{day}",
        ]
        (folder / "reports" / f"{name}.md").write_text("\n".join(["---", *front, "---", text, ""]), encoding="utf-8")
    (folder / "register" / "dam-broke.yaml").write_text(CLAIM)
    (folder / "publishers.yaml").write_text("gazette: The Gazette\nherald: Herald\ncourier: Courier\n")
    return folder


@dataclass
class Lake:
    """The tiny corpus and its index, built once."""

    corpus: Path
    index: Path


@pytest.fixture(scope="session")
def lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    from index import Index

    folder = tmp_path_factory.mktemp("lake")
    made = Lake(write_corpus(folder / "corpus"), folder / "index")
    Index.build(made.corpus, made.index).close()
    return made


@pytest.fixture(autouse=True)
def lake_by_default(lake: Lake, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_CORPUS", str(lake.corpus))
    monkeypatch.setenv("BRIEFING_INDEX", str(lake.index))


@dataclass
class Outcome:
    code: int
    out: str
    err: str


@pytest.fixture
def briefing(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch):
    """Run a command in this process."""

    def call(*arguments: str | Path, typed: str = "") -> Outcome:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(typed.encode()), encoding="utf-8"))
        capsys.readouterr()
        code = run([str(each) for each in arguments])
        captured = capsys.readouterr()
        return Outcome(code, captured.out, captured.err)

    return call


def process(*arguments: str | Path, typed: bytes = b"", **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [*COMMAND, *map(str, arguments)],
        input=typed,
        capture_output=True,
        timeout=120,
        cwd=ROOT,
        env={**os.environ, **environment},
    )


def is_one_line_failure(outcome: Outcome, said: str = "") -> bool:
    lines = outcome.err.splitlines()
    assert (outcome.code, outcome.out) == (2, ""), outcome
    assert len(lines) == 1 and lines[0].startswith("briefing: "), outcome.err
    assert said in lines[0], lines[0]
    return True


# Help and usage


@pytest.mark.parametrize("verb", VERBS)
def test_every_verb_has_help_with_an_example_that_names_it(briefing, verb: str) -> None:
    told = briefing(*verb.split(), "--help")
    assert told.code == 0 and told.err == ""
    assert f"Example: briefing {verb}" in told.out


def test_every_example_uses_options_that_exist(briefing) -> None:
    for verb in VERBS:
        text = " ".join(briefing(*verb.split(), "--help").out.split())
        options, _, example = text.partition("Example: ")
        assert not set(re.findall(r"--[a-z-]+", example)) - set(re.findall(r"--[a-z-]+", options)) or verb == "bench"


def test_help_lists_every_verb_and_is_also_what_no_argument_gives(briefing) -> None:
    alone = briefing()
    assert alone.code == 0
    assert alone.out == briefing("--help").out
    assert all(f"  {verb.split()[0]} " in alone.out for verb in VERBS)


def test_help_and_usage_import_neither_chroma_nor_torch() -> None:
    program = (
        "import sys; from assistant.__main__ import run; run(['ask', '--help']); run(['ask']);"
        "print(sorted({'chromadb', 'torch', 'spacy', 'gradio', 'langchain_core'} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stdout.splitlines()[-1] == "[]"


@pytest.mark.parametrize(
    "wrong",
    [
        ["fly"],
        ["ask"],
        ["ask", "--wrong", "q"],
        ["ask", QUESTION, "two"],
        ["ask", QUESTION, "--index"],
        ["ask", "--as-of", "2024-05-01"],
        ["claim"],
        ["serve", "--port", "x"],
        ["serve", "--port", "70000"],
        ["bench", "answer", "--runs", "0"],
        ["bench", "fly"],
        ["check", "--json=3"],
    ],
)
def test_wrong_usage_is_one_line_and_2(briefing, wrong: list[str]) -> None:
    assert is_one_line_failure(briefing(*wrong))


# check


def test_check_counts_what_is_held(briefing, lake: Lake) -> None:
    done = briefing("check")
    assert done.code == 0
    assert done.out.splitlines()[-1] == "3 reports, 1 claim, 3 publishers: no errors, no warnings"


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    folder = write_corpus(tmp_path / "faulty")
    report = folder / "reports" / "herald-2024-05-03.md"
    report.write_text(report.read_text().replace("publisher: herald", "publisher: nobody\x1b[31m"), encoding="utf-8")
    (folder / "reports" / "undated.md").write_text("---\ntitle: Undated\n---\nThe lake is blue.\n")
    (folder / "register" / "second.yaml").write_text("id: second\nclaim: Something.\n")
    return folder


def test_check_names_every_fault_with_its_place_and_exits_1(briefing, faulty: Path) -> None:
    done = briefing("check", "--corpus", faulty)
    assert done.code == 1 and "\x1b" not in done.out
    lines = done.out.splitlines()
    assert any(line.startswith("error: ") and "herald-2024-05-03.md:" in line for line in lines)
    assert any(line.startswith("warning: ") and "undated.md:" in line for line in lines)
    assert re.search(r": \d+ errors?, 1 warning$", lines[-1])


def test_check_as_json_holds_the_same_faults(briefing, faulty: Path) -> None:
    done = briefing("check", "--corpus", faulty, "--json")
    found = json.loads(done.out)
    assert done.code == 1 and done.err == ""
    assert found["errors"] + found["warnings"] == len(found["faults"])
    assert {"level", "path", "line", "field", "message"} == set(found["faults"][0])


def test_a_corpus_that_is_not_there_is_one_line(briefing, tmp_path: Path) -> None:
    for verb in (["check"], ["index"], ["ask", QUESTION]):
        outcome = briefing(*verb, "--corpus", tmp_path / "nowhere", "--json")
        assert is_one_line_failure(outcome, "no such corpus folder")


# index


def test_index_tells_what_changed(briefing, lake: Lake, tmp_path: Path) -> None:
    corpus, index = tmp_path / "corpus", tmp_path / "index"
    shutil.copytree(lake.corpus, corpus)
    bounds = ("--corpus", corpus, "--index", index)
    assert briefing("index", *bounds).out == "3 added, 0 changed, 0 removed, 0 unchanged\n"
    (corpus / "reports" / "courier-2024-05-09.md").unlink()
    again = briefing("index", *bounds, "--json")
    assert again.code == 0
    assert {"added": 0, "removed": 1, "unchanged": 2}.items() <= json.loads(again.out).items()


def test_index_says_how_many_warnings_and_refuses_errors(briefing, faulty: Path, tmp_path: Path) -> None:
    assert is_one_line_failure(briefing("index", "--corpus", faulty, "--index", tmp_path / "i"), "briefing check")
    shutil.rmtree(faulty / "register")
    (faulty / "reports" / "herald-2024-05-03.md").unlink()
    done = briefing("index", "--corpus", faulty, "--index", tmp_path / "i")
    assert done.code == 0 and "1 warning about the corpus" in done.err


def test_progress_outside_a_terminal_is_one_line_for_each_kind_of_work(capsys: pytest.CaptureFixture[str]) -> None:
    with showing_progress() as progress:
        for done in range(1, 100):
            progress("reading", done, 99)
        progress("embedding", 512, 512)
    told = capsys.readouterr()
    assert told.out == "" and told.err == "reading (99)\nembedding\n"


def test_an_index_path_that_cannot_be_written_is_one_line(briefing, lake: Lake, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    assert is_one_line_failure(briefing("index", "--corpus", lake.corpus, "--index", tmp_path / "file"))


# ask


def test_an_answer_has_chips_numbered_sources_and_exit_0(briefing) -> None:
    done = briefing("ask", QUESTION)
    assert done.code == 0 and done.err == ""
    assert re.search(r"^\[[✓❝≈?⇄✕] .* · as of \d+ May 2024\]$", done.out, re.M)
    assert "[1]" in done.out and "\nSources\n  [1] desk note on " in done.out


def test_an_answer_as_json_is_alone_on_stdout(briefing) -> None:
    done = briefing("ask", QUESTION, "--json", "--as-of", "2024-05-02")
    found = json.loads(done.out)
    assert done.code == 0 and done.err == ""
    assert found["schema"] == 1 and found["as_of"] == "2024-05-02" and not found["declined"]
    assert all(citation["published"] <= "2024-05-02" for each in found["statements"] for citation in each["citations"])


def test_a_declined_answer_exits_0_and_says_so(briefing) -> None:
    done = briefing("ask", "Who won the chess tournament in Lisbon?")
    assert done.code == 0
    assert "[∅ No evidence in corpus" in done.out
    assert json.loads(briefing("ask", "Who won the chess tournament in Lisbon?", "--json").out)["declined"]


def test_a_question_is_read_from_stdin(briefing) -> None:
    assert briefing("ask", "-", typed=f"{QUESTION}\n").out == briefing("ask", QUESTION).out


@pytest.mark.parametrize("day", ["2024-13-40", "yesterday", "2024-5", "none", "\x1b[31m"])
def test_a_wrong_as_of_date_is_one_line(briefing, day: str) -> None:
    for verb in (["ask", QUESTION], ["claims"], ["claim", "dam-broke"], ["chat"]):
        outcome = briefing(*verb, "--as-of", day)
        assert is_one_line_failure(outcome, "YYYY-MM-DD") and "\x1b" not in outcome.err


@pytest.mark.parametrize("question", ["", " \n\t", "\u200b"])
def test_an_empty_question_is_one_line(briefing, question: str) -> None:
    assert is_one_line_failure(briefing("ask", question), "question")
    assert is_one_line_failure(briefing("ask", "-", "--json", typed=question), "question")


def test_a_question_of_100_kb_is_one_line() -> None:
    done = process("ask", "dam " * 25_000)
    assert done.returncode == 2 and done.stdout == b""
    assert done.stderr.count(b"\n") == 1 and len(done.stderr) < 300


def test_a_stdin_that_is_no_text_is_no_crash(briefing, monkeypatch: pytest.MonkeyPatch) -> None:
    done = process("ask", "-", "--json", typed=b"\xff\xfe dam? \x00\x1b[2J")
    assert done.returncode in (0, 2) and b"Traceback" not in done.stderr
    assert done.returncode == 2 or json.loads(done.stdout)


def test_half_characters_in_arguments_are_no_crash() -> None:
    done = process("ask", os.fsdecode(b"dam \xff\xfe?"), "--json")
    assert done.returncode in (0, 2) and b"Traceback" not in done.stderr


def test_an_index_that_is_not_there_is_one_line(briefing, tmp_path: Path) -> None:
    for verb in (["ask", QUESTION], ["claims", "--json"], ["claim", "dam-broke"], ["chat"]):
        assert is_one_line_failure(briefing(*verb, "--index", tmp_path / "none"), "briefing index --index")
    assert not (tmp_path / "none").exists()


def test_a_default_index_that_is_missing_is_built(briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BRIEFING_INDEX", str(tmp_path / "fresh"))
    done = briefing("ask", QUESTION, "--json")
    assert done.code == 0 and not json.loads(done.out)["declined"]
    assert "reading" in done.err


def test_a_foreign_index_is_one_line(briefing, lake: Lake, tmp_path: Path) -> None:
    foreign = tmp_path / "foreign"
    foreign.mkdir()
    (foreign / "ledger.sqlite").write_bytes(b"this is no database " * 100)
    assert is_one_line_failure(briefing("ask", QUESTION, "--index", foreign), "not an index")
    assert is_one_line_failure(briefing("index", "--corpus", lake.corpus, "--index", foreign))
    assert is_one_line_failure(briefing("ask", QUESTION, "--index", foreign / "ledger.sqlite"))


def test_a_named_corpus_is_read_into_an_index_of_its_own_and_kept_up_to_date(
    briefing, lake: Lake, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_INDEX", str(tmp_path / "untouched"))
    corpus = tmp_path / "mine"
    corpus.mkdir()
    front = "---\ntitle: News of Tarn\npublished: 2024-06-01\n---\n"
    (corpus / "one.md").write_text(f"{front}The mayor, Jan Oko, said that the bridge at Tarn was closed.\n")
    bounds = ("--corpus", corpus, "--index", tmp_path / "index", "--json")
    assert "bridge" in briefing("ask", "Was the bridge at Tarn closed?", *bounds).out
    (corpus / "one.md").write_text(f"{front}The mayor, Jan Oko, said that the ferry at Tarn had sunk.\n")
    answer = json.loads(briefing("ask", "Did the ferry at Tarn sink?", *bounds).out)
    assert "ferry" in answer["statements"][0]["citations"][0]["quote"]
    assert not (tmp_path / "untouched").exists()


def test_ask_imports_neither_torch_nor_spacy_nor_gradio() -> None:
    program = (
        f"import sys; from assistant.__main__ import run; code = run(['ask', {QUESTION!r}, '--json']);"
        "slow = {'torch', 'spacy', 'gradio', 'transformers', 'dateparser'} & set(sys.modules);"
        "sys.stderr.write(f'{code} {sorted(slow)}')"
    )
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=ROOT)
    assert done.stderr == "0 []"


# Claims


def test_claims_are_listed_with_their_status_on_the_date(briefing) -> None:
    assert re.search(r"dam-broke +\[⇄ Disputed\] +2024-05-03 +A dam broke at Lake Varn\.", briefing("claims").out)
    assert re.search(r"dam-broke +\[\? Unverified\] +2024-05-01", briefing("claims", "--as-of", "2024-05-02").out)
    assert re.search(r"dam-broke +\[∅ No evidence in corpus\] +- ", briefing("claims", "--as-of", "2020-01-01").out)
    listed = json.loads(briefing("claims", "--json", "--as-of", "2024-05-02").out)
    assert [claim["status"] for claim in listed["claims"]] == ["unverified"] and listed["as_of"] == "2024-05-02"


def test_a_claim_shows_its_timeline_with_quotations(briefing) -> None:
    done = briefing("claim", "dam-broke")
    assert done.code == 0
    assert done.out.index("1 May 2024") < done.out.index("3 May 2024")
    assert "“No dam has broken”" in done.out and "editor: said by the minister" in done.out
    assert "https://herald.example/2024-05-03" in done.out
    early = json.loads(briefing("claim", "dam-broke", "--as-of", "2024-05-02", "--json").out)
    assert [entry["status"] for entry in early["history"]] == ["unverified"]
    assert "Nothing about this claim was known by then." in briefing("claim", "dam-broke", "--as-of", "2020-01-01").out


def test_changes_say_what_moved_and_that_nothing_did(briefing) -> None:
    done = briefing("changes", "--since", "2024-05-02")
    assert done.code == 0 and "changed from unverified to disputed" in done.out and "“No dam has broken”" in done.out
    (move,) = json.loads(briefing("changes", "--since", "2024-05-02", "--json").out)["changes"]
    assert (move["id"], move["from"], move["to"], move["new"]) == ("dam-broke", "unverified", "disputed", False)
    calm = briefing("changes", "--since", "2030-01-01", "--until", "2030-02-01")
    assert (calm.code, calm.out) == (0, "No claim is new and no status moved from 1 Jan 2030 to 1 Feb 2030.\n")
    assert is_one_line_failure(briefing("changes", "--since", "2024-05-02", "--until", "2024-05-01"), "the earlier day")
    assert is_one_line_failure(briefing("changes", "--since", "soon"), "YYYY-MM-DD")


def test_an_unknown_claim_names_near_ids_in_one_line(briefing) -> None:
    assert is_one_line_failure(briefing("claim", "dam-brake"), "near it: dam-broke")
    assert is_one_line_failure(briefing("claim", "zzz", "--json"), "briefing claims")
    assert is_one_line_failure(briefing("claim", "\x1b[31m\nzzz" + "x" * 5000))


# chat


def test_a_chat_goes_on_after_a_failure_and_ends_with_its_input(briefing) -> None:
    lines = [
        "/help",
        QUESTION,
        "/sources",
        "/details",
        "/as-of 2024-99-99",
        "x" * 3000,
        "/nonsense",
        "/as-of 2024-05-02",
        "Who denied it?",
        "/as-of none",
        "/new",
    ]
    done = briefing("chat", typed="\n".join(lines))
    assert done.code == 0
    assert "/sources" in done.out and "desk note on" in done.out and "Answers use everything held." in done.out
    failures = done.err.splitlines()
    assert len(failures) == 3 and all(line.startswith("briefing: ") for line in failures), failures
    assert done.out.rstrip().endswith("A new conversation.")


def test_a_chat_ends_at_quit_and_asks_nothing_after_it(briefing) -> None:
    done = briefing("chat", typed=f"/sources\n/quit\n{QUESTION}\n")
    assert done.code == 0 and done.out == "No answer yet.\n"


# serve


def test_a_port_in_use_is_one_line_before_anything_is_built(
    briefing, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BRIEFING_INDEX", str(tmp_path / "none"))
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert is_one_line_failure(briefing("serve", "--port", str(port)), f"port {port} on 127.0.0.1 is in use")
    assert not (tmp_path / "none").exists()


@pytest.mark.parametrize("host", ["203.0.113.7", "no such host", "", "x" * 300])
def test_an_address_that_is_not_ours_is_one_line(host: str) -> None:
    with pytest.raises(BriefingError, match="cannot listen on"):
        check_free(host or "nowhere.invalid", 7860)


# doctor


def test_a_doctor_finds_a_working_desk_well(briefing) -> None:
    done = briefing("doctor", "--json")
    found = json.loads(done.out)
    assert done.code == 0 and found["ok"], found
    names = {check["name"] for check in found["checks"]}
    assert {"python", "packages", "encoder", "corpus", "index", "index and corpus"} <= names


def test_a_doctor_names_the_mend(briefing, lake: Lake, tmp_path: Path) -> None:
    missing = briefing("doctor", "--index", tmp_path / "none")
    assert missing.code == 1 and "PROBLEM: index: no index in" in missing.out and "briefing index" in missing.out
    corpus = tmp_path / "corpus"
    shutil.copytree(lake.corpus, corpus)
    (corpus / "reports" / "courier-2024-05-09.md").unlink()
    changed = briefing("doctor", "--corpus", corpus)
    assert changed.code == 1
    assert re.search(r"^PROBLEM: index and corpus: 1 of .* briefing index$", changed.out, re.M)


# bench


def test_a_benchmark_counts_its_runs_and_gives_each_time_as_a_ratio(briefing) -> None:
    found = json.loads(briefing("bench", "answer", "--runs", "1", "--json").out)
    asked = len((ROOT / "eval" / "benchmarks" / "questions.txt").read_text().splitlines()) - 1
    assert found["questions"] == asked and found["reports"] == 3
    assert {key: found[key]["runs"] for key in ("baseline", "cold", "warm", "build", "rebuild")} == {
        "baseline": 1,
        "cold": 1,
        "warm": 2 * asked,
        "build": 1,
        "rebuild": 1,
    }
    assert found["cold"]["ratio"] == pytest.approx(found["cold"]["median_s"] / found["baseline"]["median_s"])
    assert 50 < found["peak_mb"]["median"] < 2000


# The terminal


def hostile() -> Answer:
    day = date(2024, 5, 1)
    quote = "\x1b[31mred\x1b[0m \x9b2J [bold]x[/bold] \u202eeb\u202c"
    url = "https://p.example/\x1b[1m" + "long" * 60
    cited = (Citation("r", "note", 0, 4, quote, "A \x07 B", "P\x1b]0;title\x07", day, url),)
    text = "The [red]dam[/red] \x1b[2Jbroke :smile:."
    statement = Statement(text, "disputed", "one\x08 origin", Basis("r", "w"), cited)
    return Answer(
        "q",
        None,
        day,
        None,
        0.5,
        premise=(Premise("p", "unknown", "No \x1b[31mreport."),),
        statements=(statement,),
        details=(statement,),
        conflicts=(Conflict("dead\x00", (Side("six\x1b[0m", cited), Side("—“no”", cited))),),
        corrections=(CorrectionShown("r", "wrong\x1b", "right", day, cited[0], cited),),
        notes=("cut\x7f",),
    )


def shown(encoding: str = "utf-8", *, details: bool = False, **options: object) -> str:
    stream = io.TextIOWrapper(io.BytesIO(), encoding=encoding, errors="replace")
    settings = {"width": 60, "_environ": {}, **options}
    show_answer(Screen(Console(file=stream, **settings)), hostile(), details=details)
    stream.flush()
    return stream.buffer.getvalue().decode(encoding)


def test_control_characters_and_markup_of_a_report_do_nothing() -> None:
    text = shown(details=True)
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", text)
    assert "The [red]dam[/red] broke :smile:." in text and "[bold]x[/bold]" in text


def test_an_address_is_in_one_piece_on_a_terminal_too() -> None:
    assert "https://p.example/" + "long" * 60 in shown(force_terminal=True, color_system=None)


def test_colour_is_used_where_there_is_enough_of_it() -> None:
    orange = "48;2;230;159;0"
    assert orange in shown(force_terminal=True, color_system="truecolor")
    for plain in ({"color_system": "standard"}, {"color_system": None}, {"color_system": "256", "no_color": True}):
        text = shown(force_terminal=True, **plain)
        assert "[⇄ Disputed" in text and not re.search(r"\x1b\[[0-9;]*[34]8;", text)


def test_more_statements_are_announced_and_shown_on_demand() -> None:
    assert "1 more statement: --details" in shown()
    assert shown(details=True).count("broke :smile:") == 2


def test_a_terminal_of_ascii_gets_words_without_icons() -> None:
    text = shown("ascii")
    assert "[Disputed - one origin - as of 1 May 2024]" in text
    assert '-"no"' in text and "?" not in text


def test_an_ascii_process_does_not_crash(lake: Lake) -> None:
    for verb in (["ask", QUESTION], ["claims"], ["claim", "dam-broke"]):
        done = process(*verb, PYTHONIOENCODING="ascii", LC_ALL="C", PYTHONUTF8="0")
        assert done.returncode == 0 and done.stderr == b"", done.stderr
        assert b"Disputed" in done.stdout and done.stdout.isascii()


def test_a_hostile_report_reaches_the_terminal_as_plain_text(briefing) -> None:
    done = briefing("ask", "What did Ada Noll say about the pumps at Lake Varn?", "--details")
    assert "red hot" in done.out and "[red]leaking[/red]" in done.out
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]", done.out)


def test_clean_keeps_letters_of_every_script() -> None:
    assert clean("Київ 서울\tπ\n\x1b[1;31mred\x1b[0m\u2066x\ud800") == "Київ 서울\tπ\nredx"
    assert one_line(" a\n\x1b[2Jb\u2028c ") == "a bc"


def test_json_is_ascii_and_exact(briefing) -> None:
    out = briefing("ask", "What did Ada Noll say about the pumps at Lake Varn?", "--json").out
    quotes = [citation["quote"] for each in json.loads(out)["statements"] for citation in each["citations"]]
    assert out.isascii() and "\x1b" not in out
    assert any("\x1b[31mred hot" in quote for quote in quotes)


# The way out


def test_a_reader_that_leaves_is_no_failure() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    for verb in (["ask", QUESTION], ["check"], ["claims", "--json"], ["--help"]):
        done = subprocess.run([*COMMAND, *verb], stdout=writing, stderr=subprocess.PIPE, cwd=ROOT, timeout=120)
        assert (done.returncode, done.stderr) == (141, b""), verb
    os.close(writing)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no full device here")
@pytest.mark.parametrize("verb", [["ask", QUESTION], ["check"], ["claims", "--json"], ["--help"]])
def test_a_full_disk_is_one_line(verb: list[str]) -> None:
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run([*COMMAND, *verb], stdout=full, stderr=subprocess.PIPE, cwd=ROOT, timeout=120)
    assert done.returncode == 2
    assert done.stderr == b"briefing: No space left on device\n"


def test_ctrl_c_is_quiet() -> None:
    pipe = subprocess.PIPE
    with subprocess.Popen([*COMMAND, "chat"], stdin=pipe, stdout=pipe, stderr=pipe, cwd=ROOT) as started:
        assert started.stdin is not None and started.stdout is not None
        started.stdin.write(b"/sources\n")
        started.stdin.flush()
        assert started.stdout.readline() == b"No answer yet.\n"
        time.sleep(0.1)
        started.send_signal(signal.SIGINT)
        _, said = started.communicate(timeout=60)
    assert (started.returncode, said) == (130, b"")


def test_the_module_and_the_command_are_the_same() -> None:
    command = Path(sys.executable).parent / "briefing"
    if not command.exists():
        pytest.skip("not installed")
    done = subprocess.run([command, "--help"], capture_output=True, check=True)
    assert done.stdout == process("--help").stdout
