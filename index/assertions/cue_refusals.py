"""Owns cues of silence: refusals, what could not be verified, what there is no evidence of."""

import re
from typing import TYPE_CHECKING

from index.assertions.cue import Cue, is_passive, subject_of
from index.assertions.cues import cue_file, word_pattern

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


_SEEING = frozenset({"see", "observe"})


def lacking(doc: "Doc", token: "Token") -> Cue | None:
    """ "has no evidence that", "there is no indication": neither support nor denial."""
    if token.lower_ not in {"no", "nothing"}:
        return None
    tail = doc[token.i : min(token.i + 5, len(doc))].text
    match = word_pattern("refusals", "lacking").match(tail)
    if match is None:
        return None
    last = token.i + len(match[0].split()) - 1
    verb = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), token)
    if verb.lemma_ == "be" and verb.lower_ not in {"is", "was", "are", "were", "been", "be"}:
        return None
    first = verb.i if token.i - 6 < verb.i < token.i else token.i
    return Cue(first, last, "verb", "no_comment", "fact", text=doc[first : last + 1].text)


def refusal(doc: "Doc", token: "Token") -> Cue | None:
    """ "declined to comment", "could not verify", "did not deny", "neither confirmed nor denied"."""
    lists = cue_file("refusals")
    if token.lemma_ in lists["refusing"] and token.pos_ == "VERB":
        inner = next((c for c in token.children if c.lemma_ in lists["inner"] and c.i > token.i), None)
        if inner is not None and (
            inner.lemma_ == "draw" or not is_passive(inner)
        ):  # "declined to be named" is no silence
            return _silence(doc, token.i, inner)
    if token.lemma_ not in lists["verifying"] or token.pos_ not in {"VERB", "AUX"} or token.tag_ == "NN":
        return None
    first = _unable(doc, token)
    if first is None or (token.lemma_ in _SEEING and _speaks_of_itself(token)):
        return None
    nor = next((t for t in doc[token.i + 1 : token.i + 6] if t.lower_ in {"nor", "or"}), None)
    behind = doc[nor.i + 1 : nor.i + 3] if nor is not None else ()
    second = next((t for t in behind if t.lemma_ in lists["verifying"]), None)
    return _silence(doc, first, second or token)


def _unable(doc: "Doc", token: "Token") -> int | None:
    """The first token of "could not" or "has yet to" right before a verb, or the verb itself after "neither"."""
    before = doc[max(0, token.i - 7) : token.i].text
    found = list(word_pattern("refusals", "unable").finditer(before))
    if found:
        between = before[found[-1].end() :]
        if (
            not re.search(r"[,;:]", between)
            and len(between.split()) <= 2
            and not (found[-1][0].lower().endswith(" to") and "be" in between.split())
        ):
            return max(token.i - len(before[found[-1].start() :].split()), 0)
    return token.i if re.search(r"\bneither\b", before, re.I) else None


def _speaks_of_itself(token: "Token") -> bool:
    """ "I never saw him" tells what happened; "the monitors have not seen any" leaves it open."""
    subject = subject_of(token)
    return subject is not None and subject.lower_ in {"i", "we", "he", "she", "they"}


def _silence(doc: "Doc", first: int, last: "Token") -> Cue:
    text = doc[first : last.i + 1].text
    return Cue(
        first, last.i, "verb", "no_comment", "fact", text=text, passive=is_passive(last) and last.lemma_ != "draw"
    )
