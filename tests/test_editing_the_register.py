"""Writing to the register: only lines are added, nothing wrong is written, and what was written can be taken back."""

import difflib
import json
import os
import shutil
import signal
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from assistant.__main__ import run
from corpus import BriefingError, Link, Quotation, StatusChange, check_corpus, load_corpus, load_settings
from corpus.editing import add_link, set_status, undo
from corpus.reading import read_claim

SUNK = "The harbour master, Ada Lind, said that the ferry Aurora had sunk off Lindau on 1 May 2023."
DENIED = "The operator, Lakeline, denied on 4 May 2023 that the ferry Aurora had sunk off Lindau."
CLAIM = """\
# A comment that stays, é and 🚢 too.
id:   aurora-sank
claim: "The ferry Aurora sank off Lindau on 1 May 2023."   # and one behind a value
also: [Did the Aurora sink?,
       The ferry sank.]
slots: {actors: [Lakeline], place: Lindau, event_date: 2023-05-01}
history:

  - date: 2023-05-02
    status: reported
    note: >-
      The harbour master says so.
      Nobody else does.

    basis:
      - {report: seen, quote: 'said that the ferry Aurora had sunk off Lindau on 1 May 2023'}
    # a comment of the entry
    set_by: editor

  # between entries
  - date: 2023-06-01
    status: reported
    note: |
      Still so.
    basis:
    - report: seen
      quote: "the ferry Aurora had sunk"
"""


@pytest.fixture
def lake(tmp_path: Path) -> Path:
    """A corpus of three reports and one claim."""
    folder = tmp_path / "lake"
    (folder / "reports").mkdir(parents=True)
    (folder / "register").mkdir()
    for key, day, text in (
        ("seen", "2023-05-02", SUNK),
        ("denied", "2023-05-04", DENIED),
        ("late", "2023-07-01", f"{DENIED} {SUNK}"),
    ):
        (folder / "reports" / f"{key}.md").write_text(
            f"---\ntitle: Ferry\npublisher: harbour-news\npublished: {day}\n---\n{text}\n", encoding="utf-8"
        )
    (folder / "publishers.yaml").write_text("harbour-news: {name: Harbour News, reliability: C}\n", encoding="utf-8")
    (folder / "register" / "aurora-sank.yaml").write_text(CLAIM, encoding="utf-8")
    return folder


@pytest.fixture
def journal(tmp_path: Path) -> Path:
    return tmp_path / "journal"


def file_of(folder: Path) -> Path:
    return folder / "register" / "aurora-sank.yaml"


def change(day: str = "2023-05-20", note: str = "", **more: object) -> StatusChange:
    basis = (Quotation("denied", DENIED, "same"), Quotation("seen", SUNK, "narrower"))
    return StatusChange(date.fromisoformat(day), "disputed", note, more.pop("basis", basis), **more)  # type: ignore[arg-type]


def added(old: str, new: str) -> list[str]:
    """The added lines; fails where a line was removed or changed."""
    steps = list(difflib.ndiff(old.splitlines(True), new.splitlines(True)))
    assert not [step for step in steps if step.startswith("- ")]
    return [step[2:] for step in steps if step.startswith("+ ")]


# What is written


@pytest.mark.parametrize(
    ("day", "order"),
    [
        ("2023-05-04", ["2023-05-02", "2023-05-04", "2023-06-01"]),
        ("2023-06-01", ["2023-05-02", "2023-06-01", "2023-06-01"]),
        ("2024-01-01", ["2023-05-02", "2023-06-01", "2024-01-01"]),
    ],
)
def test_an_entry_only_adds_lines_and_stands_in_date_order(
    lake: Path, journal: Path, day: str, order: list[str]
) -> None:
    edit = set_status(lake, "aurora-sank", change(day, "The operator denies it."), journal)
    text = file_of(lake).read_text(encoding="utf-8")
    lines = added(CLAIM, text)
    assert lines[0] == text.splitlines(True)[edit.line - 1] == f"  - date: {day}\n"
    assert [entry.date.isoformat() for entry in edit.claim.history] == order
    assert change(day, "The operator denies it.") in edit.claim.history
    assert not [fault for fault in check_corpus(lake)[1] if fault.level == "error"]


