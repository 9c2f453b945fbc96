"""Owns the stance of a passage towards a claim: affirm, deny, report (merely repeats it), or none, with reasons."""

import re
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from assistant.comparing import (
    Deed,
    content_words,
    deeds,
    is_main_negative,
    names,
    negation_governs,
    not_done,
    opposed,
    other_roles,
)
from assistant.headlines import (
    in_sentence_case,
    is_headline,
    is_teller,
    opens_with_no,
    opens_with_question,
    phrases,
    tellers,
)
from assistant.nearness import nearness
from index.assertions import Assertion, read_assertions
from index.assertions.cues import likelihood_pattern, word_pattern
from index.assertions.negation import is_negative
from index.assertions.quantities import disjoint, numbers_in, read_quantities
from index.terms import terms

ABOUT = 0.5
"""Least share of the claim's words that a sentence must hold to be about it."""
HEADLINE = 0.3
"""The same for a headline, of the shorter of the two and at least two words: it says the matter in words of its own.
Fixed on half of a public set of rumours and headlines; a lower share reads more headlines of that set rightly, but
only because each of them is about its claim."""
NEAR = 0.45
"""Least nearness in meaning of a headline that shares fewer words. Held against the claims of other rumours, 1 % of
the headlines of that half come so near, most of them about the same people."""
SAME = 0.5
"""Least nearness at which such a headline may affirm. Of the headlines of other rumours 0.7 % come so near."""
LIKE = 0.6
"""The same for other sentences, which must also have every number and name of the claim. Fixed on half of a public set
of claims and encyclopaedia sentences: what is then read as support is so labelled as often as by shared words."""
_NEGATIVE = re.compile(r"\b(?:not|never|no|without|cannot|nor|neither)\b|n't\b", re.I)
_EMPTY_NOUN = re.compile(
    r"^\W*(?:(?:the|any|such|these|those|all|media|earlier)\s+)*(?:suggestion|claim|report|allegation|rumou?r|accusation|"
    r"assertion|statement|speculation|idea|notion)s?\s+(?:that|of)\s+",
    re.I,
)
_MAY = re.compile(r"(?<!\bin )(?<!\bof )\bmay\b(?! \d)", re.I)
_FINDING = frozenset("found spotted seen revealed identified shown established disclosed caught".split())
"""Passive verbs of finding."""
_QUESTION_END = re.compile(r"\?\W*$")


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
    def particulars(self) -> set[str]:
        return _particulars(self.text)

    @cached_property
    def deeds(self) -> tuple[Deed, ...]:
        return deeds([self.text])


def stance(claim: str, passage: str) -> StanceReading:
    """Read a passage's stance towards a claim. An attributed claim that nobody is said to doubt is a report of it."""
    asked = _Claim(claim, frozenset(terms(claim, names())))
    if not asked.words or not passage.strip():
        return StanceReading("none", ("there is nothing to compare",))
    shown = in_sentence_case(passage, claim) if is_headline(passage) else passage
    told = [_read(asked, assertion) for assertion in _fitting(asked, read_assertions(f" {shown}"))]
    open_first = is_headline(passage) and opens_with_question(passage)
    for wanted in ("deny", "report", "affirm") if open_first else ("deny", "affirm", "report"):
        fitting = [r for r in told if r.stance == wanted]
        if fitting:
            return fitting[0]
    return told[0] if told else StanceReading("none", ("the passage asserts nothing",))


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
    near = 1.0 if _shares_words(claim, assertion.frame, held) else _nearness(claim, assertion.frame)
    if near < NEAR:
        share = len(claim.words & held) / len(claim.words)
        return StanceReading("none", (f"only {share:.0%} of the claim's words are in it",))
    if clash := _count_clash(claim.text, assertion) or other_roles(claim.deeds, deeds([assertion.frame])):
        return StanceReading("deny", (clash,))
    if why := _asserts_nothing(claim, assertion):
        return StanceReading("report", (why,))
    if assertion.stance == "retract":
        return StanceReading("deny", (f"{assertion.speaker or 'the text itself'} takes it back",))
    read = _sided(claim, assertion, opposite)
    if read.stance == "affirm" and near < SAME:
        return StanceReading(
            "none", ("it speaks of the matter in few of the claim's words and not plainly of the claim",)
        )
    return read


def _shares_words(claim: _Claim, frame: str, held: set[str]) -> bool:
    """Whether a sentence has enough of the claim's words to be about it."""
    shared = len(claim.words & held)
    if shared / len(claim.words) >= ABOUT:
        return True
    return is_headline(frame) and shared >= 2 and shared / min(len(claim.words), len(held)) >= HEADLINE


def _nearness(claim: _Claim, frame: str) -> float:
    """How near a sentence is in meaning, where it may be about the claim at all."""
    if is_headline(frame):
        return nearness(claim.text, frame)
    near = nearness(claim.text, frame) if claim.particulars <= _particulars(frame) else 0.0
    return near if near >= LIKE else 0.0


