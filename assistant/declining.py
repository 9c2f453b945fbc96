"""Owns declining: when the evidence does not answer the question asked, and the one honest sentence that says so."""

from typing import TYPE_CHECKING

from assistant.evidence import Evidence
from assistant.question import Kind, Question
from assistant.question.languages import UNNAMED
from assistant.weighing import ANSWERS, Findings
from assistant.wording import long_day

if TYPE_CHECKING:
    from index.opening import Index

_SLOTS: dict[Kind, str] = {
    "names": "gives the name or names asked for",
    "who": "says who it was",
    "list": "gives what the list asks for",
    "when": "gives the date asked for",
    "where": "gives the place asked for",
    "why": "gives a reason for this",
    "timeline": "tells how this came about",
    "summary": "tells of this",
}
_COUNTED = {
    "killed": "the number of killed",
    "wounded": "the number of wounded",
    "casualties": "the number of casualties",
    "missing": "the number of missing",
    "captured": "the number of captured",
    "deployed": "the number of those sent",
}
_NEAR = 0.35
"""Least share of the question's words that the nearest sentence holds to be worth naming."""
_CLOSE = 0.3
_NAMED = 2
"""Reports pointed to for a question in another language."""


def declines(findings: Findings) -> bool:
    """Whether the evidence does not answer this question, however near its topic is."""
    question = findings.question
    if question.language or question.unasked:
        return True
    return findings.support < ANSWERS or not (findings.evidence or findings.figures)


def looked_for(findings: Findings, index: "Index") -> str:
    """One honest sentence: what was looked for, in what, and the nearest thing held, which is not the answer."""
    question = findings.question
    if question.language:
        return _in_english(question, index)
    asked = question.standalone.strip().rstrip("?.!")
    if question.unasked:
        return f"The question “{_short(asked)}” {question.unasked}."
    day = f" up to {long_day(question.as_of)}" if question.as_of else ""
    reason = f"I found {_slot(question, day)}: “{_short(asked)}”."
    if question.as_of and index.newest and not index.search(question.topic, 1, question.as_of):
        return f"{reason} No report held is dated that early."
    return f"{reason}{_nearest(findings.nearest)}"


def _slot(question: Question, day: str) -> str:
    """What was looked for: the very thing the question asks, and not its topic."""
    saying = question.saying
    if saying is not None and saying.act == "say" and question.kind not in {"yes_no", "statement"}:
        figures = "figure" if question.kind == "how_many" else "statement"
        return f"no {figures} by {saying.speaker} in the corpus{day} on what was asked"
    if question.stance == "deny":
        return f"no denial in the corpus{day} of what was asked"
    if question.kind == "how_many":
        what = _COUNTED.get(question.counts, "the number")
        return f"no report in the corpus{day} that gives {what} asked for"
    return f"no report in the corpus{day} that {_SLOTS.get(question.kind, 'answers')}"


def _nearest(near: Evidence | None) -> str:
    if near is None or near.coverage < _NEAR or near.closeness < _CLOSE:
        return ""
    when = f", {long_day(near.report.published)}" if near.report.published else ""
    title, publisher = near.report.title or near.report.id, near.publisher.name or near.report.id
    return f" The nearest held, which does not answer it: “{title}” ({publisher}{when})."


def _in_english(question: Question, index: "Index") -> str:
    """That the question is in another language, and what is held about the names in it."""
    seems = "does not seem to be in English" if question.language == UNNAMED else f"seems to be in {question.language}"
    reason = (
        f"This question {seems}; the reports held are in English. Ask in English, for example: Who denied the report?"
    )
    if not question.names:
        return reason
    labels = sorted(index.names.label[key] for key in question.names)
    hits = index.search(" ".join(labels), _NAMED * 3, question.as_of)
    reports = {hit.passage.report_id: index.report(hit.passage.report_id) for hit in hits}
    titles = [f"“{r.title or r.id}”" for r in reports.values() if r is not None][:_NAMED]
    return f"{reason} Held about {' and '.join(labels)}: {', '.join(titles)}." if titles else reason


def _short(asked: str) -> str:
    """A question as it is repeated: a long one by its beginning."""
    return asked if len(asked) <= 200 else f"{asked[:200].rstrip()} …"
