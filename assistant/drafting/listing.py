"""Owns drafting lists: every outlet that told it, with its day, and how few origins they rest on."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.drafting.order import citations, count_word, joined, own_basis
from assistant.evidence import Evidence
from assistant.values import Statement
from assistant.weighing import Findings
from assistant.wording import claim_clause, long_day, publisher_name

if TYPE_CHECKING:
    from index.opening import Index

_SHOWN = 8
"""Outlets named in one sentence; the rest are in the details."""


def draft_list(findings: Findings, index: "Index") -> tuple[Statement, ...]:
    """The outlets that tell a claim, oldest first, and the origins behind them; empty where fewer than two do.

    Without a claim nobody can tell that they tell the same thing, and each is left to its own words and status.
    """
    claim = findings.claim
    if claim is None:
        return ()
    told = _each_outlet([i for i in findings.asked if i.voice == "affirm" and i.scope == "same"])
    if len(told) < 2:
        return ()
    origins = {i.origin or i.report.id for i in told}
    what = f" that {claim_clause(claim.text, index)}"
    lines = [_lead(told[:_SHOWN], len(told), len(origins), what)]
    lines += [_more(told[_SHOWN:])] if told[_SHOWN:] else []
    status = findings.status
    found = zip(lines, (told[:_SHOWN], told[_SHOWN:]), strict=False)
    return tuple(
        Statement(
            text,
            status,
            _counted(len(told), len(origins)),
            own_basis(findings, part),
            citations(part),
            claim.id,
        )
        for text, part in found
    )


def _lead(told: Sequence[Evidence], outlets: int, origins: int, what: str) -> str:
    named = joined([_dated(i) for i in told])
    more = f" and {outlets - len(told)} more" if outlets > len(told) else ""
    return f"Told by {named}{more}{what}: {_counted(outlets, origins)}."


def _more(told: Sequence[Evidence]) -> str:
    return f"Told as well by {joined([_dated(i) for i in told])}."


def _counted(outlets: int, origins: int) -> str:
    return f"{count_word(outlets)} outlets, {'one origin' if origins == 1 else f'{count_word(origins)} origins'}"


def _dated(item: Evidence) -> str:
    day = f" ({long_day(item.report.published)})" if item.report.published else ""
    return f"{publisher_name(item)}{day}"


def _each_outlet(items: Sequence[Evidence]) -> list[Evidence]:
    """The first word of each outlet, oldest first."""
    found: dict[str, Evidence] = {}
    for item in sorted(items, key=lambda i: (i.published, i.report.id, i.assertion.start)):
        found.setdefault(item.report.publisher or item.report.id, item)
    return list(found.values())
