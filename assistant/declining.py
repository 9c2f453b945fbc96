"""Owns declining: when the evidence does not answer the question asked, and the one honest sentence that says so."""

from datetime import date
from typing import TYPE_CHECKING

from assistant.weighing import ANSWERS, Findings
from assistant.wording import long_day

if TYPE_CHECKING:
    from index.opening import Index


def declines(findings: Findings) -> bool:
    """Whether the evidence does not answer this question, however near its topic is."""
    return findings.support < ANSWERS or not (findings.evidence or findings.figures)


def looked_for(findings: Findings, index: "Index", newest: date | None) -> str:
    """One honest sentence: what was looked for, in what, and the nearest thing held."""
    question = findings.question
    day = f" up to {long_day(question.as_of)}" if question.as_of else ""
    asked = question.standalone.strip().rstrip("?.!")
    if question.kind == "names":
        reason = f"I found no report in the corpus{day} that gives the name or names asked for: “{asked}”."
    elif question.kind == "how_many":
        reason = f"I found no report in the corpus{day} that gives the number asked for: “{asked}”."
    else:
        reason = f"I found no report in the corpus{day} that answers: “{asked}”."
    if question.as_of and newest and not index.search(question.topic, 1, question.as_of):
        return f"{reason} No report held is dated that early."
    near = findings.nearest
    if near is not None and near.coverage >= 0.35 and near.closeness >= 0.3:
        when = f", {long_day(near.report.published)}" if near.report.published else ""
        reason += (
            f" The nearest held is “{near.report.title or near.report.id}” "
            f"({near.publisher.name or near.report.id}{when})."
        )
    return reason
