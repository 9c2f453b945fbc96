"""Owns what a conversation carries on: the as-of date of a follow-up, and the notes that say how it was read."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from assistant.dates import AsOf, parse_as_of, read_as_of
from assistant.question.moves import moves
from assistant.question.values import Followed, Move
from assistant.values import Answer, Turn

_RESTATED: frozenset[Move] = frozenset({"follow_up", "correction", "pointed", "why"})
"""Moves whose question is worded anew: a reader must see how."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """The as-of date of a question, and what a reader should know of where it came from."""

    as_of: date | None
    notes: tuple[str, ...] = ()


def bound(
    typed: str, followed: Followed, history: Sequence[Turn], given: date | str | None, newest: date | None = None
) -> Bounds:
    """The date given, else the one said, else the one that the question before was bound to.

    A full question of its own inherits no date; a follow-up is about the answer before, and that had one.
    """
    before = history[-1].answer if history else None
    then = before.as_of if before is not None else None
    said = next((a for t in (typed, followed.text) if (a := read_as_of(t, newest, then)).day), None)
    if given is not None and (day := parse_as_of(given)) is not None:
        return Bounds(day, _differing(said, day))
    if said is not None and said.day is not None:
        note = f"Read as what was known by {_day(said.day)}." if followed.dated and not said.notes else ""
        return Bounds(said.day, (note,) if note else said.notes)
    if before is None or given is not None:
        return Bounds(None)
    return _carried(typed, followed.move, before)


def _differing(said: AsOf | None, given: date) -> tuple[str, ...]:
    """That the date given is another than the one the question says."""
    if said is None or said.day == given:
        return ()
    return (f"The question says “{said.words}”; the as-of date given apart, {_day(given)}, was used.",)


def _carried(typed: str, move: Move, before: Answer) -> Bounds:
    if move == "before":
        eve = _eve(before)
        return Bounds(eve, (f"Read as what was known by {_day(eve)}.",)) if eve else Bounds(None)
    if before.as_of is None:
        return Bounds(None)
    day = _day(before.as_of)
    if move == "alone":
        return Bounds(None, (f"The earlier as-of date, {day}, does not bound this question, which stands alone.",))
    asks_of_now = move not in {"pushback", "pointed"} and re.search(moves()["lifts"], typed, re.I)
    if move == "changed" or asks_of_now:
        return Bounds(None, (f"No longer as of {day}: everything held is used.",))
    return Bounds(before.as_of, (f"As of {day}, carried on from the question before; “as of now” lifts it.",))


def _eve(before: Answer) -> date | None:
    """The day before what an answer tells: before its as-of date, or before the newest report it cites first."""
    told = [c.published for s in before.statements[:1] for c in s.citations if c.published]
    newest = before.as_of or max(told, default=None)
    return newest - timedelta(days=1) if newest is not None else None


def reading_notes(typed: str, standalone: str, followed: Followed) -> tuple[str, ...]:
    """How a follow-up was read, where its wording leaves that open."""
    if followed.move not in _RESTATED or followed.reply or standalone == typed:
        return ()
    return (f"Read as: “{standalone.strip()}”",)


def _day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
