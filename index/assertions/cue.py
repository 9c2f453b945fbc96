"""Owns the cue: the words by which a statement is handed to somebody, and what syntax tells around them."""

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.assertions.cues import object_nouns
from index.assertions.values import Modality, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Form = Literal["verb", "according", "relay", "noun", "label"]

_NEGATIONS = {"not", "n't", "never", "neither", "nor"}
_SUPPOSING = frozenset({"if", "unless", "until", "once", "whether", "lest"})
_DID = frozenset({"do", "does", "did"})
_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD", "TO"})
_TAIL = 6
"""Words that may stand behind a parenthetical reporting verb: ", the paper claimed on Friday."."""


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: its token, what it makes of its content, and where its own clause begins."""

    token: int
    last: int
    """The last token of the cue ("could not confirm" ends at confirm)."""
    form: Form
    stance: Stance
    modality: Modality
    party: Stance | None = None
    hedged: bool = False
    text: str = ""
    speaker: tuple[int, int] | None = None
    """Tokens of the speaker, end exclusive."""
    passive: bool = False


def subject_of(token: "Token") -> "Token | None":
    """The head noun of a verb's subject; a second verb shares the subject of the first."""
    for hop in (
        token,
        token.head
        if token.dep_ in {"conj", "xcomp", "advcl"} and (token.dep_ != "advcl" or token.tag_ in {"VBG", "VB"})
        else token,
    ):
        for child in hop.children:
            if child.dep_ in {"nsubj", "nsubjpass"} and child.lower_ not in {"citing", "quoting"} and child.i < token.i:
                return child
    return None


def is_negated(token: "Token") -> bool:
    """Whether "not", "never" or "no longer" governs this verb or its auxiliary."""
    return any(child.dep_ == "neg" or child.lower_ in _NEGATIONS for child in token.children)


def helping(token: "Token") -> frozenset[str]:
    """The auxiliaries of a verb, in small letters."""
    return frozenset(child.lower_ for child in token.children if child.dep_ in {"aux", "auxpass"})


def is_supposed(token: "Token") -> bool:
    """Whether a verb stands in a clause that only supposes: "unless she admits", "if it takes the blame"."""
    clause = next((t for t in (token, *token.ancestors) if t.dep_ in {"advcl", "ccomp", "ROOT"}), token)
    return clause.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in _SUPPOSING for c in clause.children)


def is_wanted(token: "Token") -> bool:
    """Whether a deed is only wished for or still to come: "should admit", "urged him to admit", "demands that he
    admit"; not "did admit", "was forced to admit"."""
    if token.tag_ != "VB" or helping(token) & _DID:
        return False
    return not (token.dep_ in {"xcomp", "conj", "advcl"} and token.head.lemma_ in object_nouns("carried_out"))


def is_passive(token: "Token") -> bool:
    """Whether a verb is in the passive."""
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in token.children)


def is_parenthetical(doc: "Doc", cue: Cue) -> bool:
    """Whether the cue is only put into or behind a statement that stands around it."""
    return cue.form == "verb" and cue.stance == "affirm" and aside(doc, doc[cue.last]) is not None


def aside(doc: "Doc", token: "Token") -> tuple[int, int] | None:
    """The speaker of "…, the site wrote, …" and "…, the agency reported.": put into or behind what is said."""
    before = range(token.i - 1, max(token.i - 14, 0), -1)
    comma = next((i for i in before if doc[i].text in {",", '"', "”", "–", "—"}), None)
    if comma is None or comma == token.i - 1 or not _nothing_follows(doc, token):
        return None
    name = doc[comma + 1 : token.i]
    if not any(t.pos_ in {"NOUN", "PROPN", "PRON"} for t in name) or any(t.text in {":", ";"} for t in name):
        return None
    plain = all(t.tag_ not in _FINITE and t.pos_ not in {"SCONJ", "CCONJ"} for t in name)
    return (comma + 1, token.i) if plain else None


def _nothing_follows(doc: "Doc", token: "Token") -> bool:
    """Whether the verb's clause ends with it, or with a day, a place or who was told."""
    stop = next((t.i for t in doc[token.i + 1 :] if t.text in {",", "–", "—"}), len(doc))
    rest = doc[token.i + 1 : stop]
    tail = [t for t in rest if not t.is_punct]
    if not tail:
        return True
    plain = all((t.pos_ not in {"VERB", "AUX"} or t.tag_ == "VBG") and t.text not in {'"', "“", ":"} for t in rest)
    return len(tail) <= _TAIL and plain and (tail[0].pos_ in {"ADP", "ADV"} or token.lemma_ == "tell")
