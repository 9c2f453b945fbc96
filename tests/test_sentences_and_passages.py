"""Sentences and passages tile a text, assertions lie inside their frames, and every offset leads back to its words."""

import time
from collections.abc import Sequence

import pytest
from hypothesis import example, given
from hypothesis import settings as limits
from hypothesis import strategies as st

from corpus import Report, load_corpus, load_settings
from index.assertions import Assertion, read_assertions
from index.assertions.sentences import Span, split_sentences
from index.passages import TARGET_CHARACTERS, split_passages
from index.values import Passage

REPORTS = load_corpus(load_settings({}).corpus).reports

WORDS = (
    "The ministry said denied alleged that six officers Mr. U.S. were killed, not 3.5 million “so” 'yes' "
    'according to Ada Noll if could " ( ) – likely highly unlikely reports had no comment; Kyiv. Really? No! e.g. on 3 '
    "May 2024 : 1. - * # | > … he it which who was told citing claims is false fake was and but while"
).split(" ")
PROSE = st.lists(st.sampled_from([*WORDS, "\n", "\n\n", "\n- ", "  "]), max_size=40).map(" ".join)
ODD = {
    "list": "The ministry said:\n\n- two bridges were closed\n- one dam broke\n\n1. No one was hurt.\n2) "
    "Nobody said so.",
    "table": "| who | said |\n|---|---|\n| the minister | that six died |\n| the army | nothing |",
    "unclosed quote": 'The minister said "the bridge is closed and nobody was hurt. The army denied it.',
    "unclosed curly quote": "“The bridge is closed, the minister said. Nobody, he added, was hurt",
    "capitals": "THE MINISTRY DENIED THAT SIX OFFICERS WERE KILLED. NO COMMENT, SAID THE ARMY.",
    "emoji": "😀 The minister said 👩‍👩‍👧 six 🇺🇦 officers were killed 💥. Denied! 😡😡😡",
    "right to left": "אמר השר כי הגשר נסגר. قال الوزير إن الجسر أغلق. The minister denied it.",
    "no sentence": "Kyiv, Kyiv, Kyiv",
    "marks only": "... !!! ??? — \"\" '' () [] {} …",
    "one word": "Denied.",
    "control characters": "The minister\x00 said\x1c that\u202e six\u200b officers\ufeff were killed.\x85 He "
    "denied\u2028 it.",
    "combining": "Le ministre a dit que e\u0301te\u0301 six officiers ont e\u0301te\u0301 tue\u0301s. He denied it.",
    "html": "<p>The minister said <b>six</b> died.</p><script>alert('x said y')</script>",
    "nested": "Reuters reported that Kyiv said that Seoul believed that the army had denied that six officers "
    "were killed.",
    "only a cue": "He said that. She denied. According to. Citing. No comment.",
    "long word": "The minister said " + "a" * 3000 + " was killed.",
}


def assert_tiles(text: str, pieces: Sequence[Span | Passage]) -> None:
    """Every non-space character lies in exactly one piece, and the pieces are in order and hold no space at their
    edges."""
    covered = 0
    for piece in pieces:
        assert covered <= piece.start < piece.end <= len(text)
        assert not text[covered : piece.start].strip()
        assert text[piece.start : piece.end] == text[piece.start : piece.end].strip()
        covered = piece.end
    assert not text[covered:].strip()


def assert_exact(text: str, assertions: tuple[Assertion, ...]) -> None:
    """Offsets give back the words, content lies inside its frame, and frames are sentences in reading order."""
    frames = {span.start: span.end for span in split_sentences(text)}
    for one in assertions:
        assert text[one.start : one.end] == one.text
        assert text[one.frame_start : one.frame_end] == one.frame
        assert one.frame_start <= one.start <= one.end <= one.frame_end
        assert frames[one.frame_start] == one.frame_end
        for quantity in one.quantities:
            # `start` is where the number is; its text may begin with "about" or "at least" before it.
            at = text.rfind(quantity.text, one.frame_start, quantity.start + len(quantity.text))
            assert one.frame_start <= at <= quantity.start < at + len(quantity.text)
            assert quantity.low <= quantity.high
    assert [one.frame_start for one in assertions] == sorted(one.frame_start for one in assertions)


@limits(deadline=None, max_examples=300)
@given(st.text(max_size=400) | PROSE)
@example("")
@example(" \n\t ")
@example("a" * 5001)
@example(("word " * 1000) + ". x")
@example("No end\x1c.\x1d\n\n\n.\u2028...")
def test_sentences_tile_any_text(text: str) -> None:
    assert_tiles(text, split_sentences(text))


