"""Owns dates in questions: an as-of date given or said, never the date of an event."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from corpus.errors import QuestionError

_MONTHS = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_PART = r"(?:the )?(?:early |mid-?\s?|late |(?:beginning|start|middle|end) of )?"
_NTH = r"\d{1,2}(?:st|nd|rd|th)?"
_DAY_TEXT = (
    rf"(?:\d{{4}}-\d\d?-\d\d?|{_NTH}\s+(?:of\s+)?(?:{_MONTH})\.?,?\s+\d{{4}}|"
    rf"(?:{_MONTH})\.?\s+{_NTH},?\s+\d{{4}}|{_PART}\s*(?:{_MONTH})\.?\s+\d{{4}}|(?:the end of |end of )?\d{{4}})"
)
_FULL_DAY = re.compile(rf"\b\d{{1,2}}\s+(?:{_MONTH})\.?\s+\d{{4}}\b|\b(?:{_MONTH})\.?\s+\d{{1,2}},?\s+\d{{4}}\b", re.I)
_YEARLESS = rf"(?:{_NTH}\s+(?:of\s+)?(?:{_MONTH})\b|(?:{_MONTH})\.?\s+{_NTH}\b|{_PART}(?:{_MONTH})\b)"
_DAY = rf"(?P<day>{_DAY_TEXT}|{_YEARLESS})"
_AS_OF = re.compile(
    r"[,(]?\s*\b(?:as of|as at|as known on|as it stood (?:on|in)|(?<=known )(?:on|in|by)|by what was known on|"
    r"given what was known on|with what was known on|up to|up until|knowing only what was known on)\s+"
    rf"(?:the )?{_DAY}\s*[,)]?",
    re.I,
)
_BACK = re.compile(rf"[,(]?\s*\bback (?:in|on)\s+(?:the )?{_DAY}\s*[,)]?", re.I)
_BY = re.compile(rf"[,(]?\s*\bby\s+(?:the )?{_DAY}\s*[,)]?", re.I)
_BEFORE = re.compile(rf"[,(]?\s*\bbefore\s+(?:[^,?]{{1,80}}?\s+on\s+)?{_DAY}\s*[,)]?", re.I)
_THEN = re.compile(
    r"[,(]?\s*\b(?:by then|by that (?:time|day|date)|at that (?:time|point)|at the time|back then)\b\s*[,)]?", re.I
)
_NOW = re.compile(
    r"[,(]?\s*\b(?:as of (?:now|today)|as things stand|as it stands(?: today)?)\b\s*[,)]?|"
    r"^(?:today|right now|currently|nowadays),\s*",
    re.I,
)
_LOOKS_BACK = re.compile(r"\bhad\b", re.I)
"""Who asks what had been so by a day asks what was known then."""
_KNOWLEDGE = re.compile(
    r"\b(?:knowledge|known|know|knew|clear|confirmed|verified|reported|disputed|denied|established|the status|"
    r"the evidence)\b",
    re.I,
)
"""Words of questions about what was known; "was it confirmed back in October" asks about October's knowledge."""


@dataclass(frozen=True, slots=True)
class AsOf:
    """The as-of date that the words of a question set, and the question without those words."""

    day: date | None
    rest: str
    words: str = ""
    notes: tuple[str, ...] = ()


def parse_as_of(value: date | str, clock: str = "as-of") -> date | None:
    """A date given to a clock. Raises QuestionError where it is none."""
    if isinstance(value, datetime):
        return value.date()
    if isinstance(value, date):
        return value
    text = value.strip()
    if not text:
        return None
    found = _read(text)
    if found is None:
        raise QuestionError(f"{value[:40]!r} is not a date; write the {clock} date as YYYY-MM-DD")
    return found


def as_of_in_words(text: str) -> tuple[date | None, str]:
    """The as-of date a question says, and the question without those words."""
    found = read_as_of(text)
    return found.day, found.rest


