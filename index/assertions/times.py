"""Owns finding dates in a text: which words name days, and as what window of days each is to be understood."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache, lru_cache

from index.assertions import resolving
from index.assertions.cues import cue_file
from index.assertions.resolving import MONTHS, SHORT_DAYS, WEEKDAYS, Days, Near
from index.assertions.values import Window

_UNITS = "day|week|month|year"
_NEAR = 40
"""Characters before a weekday in which "will" or "due" may say that it lies ahead."""


@dataclass(frozen=True, slots=True)
class Told:
    """Words that name days, with their place in the text they were read from."""

    start: int
    end: int
    window: Window


Resolver = Callable[[re.Match[str], Near], Days]


def read_windows(text: str, published: date | None = None) -> tuple[Window, ...]:
    """The days that a text names, in order; relative ones from the day the report was published."""
    return tuple(told.window for told in find_times(text, published))


@lru_cache(maxsize=4096)
def calendar_days(text: str, near: date | None) -> tuple[date, ...]:
    """The single days that a text names by the calendar; one without a year is the nearest to `near`."""
    found = (told.window for told in find_times(text, near, only=("days", "day", "iso")))
    return tuple(w.start for w in found if w.start is not None and w.start == w.end)


def find_times(text: str, published: date | None = None, only: Iterable[str] = ()) -> Iterator[Told]:
    """Each stretch of a text that names days. Nothing is guessed: what needs a day that is missing stays unresolved."""
    reading = Near(published)
    matches = _matches(text, frozenset(only))
    barred = [found.span() for found in _words("no_dates").finditer(text)] if matches else []
    for found, resolve in matches:
        if any(first <= found.start() < last for first, last in barred):
            continue
        before = re.split(r"[.;!?]", text[max(0, found.start() - _NEAR) : found.start()])[-1]
        reading.ahead, reading.consistent = _ahead(before), True
        try:
            days = resolve(found, reading)
        except (ValueError, OverflowError):
            continue  # 31 June, or a day before the calendar begins
        first, last = days or (None, None)
        if first is not None and first == last:
            reading.anchor = first
        yield Told(found.start(), found.end(), Window(first, last, found[0], reading.consistent))


def _matches(text: str, only: frozenset[str]) -> list[tuple[re.Match[str], Resolver]]:
    """What the patterns find, from left to right, the longest first, none inside another."""
    if not _may_hold().search(text):
        return []
    found = [
        (match, resolve)
        for name, pattern, resolve in _patterns()
        if not only or name in only
        for match in pattern.finditer(text)
    ]
    kept: list[tuple[re.Match[str], Resolver]] = []
    for match, resolve in sorted(found, key=lambda pair: (pair[0].start(), -pair[0].end())):
        if not kept or match.start() >= kept[-1][0].end():
            kept.append((match, resolve))
    return kept


def _ahead(before: str) -> bool | None:
    """Whether the words before a day look ahead; None where it may as well be past by now."""
    if _words("ahead").search(before) or _words("right_before").search(before[-12:].removesuffix("on ").rstrip()[-6:]):
        return True
    return None if _words("either").search(before) else False


@cache
def _may_hold() -> re.Pattern[str]:
    """A quick no for most sentences."""
    return re.compile(rf"\d|day|week|month|year|night|morning|noon|evening|tomorrow|{_any(MONTHS)}", re.I)


@cache
def _words(key: str) -> re.Pattern[str]:
    words = sorted(map(str, cue_file("times")[key]), key=len, reverse=True)
    return re.compile(rf"\b(?:{'|'.join(re.escape(word) for word in words)})\b", re.I)


def _any(words: Iterable[str]) -> str:
    return "|".join(sorted((re.escape(str(word)).replace(r"\ ", r"\s+") for word in words), key=len, reverse=True))


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str], Resolver], ...]:
    """Every form with its resolver. Names of days and months need their capital: "may" and "march" are verbs."""
    data = cue_file("times")
    month = rf"(?P<month>{_any(MONTHS)})\b\.?"
    week = rf"(?P<week>{_any(WEEKDAYS)}|(?:{_any(SHORT_DAYS)})\b\.?)"
    dated = rf"(?:(?:(?i:on)\s+)?{week},?\s+(?:(?i:the)\s+)?)?"
    year, number = r"(?:,?\s+(?P<year>(?:19|20)\d\d)\b(?![\d,]*\d))?", _any(data["numbers"])
    nth = r"(?P<day>\d{1,2})(?:st|nd|rd|th)?"
    last = r"(?:\s*[-–]\s*|\s+(?:to|and|until)\s+)(?P<last>\d{1,2})(?:st|nd|rd|th)?"
    forms: tuple[tuple[str, str, Resolver], ...] = (
        ("iso", r"\b(?P<year>\d{4})-(?P<month>\d\d)-(?P<day>\d\d)\b", resolving.by_numbers),
        ("days", rf"\b{nth}{last}\s+{month}{year}", resolving.by_days),
        ("days", rf"\b{month}\s+{nth}{last}\b{year}", resolving.by_days),
        ("day", rf"\b{dated}\b{nth}\s+(?:of\s+)?{month}{year}", resolving.by_day),
        ("day", rf"\b{dated}\b{month}\s+{nth}\b(?!:){year}", resolving.by_day),
        ("month", rf"\b(?P<part>(?i:{_any(data['parts'])}))[\s-]+{month}{year}", resolving.by_month),
        ("month", rf"\b(?P<lead>(?i:{_any(data['before_a_month'])}))\s+{month}{year}", resolving.by_month),
        ("month", rf"\b{month},?\s+(?P<year>(?:19|20)\d\d)\b", resolving.by_month),
        (
            "year",
            rf"\b(?P<lead>(?i:{_any(data['before_a_year'])}))\s+(?P<year>(?:19|20)\d\d)\b(?![\d,]*\d)",
            resolving.by_year,
        ),
        ("near", rf"(?i:\b(?P<near>{_any(data['days'])})\b)", resolving.by_nearness),
        ("step", rf"(?i:\b(?P<step>{_any(data['steps'])})\b)", resolving.by_step),
        (
            "ago",
            rf"(?i:\b(?P<count>\d+|{number})\s+(?P<unit>{_UNITS})s?\s+(?P<way>ago|earlier|before|later))\b",
            resolving.by_count,
        ),
        (
            "span",
            rf"(?i:\b(?:in|over|during|within)\s+the\s+(?:past|last)\s+(?:(?P<count>\d+|{number})\s+)?(?P<unit>{_UNITS})s?)\b",
            resolving.by_span,
        ),
        (
            "period",
            rf"(?i:\b(?:(?P<part>earlier|later|late|early)\s+)?(?P<which>{_any(data['periods'])})\s+(?P<unit>week|month|year))\b",
            resolving.by_period,
        ),
        (
            "weekday",
            rf"\b(?:(?P<which>(?i:{_any(data['periods'])}))\s+)?(?P<week>{_any(WEEKDAYS)})\b",
            resolving.by_weekday,
        ),
    )
    return tuple((name, re.compile(form), resolve) for name, form, resolve in forms)
