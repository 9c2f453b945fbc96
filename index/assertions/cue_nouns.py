"""Owns nouns that carry somebody's statement: "the ministry's claim that P", "her guess is that P", "talk of P"."""

from typing import TYPE_CHECKING

from index.assertions.cue import Cue
from index.assertions.cues import ReportingClass, cue_file, reporting_nouns

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def noun(doc: "Doc", token: "Token", taken: set[int]) -> Cue | None:
    """A noun with its clause and, where there is one, its holder. `taken` are verbs whose content already is this
    noun."""
    kind = reporting_nouns().get(token.lemma_)
    if kind is None or token.pos_ != "NOUN" or token.head.i in taken:
        return None
    first = _clause(doc, token) or _of(token, kind)
    if first is None:
        return None
    holder = _holder(doc, token)
    # "a confession that P", in whose mouth nobody says: it admits and denies nothing.
    stance = kind.stance if holder or kind.stance == "affirm" else "no_comment"
    return Cue(
        token.i,
        first - 1,
        "noun",
        stance,
        kind.modality,
        hedged=kind.hedged,
        text=token.text,
        speaker=holder,
    )


def _clause(doc: "Doc", token: "Token") -> int | None:
    """The first token of the statement: behind "that", right after the noun or its holder, or after "is"."""
    if token.i + 1 < len(doc) and doc[token.i + 1].lower_ == "that" and _goes_on(doc, token.i + 2):
        return token.i + 2
    by = next((c for c in token.children if c.lower_ in {"by", "from"} and c.i > token.i), None)
    if by is not None and by.right_edge.i + 1 < len(doc):
        that = next((t.i for t in doc[by.i + 1 : by.right_edge.i + 2] if t.lower_ == "that"), None)
        if that is not None and _goes_on(doc, that + 1):
            return that + 1
    verb = token.head
    if token.dep_ == "nsubj" and verb.lemma_ == "be" and verb.i + 1 < len(doc) and doc[verb.i + 1].lower_ == "that":
        return verb.i + 2
    return None


def _goes_on(doc: "Doc", first: int) -> bool:
    """Whether a clause with a subject of its own begins here: "the claim that he died", not "the claim that hurt"."""
    rest = doc[first : first + 12]
    return len(rest) > 1 and rest[0].pos_ not in {"VERB", "AUX"} and any(t.pos_ in {"VERB", "AUX"} for t in rest)


def _of(token: "Token", kind: ReportingClass) -> int | None:
    """ "talk of a second vote", "rumours about a merger", where nothing else is told of the noun."""
    if token.lemma_ not in cue_file("nouns")["of"] or token.head.lemma_ != "be" or token.dep_ != "attr":
        return None
    about = next((c for c in token.children if c.lower_ in {"of", "about"} and c.i == token.i + 1), None)
    return about.i + 1 if about is not None and kind.hedged else None


def _holder(doc: "Doc", token: "Token") -> tuple[int, int] | None:
    """Whose statement it is: "the ministry's", "by the union"."""
    owner = next((c for c in token.children if c.dep_ == "poss"), None)
    if owner is not None:
        end = owner.i + 1
        return owner.left_edge.i, end
    by = next((c for c in token.children if c.lower_ in {"by", "from"} and c.i > token.i), None)
    head = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    if head is None:
        return None
    stop = next((t.i for t in doc[head.i + 1 : head.right_edge.i + 1] if t.lower_ == "that"), head.right_edge.i + 1)
    return head.left_edge.i, stop
