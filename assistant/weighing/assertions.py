"""Owns weighing without a register claim: the same rules over what was found."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant import slots
from assistant.answerability import Answerability, answerability
from assistant.answerability.deeds import untold
from assistant.answerability.wanted import wanted_by
from assistant.claims import cap
from assistant.corrections import corrections_of
from assistant.counting import of_one_event
from assistant.evidence import Evidence, denials_of, same_matter
from assistant.question import Question
from assistant.retractions import retractions_of, taken_back
from assistant.status import bearings, decide
from assistant.values import Basis, assertion_key, stronger
from assistant.weighing.clashes import clashes, count
from assistant.weighing.filling import clash_basis, filled_slot, fillers_conflict, led_by
from assistant.weighing.findings import Findings
from assistant.weighing.sameness import PROPOSITIONS, crucial, is_same
from assistant.weighing.words import ASKED_WORDS, said_by, words_asked
from corpus.values import STRENGTH, Status

if TYPE_CHECKING:
    from index.opening import Index


_IN_OTHER_WORDS = 0.55
"""Least support for a sentence to answer that does not hold most words of the question."""


def from_assertions(question: Question, found: Sequence[Evidence], index: "Index") -> Findings:
    """Without a register: the same rules over what was found."""
    read = answerability(question, found, index)
    about = [e for e in found if is_same(e, question, index) or _answers(e, question, read, index)]
    best = max((e.relevance for e in about), default=0.0)
    usable = [e for e in about if e.corrected is None]
    corrected = [e for e in about if e.corrected is not None]
    theirs = said_by(question, found, index)
    if question.saying is not None and (words_asked(question) or _says(question)):
        usable = theirs
    if question.kind in {*PROPOSITIONS, "how_many"}:
        usable = [*usable, *retractions_of(usable, found, index.names, question.kind in PROPOSITIONS)]
    status, basis = status_of(question, usable, usable[:1], index)
    if question.kind in slots.STRICT:
        usable = [e for e in usable if slots.fills(question, e, index)]
    counting = of_one_event(usable, found, question, index.names) if question.kind == "how_many" else usable
    lost, live = taken_back(counting, index.names)
    counted, replaced, conflicts = count(question, live, None)
    if counted and question.kind == "how_many":
        usable = [f.evidence for f in counted]
        last = usable[-1:]
        usable += denials_of(usable, counting, index.names)
        status, basis = status_of(question, usable, last, index)
    elif question.kind == "how_many" and not lost:
        usable = []  # the topic without a figure is no answer
    elif lost and question.kind == "how_many":
        usable = [*lost, *(e for e in counting if e.voice == "retract")]
        status, basis = decide(bearings(usable, frozenset(), index.names))
    if corrected and (not usable or max(e.relevance for e in corrected) > max(e.relevance for e in usable) + 0.05):
        status, basis = "refuted", _corrected_basis(corrected)
        usable = corrected
    fitting = (*usable, *counting) if counted else usable
    support = max((e.relevance for e in fitting), default=0.3 * best)
    if asks_for_a_slot(question):
        support = read.support if fitting else min(read.support, 0.3)
    if words_asked(question) and theirs:
        support = max(support, ASKED_WORDS)
    usable = sorted(usable, key=lambda e: _order(e, question, read))
    filled = filled_slot(question, found) if status != "refuted" and not counted and not theirs else None
    ordered = tuple(led_by(filled, usable))
    if filled is not None and (clash := fillers_conflict(filled, question.topic)):
        days = clashes(question, status, usable, frozenset(), question.topic, index) if question.kind == "when" else ()
        conflicts = days or (clash,)
        status, basis = clash_basis(filled)
    support = max(support, filled.support) if filled is not None and ordered else support
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
        conflicts or clashes(question, status, usable, frozenset(), question.topic, index),
        corrections_of(about, index),
        (),
        support,
        found[0] if found else None,
        filled=filled,
        answerability=read,
    )


def _says(question: Question) -> bool:
    return question.saying is not None and question.saying.act == "say" and question.kind != "yes_no"


def asks_for_a_slot(question: Question) -> bool:
    """Whether one thing is asked for that a sentence gives, and neither a proposition nor somebody's words are put."""
    asks = question.kind not in PROPOSITIONS and question.saying is None and not question.stance
    return asks and wanted_by(question.standalone).type != "none"


def _answers(item: Evidence, question: Question, read: Answerability, index: "Index") -> bool:
    """Whether it stands in one of the two sentences that answer best, in words of their own. What is counted is read
    from sentences in the question's words alone: a figure of something else looks much like an answer."""
    sure = read.support >= _IN_OTHER_WORDS and read.place(item) < 2 and not crucial(item)
    asks = question.kind != "how_many" and asks_for_a_slot(question)
    return sure and asks and not untold(item, question, index)


def _order(item: Evidence, question: Question, read: Answerability) -> tuple[float, float, date, str, int]:
    """What answers best goes first; where a proposition is put, what fits best."""
    place = read.place(item) if asks_for_a_slot(question) else 0
    return place, -round(item.relevance, 2), item.published, item.report.id, item.assertion.start


def status_of(
    question: Question, items: Sequence[Evidence], about: Sequence[Evidence], index: "Index"
) -> tuple[Status, Basis]:
    """The status of what was asked, or of what `about` says where the question asks for no proposition of its own."""
    asks_for_one = (
        question.kind in PROPOSITIONS or (question.saying and question.saying.act != "say") or question.stance
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


def _corrected_basis(items: Sequence[Evidence]) -> Basis:
    return Basis(
        "2",
        "the passage that says so was corrected; from the correction's date it supports nothing",
        tuple(assertion_key(i.assertion) for i in items),
        1,
        1,
        "editor",
    )
