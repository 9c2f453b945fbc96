"""Owns strength: stance, modality, likelihood, hedges and negation of what a frame holds."""

import re
from dataclasses import replace

from index.assertions.cue import Cue
from index.assertions.cues import likelihood_pattern, likelihood_terms, word_pattern
from index.assertions.frames import Frame
from index.assertions.uncertainty import UNVOUCHED, uncertain_words
from index.assertions.values import Likelihood, Modality, Stance

_NEGATIVE = re.compile(
    r"\b(?:not|never|no longer|cannot|neither|nor|none|without|failed to)\b|n't\b|\bno\s+(?!doubt|more than|"
    r"less than|fewer than|later than)\w+",
    re.I,
)
_DOUBLE = re.compile(r"\bnot only\b|\bno doubt\b|\bnot until\b|\bnot all\b", re.I)
_WORDS = re.compile(r"[A-Za-z]{2,}")
_REPORTS = (
    r"\b(?:on|about|by|to|of|over|at|concern(?:s|ed)|regarding)\s+(?:(?:the|these|those|such|media|foreign|earlier|recent|any|all|press|news|its|a|an)\s+)*"
    r"(?:reports?|claims?|allegations?|rumou?rs?|suggestions?|accusations?|speculation|assertions?|statements?|question)\b"
)
_HAS_COMPLAINTS = re.compile(
    r"\S+\s+.*\b(?:complaints?|questions?|allegations?|claims?|accusations?|rumou?rs?|suspicions?|fears|charges|suggestions?|reports?)"
    r"\s+(?:about|of|that|over|regarding)\b",
    re.I,
)
_ABOUT_REPORTS = re.compile(_REPORTS + r"[^,;]{0,40}?\b(?:that|of|about|on)\b", re.I)
_INTO_REPORTS = re.compile(_REPORTS + r"(?:\s+by\s+[\w' -]{1,40}?)?\s+(?:that|of|about)\s*$", re.I)


def stance(frame: Frame, said: str, before: str) -> Stance:
    """The stance of a frame towards its content; `before` is the sentence up to it."""
    cue = frame.cue
    if (cue is None or cue.stance == "affirm") and (
        _ABOUT_REPORTS.search(said[:200]) or _INTO_REPORTS.search(before[-80:])
    ):
        return "no_comment"  # who speaks about reports of something does not say that thing
    if cue is not None and cue.stance == "affirm" and _HAS_COMPLAINTS.match(said[:160]):
        return "no_comment"  # "confirmed that it had received complaints about P" does not confirm P
    if cue is None:
        return "affirm"
    if cue.stance == "affirm" and _waves_away(said):
        return "dismiss"
    if cue.stance == "affirm" and _leaves_open(said):
        return "no_comment"
    if cue.party and frame.speakers and _is_party(frame.speakers[-1], said):
        return cue.party
    return cue.stance


def _waves_away(said: str) -> bool:
    """ "this is another fake": a short saying whose predicate waves a report away."""
    match = word_pattern("dismissals", "words").search(said)
    if match and re.search(r"\b(?:such|these|those)\s+$", said[: match.start()], re.I):
        return True  # "no need to comment on such groundless rumours"
    return (
        bool(match)
        and len(_WORDS.findall(said)) <= 14
        and bool(
            re.search(
                r"\b(?:it|this|that|they|these|those|reports?|claims?|allegations?|accusations?|rumou?rs?|stor(?:y|ies)|information)\b.{0,40}\b(?:is|are|was|were|looks?|seems?|sounds?|as|being|'s)\b",
                said,
                re.I,
            )
        )
    )


def _leaves_open(said: str) -> bool:
    """ "neither side had stated a position", "there was no official confirmation": told of silence, not of the
    matter."""
    head = said[:160]
    return bool(word_pattern("refusals", "lacking").search(head)) or bool(
        re.search(
            r"\b(?:neither|nobody|no one|none)\b.{0,60}\b(?:stated|commented|confirmed|verified|responded|"
            r"claimed|said|denied)\b",
            head,
            re.I,
        )
    )


