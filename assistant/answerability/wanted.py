"""Owns what a question wants: the type of its answer, and the noun that names what is asked for."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

import yaml

from index.terms import stem

_AFTER_WH = re.compile(
    r"\b(?:what|which|how many|how much)\s+((?:[\w'’-]+\s+){0,3}?[\w'’-]+?)\s+(?:is|was|are|were|did|does|do|has|have|"
    r"had|can|could|will|would|may|might|must|of|in|to|that|who|[\w-]+ed|[\w-]+s)\b",
    re.I,
)
_WHAT_IS_THE = re.compile(
    r"\b(?:what|which|who) (?:is|was|are|were) (?:the |an? )?((?:[\w'’-]+\s+){0,2}?[\w'’-]+?)\s+"
    r"(?:of|for|in|that|to|by|on)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Wanted:
    """What would answer a question."""

    type: str
    """who, date, place, number, measure, why, manner, thing; none where a proposition is put."""
    head: str
    """The term of the noun that names it ("which river"), where the question has one."""


@cache
def read_wanted() -> dict[str, Any]:
    """The patterns and nouns, from the data file beside this module."""
    data: dict[str, Any] = yaml.safe_load(
        files("assistant.answerability").joinpath("wanted.yaml").read_text(encoding="utf-8")
    )
    return data


@lru_cache(maxsize=1024)
def wanted_by(text: str) -> Wanted:
    """What a question wants, told from its words alone."""
    head = _head(text)
    for kind, patterns in read_wanted()["patterns"].items():
        if any(re.search(pattern, text, re.I) for pattern in patterns):
            return Wanted(kind, stem(head) if head else "")
    if not re.search(r"\b(?:what|which)\b", text, re.I):
        return Wanted("none", "")
    for kind, nouns in read_wanted()["nouns"].items():
        if head in nouns or head.removesuffix("s") in nouns:
            return Wanted(kind, stem(head))
    return Wanted("thing", stem(head) if head else "")


def _head(text: str) -> str:
    found = _AFTER_WH.search(text)
    if found and found[1].split()[0].lower() not in {
        "is",
        "was",
        "are",
        "were",
        "did",
        "does",
        "do",
        "has",
        "have",
        "had",
        "can",
        "would",
        "could",
        "will",
    }:
        return found[1].split()[-1].lower()
    found = _WHAT_IS_THE.search(text)
    return found[1].split()[-1].lower() if found else ""
