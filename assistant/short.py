"""Owns the compact form of an answer: the asked words with source and status, never stronger than its statements."""

from collections.abc import Sequence

from assistant.conflicts import told_by
from assistant.drafting.order import joined
from assistant.spans import Filler
from assistant.values import Statement
from assistant.weighing import Findings
from corpus.values import STRENGTH, Status

WORDS = 40
"""Words of a compact form at most."""
_SAID: dict[Status, str] = {
    "confirmed": "Confirmed",
    "reported": "Reported, not confirmed",
    "assessed": "Assessed, not confirmed",
    "unverified": "Unverified",
    "disputed": "Disputed",
    "refuted": "Refuted, withdrawn",
    "unknown": "No evidence",
}
_SOURCES = 2
"""Sources named for one value; more are counted."""


def short_form(findings: Findings, statements: Sequence[Statement]) -> str | None:
    """The answer in at most 40 words: the asked words themselves, or the leading statement; None where it declines."""
    if not statements:
        return None
    return _values(findings, statements) or _leading(statements)


def _values(findings: Findings, statements: Sequence[Statement]) -> str:
    """ "Disputed: 1856 (doc-1) against 1900 (doc-2)": what fills the slot, as far as the statements cite it."""
    filled = findings.filled
    if filled is None:
        return ""
    cited = {(c.report, c.start): s.status for s in reversed(statements) for c in s.citations if s.status != "unknown"}
    groups = [[f for f in group if _place(f) in cited] for group in filled.groups]
    groups = [group for group in groups if group]
    if not groups:
        return ""
    clashing = [g for g in groups if any(f in filled.clashing for f in g)]
    apart = [g for g in groups if g not in clashing]
    parts = []
    if len(clashing) > 1:
        parts.append(f"{_SAID['disputed']}: {' against '.join(map(_value, clashing))}")
    else:
        apart = groups
    statuses = [min((cited[_place(f)] for f in g), key=STRENGTH.__getitem__) for g in apart]
    for status in dict.fromkeys(statuses):
        same = [_value(g) for g, own in zip(apart, statuses, strict=True) if own == status]
        parts.append(f"{_SAID[status]}: {' · '.join(same)}")
    return _cut(parts)


def _cut(parts: Sequence[str]) -> str:
    """As many whole parts as fit; a dispute is never shown by one side."""
    kept: list[str] = []
    for part in parts:
        if len(" ".join([*kept, part]).split()) > WORDS:
            values = part.split(" · ")
            while len(values) > 1 and len(" ".join([*kept, " · ".join(values)]).split()) > WORDS:
                values.pop()
            part = " · ".join(values)
        if len(" ".join([*kept, part]).split()) <= WORDS:
            kept.append(part)
    return "; ".join(kept)


def _value(group: Sequence[Filler]) -> str:
    """ "1856 (doc-1, doc-4)"."""
    who = list(dict.fromkeys(told_by(f.item) for f in group))
    more = f" and {len(who) - _SOURCES} more" if len(who) > _SOURCES else ""
    return f"{' '.join(group[0].text.split())} ({', '.join(who[:_SOURCES])}{more})"


def _leading(statements: Sequence[Statement]) -> str:
    """The first statement with its status in words, or, where it is too long, who holds what about it."""
    first = statements[0]
    named = first.text.lower().startswith(first.status) or f" {first.status}" in first.text.lower()
    text = first.text if named else f"{_SAID[first.status]}: {first.text}"
    if len(text.split()) <= WORDS:
        return text
    sources = list(dict.fromkeys(c.publisher or c.report for s in statements for c in s.citations))
    return f"{_SAID[first.status]}; read {joined(sources[:3])}."


def _place(filler: Filler) -> tuple[str, int]:
    return filler.report_id, filler.item.assertion.frame_start
