"""Owns what changed between two days: each claim of the register whose status moved, from what to what, and on which
evidence."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant import timelines
from assistant.drafting.timeline import first_sentence
from assistant.evidence import Evidence, weight
from assistant.grounding import ground
from assistant.histories import Move, moved
from assistant.question import Question
from assistant.values import Basis, Statement
from assistant.weighing import Findings
from assistant.wording import long_day
from corpus.values import Claim
from index.assertions.times import find_times

if TYPE_CHECKING:
    from index.opening import Index

_ABOUT = 0.6
"""Least share of the asked matter's weighted words that a claim holds to be one of those asked about."""
_CITED = 2
"""Quotations shown for one change: those that are new with it."""
_LINKS = re.compile(r"\b(?:since|between|from|after|and|to|until|till|in|on|by|the|status|claims?|then)\b", re.I)
_AFTER = re.compile(r"\bafter\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")


def days_asked(question: Question, index: "Index") -> tuple[date, date | None] | None:
    """The days to compare, both included; None where the question names none."""
    text = question.standalone
    years = _YEAR.findall(text)
    near = date(int(years[-1]), 12, 31) if years else question.as_of or index.newest
    found = [told.window for told in find_times(text, near) if told.window.start is not None]
    days = sorted((w.start, w.end) for w in found if w.start is not None and w.end is not None)
    if not days:
        return None
    first = days[0][1] + timedelta(days=1) if _AFTER.search(text) else days[0][0]
    last = days[-1][1] if len(days) > 1 else None
    bounds = [day for day in (last, question.as_of) if day is not None]
    return first, min(bounds, default=None)


def moves(question: Question, since: date, until: date | None, index: "Index") -> list[Move]:
    """The moves asked about, the latest first."""
    told = (timelines.timeline(claim.id, until, index, sides=False) for claim in _asked_claims(question, index))
    found = [move for timeline in told if (move := moved(timeline, since)) is not None]
    return sorted(found, key=lambda move: (move.entries[-1].date, move.id), reverse=True)


def _asked_claims(question: Question, index: "Index") -> Iterator[Claim]:
    matter = matter_of(question, index)
    total = sum(weight(term, index) for term in matter)
    for _, claim in sorted(index.claims.items()):
        held = index.held_terms(" ".join((claim.text, *claim.also, claim.slots.place)))
        if not matter or sum(weight(term, index) for term in matter & held) >= _ABOUT * total:
            yield claim


def matter_of(question: Question, index: "Index") -> frozenset[str]:
    """The words of what the changes are asked of, without the days; empty where all is asked."""
    text = question.topic
    for told in sorted(find_times(text, None), key=lambda t: -text.find(t.window.text)):
        text = text.replace(told.window.text, " ")
    return frozenset(t for t in index.terms(_LINKS.sub(" ", text)) if not t.isdigit())


def findings(question: Question, evidence: Sequence[Evidence], index: "Index") -> Findings:
    """What the histories give for the question, in the shape of what reports give."""
    found = _found(question, index)
    basis = Basis("0", "the dated entries of the register")
    claims = tuple(move.id for move in found)
    return Findings(question, "unknown", basis, tuple(evidence), support=1.0 if found else 0.0, claims=claims)


def draft_moves(question: Question, index: "Index") -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """One statement for each claim that moved, each passed by the gate with its own claim; and the gate's notes."""
    made: list[Statement] = []
    notes: list[str] = []
    days = days_asked(question, index)
    for move in _found(question, index):
        last = move.entries[-1]
        basis = Basis("0", last.note, (), 0, 0, last.set_by)
        statement = _statement(move, basis)
        bound = replace(question, as_of=days[1] if days else None)
        known = Findings(bound, move.status, basis, (), claim=index.claims[move.id])
        passed, said = ground([statement] if statement else [], known, index)
        made += passed
        notes += said
    return tuple(made), tuple(notes)


def _found(question: Question, index: "Index") -> list[Move]:
    days = days_asked(question, index)
    return moves(question, *days, index) if days else []


def _statement(move: Move, basis: Basis) -> Statement | None:
    last = move.entries[-1]
    quoted = [q.citation for q in (*last.new, *last.basis) if q.scope == "same"] or [q.citation for q in last.basis]
    if not quoted:
        return None
    unique = tuple({(c.report, c.start): c for c in quoted}.values())[:_CITED]
    text = f"{move.text.rstrip('.')}: {_steps(move)}. {first_sentence(last.note)}"
    return Statement(text, move.status, "new" if move.was is None else "changed", basis, unique, move.id)


def _steps(move: Move) -> str:
    """ "from disputed to confirmed (26 April 2025)", or "new, as reported (…), then disputed (…)"."""
    first, *more = move.entries
    lead = f"new, as {first.status}" if first.was is None else f"from {first.was} to {first.status}"
    steps = [f"{lead} ({long_day(first.date)})", *(f"then {e.status} ({long_day(e.date)})" for e in more)]
    return ", ".join(steps)


def nothing_changed(found: Findings, index: "Index") -> str:
    """The one sentence where nothing moved, with the last change before."""
    question = found.question
    days = days_asked(question, index)
    if days is None:
        return "I cannot tell from which day on changes are asked for; name it, for example: What changed since 1 May?"
    since, until = days
    span = f"between {long_day(since)} and {long_day(until)}" if until else f"since {long_day(since)}"
    what = " of a claim about this" if matter_of(question, index) else ""
    reason = f"I found no status{what} in the register that changed {span}."
    if not (before := moves(question, date.min, since - timedelta(days=1), index)):
        return reason
    last = before[0].entries[-1]
    change = f"from {last.was} to {last.status}" if last.was else f"new, as {last.status}"
    return f"{reason} The last change before: {before[0].text.rstrip('.')}, {change} ({long_day(last.date)})."