@limits(deadline=None, max_examples=300)
@given(st.text(max_size=400) | PROSE)
@example("a" * 5001)
@example("One. " * 400)
def test_passages_tile_any_text_and_are_made_of_whole_sentences(text: str) -> None:
    passages, sentences = split_passages("r", text), split_sentences(text)
    assert_tiles(text, passages)
    assert all(passage.text == text[passage.start : passage.end] for passage in passages)
    starts, ends = {s.start for s in sentences}, {s.end for s in sentences}
    assert all(passage.start in starts and passage.end in ends for passage in passages)


@limits(deadline=None, max_examples=200)
@given(PROSE)
def test_a_passage_is_short_unless_it_is_one_sentence_and_never_crosses_a_paragraph(text: str) -> None:
    sentences = split_sentences(text)
    for passage in split_passages("r", text):
        inside = [s for s in sentences if passage.start <= s.start < passage.end]
        assert len({s.block for s in inside}) == 1
        assert len(inside) == 1 or passage.end - passage.start <= TARGET_CHARACTERS


@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.id)
def test_sentences_and_passages_tile_every_shipped_report(report: Report) -> None:
    assert_tiles(report.text, split_sentences(report.text))
    assert_tiles(report.text, split_passages(report.id, report.text))


def test_the_assertions_of_every_shipped_report_are_exact() -> None:
    for report in REPORTS:
        found = read_assertions(report.text, report=report.id, title=report.title, published=report.published)
        assert_exact(report.text, found)
        assert {one.report for one in found} == {report.id}


@limits(deadline=None, max_examples=80)
@given(PROSE)
def test_assertions_of_arbitrary_prose_are_exact(text: str) -> None:
    assert_exact(text, read_assertions(text))


@limits(deadline=None, max_examples=40)
@given(st.text(max_size=150))
def test_assertions_of_arbitrary_characters_are_exact(text: str) -> None:
    assert_exact(text, read_assertions(text))


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_odd_texts_are_tiled_and_read_without_a_crash(text: str) -> None:
    assert_tiles(text, split_sentences(text))
    assert_tiles(text, split_passages("r", text))
    assert_exact(text, read_assertions(text))


def test_a_sentence_of_five_thousand_words_is_read_in_bounded_time() -> None:
    text = "The minister said that " + ", and that ".join(f"bridge {n} was not closed" for n in range(830)) + "."
    assert len(text.split()) > 5000
    started = time.process_time()
    assert_tiles(text, split_sentences(text))
    assert_exact(text, read_assertions(text))
    assert time.process_time() - started < 20


@pytest.mark.parametrize(
    "noise",
    [
        "." * 8_000 + "x",
        "\n" * 20_000,
        " " * 20_000 + "x",
        '"' * 20_000,
        "?! " * 7_000,
        "- " * 10_000,
    ],
    ids=["dots", "lines", "spaces", "quotes", "marks", "dashes"],
)
def test_runs_of_marks_do_not_make_the_splitter_slow(noise: str) -> None:
    started = time.process_time()
    assert_tiles(noise, split_sentences(noise))
    assert time.process_time() - started < 1


@pytest.mark.parametrize(
    "text, sentences",
    [
        ("Mr. Noll spoke. He left.", ["Mr. Noll spoke.", "He left."]),
        ("It cost 3.5 million. Nobody paid.", ["It cost 3.5 million.", "Nobody paid."]),
        ("“It is fake!” he said. She agreed.", ["“It is fake!” he said.", "She agreed."]),
        ('"No dam broke." The minister left.', ['"No dam broke."', "The minister left."]),
        ("J. Smith of the U.S. Army denied it.", ["J. Smith of the U.S. Army denied it."]),
        ("First\n\nSecond", ["First", "Second"]),
        ("- one\n- two", ["- one", "- two"]),
        ("A line\nthat goes on.", ["A line\nthat goes on."]),
    ],
)
def test_a_sentence_ends_where_a_reader_ends_it(text: str, sentences: list[str]) -> None:
    assert [text[span.start : span.end] for span in split_sentences(text)] == sentences


def test_a_passage_is_named_by_where_it_can_be_read() -> None:
    text = "One bridge closed.\n\nAnother bridge fell."
    assert [passage.id for passage in split_passages("herald-2024-05-01", text)] == [
        "herald-2024-05-01@0",
        "herald-2024-05-01@20",
    ]
