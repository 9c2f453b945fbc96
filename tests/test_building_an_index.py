"""An index is built, brought up to date, cut short, damaged and mended; it never holds half of a report."""

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from corpus import Claim, Corpus, CorpusError, Name, Publisher, Report
from corpus.errors import BriefingError, IndexMissing, IndexStale, IndexUnwritable
from index import Index
from index.building import CHROMA, LEDGER, MARK, WORDS
from index.ledger import Ledger
from index.passages import split_passages
from index.vectors import Vectors
from index.words import Words

ROOT = Path(__file__).resolve().parent.parent
OLD = (
    Report("a", "Bridge", "The ministry said on 3 May that the bridge was closed.\n\nNobody was hurt."),
    Report("b", "Dam", "Officials denied that the dam broke. The dam is old."),
    Report("c", "Whales", "Whales sang in the bay all night."),
    Report("d", "Ferry", "The ferry sank, the coast guard said."),
)
NEW = (
    OLD[0],
    Report("b", "Dam", "Officials admitted that the dam broke.\n\nThe lake is empty."),
    Report("d", "The ferry", "The ferry did not sink, the coast guard said."),
    Report("e", "Tunnel", "A tunnel was flooded, the mayor said."),
)
"""Of the old corpus one report is unchanged, two are changed, one is removed and one is added."""


def built(path: Path, reports: Sequence[Report] = OLD) -> Path:
    Index.build(reports, path).close()
    return path


def state(path: Path) -> tuple[tuple[str, ...], set[tuple[str, str]]]:
    """The texts an index holds, and every passage that its search finds."""
    with Index.open(path) as index:
        hits = index.search("the bridge, the dam, the ferry, whales and a tunnel", k=1000)
        return tuple(report.text for report in index.reports()), {(hit.passage.id, hit.passage.text) for hit in hits}


def state_of(reports: Sequence[Report]) -> tuple[tuple[str, ...], set[tuple[str, str]]]:
    """What `state` gives for exactly these reports."""
    passages = {(passage.id, passage.text) for report in reports for passage in split_passages(report.id, report.text)}
    return tuple(report.text for report in reports), passages


def assert_in_agreement(path: Path) -> None:
    """Ledger, vectors, words and manifest.json hold the same, and nothing is left over."""
    ledger, vectors = Ledger(path / LEDGER), Vectors(path / CHROMA)
    assert ledger.passage_keys() == vectors.keys() == Words(path / WORDS).keys()
    manifest = json.loads((path / "manifest.json").read_text(encoding="utf-8"))
    assert manifest["generation"] == ledger.meta()["generation"]
    assert not (path / MARK).exists()
    ledger.close()
    vectors.close()


