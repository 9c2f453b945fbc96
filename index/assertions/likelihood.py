"""Owns the likelihood term of a statement, with its range."""

import re
from dataclasses import replace

from index.assertions.cues import likelihood_pattern, likelihood_terms
from index.assertions.frames import Frame
from index.assertions.values import Likelihood


def likelihood(said: str, sentence: str, frame: Frame) -> Likelihood | None:
    """The term in the content, or in the frame right before it ("it was highly likely that …")."""
    terms = likelihood_terms()
    found = likelihood_pattern().search(said)
    if found is None and frame.cue is not None:
        found = likelihood_pattern().search(sentence[: frame.start]) if frame.start else None
    if found is None:
        return None
    term = terms[re.sub(r"\s+", " ", found[0].lower())]
    where = sentence.find(found[0])
    if re.search(r"\bnot\s+$", sentence[max(0, where - 5) : where], re.I):
        return None
    return replace(term, term=found[0])
