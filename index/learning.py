"""Owns names learned from the texts themselves: "the National Harbour Agency (NHA)", "Lake Varn, known as the Mirror".

A text that gives two names for one thing says so in few ways. Only these are read; what is said of two things in one
corpus is ambiguous and not learned, and what the desk, its publishers or the gazetteer name already is never renamed.
"""

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator

from corpus.values import Name, Report
from index.terms import Names

_CAPITAL = r"[A-ZÀ-ÖØ-Þ][\w’-]*"
_SMALL = r"(?:of|for|the|and|on|in|to|de|du|la)"
_FULL = rf"{_CAPITAL}(?:\s+(?:{_SMALL}\s+){{0,2}}{_CAPITAL}){{1,7}}"
"""Two to eight words in capitals, with small words between them."""
_SHORT = r"[A-Z]{2,7}"
_IN_BRACKETS = re.compile(rf"\b({_FULL})(?:['’]s?)?\s+\(({_SHORT})\)")
_SPELT_OUT = re.compile(rf"\b({_SHORT})\s+\((?:the\s+)?({_FULL})\)")
_OTHERWISE = re.compile(
    rf"\b({_FULL})(?:,|\s+\()\s*(?:(?:better|also|formerly|widely|commonly)\s+)?known\s+as\s+(?:the\s+)?"
    rf"({_CAPITAL}(?:\s+(?:{_SMALL}\s+)?{_CAPITAL}){{0,4}})(?=[,).;])"
)
_FOR_SHORT = re.compile(rf"\b({_FULL})(?:,|\s+\()\s*or\s+(?:the\s+)?({_CAPITAL})\s+for\s+short\b")
_SKIPPED = frozenset("of for the and on in to de du la".split())
_STARTERS = frozenset("the a an in on at by for from when while after before as but and its his her their this".split())
"""Words that are in capitals only because a sentence begins with them."""


def learn(reports: Iterable[Report], known: Names) -> tuple[Name, ...]:
    """The names that reports give themselves, by id; what has two meanings is left out."""
    shorts: dict[str, set[str]] = defaultdict(set)
    written: dict[str, str] = {}
    for report in reports:
        for full, short in _pairs(report.text):
            shorts[short].add(full.lower())
            written.setdefault(full.lower(), full)
    found: dict[str, list[str]] = defaultdict(list)
    for short, fulls in shorts.items():
        if len(fulls) == 1 and not known.ids(short) and short.lower() not in written:
            found[next(iter(fulls))].append(short)
    made = (_name(written[full], tuple(sorted(aliases)), known) for full, aliases in found.items())
    return tuple(sorted((name for name in made if name is not None), key=lambda name: name.id))


def touched(report: Report, names: Iterable[Name]) -> bool:
    """Whether a report writes any of some names, so that a change of them changes its terms."""
    text = report.text.lower() + report.title.lower()
    return any(alias.lower() in text for name in names for alias in (name.name, *name.aliases))


def _name(full: str, aliases: tuple[str, ...], known: Names) -> Name | None:
    """A learned name: under the id that the full one has already, or part of the country that it begins with."""
    found = known.find(full)
    if found and (found[0].start, found[0].end) == (0, len(full)):
        return Name(found[0].id, full, aliases, known.kind.get(found[0].id, ""))
    key = "-".join(re.findall(r"[a-z0-9]+", full.lower()))
    if not key or key in known.kind:
        return None
    whole = found[0].id if found and found[0].start == 0 and known.kind.get(found[0].id) == "country" else ""
    return Name(key, full, aliases, part_of=whole)


def _pairs(text: str) -> Iterator[tuple[str, str]]:
    """(full name, other name) as a text gives them."""
    spelt = [(m[1], m[2]) for m in _IN_BRACKETS.finditer(text)] + [(m[2], m[1]) for m in _SPELT_OUT.finditer(text)]
    for words, short in spelt:
        if full := _spelling(words.split(), short):
            yield full, short
    for pattern in (_OTHERWISE, _FOR_SHORT):
        for match in pattern.finditer(text):
            full = _without_starter(match[1])
            if " " in full and full.lower() != match[2].lower():
                yield full, match[2]


def _spelling(words: list[str], short: str) -> str:
    """The last words whose first letters are the short name; small words may count or not. "" where none are."""
    for first in range(len(words) - 1, -1, -1):
        run = words[first:]
        if run[0].lower() in _SKIPPED:
            continue
        every = "".join(word[0].upper() for word in run)
        large = "".join(word[0].upper() for word in run if word.lower() not in _SKIPPED)
        if short in {every, large}:
            return " ".join(run)
    return ""


def _without_starter(full: str) -> str:
    words = full.split()
    while words and words[0].lower() in _STARTERS:
        words = words[1:]
    return " ".join(words)
