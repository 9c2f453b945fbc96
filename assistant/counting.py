"""Owns which assertions count what a question asks for, where their own words leave that to their report."""

import re
from collections.abc import Sequence

from assistant.evidence import Evidence
from assistant.figures import TOTALS, given, revised
from assistant.question import Question
from index.assertions import Quantity
from index.terms import Names, stem, terms

_AUXILIARY = r"(?:is|are|was|were|has|have|had|do|does|did|will|would|can|could|in|of|on|at|by)\b"


def of_one_event(
    same: Sequence[Evidence], found: Sequence[Evidence], question: Question, names: Names
) -> tuple[Evidence, ...]:
    """With what is about the question, the figures that leave its words to their report: "the toll has risen to 23"
    says neither who died nor of what. Each name and number of the question must still stand beside them."""
    if not question.counts:
        return tuple(same)
    reports = {item.report.id for item in same}
    near = [item for item in found if item not in same and item.corrected is None and _may_count(item, question)]
    kept = [item for item in near if _left_out(item, question) <= _held(item, reports, names)]
    origins = {item.origin for item in (*same, *kept) if item.origin and any(_asked(item, question))}
    again = [item for item in near if item not in kept and revised(item) and item.origin in origins]
    return (*same, *kept, *again)


def _asked(item: Evidence, question: Question) -> list[Quantity]:
    return [q for q in given(item) if q.counts == question.counts]


def _may_count(item: Evidence, question: Question) -> bool:
    """Whether an assertion counts what is asked, of the things asked for, and names no other place or number."""
    if any(term.startswith("@") or term[:1].isdigit() for term in item.missing):
        return False
    return any(not q.unit or stem(q.unit) in question.terms | TOTALS for q in _asked(item, question)) and not (
        _left_out(item, question) & _nouns(question.text)
    )


def _left_out(item: Evidence, question: Question) -> frozenset[str]:
    """The words of a question that its figure leaves out; that people are counted goes without saying."""
    return (item.missing & question.terms) - TOTALS


def _nouns(text: str) -> set[str]:
    """The words right behind "how many": who asks about officers asks about no others."""
    asked = re.search(rf"\bhow many\s+((?:(?!{_AUXILIARY})[\w'-]+\s*){{0,4}})", text, re.I)
    return {stem(word.lower()) for word in re.findall(r"[\w'-]+", asked[1])} if asked else set()


def _held(item: Evidence, reports: set[str], names: Names) -> set[str]:
    """What the whole report says, where it is known to be about the matter."""
    return set(terms(item.report.text, names)) if item.report.id in reports else set()
