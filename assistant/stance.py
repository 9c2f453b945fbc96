"""Owns the stance of a passage towards a claim: affirm, deny, report (merely repeats it), or none, with reasons."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from assistant.comparing import Deed, content_words, deeds, is_main_negative, names, not_done, opposed, other_roles
from index.assertions import Assertion, read_assertions
from index.assertions.cues import likelihood_pattern, word_pattern
from index.assertions.quantities import disjoint, read_quantities
from index.assertions.strength import is_negative
from index.terms import terms

ABOUT = 0.5
"""Least share of the claim's words that a sentence must hold to be about it."""
HEADLINE = 0.3
"""The same for a headline, of the shorter of the two and at least two words: it says the matter in words of its own.
Fixed on half of a public set of rumours and headlines; a lower share reads more headlines of that set rightly, but
only because each of them is about its claim."""
_LONGEST_HEADLINE = 25
_NEGATIVE = re.compile(r"\b(?:not|never|no|without|cannot|nor|neither)\b|n't\b", re.I)
_EMPTY_NOUN = re.compile(
    r"^\W*(?:(?:the|any|such|these|those|all|media|earlier)\s+)*(?:suggestion|claim|report|allegation|rumou?r|accusation|"
    r"assertion|statement|speculation|idea|notion)s?\s+(?:that|of)\s+",
    re.I,
)
_DEBUNKED = re.compile(
    r"\b(?:hoax(?:es|ed)?|fakes?|faked|debunk(?:s|ed|ing)?|bogus|untrue|false(?:ly)?|satir(?:e|ical)|photoshop(?:ped)?|"
    r"doctored|fabricated|myths?|made[- ]up|never happened|(?:not|n't) (?:a )?(?:true|real|thing)|fact[- ]check)\b|"
    r"^no, ",
    re.I,
)
"""Words that call the whole matter untrue."""
_JUDGED = re.compile(
    r"\b(?:might|possibl[ey]|perhaps|maybe|fear(?:s|ed)?|predict(?:s|ed)?|suspect(?:s|ed)?|speculat\w+|tip(?:s|ped))\b|"
    r"(?<!\bin )(?<!\bof )\bmay\b(?! \d)",
    re.I,
)
"""Words by which a short text gives a matter as somebody's guess."""
_HANDED_ON = re.compile(
    r"\b(?:rumou?r(?:s|ed)?|reportedly|allegedly|alleged|claims?|claimed|said to|reported to|purported|supposedly|"
    r"apparently|unconfirmed|reports? (?:that|of|suggests?|says?|claims?))\b|^(?:report|reports|rumou?r|exclusive)\s*:|"
    r":\s*(?:reports?|sources?|analysts?|rumou?rs?)\W*$|\?\W*$",
    re.I,
)
"""Words by which a short text or a headline hands a matter on and vouches for nothing."""


@dataclass(frozen=True, slots=True)
class StanceReading:
    """How a passage stands to a claim, and why."""

    stance: Literal["affirm", "deny", "report", "none"]
    reasons: tuple[str, ...]


@dataclass(frozen=True)
class _Claim:
    """A claim read once for all the sentences it is held against."""

    text: str
    words: frozenset[str]

    @cached_property
    def negative(self) -> bool:
        return is_negative(self.text) and is_main_negative(self.text)

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        return deeds([self.text])


def stance(claim: str, passage: str) -> StanceReading:
    """Read a passage's stance towards a claim. An attributed claim that nobody is said to doubt is a report of it."""
    asked = _Claim(claim, frozenset(terms(claim, names())))
    if not asked.words or not passage.strip():
        return StanceReading("none", ("there is nothing to compare",))
    readings = [_read(asked, assertion) for assertion in _fitting(asked, read_assertions(f" {passage}"))]
    told = [r for r in readings if r.stance != "none"]
    for wanted in ("deny", "affirm", "report"):
        fitting = [r for r in told if r.stance == wanted]
        if fitting:
            return fitting[0]
    return readings[0] if readings else StanceReading("none", ("the passage asserts nothing",))


def _fitting(claim: _Claim, held: tuple[Assertion, ...]) -> list[Assertion]:
    """Of the assertions of one sentence, those whose own words speak most of the claim."""
    best: dict[int, int] = {}
    count = [len(claim.words & content_words(f"{a.text} {a.about}")) for a in held]
    for assertion, words in zip(held, count, strict=True):
        best[assertion.frame_start] = max(best.get(assertion.frame_start, 0), words)
    return [a for a, words in zip(held, count, strict=True) if words == best[a.frame_start]]


