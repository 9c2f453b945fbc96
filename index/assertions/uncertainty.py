"""Owns the words of uncertainty: which words of a sentence mark that what it tells is not vouched for."""

import re
from collections import defaultdict
from collections.abc import Iterator
from functools import cache

from index.assertions.cues import cue_file

_WORD = re.compile(r"\w+(?:['’-]\w+)*")
_BETWEEN = r"[\s,\"“”‘’'(]{1,3}"
_SOME_WORDS = r"(?:[\s,\"“”‘’'(]{1,3}[\w'’-]+){0,3}?"
_END = r"(?!['’-]?\w)"

Phrases = dict[str, tuple[re.Pattern[str], ...]]
"""First word → patterns of the phrases that begin with it."""

SEMANTIC = ("possibility", "appearance", "opinion", "hearsay", "open", "condition")
"""The kinds that make the statement itself uncertain, whoever makes it."""

UNVOUCHED = ("held", "weasel", "unsettled")
"""The kinds by which a text without a named speaker hands a statement to nobody in particular."""


def uncertain_words(text: str, kinds: tuple[str, ...] = SEMANTIC) -> tuple[str, ...]:
    """The words of a sentence that leave open whether what it tells is so, in reading order."""
    lowered = _lower(text)
    words = [(match[0], match.start()) for match in _WORD.finditer(lowered)]
    spoilt = {
        at
        for kind in kinds
        for start, end in _spans(_phrases(kind, "except"), lowered, words)
        for at in range(start, end)
    }
    shouted = text.isupper()
    found: list[tuple[int, int]] = []
    for kind in kinds:
        for start, end in _spans(_phrases(kind, "words"), lowered, words):
            if start not in spoilt and (shouted or not _is_name(text, start, end)):
                found.append((start, end))
    return tuple(dict.fromkeys(text[start:end] for start, end in _outermost(found)))


def _outermost(spans: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """In reading order, without what lies inside one given before: "widely believed" in "it is widely believed"."""
    reached = 0
    for start, end in sorted(spans, key=lambda span: (span[0], -span[1])):
        if end > reached:
            yield start, end
            reached = end


def _lower(text: str) -> str:
    """The text in small letters with straight apostrophes, every letter still in its place."""
    lowered = text.lower()
    if len(lowered) != len(text):
        lowered = "".join(letter.lower()[0] for letter in text)
    return lowered.replace("’", "'")


def is_crowd(speaker: str) -> bool:
    """Whether a speaker is nobody in particular: "some observers", "critics of the mayor"."""
    words = uncertain_words(speaker, ("crowd",))
    return bool(words) and speaker.startswith(words[0])


def _spans(phrases: Phrases, lowered: str, words: list[tuple[str, int]]) -> Iterator[tuple[int, int]]:
    for word, start in words:
        for pattern in phrases.get(word, ()):
            if match := pattern.match(lowered, start):
                yield start, match.end()
                break


def _is_name(text: str, start: int, end: int) -> bool:
    """The month of May, a Mr Will: a word that is also a name, written with a capital."""
    return text[start].isupper() and text[start:end].split()[0].lower() in cue_file("uncertainty")["names"]


@cache
def _phrases(kind: str, part: str) -> Phrases:
    """One part of a kind, each phrase filed under every word it may begin with."""
    filed = defaultdict(list)
    for phrase in cue_file("uncertainty")["kinds"][kind].get(part, ()):
        first, _, rest = str(phrase).partition(" ")
        for word in first.split("/"):
            filed[word].append(re.compile(re.escape(word) + _pattern(rest)))
    return {word: tuple(patterns) for word, patterns in filed.items()}


def _pattern(rest: str) -> str:
    """The words after the first as a pattern; every gap is bounded, so that no text makes it slow."""
    parts = []
    for item in rest.split():
        if item == "..":
            parts.append(_SOME_WORDS)
            continue
        choice = "|".join(re.escape(word).replace(r"\*", r"\w*") for word in item.removesuffix("?").split("/"))
        parts.append(f"(?:{_BETWEEN}(?:{choice}){_END}){'?' if item.endswith('?') else ''}")
    return "".join(parts) + _END