def read_as_of(text: str, newest: date | None = None, before: date | None = None) -> AsOf:
    """The as-of date a question says. "on 3 October" dates an event and is left alone, and so is "by" and "back in"
    where nothing shows that knowledge is meant. `before` is the day a conversation has come to."""
    rest = _NOW.sub(" ", text).strip()
    for pattern, shift, wanted in _WAYS:
        found = pattern.search(rest)
        if found is None or (wanted is not None and not wanted.search(rest)):
            continue
        if re.match(r"\W*up (?:to|until) \d{4}\W*$", found[0], re.I):
            continue  # "up to 3000 soldiers" counts
        day, note = _placed(found["day"], newest)
        if day is not None:
            return AsOf(day - timedelta(days=shift), _without(rest, found), found[0].strip(" ,()"), note)
    if before is not None and (found := _THEN.search(rest)):
        return AsOf(before, _without(rest, found), found[0].strip(" ,()"))
    return AsOf(None, rest)


def _without(text: str, found: re.Match[str]) -> str:
    return re.sub(r"\s+", " ", text[: found.start()] + " " + text[found.end() :]).strip()


def _placed(text: str, newest: date | None) -> tuple[date | None, tuple[str, ...]]:
    """A day as people write it; without a year it is the newest such day or month that the corpus reaches."""
    if (day := _read(text)) is not None or newest is None:
        return day, ()
    for year in range(newest.year, newest.year - 100, -1):
        day = _read(f"{text} {year}")
        if day is not None and day.replace(day=1) <= newest:
            return day, (f"Read “{text.strip()}” as {text.strip()} {year}, the newest that the corpus reaches.",)
    return None, ()


def days_in(text: str) -> list[date]:
    """The full days a text names ("19 December 2024"), in order."""
    return [day for found in _FULL_DAY.finditer(text) if (day := _read(found[0])) is not None]


_WAYS = (
    (_AS_OF, 0, None),
    (re.compile(rf"^{_BACK.pattern}", re.I), 0, None),
    (_BACK, 0, re.compile(f"{_LOOKS_BACK.pattern}|{_KNOWLEDGE.pattern}", re.I)),
    (_BEFORE, 1, re.compile(f"{_LOOKS_BACK.pattern}|{_KNOWLEDGE.pattern}", re.I)),
    (_BY, 0, re.compile(rf"{_LOOKS_BACK.pattern}|\bstate of knowledge\b|\bknown\b", re.I)),
)
"""How a question says its as-of date: the words, how many days before the named one, and what must also stand there."""
_PARTS = {"early": 10, "beginning of": 10, "start of": 10, "mid": 20, "middle of": 20}


def _read(text: str) -> date | None:
    """A day as people write it; a month is its last day, "early" its tenth, "mid" its twentieth, a year its last
    day."""
    lower = text.lower().strip().rstrip(".")
    try:
        if match := re.fullmatch(r"(\d{4})-(\d\d?)-(\d\d?)", lower):
            return date(int(match[1]), int(match[2]), int(match[3]))
        if match := re.fullmatch(rf"(\d{{1,2}})(?:st|nd|rd|th)?\s+(?:of\s+)?({_MONTH})\.?,?\s+(\d{{4}})", lower):
            return date(int(match[3]), _MONTHS[match[2]], int(match[1]))
        if match := re.fullmatch(rf"({_MONTH})\.?\s+(\d{{1,2}})(?:st|nd|rd|th)?,?\s+(\d{{4}})", lower):
            return date(int(match[3]), _MONTHS[match[1]], int(match[2]))
        if match := re.fullmatch(
            rf"(?:the )?(early|mid|late|beginning of|start of|middle of|end of)?[\s-]*({_MONTH})\.?\s+(\d{{4}})", lower
        ):
            year, month = int(match[3]), _MONTHS[match[2]]
            day = _PARTS.get(match[1] or "", calendar.monthrange(year, month)[1])
            return date(year, month, day)
        if match := re.fullmatch(r"(?:the end of |end of )?(\d{4})", lower):
            return date(int(match[1]), 12, 31)
    except ValueError:
        return None
    return None
