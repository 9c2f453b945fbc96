"""Owns where sentences begin and end: exact offsets, quotes kept whole, abbreviations and decimals not broken."""

import re
from dataclasses import dataclass

_ABBREVIATIONS = frozenset(
    "mr mrs ms dr prof gen maj col lt capt sgt adm rep sen gov st jr sr vs etc inc ltd co corp no vol fig dept "
    "est approx "
    "jan feb mar apr jun jul aug sep sept oct nov dec e.g i.e a.m p.m u.s u.k u.n d.c brig hon rev messrs mt "
    "ft art".split()
)
_END = re.compile(r"""(?<![.!?…])[.!?…]++["'”’»)\]]*+(?=\s|$)""")
_BLOCK = re.compile(r"\n[ \t]*\n|\n(?=[ \t]*(?:[-*•#|>]|\d+[.)])[ \t])")
_MAX_SENTENCE = 2000
"""Characters. Longer runs without an end mark are lists or noise and are cut at white space."""


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, with the number of the block (paragraph) it stands in."""

    start: int
    end: int
    block: int


def split_sentences(text: str) -> list[Span]:
    """Sentences in order, trimmed of white space. Every non-space character lies in exactly one."""
    spans = []
    for block, (start, end) in enumerate(_blocks(text)):
        for first, last in _sentences(text, start, end):
            spans += [Span(a, b, block) for a, b in _pieces(text, first, last)]
    return spans


def _blocks(text: str) -> list[tuple[int, int]]:
    """Paragraphs, list items and headings: no sentence runs across their edges."""
    cuts = [0, *(found.end() for found in _BLOCK.finditer(text)), len(text)]
    return [(a, b) for a, b in zip(cuts, cuts[1:], strict=False) if text[a:b].strip()]


def _sentences(text: str, start: int, end: int) -> list[tuple[int, int]]:
    found, first = [], start
    for mark in _END.finditer(text, start, end):
        if mark.end() < end and not _is_end(text, mark, end):
            continue
        found.append((first, mark.end()))
        first = mark.end()
    found.append((first, end))
    return [(a, b) for a, b in (_trim(text, a, b) for a, b in found) if a < b]


def _is_end(text: str, mark: re.Match[str], end: int) -> bool:
    """Whether this end mark ends a sentence, and is no abbreviation, initial or quote that goes on."""
    rest = text[mark.end() : min(mark.end() + 40, end)].lstrip()
    if not rest:
        return True
    if rest[0].islower():
        return False  # `"It is fake!" he said`
    if mark[0][0] == ".":
        word = re.search(r"[\w.]+$", text[max(0, mark.start() - 12) : mark.start()])
        if word and word[0].lower() in _ABBREVIATIONS:
            # "in the U.S. The ministry" ends; "the U.S. Army" does not, and cannot be told apart: keep together.
            return False
        if word and len(word[0]) == 1 and word[0].isupper():
            return False  # an initial: "J. Smith"
    return True


def _pieces(text: str, start: int, end: int) -> list[tuple[int, int]]:
    pieces = []
    while end - start > _MAX_SENTENCE:
        cut = text.rfind(" ", start + 1, start + _MAX_SENTENCE)
        cut = cut if cut > start else start + _MAX_SENTENCE
        pieces.append(_trim(text, start, cut))
        start = cut
    pieces.append(_trim(text, start, end))
    return [(a, b) for a, b in pieces if a < b]


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end
