"""Owns the link from a question to the register: which claim is asked about, and which only stands next to it."""

import re
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from assistant.evidence import Evidence, weight
from assistant.question import Question
from assistant.values import ClaimStatus
from corpus.values import STRENGTH, Claim
from index.assertions import read_assertions
from index.assertions.cues import word_pattern
from index.assertions.quantities import read_quantities
from index.assertions.times import calendar_days
from index.values import Vector, Wording

if TYPE_CHECKING:
    from index.opening import Index

MATCH = 0.64
"""Least score at which a question is taken to be about a claim; below it the reports are read without the register."""
COVERED = 0.6
"""Least share of the question's weighted words that the wordings of a claim hold between them: who asks about tanks
does not
ask about troops."""
_SPEAKER = 0.05
"""What it adds that the one who is said to speak is named in the claim: one ministry's denial is not another's."""
LINKED = 0.8
"""Least share of a claim's weighted words that an assertion, with its report's title, holds to say that very claim."""
_OTHER_DAY = 0.5
"""What it costs that the question dates the event otherwise: another day is another event."""
_NEIGHBOUR = 0.2
"""What a place or number of the question that the claim does not have costs: one town is not another."""


_IS_MATTER = re.compile(
    r"^the (?:exact |total )?(?:number|date|day|size|count|cost|amount|total|cause|identity|place|name|start)s? "
    r"(?:of|on|when|at)\b",
    re.I,
)


_IS = re.compile(r"\b(?:is|are|was|were|been)(?:\s+[\w-]+){0,2}\s*$", re.I)


@dataclass(frozen=True, slots=True)
class Match:
    """A claim with how well the question fits it."""

    claim: Claim
    score: float
    wording: str
    vector: Vector


def match_claims(question: Question, index: "Index") -> tuple[Match, ...]:
    """Claims the question may be about, best first, each with its best wording."""
    readings = [(frozenset(index.terms(question.standalone)) if question.saying else question.terms, question.vector)]
    if question.saying and len(question.saying.content.split()) > 1:
        readings.append((frozenset(index.terms(question.saying.content)), index.encode(question.saying.content)))
    best: dict[str, Match] = {}
    for asked, vector in readings:
        for wording in index.wordings:
            if _share(asked, index.held_terms(_all_words(wording.claim)), index) < COVERED:
                continue
            score = _score(question, asked, vector, wording, index)
            held = best.get(wording.claim.id)
            if held is None or score > held.score:
                best[wording.claim.id] = Match(wording.claim, score, wording.text, wording.vector)
    return tuple(sorted(best.values(), key=lambda m: (-m.score, m.claim.id)))


def _score(question: Question, asked: frozenset[str], vector: Vector, wording: Wording, index: "Index") -> float:
    own = frozenset(wording.terms)
    slots = wording.claim.slots
    around = own | frozenset(
        index.terms(f"{wording.claim.text} {' '.join(slots.actors)} {slots.place} {slots.event_date}")
    )
    score = 0.5 * float(vector @ wording.vector) + 0.3 * _share(asked, around, index) + 0.2 * _share(own, asked, index)
    foreign = {t for t in asked if t.startswith("@") and t not in around and _another_matter(t[1:], question, index)}
    counted = {
        f"{q.low:g}" for q in read_quantities(question.topic, 0, len(question.topic)) if q.low == q.high and q.unit
    }
    foreign |= {year for year in re.findall(r"\b(?:19|20)\d\d\b", question.standalone) if year not in around}
    foreign |= {t for t in asked if t[:1].isalpha() and not index.frequencies.get(t) and t not in around}
    if claim_day := slots.event_date if len(slots.event_date) == 10 else "":
        named = calendar_days(question.standalone, date.fromisoformat(claim_day))
        days = [day for day in named if _dates_the_event(question, day)]
        if days and claim_day not in {day.isoformat() for day in days}:
            score -= _OTHER_DAY
    if question.saying and question.saying.speaker_ids & index.names.ids(wording.claim.text):
        score += _SPEAKER
    absent = {
        t for t in own if t.startswith("@") and index.names.kind.get(t[1:]) in {"country", "place"} and t not in asked
    }
    score -= 0.04 * len(absent) if any(t.startswith("@") for t in asked) else 0.0
    foreign |= {number for number in counted if number not in around}
    score -= _NEIGHBOUR * min(len(foreign), 2)
    if question.kind == "how_many" and question.counts and slots.counts:
        score += 0.08 if slots.counts == question.counts and not slots.quantity else -0.12
    if question.kind == "how_many" and not question.counts and slots.counts:
        score += 0.08 if slots.counts == "deployed" else -0.12  # who names no fate asks for none
    if question.kind == "how_many" and is_matter(wording.claim):
        score += 0.1
    return score


