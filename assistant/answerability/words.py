"""Owns the words of a question and of a sentence as they are compared: in order, each with its term and its kind."""

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from index.assertions.cues import cue_file
from index.terms import is_stop_word, stem

if TYPE_CHECKING:
    from index.terms import Names

_WORD = re.compile(r"[^\W_]+(?:[.,]\d+)*(?:['’](?!s\b)\w+)?")
_SUPERLATIVE = re.compile(r"\w{3,}est$")
_LIMITS = frozenset(
    "first last only sole second third fourth fifth most least largest biggest smallest best worst main primary chief "
    "oldest youngest final initial original latest earliest".split()
)
"""Words that pick one out of many: what holds of another one is no answer."""
_EMPTY = frozenset("exactly precisely actually really current currently".split())
"""They ask for care and tell nothing."""
_NO_SUPERLATIVE = frozenset("west forest interest protest request contest harvest arrest conquest guest priest".split())


@dataclass(frozen=True, slots=True)
class Word:
    """One word that tells something."""

    term: str
    """What it is matched by: its name's id, its family or its stem."""
    start: int
    """Where it stands in its text."""
    name: bool
    """Written as a name, or known as one."""
    number: bool
    limits: bool
    """It picks one out of many: first, only, largest."""
    parts: tuple[str, ...] = ()
    """The terms of a name's own words: who asks about "Kim" may mean "Kim Jong Un"."""


@lru_cache(maxsize=8192)
def words_of(text: str, names: "Names") -> tuple[Word, ...]:
    """The words of a text in reading order; those that only hold a sentence together are left out."""
    found, at = [], 0
    for named in names.find(text):
        found += _plain(text, at, named.start)
        parts = tuple(stem(word.lower()) for word in _WORD.findall(text[named.start : named.end]))
        found.append(Word(f"@{named.id}", named.start, True, False, False, parts))
        at = named.end
    return (*found, *_plain(text, at, len(text)))


def _plain(text: str, start: int, end: int) -> list[Word]:
    found = []
    for match in _WORD.finditer(text, start, end):
        written = match[0]
        lower = written.lower()
        digits = str(cue_file("counting")["words"].get(lower, lower))
        number = digits[:1].isdigit()
        if (is_stop_word(lower) and lower not in _LIMITS) or lower in _EMPTY or (len(lower) < 2 and not number):
            continue
        name = written[0].isupper()
        limits = lower in _LIMITS or bool(_SUPERLATIVE.match(lower) and lower not in _NO_SUPERLATIVE)
        found.append(Word(stem(digits if number else lower), match.start(), name, number, limits))
    return found
