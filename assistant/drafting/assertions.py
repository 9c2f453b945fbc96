"""Owns drafting without a register claim: the best-fitting assertion under its status, then the other side."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.drafting.order import citations, count_word, groups, joined, sides_first
from assistant.evidence import Evidence, same_matter
from assistant.status import CLOSE, bearings, decide
from assistant.values import Basis, Statement, assertion_key, stronger
from assistant.weighing import Findings, status_of
from assistant.weighing.filling import clash_basis
from assistant.wording import publisher_name, sentence
from corpus.values import Status

if TYPE_CHECKING:
    from index.opening import Index

_IT_IS_HELD = (
    r" (?:is|was|has been|had been|remains)(?: \w+ly| not| now| long){0,3} (?:believed|thought|understood|said|"
    r"reported|claimed|alleged|rumou?red|assumed|presumed|suspected|feared|argued|suggested|estimated|expected|clear|"
    r"unclear|known|unknown|possible|likely|unlikely|probable|uncertain) (?:that|whether|if)\b"
)
"""Behind it "it" stands for nothing said before."""
_DANGLING = re.compile(
    rf"(?:He|She|It(?!{_IT_IS_HELD})|They|This|That|These|Those|Neither|Both|His|Her|Its|Their|Such)\b"
)
"""A sentence of the report's own that only goes on with the one before cannot stand alone."""
_WORD: dict[Status, str] = {
    "confirmed": "Confirmed",
    "reported": "Reported",
    "assessed": "Assessed",
    "unverified": "Unverified",
    "disputed": "Disputed",
    "refuted": "Refuted, withdrawn",
    "unknown": "No evidence",
}


def draft_assertions(findings: Findings, index: "Index") -> tuple[Statement, ...]:
    """Without a register claim: the best-fitting assertion leads under the status, the other side right behind it."""
    items = [
        i
        for i in sides_first(_admission_first(findings))
        if i.assertion.speakers or not _DANGLING.match(i.assertion.frame)
    ]
    made: list[Statement] = []
    for group in groups(items[:8]):
        first = group[0]
        text, qualifier = sentence(first), None
        if first.corrected is not None:
            text = f"Corrected: {text} The desk's correction: {first.corrected.note}"
        others = group[1:]
        if others:
            text = (
                f"{text} {joined([publisher_name(i) for i in others])} rest{'s' if len(others) == 1 else ''} "
                f"on the same origin: {count_word(len(group))} outlets, one origin."
            )
            qualifier = f"{count_word(len(group))} outlets, one origin"
        status, basis = _status_of_group(group, findings, index)
        if (
            not made
            and findings.question.kind in {"yes_no", "statement"}
            and findings.status in {"disputed", "unverified", "assessed", "refuted"}
            and first.corrected is None
        ):
            text = f"{_WORD[findings.status]}: {text}"
        made.append(Statement(text, status, qualifier, basis, citations(group)))
    return tuple(made)


def _admission_first(findings: Findings) -> Sequence[Evidence]:
    """Where a party's own admission confirms what was asked, it leads: no rumour that came before it does."""
    if findings.status != "confirmed" or findings.basis.rule != "3a":
        return findings.evidence
    admission = findings.basis.assertions[0]
    return sorted(findings.evidence, key=lambda item: assertion_key(item.assertion) != admission)


def _status_of_group(group: Sequence[Evidence], findings: Findings, index: "Index") -> tuple[Status, Basis]:
    """The status of what a statement says: the question's where the statement is part of what gave it, never a stronger
    one that other evidence earned."""
    if group[0].corrected or findings.question.stance:
        return findings.status, findings.basis
    if findings.filled is not None and any(findings.filled.clashes(item) for item in group):
        return clash_basis(findings.filled)
    if findings.status == "refuted":
        sides = bearings(findings.evidence, frozenset(), index.names)
        if group[0] in (*sides.withdrawn, *sides.retracting):
            return findings.status, findings.basis
    status, basis = status_of(findings.question, findings.evidence, group, index)
    used = [item for item in findings.evidence if assertion_key(item.assertion) in basis.assertions]
    if any(item in used or any(same_matter(item, other, index.names, CLOSE) for other in used) for item in group):
        return status, basis
    alone, why = decide(bearings(group, frozenset(), index.names))
    return (alone, why) if stronger(status, alone) and alone != "unknown" else (status, basis)