def _is_party(speaker: str, said: str) -> bool:
    """A speaker who tells of its own: "its ship", "our soldiers", or its own name again."""
    if re.match(r"\W*(?:its|his|her|their|our|we|it|they|he|she)\b", said, re.I):
        return True
    names = set(re.findall(r"[A-Z][\w'-]{3,}", speaker.split(",")[0]))
    return bool(names & set(re.findall(r"[A-Z][\w'-]{3,}", said)))


def modality(cue: Cue | None, said: str, sentence: str) -> Modality:
    """Fact, estimate, forecast, condition or question."""
    if sentence.rstrip("\"”’' ").endswith("?") and (cue is None or said.rstrip("\"”’' ").endswith("?")):
        return "question"
    if re.match(r"\W*(?:whether|if)\b", said, re.I) or (
        cue is not None and re.match(r"(?:asked|wondered|questioned)", cue.text, re.I)
    ):
        return "question" if re.match(r"\W*whether\b", said, re.I) else "conditional"
    if (
        cue is None
        and re.match(r"\W*(?:if|should|were|had)\b.+,", sentence, re.I)
        and not re.match(r"\W*were\b.*\?", sentence)
    ):
        return "conditional"
    if re.search(r"(?:^|,\s*)(?:if (?!only)|unless |provided that |even if )", said, re.I):
        return "conditional"
    if cue is not None and cue.modality != "fact":
        return cue.modality
    if word_pattern("modality", "forecast").search(said):
        return "forecast"
    if re.search(
        r"\b(?:may|might|could|must) (?:not )?(?:have|be|also|still|even|now|\w+)\b", said, re.I
    ) and not re.search(r"\bcould not\b|\bMay\b(?! (?:have|be))", said):
        return "estimate"
    return "estimate" if word_pattern("modality", "estimate").search(said.replace("May ", "")) else "fact"


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


def hedges(sentence: str, said: str, frame: Frame, held: Stance) -> tuple[str, ...]:
    """Words by which the text does not vouch for what it tells."""
    found = [
        m[0] for key in ("adverbs", "adjectives", "phrases") for m in word_pattern("evidential", key).finditer(said)
    ]
    if frame.cue is None or not frame.speakers:
        found += [m[0] for m in word_pattern("evidential", "phrases").finditer(sentence) if m[0] not in found]
    found += [
        m[0] for m in word_pattern("evidential", "adverbs").finditer(sentence[: frame.start][-80:]) if frame.speakers
    ]
    if frame.cue is not None and frame.cue.hedged:
        found.append(frame.cue.text)
    if frame.cue is not None and not frame.speakers and frame.cue.form in {"verb", "noun"} and held == "affirm":
        found.append(frame.cue.text)
    return tuple(dict.fromkeys((*found, *_unvouched(sentence, said, frame))))


def _unvouched(sentence: str, said: str, frame: Frame) -> tuple[str, ...]:
    """Words that hand a statement to nobody in particular: in the whole sentence where it has no speaker, else in what
    the speaker says."""
    if frame.cue is None or not frame.speakers:
        return uncertain_words(sentence, UNVOUCHED)
    return uncertain_words(said, UNVOUCHED)


def is_negative(said: str) -> bool:
    """Whether the content as a whole is a negative; a negation inside a later clause does not count."""
    said = re.sub(
        r"^(?:[^,]{0,60}\b(?:contrary|despite|although|while|as)\b[^,]*|(?:\S+\s+){0,3}\S+),\s",
        "",
        said,
        count=1,
        flags=re.I,
    )
    head = re.split(r",\s|;\s|\bbecause\b|\balthough\b|\bbut\b|\bwhich\b|\bthat\b", said, maxsplit=1)[0]
    return bool(_NEGATIVE.search(_DOUBLE.sub("", head)))
