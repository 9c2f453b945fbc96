"""What search may show and in which order: dates, handling and publishers hold, and offsets lead to the words."""

import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from corpus import Corpus, Name, Publisher, Report, Settings, load_settings
from corpus.errors import QuestionError, SettingsError
from index import Index
from index.fusion import fuse
from index.retriever import BriefingRetriever

DAM = "The dam at Lake Varn broke and the village was flooded."


def report(key: str, text: str, published: str | None = "2024-05-01", **more: str) -> Report:
    return Report(key, key.title(), text, published=published, **more)  # type: ignore[arg-type]


REPORTS = (
    report("early", f"Herders said on 1 May that it rained. {DAM}", "2024-05-01", publisher="herald"),
    report("middle", f"The Water Ministry denied the report. {DAM}", "2024-05-03", publisher="gazette"),
    report("late", f"The inquiry found the cause. {DAM}", "2024-06-01", publisher="gazette"),
    report("undated", f"Somebody wrote this down. {DAM}", None, publisher="gazette"),
    report("amber", f"For our eyes only. {DAM}", "2024-05-02", publisher="herald", handling="TLP:AMBER"),
    report("red", f"Burn after reading. {DAM}", "2024-05-02", publisher="herald", handling="TLP:RED"),
    report("nis", "The NIS assessed that 300 soldiers were killed.\n\nWhales sang 😀 in the bay.", "2024-05-04"),
)
CORPUS = Corpus(
    REPORTS,
    (Publisher("herald", "Herald"), Publisher("gazette", "The Gazette")),
    (),
    (Name("nis", "National Intelligence Service", ("NIS",), "agency", "south-korea"),),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Index]:
    with Index.build(CORPUS, tmp_path_factory.mktemp("search") / "store") as opened:
        yield opened


def found(index: Index, question: str = DAM, k: int = 50, **more: object) -> set[str]:
    """The reports that a search finds passages of."""
    return {hit.passage.report_id for hit in index.search(question, k, **more)}  # type: ignore[arg-type]


# Order


def test_fusion_is_a_convex_combination_of_words_and_meaning() -> None:
    assert fuse({"a": 0.8, "b": 0.2}, {"b": 0.6, "c": 0.5}) == [
        ("a", 0.5 * 0.8),
        ("b", 0.5 * 0.2 + 0.5 * 0.6),
        ("c", 0.5 * 0.5),
    ]
    assert fuse({"a": 0.8}, {}, share=1.0) == [("a", 0.8)]
    assert fuse({}, {"a": 0.8}, share=0.0) == [("a", 0.8)]


def test_fusion_breaks_ties_by_id_and_takes_empty_rankings() -> None:
    assert fuse({"b": 1.0}, {"a": 1.0}) == [("a", 0.5), ("b", 0.5)]
    assert fuse({}, {}) == []


def test_a_passage_that_is_the_question_word_for_word_has_nearly_the_whole_score(index: Index) -> None:
    best, *others = index.search("Whales sang 😀 in the bay.", k=50)
    assert best.passage.text == "Whales sang 😀 in the bay."
    assert all(hit.score < best.score - 0.3 for hit in others)
    meaning = index.search("Whales sang 😀 in the bay.", k=1, rankings=("vectors",))[0]
    assert meaning.score == pytest.approx(1.0, abs=0.2), "the passage is found with its title, its sentence alone"


def test_the_best_sentence_of_a_passage_counts_beside_the_whole(tmp_path: Path) -> None:
    said = "The lighthouse keeper counted nine herons."
    other = "Prices of bread rose again in the capital, and ministers spoke of little else all week."
    reports = [Report("long", "", f"{said} {other}"), Report("all", "", f"{other} {other}")]
    with Index.build(reports, tmp_path / "store") as built:
        (long, *_) = built.search(said, rankings=("vectors",))
        passage = built.encode(f"{said} {other}") @ built.encode(said)
        assert long.passage.report_id == "long"
        assert long.score == pytest.approx((passage + 1) / 2, abs=2e-3)