def test_an_entry_older_than_all_stands_first(lake: Path, journal: Path) -> None:
    first = StatusChange(date(2023, 5, 1), "unknown", "Nothing was heard.")
    edit = set_status(lake, "aurora-sank", first, journal)
    assert edit.claim.history[0] == first
    added(CLAIM, file_of(lake).read_text(encoding="utf-8"))


def test_every_shipped_register_file_takes_an_entry_and_a_link_by_added_lines_alone(tmp_path: Path) -> None:
    from corpus.insertion import insert_item

    item = {"date": "2025-01-05", "status": "disputed", "basis": [{"report": "r", "quote": "Words: of it."}]}
    link = {"report": "r", "quote": "Words: of it.", "scope": "same", "date": "2025-01-05"}
    for path in sorted((load_settings().corpus / "register").glob("*.yaml")):
        text = path.read_text(encoding="utf-8")
        for field, new in (("history", item), ("links", link)):
            made, _ = insert_item(text, field, new, lambda other: other["date"] <= "2025-01-05")
            assert len(added(text, made)) == len(made.splitlines()) - len(text.splitlines())
            path_made = tmp_path / path.name
            path_made.write_text(made, encoding="utf-8")
            claim, _ = read_claim(path_made)
            days = [entry.date for entry in claim.history]
            assert days == sorted(days)


@pytest.mark.parametrize("style", ["|", ">-", "|+"])
@pytest.mark.parametrize("end", ["", "\n", "# a comment\n"])
def test_an_entry_may_follow_one_that_ends_in_a_note_of_several_lines(style: str, end: str) -> None:
    from corpus.insertion import insert_item

    entry = "  - date: {}\n    status: unknown\n    note: {}\n      First line.\n      Second line.\n"
    text = "id: a\nclaim: b\nhistory:\n" + entry.format("2023-05-02", style) + end + entry.format("2023-06-01", style)
    for day, place in (("2023-05-20", 1), ("2023-06-20", 2)):
        made, _ = insert_item(text, "history", {"date": day, "status": "unknown"}, lambda other: other["date"] <= day)  # noqa: B023 - called at once
        claim, _ = read_claim(Path("draft.yaml"), made)
        assert claim.history[place].date.isoformat() == day
        assert len(added(text, made)) == 2


def test_windows_line_ends_and_a_missing_last_one_are_kept(lake: Path, journal: Path) -> None:
    old = CLAIM.rstrip("\n").replace("\n", "\r\n").encode()
    file_of(lake).write_bytes(old)
    set_status(lake, "aurora-sank", change("2024-01-01"), journal)
    new = file_of(lake).read_bytes()
    assert new.startswith(old)
    assert new.count(b"\n") == new.count(b"\r\n") > old.count(b"\r\n")


def test_a_decision_is_a_link_in_the_file(lake: Path, journal: Path) -> None:
    decided = Link("late", DENIED, "broader", date(2023, 7, 2), note="It names no day.")
    edit = add_link(lake, "aurora-sank", decided, journal)
    add_link(lake, "aurora-sank", Link("late", SUNK, "different", date(2023, 7, 1)), journal)
    claim = next(c for c in load_corpus(lake).register)
    assert edit.claim.links == (decided,)
    assert [link.scope for link in claim.links] == ["different", "broader"]  # oldest first
    assert claim.link("late", DENIED) == decided
    assert claim.link("late", "something else") is None
    assert added(CLAIM, file_of(lake).read_text(encoding="utf-8"))[0] == "links:\n"


NOTES = st.text(st.characters(exclude_categories=["Cs"]), max_size=300)


@given(note=NOTES | st.from_regex(r"[-?:,\[\]{}#&*!|>'\"%@` \n\ta]{1,40}") | st.lists(NOTES, max_size=4).map("\n".join))
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_any_note_comes_back_as_it_was_given(note: str) -> None:
    from corpus.insertion import insert_item

    item = {"date": "2023-05-20", "status": "disputed"} | ({"note": note} if note else {}) | {"set_by": "editor"}
    made, _ = insert_item(CLAIM, "history", item, lambda other: other["date"] <= "2023-05-20")
    claim, _ = read_claim(Path("draft.yaml"), made.replace("\r\n", "\n").replace("\r", "\n"))
    assert claim.history[1].note == note
    assert claim.history[0].note == "The harbour master says so. Nobody else does."


