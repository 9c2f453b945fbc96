"""Owns weighing: from evidence and register to findings: which claim, which status by which rule, what conflicts,
what is presumed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from assistant import slots
from assistant.claims import MATCH, Match, cap, match_claims
from assistant.conflicts import counts_conflict, days_conflict, figures_conflict, stances_conflict
from assistant.corrections import corrections_of
from assistant.counting import of_one_event
from assistant.dates import days_in
from assistant.doubts import with_doubts
from assistant.evidence import Evidence, citation, register_evidence, same_matter, weight
from assistant.figures import Figure, newest_of_each, read_figures
from assistant.origins import with_origins
from assistant.premises import read_premises, speaks_for
from assistant.propositions import is_another, linked_evidence
from assistant.question import Question, Saying
from assistant.retractions import retractions_of, taken_back
from assistant.status import bearings, decide
from assistant.values import Basis, Conflict, CorrectionShown, Premise, assertion_key, stronger
from corpus.values import STRENGTH, Claim, Quotation, Status, StatusChange
from index.assertions.cues import word_pattern

if TYPE_CHECKING:
    from index.opening import Index

_AHEAD = re.compile(r"\b(?:will|would|expect\w*|plan\w*|going to|forecast\w*|predict\w*)\b", re.I)
SAME = 0.62
"""Least share of a question's weighted words for an assertion to count as being about the same thing."""
OWN = 0.5
"""Least share that the sentence itself must hold: a title says what a report is about, not what each sentence says."""
ANSWERS = 0.50
"""Least support at which a question is answered; chosen on public questions, see `eval/benchmarks`."""
_FATES = ("killed", "wounded", "missing", "captured")
"""What may have become of somebody; to have been wounded is not to have been killed."""
_PROPOSITIONS = frozenset({"yes_no", "statement"})
"""Questions that put a proposition themselves; all others ask for one, and each statement then has a status of its
own."""
_LINKED = 0.8
"""Least share of a claim's words for a later assertion, not in the register, to bear on that claim."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the evidence gives for one question."""

    question: Question
    status: Status
    basis: Basis
    evidence: tuple[Evidence, ...]
    """What bears on the matter."""
    asked: tuple[Evidence, ...] = ()
    """Of that, what fills the slot the question asks for."""
    claim: Claim | None = None
    flagged: bool = False
    """Later evidence is weaker than the register's entry: an editor should look."""
    figures: tuple[Figure, ...] = ()
    replaced: tuple[Figure, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    corrections: tuple[CorrectionShown, ...] = ()
    premises: tuple[Premise, ...] = ()
    support: float = 0.0
    nearest: Evidence | None = None
    claims: tuple[str, ...] = ()


def weigh(question: Question, evidence: Sequence[Evidence], index: "Index") -> Findings:
    """Findings for a question. Where the register has the claim and an entry valid at the date, the register leads."""
    evidence = with_doubts(with_origins(evidence, index.names), index.names)
    matches = match_claims(question, index)
    top = matches[0] if matches and matches[0].score >= MATCH else None
    if top is not None and top.claim.on(question.as_of) is not None:
        return _from_register(question, top, matches, evidence, index)
    return _from_assertions(question, evidence, index)


def _from_register(
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
    status, basis, flagged = change.status, _editor_basis(_since(claim, question).note, items), False
    later = (
        *(item for item in linked if item.published > change.date),
        *_later_evidence(found, items, claim, change.date, index),
    )
    if later:
        weaker, rule = decide(bearings((*items, *later), actors_of(claim, index), index.names))
        if stronger(status, weaker) and weaker != "unknown":
            status, basis, flagged = weaker, rule, True
            items = (*items, *later)
    items = (*items, *(item for item in linked if item not in items))
    answered = slots.filled(question, (*items, *found), index)
    own = tuple(e for e in items if slots.fills(question, e, index)) if question.kind in slots.STRICT else items
    support = min(1.0, match.score) if answered else 0.0
    counted, replaced, conflicts = _count(question, (*items, *(e for e in found if is_same(e, question))), claim)
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
        conflicts or _conflicts(question, status, items, actors_of(claim, index), claim.text, index),
        corrections_of([e for e in (*items, *found) if e.cited or is_same(e, question)], index),
        read_premises(question, status, items, found, claim, index),
        support,
        found[0] if found else None,
        tuple(m.claim.id for m in matches if m.score >= match.score - 0.03),
    )


def _since(claim: Claim, question: Question) -> StatusChange:
    """The entry that gave the claim the status it still has on the day: its note says why."""
    known = [c for c in claim.history if question.as_of is None or c.date <= question.as_of]
    first = known[-1]
    for entry in reversed(known):
        if entry.status != first.status:
            break
        first = entry
    return first


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


def _from_assertions(question: Question, found: Sequence[Evidence], index: "Index") -> Findings:
    """Without a register: the same rules over what was found."""
    about = [e for e in found if is_same(e, question)]
    best = max((e.relevance for e in about), default=0.0)
    usable = [e for e in about if e.corrected is None]
    corrected = [e for e in about if e.corrected is not None]
    if question.saying is not None and question.saying.act == "say" and question.kind != "yes_no":
        usable = _said_by(question, question.saying, found, index)
    if question.kind in {*_PROPOSITIONS, "how_many"}:
        usable = [*usable, *retractions_of(usable, found, index.names, question.kind in _PROPOSITIONS)]
    status, basis = status_of(question, usable, usable[:1], index)
    if question.kind in slots.STRICT:
        usable = [e for e in usable if slots.fills(question, e, index)]
    counting = of_one_event(usable, found, question, index.names) if question.kind == "how_many" else usable
    lost, live = taken_back(counting, index.names)
    counted, replaced, conflicts = _count(question, live, None)
    if counted and question.kind == "how_many":
        usable = [f.evidence for f in counted]
        status, basis = status_of(question, usable, usable[-1:], index)
    elif lost and question.kind == "how_many":
        usable = [*lost, *(e for e in counting if e.voice == "retract")]
        status, basis = decide(bearings(usable, frozenset(), index.names))
    if corrected and (not usable or max(e.relevance for e in corrected) > max(e.relevance for e in usable) + 0.05):
        status, basis = "refuted", _corrected_basis(corrected)
        usable = corrected
    fitting = (*usable, *counting) if counted else usable
    support = max((e.relevance for e in fitting), default=0.3 * best)
    ordered = tuple(sorted(usable, key=lambda e: (-round(e.relevance, 2), e.published, e.report.id, e.assertion.start)))
    return Findings(
        question,
        status,
        basis,
        ordered,
        ordered,
        None,
        False,
        counted,
        replaced,
        conflicts or _conflicts(question, status, usable, frozenset(), question.topic, index),
        corrections_of(about, index),
        read_premises(question, status, usable, found, None, index),
        support,
        found[0] if found else None,
    )


def _said_by(question: Question, saying: Saying, found: Sequence[Evidence], index: "Index") -> list[Evidence]:
    """What the asked speaker said: on the day that the question names, or on its matter where it names one."""
    theirs = [e for e in found if speaks_for(saying, e, index) and e.corrected is None]
    if days := days_in(question.standalone):
        return [e for e in theirs if e.report.published in days or set(days_in(e.assertion.frame)) & set(days)]
    matter = frozenset(index.terms(saying.content))
    if not matter:
        return theirs
    return [
        e
        for e in theirs
        if len(matter & index.held_terms(f"{e.assertion.frame} {e.assertion.about}")) >= 0.5 * len(matter)
    ]


def status_of(
    question: Question, items: Sequence[Evidence], about: Sequence[Evidence], index: "Index"
) -> tuple[Status, Basis]:
    """The status of what was asked, or of what `about` says where the question asks for no proposition of its own."""
    asks_for_one = (
        question.kind in _PROPOSITIONS or (question.saying and question.saying.act != "say") or question.stance
    )
    if not asks_for_one and about:
        items = [i for i in items if i in about or any(same_matter(i, a, index.names) for a in about)]
    status, basis = decide(bearings(items, frozenset(), index.names))
    limits = [limit for item in about if (limit := cap(item, question.as_of, index)) is not None]
    weakest = min(limits, key=lambda limit: STRENGTH[limit.status], default=None)
    if weakest is None or not stronger(status, weakest.status):
        return status, basis
    why = f"the register holds claim {weakest.id} as {weakest.status}: {weakest.note}"
    return weakest.status, replace(basis, rule="0", why=why, set_by="editor")


def is_same(item: Evidence, question: Question) -> bool:
    """Whether an assertion is about what the question is about: enough of its words, and every name and number of
    it."""
    crucial = {
        t for t in item.missing if t.startswith("@") or t[:1].isdigit()
    }  # another place, or another number, is another matter
    held = item.said if question.kind in _PROPOSITIONS else item.own
    return item.coverage >= SAME and held >= OWN and not crucial and not _another_fate(question, item)


def _another_fate(question: Question, item: Evidence) -> bool:
    """Whether a question about the dead meets a sentence about the wounded alone, or the other way round."""
    asked = {fate for fate in _FATES if word_pattern("counting", "counted", fate).search(question.topic)}
    told = f"{item.assertion.frame} {item.assertion.about}"
    held = {fate for fate in _FATES if word_pattern("counting", "counted", fate).search(told)}
    return bool(asked and held) and not asked & held


def _count(
    question: Question, items: Sequence[Evidence], claim: Claim | None
) -> tuple[tuple[Figure, ...], tuple[Figure, ...], tuple[Conflict, ...]]:
    """Figures, the figures they replace, and the conflict between them."""
    if question.kind != "how_many":
        return (), (), ()
    counts = question.counts or (claim.slots.counts if claim else "")
    current, replaced = newest_of_each(read_figures(items, counts, question.terms, bool(_AHEAD.search(question.text))))
    found = figures_conflict(current, f"number {counts}" if counts else question.topic)
    return current, replaced, (found,) if found else ()


def _conflicts(
    question: Question, status: Status, items: Sequence[Evidence], actors: frozenset[str], about: str, index: "Index"
) -> tuple[Conflict, ...]:
    """Days of one event that differ, where a day is asked; else who says so and who denies it, or counts that clash."""
    sides = bearings(items, actors, index.names)
    found = days_conflict(sides.affirming, about) if question.kind == "when" else None
    if found is None and status == "disputed":
        found = stances_conflict(sides.affirming, sides.live_denials(), about)
        found = found or counts_conflict(sides.affirming, about)
    return (found,) if found else ()


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


def _corrected_basis(items: Sequence[Evidence]) -> Basis:
    return Basis(
        "2",
        "the passage that says so was corrected; from the correction's date it supports nothing",
        tuple(assertion_key(i.assertion) for i in items),
        1,
        1,
        "editor",
    )


__all__ = ["ANSWERS", "SAME", "Findings", "actors_of", "citation", "is_same", "quotations", "weigh"]
