"""Owns the slot a question asks for: of what type its answer is, by which relation, of which thing."""

import re
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any, Literal

import yaml

from index.terms import stem

Type = Literal["date", "number", "place", "agent", "noun", "is_a"]

_WORD = re.compile(r"[^\W_][\w'’.-]*[^\W_]|[^\W_]")
_QUOTED = re.compile(r"[\"“”]([^\"“”]+)[\"“”]")
_NAME = re.compile(r"(?:[A-Z0-9][\w'’.-]*)(?:\s+(?:(?:of|the|de|da|von|van|and|in|for|&)(?!\w)|[A-Z0-9][\w'’.-]*))*")
_QUESTION_WORD = re.compile(r"^(?:who|whom|whose|what|which|when|where|why|how|in|on|at|to|from|by|and|but|so)$", re.I)
_EDGE = re.compile(r"^(?:of|the|de|da|and|in|for|&)\s+|\s+(?:of|the|de|da|von|van|and|in|for|&)$")
FUNCTION = frozenset(
    "a an the of in on at to for from by with and or as is are was were be been being did does do has have had it its "
    "his her their this that these those s any there then than into about who whom whose what which when where why how "
    "will would can could may might shall should not".split()
)
_BEGINS = frozenset({"Is", "Are", "Was", "Were", "Did", "Does", "Do", "Name", "Tell"})
_MEASURED = {
    "old": "age", "tall": "length", "high": "length", "deep": "length", "long": "length", "wide": "length",
    "far": "length", "fast": "speed", "heavy": "weight", "much": "amount",
}  # fmt: skip
_PLURAL = re.compile(r"\bwho (?:are|were)\b|\bwhich (?:\w+ )?\w+s (?:are|were)\b|\bnames of\b", re.I)

_ACTS = re.compile(r"\W*(?:and |but |so )?who(?:ever)? (?!is\b|was\b|are\b|were\b|did\b|does\b|do\b|has been\b)", re.I)


@dataclass(frozen=True, slots=True)
class Slot:
    """What would answer a question: a span of this type that stands in this relation to this thing."""

    type: Type
    head: str
    """The word for the thing asked for ("sport", "population"), where the question has one."""
    relation: frozenset[str]
    """Stems of the words that tell the relation, with those by which reports tell it."""
    asked: tuple[frozenset[str], ...]
    """The question's own words for the relation, each with its stem and the stems by which reports tell it."""
    thing: frozenset[str]
    """Stems of the names in the question: of what the slot is asked."""
    name: str
    """The longest name as it stands in the question."""
    many: bool
    """The question asks for several: two answers may then both hold."""
    acts: bool
    """Who did something is asked, not to whom it was done or who somebody is."""


@cache
def read_data(name: str) -> dict[str, Any]:
    """A data file beside this module."""
    data: dict[str, Any] = yaml.safe_load(files("assistant.spans").joinpath(name).read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=256)
def slot_of(text: str) -> Slot | None:
    """The slot of a question; None where it asks for no single thing, as why- and yes-or-no questions do."""
    kind = _type(text)
    if kind is None:
        return None
    names = _names(text)
    thing = frozenset(s for name in names for s in stems(name))
    plain = _without(text, names)
    empty = {stem(word) for word in read_data("slots.yaml")["empty"]}
    own = [word.lower() for word in _WORD.findall(plain) if word.lower() not in FUNCTION]
    asked = tuple(_told_by(word) for word in own if stem(word) not in empty or word in _relations())
    relation = frozenset(s for words in asked for s in words)
    name = max(names, key=len, default="")
    return Slot(
        kind, _head(text, kind), relation, asked, thing, name, bool(_PLURAL.search(text)), bool(_ACTS.match(text))
    )


def is_plain(slot: Slot) -> bool:
    """Whether spans of its type are told surely from others: a date, a number, a name, one of a listed kind."""
    return slot.type in {"date", "number", "place", "agent"} or bool(read_data("kinds.yaml").get(slot.head))


def stems(text: str) -> list[str]:
    """The stems of a text's words without those that only hold a sentence together."""
    return [stem(word.lower()) for word in _WORD.findall(text) if word.lower() not in FUNCTION]


def _type(text: str) -> Type | None:
    for kind, patterns in read_data("slots.yaml")["types"].items():
        if any(re.search(pattern, text, 0 if kind == "is_a" else re.I) for pattern in _folded(kind, patterns)):
            return kind  # type: ignore[no-any-return]
    return None


def _folded(kind: str, patterns: list[str]) -> list[str]:
    """A name is known by its capital, so that one type is read as it is written."""
    return [pattern.replace("\\bwhat", "\\b[Ww]hat") for pattern in patterns] if kind == "is_a" else patterns


def _names(text: str) -> list[str]:
    """Names and titles in a question, without the word it begins with."""
    found = [match[1] for match in _QUOTED.finditer(text)]
    rest = _QUOTED.sub(" ", text)
    for match in _NAME.finditer(rest):
        name = match[0]
        first = name.split(" ", 1)[0]
        begins = not rest[: match.start()].strip()
        if begins and (_QUESTION_WORD.match(first) or first in _BEGINS):
            name = name[len(first) :].strip()
        while (cut := _EDGE.sub("", name)) != name:
            name = cut
        if name and name.lower().rstrip("?.") not in FUNCTION:
            found.append(name.rstrip("?.,"))
    return found


def _without(text: str, names: list[str]) -> str:
    for name in names:
        text = text.replace(name, " ")
    return text


def _relations() -> dict[str, list[str]]:
    relations: dict[str, list[str]] = read_data("slots.yaml")["relations"]
    return relations


def _told_by(word: str) -> frozenset[str]:
    return frozenset(stem(other) for other in (word, *_relations().get(word, ())))


def _head(text: str, kind: Type) -> str:
    """The noun that names what is asked for."""
    patterns = (
        r"\b(?:what|which) (?:type|kind|sort|form) of ([\w-]+)",
        r"\bthe (?:[\w-]+ )*?([\w-]+)(?: [\w-]+ with)? (?:of|for|in|associated|on)\b",
        r"['’]s? ([\w-]+)\?*$",
        r"\b(?:what|which) (?:[\w-]+ )??([\w-]+) (?:is|was|are|were|did|does|do|has|have|had)\b",
        r"\b(?:what|which) (?:[\w-]+ )*?([\w-]+)\b",
    )
    if kind not in {"noun", "number", "agent", "is_a"}:
        return ""
    if measured := re.search(r"\bhow (old|tall|high|deep|long|wide|far|fast|heavy|much)\b", text, re.I):
        return _MEASURED[measured[1].lower()]
    for pattern in patterns:
        if found := re.search(pattern, text, re.I):
            return kind_of_thing(text) or found[1].lower()
    return ""


@lru_cache(maxsize=256)
def kind_of_thing(text: str) -> str:
    """The kind in the kinds file that a question's words name."""
    kinds, same = read_data("kinds.yaml"), read_data("kinds.yaml")["same"]
    lower = _QUOTED.sub(" ", text).lower()
    for kind in kinds:
        words = (kind, *same.get(kind, ()))
        if kind != "same" and re.search(rf"\b(?:{'|'.join(words[:1])})s?\b", lower):
            return str(kind)
    for kind, words in same.items():
        if re.search(rf"\b(?:{'|'.join(words)})\b", lower):
            return str(kind)
    return ""
