"""Owns cues of silence: refusals, what could not be verified, what there is no evidence of."""

import re
from typing import TYPE_CHECKING

from index.assertions.cue import Cue
from index.assertions.cues import cue_file, word_pattern

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


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
        if inner is not None:
            return Cue(token.i, inner.i, "verb", "no_comment", "fact", text=doc[token.i : inner.i + 1].text)
    if token.lemma_ in lists["verifying"] and token.pos_ in {"VERB", "AUX"} and token.tag_ != "NN":
        before = doc[max(0, token.i - 7) : token.i].text
        unable = word_pattern("refusals", "unable")
        match = list(unable.finditer(before))
        negated = (
            bool(match)
            and not re.search(r"[,;:]", before[match[-1].end() :])
            and len(before[match[-1].end() :].split()) <= 2
        )
        if negated or re.search(r"\bneither\b", before, re.I):
            first = token.i - len(before[match[-1].start() :].split()) if negated else token.i
            nor = next((t for t in doc[token.i + 1 : token.i + 6] if t.lower_ in {"nor", "or"}), None)
            second = (
                next((t for t in doc[nor.i + 1 : nor.i + 3] if t.lemma_ in lists["verifying"]), None)
                if nor is not None
                else None
            )
            if second is not None:
                return Cue(
                    max(first, 0), second.i, "verb", "no_comment", "fact", text=doc[max(first, 0) : second.i + 1].text
                )
            return Cue(max(first, 0), token.i, "verb", "no_comment", "fact", text=doc[max(first, 0) : token.i + 1].text)
    return None
