"""Owns numbers as ranges: how many, of what, and what the number counts (killed, wounded, sent)."""

import re
from functools import cache

from index.assertions.cues import cue_file, word_pattern
from index.assertions.values import Quantity

UNBOUNDED = 1e15
"""No upper end: "more than 20". A number, and not infinity, because JSON has none."""
_ABOUT = 0.15
"""Half-width given to "about": two such figures conflict only when even these ranges do not meet."""
_YEARISH = re.compile(r"(?:19|20)\d\d$")
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DATE = re.compile(
    rf"\b\d{{1,2}}(?:st|nd|rd|th)?(?:\s*(?:-|–|to|and)\s*\d{{1,2}})?\s+{_MONTH}(?:\s+\d{{4}})?\b|\b{_MONTH}\s+\d{{1,2}}(?:st|nd|rd|th)?(?:\s*[-–]\s*\d{{1,2}})?(?:,?\s+\d{{4}})?\b|\b\d{{4}}-\d\d-\d\d\b|\b{_MONTH}\s+\d{{4}}\b",
    re.I,
)
_NOT_A_COUNT = re.compile(r"\s*(?:st|nd|rd|th|%|per\s?cent|percent|mm|km|am|pm|a\.m|p\.m|:\d|o'clock|/)", re.I)
_WORD = re.compile(r"[A-Za-z][\w'’-]*")
_SKIP = frozenset(
    "of the a an its their his her these those more other all some about them were was are is had have been "
    "being in and or".split()
)

_BEING = r"(?:is|are|was|were|has|have|had|been|be|being|now|still|currently|any\s+longer|reported|listed|known\s+to)"
"""What may stand between "nobody" and what it counts."""


@cache
def _number_pattern() -> re.Pattern[str]:
    data = cue_file("counting")
    words = "|".join(data["words"])
    scales = "|".join(data["scales"])
    vague = "|".join(sorted((v.replace(" ", r"\s+") for v in data["vague"]), key=len, reverse=True))
    number = rf"(?:\d{{1,3}}(?:,\d{{3}})+|\d+(?:\.\d+)?|(?:{words})(?:-(?:{words}))?)(?:\s+(?:{scales}))*"
    return re.compile(
        rf"(?<![\w.,-])(?:(?P<low>{number})\s*(?:-|–|to|and)\s*(?P<high>{number})|(?P<one>{number})|(?P<vague>{vague}))(?![\w-])",
        re.I,
    )


def read_quantities(text: str, start: int, end: int) -> tuple[Quantity, ...]:
    """The counts inside text[start:end], in order. Dates, clock times, calibres and percentages are not counts."""
    found = []
    dates = [(date.start(), date.end()) for date in _DATE.finditer(text, start, end)]
    for match in _number_pattern().finditer(text, start, end):
        if any(a <= match.start() < b for a, b in dates) or _NOT_A_COUNT.match(text, match.end(), end):
            continue
        if match["one"] and (
            _YEARISH.match(match["one"])
            or match["one"].lower() == "one"
            or (match.start() > 0 and text[match.start() - 1] in "$€£#")
        ):
            continue
        if re.search(
            r"(?:article|resolution|section|chapter|part|phase|no\.?|number|page|unit|flight|type|version|art\.?)\s$",
            text[max(start, match.start() - 12) : match.start()],
            re.I,
        ):
            continue
        low, high = _range(match)
        low, high, first = _qualified(text, match.start(), start, low, high)
        unit, after = _unit(text, match.end(), end)
        found.append(
            Quantity(
                low,
                high,
                unit,
                _counted(text, match.start(), max(after, match.end()), start, end),
                text[first : max(after, match.end())],
                match.start(),
                _is_part(text, first, start),
            )
        )
    return tuple(found)


def read_none(text: str, start: int, end: int) -> Quantity | None:
    """The count of nothing in text[start:end]: "nobody is now missing" is 0, "nobody knows how many died" no count."""
    for kind in cue_file("counting")["counted"]:
        counted = word_pattern("counting", "counted", kind).pattern
        none = re.compile(rf"\b(?P<none>nobody|no[ -]one|none)\s+(?:{_BEING}\s+)+(?:{counted})", re.I)
        if found := none.search(text, start, end):
            return Quantity(0.0, 0.0, "", kind, found["none"], found.start())
    return None


def number_words(text: str) -> str:
    """The same text with number words as digits, so that "six" and "6" are one word."""
    words = cue_file("counting")["words"]
    return re.sub(r"\b(" + "|".join(words) + r")\b", lambda found: str(words[found[0].lower()]), text, flags=re.I)