def test_hits_come_best_first_and_the_same_every_time(index: Index) -> None:
    hits = index.search("Did the dam at Lake Varn break?", k=50)
    assert [hit.score for hit in hits] == sorted((hit.score for hit in hits), reverse=True)
    assert hits == index.search("Did the dam at Lake Varn break?", k=50)
    assert len({hit.passage.id for hit in hits}) == len(hits)


def test_offsets_lead_to_the_words_in_the_report(index: Index) -> None:
    for hit in index.search("dam or whales or soldiers", k=50):
        source = index.report(hit.passage.report_id)
        assert source is not None
        assert source.text[hit.passage.start : hit.passage.end] == hit.passage.text
        assert hit.passage.id == f"{source.id}@{hit.passage.start}"


def test_a_name_is_found_by_its_other_names_and_by_what_it_is_part_of(index: Index) -> None:
    for question in ("National Intelligence Service", "What did South Korea assess?", "Seoul on 300 soldiers killed"):
        assert index.search(question, k=1)[0].passage.report_id == "nis", question


def test_a_report_is_found_by_its_title_but_never_quoted_from_it(index: Index) -> None:
    assert index.search("Middle", k=1)[0].passage.report_id == "middle"
    assert all("Middle" not in hit.passage.text for hit in index.search("Middle", k=50))


# What may be shown


def test_an_as_of_search_leaves_out_later_and_undated_reports(index: Index) -> None:
    assert found(index) == {"early", "middle", "late", "undated", "nis"}
    assert found(index, as_of="2024-05-03") == {"early", "middle"}
    assert found(index, as_of=date(2024, 5, 1)) == {"early"}
    assert found(index, as_of=datetime(2024, 5, 1, 12, tzinfo=UTC)) == {"early"}
    assert found(index, as_of="2024-04-30") == set()


@limits(deadline=None, max_examples=40)
@given(st.dates(date(2024, 4, 25), date(2024, 6, 5)), st.sampled_from([DAM, "whales", "who denied it"]))
def test_no_as_of_search_shows_anything_published_later(index: Index, day: date, question: str) -> None:
    for key in found(index, question, as_of=day):
        source = index.report(key)
        assert source is not None and source.published is not None and source.published <= day


def test_what_is_marked_above_the_reader_is_hidden_and_shown_to_those_who_are_cleared(index: Index) -> None:
    assert {"amber", "red"}.isdisjoint(found(index))
    assert found(index) == found(index, handling="TLP:GREEN")
    assert found(index, handling="TLP:AMBER") - found(index) == {"amber"}
    assert found(index, handling="TLP:RED") - found(index) == {"amber", "red"}


def test_a_search_is_narrowed_to_publishers(index: Index) -> None:
    assert found(index, publishers=["herald"]) == {"early"}
    assert found(index, publishers=("gazette", "herald"), as_of="2024-05-31") == {"early", "middle"}
    assert found(index, publishers=[]) == found(index, publishers=["nobody"]) == set()


def test_bounded_searches_find_exactly_what_comparing_with_every_passage_finds(tmp_path: Path) -> None:
    marks, houses = ("TLP:CLEAR", "TLP:GREEN", "TLP:RED"), ("herald", "gazette", "post")
    reports = [
        Report(
            f"r{n}",
            "",
            f"Witness {n % 7} said that dam {n % 11} broke. The village of Varn-{n % 13} was flooded.",
            published=None if n % 9 == 0 else f"2024-05-{n % 28 + 1:02}",
            received=None if n % 5 == 0 else f"2024-06-{n % 28 + 1:02}",
            publisher=houses[n % 3],
            handling=marks[n % 4 % 3],
        )
        for n in range(90)
    ]
    bounded: list[dict[str, object]] = [
        {"as_of": "2024-05-04"},
        {"as_of": "2024-05-27", "publishers": ["post"]},
        {"known_by": "2024-06-03", "handling": "TLP:RED"},
        {"publishers": ["herald", "nobody"], "handling": "TLP:GREEN"},
        {"as_of": "2024-05-20", "known_by": "2024-06-20", "publishers": houses},
    ]
    with Index.build(reports, tmp_path / "store") as built:
        held = {report.id: report for report in built.reports()}
        for question in ("Did dam 4 break in Varn-5?", "Who saw the flood?"):
            for bounds in bounded:
                every = built.search(question, k=10_000, handling="TLP:RED")
                assert len(every) == len(reports)
                inside = [hit for hit in every if is_inside(held[hit.passage.report_id], **bounds)]
                assert inside and built.search(question, k=7, **bounds) == inside[:7]  # type: ignore[arg-type]
                for one in ("words", "vectors"):
                    alone = built.search(question, k=10_000, handling="TLP:RED", rankings=(one,))
                    inside = [hit for hit in alone if is_inside(held[hit.passage.report_id], **bounds)]
                    assert built.search(question, k=7, rankings=(one,), **bounds) == inside[:7]  # type: ignore[arg-type]


