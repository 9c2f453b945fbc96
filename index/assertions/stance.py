"""Owns the stance of a frame towards its content: that of its cue, unless the content itself denies or waves away."""

import re

from index.assertions.cue import Cue
from index.assertions.cues import word_pattern
from index.assertions.frames import Frame
from index.assertions.phrases import phrases
from index.assertions.values import Stance

_WORDS = re.compile(r"[A-Za-z]{2,}")
_QUOTES = "\"“'‘ "
_SHORT = 14
"""Words of a saying in which "it" or "this" stands for the report; in a longer one it may stand for anything."""
_LONG = 30
_NEAR = 5
"""Words between "is" and what something is called: "is, he said, simply not"."""
_CLOSE = 16
"""Characters before what was called, in which a "not" bears on the calling."""
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
_IS = re.compile(
    r"\b(?:is|are|was|were|do|does|did|looks?(?: like)?|seems?|sounds?|as|being|contain(?:ed)?|holds?|held|has|had|"
    r"have)\b|['’]s\b",
    re.I,
)
_BE_NEXT = re.compile(r"^\W*(?:is|are|was|were)\b", re.I)
_NOT = re.compile(r"\b(?:not|never|hardly|cannot)\b|n['’]t\b", re.I)
_BEHIND = re.compile(r"\W*(?:to|that|for|if|when|how|of|about|in|with|by)\b", re.I)
_PRONOUN = re.compile(r"\b(?:it|this|that|they|these|those|all|everything|none|nothing)\b", re.I)
_SILENT_NOBODY = re.compile(
    r"\b(?:neither|nobody|no one|none)\b.{0,60}\b(?:stated|commented|confirmed|verified|responded|"
    r"claimed|said|denied)\b",
    re.I,
)
_UTTER = re.compile(
    r"^\W*(?:(?:(?:it|that)['’]s|(?:it|this|that) is|just|yet|another|more|pure|complete|total|utter|sheer|absolute|"
    r"what)\s+)*$",
    re.I,
)
_NO_REPLY = re.compile(r"^\W*no comment\b", re.I)
_FLAT_NO = re.compile(r"^\W*no\s*[,.!–—]\s*", re.I)
_NEGATIVE_HEAD = re.compile(r"^[^,;]{0,40}?(?:\b(?:not|never|no|nobody|none|nothing)\b|n['’]t\b)|\W*$", re.I)
_CALLING = re.compile(r"(?:call|describ|brand|label|dub|term|character|denounc)", re.I)

_FIRST_PERSON = re.compile(r"\b(?:we|our|us|I|my)\b")


def stance(frame: Frame, said: str, before: str, after: str) -> Stance:
    """The stance of a frame towards its content; `before` and `after` are the sentence around it."""
    cue = frame.cue
    if cue is not None and (turned := _turned(frame, cue, said, before) or _called_behind(cue, after)):
        return turned
    if cue is None or cue.stance == "affirm":
        if _ABOUT_REPORTS.search(said[:200]) or _INTO_REPORTS.search(before[-80:]):
            return "no_comment"  # who speaks about reports of something does not say that thing
        if cue is None:
            return "affirm"
        if _HAS_COMPLAINTS.match(said[:160]) or _leaves_open(said):
            return "no_comment"  # "confirmed that it had received complaints about P" does not confirm P
    if cue.party and frame.speakers and _is_party(frame.speakers[-1], said):
        return cue.party
    return cue.stance


def _turned(frame: Frame, cue: Cue, said: str, before: str) -> Stance | None:
    """The stance that the words themselves give, whatever the cue says."""
    if cue.stance == "no_comment":
        if phrases("dismissals", "conceding").search(f"{before[-60:]} {cue.text}"):
            return _conceded(frame, said)
        return "affirm" if phrases("dismissals", "not_ruled_out").search(cue.text) else None
    if cue.stance == "dismiss" and _CALLING.match(cue.text):
        return "no_comment" if _NOT.search(before[-_CLOSE:]) else _called_so(said)  # "did not call the reports false"
    if cue.stance == "deny" and phrases("dismissals", "conceding").search(before):
        return _conceded(frame, said)
    if cue.stance != "affirm":
        return None
    if phrases("dismissals", "conceding").search(said[:60]):
        return _conceded(frame, said)  # "It would be wrong to deny, the envoy said, that …"
    if phrases("dismissals", "not_ruled_out").search(said[:80]):
        return "affirm"
    if phrases("dismissals", "own_error").match(said):
        return "retract"
    if frame.speakers and phrases("dismissals", "owning").match(said.lstrip(_QUOTES)):
        return "acknowledge"
    if denies(frame, said):
        return "deny"
    return "dismiss" if _waves_away(said) else None


def _conceded(frame: Frame, said: str) -> Stance:
    """An admission where the speaker tells of its own; by anybody else a statement."""
    own = bool(_FIRST_PERSON.search(said)) or bool(frame.speakers and _is_party(frame.speakers[-1], said))
    return "acknowledge" if frame.speakers and own else "affirm"


