"""Owns drafting for a claim of the register: its status first, then each side, then what is mistaken for evidence."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.claims import is_matter
from assistant.drafting.order import (
    acknowledges,
    asked_first,
    by_need,
    citations,
    count_word,
    groups,
    joined,
    leading,
    own_basis,
)
from assistant.drafting.verdict import verdict
from assistant.evidence import Evidence
from assistant.speakers import speaks_for
from assistant.values import Statement
from assistant.weighing import Findings
from assistant.wording import claim_clause, long_day, publisher_name, range_text, sentence
from corpus.values import Claim, Status

if TYPE_CHECKING:
    from index.opening import Index

_LEADS: dict[Status, str] = {
    "confirmed": "It is confirmed that {claim}.",
    "reported": "It is reported, and not confirmed, that {claim}.",
    "assessed": "It is assessed as {term}, and not confirmed, that {claim}.",
    "unverified": "It is reported but unverified that {claim}.",
    "disputed": "It is disputed, and not confirmed, that {claim}.",
    "refuted": "Held as refuted: the claim that {claim}.",
    "unknown": "No report held says that {claim}.",
}
_MATTER_LEADS: dict[Status, str] = {
    "confirmed": "Confirmed: {claim}.",
    "reported": "Reported, and not confirmed: {claim}.",
    "assessed": "Assessed, and not confirmed: {claim}.",
    "unverified": "Unverified: {claim}.",
    "disputed": "Disputed: {claim}.",
    "refuted": "Held as refuted: {claim}.",
    "unknown": "Not in any report held: {claim}.",
}


def draft_claim(findings: Findings, claim: Claim, index: "Index") -> tuple[Statement, ...]:
    """A claim of the register: its status first, then each side, then what is mistaken for evidence."""
    items = findings.evidence
    lead = Statement(
        _lead(findings, claim, index),
        findings.status,
        None,
        findings.basis,
        citations(leading(items, findings.status)),
        claim.id,
    )
    return (lead, *(_statement(group, findings, claim.id) for group in groups(_ordered(findings, claim, index))))


def _beyond(claim: Claim, asked: frozenset[str], index: "Index") -> frozenset[str]:
    """What is asked beyond the claim itself: "Is the treaty in force?" asks more of it than that it was signed."""
    return asked - index.held_terms(" ".join((claim.text, *claim.slots.actors, claim.slots.place)))


def _ordered(findings: Findings, claim: Claim, index: "Index") -> list[Evidence]:
    """By need; where a day or place is asked for, first what speaks most of what was asked."""
    items, asked, saying = by_need(findings.asked), findings.question.terms, findings.question.saying
    if findings.question.kind not in {"when", "where"}:
        return (
            items
            if saying is not None and saying.act != "say"
            else asked_first(items, _beyond(claim, asked, index), index)
        )
    if saying is not None:
        openly = saying.act == "confirm"
        return sorted(items, key=lambda i: (not speaks_for(saying, i, index), openly and not acknowledges(i)))
    return sorted(items, key=lambda i: -len(asked & index.held_terms(i.assertion.frame)))


def _lead(findings: Findings, claim: Claim, index: "Index") -> str:
    clause = claim_clause(claim.text, index)
    if is_matter(claim):
        return _MATTER_LEADS[findings.status].format(claim=clause)
    term = next(
        (
            f'"{i.assertion.likelihood.term}" ({range_text(i.assertion.likelihood)})'
            for i in leading(findings.evidence, "assessed")
            if i.assertion.likelihood
        ),
        "a judgement of the source named below",
    )
    saying = findings.question.saying
    # "Was it confirmed?" names nobody; whether somebody said so is another question than whether it is so.
    if findings.question.kind == "yes_no" and (saying is None or not (saying.speaker_ids or saying.content)):
        return verdict(findings, claim, clause, term, index)
    return _LEADS[findings.status].format(claim=clause, term=term)


def _statement(group: Sequence[Evidence], findings: Findings, claim: str) -> Statement:
    first = group[0]
    text, qualifier = sentence(first), None
    if first.scope == "different" and first.note:
        text, qualifier = _beside(group), "about another matter"
    elif len(group) > 1:
        outlets = [publisher_name(i) for i in group]
        source = first.assertion.speaker or "an unnamed source"
        day = f" on {long_day(first.report.published)}" if first.report.published else ""
        text = f"{joined(outlets)} reported this{day}, citing {source}: {count_word(len(outlets))} outlets, one origin."
        qualifier = f"{count_word(len(outlets))} outlets, one origin"
    elif first.voice == "deny" and first.scope == "same":
        qualifier = "against the claim"
    elif first.scope in {"broader", "narrower"}:
        qualifier = f"{first.scope} than the claim"
        text = f"{text.rstrip()} {first.note}".strip()
    return Statement(text, findings.status, qualifier, own_basis(findings, group), citations(group), claim)


def _beside(group: Sequence[Evidence]) -> str:
    """What is mistaken for evidence, with the editor's remark on why it is none."""
    first = group[0]
    days = sorted({i.report.published for i in group if i.report.published})
    when = f" on {joined([long_day(d) for d in days])}" if days else ""
    verb = "acknowledged" if acknowledges(first) else "reported"
    if not first.note.startswith("This "):
        return f"{sentence(first)} {first.note}"
    return (
        f"What {joined(list(dict.fromkeys(publisher_name(i) for i in group)))} {verb}{when} "
        f"{first.note.removeprefix('This ')}"
    )
