"""Owns presumed acts of speech: whether S really confirmed, denied or said it, what S did say, and who said it."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.evidence import Evidence
from assistant.premises.particulars import lacking, named, plain_share
from assistant.question import Saying
from assistant.question.forms import forms
from assistant.question.sayings import plain_past
from assistant.speakers import speaks_for, tells
from assistant.wording import long_day, sentence

if TYPE_CHECKING:
    from index.opening import Index

_CONFIRMING = ("confirm", "admit", "acknowledg", "verif", "conced", "announc", "establish", "conclu", "own")
_ABOUT = 0.5
"""Least share of the content's words for an assertion to bear on it at all."""
_HOLDS = 0.62
"""The same for an assertion to say it; every name and number of the content must be there besides."""
_BESIDE = 0.25
"""The same for an assertion to say it of something beside."""
_CLOSE = 0.3
"""Least nearness in meaning at which what somebody confirmed instead is worth telling."""
NOT_FOUND = "I found no report"
"""How a note begins that nobody is held to have done what was asked about."""
_LONGEST = 24
"""Words of a content that are worth repeating."""


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong with an act of speech as it was put, and the evidence that shows it."""

    note: str
    shown: tuple[Evidence, ...] = ()
    opposite: bool = False
    """The evidence gives the opposite."""


def saying_fault(
    saying: Saying, items: Sequence[Evidence], found: Sequence[Evidence], index: "Index", as_of: date | None = None
) -> Fault | None:
    """What is wrong with "S confirmed it"; None where the evidence gives it. `items` bear on the matter, `found` may
    do."""
    near = (*items, *(f for f in found if f.coverage >= _ABOUT and f not in items))
    theirs = [i for i in near if is_theirs(saying, i, index)]
    giving = [i for i in theirs if gives(saying, i, items, index) and _then(saying, i)]
    if saying.never:
        return _done(saying, giving)
    if saying.still:
        return _since(saying, giving, theirs, items, index)
    if giving:
        return None
    opening = _opening(saying, as_of)
    own = min((i for i in theirs if not _elsewhere(saying, i, items, index)), key=_distance(saying), default=None)
    told = [f"What they do say: {_with_note(own)}"] if own is not None else []
    beside = _neighbour(saying, (*items, *found), items, index)
    if beside is not None and beside != own and (own is None or saying.act == "confirm"):
        told.append(_of_another(saying, beside, index))
    other = _another_speaker(saying, near, items, index)
    if other is not None and (own is None or saying.act != "confirm") and other != beside:
        who = "This was said by somebody else" if other.assertion.speakers else "The reports held give it otherwise"
        told.append(f"{who}: {sentence(other)}")
    shown = tuple(i for i in (own, beside, other) if i is not None)
    if not told:
        return Fault(f"{opening} Nor did I find a statement by {_speaker(saying)} on it.")
    return Fault(" ".join([opening, *told[:2]]), shown)


def is_theirs(saying: Saying, item: Evidence, index: "Index") -> bool:
    """Whether it is S's: its words, what it hands on, or an act of it that is told; no note on what it left out."""
    if item.own_voice and item.assertion.negated:
        return False
    return speaks_for(saying, item, index) or tells(saying, item, index) or _tells_of(saying, item)


def _then(saying: Saying, item: Evidence) -> bool:
    """Whether it was done when it is said to have been; a report of no day could be of any."""
    days = [day for day in (item.assertion.said_on, item.report.published) if day is not None]
    return saying.within is None or not days or any(saying.within.holds(day) for day in days)


def _opening(saying: Saying, as_of: date | None) -> str:
    words = saying.content.split()
    what = f" {saying.content}" if 0 < len(words) <= _LONGEST else " this"
    if saying.act == "say" and words and not what.lower().startswith((" that ", " it ")) and _is_clause(saying):
        what = f" that{what}"
    day = f" up to {long_day(as_of)}" if as_of else ""
    when = f" {saying.within.text}" if saying.within is not None else ""
    return f"{NOT_FOUND}{day} that says that {_speaker(saying)} {plain_past(saying.verb)}{when}{what}."


def _is_clause(saying: Saying) -> bool:
    return not saying.verb.lower().startswith(("call", "tell", "told", "report"))


def _speaker(saying: Saying) -> str:
    first, _, rest = saying.speaker.partition(" ")
    return f"the {rest}" if first == "The" else saying.speaker


def gives(saying: Saying, item: Evidence, items: Sequence[Evidence], index: "Index") -> bool:
    """Whether an assertion is the act of speech that was asked about."""
    if _tells_of(saying, item):
        return not _elsewhere(saying, item, items, index) and _is_on(saying, item, index)
    if (item not in items or saying.act == "say") and not _is_on(saying, item, index):
        return False
    if saying.act == "say" and item.assertion.stance in {"deny", "dismiss", "no_comment"}:
        return False  # who rejects a claim has not made it
    if _elsewhere(saying, item, items, index):
        return False
    match saying.act:
        case "confirm":
            a = item.assertion
            firm = item.voice == "affirm" and item.scope == "same" and a.modality != "question" and a.likelihood is None
            openly = a.stance == "acknowledge" or a.cue.lower().startswith(_CONFIRMING)
            # What a party itself puts out, and an editor holds against the claim, needs no such verb.
            return firm and (openly or (item.cited > 0 and item.report.publisher in saying.speaker_ids))
        case "deny":
            return item.voice == "deny" and item.scope == "same"
        case _:
            return item.voice == "affirm" and item.scope in {"same", "narrower"}


