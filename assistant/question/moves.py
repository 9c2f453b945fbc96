"""Owns a line of a conversation before it is understood, and the patterns that its moves are recognised by."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from assistant.question.pointing import Before
from assistant.values import Turn

if TYPE_CHECKING:
    from index.opening import Index

END = r"[\s?!.,;:)…]*"


@dataclass(frozen=True, slots=True)
class Line:
    """What was typed, where it was typed."""

    typed: str
    bare: str
    """Without the words that only open or close a line."""
    before: Before
    history: Sequence[Turn]
    index: "Index"


@cache
def moves() -> dict[str, Any]:
    """The moves of a conversation, from the data file beside this module."""
    text = files("assistant.question").joinpath("following.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.load(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))  # noqa: S506 - both are safe loaders
    return data


def fits(pattern: str, text: str) -> re.Match[str] | None:
    """Whether a pattern holds the whole of a text but its closing signs."""
    return re.fullmatch(rf"(?:{pattern}){END}", text, re.I)


def bare_of(text: str) -> str:
    """Without the words that only open or close a line: "ok, and why exactly?" is "why?"."""
    opening = re.compile(rf"(?:{moves()['opening']}|(?:thanks|thank you|thx)[\s,.!]+)", re.I)
    closing = re.compile(rf"{moves()['closing']}(?P<end>{END})$", re.I)
    bare = text.strip()
    while (found := opening.match(bare)) and re.search(r"\w", bare[found.end() :]):
        bare = bare[found.end() :].strip()
    while (found := closing.search(bare)) and re.search(r"\w", bare[: found.start()]):
        bare = (bare[: found.start()] + found["end"]).strip()
    return bare