def _particulars(text: str) -> set[str]:
    """Numbers and known names: what another sentence cannot put in other words."""
    return {str(number) for number in numbers_in(text)} | names().ids(text)


def _asserts_nothing(claim: _Claim, assertion: Assertion) -> str:
    """Why the sentence leaves the claim open, or nothing."""
    where = f"“{assertion.frame[:120]}”"
    if is_headline(assertion.frame) and _found("doubting", claim.text, assertion.frame):
        return ""  # a reason against it is a side, not an open question
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
    guess = _found("guessing", claim.text, assertion.frame) or _MAY.search(assertion.frame)
    if guess and not _MAY.search(claim.text):
        return f"{where} gives it only as a guess: “{guess[0]}”"
    return not_done(claim.text, [assertion.frame])


def _found(name: str, claim: str, frame: str) -> re.Match[str] | None:
    """The first phrase of a list in a sentence, unless the claim itself speaks so."""
    pattern = phrases(name, headline=is_headline(frame))
    return None if pattern.search(claim) else pattern.search(frame)


def _sided(claim: _Claim, assertion: Assertion, opposite: tuple[str, str] | None) -> StanceReading:
    """For or against: a denial, a negative, an opposite word and "hoax" each turn the side round once."""
    who = assertion.speaker or "the text itself"
    untrue = "" if assertion.stance == "dismiss" else _untrue(claim, assertion)
    turns = {
        assertion.cue: assertion.stance in {"deny", "dismiss"},
        untrue or "a negative statement": bool(untrue) or _negated(claim, assertion) != claim.negative,
        opposite[1] if opposite else "": bool(opposite),
    }
    if sum(turns.values()) % 2:
        why = ", ".join(f"“{word}”" for word, turned in turns.items() if turned)
        return StanceReading("deny", (f"{who}: {why}",))
    if why := _handed_on(claim, assertion):
        return StanceReading("report", (f"it only passes the claim on: “{why}”",))
    return StanceReading("affirm", (f"{who} states it",))


def _handed_on(claim: _Claim, assertion: Assertion) -> str:
    """The word by which a sentence tells the claim without vouching for it, or nothing."""
    hedges = [hedge for hedge in assertion.hedges if not _is_finding(hedge, assertion)]
    if hedges:
        return hedges[0]
    if alleged := word_pattern("evidential", "adjectives").search(assertion.frame):
        return alleged[0]
    if assertion.attribution in {"anonymous", "social"} and not _is_finding(assertion.cue, assertion):
        return assertion.speaker or assertion.cue
    if handed := _found("handing_on", claim.text, assertion.frame):
        return handed[0]
    if not is_headline(assertion.frame):
        return ""
    told = [assertion.speaker] if is_teller(assertion.speaker) else tellers(assertion.frame)
    strangers = [who for who in told if not claim.words & content_words(who)]
    return strangers[0] if strangers else "?" if _QUESTION_END.search(assertion.frame) else ""


def _is_finding(hedge: str, assertion: Assertion) -> bool:
    """ "Three were found alive": a verb of finding tells a fact, though nobody is named who found it."""
    return hedge == assertion.cue and hedge.lower() in _FINDING


def _untrue(claim: _Claim, assertion: Assertion) -> str:
    """The word by which a sentence calls the matter untrue, unless it says that it is no such thing."""
    frame, headline = assertion.frame, is_headline(assertion.frame)
    kinds = ["untrue", "doubting"] if headline else ["untrue"]
    if headline and assertion.stance != "deny":
        kinds.append("denying")
        if opening := opens_with_no(frame):
            return opening
    lists = [phrases(kind, headline=headline) for kind in kinds]
    found = (m for words in lists if not words.search(claim.text) for m in words.finditer(frame))
    return next((m[0] for m in found if not _NEGATIVE.search(frame[max(0, m.start() - 9) : m.start()])), "")


def _negated(claim: _Claim, assertion: Assertion) -> bool:
    """Whether what is said is a negative, inside "suggestions that …" too: that noun holds what is denied."""
    inner = _EMPTY_NOUN.sub("", assertion.text, count=1)
    negative = assertion.negated if inner == assertion.text else is_negative(inner)
    governed = negation_governs(claim.text, inner)
    if governed is not None:
        return governed
    return negative and is_main_negative(inner)


def _count_clash(claim: str, assertion: Assertion) -> str:
    for ours in read_quantities(f" {claim}", 1, len(claim) + 1):
        for theirs in assertion.quantities:
            if ours.unit == theirs.unit and ours.counts == theirs.counts and not theirs.part and disjoint(ours, theirs):
                return f"it counts {theirs.text} where the claim says {ours.text}"
    return ""