# What is not


@pytest.mark.parametrize(
    ("claim", "wrong", "message"),
    [
        ("aurora-sank", change(basis=(Quotation("seen", "the Aurora had not sunk"),)), "not in report 'seen'"),
        ("aurora-sank", change(basis=(Quotation("saw", SUNK),)), "no report 'saw'"),
        ("aurora-sank", change(basis=(Quotation("seen", ""),)), "not in report 'seen'"),
        ("aurora-sank", change(basis=(Quotation("late", SUNK),)), "published 2023-07-01, after 2023-05-20"),
        ("aurora-sank", change(basis=()), "--basis"),
        ("aurora-sunk", change(), "no claim 'aurora-sunk' in the register; near it: aurora-sank"),
    ],
)
def test_a_fault_writes_nothing(lake: Path, journal: Path, claim: str, wrong: StatusChange, message: str) -> None:
    with pytest.raises(BriefingError, match=message) as fault:
        set_status(lake, claim, wrong, journal)
    assert "\n" not in str(fault.value)
    assert file_of(lake).read_text(encoding="utf-8") == CLAIM
    assert [path.name for path in (lake / "register").iterdir()] == ["aurora-sank.yaml"]


@pytest.mark.parametrize(
    ("link", "message"),
    [
        (Link("late", "never said", "same", date(2023, 7, 2)), "not in report 'late'"),
        (Link("late", DENIED, "same", date(2023, 6, 2)), "published 2023-07-01, after 2023-06-02"),
        (Link("gone", DENIED, "same", date(2023, 6, 2)), "no report 'gone'"),
    ],
)
def test_a_link_has_to_hold_as_a_basis_has(lake: Path, journal: Path, link: Link, message: str) -> None:
    with pytest.raises(BriefingError, match=message):
        add_link(lake, "aurora-sank", link, journal)
    assert file_of(lake).read_text(encoding="utf-8") == CLAIM


def test_the_same_words_have_one_decision(lake: Path, journal: Path) -> None:
    link = Link("late", DENIED, "same", date(2023, 7, 2))
    add_link(lake, "aurora-sank", link, journal)
    with pytest.raises(BriefingError, match="linked twice"):
        add_link(lake, "aurora-sank", link, journal)


def test_a_fault_anywhere_in_the_corpus_stops_the_writing(lake: Path, journal: Path) -> None:
    (lake / "register" / "other.yaml").write_text("id: other\nclaim: Another.\n", encoding="utf-8")
    with pytest.raises(BriefingError, match="a claim needs at least one dated status"):
        set_status(lake, "aurora-sank", change(), journal)
    assert file_of(lake).read_text(encoding="utf-8") == CLAIM


@pytest.mark.parametrize("shape", ["history: []", "history: [{date: 2023-05-02, status: unknown}]"])
def test_a_list_that_is_not_written_in_lines_is_left_alone(lake: Path, journal: Path, shape: str) -> None:
    text = f"id: b\nclaim: A boat burned.\n{shape}\n"
    (lake / "register" / "b.yaml").write_text(text, encoding="utf-8")
    with pytest.raises(BriefingError):
        set_status(lake, "b", change(), journal)
    assert (lake / "register" / "b.yaml").read_text(encoding="utf-8") == text


