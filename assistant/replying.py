"""Owns the first lines of an answer in a conversation: what holds under pressure, why, on whose word, since when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from assistant.claims import claim_status
from assistant.drafting import fit
from assistant.drafting.order import joined
from assistant.evidence import Evidence, citation
from assistant.question import Move
from assistant.values import Answer, Citation, Statement
from assistant.weighing import Findings
from assistant.wording import long_day
from corpus.values import Status

if TYPE_CHECKING:
    from index.opening import Index

_SOURCES = 4
"""Sources named in a line; the rest are counted."""


@cache
def _lines() -> dict[str, Any]:
    """The lines, from the data file beside this module."""
    data: dict[str, Any] = yaml.safe_load(files("assistant").joinpath("replies.yaml").read_text(encoding="utf-8"))
    return data


@dataclass(frozen=True, slots=True)
class Told:
    """What a first line is computed from: the findings, and the statements that passed the gate."""

    findings: Findings
    statements: tuple[Statement, ...]
    earlier: tuple[Answer, ...]
    """The answers of the conversation so far."""
    index: "Index"

    @property
    def status(self) -> Status:
        return self.statements[0].status if self.statements else "unknown"

    @property
    def label(self) -> str:
        return str(_lines()["labels"][self.status])

    @property
    def why(self) -> str:
        basis = self.statements[0].basis if self.statements else self.findings.basis
        return basis.why.strip().rstrip(".")

    @property
    def change(self) -> str:
        return str(_lines()["would_change"][self.status if self.statements else "declined"])


def opening(told: Told) -> tuple[str, ...]:
    """The lines before an answer; none where the question stands alone or only goes on with a matter."""
    question = told.findings.question
    make = _OPENINGS.get(question.move)
    if (
        make is None
        and question.stance == "deny"
        and told.statements
        and not any(_denies(item) for item in told.findings.evidence)
    ):
        until = f" up to {long_day(question.as_of)}" if question.as_of else ""
        return (_say("nobody_denied", told, until=until),)
    if make is None or question.reply:
        return ()
    return tuple(line for line in make(told) if line)


def shown(
    move: Move, passed: Sequence[Statement], since: date | None = None
) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """(what is shown at once, what is kept as details): all of it where more is asked, the first where less is; what
    came after a day right behind the first where it is asked what changed since."""
    if since is not None and passed:
        first, *rest = passed
        passed = (first, *sorted(rest, key=lambda statement: not _is_later(statement, since)))
    if move == "more":
        return tuple(passed), ()
    if move == "shorter":
        return tuple(passed[:1]), tuple(passed[1:])
    return fit(passed) if passed else ((), ())


def _denies(item: Evidence) -> bool:
    return item.voice == "deny" and item.scope != "different"


def _say(line: str, told: Told, **more: str) -> str:
    text: str = _lines()[line]
    return text.format(label=told.label, why=told.why, change=told.change, **more).strip()


def _pushback(told: Told) -> list[str]:
    if not told.statements:
        return [_say("pushback_declined", told)]
    who = told.findings.question.pointed
    return [_say("pointed_unknown", told, who=who) if who else _say("pushback", told)]


def _pointed(told: Told) -> list[str]:
    """Whether an outlet that pressure points to is among what is weighed; what a speaker said is the answer itself."""
    who = told.findings.question.pointed
    if not told.statements or told.findings.question.matter:
        return [_say("pointed" if told.statements else "pointed_declined", told)]
    keys = told.index.names.ids(who)
    held = dict.fromkeys(citation(i).source for i in told.findings.evidence if i.report.publisher in keys)
    if not held:
        return [_say("pointed_silent", told, who=who)]
    return [_say("pointed_held", told, who=who, sources=joined(list(held)[:_SOURCES]))]


def _label(told: Told) -> list[str]:
    return [_say("label" if told.statements else "label_declined", told)]


def _why(told: Told) -> list[str]:
    """A matter that stands is asked for its own reason; the label's is told beside it."""
    if not told.earlier or not told.earlier[-1].statements:
        return []
    first = told.earlier[-1].statements[0]
    text: str = _lines()["label"]
    return [text.format(label=_lines()["labels"][first.status], why=first.basis.why.strip().rstrip("."))]