@pytest.fixture(scope="module")
def old(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An index of the old corpus, to be copied and never changed."""
    return built(tmp_path_factory.mktemp("old") / "store")


@pytest.fixture
def store(old: Path, tmp_path: Path) -> Path:
    """An index of the old corpus to do harm to."""
    return Path(shutil.copytree(old, tmp_path / "store"))


Run = Callable[..., list[tuple[int, str]]]


@pytest.fixture(scope="module")
def builders() -> Iterator[Run]:
    """Runs jobs in processes of their own, all at once: (the signal that ended it, what it said) of each."""
    environ = os.environ | {"PYTHONPATH": str(ROOT), "TOKENIZERS_PARALLELISM": "false"}
    with subprocess.Popen(
        [sys.executable, Path(__file__).with_name("builders.py")],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        env=environ,
    ) as process:
        assert process.stdin is not None and process.stdout is not None

        def run(*jobs: dict[str, Any]) -> list[tuple[int, str]]:
            assert process.stdin is not None and process.stdout is not None
            lines = [
                job | {"path": str(job["path"]), "reports": [asdict(report) for report in job["reports"]]}
                for job in jobs
            ]
            process.stdin.write(json.dumps(lines) + "\n")
            process.stdin.flush()
            return [(ended, said) for ended, said in json.loads(process.stdout.readline())]

        yield run
        process.stdin.close()


# What is built


def test_a_build_says_what_it_did_and_the_index_answers(tmp_path: Path) -> None:
    with Index.build(OLD, tmp_path / "store") as index:
        assert str(index.changes) == "4 added, 0 changed, 0 removed, 0 unchanged"
        assert index.search("Did the dam break?")[0].passage.report_id == "b"
    assert state(tmp_path / "store") == state_of(OLD)
    assert_in_agreement(tmp_path / "store")


def test_a_second_build_of_the_same_corpus_writes_nothing(store: Path) -> None:
    ours = [
        store / LEDGER,
        store / "manifest.json",
        *(store / WORDS).glob("*.*"),
    ]  # Chroma touches its files as it reads
    before = {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in ours}
    with Index.build(OLD, store) as index:
        assert str(index.changes) == "0 added, 0 changed, 0 removed, 4 unchanged"
        assert index.generation == 1
    assert {path: (path.stat().st_mtime_ns, path.read_bytes()) for path in ours} == before


def test_only_what_changed_is_read_again(store: Path) -> None:
    read: list[int] = []
    with Index.build(
        NEW, store, progress=lambda what, done, of: read.append(of) if "reading" in what else None
    ) as index:
        assert str(index.changes) == "1 added, 2 changed, 1 removed, 1 unchanged"
        assert index.generation == 2
    assert set(read) == {3}
    assert state(store) == state_of(NEW)
    assert_in_agreement(store)


def test_a_removed_report_is_gone_from_every_search(store: Path) -> None:
    with Index.build(NEW, store) as index:
        assert index.report("c") is None
        assert "c" not in {hit.passage.report_id for hit in index.search("Whales sang in the bay all night.", k=100)}


def test_a_changed_report_is_found_by_its_new_words_and_never_shows_its_old_ones(store: Path) -> None:
    with Index.build(NEW, store) as index:
        for question in ("Officials denied that the dam broke. The dam is old.", "The lake is empty."):
            texts = {hit.passage.text for hit in index.search(question, k=100) if hit.passage.report_id == "b"}
            assert texts == {"Officials admitted that the dam broke.", "The lake is empty."}


def test_the_same_corpus_gives_the_same_ids_in_any_order_and_place(store: Path, tmp_path: Path) -> None:
    other = built(tmp_path / "other", OLD[::-1])
    assert Ledger(other / LEDGER).passage_keys() == Ledger(store / LEDGER).passage_keys()
    with Index.open(store) as one, Index.open(other) as two:
        hits = [
            [(hit.passage.id, round(hit.score, 9)) for hit in index.search("dam or bridge")] for index in (one, two)
        ]
    assert hits[0] == hits[1]


def test_a_change_of_publishers_names_or_register_alone_makes_a_new_generation(store: Path) -> None:
    named = Corpus(OLD, (Publisher("gazette", "The Gazette", "B"),), (), (Name("lake", "Lake Varn", ("the lake",)),))
    claimed = Corpus(OLD, named.publishers, (Claim("dam", "The dam broke."),), named.names)
    with Index.build(named, store) as index:
        assert index.publishers["gazette"].reliability == "B" and index.generation == 2
        assert str(index.changes) == "0 added, 4 changed, 0 removed, 0 unchanged"  # names change how texts are matched
    with Index.build(claimed, store) as index:
        assert list(index.claims) == ["dam"] and index.generation == 3
        assert str(index.changes) == "0 added, 0 changed, 0 removed, 4 unchanged"
    assert_in_agreement(store)


def test_a_folder_a_corpus_a_list_and_a_generator_are_all_built(tmp_path: Path) -> None:
    folder = tmp_path / "corpus" / "reports"
    folder.mkdir(parents=True)
    for report in OLD:
        (folder / f"{report.id}.md").write_text(f"---\ntitle: {report.title}\n---\n{report.text}")
    sources = {
        "path": folder.parent,
        "text": str(folder.parent),
        "corpus": Corpus.of(OLD),
        "list": list(OLD),
        "generator": (report for report in OLD),
    }
    keys = set()
    for name, source in sources.items():
        Index.build(source, tmp_path / name).close()
        keys.add(frozenset(Ledger(tmp_path / name / LEDGER).passage_keys()))
    assert len(keys) == 1


@pytest.mark.parametrize("made", [list, Corpus.of], ids=["list", "corpus"])
def test_two_reports_of_one_id_are_refused_before_anything_is_written(made: Callable[..., Any], tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="two reports have the id 'a'; ids must differ"):
        Index.build(made([OLD[0], Report("a", text="Another text.")]), tmp_path / "store")
    assert not (tmp_path / "store").exists()


def test_a_corpus_with_an_error_leaves_the_index_as_it_was(store: Path, tmp_path: Path) -> None:
    (tmp_path / "wrong.md").write_text("no front matter")
    with pytest.raises(CorpusError):
        Index.build(tmp_path, store)
    assert state(store) == state_of(OLD)


@pytest.mark.parametrize(
    "reports",
    [
        [],
        [Report("empty")],
        [Report("odd id/..\n@#'\"", text="He said so.\x00 \u202e😀")],
        [Report("long", text="word " * 500)],
    ],
    ids=["none", "without text", "odd", "long"],
)
def test_odd_corpora_are_built_and_built_again(reports: list[Report], tmp_path: Path) -> None:
    built(tmp_path / "store", reports)
    with Index.build(reports, tmp_path / "store") as index:
        assert index.changes is not None and index.changes.unchanged == len(reports)
        for hit in index.search("He said so."):
            assert hit.passage.text == reports[0].text[hit.passage.start : hit.passage.end]


# Cut short


MOMENTS = {
    "_whole": OLD,
    "reading what the reports assert": OLD,
    "upsert": OLD,
    "embedding passages": OLD,  # the vectors are written, the words are not
    "replace": OLD,
    "count_terms": OLD,  # everything is in the transaction, and it is not committed
    "_tidy": NEW,  # committed; the old vectors and words are still there
    "_finish": NEW,
}
"""Where a build of the new corpus is killed → the corpus that the index then holds."""


@pytest.fixture(scope="module")
def killed(old: Path, tmp_path_factory: pytest.TempPathFactory, builders: Run) -> dict[str, Path]:
    """An index for each moment at which its build was killed."""
    folder = tmp_path_factory.mktemp("killed")
    paths = {moment: Path(shutil.copytree(old, folder / str(n))) for n, moment in enumerate(MOMENTS)}
    ended = builders(*({"path": path, "reports": NEW, "kill": moment} for moment, path in paths.items()))
    assert dict(zip(MOMENTS, ended, strict=True)) == dict.fromkeys(MOMENTS, (signal.SIGKILL, ""))
    return paths


@pytest.mark.parametrize("moment", MOMENTS)
def test_a_kill_at_any_moment_leaves_the_old_or_the_new_index(killed: dict[str, Path], moment: str) -> None:
    assert state(killed[moment]) == state_of(MOMENTS[moment])


@pytest.mark.parametrize("after", [OLD, NEW], ids=["of the old corpus", "of the new corpus"])
@pytest.mark.parametrize("moment", MOMENTS)
def test_the_build_after_a_kill_tidies_up(
    killed: dict[str, Path], tmp_path: Path, moment: str, after: Sequence[Report]
) -> None:
    store = built(Path(shutil.copytree(killed[moment], tmp_path / "store")), after)
    assert state(store) == state_of(after)
    assert_in_agreement(store)


def test_what_a_killed_build_left_behind_does_not_crowd_out_what_is_in_force(store: Path, builders: Run) -> None:
    flood = [Report(f"f{n}", "Dam", f"Officials denied on day {n} that the dam broke.") for n in range(60)]
    (outcome,) = builders({"path": store, "reports": [*OLD, *flood], "kill": "put_report"})
    assert outcome[0] == signal.SIGKILL
    assert len(Words(store / WORDS).keys()) > 60
    assert state(store) == state_of(OLD)
    with Index.open(store) as index:
        assert index.search("Officials denied that the dam broke.", k=1)[0].passage.report_id == "b"


def test_a_first_build_that_was_killed_is_missing_and_not_empty(tmp_path: Path, builders: Run) -> None:
    builders({"path": tmp_path / "store", "reports": OLD, "kill": "put_report"})
    with pytest.raises(IndexMissing, match="was never finished. Build it: briefing index --index"):
        Index.open(tmp_path / "store")
    assert state(built(tmp_path / "store")) == state_of(OLD)


@pytest.mark.parametrize(
    "limit", [1_000, 100_000, 300_000], ids=["at once", "in the vectors", "in the ledger or vectors"]
)
def test_a_full_disk_is_one_line_and_the_old_index_still_answers(store: Path, builders: Run, limit: int) -> None:
    long = [
        Report(f"l{n}", "Long", "\n\n".join(f"Bridge {n} {m} was closed, they said." for m in range(15)))
        for n in range(8)
    ]
    ((ended, said),) = builders({"path": store, "reports": [*NEW, *long], "limit": limit})
    assert ended == 0 and said.startswith("IndexUnwritable: cannot write") and "\n" not in said
    assert state(store) == state_of(OLD)
    assert state(built(store, NEW)) == state_of(NEW)
    assert_in_agreement(store)


@pytest.mark.parametrize(
    "place", ["file", "file/store", "/proc/briefing", "x" * 300], ids=["file", "under", "proc", "long"]
)
def test_a_place_that_cannot_be_written_is_one_line(tmp_path: Path, place: str) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(IndexUnwritable) as caught:
        Index.build(OLD, tmp_path / place)
    assert str(caught.value).startswith(f"cannot write in {tmp_path / place}") and "\n" not in str(caught.value)
    assert str(caught.value).endswith("choose another folder with --index")


def test_an_index_in_a_read_only_place_says_to_copy_it(store: Path) -> None:
    store.chmod(0o555)
    if os.access(store, os.W_OK):
        pytest.skip("nothing is read-only for root")
    with pytest.raises(IndexUnwritable, match="is read-only, .* copy the index to another folder"):
        Index.open(store)
    store.chmod(0o755)


# Two at once


def test_two_builders_and_a_reader_at_once_never_see_half_an_index(store: Path, builders: Run) -> None:
    whole = [state_of(OLD), state_of(NEW), state_of(OLD[:2])]
    with ThreadPoolExecutor(1) as pool:
        building = pool.submit(
            builders,
            {"path": store, "reports": NEW},
            {"path": f"{store.parent}/./{store.name}", "reports": OLD[:2]},
        )
        seen = 0
        while not building.done():
            assert state(store) in whole
            seen += 1
    assert [ended for ended, _ in building.result()] == [0, 0]
    assert all(said.endswith("unchanged") for _, said in building.result()) and seen
    assert state(store) in whole[1:]
    assert_in_agreement(store)


def test_threads_that_search_while_the_index_is_rebuilt_see_whole_passages(store: Path) -> None:
    known = {pair for reports in (OLD, NEW) for pair in state_of(reports)[1]}
    done = threading.Event()

    def ask(index: Index) -> int:
        asked = 0
        while not done.is_set():
            hits = index.search("Did the dam break?", k=100)
            assert {(hit.passage.id, hit.passage.text) for hit in hits} in (state_of(OLD)[1], state_of(NEW)[1])
            asked += 1
        return asked

    with Index.open(store) as index, ThreadPoolExecutor(2) as pool:
        asking = [pool.submit(ask, index) for _ in range(2)]
        try:
            for reports in (NEW, OLD, NEW):
                built(store, reports)
        finally:
            done.set()
        assert all(one.result() > 0 for one in asking) and known


def test_an_open_index_notices_a_build_in_another_process(store: Path, builders: Run) -> None:
    # Two readers of one path in one process: Chroma would hand both the engine that was started before the build.
    with Index.open(store) as one, Index.open(store) as two:
        builders({"path": store, "reports": NEW})
        for index in (one, two):
            hits = index.search("tunnel", k=100)
            assert {(hit.passage.id, hit.passage.text) for hit in hits} == state_of(NEW)[1]
            assert index.generation == 2


def test_closing_one_reader_leaves_the_others_open(store: Path) -> None:
    with Index.open(store) as one:
        Index.open(store).close()
        assert one.search("Did the dam break?")
    one.close()
    with pytest.raises(IndexMissing, match="was closed here; open it again"):
        one.search("Did the dam break?")


def test_fifty_indexes_are_open_at_once_and_leave_no_file_behind(old: Path, tmp_path: Path) -> None:
    paths = [Path(shutil.copytree(old, tmp_path / str(n))) for n in range(50)]
    indexes = [Index.open(path) for path in paths]
    assert {index.search("Did the dam break?", k=1)[0].passage.report_id for index in indexes} == {"b"}
    for index in indexes:
        index.close()
    deadline = time.monotonic() + 20
    while (left := _open_databases(tmp_path)) and time.monotonic() < deadline:
        time.sleep(0.1)  # Chroma lets go of its file on a thread of its own
    assert left == []


def _open_databases(folder: Path) -> list[str]:
    fds = Path("/proc/self/fd")
    opened = [os.path.realpath(fd) for fd in fds.iterdir()] if fds.is_dir() else []
    return [name for name in opened if name.startswith(str(folder)) and name.endswith(("sqlite", "sqlite3"))]


# Damaged


def of_another(key: str, value: object) -> Callable[[Path], None]:
    def change(store: Path) -> None:
        ledger = Ledger(store / LEDGER)
        rules = ledger.meta()["rules"]
        with ledger.writing():
            ledger.set_meta({"rules": rules | {key: value}})
        ledger.close()

    return change


def without(*names: str) -> Callable[[Path], None]:
    def remove(store: Path) -> None:
        for name in names:
            shutil.rmtree(store / name) if (store / name).is_dir() else (store / name).unlink()

    return remove


def noise(name: str, data: bytes = b"noise" * 1000) -> Callable[[Path], None]:
    return lambda store: (store / name).write_bytes(data) and None or None


DAMAGE: dict[str, tuple[Callable[[Path], None], type[BriefingError], str]] = {
    "no vectors": (without(CHROMA), IndexStale, "the vectors are missing"),
    "no words": (without(WORDS), IndexStale, "the word index is missing"),
    "no ledger": (without(LEDGER), IndexMissing, "no index in"),
    "ledger alone": (without(CHROMA, WORDS, "manifest.json"), IndexStale, "is missing"),
    "an empty ledger": (noise(LEDGER, b""), IndexMissing, "was never finished"),
    "no vector rows": (without(f"{CHROMA}/chroma.sqlite3"), IndexStale, "the vectors are missing"),
    "noise for vectors": (noise(f"{CHROMA}/chroma.sqlite3"), IndexStale, "cannot be read"),
    "empty vectors": (noise(f"{CHROMA}/chroma.sqlite3", b""), IndexStale, "a part of the index"),
    "noise for words": (noise(f"{WORDS}/meta.json"), IndexStale, "cannot be read"),
    "other terms": (of_another("terms", 0), IndexStale, "was made with another terms"),
    "other cues": (of_another("cues", "x"), IndexStale, "was made with another cues"),
    "other weights": (of_another("weights", "x"), IndexStale, "was made with another weights"),
    "other dimensions": (of_another("dimensions", 8), IndexStale, "was made with another dimensions"),
}


@pytest.mark.parametrize("name", DAMAGE)
def test_a_damaged_or_stale_index_is_refused_with_the_command_and_that_command_mends_it(store: Path, name: str) -> None:
    harm, kind, says = DAMAGE[name]
    harm(store)
    with pytest.raises(kind) as caught:
        Index.open(store)
    assert says in str(caught.value) and "\n" not in str(caught.value)
    assert str(caught.value).endswith(f"briefing index --index {store}")
    assert state(built(store)) == state_of(OLD)
    assert_in_agreement(store)


def test_an_index_whose_vectors_lost_a_file_is_noticed_and_made_again(store: Path) -> None:
    ledger = Ledger(store / LEDGER)
    with ledger.writing():
        ledger.set_meta({"vectors": [*ledger.meta()["vectors"], "segment/index_metadata.pickle"]})
    ledger.close()
    with pytest.raises(IndexStale, match="a part of the index in .* is missing. Build it anew: briefing index"):
        Index.open(store)
    assert state(built(store)) == state_of(OLD)
    assert_in_agreement(store)


def test_more_than_a_thousand_vectors_name_the_file_without_which_chroma_silently_finds_less(tmp_path: Path) -> None:
    rows = np.random.default_rng(1).normal(size=(1100, 8)).astype(np.float32)
    vectors = Vectors(tmp_path / CHROMA, create=True)
    vectors.upsert([str(n) for n in range(len(rows))], rows)
    assert vectors.search(rows[500], 1) == ["500"]
    (kept,) = [name for name in vectors.files() if name.endswith("index_metadata.pickle")]
    vectors.close()
    shutil.rmtree(tmp_path / CHROMA / Path(kept).parent)
    vectors = Vectors(tmp_path / CHROMA)
    assert len(vectors.search(rows[500], 1100)) < vectors.count() == 1100  # why the ledger keeps the names
    assert kept not in vectors.files()
    vectors.close()


def foreign(store: Path) -> None:
    (store / LEDGER).unlink()
    connection = sqlite3.connect(store / LEDGER)
    connection.executescript("create table meta (x); create table report (y); insert into report values ('mine');")
    connection.close()


@pytest.mark.parametrize("harm", [foreign, noise(LEDGER)], ids=["another program's database", "no database"])
def test_a_ledger_that_is_not_ours_is_refused_and_never_overwritten(store: Path, harm: Callable[[Path], None]) -> None:
    harm(store)
    before = (store / LEDGER).read_bytes()
    for kind, use in ((IndexStale, lambda: Index.open(store)), (IndexUnwritable, lambda: Index.build(OLD, store))):
        with pytest.raises(kind, match="is not an index of this product.* [Rr]emove that file") as caught:
            use()
        assert "\n" not in str(caught.value)
    assert (store / LEDGER).read_bytes() == before


def test_an_index_of_an_older_layout_says_so_and_is_made_anew(store: Path) -> None:
    connection = sqlite3.connect(store / LEDGER)
    connection.executescript("alter table passage drop column vector; drop table frequency; pragma user_version = 0;")
    connection.close()
    with pytest.raises(IndexStale, match="was made by another version. Build it anew: briefing index"):
        Index.open(store)
    assert state(built(store)) == state_of(OLD)
    assert_in_agreement(store)


def test_a_failed_opening_does_not_stand_in_the_way_of_the_next(store: Path) -> None:
    noise(f"{CHROMA}/chroma.sqlite3")(store)
    for _ in range(2):  # Chroma would hand out the engine that failed to start
        with pytest.raises(IndexStale, match="cannot be read"):
            Index.open(store)
    assert state(built(store)) == state_of(OLD)


def test_an_open_index_whose_rules_were_changed_says_so_every_time(store: Path) -> None:
    with Index.open(store) as index:
        of_another("terms", 0)(store)
        ledger = Ledger(store / LEDGER)
        with ledger.writing():
            ledger.set_meta({"generation": 2})
        ledger.close()
        for _ in range(2):
            with pytest.raises(IndexStale, match="was made with another terms"):
                index.search("Did the dam break?")
        built(store)
        assert index.search("Did the dam break?")


@pytest.mark.parametrize("path", ["nowhere", "file", "x" * 300, "a\0b"], ids=["nowhere", "file", "long", "null"])
def test_no_index_at_a_path_is_one_line_with_the_command(tmp_path: Path, path: str) -> None:
    (tmp_path / "file").write_text("not an index")
    with pytest.raises(IndexMissing, match="no index in .* Build it: briefing index --index"):
        Index.open(tmp_path / path)
