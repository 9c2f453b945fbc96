"""Owns the words a text is matched by: names under one id, word families, stems, numbers as digits."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import snowballstemmer
import yaml

from corpus.values import Name, Publisher
from index.assertions.quantities import number_words

TERMS_VERSION = 3
"""Counts up with every change of how a text becomes terms; an index made by another version is stale."""

_TOKEN = re.compile(r"@[a-z0-9-]+|[a-z0-9]+(?:[.,]\d+)*")
_STOP = frozenset(
    "a an the of in on at to for from by with and or but if as is are was were be been being it its this that "
    "these those there here he she they them his her their we us our "
    "you your i my me who whom whose which what when where why how do does did done has have had having not no "
    "nor so than then too very can could will would shall should may might must "
    "about into over after before between during under above out up down off again once also any all both each "
    "few more most other some such only own same just because until while "
    "s t said say says saying told tell according report reported reports reportedly tell am were ever really "
    "please know about".split()
)


_NAME_START = re.compile(r"(?<![\w-])[^\W_]")
_GOES_ON = re.compile(r"\w|-\w")
_FIRST_WORD = re.compile(r"\w+")
_REMEMBERED = 8192
"""Texts whose names are remembered: the same sentences come back with every question."""


def _first_word(text: str) -> str:
    found = _FIRST_WORD.search(text)
    return found[0] if found else ""


def _written_as_name(word: str) -> bool:
    """Whether it is written like a name: with a capital, and in capitals where it has at most three letters."""
    if not (word[0].isupper() or word[0].isdigit()):
        return False
    return len(word) > 3 or word.isupper() or "." in word


@dataclass(frozen=True, slots=True)
class Named:
    """A name found in a text: its id and where it stands."""

    id: str
    start: int
    end: int


class Names:
    """Everything that has more than one name: a story's own names, its publishers, countries and capitals."""

    def __init__(self, names: Iterable[Name] = (), publishers: Iterable[Publisher] = ()) -> None:
        self._alias: dict[str, str] = {}
        self._written: dict[str, str] = {}
        self.part_of: dict[str, str] = {}
        self.kind: dict[str, str] = {}
        self.label: dict[str, str] = {}
        for place, row in _gazetteer().items():
            self._add(place, row["name"], [row.get("capital") or "", *(row.get("aliases") or [])], "country", "")
        for name in names:
            self._add(name.id, name.name, name.aliases, name.kind, name.part_of)
        for publisher in publishers:
            if publisher.name.lower() not in self._alias:
                self._add(publisher.id, publisher.name, publisher.aliases, "publisher", "")
        self._starting: dict[str, list[str]] = {}
        for alias in sorted((a for a in self._alias if len(a) > 1), key=len, reverse=True):
            self._starting.setdefault(_first_word(alias), []).append(alias)
        self._found: dict[str, tuple[Named, ...]] = {}

    def _add(self, key: str, name: str, aliases: Iterable[str], kind: str, part_of: str) -> None:
        self.label.setdefault(key, name)
        self.kind.setdefault(key, kind)
        if part_of:
            self.part_of[key] = part_of
        for alias in (name, *aliases):
            if alias:
                self._written.setdefault(alias.lower(), alias)
                self._alias[alias.lower()] = key if kind != "publisher" else self._alias.get(alias.lower(), key)

    def find(self, text: str) -> tuple[Named, ...]:
        """Names in reading order, the longest first; a short alias ("US", "WHO") counts only where it is written
        in capitals."""
        held = self._found.get(text)
        if held is None:
            if len(self._found) >= _REMEMBERED:
                self._found.clear()
            held = self._found[text] = tuple(self._read(text))
        return held

    def _read(self, text: str) -> Iterator[Named]:
        lower, end = text.lower(), 0
        if len(lower) != len(text):
            lower = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
        for match in _NAME_START.finditer(text):
            start = match.start()
            if start < end:
                continue
            for alias in self._starting.get(_first_word(lower[start : start + 40]), ()):
                stop = start + len(alias)
                if (
                    lower.startswith(alias, start)
                    and not _GOES_ON.match(text, stop)
                    and _written_as_name(text[start:stop])
                ):
                    yield Named(self._alias[alias], start, stop)
                    end = stop
                    break

    def capitalised(self, text: str) -> str:
        """A text typed without capitals, with the names it may hold (four letters and more) written as names."""
        lower, made, end = text.lower(), [], 0
        for match in _NAME_START.finditer(text):
            start = match.start()
            fitting = (
                a for a in self._starting.get(_first_word(lower[start : start + 40]), ()) if lower.startswith(a, start)
            )
            alias = next((a for a in fitting if not _GOES_ON.match(text, start + len(a))), "")
            if start >= end and len(alias) > 3:
                written = self._written[alias]
                made += [text[end:start], alias.title() if written.islower() else written]
                end = start + len(alias)
        return "".join((*made, text[end:]))

    def ids(self, text: str) -> set[str]:
        """The ids of the names in a text."""
        return {named.id for named in self.find(text)}

    def chain(self, key: str) -> tuple[str, ...]:
        """A name and everything it is part of, innermost first: (coast-guard, aland)."""
        seen = [key]
        while (key := self.part_of.get(key, "")) and key not in seen:
            seen.append(key)
        return tuple(seen)

    def parties(self, text: str) -> set[str]:
        """The states or bodies that a speaker's words stand for: the last of each name's chain."""
        return {self.chain(key)[-1] for key in self.ids(text)}


def _read_yaml(name: str) -> Any:
    """A data file of this package; with libyaml where it is there, ten times as fast, which a cold question feels."""
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    return yaml.load(files("index").joinpath(name).read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders


@cache
def _gazetteer() -> Mapping[str, dict[str, Any]]:
    data: dict[str, dict[str, Any]] = _read_yaml("gazetteer.yaml")
    return data


@cache
def countries_and_capitals() -> frozenset[str]:
    """Every name of a country, its capital and its people, in small letters."""
    rows = _gazetteer().values()
    names = (name for row in rows for name in (row["name"], row.get("capital"), *(row.get("aliases") or ())))
    return frozenset(name.lower() for name in names if name)


@cache
def _families() -> Mapping[str, str]:
    """Inflected word → the head of its family."""
    data = _read_yaml("synonyms.yaml")
    return {word: head for head, words in data.items() for word in words}


@cache
def _stemmer() -> Any:
    return snowballstemmer.stemmer("english")


@cache
def stem(word: str) -> str:
    """The head of a word's family where it has one, else its stem."""
    families = _families()
    if word in families:
        return families[word]
    if word[:1].isdigit() or word[:1] == "@":
        return word.replace(",", "")
    return str(_stemmer().stemWord(word))


def is_stop_word(word: str) -> bool:
    """Whether a word in small letters only holds a sentence together."""
    return word in _STOP


def terms(text: str, names: Names) -> list[str]:
    """The terms of a text in order, with repeats. Names come as `@id`; stop words are left out."""
    pieces, last = [], 0
    for named in names.find(text):
        pieces += [text[last : named.start].lower(), f" @{named.id} "]
        last = named.end
    pieces.append(text[last:].lower())
    tokens = _TOKEN.findall(number_words("".join(pieces)))
    return [stem(token) for token in tokens if token not in _STOP and (len(token) > 1 or token.isdigit())]


def widened(words: Iterable[str], names: Names) -> set[str]:
    """Terms plus everything their names are part of: what a report's sentence may be found by."""
    wide = set()
    for word in words:
        wide.add(word)
        if word.startswith("@"):
            wide.update(f"@{key}" for key in names.chain(word[1:]))
    return wide
