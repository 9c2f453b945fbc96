"""Owns weighing by the register: its dated entry leads, and never past weaker evidence that came after it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant import slots
from assistant.claims import Match
from assistant.corrections import corrections_of
from assistant.evidence import Evidence, register_evidence, weight
from assistant.origins import with_origins
from assistant.propositions import is_another, linked_evidence
from assistant.question import Question
from assistant.status import bearings, decide
from assistant.values import Basis, assertion_key, stronger
from assistant.weighing.clashes import clashes, count
from assistant.weighing.findings import Findings
from assistant.weighing.sameness import is_same
from corpus.values import Claim, Quotation, Status, StatusChange

if TYPE_CHECKING:
    from index.opening import Index


_LINKED = 0.8
"""Least share of a claim's words for a later assertion, not in the register, to bear on that claim."""


def from_register(
    question: Question, match: Match, matches: Sequence[Match], found: Sequence[Evidence], index: "Index"
) -> Findings:
    claim = match.claim
    change = claim.on(question.as_of)
    assert change is not None  # noqa: S101 - the caller asked
    terms = frozenset(index.terms(claim.text))
    items = register_evidence(quotations(claim, question.as_of), claim.text, terms, match.vector, index, question.as_of)
    linked = linked_evidence(claim, match.vector, index, question.as_of)
    both = with_origins((*items, *linked), index.names)
    items, linked = both[: len(items)], both[len(items) :]
    if change.status == "confirmed":
        items = _with_deciding(items, _since(claim, question))
    status, basis, flagged = change.status, _editor_basis(_since(claim, question).note, items), False
    later = (
        *(item for item in linked if item.published > change.date),
        *_later_evidence(found, items, claim, change.date, index),
    )
    if later:
        actors = actors_of(claim, index)
        weaker, rule = decide(bearings((*items, *later), actors, index.names))
        if stronger(status, weaker) and weaker != "unknown" and _weakens(later, weaker, items, actors, index):
            status, basis, flagged = weaker, rule, True
            items = (*items, *later)
    items = (*items, *(item for item in linked if item not in items))
    answered = slots.filled(question, (*items, *found), index)
    own = tuple(e for e in items if slots.fills(question, e, index)) if question.kind in slots.STRICT else items
    support = min(1.0, match.score) if answered else 0.0
    counted, replaced, conflicts = count(question, (*items, *(e for e in found if is_same(e, question, index))), claim)
    if question.kind == "how_many" and question.counts and not counted:
        support = 0.0
    return Findings(
        question,
        status,
        basis,
        items,
        own or items,
        claim,
        flagged,
        counted,
        replaced,
        conflicts or clashes(question, status, items, actors_of(claim, index), claim.text, index),
        corrections_of([e for e in (*items, *found) if e.cited or is_same(e, question, index)], index),
        (),
        support,
        found[0] if found else None,
        tuple(m.claim.id for m in matches if m.score >= match.score - 0.03),
    )


def _weakens(
    later: Sequence[Evidence], weaker: Status, items: Sequence[Evidence], actors: frozenset[str], index: "Index"
) -> bool:
    """Whether the later evidence itself speaks against an entry: who only says it once more takes nothing away."""
    against = any(item.voice in {"deny", "retract"} for item in later)
    return against or stronger(decide(bearings(items, actors, index.names))[0], weaker)


def _since(claim: Claim, question: Question) -> StatusChange:
    """The entry that gave the claim the status it still has on the day: its note says why."""
    known = [c for c in claim.history if question.as_of is None or c.date <= question.as_of]
    first = known[-1]
    for entry in reversed(known):
        if entry.status != first.status:
            break
        first = entry
    return first


def _with_deciding(items: Sequence[Evidence], entry: StatusChange) -> tuple[Evidence, ...]:
    """The evidence, with what the entry rests on marked."""
    rests_on = {(q.report, q.quote) for q in entry.basis if q.scope == "same"}
    return tuple(
        replace(i, decides=any(i.report.id == report and i.assertion.frame in quote for report, quote in rests_on))
        for i in items
    )


def quotations(claim: Claim, as_of: date | None) -> list[tuple[Quotation, int]]:
    """Every quotation of the entries in force by the date, once, with the number of entries that cite it."""
    found: dict[tuple[str, str], tuple[Quotation, int]] = {}
    for entry in claim.history:
        if as_of is None or entry.date <= as_of:
            for q in entry.basis:
                found[q.report, q.quote] = (q, found.get((q.report, q.quote), (q, 0))[1] + 1)
    return list(found.values())


def _later_evidence(
    found: Sequence[Evidence], items: Sequence[Evidence], claim: Claim, last: date, index: "Index"
) -> tuple[Evidence, ...]:
    """Assertions after the register's entry in force that are about this very claim, and that no editor has placed."""
    known = {(i.report.id, i.assertion.frame_start) for i in items}
    terms = frozenset(index.terms(claim.text))
    later = []
    for item in found:
        if item.published <= last or (item.report.id, item.assertion.frame_start) in known or item.corrected:
            continue
        if claim.link(item.report.id, item.assertion.frame) or is_another(claim, item, index):
            continue
        held = set(index.terms(f"{item.assertion.frame} {item.assertion.about} {item.report.title}"))
        share = sum(weight(t, index) for t in terms & held) / (sum(weight(t, index) for t in terms) or 1.0)
        if share >= _LINKED:
            later.append(item)
    return tuple(later)


def actors_of(claim: Claim, index: "Index") -> frozenset[str]:
    """Who the claim is about, each with what it is part of."""
    keys = {key for actor in claim.slots.actors for key in index.names.ids(actor)} or index.names.ids(claim.text)
    return frozenset(whole for key in keys for whole in index.names.chain(key) if index.names.kind.get(key) != "place")


def _editor_basis(note: str, items: Sequence[Evidence]) -> Basis:
    return Basis(
        "0",
        note or "set in the register",
        tuple(assertion_key(i.assertion) for i in items),
        len({i.origin for i in items if i.origin and i.scope == "same"}),
        len({i.report.publisher for i in items if i.scope == "same"}),
        "editor",
    )
