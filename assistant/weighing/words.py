"""Owns questions for somebody's words: "what did S say about P", "what did S deny"."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.dates import days_in
from assistant.evidence import Evidence
from assistant.question import Question, Saying
from assistant.speakers import speaks_for, tells

if TYPE_CHECKING:
    from index.opening import Index

ASKED_WORDS = 0.6
"""Support of an answer that has the asked speaker, the asked act and, where one is named, the asked matter."""
_ON = 0.5
"""Least share of the matter's terms that somebody's words on it hold."""
_CONFIRMING = ("confirm", "admit", "acknowledg", "conced", "verif")


def words_asked(question: Question) -> bool:
    """Whether a question asks what somebody said, and not whether it is so."""
    return question.kind == "what" and question.saying is not None


def said_by(question: Question, found: Sequence[Evidence], index: "Index") -> list[Evidence]:
    """What the asked speaker said, or handed on: on the day that the question names, or on its matter where it names
    one."""
    saying = question.saying
    if saying is None:
        return []
    theirs = [e for e in found if _is_act(saying, e) and e.corrected is None and _theirs(saying, e, index)]
    if days := days_in(question.standalone):
        return [e for e in theirs if e.report.published in days or set(days_in(e.assertion.frame)) & set(days)]
    matter = frozenset(index.terms(saying.content))
    if not matter:
        return theirs
    return [
        e
        for e in theirs
        if len(matter & index.held_terms(f"{e.assertion.frame} {e.assertion.about}")) >= _ON * len(matter)
    ]


def _theirs(saying: Saying, item: Evidence, index: "Index") -> bool:
    return speaks_for(saying, item, index) or tells(saying, item, index)


def _is_act(saying: Saying, item: Evidence) -> bool:
    """Whether an assertion is the kind of act that is asked for: who asks for a denial gets no statement."""
    a = item.assertion
    if saying.act == "deny":
        return a.stance in {"deny", "dismiss"} or a.negated
    if saying.act == "confirm":
        return a.stance == "acknowledge" or a.cue.lower().startswith(_CONFIRMING)
    return True
