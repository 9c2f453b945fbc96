"""Owns whether an answer is right: what was expected of it, held against what it says, labels and cites.

An overclaim is a statement with a stronger label than the strongest that the sources allow; it is counted apart, since
no other fault is as grave. An exact citation is one whose offsets hold its quote, letter for letter.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assistant.values import Answer, Citation, stronger
from corpus.values import Report
from eval.benchmarks.asked import Asked, Groups

FIRST = 3
"""What was asked for has to stand in the first statements: readers stop there."""


@dataclass(frozen=True, slots=True)
class Fault:
    """One way in which an answer is not what was expected."""

    kind: str
    """overclaim, citation, later, declined, answered, status, premise, cites, says, never, sides."""
    told: str


@dataclass(frozen=True, slots=True)
class Marked:
    """A question with its answer and all that is wrong with it."""

    asked: Asked
    answer: Answer
    faults: tuple[Fault, ...]

    @property
    def right(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults

    def has(self, kind: str) -> bool:
        """Whether there is a fault of this kind."""
        return any(fault.kind == kind for fault in self.faults)


def mark(asked: Asked, answer: Answer, reports: Mapping[str, Report]) -> Marked:
    """Hold an answer against its expectation."""
    found = [*_citations(answer, reports), *_later(asked, answer), *_premise(asked, answer)]
    found += _declined(asked, answer) or (_statements(asked, answer) if answer.statements else _reason(asked, answer))
    return Marked(asked, answer, tuple(found))


def exact(citation: Citation, reports: Mapping[str, Report]) -> bool:
    """Whether the cited words stand in the report where the citation says."""
    report = reports.get(citation.report)
    return report is not None and report.text[citation.start : citation.end] == citation.quote


def all_citations(answer: Answer) -> Iterable[Citation]:
    """Every citation of an answer, repeated ones too: each of them can be clicked."""
    for statement in (*answer.statements, *answer.details):
        yield from statement.citations
    for conflict in answer.conflicts:
        for side in conflict.sides:
            yield from side.citations
    for correction in answer.corrections:
        yield from (correction.citation, *correction.basis)


def _citations(answer: Answer, reports: Mapping[str, Report]) -> Iterable[Fault]:
    for citation in all_citations(answer):
        if not exact(citation, reports):
            yield Fault("citation", f"{citation.report}@{citation.start} does not hold “{citation.quote[:60]}”")


def _later(asked: Asked, answer: Answer) -> Iterable[Fault]:
    day = asked.last_day
    for citation in all_citations(answer) if day else ():
        if day and citation.published and citation.published > day:
            yield Fault("later", f"{citation.report} is later than {day}")


def _premise(asked: Asked, answer: Answer) -> Iterable[Fault]:
    wanted = asked.expect.premise
    if wanted is True and not answer.premise:
        yield Fault("premise", "what the question takes for granted is not named")
    if wanted is False and answer.premise:
        yield Fault("premise", f"names a premise where there is none: {answer.premise[0].text}")


def _declined(asked: Asked, answer: Answer) -> list[Fault]:
    wanted = asked.expect.declined
    if wanted is True and not answer.declined:
        return [Fault("answered", f"has to be declined: {answer.statements[0].text}")]
    if wanted is False and answer.declined:
        return [Fault("declined", f"can be answered: {answer.reason}")]
    return []


def _reason(asked: Asked, answer: Answer) -> Iterable[Fault]:
    """A refusal has to say what it lacks only where nothing but a refusal is right."""
    return _says(asked.expect.must_say, answer.text) if asked.expect.declined is True else ()


def _statements(asked: Asked, answer: Answer) -> Iterable[Fault]:
    expect = asked.expect
    top = expect.strongest
    for statement in answer.statements:
        if top and stronger(statement.status, top):
            yield Fault("overclaim", f"{statement.status} is stronger than {top}: {statement.text}")
    first = answer.statements[0]
    if expect.statuses and first.status not in expect.statuses:
        yield Fault("status", f"{first.status}, not {' or '.join(expect.statuses)}: {first.text}")
    shown = {citation.report for citation in _shown(answer)}
    yield from _cites("cites", expect.must_cite, shown)
    yield from _cites("sides", expect.sides, shown)
    if len(expect.sides) == 1 and len(answer.statements) < 2 and not answer.conflicts:
        yield Fault("sides", "one report tells both sides, and one of them is not shown")
    yield from _says(expect.must_say, _opening(answer))
    said = " ".join(statement.text for statement in answer.statements)
    yield from (Fault("never", f"says “{words}”") for words in expect.must_not_say if _holds(said, words))


def _shown(answer: Answer) -> Iterable[Citation]:
    """What a reader sees without opening the details."""
    for statement in answer.statements:
        yield from statement.citations
    for conflict in answer.conflicts:
        for side in conflict.sides:
            yield from side.citations
    for correction in answer.corrections:
        yield from (correction.citation, *correction.basis)


def _opening(answer: Answer) -> str:
    """Premises, the first statements, and what a correction puts beside them."""
    parts = [premise.note for premise in answer.premise]
    parts += [statement.text for statement in answer.statements[:FIRST]]
    parts += [correction.note for correction in answer.corrections]
    return " ".join(parts)


def _cites(kind: str, groups: Groups, shown: set[str]) -> Iterable[Fault]:
    for group in groups:
        if not shown & set(group):
            yield Fault(kind, f"cites none of {', '.join(group[:4])}{' …' if len(group) > 4 else ''}")


def _says(groups: Groups, text: str) -> Iterable[Fault]:
    for group in groups:
        if not any(_holds(text, words) for words in group):
            yield Fault("says", f"none of “{'”, “'.join(group)}” in: {text[:160]}")


def _holds(text: str, words: str) -> bool:
    """Whole words and whole numbers: 12 stands neither in 12,000 nor in 1.12."""
    return bool(re.search(rf"(?<![\w,.]){re.escape(words)}(?!\w|[,.]\d)", _plain(text), re.I))


def _plain(text: str) -> str:
    return " ".join(text.translate(str.maketrans("’‘“”\u00a0", "''\"\" ")).split())
