"""Owns the gate: every statement is checked against its citations and the findings; what fails is mended or
dropped, and said."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.premises.acts import NOT_FOUND
from assistant.values import Citation, Statement, stronger
from assistant.weighing import Findings
from assistant.wording import long_day, sentence
from index.assertions.cues import likelihood_pattern, word_pattern
from index.assertions.quantities import number_words

if TYPE_CHECKING:
    from index.opening import Index

_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_OWN_WORDS = re.compile(r"\((?:our mapping|ICD)[^)]*\)")

_OUTLETS = re.compile(r"\b\w+ outlets?, one origin")
"""The drafter's own count of whom it cites, which no report holds."""


def faults(statement: Statement, findings: Findings, index: "Index") -> tuple[str, ...]:
    """What is wrong with a statement, in words; empty where it passes."""
    found = [
        fault for citation in statement.citations for fault in citation_faults(citation, findings.question.as_of, index)
    ]
    if not statement.citations and statement.status != "unknown":
        found.append("it cites nothing")
    if stronger(statement.status, findings.status) and statement.claim:
        found.append(f"its label {statement.status} is stronger than the evidence, {findings.status}")
    found += wording_faults(statement, findings, index)
    return tuple(found)


def citation_faults(citation: Citation, as_of: date | None, index: "Index") -> tuple[str, ...]:
    """Whether the words are exactly there, whole sentences, and not later than the as-of date."""
    report = index.report(citation.report)
    if report is None:
        return (f"there is no report {citation.report!r}",)
    found = []
    if report.text[citation.start : citation.end] != citation.quote or not citation.quote.strip():
        found.append("the quotation is not in its report at that place")
    if as_of is not None and (report.published is None or report.published > as_of):
        found.append("the report is later than the as-of date")
    spans = index.sentences(citation.report, citation.start, citation.end)
    if spans and (spans[0].start < citation.start or spans[-1].end > citation.end):
        found.append("the quotation is cut off from its sentence")
    return tuple(found)


def wording_faults(statement: Statement, findings: Findings, index: "Index") -> tuple[str, ...]:
    """Whether the text holds a number, a name or a likelihood word that nothing under it holds, or lost a hedge."""
    ground = _ground(statement, findings, index)
    text = _OUTLETS.sub(" ", _OWN_WORDS.sub("", statement.text))
    found = []
    numbers = set(_NUMBER.findall(number_words(text))) - set(_NUMBER.findall(number_words(ground)))
    if numbers and not statement.text.startswith("The figures conflict"):
        found.append(f"nothing cited holds the number {', '.join(sorted(numbers))}")
    foreign = index.names.ids(text) - index.names.ids(ground)
    if foreign:
        found.append(f"nothing cited names {', '.join(sorted(index.names.label[k] for k in foreign))}")
    words = (
        {m[0].lower() for m in likelihood_pattern().finditer(text)}
        - {m[0].lower() for m in likelihood_pattern().finditer(ground)}
        - {"likely"}
    )
    if words:
        found.append(f"no source used the words {', '.join(sorted(words))}")
    quoted = " ".join(c.quote for c in statement.citations)
    lost = {m[0].lower() for m in word_pattern("evidential", "adverbs").finditer(quoted)} - {
        m[0].lower() for m in word_pattern("evidential", "adverbs").finditer(text)
    }
    if lost and statement.status in {"confirmed", "reported"} and len(statement.citations) == 1:
        found.append(f"the source's hedge {', '.join(sorted(lost))} is gone")
    return tuple(found)


def _ground(statement: Statement, findings: Findings, index: "Index") -> str:
    """All the words a statement may draw on: its quotations with where they are from, the claim, and the desk's
    own remarks."""
    parts = [f"{c.quote} {c.report}" for c in statement.citations]
    for citation in statement.citations:
        parts += [
            citation.publisher,
            citation.publisher[:1].upper() + citation.publisher[1:],
            citation.speaker,
            long_day(citation.published) if citation.published else "",
        ]
        report = index.report(citation.report)
        if report is not None:
            parts += [c.note for c in report.corrections] + [report.title if not citation.publisher else ""]
    if findings.claim is not None:
        parts += [findings.claim.text, findings.claim.slots.event_date]
        parts += [
            f"{change.note} {long_day(change.date)}"
            for change in findings.claim.history
            if findings.question.as_of is None or change.date <= findings.question.as_of
        ]
        parts += [
            q.note
            for change in findings.claim.history
            for q in change.basis
            if findings.question.as_of is None or change.date <= findings.question.as_of
        ]
    if (saying := findings.question.saying) is not None:
        parts.append(saying.speaker)
        if statement.text.startswith(NOT_FOUND):  # it repeats what was looked for, and says that nobody said it
            parts += [saying.content, saying.within.text if saying.within is not None else ""]
    if statement.text.startswith("I found no report"):  # the question's own words, repeated as what nobody said
        parts += [findings.question.standalone, long_day(findings.question.as_of) if findings.question.as_of else ""]
    keys = set(statement.basis.assertions)
    for item in findings.evidence:
        if any(key.startswith(f"{item.report.id}@") for key in keys):
            parts += [*item.assertion.speakers]
    return " ".join(parts)


def ground(
    statements: Sequence[Statement], findings: Findings, index: "Index"
) -> tuple[tuple[Statement, ...], tuple[str, ...]]:
    """The statements that pass, and notes on what was changed. A failing one is replaced by its plain sentence,
    else dropped."""
    passed, notes = [], []
    for statement in statements:
        wrong, put = check(statement, findings, index)
        if put is not None:
            passed.append(put)
        if wrong:
            done = "left out" if put is None else "put back into its source's own words"
            notes.append(f"A sentence was {done}: {wrong[0]}.")
    return tuple(passed), tuple(notes)


def check(statement: Statement, findings: Findings, index: "Index") -> tuple[tuple[str, ...], Statement | None]:
    """(what is wrong with a statement, what may stand in its place): itself where nothing is wrong."""
    wrong = faults(statement, findings, index)
    if not wrong:
        return (), statement
    mended = _plain(statement, findings)
    return wrong, mended if mended is not None and not faults(mended, findings, index) else None


def _plain(statement: Statement, findings: Findings) -> Statement | None:
    """The same evidence in its source's own sentence."""
    for item in findings.evidence:
        if any(c.report == item.report.id and c.start == item.assertion.frame_start for c in statement.citations):
            return Statement(
                sentence(item),
                statement.status,
                statement.qualifier,
                statement.basis,
                statement.citations[:1],
                statement.claim,
            )
    return None
