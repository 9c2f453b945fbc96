"""Owns strength: how firmly a frame holds its content, on every axis, each read by the module named after it."""

import re
from dataclasses import dataclass

from index.assertions.frames import Frame
from index.assertions.hedging import hedges
from index.assertions.likelihood import likelihood
from index.assertions.modality import modality
from index.assertions.negation import is_negative
from index.assertions.phrases import phrases
from index.assertions.stance import stance
from index.assertions.values import Likelihood, Modality, Stance

_REPORTED = re.compile(r"^.{0,40}?\b(?:that|of)\s+(.*)\s(?:is|are|was|were)\b", re.I | re.S)


@dataclass(frozen=True, slots=True)
class Strength:
    """Stance, modality, likelihood, hedges and polarity of one content. None of them stands for another."""

    stance: Stance
    modality: Modality
    likelihood: Likelihood | None
    hedges: tuple[str, ...]
    negated: bool


def read_strength(frame: Frame, said: str, sentence: str) -> Strength:
    """How firmly what is said is held: `said` is the content of the frame, or its sentence where it has none."""
    start, end = (frame.start, frame.end) if frame.end > frame.start else (0, len(sentence))
    held = stance(frame, said, sentence[:start], sentence[end:])
    term = likelihood(said, sentence, frame)
    meant = modality(frame, said, sentence, held)
    if meant == "fact" and (term or _is_left_possible(frame)):
        meant = "estimate"
    return Strength(held, meant, term, hedges(sentence, said, frame, held), _negated(frame, said, held))


def _is_left_possible(frame: Frame) -> bool:
    """ "could not rule out a leak": the leak is possible, and no more."""
    return frame.cue is not None and bool(phrases("dismissals", "not_ruled_out").search(frame.cue.text))


def _negated(frame: Frame, said: str, held: Stance) -> bool:
    """Whether what is affirmed or denied is a negative. The "not" that makes a denial is spent on the stance."""
    cue_says = frame.cue.stance if frame.cue else "affirm"
    if held in {"deny", "dismiss"} and cue_says == "affirm":
        head = phrases("dismissals", "flat").search(said[:60])
        if head:
            return is_negative(said[head.end() :])
        inner = _REPORTED.match(said)
        return inner is not None and is_negative(inner[1])  # "reports that nobody was paid were untrue"
    if held == "acknowledge" and (head := phrases("dismissals", "conceding").search(said)):
        return is_negative(said[head.end() :])
    return is_negative(said)