def is_inside(
    source: Report,
    as_of: str = "9999-01-01",
    known_by: str = "",
    publishers: Iterable[str] | None = None,
    handling: str = "TLP:CLEAR",
) -> bool:
    """The bounds in their plainest words."""
    if source.published is None and as_of != "9999-01-01":
        return False
    if source.published is not None and source.published.isoformat() > as_of:
        return False
    if known_by and (source.received is None or source.received.isoformat() > known_by):
        return False
    marks = ("TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED")
    cleared = marks[: marks.index(handling) + 1]
    return source.handling in cleared and (publishers is None or source.publisher in publishers)


def test_a_filter_that_leaves_few_still_finds_as_many_as_were_asked_for(tmp_path: Path) -> None:
    crowd = [report(f"crowd-{n}", f"Witness {n} said that the dam broke.", publisher="herald") for n in range(120)]
    few = [report(f"few-{n}", f"Whale {n} sang in the bay.", "2023-01-01", publisher="gazette") for n in range(5)]
    with Index.build([*crowd, *few], tmp_path / "store") as built:
        question = "Did the dam break, witness?"
        assert not {hit.passage.report_id for hit in built.search(question, k=40)} & {one.id for one in few}
        assert len(built.search(question, k=5, publishers=["gazette"])) == 5
        assert len(built.search(question, k=5, as_of="2023-12-31")) == 5
        assert len(built.search(question, k=8, publishers=["gazette"])) == 5


@pytest.mark.parametrize("k, hits", [(-3, 0), (0, 0), (1, 1), (3, 3), (10_000, 6), (10**12, 6)])
def test_k_is_the_most_that_comes_back(index: Index, k: int, hits: int) -> None:
    assert len(index.search("dam", k)) == hits


# Odd questions


@pytest.mark.parametrize(
    "question",
    [
        "",
        "  \n",
        "?!",
        "\0",
        "\ud800",
        "😀",
        "dam AND (",
        'terms:"x',
        "* ~ ^ [a TO b]",
        "a" * 50_000,
        "dam " * 5_000,
        "שלום",
    ],
    ids=range(12),
)
def test_odd_questions_are_searched_without_a_crash(index: Index, question: str) -> None:
    assert len(index.search(question, k=3)) <= 3


@limits(deadline=None, max_examples=60)
@given(st.text(max_size=80))
def test_any_question_is_searched_without_a_crash(index: Index, question: str) -> None:
    assert {hit.passage.report_id for hit in index.search(question)} <= {one.id for one in REPORTS}


@pytest.mark.parametrize("day", ["yesterday", "2024", "2024-13-01", "", 5])
def test_an_as_of_date_that_is_none_is_one_line(index: Index, day: str) -> None:
    with pytest.raises(QuestionError, match="is not a date; write the as-of date as YYYY-MM-DD"):
        index.search("dam", as_of=day)


def test_an_unknown_handling_mark_is_one_line(index: Index) -> None:
    with pytest.raises(QuestionError, match="'TLP:WHITE' is not one of TLP:CLEAR, TLP:GREEN"):
        index.search("dam", handling="TLP:WHITE")


