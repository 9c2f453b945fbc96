"""Owns hedges: the words by which a text does not vouch for what it tells."""

import re

from index.assertions.cues import word_pattern
from index.assertions.frames import Frame
from index.assertions.phrases import phrases
from index.assertions.uncertainty import UNVOUCHED, uncertain_words
from index.assertions.values import Stance

_REACH = 80
"""Characters before a content in which an adverb bears on the words that hand it on: "reportedly said that"."""
_ASIDE = re.compile(r",\s*(?:who|whose|whom|which|where)\b[^,]*(?:,|$)", re.I)
_STOPPED = re.compile(r"[.!?…:]\W*$")
_QUOTED = re.compile(r"(?:^|(?<=\s))(?:'([^']+)'|‘([^’]+)’|\"([^\"]+)\"|“([^”]+)”)(?=$|[\s,;:?!])")
_AGAINST = frozenset({"deny", "dismiss", "no_comment"})
"""Stances whose content is somebody else's words: a hedge inside them is not the speaker's."""


def hedges(sentence: str, said: str, frame: Frame, held: Stance) -> tuple[str, ...]:
    """Words by which the text does not vouch for what it tells. Those of what is denied do not hedge the denial."""
    if frame.cue is None or not frame.speakers:
        found = _own_voice(sentence, said, frame, held)
    else:
        found = [] if held in _AGAINST else [*_hearsay(said), *uncertain_words(said, UNVOUCHED)]
        found += [m[0] for m in word_pattern("evidential", "speaking").finditer(frame.speakers[-1])]
        before = _ASIDE.sub(" ", sentence[: frame.start])[-_REACH:]
        found += [m[0] for m in word_pattern("evidential", "adverbs").finditer(before)]
    if frame.cue is not None and frame.cue.hedged:
        found.append(frame.cue.text)
    if held == "affirm":
        found += _beside(sentence, frame)
    return tuple(dict.fromkeys(found))


def _hearsay(text: str) -> list[str]:
    lists = (word_pattern("evidential", key) for key in ("adverbs", "adjectives", "phrases"))
    return [match[0] for words in lists for match in words.finditer(text)]


def _own_voice(sentence: str, said: str, frame: Frame, held: Stance) -> list[str]:
    """What the text itself says of a matter that no speaker stands for."""
    found = [*_hearsay(said), *(m[0] for m in word_pattern("evidential", "own").finditer(said))]
    found += [m[0] for m in word_pattern("evidential", "phrases").finditer(sentence)]
    cue = frame.cue
    if cue is not None and cue.form in {"verb", "noun"} and held == "affirm" and cue.modality != "forecast":
        found.append(cue.text)  # "is believed to", "there is talk of": somebody says so, and nobody is named
    return [*found, *uncertain_words(sentence, UNVOUCHED), *_scare_quotes(sentence)]


def _scare_quotes(sentence: str) -> list[str]:
    """ "Minister 'fled in ambulance'": words that a headline quotes from nobody. In capitals they are a title."""
    if _STOPPED.search(sentence):
        return []
    quotes = ("".join(part or "" for part in match.groups()) for match in _QUOTED.finditer(sentence))
    return [quote for quote in quotes if quote[:1].islower()]


def _beside(sentence: str, frame: Frame) -> list[str]:
    """ "…, but the account could not be verified": said of the statement, beside it."""
    outside = (sentence[: frame.start], sentence[frame.end :])
    found = []
    for part in outside:
        for match in phrases("evidential", "beside").finditer(part):
            about = part[: match.start()].rsplit(",", 1)[-1]
            if word_pattern("evidential", "accounts").search(about):
                found.append(match[0])
    return found
