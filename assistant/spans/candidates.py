"""Owns the spans of a sentence that could fill a slot: dates, numbers, places, names and nouns, with exact offsets."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.spans.slot import Slot, read_data
from index.terms import countries_and_capitals, stem

_MONTH = (
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|Jul|"
    r"Aug|Sept|Sep|Oct|Nov|Dec)\.?"
)
_YEAR = r"(?:1\d{3}|20\d\d)(?![\d,.]\d)"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
DATE = re.compile(
    rf"\b(?:{_NTH}\s+(?:of\s+)?{_MONTH}(?:,?\s+{_YEAR})?|{_MONTH}\s+{_NTH}\b(?:\s*,?\s+{_YEAR})?|"
    rf"{_MONTH}\s+{_YEAR}|\d{{4}}-\d\d-\d\d|"
    rf"(?:the\s+)?(?:early|mid|late)?[ -]?{_YEAR}s?(?:\s*[–-]\s*(?:{_YEAR}|\d\d\b))?)(?!\w)"
)
_DAY = re.compile(
    r"\b(?:Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today)\b(?:\s+(?:morning|afternoon|evening|night))?"
)
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\s?(?:a\.?m\.?|p\.?m\.?)?|\b\d{1,2}\s?(?:a\.?m|p\.?m)\b\.?")
_NUMBER = re.compile(
    r"(?<![\w.,/-])(?:[$€£]\s?)?\d{1,3}(?:,\d{3})+(?:\.\d+)?(?![\w,]*\d)|(?<![\w.,/-])(?:[$€£]\s?)?\d+(?:\.\d+)?(?![\w.,]*\d)"
)
_SCALE = re.compile(
    r"\s?(?:million|billion|thousand|hundred|%|per cent|percent|cc|km|kilomet(?:er|re)s?|miles|met(?:er|re)s|"
    r"feet|ft|years|acres|hectares|people|inhabitants|residents)\b"
)
_NAMED = (
    r"(?:[A-Z][\w’'.-]*|[A-Z]\.)(?:\s+(?:of\s+the|of|the|de\s+la|de|da|del|di|von|van\s+der|van|bin|al|el|and\s+the|&)(?=\s+[A-Z])|"
    r"\s+(?:[A-Z][\w’'-]*\.?|[IVX]+\b))*"
)
NAME = re.compile(rf"(?<![\w-]){_NAMED}")
_REGION = (
    r"(?:[A-Z]\w+-\w+\s+)?(?:(?:eastern|western|northern|southern|central|north|south|east|west)\s+)?"
    rf"{_NAMED}(?:\s+(?:region|province|district|county|state|oblast|island|valley|harbour|port)\b)?"
)
_PLACED = re.compile(
    rf"\b(?:in|at|near|off|from|to|on|of|outside|inside|around|over)\s+(?:the\s+)?({_REGION}(?:\s*,\s+{_NAMED})*)"
)
_LISTED_PLACE = re.compile(rf"{_NAMED}(?:\s*,\s+{_NAMED})+")
_IS_A = re.compile(
    r"\b(?:is|was|are|were|being|remains|became)\s+(?:also\s+|now\s+)?((?:an?|the|one of the)\s+[^,;:.()]{2,80}?)"
    r"(?=\s*(?:[,;:.()]|$|\b(?:who|which|that|from|based|located|situated|with|best|known|by|written|directed|released|"
    r"published|born|serving|founded|produced|created|built|designed|starring|for|whose|where|when|while|currently|on|at|specializing)\b))"
)
_DOER = re.compile(
    r"\b((?:[Tt]he|[Aa]n?)\s(?:[\w-]+\s){0,2}[\w-]+)\s+(?:(?:has|have|had|later|also|then|first|finally)\s+)*$"
)
_WORD = re.compile(r"[A-Za-z][\w-]*")
_AND = re.compile(rf"(?:\s*,\s*{_NAMED})*,?\s+(?:and|&)\s+{_NAMED}")


@dataclass(frozen=True, slots=True)
class Span:
    """Words of a text that could fill a slot: text[start:end]."""

    start: int
    end: int
    text: str


def candidates(slot: Slot, text: str) -> Iterator[Span]:
    """Every span of the slot's type, in reading order."""
    match slot.type:
        case "date":
            yield from _dates(text)
        case "number":
            yield from _numbers(text)
        case "place":
            yield from _places(text)
        case "agent":
            yield from _agents(slot, text)
        case "noun":
            yield from _nouns(slot, text)
        case "is_a":
            yield from _descriptions(text)


def _span(text: str, start: int, end: int) -> Span:
    while end > start and text[end - 1] in " ,.;:-–'’\n":
        end -= 1
    if end - start > 2 and text[end - 2 : end] in {"'s", "’s"}:
        end -= 2
    return Span(start, end, text[start:end])


def _dates(text: str) -> Iterator[Span]:
    taken: list[Span] = []
    for pattern in (DATE, _DAY, _CLOCK):
        for found in pattern.finditer(text):
            start = found.start() + len(found[0]) - len(found[0].lstrip(" -"))
            if not any(t.start < found.end() and start < t.end for t in taken):
                taken.append(_span(text, start, found.end()))
    yield from sorted(taken, key=lambda s: s.start)


