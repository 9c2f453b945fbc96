"""Owns whether anything is asked: a bare day, a bare "not" or a pasted report asks nothing that can be looked for."""

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.question.forms import forms
from assistant.question.values import Kind
from index.assertions.times import calendar_days

if TYPE_CHECKING:
    from index.opening import Index

_TEXT = 60
"""Words. What is longer and asks nothing is a text, and belongs into the corpus."""
_DAY = re.compile(
    r"\b(?:January|February|March|April|May|June|July|August|September|October|November|December|Jan|Feb|Mar|Apr|Jun|"
    r"Jul|Aug|Sept?|Oct|Nov|Dec)\b|\d+(?:st|nd|rd|th)?|[-/.,]",
    re.I,
)


def unasked(text: str, topic: str, kind: Kind, index: "Index") -> str:
    """Why nothing can be looked for, as the end of "the question …"; empty where something is asked."""
    words = text.split()
    if len(words) > _TEXT and "?" not in text:
        return f"is a text of {len(words)} words and asks nothing; ask about one thing in it"
    if kind == "changed":
        return ""
    told = [term for term in index.terms(topic) if term not in _idle(index)]
    if not told:
        return "names nothing to look for; name who, what or where"
    if (calendar_days(topic, None) or _DAY.search(topic)) and not index.terms(_DAY.sub(" ", topic)):
        return "names a day and nothing that happened; say what about it"
    return ""


@cache
def _idle_words() -> str:
    return " ".join(forms()["idle"])


def _idle(index: "Index") -> frozenset[str]:
    return index.held_terms(_idle_words())
