"""Owns the decision list: seven statuses from assertions, first match wins, never by majority, never inherited.

The rules are those of the labels' specification, in its order and under its numbers; each returns what it used, or
None.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.conflicts import clashing_counts
from assistant.evidence import Evidence, same_matter, with_subject
from assistant.values import Basis, assertion_key
from corpus.values import Status
from index.terms import Names

CLOSE = 0.75
"""Least share of the shorter content's words for corroboration: two sources confirm only what both really say, and only
what was asked."""


@dataclass(frozen=True, slots=True)
class Bearings:
    """Everything that bears on one claim at one date, by side, oldest first."""

    affirming: tuple[Evidence, ...]
    denying: tuple[Evidence, ...]
    retracting: tuple[Evidence, ...]
    silent: tuple[Evidence, ...]
    withdrawn: tuple[Evidence, ...]
    """What had been affirmed and was taken back by its own origin."""
    actors: frozenset[str]
    """Names of the register claim's actors, each with what it is part of; empty without a register."""
    names: Names

    def is_party(self, item: Evidence) -> bool:
        """Whether the innermost speaker speaks for an actor of the claim; without a register, for an actor of what
        it says, be it "it" or "she"."""
        known = self.names.parties(item.assertion.speaker)
        if not known:  # nobody of whom the names file knows a side: its own "admitted" must do
            return item.assertion.stance == "acknowledge"
        return bool(known & (self.actors or self._acting(item, known)))

    def _acting(self, item: Evidence, known: set[str]) -> set[str]:
        found = (
            key
            for key in self.names.ids(with_subject(item.assertion))
            if key in known or self.names.kind.get(key) not in {"place", "publisher"}
        )
        return {whole for key in found for whole in self.names.chain(key)}

    def parties(self, item: Evidence) -> set[str]:
        """Whom the innermost speaker speaks for; itself where the names file does not know it."""
        return self.names.parties(item.assertion.speaker) or ({item.origin} - {""})

    def live_denials(self) -> tuple[Evidence, ...]:
        """Denials by somebody with standing that the same party has not taken back or acknowledged since."""
        return tuple(d for d in self.denying if _has_standing(d) and not self._taken_back(d))

    def _taken_back(self, denial: Evidence) -> bool:
        who = self.parties(denial)
        admitted = (a for a in self.affirming if a.scope in {"same", "narrower"} and _first_hand(a))
        later = [item for item in (*self.retracting, *admitted) if item.published > denial.published]
        return any(
            self.parties(item) & who
            and (item.voice == "retract" or item.assertion.stance == "acknowledge" or _unsays(item, denial))
            for item in later
        )


def _has_standing(denial: Evidence) -> bool:
    """A named source or an outlet in its own voice, about the same or a broader claim."""
    unnamed = denial.anonymous or denial.assertion.attribution == "social"
    return not unnamed and denial.scope in {"same", "broader"}


def _unsays(later: Evidence, denial: Evidence) -> bool:
    """Whether the very source of a denial now states as a fact what it had denied."""
    return later.named and later.origin == denial.origin and later.assertion.modality == "fact" and later.said >= CLOSE


def bearings(items: Sequence[Evidence], actors: frozenset[str], names: Names) -> Bearings:
    """Sort evidence by side. What is about another claim, corrected, or retracted by its own origin drops out."""
    ordered = sorted(
        (i for i in items if i.scope != "different" and i.corrected is None),
        key=lambda i: (i.published, i.report.id, i.assertion.start),
    )
    retracting = tuple(i for i in ordered if i.voice == "retract")
    kept = [i for i in ordered if i.voice == "retract" or not any(_takes_back(r, i) for r in retracting)]
    return Bearings(
        affirming=tuple(
            i
            for i in kept
            if i.voice == "affirm" and i.scope in {"same", "narrower"} and not i.echo and not _unsaid(i, kept, names)
        ),
        denying=tuple(i for i in kept if i.voice == "deny"),
        retracting=retracting,
        silent=tuple(i for i in kept if i.voice == "none"),
        withdrawn=tuple(i for i in ordered if i.voice == "affirm" and i not in kept),
        actors=actors,
        names=names,
    )


def _takes_back(retraction: Evidence, item: Evidence) -> bool:
    """Whether a retraction is by the same origin, or by the outlet that had printed it, and not earlier."""
    mine = {retraction.origin, retraction.publisher.id} - {""}
    return bool(mine & {item.origin, item.publisher.id}) and item.published <= retraction.published


def _unsaid(item: Evidence, kept: Sequence[Evidence], names: Names) -> bool:
    """Whether the same named source denies later, in its own words, what it had said here: the newer word stands."""
    return item.named and any(
        later.voice == "deny"
        and later.named
        and later.origin == item.origin
        and later.published > item.published
        and later.scope in {"same", "broader"}
        and same_matter(item, later, names, CLOSE)
        for later in kept
    )


