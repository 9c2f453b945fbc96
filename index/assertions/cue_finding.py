"""Owns finding the cues of a sentence, in reading order: the first kind that fits a word wins."""

from typing import TYPE_CHECKING

from index.assertions.cue import Cue, subject_of
from index.assertions.cue_labels import label
from index.assertions.cue_nouns import noun
from index.assertions.cue_refusals import lacking, refusal
from index.assertions.cue_relays import according, as_told, per, relay
from index.assertions.cue_turns import turns
from index.assertions.cue_verbs import calling, regret, verb
from index.assertions.phrases import phrases
from index.assertions.screening import starts_cue

if TYPE_CHECKING:
    from spacy.tokens import Doc, Span, Token

_OWN = frozenset({"i", "we"})


def find_cues(doc: "Doc") -> list[Cue]:
    """The cues of one sentence in reading order."""
    head = label(doc)
    tokens = _where_cues_start(doc[head.token + 1 :] if head else doc[:])
    taken_back = {token.i: cue for token in tokens if (cue := regret(doc, token)) is not None}
    found = {head.token: head} if head else {c.token: c for c in turns(doc)} | taken_back
    for token in tokens:
        cue = taken_back.get(token.i) or _cue(doc, token)
        if (
            cue is None
            or cue.token in found
            or any(c.token <= cue.last and cue.token <= c.last for c in found.values())
        ):
            continue
        if head is None or _own_words(doc, cue):
            found[cue.token] = cue
    taken = {i for cue in found.values() for i in range(cue.token, cue.last + 1) if cue.form == "verb"}
    for token in () if head else tokens:
        held = noun(doc, token, taken)
        if held is not None and not any(c.token <= token.i <= c.last for c in found.values()):
            found[held.token] = held
    return [found[index] for index in sorted(found)]


def _where_cues_start(words: "Span") -> list["Token"]:
    """The words at which a cue may start, none of them part of an idiom that nobody says."""
    idioms = [match.span() for match in phrases("idioms", "no_cue").finditer(words.doc.text)]
    return [token for token in words if starts_cue(token) and not any(a <= token.idx < b for a, b in idioms)]


def _cue(doc: "Doc", token: "Token") -> Cue | None:
    return (
        according(doc, token)
        or as_told(doc, token)
        or per(doc, token)
        or relay(token)
        or lacking(doc, token)
        or refusal(doc, token)
        or calling(doc, token)
        or verb(doc, token)
    )


def _own_words(doc: "Doc", cue: Cue) -> bool:
    """Whether the one before the colon is the subject: "Lee: I deny the charges"."""
    subject = subject_of(doc[cue.last])
    return subject is not None and subject.lower_ in _OWN