def _sources(told: Told) -> list[str]:
    if not told.statements:
        return [_say("sources_declined", told)]
    named = list(dict.fromkeys(c.source for c in _supporting(told)))
    rest = [f"{len(named) - _SOURCES} more"] if len(named) > _SOURCES else []
    return [_say("sources", told, sources=joined([*named[:_SOURCES], *rest]))]


def _independent(told: Told) -> list[str]:
    if not told.statements:
        return [_say("sources_declined", told)]
    outlets, origins = _outlets_and_origins(told)
    counted = {"outlets": _count(outlets, "outlet"), "origins": _count(origins, "origin")}
    if outlets < 2:
        return [_say("independent_one", told)]
    if not origins:
        return [_say("independent_unknown", told, **counted)]
    line = "independent_no" if origins == 1 else "independent_part" if origins < outlets else "independent_yes"
    return [_say(line, told, **counted)]


def _outlets_and_origins(told: Told) -> tuple[int, int]:
    """Of what supports the matter: relays of one source share its origin."""
    cited = {(c.report, c.start) for c in _supporting(told)}
    items = [i for i in told.findings.evidence if (i.report.id, i.assertion.frame_start) in cited]
    items = [i for i in items if i.voice == "affirm" and i.scope != "different"] or items
    return len({i.report.publisher or i.report.id for i in items}), len({i.origin for i in items if i.origin})


def _supporting(told: Told) -> list[Citation]:
    """What the statements cite for the matter: not its denials, nor what is about something else."""
    kept = [s for s in told.statements if s.qualifier not in {"against the claim", "about another matter"}]
    return [c for s in kept or told.statements for c in s.citations]


def _sure(told: Told) -> list[str]:
    return [_say("sure" if told.statements else "sure_declined", told)]


def _since(told: Told) -> list[str]:
    if not told.statements:
        return [_say("since_declined", told)]
    claim, question = told.findings.claim, told.findings.question
    if claim is not None:
        held = claim_status(claim, question.as_of)
        if held.since is not None and held.status == told.status:
            return [_say("since", told, day=long_day(held.since))]
    first = min((c.published for c in _supporting(told) if c.published), default=None)
    return [_say("since_first", told, day=long_day(first))] if first is not None else []


def _as_of(told: Told) -> list[str]:
    question, index = told.findings.question, told.index
    if question.as_of is not None:
        return [_say("as_of", told, day=long_day(question.as_of))]
    newest = max((c.published for s in told.statements for c in s.citations if c.published), default=None)
    if newest is None or index.newest is None:
        return [_say("as_of_any", told)]
    return [_say("as_of_all", told, day=long_day(newest), newest=long_day(index.newest))]


def _known(told: Told) -> list[str]:
    if not told.statements:
        return [_say("known_declined", told)]
    return [_say("known_yes" if told.status == "confirmed" else "known_no", told)]


def _changed(told: Told) -> list[str]:
    """The label then and now, where the answer before was bound to a day."""
    question = told.findings.question
    since = question.since
    before = next((a for a in reversed(told.earlier) if a.as_of is not None), None)
    if before is None or since is None:
        return [_say("changed_unbound", told)]
    then: Status = before.statements[0].status if before.statements else "unknown"
    held = f"what was known by {long_day(question.as_of)}" if question.as_of else "everything held"
    words = {"since": long_day(since), "before": str(_lines()["labels"][then]), "held": held}
    lines = [_say("changed_same" if then == told.status else "changed", told, **words)]
    if not any(_is_later(statement, since) for statement in told.statements):
        lines.append(_say("changed_none", told, since=words["since"]))
    return lines


def _is_later(statement: Statement, day: date) -> bool:
    return any(c.published and c.published > day for c in statement.citations)


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


_OPENINGS = {
    "pushback": _pushback,
    "pointed": _pointed,
    "label": _label,
    "why": _why,
    "sources": _sources,
    "independent": _independent,
    "sure": _sure,
    "since": _since,
    "as_of": _as_of,
    "known": _known,
    "changed": _changed,
}
"""What a move of a conversation is answered with first."""