def denies(frame: Frame, said: str) -> bool:
    """Whether what a speaker says is itself a denial: "reports of it were untrue", "I never touched the money"."""
    cue = frame.cue
    if cue is None or cue.stance != "affirm" or not frame.speakers:
        return False
    if phrases("dismissals", "flat").search(said[:60]):
        return True
    if _called(said, "untrue") and not _called(said, "words", but="untrue"):
        return True
    if phrases("dismissals", "disbelieving").match(said.lstrip(_QUOTES)):
        return True
    if phrases("dismissals", "not_so").match(said.lstrip(_QUOTES)) or _insists_not(cue, said):
        return True
    answer = _FLAT_NO.match(said)
    if answer and _NEGATIVE_HEAD.match(said[answer.end() :]):
        return True
    return _pleads(said.lstrip(_QUOTES))


def _insists_not(cue: Cue, said: str) -> bool:
    """ "insisted he had never met her": with other verbs a negation may tell of anything."""
    insists = word_pattern("dismissals", "insisting_forms").match(cue.text)
    return bool(insists) and bool(phrases("dismissals", "insisted_not").match(said.lstrip(_QUOTES)))


def _pleads(said: str) -> bool:
    """A flat negation by who answers a charge, in the first person or of the charge's own name."""
    if phrases("dismissals", "no_charge").match(said):
        return True
    found = phrases("dismissals", "deeds").match(said)
    return bool(found) and not phrases("dismissals", "not_deeds").search(said[:80])


def _called(said: str, words: str, but: str = "") -> bool:
    """Whether a report, or "it" in a short saying, is called one of these words (and none of the others)."""
    count = len(_WORDS.findall(said))
    for match in word_pattern("dismissals", words).finditer(said):
        if but and word_pattern("dismissals", but).fullmatch(match[0]):
            continue
        head = said[: match.start()]
        be = next(reversed(list(_IS.finditer(head))), None)
        if be is None or len(head[be.end() :].split()) > _NEAR or _NOT.search(head[be.end() :]):
            continue
        subject = word_pattern("dismissals", "subjects").search(head[: be.start()])
        if subject is None or count > (_SHORT if _PRONOUN.fullmatch(subject[0]) else _LONG):
            continue
        if not (_PRONOUN.fullmatch(subject[0]) and _BEHIND.match(said[match.end() :])):
            return True  # "it was wrong to close the school" is a view of a deed
    return False


def _called_behind(cue: Cue, after: str) -> Stance | None:
    """ "Claims that it was bankrupt were untrue": what the sentence goes on to call what it has just handed on."""
    if cue.stance != "affirm" or not (be := _BE_NEXT.match(after)):
        return None
    rest = after[be.end() :]
    match = word_pattern("dismissals", "words").search(rest)
    if match is None or len(rest[: match.start()].split()) >= _NEAR or _NOT.search(rest[: match.start()]):
        return None
    return "deny" if word_pattern("dismissals", "untrue").fullmatch(match[0]) else "dismiss"


def _called_so(said: str) -> Stance | None:
    """What calling a report this or that makes of it: "untrue" denies, "unproven, not untrue" leaves it open."""
    found = list(word_pattern("dismissals", "words").finditer(said))
    if found and all(re.search(r"\bnot\s+$", said[: match.start()], re.I) for match in found):
        return "no_comment"
    return "deny" if _only_untrue(said) else None


def _only_untrue(said: str) -> bool:
    """Whether of all the words a report is called none is more than "untrue"."""
    found = [m[0] for m in word_pattern("dismissals", "words").finditer(said)]
    return bool(found) and all(word_pattern("dismissals", "untrue").fullmatch(word) for word in found)


def _waves_away(said: str) -> bool:
    """ "this is another fake": a saying whose predicate waves a report away."""
    match = word_pattern("dismissals", "words").search(said)
    if match is None:
        return False
    if re.search(r"\b(?:such|these|those)\s+$", said[: match.start()], re.I):
        return True  # "no need to comment on such groundless rumours"
    if _UTTER.match(said[: match.start()]) and len(_WORDS.findall(said)) <= _SHORT and not _only_untrue(said):
        return not _BEHIND.match(said[match.end() :]) or not _PRONOUN.search(said[: match.start()])
    return _called(said, "words")


def _leaves_open(said: str) -> bool:
    """ "neither side had stated a position", "there was no official confirmation": told of silence, not of the
    matter."""
    head = said[:160]
    if _NO_REPLY.match(said) or word_pattern("refusals", "lacking").search(head):
        return True
    return bool(_SILENT_NOBODY.search(head))


def _is_party(speaker: str, said: str) -> bool:
    """A speaker who tells of its own: "its ship", "our soldiers", or its own name again."""
    if re.match(r"\W*(?:its|his|her|their|our|we|it|they|he|she)\b", said, re.I):
        return True
    return bool(_names(speaker.split(",")[0]) & _names(said))


def _names(words: str) -> set[str]:
    """Capitalised words; those of one name that others share in part stay together ("North Lind", "South Lind")."""
    joined = re.sub(r"\b(North|South|East|West|New|United|Northern|Southern) (?=[A-Z])", r"\1_", words)
    return {name.removesuffix("'s") for name in re.findall(r"[A-Z][\w'-]{3,}", joined)}