def numbers_in(text: str) -> set[float]:
    """Every number of a text by its value: "3,000" and "three thousand" are one. A bare "one" is mostly a pronoun."""
    data = cue_file("counting")
    words, scales = "|".join(data["words"]), "|".join(data["scales"])
    pattern = rf"\b(?:\d+(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?|(?:{words})(?:-(?:{words}))?\b)(?:[\s-]+(?:{scales})\b)*"
    found = (match[0] for match in re.finditer(pattern, text, re.I))
    return {_value(number) for number in found if number.lower() != "one"}


def disjoint(a: Quantity, b: Quantity) -> bool:
    """Whether the two ranges cannot both hold."""
    return a.high < b.low or b.high < a.low


def _value(text: str) -> float:
    data = cue_file("counting")
    total = 0.0
    for word in re.split(r"[\s-]+", text.lower().replace(",", "")):
        if word in data["scales"]:
            total = (total or 1) * data["scales"][word]
        elif word in data["words"]:
            total += data["words"][word]
        else:
            total += float(word)
    return total


def _range(match: re.Match[str]) -> tuple[float, float]:
    if match["vague"]:
        low, high = cue_file("counting")["vague"][re.sub(r"\s+", " ", match["vague"].lower())]
        return low, high
    if match["one"]:
        value = _value(match["one"])
        return value, value
    low, high = _value(match["low"]), _value(match["high"])
    if low < 100 <= high and high % 1000 == 0 and re.search(r"\d$", match["low"]):
        low *= 1000  # "11-12,000" is 11,000 to 12,000
    return (low, high) if low <= high else (high, high)


def _qualified(text: str, at: int, start: int, low: float, high: float) -> tuple[float, float, int]:
    """The range widened by the words before it, and where those words start."""
    before = text[max(start, at - 24) : at]
    for kind in ("above", "at_least", "at_most", "below", "about"):
        for found in word_pattern("counting", "ranges", kind).finditer(before):
            if before[found.end() :].strip() in ("", "an", "a", "the"):
                first = at - len(before) + found.start()
                widened = {
                    "above": (low + 1, UNBOUNDED),
                    "at_least": (low, UNBOUNDED),
                    "at_most": (0.0, high),
                    "below": (0.0, high - 1),
                    "about": (low * (1 - _ABOUT), high * (1 + _ABOUT)),
                }[kind]
                return widened[0], widened[1], first
    return low, high, at


def _unit(text: str, at: int, end: int) -> tuple[str, int]:
    """The noun that is counted: the last word of the run of plain words after the number, at most four."""
    unit, after, position = "", at, at
    for _ in range(5):
        gap = re.match(r"\s+", text[position:end])
        word = _WORD.match(text, position + gap.end(), end) if gap else None
        if word is None:
            break
        lower = word[0].lower()
        if lower in _SKIP:
            if unit or lower not in ("of", "the", "more", "other", "its", "their", "them", "these", "those"):
                break
        elif unit and not re.search(r"(?:s|n|l|p|el|people|men|dead|wounded)$", lower):
            break
        else:
            unit, after = lower, word.end()
        position = word.end()
        if re.search(r"(?:rs|rts|ops|nel|ple|ties|ths|nts|ers|es|ls|ns|cks|men)$", lower):
            break
    return unit, after


def _counted(text: str, at: int, after: int, start: int, end: int) -> str:
    """What the number counts: the nearest counting word in its own clause, words after it before words ahead of it."""
    ahead = text[after : min(end, after + 60)]
    behind = text[max(start, at - 60) : at]
    inside = text[at:after]
    best, nearest = "", 1000
    for kind in cue_file("counting")["counted"]:
        pattern = word_pattern("counting", "counted", kind)
        weak = 30 if kind == "deployed" else 0
        if pattern.search(inside):
            nearest, best = min((nearest, best), (weak, kind))
        for found in pattern.finditer(ahead):
            cut = len(re.findall(r"[,;]| but | while | and (?=\d)", ahead[: found.start()])) * 25
            nearest, best = min((nearest, best), (found.start() + 1 + weak + cut, kind))
        for found in pattern.finditer(behind):
            gap = behind[found.end() :]
            cut = len(re.findall(r"[,;]| but | while ", gap)) * 15
            nearest, best = min((nearest, best), (len(gap) + 2 + weak + cut, kind))
    return best


def _is_part(text: str, first: int, start: int) -> bool:
    """ "…, including six officers", "of whom six", "six of them": a part of the number before it."""
    before = text[max(start, first - 24) : first].lower()
    after = text[first : first + 40].lower()
    return bool(
        re.search(r"(?:including|among them|of whom|of which|of them|them)\s*(?:\w+\s)?$", before)
        or re.match(r"\S+ of (?:them|whom|which)\b", after)
    )