def _another_matter(key: str, question: Question, index: "Index") -> bool:
    """Whether a name of the question that the claim lacks makes it another matter: another place, country or
    person; not the
    one who is said to speak."""
    spoken = question.saying.speaker_ids if question.saying else frozenset()
    return key not in spoken and index.names.kind.get(key) != "publisher"


def _dates_the_event(question: Question, day: date) -> bool:
    """ "a strike on 5 October" dates the event; "said on 8 October" dates a saying."""
    return question.saying is None and day != question.as_of


def _all_words(claim: Claim) -> str:
    return " ".join((claim.text, *claim.also, *claim.slots.actors, claim.slots.place, claim.slots.event_date))


def is_matter(claim: Claim) -> bool:
    """Whether the claim names a matter ("The number of …") and not a proposition."""
    return bool(_IS_MATTER.match(claim.text))


def _share(words: frozenset[str], held: frozenset[str], index: "Index") -> float:
    total = sum(weight(w, index) for w in words)
    return sum(weight(w, index) for w in words & held) / total if total else 0.0


def cap(item: Evidence, as_of: date | None, index: "Index") -> ClaimStatus | None:
    """The weakest status that the register gives to what an assertion says, where it says a claim of the register.

    A question may be put so that it matches no claim; its evidence is still the claim's, and never stronger.
    """
    held = index.held_terms(f"{item.assertion.frame} {item.assertion.about} {item.report.title}")
    found = []
    for claim in index.claims.values():
        decided = claim.link(item.report.id, item.assertion.frame)
        if decided is not None and decided.scope != "same":
            continue
        quoted = decided is not None or any(
            q.scope == "same" and q.report == item.report.id and item.assertion.frame in q.quote
            for change in claim.history
            for q in change.basis
        )
        if (quoted and not is_matter(claim)) or _share(frozenset(index.terms(claim.text)), held, index) >= LINKED:
            found.append(claim_status(claim, as_of))
    # What is held as refuted is mostly quoted for saying the opposite, so it limits nothing here.
    known = [status for status in found if status.since is not None and status.status != "refuted"]
    return min(known, key=lambda status: (STRENGTH[status.status], status.id), default=None)


def claim_status(claim: Claim, as_of: date | None) -> ClaimStatus:
    """A claim with its register status on a date."""
    change = claim.on(as_of)
    if change is None:
        return ClaimStatus(claim.id, claim.text, as_of, "unknown", None, "")
    since = change.date
    for earlier in reversed([c for c in claim.history if c.date <= change.date]):
        if earlier.status != change.status:
            break
        since = earlier.date
    return ClaimStatus(claim.id, claim.text, as_of, change.status, since, change.note)


def waved_away(claim: str) -> str:
    """What a claim that is itself a denial denies ("Reports of it are fake"); empty for any other claim."""
    read = read_assertions(claim)
    if denied := next((a.text for a in read if a.stance in {"deny", "dismiss"}), ""):
        return denied
    word = word_pattern("dismissals", "words").search(claim)
    return claim[: word.start()] if word and _IS.search(claim[: word.start()]) else ""
