"""Owns words that point back: whom "he" and what "it" stands for in a conversation."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Self

from assistant.dates import as_of_in_words
from assistant.question.forms import kind_of, topic_of
from assistant.question.sayings import saying_of
from assistant.question.values import Kind, Saying
from assistant.values import Answer, Turn
from index.assertions.attribution import attribution_of

if TYPE_CHECKING:
    from index.opening import Index

_PERSONS = frozenset({"named_person", "named_official"})
_ABOUT = re.compile(r"^(?:(?:about|on|to|of|that|whether|if|why|when|where|how)\s+)+", re.I)
_AUXILIARY = re.compile(r"^(?:did|does|do|was|were|is|are|has|have|had|will|would|can|could|may|might|should)\b", re.I)


@dataclass(frozen=True, slots=True)
class Before:
    """The question that a follow-up goes on with, standing alone, and its answer."""

    text: str
    kind: Kind
    topic: str
    """Its matter: what "it" stands for; of an act of speech, what was said."""
    whole: str
    """Its matter with the act of speech that it is about."""
    saying: Saying | None
    answer: Answer
    matter: str
    """The question that pressure and "is that confirmed?" are about: what was asked before "who denied it?"."""

    @classmethod
    def of(cls, turn: Turn, index: "Index") -> Self:
        text = as_of_in_words(turn.answer.understood or turn.question)[1]
        kind = kind_of(text)
        saying = saying_of(text, index)
        said = _ABOUT.sub("", saying.content) if saying is not None else ""
        whole = _AUXILIARY.sub("", topic_of(text, kind)).strip()
        return cls(
            text,
            kind,
            said or whole,
            whole,
            saying,
            turn.answer,
            turn.answer.matter or text,
        )

    @property
    def auxiliary(self) -> str:
        """ "was" of "Was the bridge closed?"; "did" where it has none."""
        found = _AUXILIARY.match(self.text)
        return found[0].lower() if found else "did"


def persons(before: Before, index: "Index") -> tuple[str, ...]:
    """Whom "he" or "she" may stand for: a person of the question before, else who speaks first in its answer."""
    named = [n for n in index.names.find(before.text) if index.names.kind.get(n.id) == "person"]
    found = {n.id: index.names.label[n.id] for n in named}
    if not found and before.saying is not None and attribution_of(before.saying.speaker) in _PERSONS:
        found = {_key(before.saying.speaker, index): before.saying.speaker}
    for statement in before.answer.statements if not found else ():
        for citation in statement.citations:
            if attribution_of(citation.speaker) in _PERSONS and not _tells_for_another(citation.speaker):
                key = _key(citation.speaker, index)
                found.setdefault(key, index.names.label.get(key, citation.speaker))
    return tuple(found.values())


def speaker(before: Before) -> str:
    """Whom "they" stands for behind a verb of speech: the one whom the question before asked about."""
    return before.saying.speaker if before.saying is not None else ""


def place(before: Before, index: "Index") -> str:
    """ "there": the last place of the question before."""
    held = [n for n in index.names.find(before.text) if index.names.kind.get(n.id) in {"place", "country"}]
    return before.text[held[-1].start : held[-1].end] if held else ""


def _tells_for_another(speaker: str) -> bool:
    return ", as told by " in speaker


def _key(speaker: str, index: "Index") -> str:
    """One person under several names is one person."""
    known = [key for key in sorted(index.names.ids(speaker)) if index.names.kind.get(key) == "person"]
    return known[0] if known else speaker.lower().removeprefix("the ")
