"""Owns cutting a report into passages: whole sentences, never across a paragraph, about a hundred words."""

from index.assertions.sentences import Span, split_sentences
from index.values import Passage

SPLITTER_VERSION = 1
TARGET_CHARACTERS = 500
"""About 90 words or 120 tokens: inside the 256 tokens that the default encoder reads, with room for a long sentence."""


def split_passages(report_id: str, text: str, sentences: list[Span] | None = None) -> list[Passage]:
    """Passages in order; every sentence lies in exactly one."""
    made: list[Passage] = []
    run: list[Span] = []
    for span in split_sentences(text) if sentences is None else sentences:
        if run and (span.block != run[0].block or span.end - run[0].start > TARGET_CHARACTERS):
            made.append(_passage(report_id, text, run))
            run = []
        run.append(span)
    if run:
        made.append(_passage(report_id, text, run))
    return made


def _passage(report_id: str, text: str, run: list[Span]) -> Passage:
    start, end = run[0].start, run[-1].end
    return Passage(report_id, start, end, text[start:end])
