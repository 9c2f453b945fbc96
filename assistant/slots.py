"""Owns the asked slot: whether an assertion holds the kind of thing the question asks for, and not only its topic."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from assistant.evidence import Evidence
from assistant.question import Question

if TYPE_CHECKING:
    from index.opening import Index

STRICT: Final = frozenset({"names", "who"})
"""Kinds whose answer is nothing but its slot: a name that is not there cannot be answered by the topic."""

_WHEN = re.compile(
    r"\b(?:\d{1,2}\s+(?:January|February|March|April|May|June|July|August|September|October|November|December)|"
    r"(?:January|February|March|April|May|June|July|August|September|October|November|December)(?:\s+\d{1,2})?|(?:19|20)\d\d|"
    r"Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|yesterday|today|last (?:week|month|year)|"
    r"\d{1,2}(?::\d\d)?\s?(?:a\.?m|p\.?m))\b"
)
_WHY = re.compile(
    r"\b(?:because|due to|owing to|caused by|as a result|after|in order to|so that|to (?:meet|protect|avoid|"
    r"prevent|help|support|reduce|discuss)|since|reason|blamed|led to|following|in response|under)\b",
    re.I,
)


def fills(question: Question, item: Evidence, index: "Index") -> bool:
    """Whether this assertion can answer the question's slot."""
    said = item.assertion.text
    match question.kind:
        case "names":
            asked = set(question.terms)
            people = [p for p in item.assertion.people if not set(index.terms(p)) <= asked]
            return bool(people) and not item.missing and _names_the_asked(question, item, people)
        case "who":
            return (
                bool(item.assertion.speakers or item.assertion.people or index.names.ids(said) - question.names)
                if not question.stance
                else item.voice == question.stance or (question.stance == "affirm" and item.voice == "affirm")
            )
        case "when":
            return bool(_WHEN.search(item.assertion.frame))
        case "where":
            return bool(
                re.search(r"\b(?:in|at|near|off|from|to|on|of|outside|inside)\s+(?:the\s+)?[A-Z]", item.assertion.frame)
            )
        case "why":
            return bool(_WHY.search(item.assertion.frame))
        case "how_many":
            return bool(item.assertion.quantities)
        case _:
            return True


def filled(question: Question, items: Sequence[Evidence], index: "Index") -> bool:
    """Whether any of the evidence fills the asked slot; for why-questions the topic is enough, its premise is
    checked apart."""
    if question.kind in {"why", "yes_no", "what", "statement"}:
        return True
    return any(fills(question, item, index) for item in items if item.coverage > 0.4)


def _names_the_asked(question: Question, item: Evidence, people: Sequence[str]) -> bool:
    """A name answers only right beside the very thing whose name is asked: "captain C", "C, the captain", "a
    captain named C"."""
    nouns = {t for t in question.terms if not t.startswith("@") and not t.isdigit()}
    said = item.assertion.frame
    for person in people:
        at = said.find(person)
        before, after = said[max(0, at - 30) : at], said[at + len(person) : at + len(person) + 40]
        if re.search(r"\b(?:of|on|in|at|to|from|aboard|for)\s+(?:the\s+)?$", before):
            continue
        title = re.search(r"([\w-]+)(?:,| named| called| identified as)?\s+$", before)
        behind = re.match(r",\s+(?:the |a |an |its |their )?(?:[\w-]+\s+){0,2}?([\w-]+)\b", after)
        beside = {w for found in (title, behind) if found for w in _plain_terms(found[0])}
        if beside & nouns:
            return True
    return False


def _plain_terms(text: str) -> list[str]:
    """Terms of the few words right beside a name."""
    from index.terms import Names, terms

    return terms(text, Names())