def _numbers(text: str) -> Iterator[Span]:
    dated = [(d.start(), d.end()) for d in DATE.finditer(text)]
    for found in _NUMBER.finditer(text):
        if any(a <= found.start() < b for a, b in dated) and "," not in found[0]:
            continue
        scale = _SCALE.match(text, found.end())
        yield _span(text, found.start(), scale.end() if scale else found.end())


def _places(text: str) -> Iterator[Span]:
    taken: list[tuple[int, int]] = []
    for pattern, group in ((_PLACED, 1), (_LISTED_PLACE, 0)):
        for found in pattern.finditer(text):
            start, end = found.span(group)
            held = _span(text, start, end)
            first = held.text.split(" ", 1)[0]
            if first in _listed("never") or DATE.match(held.text) or held.text.split(" ")[-1].lower() in _peoples():
                continue
            if any(a < end and start < b for a, b in taken):
                continue
            taken.append((start, end))
            yield held


def _agents(slot: Slot, text: str) -> Iterator[Span]:
    yield from _bodies(slot, text)
    yield from _persons(slot, text)


def _bodies(slot: Slot, text: str) -> Iterator[Span]:
    """Who acts without a name of their own: "Ukrainian forces", "the harbour master" right before the deed."""
    for found in _body().finditer(text):
        yield _span(text, found.start(), found.end())
    if not slot.acts:
        return
    for word in _WORD.finditer(text):
        if slot.asked and stem(word[0].lower()) in slot.asked[0] and (doer := _DOER.search(text[: word.start()])):
            yield _span(text, doer.start(1), doer.end(1))


@cache
def _listed(what: str) -> frozenset[str]:
    return frozenset(read_data("names.yaml")[what])


@cache
def _body() -> re.Pattern[str]:
    bodies = "|".join(read_data("names.yaml")["bodies"])
    return re.compile(rf"\b[A-Z]\w+(?:\s[A-Z]\w+)?\s(?:\w+\s)?(?:{bodies})\b")


def _persons(slot: Slot, text: str) -> Iterator[Span]:
    for found in NAME.finditer(text):
        start, words = found.start(), found[0]
        while (first := words.split(" ", 1)[0].strip(".,")) in _listed("never") and " " in words:
            if first in {"The", "A"} and start and text[start - 1] not in ".!?\n":
                break  # "the band The Who": a name that begins with an article
            cut = len(words) - len(words.split(None, 1)[1])
            start, words = start + cut, words[cut:]
        held = _span(text, start, start + _name_length(slot, words))
        if (
            len(held.text) > 1
            and held.text not in _listed("never") | _listed("headings")
            and held.text.lower() not in _peoples()
        ):
            also = _AND.match(text, held.end)
            yield _span(text, held.start, also.end()) if also and held.end == start + len(words) else held


def _name_length(slot: Slot, words: str) -> int:
    """How far a run of capitalised words is one name: up to a heading, or to the asked thing itself."""
    for number, word in enumerate(re.finditer(r"\S+", words)):
        plain = word[0].strip(".,")
        if number and (plain in _listed("headings") or (number > 1 and stem(plain.lower()) in slot.thing)):
            return word.start()
    last = words.rsplit(" ", 1)
    return len(last[0]) if len(last) > 1 and last[1] in _listed("never") else len(words)


@cache
def _peoples() -> frozenset[str]:
    """Peoples and languages: what describes an agent and is none."""
    peoples = (word for word in countries_and_capitals() if re.search(r"(?:ish|ese|ians?|eans?|icans?|anis?)$", word))
    return frozenset(peoples) | {str(word) for word in read_data("kinds.yaml")["language"]}


@cache
def _kind_pattern(kind: str) -> re.Pattern[str] | None:
    names = read_data("kinds.yaml").get(kind) or ()
    listed = "|".join(re.escape(str(name)) for name in sorted(names, key=lambda n: -len(str(n))))
    return re.compile(rf"(?<![\w-])(?:{listed})(?:s|es)?(?!\w)", re.I) if listed else None


def _nouns(slot: Slot, text: str) -> Iterator[Span]:
    """Names of the asked kind; where no list knows the kind, what the thing is said to be, and names of that kind."""
    pattern = _kind_pattern(slot.head)
    if pattern is not None:
        for found in pattern.finditer(text):
            yield _span(text, found.start(), found.end())
        return
    if slot.head and slot.head not in read_data("kinds.yaml"):
        headed = re.compile(rf"\b((?:[\w-]+\s+){{1,3}}{re.escape(slot.head)}s?)\b", re.I)
        for found in headed.finditer(text):
            yield _span(text, found.start(1), found.end(1))
    yield from _descriptions(text)


def _descriptions(text: str) -> Iterator[Span]:
    for found in _IS_A.finditer(text):
        article = re.match(r"(?:an?|the|one of the)\s+", found[1])
        start = found.start(1) + (article.end() if article else 0)
        yield _span(text, start, found.end(1))