def _is_on(saying: Saying, item: Evidence, index: "Index") -> bool:
    """Whether an assertion holds what is said to have been said."""
    if not saying.content:
        return True
    plain = plain_share(saying.content, item, index)
    return item.coverage >= _HOLDS and (saying.act != "say" or plain >= _HOLDS)


def _tells_of(saying: Saying, item: Evidence) -> bool:
    """Whether a report tells of that very act in its own voice: "The court rejected a recount"."""
    if item.assertion.speakers or item.voice != "affirm" or item.assertion.negated:
        return False
    who = r"\W+".join(re.escape(w) for w in re.findall(r"\w+", saying.speaker) if w.lower() not in {"the", "a", "an"})
    verbs = forms()["acts"][saying.act]
    return bool(who) and bool(re.search(rf"\b{who}\b[^.;]{{0,40}}?\b(?:{verbs})\b", item.assertion.frame, re.I))


def _elsewhere(saying: Saying, item: Evidence, items: Sequence[Evidence], index: "Index") -> bool:
    """Whether an assertion speaks of another place, number or party than the content names."""
    if item in items and item.cited and saying.act != "say":
        return item.scope == "different"
    return bool(lacking(saying.content, item, index) - index.held_terms(saying.speaker))


def _done(saying: Saying, giving: Sequence[Evidence]) -> Fault | None:
    """For "S has never confirmed it": that S has."""
    if not giving:
        return None
    best = max(giving, key=lambda i: (i.assertion.stance == "acknowledge", i.coverage, i.published))
    what = f"that {saying.speaker} never {plain_past(saying.verb)} it"
    return Fault(
        f"The question takes for granted {what}; the reports held say the opposite: {sentence(best)}", (best,), True
    )


def _since(
    saying: Saying, giving: Sequence[Evidence], theirs: Sequence[Evidence], items: Sequence[Evidence], index: "Index"
) -> Fault | None:
    """For "S is still denying it": that S has said the opposite since."""
    last = max((i.published for i in giving), default=date.min)
    turned = [
        i
        for i in theirs
        if i.published > last
        and (i.voice == "retract" if saying.act != "deny" else i.voice in {"affirm", "retract"})
        and not _elsewhere(saying, i, items, index)
        and (i.assertion.stance == "acknowledge" or i.voice == "retract" or i.assertion.modality == "fact")
    ]
    if not turned:
        return None
    best = max(turned, key=lambda i: (i.assertion.stance == "acknowledge", i.coverage))
    what = f"The question takes for granted that {_speaker(saying)} {plain_past(saying.verb)} it to this day"
    return Fault(f"{what}; the reports held say otherwise: {sentence(best)}", (best,), True)


def _neighbour(saying: Saying, found: Sequence[Evidence], items: Sequence[Evidence], index: "Index") -> Evidence | None:
    """The same act by the same speaker on something beside it."""
    wanted = [
        i
        for i in found
        if is_theirs(saying, i, index)
        and _same_act(saying, i)
        and (i.coverage >= _BESIDE or (saying.act == "confirm" and i.closeness >= _CLOSE))
        and _elsewhere(saying, i, items, index)
    ]
    return max(wanted, key=lambda i: (i.assertion.stance == "acknowledge", round(i.coverage, 1)), default=None)


def _same_act(saying: Saying, item: Evidence) -> bool:
    a = item.assertion
    if saying.act == "confirm":
        openly = a.stance == "acknowledge" or a.cue.lower().startswith(_CONFIRMING)
        return item.voice == "affirm" and (openly or item.cited > 0)
    return item.voice == ("deny" if saying.act == "deny" else "affirm")


def _of_another(saying: Saying, item: Evidence, index: "Index") -> str:
    """That what was confirmed is another matter, with the words that say so."""
    missing = named(lacking(saying.content, item, index), saying.content, index)
    ending = f" That says nothing about {missing}." if missing else " That is another matter."
    if missing[:1].isdigit():
        ending = " That is another number."
    return f"What {_speaker(saying)} {plain_past(saying.verb)} is something else: {sentence(item)}{ending}"


def _another_speaker(
    saying: Saying, near: Sequence[Evidence], items: Sequence[Evidence], index: "Index"
) -> Evidence | None:
    """Who did do what was asked about, where somebody else did."""
    others = [
        i
        for i in near
        if not speaks_for(saying, i, index)
        and (i.assertion.speakers or saying.act == "say")
        and i.voice != "none"
        and gives(saying, i, items, index)
    ]
    return max(others, key=lambda i: (i.named, round(i.coverage, 1), round(i.closeness, 1)), default=None)


def _with_note(item: Evidence) -> str:
    note = f" {item.note}" if item.note and item.scope != "same" else ""
    return f"{sentence(item)}{note}"


def _distance(saying: Saying) -> Callable[[Evidence], tuple[bool | int | float, ...]]:
    """Order of what a speaker said instead: the asked side, the claim itself, a judgement, what the editor cites."""

    def distance(item: Evidence) -> tuple[bool | int | float, ...]:
        wrong_side = saying.act == "deny" and item.voice != "deny"
        plainly = saying.act == "confirm" and item.voice == "deny" and item.coverage >= _HOLDS
        return (
            wrong_side,
            not plainly,
            item.scope == "different",
            item.scope != "same",
            item.voice == "none",
            item.assertion.likelihood is None,
            -item.cited,
            -round(item.coverage, 1),
        )

    return distance
