"""Owns what words that name days stand for: by the calendar, from the report's own date, or from a day named before."""

import calendar
import re
from dataclasses import dataclass
from datetime import date, timedelta

from index.assertions.cues import cue_file

Days = tuple[date, date] | None
"""First and last day; None where nobody can tell."""
MONTHS = {name: n for names in (calendar.month_name, calendar.month_abbr) for n, name in enumerate(names) if name}
MONTHS["Sept"] = 9
WEEKDAYS = {name: n for n, name in enumerate(calendar.day_name)}
SHORT_DAYS = {name: n for n, name in enumerate(calendar.day_abbr)}
_TO_COME = frozenset({"next", "by", "until", "till"})
_SOON = (1, 2)
"""Months ahead at which a bare month may as well be the coming one."""


@dataclass(slots=True)
class Near:
    """What resolves the words of one stretch of text."""

    published: date | None
    anchor: date | None = None
    """The last single day named before, for "the next day"."""
    ahead: bool | None = False
    """Whether the words before speak of what is to come; None where nobody can tell."""
    consistent: bool = True


# The calendar


def by_numbers(found: re.Match[str], _: Near) -> Days:
    day = date(int(found["year"]), int(found["month"]), int(found["day"]))
    return day, day


def by_day(found: re.Match[str], reading: Near) -> Days:
    days = _dated(found, int(found["day"]), reading)
    if days is not None and found["week"]:
        name = found["week"].rstrip(".")
        reading.consistent = (WEEKDAYS | SHORT_DAYS)[name] == days[0].weekday()
    return days


def by_days(found: re.Match[str], reading: Near) -> Days:
    """ "8 to 13 October"."""
    first, last = int(found["day"]), int(found["last"])
    days = _dated(found, first, reading)
    return (days[0], days[0].replace(day=last)) if days is not None and first < last else days


def _dated(found: re.Match[str], day: int, reading: Near) -> Days:
    month = MONTHS[found["month"]]
    if found["year"]:
        named = date(int(found["year"]), month, day)
    elif reading.published is None:
        date(2024, month, day)  # raises for 31 June; a leap year lets 29 February be a day
        return None
    else:
        named = _nearest(month, day, reading.published, reading.ahead is True)
    return named, named


def _nearest(month: int, day: int, near: date, ahead: bool) -> date:
    """The day of that name nearest to another; after it, where the words say that it lies ahead."""
    years = range(max(near.year - 4, 1), min(near.year + 5, 9999))
    days = [date(y, month, day) for y in years if day <= calendar.monthrange(y, month)[1]]
    if not days:
        raise ValueError(f"no day {day} in month {month}")
    return min((d for d in days if not ahead or d >= near), key=lambda d: (abs((d - near).days), d > near))


def by_month(found: re.Match[str], reading: Near) -> Days:
    named, groups = MONTHS[found["month"]], found.groupdict()
    lead, near = (groups.get("lead") or "").lower(), reading.published
    if found["year"]:
        first = date(int(found["year"]), named, 1)
    elif near is None:
        return None
    else:
        ahead = (reading.ahead is True and lead != "last") or lead in _TO_COME
        if not ahead and lead not in {"last", "since"} and (named - near.month) % 12 in _SOON:
            return None  # "the vote in December", told in October: last year's or the coming one
        shift = named > near.month if not ahead else -(named < near.month)
        shift += {"last": named == near.month, "next": -(named == near.month)}.get(lead, 0)
        first = date(near.year - shift, named, 1)
    start, end = _parts(groups.get("part")) if groups.get("part") else (1, 31)
    last = calendar.monthrange(first.year, named)[1]
    window = first.replace(day=start), first.replace(day=min(end, last))
    return (window[0], max(near, window[1])) if lead == "since" and near and near >= window[0] else window


def _parts(words: str | None) -> tuple[int, int]:
    first, last = cue_file("times")["parts"][" ".join((words or "").lower().split())]
    return int(first), int(last)


