"""Owns weighing: from evidence and register to findings: which claim, which status by which rule, what conflicts,
what is presumed."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.claims import MATCH, match_claims
from assistant.doubts import with_doubts
from assistant.evidence import Evidence
from assistant.origins import with_origins
from assistant.question import Question
from assistant.weighing.assertions import from_assertions, status_of
from assistant.weighing.findings import ANSWERS, Findings
from assistant.weighing.register import actors_of, from_register, quotations
from assistant.weighing.sameness import SAME, is_same
from assistant.weighing.words import said_by, words_asked

if TYPE_CHECKING:
    from index.opening import Index


def weigh(question: Question, evidence: Sequence[Evidence], index: "Index") -> Findings:
    """Findings for a question. Where the register has the claim and an entry valid at the date, the register leads."""
    evidence = with_doubts(with_origins(evidence, index.names), index.names)
    matches = match_claims(question, index)
    top = matches[0] if matches and matches[0].score >= MATCH else None
    says = question.saying is not None and question.saying.act == "say"
    counted = says and question.kind == "how_many"  # the figures of one speaker are no claim of all
    if counted or (words_asked(question) and (says or said_by(question, evidence, index))):
        top = None  # who asks for somebody's words is not answered by the status of what they are about
    if top is not None and top.claim.on(question.as_of) is not None:
        return replace(from_register(question, top, matches, evidence, index), found=evidence)
    return replace(from_assertions(question, evidence, index), found=tuple(evidence))


__all__ = ["ANSWERS", "SAME", "Findings", "actors_of", "is_same", "quotations", "status_of", "weigh"]
