"""Owns modality: whether a content is a question, a condition, a forecast, an estimate or a fact; first match wins."""

import re

from index.assertions.cue import Cue
from index.assertions.cues import cue_file, word_pattern
from index.assertions.frames import Frame
from index.assertions.phrases import phrases, without
from index.assertions.values import Modality, Stance

_MARKS = "\"”’' "
_CLITIC = re.compile(r"(?<=\w)(?=['’](?:ll|d|ve|s|re|m)\b)", re.I)
_MONTH = re.compile(r"\bMay\b")
_DATED = re.compile(
    r"\b(?:in|of|on|since|until|till|by|from|to|late|early|mid|last|next|this|before|after|during|be|through|every|each|"
    r"\d+(?:st|nd|rd|th)?)[\s-]$",
    re.I,
)
_NAMED_WILL = re.compile(r"(?<=\w )Will(?= [A-Z])|^Will(?= [A-Z]\w+ (?!\w+\?))")
_ASKED_HEAD = re.compile(r"\W*whether\b", re.I)
_IF_HEAD = re.compile(r"\W*if\b", re.I)
_SUBJECT = r"the|a|an|any|he|she|it|they|we|i|you|there|his|her|its|their|our|my|these|those|this|no"
_INVERTED = re.compile(
    rf"(?:^\W*|[,;:–—]\s+|\b(?:and|that)\s+)(?:had|were|should)\s+(?:{_SUBJECT})\b[^?]*\b(?:would|could|might|will|may|faces?)\b|"
    r"^\W*(?:should|had|were)\s+(?!(?:be|been|to|not|have|there)\b)\w+\b[^?]*,",
    re.I,
)
_SHOULD_BEHIND = re.compile(
    r"\b(?:will|would|could|may|might|can|faces?|threaten\w*|ready)\b[^,;]*,?\s+should\s+"
    rf"(?:{_SUBJECT}|[A-Z]\w+|(?!always\b|perhaps\b)[a-z]+s)\s",
)
_WERE_TO = re.compile(
    r"(?:^\W*|,\s*|\b(?:would|could|might)\b[^,;]*\s)were\s+(?:the\s+|a\s+|an\s+)?[\w'’-]+\s+to\s+[a-z]+", re.I
)
_WITHOUT = re.compile(
    r"^\W*without\b.{0,60}?\b(?:would|will|could|may|might|cannot)\b|\bwould(?: not|n['’]t)? have\b.*\bwithout\b|"
    r"\b(?:would|could)\b[^,;]*\bwithout (?:the|an?|more|further|new|fresh|such|extra|additional)\b|"
    r"\bwould\b[^,;]*\b(?:were|had) (?:it|he|she|they|we|there)\b",
    re.I,
)
_OPEN_HEAD = re.compile(r"^\W*(?:if|unless|provided|in case of|should|without)\b(?! anything\b| true\b)[^,?]*,", re.I)
_OPEN_TAIL = re.compile(r",\W*(?:if|unless|provided that|as long as)\b(?! anything\b| any\b| not\b)", re.I)
_MAYBE = re.compile(r"\b(?:may|might|could)\b(?! not\b| have (?:been|\w+ed)\b)", re.I)
_UNABLE = re.compile(r"\bcould(?:n['’]t| not)(?! (?:have|rule|exclude)\b)", re.I)
_HEADLINE_PLAN = re.compile(
    r"^\W*((?:[\w'’.&-]+\s){1,4})to\s(?!the\b|a\b|an\b|its\b|his\b|her\b|their\b|\d)[a-z]{2,}\b"
)
_STOPPED = re.compile(r"[.!?…]\W*$")


def modality(frame: Frame, said: str, sentence: str, held: Stance) -> Modality:
    """How what is said is meant, whatever the stance; of what nobody speaks on nothing is said but the silence."""
    if held == "no_comment":
        return "estimate" if frame.cue is not None and frame.cue.modality == "estimate" else "fact"
    if _is_asked(frame.cue, said, sentence):
        return "question"
    words = _words(said)
    if _is_conditional(frame, words, sentence):
        return "conditional"
    if held == "acknowledge":
        words = without(words, phrases("dismissals", "conceding"))
    elif held == "dismiss":
        words = without(words, word_pattern("dismissals", "hedging"))  # "looks like another fake": a guess at the fake
    if _is_forecast(frame, words, sentence):
        return "forecast"
    if frame.cue is not None and frame.cue.modality == "estimate":
        return "estimate"
    return "estimate" if _holds("estimate", _UNABLE.sub("·", words)) else "fact"


def _words(said: str) -> str:
    """The content with clitics set apart, and without the month of May and people named Will."""
    if said.isupper():
        return said
    titled = sum(word[0].isupper() for word in said.split()) > 0.6 * len(said.split())
    parted = _NAMED_WILL.sub("·", _CLITIC.sub(" ", said))

    def month(match: re.Match[str]) -> str:
        dated = _DATED.search(parted[: match.start()]) or re.match(r"\s*(?:\d|[,.;:]|$)", parted[match.end() :])
        modal = titled and not dated and match.start() > 0
        return "may" if modal or re.match(r" (?:have|be|not|also)\b", parted[match.end() :]) and not dated else "·"

    return _MONTH.sub(month, parted)


def _holds(kind: str, words: str) -> bool:
    return bool(phrases("modality", kind).search(without(words, phrases("modality", f"not_{kind}"))))


def _is_asked(cue: Cue | None, said: str, sentence: str) -> bool:
    """Asked outright, or handed on as a question ("wondered if", "wants to know when")."""
    if sentence.rstrip(_MARKS).endswith("?") and (cue is None or said.rstrip(_MARKS).endswith("?")):
        return True
    return (cue is not None and cue.modality == "question") or bool(_ASKED_HEAD.match(said))


def _is_conditional(frame: Frame, words: str, sentence: str) -> bool:
    """Made to hang on something, inside what is said or around the words that hand it on."""
    if _IF_HEAD.match(words) or (_holds("conditional", words) and not phrases("modality", "standing").search(words)):
        return True
    if any(form.search(words) for form in (_INVERTED, _SHOULD_BEHIND, _WERE_TO, _WITHOUT)):
        return True
    if frame.cue is None or frame.cue.form != "verb":
        return False
    head = sentence[: frame.start]
    return bool(_OPEN_HEAD.match(head) or (frame.start == 0 and _OPEN_TAIL.search(sentence[frame.end :])))


def _is_forecast(frame: Frame, words: str, sentence: str) -> bool:
    """Of a time to come: by the cue, by a phrase, or by a plan, a present tense or a may with a future date."""
    cue = frame.cue
    if (cue is not None and cue.modality == "forecast") or _holds("forecast", words):
        return True
    if phrases("modality", "future").search(words):
        if _MAYBE.search(words) or phrases("modality", "scheduled").search(words):
            return True
        if cue is not None and (cue.form == "noun" or _rules_out(cue)):
            return True
    if cue is not None and _rules_out(cue) and phrases("modality", "soon").search(words):
        return True
    return cue is None and _is_headline_plan(sentence)


def _rules_out(cue: Cue) -> bool:
    return bool(re.search(r"\brul\w+ out$", cue.text, re.I))


def _is_headline_plan(sentence: str) -> bool:
    """ "Snow to close passes": a headline whose first verb is an infinitive."""
    found = None if _STOPPED.search(sentence) else _HEADLINE_PLAN.match(sentence)
    if found is None:
        return False
    before = found[1].lower().split()
    return not set(before) & frozenset(map(str, cue_file("modality")["takes_infinitive"]))
