"""Owns false premises: what a question takes for granted, held part by part against what the evidence gives."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.evidence import NEGATED, Evidence
from assistant.premises.acts import Fault, is_theirs, saying_fault
from assistant.premises.events import event_fault
from assistant.question import Presumption, Question, Saying
from assistant.question.presuming import MAIN
from assistant.question.sayings import plain_past
from assistant.values import Premise
from assistant.weighing import ANSWERS, Findings, weigh
from corpus.values import Status

if TYPE_CHECKING:
    from index.opening import Index

Search = Callable[[Question], Sequence[Evidence]]
"""How evidence for other words is found within the bounds of the question: its date, publishers and handling."""
_SAME_WORDS = 0.8
"""Share of the words in common from which on the question's own evidence is the presumption's too."""


def read_premises(found: Findings, evidence: Sequence[Evidence], search: Search, index: "Index") -> tuple[Premise, ...]:
    """What the question presumes and the evidence does not give, each with what it does give."""
    made: list[Premise] = []
    for presumed in found.question.presumed:
        if made and (presumed.trigger == MAIN or any(m.text.lower() in presumed.text.lower() for m in made)):
            continue  # it goes on from what has just been found wanting
        fault = _fault(presumed, found, evidence, search, index)
        if fault is not None and fault.note not in {m.note for m in made}:
            made.append(fault)
    return tuple(made)


def _fault(
    presumed: Presumption, main: Findings, evidence: Sequence[Evidence], search: Search, index: "Index"
) -> Premise | None:
    question = as_question(presumed, main.question, index)
    held = evidence if _alike(question, main.question) else search(question)
    found = weigh(question, held, index)
    if presumed.saying is not None:
        wider = (*found.found, *_of_speaker(presumed.saying, question, found, search, index))
        fault = saying_fault(presumed.saying, found.evidence, wider, index, question.as_of)
        return Premise(presumed.text, _label(fault, main, found), fault.note) if fault is not None else None
    return event_fault(presumed, found, held, main.support >= ANSWERS and bool(main.evidence), index)


def _of_speaker(
    saying: Saying, question: Question, found: Findings, search: Search, index: "Index"
) -> Sequence[Evidence]:
    """What the speaker says at all, where the search for the matter found nothing of theirs."""
    if any(is_theirs(saying, item, index) for item in found.found):
        return ()
    topic = f"{saying.speaker} {plain_past(saying.verb)}"
    return search(replace(question, topic=topic, vector=index.encode(topic)))


def _label(fault: Fault, main: Findings, found: Findings) -> Status:
    """The status of what was presumed: never a strong one, for it is that of words that nobody is held to have said."""
    if fault.opposite:
        return "refuted"
    weak = (f.status for f in (main, found) if f.status not in {"confirmed", "reported"})
    return next(weak, "unknown")


def as_question(presumed: Presumption, asked: Question, index: "Index") -> Question:
    """A presumption as the question whether it is so."""
    saying = presumed.saying
    matter = saying.content if saying is not None and saying.content else presumed.text
    topic = f"{saying.speaker} {matter}" if saying is not None else matter
    return replace(
        asked,
        text=presumed.text,
        standalone=matter,
        kind="statement",
        topic=topic,
        terms=frozenset(index.terms(matter)),
        names=frozenset(index.names.ids(matter)),
        vector=index.encode(topic),
        counts="",
        presumed=(),
        saying=None,
        stance="",
    )


def _alike(one: Question, other: Question) -> bool:
    either = one.terms | other.terms
    same = bool(NEGATED.search(one.standalone)) == bool(NEGATED.search(other.standalone))
    return bool(either) and same and len(one.terms & other.terms) / len(either) >= _SAME_WORDS


__all__ = ["Fault", "read_premises", "saying_fault"]
