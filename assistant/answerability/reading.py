"""Owns reading a question against the sentences found: the best few with their features, and what came of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from assistant.answerability.features import Asking, Place, features
from assistant.answerability.scoring import choice_score, reasons_against, support_of
from assistant.answerability.wanted import wanted_by
from assistant.answerability.words import words_of
from assistant.evidence import Evidence, weight
from assistant.question import Question

if TYPE_CHECKING:
    from index.opening import Index

Key = tuple[str, int]
"""A sentence: its report and where it starts."""

_READ = 8
"""Sentences compared with a question: nine in ten of the answering ones are among them."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A sentence that may answer, with its features and its score beside the others."""

    key: Key
    features: dict[str, float]
    score: float


@dataclass(frozen=True, slots=True)
class Answerability:
    """Whether what was found answers the question, and why not."""

    support: float = 0.0
    candidates: tuple[Candidate, ...] = ()
    """Best first."""
    reasons: tuple[str, ...] = ()
    """What speaks against the best one, in words."""

    def score(self, item: Evidence) -> float:
        """How well the sentence of an assertion answers; low for one that was not compared."""
        return next((c.score for c in self.candidates if c.key == key_of(item)), -9.0)

    def place(self, item: Evidence) -> int:
        """From 0 for the best sentence; past all of them for one that was not compared."""
        return next((n for n, c in enumerate(self.candidates) if c.key == key_of(item)), len(self.candidates))


def key_of(item: Evidence) -> Key:
    """The sentence that an assertion stands in."""
    return item.report.id, item.assertion.frame_start


def answerability(question: Question, found: Sequence[Evidence], index: "Index") -> Answerability:
    """Whether any of the sentences found answers the question, and the best of them."""
    ranked = candidates(question, found, index)
    if not ranked:
        return Answerability()
    best = ranked[0]
    return Answerability(support_of(best.features, best.score), ranked, reasons_against(best.features))


def candidates(question: Question, found: Sequence[Evidence], index: "Index") -> tuple[Candidate, ...]:
    """The sentences that fit best by words and meaning, each with its features, the best answer first."""
    sentences: dict[Key, Evidence] = {}
    for item in sorted(found, key=lambda e: (-round(e.relevance, 6), e.report.id, e.assertion.start)):
        sentences.setdefault(key_of(item), item)
    first = list(sentences.values())[:_READ]
    asking = Asking(question.standalone, words_of(question.topic, index.names), wanted_by(question.standalone))
    made = []
    for number, item in enumerate(first):
        rival = first[1] if number == 0 and len(first) > 1 else first[0]
        told = features(asking, _place(item, item.relevance - rival.relevance, index), lambda term: weight(term, index))
        made.append(Candidate(key_of(item), told, choice_score(told)))
    return tuple(sorted(made, key=lambda c: (-round(c.score, 6), c.key)))


def _place(item: Evidence, lead: float, index: "Index") -> Place:
    around = item.around | index.held_terms(item.report.title)
    text = f"{item.assertion.frame} {item.assertion.about}".strip()
    return Place(text, words_of(text, index.names), around, item.closeness, item.relevance, lead)
