"""Owns drafting timelines: dated lines, oldest first; of a claim, what set each status."""

import re
from typing import TYPE_CHECKING

from assistant import timelines
from assistant.drafting.order import citations, own_basis
from assistant.histories import TimelineEntry
from assistant.values import Basis, Statement
from assistant.weighing import Findings
from assistant.wording import long_day, sentence
from corpus.values import Claim

if TYPE_CHECKING:
    from index.opening import Index

_CITED = 3
"""Quotations shown for one entry: the first that are new with it."""


def draft_timeline(findings: Findings, words: int, index: "Index") -> tuple[Statement, ...]:
    """A claim's changes of status, then what left it as it was; without a claim, what was said, by its day."""
    if findings.claim is None:
        items = sorted(findings.evidence, key=lambda i: (i.published, i.report.id, i.assertion.start))
        return tuple(
            Statement(
                f"{long_day(i.report.published)}: {sentence(i)}" if i.report.published else sentence(i),
                findings.status,
                None,
                own_basis(findings, [i]),
                citations([i]),
            )
            for i in items
        )
    told = timelines.timeline(findings.claim.id, findings.question.as_of, index, sides=False)
    lines = [(entry, entry_statement(entry, findings.claim, findings)) for entry in told.entries]
    return _within(words, [(entry, made) for entry, made in lines if made is not None])


def _within(words: int, lines: list[tuple[TimelineEntry, Statement]]) -> tuple[Statement, ...]:
    """The changes and as many other entries as fit into the words, by their day; then the rest."""
    shown: list[TimelineEntry] = []
    used = 0
    for entry, made in sorted(lines, key=lambda line: line[0].reaffirmed):
        used += len(made.text.split())
        if shown and used > words:
            break
        shown.append(entry)
    first = [made for entry, made in lines if entry in shown]
    return (*first, *(made for entry, made in lines if entry not in shown))


def entry_statement(entry: TimelineEntry, claim: Claim, findings: Findings) -> Statement | None:
    """One entry as a dated line; None where nothing under it can be shown."""
    new = [quoted.citation for quoted in entry.new if quoted.scope != "different"] or [q.citation for q in entry.basis]
    if not new:
        return None
    text = f"{long_day(entry.date)}: {_step(entry)}. {first_sentence(entry.note)}".strip()
    basis = Basis("0", entry.note, (), findings.basis.origins, findings.basis.outlets, entry.set_by)
    return Statement(text, findings.status, entry.change, basis, tuple(new[:_CITED]), claim.id)


def _step(entry: TimelineEntry) -> str:
    if entry.was is None:
        return entry.status
    return f"still {entry.status}" if entry.reaffirmed else f"from {entry.was} to {entry.status}"


def first_sentence(note: str) -> str:
    """An editor's remark in one sentence: the whole is in the details."""
    found = re.match(r".+?[.!?](?=\s+[A-Z]|$)", note.strip(), re.S)
    return found[0] if found else note.strip()