def by_year(found: re.Match[str], reading: Near) -> Days:
    year, near = int(found["year"]), reading.published
    open_ended = found["lead"].lower() == "since" and near is not None and near.year >= year
    return date(year, 1, 1), near if open_ended and near else date(year, 12, 31)


# From the report's own date


def by_nearness(found: re.Match[str], reading: Near) -> Days:
    first, last = cue_file("times")["days"][" ".join(found["near"].lower().split())]
    if reading.published is None:
        return None
    return reading.published + timedelta(first), reading.published + timedelta(last)


def by_step(found: re.Match[str], reading: Near) -> Days:
    step = int(cue_file("times")["steps"][" ".join(found["step"].lower().split())])
    base = reading.anchor or (reading.published if step < 0 else None)
    return (base + timedelta(step), base + timedelta(step)) if base is not None else None


def by_count(found: re.Match[str], reading: Near) -> Days:
    """ "two days ago" is a day; weeks, months and years ago are as wide as people mean them."""
    base = reading.published if found["way"].lower() == "ago" else reading.anchor
    if base is None and found["way"].lower() != "later":
        base = reading.published
    if base is None:
        return None
    count = _number(found["count"]) * (1 if found["way"].lower() == "later" else -1)
    match found["unit"].lower():
        case "day":
            day = base + timedelta(count)
            return day, day
        case "week":
            day = base + timedelta(7 * count)
            return day - timedelta(3), day + timedelta(3)
        case "month":
            return _month(base, count)
        case _:
            return date(base.year + count, 1, 1), date(base.year + count, 12, 31)


def by_span(found: re.Match[str], reading: Near) -> Days:
    if reading.published is None:
        return None
    days = {"day": 1, "week": 7, "month": 31, "year": 366}[found["unit"].lower()] * _number(found["count"] or "one")
    return reading.published - timedelta(days), reading.published


def _number(text: str) -> int:
    return int(text) if text.isdigit() else int(cue_file("times")["numbers"][text.lower()])


def by_period(found: re.Match[str], reading: Near) -> Days:
    near = reading.published
    if near is None:
        return None
    shift, part = int(cue_file("times")["periods"][found["which"].lower()]), (found["part"] or "").lower()
    window = _period(found["unit"].lower(), near, shift)
    if shift == 0 and part in {"earlier", "early"}:
        return window[0], near
    return (near, window[1]) if shift == 0 and part in {"later", "late"} else window


def _period(unit: str, near: date, shift: int) -> tuple[date, date]:
    match unit:
        case "week":
            monday = near - timedelta(near.weekday() - 7 * shift)
            return monday, monday + timedelta(6)
        case "month":
            return _month(near, shift)
        case _:
            return date(near.year + shift, 1, 1), date(near.year + shift, 12, 31)


def _month(near: date, shift: int) -> tuple[date, date]:
    year, month = divmod(near.year * 12 + near.month - 1 + shift, 12)
    return date(year, month + 1, 1), date(year, month + 1, calendar.monthrange(year, month + 1)[1])


def by_weekday(found: re.Match[str], reading: Near) -> Days:
    """The last one before, that day included, as news is written; the next one where the words look ahead."""
    near, which = reading.published, (found["which"] or "").lower()
    if near is None or (reading.ahead is None and not which):
        return None
    back = (near.weekday() - WEEKDAYS[found["week"]]) % 7
    shift = int(cue_file("times")["periods"].get(which, 0))
    if shift < 0:
        day = near - timedelta(back or 7)
    elif shift > 0 or (reading.ahead and which != "this"):
        day = near + timedelta((-back) % 7 or (7 if shift else 0))
    elif which == "this":
        day = near - timedelta(near.weekday()) + timedelta(WEEKDAYS[found["week"]])
    else:
        day = near - timedelta(back)
    return day, day