def test_a_writer_that_is_killed_leaves_the_old_file_or_the_new_one(lake: Path, journal: Path) -> None:
    code = (
        "import os, signal, sys; from datetime import date; from pathlib import Path\n"
        "from corpus import StatusChange; from corpus.editing import set_status\n"
        "at = int(sys.argv[3]); seen = [0]\n"
        "def watch(frame, event, arg):\n"
        "    if event == 'c_call' and arg.__name__ in ('write', 'fsync', 'replace', 'chmod', 'flush'):\n"
        "        seen[0] += 1\n"
        "        if seen[0] == at: os.kill(os.getpid(), signal.SIGKILL)\n"
        "change = StatusChange(date(2023, 5, 1), 'unknown', 'x' * 100)\n"
        "sys.setprofile(watch)\n"
        "set_status(Path(sys.argv[1]), 'aurora-sank', change, Path(sys.argv[2]))\n"
    )
    seen, killed = set(), 0
    for at in range(1, 30):
        file_of(lake).write_text(CLAIM, encoding="utf-8")
        done = subprocess.run([sys.executable, "-c", code, lake, journal, str(at)], check=False)
        text = file_of(lake).read_text(encoding="utf-8")
        assert text == CLAIM or "x" * 100 in text
        assert read_claim(file_of(lake))[0].id == "aurora-sank"
        seen.add(text)
        if done.returncode != -signal.SIGKILL:
            break
        killed += 1
    assert killed >= 3
    assert len(seen) == 2
    undo(lake, "aurora-sank", journal)
    assert file_of(lake).read_text(encoding="utf-8") == CLAIM


# Taken back


def test_undo_takes_edits_back_one_by_one_byte_for_byte(lake: Path, journal: Path) -> None:
    set_status(lake, "aurora-sank", change(), journal)
    between = file_of(lake).read_bytes()
    add_link(lake, "aurora-sank", Link("late", DENIED, "same", date(2023, 7, 2)), journal)
    undo(lake, "aurora-sank", journal)
    assert file_of(lake).read_bytes() == between
    undo(lake, "aurora-sank", journal)
    assert file_of(lake).read_text(encoding="utf-8") == CLAIM
    with pytest.raises(BriefingError, match="nothing was set in"):
        undo(lake, "aurora-sank", journal)


def test_undo_never_takes_back_what_somebody_typed(lake: Path, journal: Path) -> None:
    set_status(lake, "aurora-sank", change(), journal)
    typed = file_of(lake).read_text(encoding="utf-8") + "# mine\n"
    file_of(lake).write_text(typed, encoding="utf-8")
    with pytest.raises(BriefingError, match="changed since"):
        undo(lake, "aurora-sank", journal)
    assert file_of(lake).read_text(encoding="utf-8") == typed


# From the command line


