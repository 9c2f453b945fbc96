"""Owns presumed events: a thing taken for granted as the statement it is, held against its status and its evidence."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.claims import is_matter
from assistant.evidence import Evidence
from assistant.premises.particulars import lacking, named, other_number, plain_share
from assistant.propositions import share
from assistant.question import Presumption
from assistant.values import Premise
from assistant.weighing.findings import Findings
from assistant.wording import claim_clause, long_day, sentence
from corpus.values import Status

if TYPE_CHECKING:
    from index.opening import Index

_GIVEN: frozenset[Status] = frozenset({"confirmed", "reported"})
_LABEL: dict[Status, str] = {
    "disputed": "disputed",
    "unverified": "unverified",
    "assessed": "an assessment, not confirmed,",
    "refuted": "refuted",
    "reported": "reported, and not confirmed,",
}
_NEAR = 0.45
"""Least share of a presumed thing's words for an assertion to be about it or about its neighbour."""
_SAID = 0.6
"""Least share of a presumed thing's plain words that the sentence itself has, for it to say the thing of something."""
_DONE = 0.75
"""The same share of all its words from which on it is said to have been done, whatever else was refused."""
_REFUSING = re.compile(
    r"\b(?:rejected|refused|turned down|ruled out|declined|blocked|vetoed|cancelled|called off)\b", re.I
)
_TOPICAL = 0.3
"""Least share for the matter to be known to the corpus at all: what is from another field is only declined."""


def event_fault(
    presumed: Presumption, found: Findings, held: Sequence[Evidence], answered: bool, index: "Index"
) -> Premise | None:
    """What the evidence gives instead of a presumed thing; None where it gives that thing, or nothing at all. `held` is
    all that was found for it, `answered` whether the question itself has an answer."""
    if found.claim is not None and is_matter(found.claim):
        return None
    if presumed.settled and found.status in _LABEL:
        return None if any(map(_confirms, found.evidence)) else _unsettled(presumed, found)
    told = found.claim is not None or any(not lacking(presumed.text, i, index) for i in found.evidence)
    refused = _refused(presumed.text, found.evidence, index)
    if refused is not None:
        note = f"{_granted(presumed, found, index)}; the reports held say otherwise: {sentence(refused)}"
        return Premise(presumed.text, "unknown", note)
    if found.status in _GIVEN and told:
        return None
    if found.status in _LABEL and found.status not in _GIVEN and told:
        return Premise(presumed.text, found.status, f"{_granted(presumed, found, index)}; {_is(found)}{_shown(found)}")
    return _unknown(presumed, found, held, answered, index)


def _is_claimed(text: str, found: Findings, index: "Index") -> bool:
    """Whether the claim that was matched is what is presumed, and not only about the same event."""
    if found.claim is None:
        return False
    slots = found.claim.slots
    words = " ".join((found.claim.text, *found.claim.also, *slots.actors, slots.place, slots.event_date))
    return share(index.held_terms(text), index.held_terms(words), index) >= _DONE


def _unknown(
    presumed: Presumption, found: Findings, held: Sequence[Evidence], answered: bool, index: "Index"
) -> Premise | None:
    """Nothing says so: another number, a denial or a neighbour is named, else that nothing is held."""
    opening = _granted(presumed, found, index)
    against = next((i for i in found.evidence if i.voice in {"deny", "retract"}), None)
    if against is not None:
        return Premise(presumed.text, "unknown", f"{opening}; the reports held say otherwise: {sentence(against)}")
    if _in_other_words(presumed.text, held, index):
        return None
    beside = _beside(presumed.text, held, index)
    if beside is not None:
        item, missing = beside
        if all(t[0].isdigit() for t in missing) and (
            other := other_number(presumed.text, _about(presumed.text, held, index))
        ):
            note = f"{opening}; the reports held give another number, {other[1].text}: {sentence(other[0])}"
            return Premise(presumed.text, "unknown", note)
        what = named(missing, presumed.text, index) or "that"
        note = f"{opening}; what the reports hold is something else: {sentence(item)} That says nothing about {what}."
        return Premise(presumed.text, "unknown", note)
    day = found.question.as_of
    near = found.nearest
    if answered or (day is None and (near is None or near.coverage < _TOPICAL)):
        return None
    when = f"as of {long_day(day)}, no report held says so" if day else "no report held says so"
    return Premise(presumed.text, "unknown", f"{opening}; {when}.")