def _read(claim: _Claim, assertion: Assertion) -> StanceReading:
    held = content_words(f"{assertion.frame} {assertion.about}")
    opposite = opposed(set(claim.words), held)
    if opposite:
        held = held | {opposite[0]}
    shared = len(claim.words & held)
    share = shared / len(claim.words)
    if share < ABOUT and not (_is_headline(assertion) and _near(shared, claim, held)):
        return StanceReading("none", (f"only {share:.0%} of the claim's words are in it",))
    if clash := _count_clash(claim.text, assertion) or other_roles(claim.deeds, deeds([assertion.frame])):
        return StanceReading("deny", (clash,))
    if why := _asserts_nothing(claim, assertion):
        return StanceReading("report", (why,))
    if assertion.stance == "retract":
        return StanceReading("deny", (f"{assertion.speaker or 'the text itself'} takes it back",))
    return _sided(claim, assertion, opposite)


def _is_headline(assertion: Assertion) -> bool:
    """A short line without a full stop."""
    return not assertion.frame.rstrip("\"”’' ").endswith(".") and len(assertion.frame.split()) <= _LONGEST_HEADLINE


def _near(shared: int, claim: _Claim, held: set[str]) -> bool:
    return shared >= 2 and shared / min(len(claim.words), len(held)) >= HEADLINE


def _asserts_nothing(claim: _Claim, assertion: Assertion) -> str:
    """Why the sentence leaves the claim open, or nothing."""
    where = f"“{assertion.frame[:120]}”"
    if assertion.modality in {"question", "conditional"}:
        return f"{where} asks or supposes it and asserts nothing"
    if assertion.stance == "no_comment":
        return f"{where} leaves it open: “{assertion.cue}”"
    before = assertion.frame[: max(0, assertion.start - assertion.frame_start)]
    if lacking := word_pattern("refusals", "lacking").search(before[-40:]):
        return f"{where} leaves it open: “{lacking[0]}”"
    likely = assertion.likelihood
    if likely and likely.high < 50 and not likelihood_pattern().search(claim.text):
        return f"{where} gives it only a chance: “{likely.term}”"
    guess = _JUDGED.search(assertion.frame)
    if guess and not _JUDGED.search(claim.text):
        return f"{where} gives it only as a guess: “{guess[0]}”"
    return not_done(claim.text, [assertion.frame])


def _sided(claim: _Claim, assertion: Assertion, opposite: tuple[str, str] | None) -> StanceReading:
    """For or against: a denial, a negative, an opposite word and "hoax" each turn the side round once."""
    who = assertion.speaker or "the text itself"
    untrue = None if _DEBUNKED.search(claim.text) or assertion.stance == "dismiss" else _untrue(assertion.frame)
    turns = {
        assertion.cue: assertion.stance in {"deny", "dismiss"},
        untrue or "a negative statement": bool(untrue) or _negated(assertion) != claim.negative,
        opposite[1] if opposite else "": bool(opposite),
    }
    if sum(turns.values()) % 2:
        why = ", ".join(f"“{word}”" for word, turned in turns.items() if turned)
        return StanceReading("deny", (f"{who}: {why}",))
    if assertion.hedges or word_pattern("evidential", "adjectives").search(assertion.frame):
        return StanceReading("report", (f"it only passes the claim on: “{(assertion.hedges or ('alleged',))[0]}”",))
    if assertion.attribution in {"anonymous", "social"}:
        return StanceReading("report", (f"it only passes on what {who} says",))
    handed = _HANDED_ON.search(assertion.frame)
    if handed and not _HANDED_ON.search(claim.text):
        return StanceReading("report", (f"it only passes the claim on: “{handed[0]}”",))
    return StanceReading("affirm", (f"{who} states it",))


def _untrue(frame: str) -> str:
    """The word by which a sentence calls the matter untrue, unless it says that it is no such thing."""
    return next(
        (m[0] for m in _DEBUNKED.finditer(frame) if not _NEGATIVE.search(frame[max(0, m.start() - 9) : m.start()])), ""
    )


def _negated(assertion: Assertion) -> bool:
    """Whether what is said is a negative, inside "suggestions that …" too: that noun holds what is denied."""
    inner = _EMPTY_NOUN.sub("", assertion.text, count=1)
    negative = assertion.negated if inner == assertion.text else is_negative(inner)
    return negative and is_main_negative(inner)


def _count_clash(claim: str, assertion: Assertion) -> str:
    for ours in read_quantities(f" {claim}", 1, len(claim) + 1):
        for theirs in assertion.quantities:
            if ours.unit == theirs.unit and ours.counts == theirs.counts and not theirs.part and disjoint(ours, theirs):
                return f"it counts {theirs.text} where the claim says {ours.text}"
    return ""
