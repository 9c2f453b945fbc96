"""Owns phrase lists: lines of words with choices and gaps, read from the cue files as one pattern a list."""

import re
from functools import cache

from index.assertions.cues import cue_file

_BETWEEN = r"[\s\"“”‘’'(]{1,3}"
_SOME_WORDS = r"(?:[\s\"“”‘’'(]{1,3}[\w'’-]+){0,3}?"
_END = r"(?!['’-]?\w)"
_NAMED = re.compile(r"\{(\w+)\}")
_NUMBER = r"\d[\d.,:]*"


@cache
def phrases(file: str, name: str) -> re.Pattern[str]:
    """One list of a cue file as a pattern, longest line first. `a/b` is either word, `x?` may be missing, `..` is up
    to three words with no comma, `*` any letters, `#` a number, `{list}` a word of a list of the same file; what
    stands behind `|` must follow and is not part of what is found."""
    lists = cue_file(file)
    written = sorted(map(str, lists[name]), key=len, reverse=True)
    lines = (_NAMED.sub(lambda named: "/".join(map(str, lists[named[1]])), line) for line in written)
    return re.compile(r"(?<![\w-])(?:" + "|".join(map(_line, lines)) + ")" + _END, re.I)


def _line(line: str) -> str:
    found, _, ahead = line.partition(" | ")
    first, *rest = found.split()
    followed = f"{_END}(?={''.join(map(_next, ahead.split()))})" if ahead else ""
    return _choice(first) + "".join(map(_next, rest)) + followed


def _next(item: str) -> str:
    if item == "..":
        return _SOME_WORDS
    found = f"(?:{_BETWEEN}{_choice(item.removesuffix('?'))}{_END})"
    return f"{found}?" if item.endswith("?") else found


def _choice(item: str) -> str:
    words = (
        re.escape(word).replace(r"\*", r"\w*").replace(r"\#", _NUMBER).replace("'", "['’]") for word in item.split("/")
    )
    return f"(?:{'|'.join(words)})"


def without(text: str, pattern: re.Pattern[str]) -> str:
    """The text with what matches struck out, every other letter still in its place."""
    return pattern.sub(lambda match: "·" * len(match[0]), text)
