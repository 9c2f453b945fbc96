"""Owns deeds: what a question says is done, apart from who, where, when and how many; and whether it is told."""

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from assistant.answerability.wanted import wanted_by
from assistant.answerability.words import Word, words_of
from assistant.evidence import Evidence, weight
from index.terms import stem

if TYPE_CHECKING:
    from assistant.question import Question
    from index.opening import Index

TOLD = 0.4
"""Least share of a question's deeds, rare ones counting more, that a sentence tells to be about the same deed: signed
is not ratified, and to have held talks is not to have bought."""
_TIME = re.compile(
    r"^(?:januari|februari|march|april|may|june|juli|august|septemb|octob|novemb|decemb|monday|tuesday|wednesday|"
    r"thursday|friday|saturday|sunday|today|yesterday|year|month|week|day|time)$"
)
_ACT = re.compile(
    r"\b(?:confirm|den[yi]|report|claim|announc|acknowledg|admit|verif|alleg|stat(?=e[ds]?\b)|any(?=one|body)|"
    r"some(?=one|body)|no(?=body))\w*"
)
"""To speak of a matter is no deed of it; nor are those whom nobody names."""


def deeds_of(question: "Question", index: "Index") -> tuple[Word, ...]:
    """The words of a question that are neither names, numbers with what they count, days nor the noun that names what
    is asked for."""
    head = wanted_by(question.standalone).head
    words = words_of(question.topic, index.names)
    acts = {stem(word) for word in _ACT.findall(question.topic.lower())}
    counted = {after.term for number, after in pairwise(words) if number.number}
    return tuple(
        w
        for w in words
        if not (w.name or w.number or w.term in counted | acts or w.term == head or _TIME.match(w.term))
    )


def untold(item: Evidence, question: "Question", index: "Index") -> tuple[str, ...]:
    """The deeds of a question that a sentence does not tell, where it tells too little of them; else nothing."""
    deeds = deeds_of(question, index)
    told = index.held_terms(f"{item.assertion.frame} {item.assertion.about}")
    if _same_figures(question, told, index):
        return ()
    total = sum(weight(deed.term, index) for deed in deeds)
    missing = tuple(deed for deed in deeds if deed.term not in told)
    if not total or sum(weight(deed.term, index) for deed in missing) <= (1 - TOLD) * total:
        return ()
    return tuple(question.topic[deed.start :].split()[0].strip(",.;:?!") for deed in missing)


def _same_figures(question: "Question", told: frozenset[str], index: "Index") -> bool:
    """Whether a sentence has the several figures of a question, all of them: it speaks of the same, whatever it says of
    it."""
    words = words_of(question.topic, index.names)
    figures = {one.term for one, after in pairwise(words) if one.number and not _TIME.match(after.term)}
    return len(figures) > 1 and figures <= told