@pytest.fixture
def briefing(lake: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    encoders = load_settings().cache / "encoders"
    (tmp_path / "cache").mkdir()
    if encoders.is_dir():
        (tmp_path / "cache" / "encoders").symlink_to(encoders)
    monkeypatch.setenv("BRIEFING_CACHE", str(tmp_path / "cache"))

    def call(*arguments: str) -> tuple[int, str, str]:
        code = run([*arguments, "--corpus", str(lake), "--index", str(tmp_path / "index")])
        out, err = capsys.readouterr()
        return code, out, err

    return call


def test_a_status_set_is_what_the_next_answer_says(briefing, lake: Path) -> None:
    code, out, err = briefing(
        *("claim", "aurora-sank", "--set", "disputed", "--date", "2023-07-01"),
        *("--basis", f"late: {DENIED}", "--basis", f"late:{SUNK}", "--scope", "broader", "--scope", "same"),
        *("--note", "The operator: denies it."),
    )
    assert code == 0
    assert f"Written to {file_of(lake)}:" in out
    assert "warning" not in err
    _, told, _ = briefing("claim", "aurora-sank", "--json")
    assert json.loads(told)["status"] == "disputed"
    _, told, _ = briefing("ask", "Did the ferry Aurora sink off Lindau?", "--json")
    statement = json.loads(told)["statements"][0]
    assert (statement["status"], statement["basis"]["set_by"]) == ("disputed", "editor")
    code, out, _ = briefing("claim", "aurora-sank", "--undo")
    assert code == 0
    assert "Taken back: aurora-sank disputed from 1 Jul 2023 (The operator: denies it.)" in out
    _, told, _ = briefing("claim", "aurora-sank", "--json")
    assert json.loads(told)["status"] == "reported"


def test_a_part_of_a_sentence_is_refused_with_the_whole_one(briefing, lake: Path) -> None:
    part = "the ferry Aurora had sunk off Lindau on 1 May 2023"
    told = ("claim", "aurora-sank", "--set", "disputed", "--date", "2023-07-01", "--basis")
    code, out, err = briefing(*told, f"late:{part}")
    assert (code, out) == (2, "")
    assert err.splitlines()[-1].endswith(f"use the whole: {SUNK}")
    assert file_of(lake).read_text(encoding="utf-8") == CLAIM
    assert briefing(*told, f"late:{DENIED} {SUNK}")[0] == 0


def test_a_status_that_rests_on_known_words_alone_still_quotes_them(briefing) -> None:
    day, basis = ("--date", "2023-07-01"), ("--basis", f"seen:{SUNK}")
    assert briefing("claim", "aurora-sank", "--set", "unverified", *day, *basis)[0] == 0
    assert briefing("claim", "aurora-sank", "--set", "reported", *day, *basis)[0] == 0
    _, out, _ = briefing("claim", "aurora-sank")
    assert " ".join(out.split()).count(SUNK) == 2
    _, out, _ = briefing("changes", "--since", "2023-07-01")
    assert "known before: " in out and "as before" not in out


def test_a_status_stronger_than_the_rules_give_is_set_with_one_warning(briefing) -> None:
    told = ("claim", "aurora-sank", "--set", "confirmed", "--date", "2023-07-01", "--basis", f"late:{SUNK}")
    code, out, err = briefing(*told)
    assert code == 0
    assert "aurora-sank is confirmed from 1 Jul 2023" in out
    warnings = [line for line in err.splitlines() if line.startswith("warning: ")]
    assert len(warnings) == 1
    assert "confirmed is stronger than the rules give for this evidence: reported (rule 7" in warnings[0]


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (["--set", "true", "--date", "2023-07-01"], "'true' is not a status; there are confirmed, reported"),
        (["--set", "disputed", "--date", "1 July"], "'1 July' is not a day; write YYYY-MM-DD"),
        (["--set", "disputed"], "is not a day; write YYYY-MM-DD"),
        (["--set", "disputed", "--date", "2999-01-01"], "2999-01-01 has not come yet"),
        (["--set", "disputed", "--date", "2023-07-01", "--basis", "late"], "not in report 'late'"),
        (["--set", "disputed", "--date", "2023-07-01", "--basis", "a:b", "--scope", "wide"], "'wide' is not one of"),
        (["--set", "disputed", "--date", "2023-07-01", "--as-of", "2023-07-01"], "--as-of does nothing with --set"),
        (["--note", "x"], "--note does nothing with a claim without --set"),
    ],
)
def test_wrong_options_are_one_line_and_write_nothing(briefing, lake: Path, wrong: list[str], message: str) -> None:
    code, out, err = briefing("claim", "aurora-sank", *wrong)
    assert (code, out) == (2, "")
    assert message in err.splitlines()[-1]
    assert file_of(lake).read_text(encoding="utf-8") == CLAIM


def test_a_register_that_is_read_only_is_one_line(lake: Path, journal: Path) -> None:
    if os.geteuid() == 0:
        pytest.skip("nothing is read-only for root")
    (lake / "register").chmod(0o555)
    try:
        with pytest.raises(BriefingError, match="is read-only; copy the corpus folder"):
            set_status(lake, "aurora-sank", change(), journal)
    finally:
        (lake / "register").chmod(0o755)


def test_the_register_inside_an_installed_package_is_not_written_to(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parent.parent
    for name in ("corpus", "index", "assistant", "prompts", "eval"):
        shutil.copytree(root / name, tmp_path / name, ignore=shutil.ignore_patterns("store", "__pycache__"))
    before = (tmp_path / "corpus" / "register" / "C01.yaml").read_bytes()
    told = ["claim", "C01", "--set", "unknown", "--date", "2025-01-01"]
    done = subprocess.run(
        [sys.executable, "-m", "assistant", *told], cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stderr.count("\n") == 1
    assert "belongs to the installed package" in done.stderr and "--corpus" in done.stderr
    assert (tmp_path / "corpus" / "register" / "C01.yaml").read_bytes() == before


def test_an_index_alone_does_not_say_where_to_write(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    told = ["claim", "C01", "--set", "unknown", "--date", "2025-01-01", "--index", str(tmp_path)]
    assert run(told) == 2
    assert "name its corpus too: --corpus FOLDER" in capsys.readouterr().err