def _beside(text: str, held: Sequence[Evidence], index: "Index") -> tuple[Evidence, frozenset[str]] | None:
    """An assertion that says the thing of another place, number or name, with what of the text it lacks."""
    near = [i for i in held if i.voice == "affirm" and i.coverage >= _NEAR and i.corrected is None]
    best: tuple[Evidence, frozenset[str]] | None = None
    for item in sorted(near, key=lambda i: (-round(i.coverage, 1), -round(i.closeness, 2))):
        missing = lacking(text, item, index)
        if missing and plain_share(text, item, index) >= _SAID and best is None:
            best = item, missing
    return best


def _in_other_words(text: str, held: Sequence[Evidence], index: "Index") -> bool:
    """Whether somebody says it after all, in other words than the rules follow: then nothing is held against it."""
    return any(
        i.voice == "affirm"
        and i.corrected is None
        and i.coverage >= _NEAR
        and not lacking(text, i, index)
        and plain_share(text, i, index) >= _SAID
        for i in held
    )


def _about(text: str, held: Sequence[Evidence], index: "Index") -> list[Evidence]:
    """What counts the same thing at the same place."""
    return [
        i
        for i in held
        if i.voice == "affirm"
        and i.coverage >= _NEAR
        and i.corrected is None
        and all(t[0].isdigit() for t in lacking(text, i, index))
        and plain_share(text, i, index) >= _SAID
    ]


def _refused(text: str, items: Sequence[Evidence], index: "Index") -> Evidence | None:
    """A report that the very thing was turned down, where nothing says that it was done."""
    if _REFUSING.search(text):
        return None
    words = set(index.terms(text))
    refused = [
        i
        for i in items
        if (found := _REFUSING.search(i.assertion.frame))
        and not i.assertion.speakers
        and len(words & set(index.terms(i.assertion.frame[found.end() :]))) >= 0.5 * len(words)
    ]
    done = [i for i in items if i not in refused and i.voice == "affirm" and i.said >= _DONE]
    return refused[0] if refused and not done else None


def _unsettled(presumed: Presumption, found: Findings) -> Premise:
    """ "The confirmed deaths": what they are called, and what they are."""
    what = f"The question calls “{presumed.text}” {presumed.settled}; I found no report that has it so"
    return Premise(presumed.text, found.status, f"{what}: {_is(found)}{_shown(found)}")


def _confirms(item: Evidence) -> bool:
    """Whether somebody confirms it in so many words."""
    openly = item.assertion.stance == "acknowledge" or item.assertion.cue.lower().startswith(("confirm", "verif"))
    return openly and item.voice == "affirm" and item.scope == "same" and item.assertion.modality == "fact"


def _granted(presumed: Presumption, found: Findings, index: "Index") -> str:
    if found.claim is not None and _is_claimed(presumed.text, found, index):
        return f"The question takes for granted that {claim_clause(found.claim.text, index)}"
    return f"The question takes for granted that {claim_clause(presumed.text, index)}"


def _is(found: Findings) -> str:
    return f"this is {_LABEL[found.status]} in the reports held"


def _shown(found: Findings) -> str:
    """The evidence that makes it so: who denies it, else who says so."""
    best = _telling(found.evidence, found.status)
    return f": {sentence(best)}" if best is not None else "."


def _telling(items: Sequence[Evidence], status: Status) -> Evidence | None:
    own = [i for i in items if i.scope in {"same", "broader"} and i.corrected is None and i.assertion.speakers]
    against = [i for i in own if i.voice in {"deny", "retract"}]
    judged = [i for i in own if i.voice == "affirm" and i.assertion.likelihood is not None]
    said = [i for i in own if i.voice == "affirm" and i.scope == "same"]
    order = {"disputed": (against, judged, said), "refuted": (against, said), "assessed": (judged, said)}
    for group in order.get(status, (said, own)):
        if group:
            return max(group, key=lambda i: (i.scope == "same", i.cited, round(i.coverage, 1), i.named))
    return None
