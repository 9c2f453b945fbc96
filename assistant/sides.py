"""Owns what quoted words do to a claim: state it, speak against it, say something wider, or leave it open. Nobody is
made to say what they did not."""

import re
from typing import TYPE_CHECKING, Final, Literal

from assistant.claims import is_matter, waved_away
from assistant.evidence import voice_of
from assistant.propositions import DOES, Matter, share, tells_another
from corpus.values import Claim, Report, Scope
from index.assertions import Assertion, read_assertions
from index.assertions.cues import word_pattern
from index.assertions.quantities import disjoint, read_quantities

if TYPE_CHECKING:
    from index.opening import Index

Side = Literal[
    "states",
    "answers",
    "estimates",
    "acknowledges",
    "supports",
    "judges",
    "expects",
    "denies",
    "dismisses",
    "against",
    "retracts",
    "wider",
    "denies_wider",
    "denies_part",
    "other",
    "open",
]

SIDES: Final[dict[Side, str]] = {
    "states": "states this",
    "answers": "gives an answer",
    "estimates": "gives an estimate",
    "acknowledges": "acknowledges it",
    "supports": "supports it",
    "judges": "judges it to be so",
    "expects": "expects it",
    "denies": "denies it",
    "dismisses": "dismisses it",
    "against": "speaks against it",
    "retracts": "takes it back",
    "wider": "says something wider",
    "denies_wider": "denies something wider",
    "denies_part": "speaks against a part of it",
    "other": "about another matter",
    "open": "leaves it open",
}
"""In words for a reader."""

MADE: Final[frozenset[Side]] = frozenset({"states", "answers", "estimates", "acknowledges", "judges", "expects"})
"""Words in which the claim itself can be read."""
AFFIRMING: Final = MADE | {"supports"}
"""Words that speak for it."""

_HELD = 0.3
"""Least share of the claim's words that words hold which speak for or against it, and not merely near it."""
_ALONE = re.compile(r"\b(?:confined|limited|restricted|only|solely|exclusively)\b", re.I)


def side_of(claim: Claim, assertion: Assertion | None, scope: Scope, report: Report, index: "Index") -> Side:
    """What an assertion does to a claim, with the scope that an editor gave it."""
    if scope == "different":
        return "other"
    if assertion is None:
        return "open"
    if waved_away(claim.text):
        return _to_dismissal(claim, assertion, scope, index)
    voice = voice_of(assertion, claim.text)
    if voice == "retract":
        return "retracts"
    if voice == "none":
        return "open"
    if scope == "broader":
        return "denies_wider" if voice == "deny" and assertion.stance in {"deny", "dismiss"} else "wider"
    if voice == "deny":
        return _against(claim, assertion, scope, index)
    return _for(claim, assertion, report, index)


def _for(claim: Claim, assertion: Assertion, report: Report, index: "Index") -> Side:
    does, words = _held(claim, assertion, index)
    if tells_another(claim, assertion, report, index):
        return "against" if _ALONE.search(assertion.text) else "open"
    if words < _HELD or _lacks_act(claim, assertion, index) or _counts_otherwise(claim, assertion):
        return "open"
    judged = assertion.modality in {"estimate", "forecast"} or assertion.likelihood is not None
    if is_matter(claim):
        return "estimates" if judged else "answers"
    if assertion.modality == "forecast":
        return "expects" if does >= DOES else "open"
    if judged:
        return "judges" if does >= DOES else "supports"
    if does < DOES:
        return "supports"
    return "acknowledges" if assertion.stance == "acknowledge" else "states"


def _against(claim: Claim, assertion: Assertion, scope: Scope, index: "Index") -> Side:
    """A mere "not" speaks against a claim only where it negates what the claim says is done."""
    if assertion.stance == "dismiss":
        return "denies_part" if scope == "narrower" else "dismisses"
    if assertion.stance == "deny":
        return "denies_part" if scope == "narrower" else "denies"
    if _is_waved(assertion):
        return "dismisses"
    does, _ = _held(claim, assertion, index)
    held = not _lacks_act(claim, assertion, index) if _act(claim) else does >= DOES
    if is_matter(claim) or not held:
        return "open"
    return "denies_part" if scope == "narrower" else "against"


def _to_dismissal(claim: Claim, assertion: Assertion, scope: Scope, index: "Index") -> Side:
    """Who dismisses the reports says what the claim says; who reports the thing speaks against it."""
    if assertion.modality in {"question", "conditional"} or assertion.stance == "no_comment":
        return "open"
    if assertion.stance == "retract":
        return "retracts"
    if assertion.stance in {"deny", "dismiss"} or _is_waved(assertion):
        return "wider" if scope == "broader" else "states"
    denied = Matter(waved_away(claim.text), index).words
    held = share(denied, Matter(f"{assertion.text} {assertion.about}", index).words, index)
    return "against" if held >= _HELD and not assertion.negated and assertion.modality == "fact" else "open"


def _is_waved(assertion: Assertion) -> bool:
    """Whether the words call a thing groundless in passing ("no need to comment on such groundless rumours")."""
    word = word_pattern("dismissals", "words").search(assertion.text)
    return word is not None and not re.search(r"\b(?:not|no|never)\s+$", assertion.text[: word.start()], re.I)


def _act(claim: Claim) -> str:
    """What a claim says that somebody says or does with a thing ("verified"); the thing alone makes no such claim.
    Empty for any other claim."""
    return next((assertion.cue for assertion in read_assertions(claim.text) if assertion.speakers), "")


def _lacks_act(claim: Claim, assertion: Assertion, index: "Index") -> bool:
    act = Matter(_act(claim), index).deeds
    return bool(act) and share(act, Matter(assertion.frame, index).deeds, index) < DOES


def _counts_otherwise(claim: Claim, assertion: Assertion) -> bool:
    """Whether the words give only other numbers for what the claim counts, in whatever unit."""
    for mine in read_quantities(claim.text, 0, len(claim.text)):
        rivals = [q for q in assertion.quantities if mine.counts and q.counts == mine.counts]
        if rivals and all(disjoint(mine, other) for other in rivals):
            return True
    return False


def _held(claim: Claim, assertion: Assertion, index: "Index") -> tuple[float, float]:
    """How much of the claim's deeds, and of all its words, the content holds, by the wording that fits best."""
    # What somebody says or checks stands in the frame, not in the content.
    content = assertion.frame if _act(claim) else assertion.text
    said = Matter(f"{content} {assertion.about}", index)
    if is_matter(claim) and any(q.counts == claim.slots.counts for q in assertion.quantities if q.counts):
        return 1.0, 1.0
    wordings = [Matter(text, index) for text in (f"{claim.text} {claim.slots.place}", *claim.also)]
    does = max(share(wording.deeds, said.deeds, index) for wording in wordings)
    return does, max(does, *(share(wording.words, said.words, index) for wording in wordings))