# For LangChain


def test_the_retriever_gives_documents_whose_offsets_hold(index: Index) -> None:
    documents = BriefingRetriever(index=index, k=3).invoke("Did the dam at Lake Varn break?")
    assert [document.id for document in documents] == [
        hit.passage.id for hit in index.search("Did the dam at Lake Varn break?", 3)
    ]
    for document in documents:
        source = index.report(document.metadata["report"])
        assert source is not None
        assert source.text[document.metadata["start"] : document.metadata["end"]] == document.page_content
        assert document.metadata["publisher"] == source.publisher and document.metadata["kind"] == "original"
        assert document.metadata["published"] == (source.published.isoformat() if source.published else None)


def test_the_retriever_keeps_to_its_date_and_its_handling(index: Index) -> None:
    documents = BriefingRetriever(index=index, k=50, as_of=date(2024, 5, 2), handling="TLP:AMBER").invoke(DAM)
    assert {document.metadata["report"] for document in documents} == {"early", "amber"}


# On a Chroma server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[str, subprocess.Popen[bytes]]]:
    """A real `chroma run` on loopback."""
    command = shutil.which("chroma", path=str(Path(sys.executable).parent)) or shutil.which("chroma")
    if command is None:
        pytest.skip("the chroma command is not installed")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    folder = tmp_path_factory.mktemp("chroma")
    with subprocess.Popen(
        [command, "run", "--host", "127.0.0.1", "--port", str(port), "--path", str(folder)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    ) as process:
        try:
            if not answers(port, process):
                pytest.skip("the chroma server did not start")
            yield f"http://127.0.0.1:{port}", process
        finally:
            process.kill()


def answers(port: int, process: subprocess.Popen[bytes], within: float = 20) -> bool:
    """Whether something listens on the port before the process ends or the seconds are over."""
    until = time.monotonic() + within
    while time.monotonic() < until:
        try:
            socket.create_connection(("127.0.0.1", port), timeout=1).close()
            return True
        except OSError:
            with suppress(subprocess.TimeoutExpired):
                process.wait(timeout=0.05)
                return False
    return False


def on(url: str) -> Settings:
    return replace(load_settings(), chroma_url=url)


def test_an_index_on_a_chroma_server_finds_what_an_embedded_one_finds(
    index: Index, server: tuple[str, subprocess.Popen[bytes]], tmp_path: Path
) -> None:
    with Index.build(CORPUS, tmp_path / "store", settings=on(server[0])) as served:
        for question in ("Did the dam at Lake Varn break?", "whales", "Seoul"):
            assert served.search(question) == index.search(question)
    assert not (tmp_path / "store" / "chroma").exists()
    with Index.build(CORPUS.reports[:2], tmp_path / "store", settings=on(server[0])) as served:
        assert str(served.changes) == "0 added, 2 changed, 5 removed, 0 unchanged"
        assert found(served) == {"early", "middle"}


def test_two_indexes_on_one_server_do_not_mix(server: tuple[str, subprocess.Popen[bytes]], tmp_path: Path) -> None:
    with (
        Index.build(REPORTS[:1], tmp_path / "one", settings=on(server[0])) as one,
        Index.build(REPORTS[1:2], tmp_path / "two", settings=on(server[0])) as two,
    ):
        assert (found(one), found(two)) == ({"early"}, {"middle"})


def test_a_server_that_went_away_is_one_line(server: tuple[str, subprocess.Popen[bytes]], tmp_path: Path) -> None:
    url, process = server
    with Index.build(REPORTS[:1], tmp_path / "store", settings=on(url)) as served:
        process.kill()
        process.wait()
        with pytest.raises(
            SettingsError, match=f"the Chroma server at {url} does not serve .*unset BRIEFING_CHROMA_URL"
        ):
            served.search("dam")
    with pytest.raises(SettingsError, match="start it, or unset BRIEFING_CHROMA_URL") as caught:
        Index.open(tmp_path / "store", settings=on(url))
    assert "\n" not in str(caught.value)
