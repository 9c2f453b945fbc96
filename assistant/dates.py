"""Owns dates in questions: an as-of date given or said, never the date of an event."""

import calendar
import re
from datetime import date, datetime

from corpus.errors import QuestionError

_MONTHS = (
    {name.lower(): number for number, name in enumerate(calendar.month_name) if name}
    | {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
    | {"sept": 9}
)
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY_TEXT = (
    rf"(?:\d{{4}}-\d\d?-\d\d?|\d{{1,2}}(?:st|nd|rd|th)?\s+(?:of\s+)?(?:{_MONTH})\.?,?\s+\d{{4}}|"
    rf"(?:{_MONTH})\.?\s+\d{{1,2}}(?:st|nd|rd|th)?,?\s+\d{{4}}|(?:early |mid-?|late |the end of |end of "
    rf")?\s*(?:{_MONTH})\.?\s+\d{{4}}|(?:the end of |end of )?\d{{4}})"
)
_FULL_DAY = re.compile(rf"\b\d{{1,2}}\s+(?:{_MONTH})\.?\s+\d{{4}}\b|\b(?:{_MONTH})\.?\s+\d{{1,2}},?\s+\d{{4}}\b", re.I)
_AS_OF = re.compile(
    rf"[,(]?\s*\b(?:as of|as at|as known on|known on|by what was known on|given what was known on|with what was "
    rf"known on|up to|up until|knowing only what was known on)\s+(?P<day>{_DAY_TEXT})\s*[,)]?",
    re.I,
)
_NOW = re.compile(r"[,(]?\s*\b(?:as of (?:now|today)|as things stand)\b\s*[,)]?", re.I)


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
    """The as-of date a question says, and the question without those words. "on 3 October" dates an event and is
    left alone."""
    rest = _NOW.sub(" ", text)
    found = _AS_OF.search(rest)
    if not found:
        return None, rest.strip()
    day = _read(found["day"])
    if day is None:
        return None, rest.strip()
    return day, re.sub(r"\s+", " ", rest[: found.start()] + " " + rest[found.end() :]).strip()


def days_in(text: str) -> list[date]:
    """The full days a text names ("19 December 2024"), in order."""
    return [day for found in _FULL_DAY.finditer(text) if (day := _read(found[0])) is not None]


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
        if match := re.fullmatch(rf"(early |mid-?\s?|late |the end of |end of )?\s*({_MONTH})\.?\s+(\d{{4}})", lower):
            year, month = int(match[3]), _MONTHS[match[2]]
            part = (match[1] or "").strip(" -")
            day = {"early": 10, "mid": 20}.get(part, calendar.monthrange(year, month)[1])
            return date(year, month, day)
        if match := re.fullmatch(r"(?:the end of |end of )?(\d{4})", lower):
            return date(int(match[1]), 12, 31)
    except ValueError:
        return None
    return None
