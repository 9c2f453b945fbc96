"""Owns the grammar of headlines: who tells it around a colon, title case, and words that doubt or hand a matter on."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from index.assertions.cues import reporting_verbs
from index.terms import stem

_LONGEST = 25
"""Words. A longer line without a full stop is a list or a torn sentence."""
_WORD = re.compile(r"[^\W\d_][\w'’]*")
_LEAD = re.compile(r"^\s*([^:]{2,40}):\s+(?=\S)")
_TRAIL = re.compile(r"\s*(?::|--|\s[-–—]|,)\s*([\w .'’&-]{2,40}?)\W*$")
_NO = re.compile(r"\s*(?:[^:]{2,40}:\s+)?(no), ", re.I)
_LONGEST_LABEL = 6
_ASKING = re.compile(r"\s*(?:is|are|was|were|did|does|do|has|have|had|will|can|could|would)\b[^?]*\?", re.I)
_SMALL = frozenset(
    "a an the of in on at to for from by with and or but if as is are was were be been being it its that this "
    "there here no not never n't after before over under into out up off about against than because while who which "
    "he she they his her their you we has have had do does did will would could may might can isn't wasn't won't "
    "don't didn't doesn't hasn't haven't aren't weren't can't".split()
)


def is_headline(line: str) -> bool:
    """A short line without a full stop."""
    return not line.rstrip("\"”’' ").endswith(".") and len(line.split()) <= _LONGEST


def opens_with_question(line: str) -> bool:
    """ "Is this …? …": a headline that asks whether it is so leaves it open, whatever follows."""
    return bool(_ASKING.match(line))


def tellers(line: str) -> list[str]:
    """Who tells it without answering for it: "Source: P", "P: reports", "P -- analyst", "Soldier says P"."""
    told = "|".join(sorted(_words("telling"), key=len, reverse=True))
    ahead = re.match(rf"\s*(.{{2,60}}?)\s+(?:{told})\b", line, re.I)
    labels = [match[1].strip() for match in (_LEAD.match(line), _TRAIL.search(line), ahead) if match]
    return [label for label in labels if is_teller(label)]


def is_teller(label: str) -> bool:
    """Whether a label or a speaker is one who tells a matter on, by its last word: "Team 5 source", "ex-soldier"."""
    words = _WORD.findall(label.lower())
    while len(words) > 1 and words[-1] in _words("telling"):
        words.pop()
    return 0 < len(words) <= _LONGEST_LABEL and words[-1] in _words("tellers")


def opens_with_no(line: str) -> str:
    """The "No" of "No, P" and of "Hairstyle: No, P", or nothing."""
    no = _NO.match(line)
    return no[1] if no else ""


def in_sentence_case(line: str, known: str) -> str:
    """A line in title case or capitals with its ordinary words made small, at the same offsets.

    Names stay as they are: `known` is a text in sentence case whose capitals are names. In a line all in capitals
    every other word is made small; in title case only such as are surely no names."""
    words = [w for w in _WORD.findall(line) if len(w) > 3]
    if len(words) < 3 or sum(w[0].isupper() for w in words) < 0.75 * len(words):
        return line
    shouted = sum(w.isupper() for w in words) > 0.75 * len(words)
    names = set(_WORD.findall(known))

    def made(found: re.Match[str]) -> str:
        word = found[0]
        if shouted and word.capitalize() in names:
            return word.capitalize()
        ordinary = word.lower() if len(word.lower()) == len(word) else word
        return ordinary if found.start() and (shouted or _is_ordinary(word.lower())) and word not in names else word

    return _WORD.sub(made, line)


@cache
def _is_ordinary(word: str) -> bool:
    return word in _SMALL or stem(word) in _reporting_stems()


@cache
def _reporting_stems() -> frozenset[str]:
    return frozenset(stem(verb) for verb in reporting_verbs())


@cache
def _lists() -> dict[str, Any]:
    text = files("assistant").joinpath("headlines.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


@cache
def _words(name: str) -> frozenset[str]:
    return frozenset(_lists()[name])


@cache
def phrases(name: str, *, headline: bool) -> re.Pattern[str]:
    """Finds any phrase of a list (`untrue`, `doubting`, `guessing`, `handing_on`), with those for headlines or not."""
    made = [*_lists()[name].get("anywhere", ()), *(_lists()[name]["headlines"] if headline else ())]
    edged = [phrase if phrase.startswith("n[") else rf"(?<![\w-]){phrase}" for phrase in map(_as_pattern, made)]
    return re.compile(rf"(?:{'|'.join(edged) or '(?!)'})(?![\w-])", re.I)


def _as_pattern(phrase: str) -> str:
    return re.escape(phrase).replace(r"\*", r"\w*").replace(r"\ ", r"\s+").replace("'", "['’]")
