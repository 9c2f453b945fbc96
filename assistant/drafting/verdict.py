"""Owns the first sentence to a yes-or-no question: direct, and never past the status of what was asked."""

import re
from typing import TYPE_CHECKING

from assistant.drafting.order import acknowledges
from assistant.status import bearings
from assistant.weighing import Findings
from assistant.weighing.register import actors_of
from corpus.values import Claim, Status

if TYPE_CHECKING:
    from index.opening import Index

_ANSWERS: dict[Status, str] = {
    "confirmed": "Yes, confirmed: {claim}.",
    "reported": "Reported, and not confirmed: {claim}.",
    "assessed": "Not confirmed: it is assessed as {term} that {claim}.",
    "unverified": "Not confirmed: it is reported but unverified that {claim}.",
    "disputed": "Not confirmed: it is disputed that {claim}.",
    "refuted": "No: held as refuted is the claim that {claim}.",
    "unknown": "No report held says that {claim}.",
}
_OWN_ACCOUNT = "Yes, by the parties' own account: {claim}."
_TO_A_NEGATIVE: dict[Status, str] = {
    "confirmed": "Confirmed, contrary to what the question puts: {claim}.",
    "reported": "Reported, though not confirmed, and contrary to what the question puts: {claim}.",
    "refuted": "Held as refuted is the claim that {claim}.",
    "unknown": "No report held says either that {claim} or that it is not so.",
}
_NOT_SETTLED = "Not settled either way: it is {label} that {claim}."
_LABEL: dict[Status, str] = {
    "assessed": "assessed as {term}, and not confirmed,",
    "unverified": "reported but unverified",
    "disputed": "disputed",
}
_NEGATIVE = re.compile(
    r"^(?:did|does|do|is|are|was|were|has|have|had)\b.*?\b(?:not|never|no|none|nobody|without)\b|"
    r"\b(?:untrue|false|not true|wrong) that\b",
    re.I,
)


def verdict(findings: Findings, claim: Claim, clause: str, term: str, index: "Index") -> str:
    """The first sentence for a claim of the register. A negative question gets neither yes nor no: both would be read
    two ways."""
    status = findings.status
    if is_negative(findings.question.standalone) and not is_negative(f"is {claim.text}"):
        if status in _LABEL:
            return _NOT_SETTLED.format(label=_LABEL[status].format(term=term), claim=clause)
        return _TO_A_NEGATIVE[status].format(claim=clause)
    if status == "confirmed" and _own_account(findings, claim, index):
        return _OWN_ACCOUNT.format(claim=clause)
    return _ANSWERS[status].format(claim=clause, term=term)


def is_negative(question: str) -> bool:
    """Whether a question asks whether something is not so; "Didn't they …?" expects that it is."""
    return bool(_NEGATIVE.search(question))


def _own_account(findings: Findings, claim: Claim, index: "Index") -> bool:
    """Whether a party to the claim itself admits it."""
    sides = bearings(findings.evidence, actors_of(claim, index), index.names)
    return any(acknowledges(item) and item.scope == "same" and sides.is_party(item) for item in sides.affirming)