def decide(found: Bearings) -> tuple[Status, Basis]:
    """The status by the first rule that fires, with its basis."""
    for number, status, why, rule in RULES:
        used = rule(found)
        if used is not None:
            return status, _basis(number, why, used)
    return "unknown", _basis("1", "nothing about this is in the corpus at that date", ())


def _refuted(found: Bearings) -> Sequence[Evidence] | None:
    """2: every origin that affirmed it has retracted. Never from denials alone."""
    return (*found.withdrawn, *found.retracting) if found.withdrawn and not found.affirming else None


def _admitted(found: Bearings) -> Sequence[Evidence] | None:
    """3a: a party to the claim that denied it or declined comment now affirms it, or any party admits it."""
    for item in found.affirming:
        if not found.is_party(item) or item.scope != "same" or item.assertion.modality in {"estimate", "forecast"}:
            continue
        if item.said < CLOSE or not item.named or not _first_hand(item):
            continue  # an admission of something else, or one that somebody else tells of
        before = [
            d
            for d in (*found.denying, *found.silent)
            if d.published < item.published
            and found.parties(d) & found.parties(item)
            and same_matter(d, item, found.names, CLOSE)
        ]
        if item.assertion.stance == "acknowledge" or before:
            return (item, *before)
    return None


def _first_hand(item: Evidence) -> bool:
    """Whether the speaker is quoted by nobody, or only by the outlet that prints it."""
    return len(item.assertion.speakers) <= 1 or item.outlet_first


def _corroborated(found: Bearings) -> Sequence[Evidence] | None:
    """3b: two distinct origins assert it as fact, one on the record or a document, and no live denial stands."""
    if found.live_denials():
        return None
    facts = [i for i in found.affirming if _on_record(i)]
    for primary in facts:
        others = [
            i
            for i in facts
            if i.origin != primary.origin
            and i.report.publisher != primary.report.publisher
            and not found.parties(i) & found.parties(primary)
            and same_matter(i, primary, found.names, CLOSE)
        ]
        if others:
            return (primary, *others)
    return None


def _on_record(item: Evidence) -> bool:
    """A fact stated by somebody named: no outlet's own voice, no relay, no hedge, and about all of what was asked."""
    a = item.assertion
    firm = a.modality == "fact" and not a.hedges and a.likelihood is None and item.scope == "same"
    return firm and item.named and not item.own_voice and bool(item.origin) and item.said >= CLOSE


def _disputed(found: Bearings) -> Sequence[Evidence] | None:
    """4: somebody affirms or estimates it and somebody with standing denies or dismisses it; or counts cannot both
    hold."""
    denials = found.live_denials()
    if found.affirming and denials:
        return (*found.affirming, *denials)
    clash = clashing_counts(found.affirming)
    return tuple(item for item, _ in clash) if clash else None


def _assessed(found: Bearings) -> Sequence[Evidence] | None:
    """5: the best support is a named source's judgement or forecast."""
    named = [
        i for i in found.affirming if (i.named or i.assertion.attribution in {"media", "none"}) and not i.anonymous
    ]
    if any(i.assertion.modality == "fact" and not i.assertion.hedges for i in named):
        return None
    judged = [
        i for i in named if i.named and i.assertion.modality in {"estimate", "forecast"} and not i.assertion.hedges
    ]
    return judged or None


def _unverified(found: Bearings) -> Sequence[Evidence] | None:
    """6: support is only unnamed or social, or the text itself says alleged, reportedly, unconfirmed."""
    if not found.affirming:
        return None
    firm = [i for i in found.affirming if not i.anonymous and not i.assertion.hedges and i.assertion.modality == "fact"]
    return None if firm else found.affirming


def _reported(found: Bearings) -> Sequence[Evidence] | None:
    """7: a fact given by a named source or told in a known outlet's own voice."""
    firm = [i for i in found.affirming if not i.anonymous and not i.assertion.hedges and i.assertion.modality == "fact"]
    return firm or None


Rule = Callable[[Bearings], Sequence[Evidence] | None]
RULES: tuple[tuple[str, Status, str, Rule], ...] = (
    ("2", "refuted", "every origin that said so has withdrawn it", _refuted),
    ("3a", "confirmed", "a party to it that had an interest in silence affirms it", _admitted),
    (
        "3b",
        "confirmed",
        "two independent named sources state it as fact in different outlets, and no denial stands",
        _corroborated,
    ),
    ("4", "disputed", "it is asserted and denied, or the counts cannot both hold", _disputed),
    ("5", "assessed", "the best support is a named source's judgement", _assessed),
    ("6", "unverified", "it rests only on unnamed or hedged sources", _unverified),
    ("7", "reported", "a named source or a known outlet states it", _reported),
)


def _basis(number: str, why: str, used: Sequence[Evidence]) -> Basis:
    return Basis(
        number,
        why,
        tuple(assertion_key(i.assertion) for i in used),
        len({i.origin for i in used if i.origin}),
        len({i.report.publisher or i.report.id for i in used}),
    )
