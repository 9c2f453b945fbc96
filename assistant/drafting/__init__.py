"""Owns the extractive drafter: findings into statements, each attribution, neutral verb and what was said."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.drafting.assertions import draft_assertions
from assistant.drafting.claim import draft_claim
from assistant.drafting.denials import draft_denials
from assistant.drafting.figures import draft_figures
from assistant.drafting.listing import draft_list
from assistant.drafting.order import citations
from assistant.drafting.timeline import draft_timeline
from assistant.premises import saying_fault
from assistant.values import Statement
from assistant.weighing import Findings

if TYPE_CHECKING:
    from index.opening import Index

WORDS = 120
"""About as many words as a reader takes in before details: longer answers raise confidence without accuracy."""
NEEDED = 150
"""What the status, each side and what is mistaken for evidence may take together; everything beyond waits in the
details."""


def draft(findings: Findings, index: "Index") -> tuple[Statement, ...]:
    """Every statement the findings give, the most needed first; the caller shows what fits and keeps the rest as
    details."""
    question = findings.question
    if question.kind == "how_many" and findings.figures:
        return draft_figures(findings, index)
    if question.stance == "deny" and findings.asked:
        return draft_denials(findings, index)
    if question.kind == "timeline":
        return draft_timeline(findings, WORDS, index)
    said = _act(findings, index)
    listed = draft_list(findings, index) if question.kind == "list" else ()
    made = (
        *listed,
        *(
            draft_claim(findings, findings.claim, index)
            if findings.claim is not None
            else draft_assertions(findings, index)
        ),
    )
    if not said:
        return made
    told = {(c.report, c.start) for c in said[0].citations}
    return (*said, *(m for m in made if not {(c.report, c.start) for c in m.citations} <= told))


def _act(findings: Findings, index: "Index") -> tuple[Statement, ...]:
    """For "did S confirm / deny it?": that no report says so, with what S did say. Empty where S did, or nothing
    of the kind is asked."""
    saying = findings.question.saying
    if saying is None or findings.premises or (saying.act == "say" and findings.question.kind != "yes_no"):
        return ()
    fault = saying_fault(saying, findings.evidence, findings.found, index, findings.question.as_of)
    if fault is None:
        return ()
    claim = findings.claim.id if findings.claim else ""
    return (
        Statement(
            fault.note,
            findings.status,
            None,
            findings.basis,
            citations(fault.shown or findings.evidence[:1]),
            claim,
        ),
    )


def fit(statements: Sequence[Statement]) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """(what is shown at once, what is kept as details): about WORDS words, at least one statement."""
    shown: list[Statement] = []
    used = 0
    for place, statement in enumerate(statements):
        words = len(statement.text.split())
        if shown and used + words > (NEEDED if place < 5 else WORDS):
            return tuple(shown), tuple(statements[place:])
        shown.append(statement)
        used += words
    return tuple(shown), ()
