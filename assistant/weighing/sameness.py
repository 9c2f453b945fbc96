"""Owns whether an assertion is about what a question is about."""

from typing import TYPE_CHECKING

from assistant.answerability.deeds import untold
from assistant.evidence import Evidence
from assistant.question import Question
from index.assertions.cues import word_pattern

if TYPE_CHECKING:
    from index.opening import Index


SAME = 0.62
"""Least share of a question's weighted words for an assertion to count as being about the same thing."""


OWN = 0.5
"""Least share that the sentence itself must hold: a title says what a report is about, not what each sentence says."""


_FATES = ("killed", "wounded", "missing", "captured")
"""What may have become of somebody; to have been wounded is not to have been killed."""


PROPOSITIONS = frozenset({"yes_no", "statement"})
"""Questions that put a proposition themselves; all others ask for one, and each statement then has a status of its
own."""


def is_same(item: Evidence, question: Question, index: "Index") -> bool:
    """Whether an assertion is about what the question is about: enough of its words, its deed, and every name and
    number of it."""
    return not difference(item, question, index)


def difference(item: Evidence, question: Question, index: "Index") -> str:
    """What makes an assertion another matter than the question's, in words; empty where nothing does."""
    if item.coverage < SAME:
        return "it holds too little of what is asked"
    if (item.said if question.kind in PROPOSITIONS else item.own) < OWN:
        return "what is asked stands in its title or frame, not in what it says"
    if lacks := crucial(item):
        return f"it does not have {', '.join(t.removeprefix('@') for t in sorted(lacks))}"
    if question.kind in PROPOSITIONS and (deeds := untold(item, question, index)):
        return f"it does not tell of “{' '.join(deeds)}”"
    return "it tells of another fate" if _another_fate(question, item) else ""


def crucial(item: Evidence) -> frozenset[str]:
    """What is missing that makes it another matter: another place, or another number."""
    return frozenset(t for t in item.missing if t.startswith("@") or t[:1].isdigit())


def _another_fate(question: Question, item: Evidence) -> bool:
    """Whether a question about the dead meets a sentence about the wounded alone, or the other way round."""
    asked = {fate for fate in _FATES if word_pattern("counting", "counted", fate).search(question.topic)}
    told = f"{item.assertion.frame} {item.assertion.about}"
    held = {fate for fate in _FATES if word_pattern("counting", "counted", fate).search(told)}
    return bool(asked and held) and not asked & held
