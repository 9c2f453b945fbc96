"""Owns drafting who denied it: each who did, and of exactly what; a wider denial is said to be one."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.drafting.order import citations, joined, own_basis
from assistant.evidence import Evidence
from assistant.values import Statement
from assistant.weighing import Findings
from assistant.wording import claim_clause, long_day, publisher_name, sentence

if TYPE_CHECKING:
    from index.opening import Index

_ACTS = {"deny": "denied", "dismiss": "dismissed"}


def draft_denials(findings: Findings, index: "Index") -> tuple[Statement, ...]:
    """Who spoke against it, named first; then the words of each, and what they cover."""
    voices = _voices(findings.asked)
    claim = findings.claim
    made = [_names(voices, findings, index)] if claim is not None else []
    for item in voices:
        text, qualifier = sentence(item), "against the claim" if claim is not None else None
        if item.scope in {"broader", "narrower"}:
            qualifier = f"{item.scope} than the claim"
            text = f"{text.rstrip()} {item.note}".strip()
        key = claim.id if claim is not None else ""
        made.append(Statement(text, findings.status, qualifier, own_basis(findings, [item]), citations([item]), key))
    return tuple(made)


def _names(voices: Sequence[Evidence], findings: Findings, index: "Index") -> Statement:
    """ "Against it spoke A (10 October 2024, dismissed) …", and how the claim stands."""
    told = joined([f"{_who(i)} ({_act(i)}{_on(i)})" for i in voices])
    claim = findings.claim
    assert claim is not None  # noqa: S101 - the caller asked
    scope = "" if any(i.scope == "same" for i in voices) else ", though of something wider or narrower than was asked"
    text = f"Against it spoke {told}{scope}; held as {findings.status}: {claim_clause(claim.text, index)}."
    return Statement(text, findings.status, None, own_basis(findings, voices), citations(voices), claim.id)


def _voices(items: Sequence[Evidence]) -> list[Evidence]:
    """One word of each speaker against it: an open denial before a negative, the same claim before a wider one."""
    found: dict[str, Evidence] = {}
    order = sorted(items, key=lambda i: (i.assertion.stance not in _ACTS, i.scope != "same", -i.cited, i.published))
    for item in order:
        found.setdefault(_surname(item), item)
    return sorted(found.values(), key=lambda i: (i.scope != "same", i.assertion.stance not in _ACTS, i.published))[:5]


def _surname(item: Evidence) -> str:
    """Whom two reports name in other words: the last word of the speaker."""
    return _who(item).lower().rstrip(".").split()[-1]


def _who(item: Evidence) -> str:
    return item.assertion.speaker or publisher_name(item)


def _act(item: Evidence) -> str:
    return _ACTS.get(item.assertion.stance, "said it was not so")


def _on(item: Evidence) -> str:
    return f", {long_day(item.report.published)}" if item.report.published else ""
