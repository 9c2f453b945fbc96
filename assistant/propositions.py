"""Owns the link from what reports assert to the register's claims: with which scope, how surely, and why.

Denying a broader claim denies the narrower, affirming a narrower affirms the broader; every other direction settles
nothing and waits for an editor.
"""

import hashlib
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.claims import LINKED, is_matter, waved_away
from assistant.dates import days_in
from assistant.evidence import Evidence, register_evidence, weight
from corpus.values import Claim, Quotation, Report, Scope
from index.assertions import Assertion, Quantity
from index.assertions.language import parse
from index.assertions.quantities import disjoint, read_quantities
from index.values import Vector

if TYPE_CHECKING:
    from index.opening import Index

NEAR = 0.6
"""Least share of what a claim says is done, names and numbers left out, that the sentence and its report's title hold
for an editor to see it. Who, where, when and how many are compared slot by slot."""
DOES = 0.5
"""The same share in the content alone: what a title says, not every sentence says."""
TOLD = 0.45
"""Least share of all its words: a deed that everybody does ("sent soldiers") makes no link by itself."""
_PLACES = frozenset({"place", "country"})
_IN = re.compile(r"\b(?:in|at|near|to|into|inside|outside|from|on|of|off|across|around)\s+(?:[a-z'’-]+\s+){0,2}$")
_NUMBER = re.compile(r"\d")


@dataclass(frozen=True)
class Matter:
    """What some words are about, slot by slot."""

    text: str
    index: "Index"

    @cached_property
    def names(self) -> frozenset[str]:
        """Ids of all that is named, publishers left out."""
        kinds = self.index.names.kind
        return frozenset(key for key in self.index.names.ids(self.text) if kinds.get(key) != "publisher")

    @cached_property
    def places(self) -> frozenset[str]:
        """Where: a place by its name; a country only behind a word of place, for countries also act."""
        names = self.index.names
        return frozenset(
            named.id
            for named in names.find(self.text)
            if names.kind.get(named.id) == "place"
            or (names.kind.get(named.id) == "country" and _IN.search(self.text[: named.start]))
        )

    @cached_property
    def days(self) -> frozenset[date]:
        """The full days that are named."""
        return frozenset(days_in(self.text))

    @cached_property
    def quantities(self) -> tuple[Quantity, ...]:
        """What is counted."""
        return read_quantities(self.text, 0, len(self.text))

    @cached_property
    def words(self) -> frozenset[str]:
        """All terms, names with what they are part of."""
        return self.index.held_terms(self.text)

    @cached_property
    def deeds(self) -> frozenset[str]:
        """The terms that are neither names nor numbers: what is done or the case."""
        return frozenset(word for word in self.words if word[0] != "@" and not _NUMBER.search(word))


@dataclass(frozen=True, slots=True)
class Bearing:
    """How an assertion stands to a claim."""

    scope: Scope
    certain: bool
    why: str


@dataclass(frozen=True, slots=True)
class ProposedLink:
    """An assertion that may bear on a claim, for an editor to accept or reject."""

    claim: Claim
    assertion: Assertion
    report: Report
    bearing: Bearing

    @property
    def id(self) -> str:
        """`C01-3f9a2c`: the same for the same words and claim, whatever else is in the queue."""
        key = f"{self.claim.id}\0{self.report.id}\0{self.quote}"
        return f"{self.claim.id}-{hashlib.sha256(key.encode()).hexdigest()[:6]}"

    @property
    def quote(self) -> str:
        """The whole sentence, exactly as it stands in the report."""
        return self.report.text[self.assertion.frame_start : self.assertion.frame_end]


def bearing(claim: Claim, assertion: Assertion, report: Report, index: "Index") -> Bearing | None:
    """How an assertion bears on a claim by the rules alone; None where it is about something else altogether, or
    asserts nothing."""
    if assertion.modality in {"question", "conditional"} or assertion.stance == "no_comment":
        return None
    asked = _claimed(claim, index)
    said = Matter(f"{assertion.text} {assertion.about}", index)
    whole = Matter(f"{assertion.frame} {assertion.about}", index)
    titled = Matter(f"{whole.text} {report.title}", index)
    if not _same_actors(claim, titled, index):
        return None
    if is_matter(claim):
        return _counted(claim, asked, said, report, index)
    wordings = [asked, *(Matter(text, index) for text in claim.also)]
    told = max(share(w.words, titled.words, index) for w in wordings)
    if told < TOLD or _does(wordings, titled, index) < NEAR or _does(wordings, said, index) < DOES:
        return None
    if other := _another(claim, asked, said, whole, report, index):
        return Bearing("different", True, other)
    less, more = _less(claim, asked, titled, index), _more(claim, asked, said, index)
    if less and more:
        return Bearing("different", False, f"{less}, and {more}")
    # A title says what a report is about, not what each of its sentences says.
    plain = _does(wordings, whole, index) >= LINKED and _is_told(claim, wordings, assertion, index)
    if not less and not more:
        held = max(share(w.words, whole.words, index) for w in wordings)
        sure = plain and held >= LINKED and not _less(claim, asked, whole, index)
        return Bearing("same", sure, f"it has {held:.0%} of the claim's words, and no slot of it is open")
    return _directed(assertion, less, more, plain)


def _does(wordings: Iterable[Matter], held: Matter, index: "Index") -> float:
    """How much of what a claim says is done is held, by the wording of it that fits best."""
    return max(share(wording.deeds, held.deeds, index) for wording in wordings)


def _is_told(claim: Claim, wordings: Iterable[Matter], assertion: Assertion, index: "Index") -> bool:
    """Whether the content itself tells what the claim says, and not only names somebody by it ("a museum to those who
    fought"); who tells the thing says nothing for a claim that waves it away."""
    if waved_away(claim.text) and assertion.stance not in {"deny", "dismiss"}:
        return False
    doc = next(iter(parse([assertion.text])))
    named = {t.i for head in doc if head.dep_ in {"relcl", "acl"} for t in head.subtree}
    told = "".join(token.text_with_ws for token in doc if token.i not in named)
    return _does(wordings, Matter(f"{told} {assertion.about}", index), index) >= DOES


def is_another(claim: Claim, item: Evidence, index: "Index") -> bool:
    """Whether an assertion surely tells of another place, day or number than the claim."""
    found = bearing(claim, item.assertion, item.report, index)
    return found is not None and found.certain and found.scope == "different"


def tells_another(claim: Claim, assertion: Assertion, report: Report, index: "Index") -> str:
    """What makes the content another place's, day's or number's than the claim's; empty where nothing does."""
    said = Matter(f"{assertion.text} {assertion.about}", index)
    around = Matter(f"{assertion.frame} {assertion.about}", index)
    return _another(claim, _claimed(claim, index), said, around, report, index)


def linked_evidence(claim: Claim, vector: Vector, index: "Index", as_of: date | None) -> tuple[Evidence, ...]:
    """The assertions that an editor has linked to a claim outside its entries, with the scope that was set."""
    accepted = [(Quotation(k.report, k.quote, k.scope, k.note), 1) for k in claim.links if k.scope != "different"]
    return register_evidence(accepted, claim.text, frozenset(index.terms(claim.text)), vector, index, as_of)


def _counted(claim: Claim, asked: Matter, said: Matter, report: Report, index: "Index") -> Bearing | None:
    """A claim worded as a matter ("The number of …") is answered by figures that count the same."""
    fitting = [q for q in said.quantities if q.counts and q.counts == claim.slots.counts and not q.part]
    if not fitting or share(asked.deeds, said.deeds, index) < DOES / 2:
        return None
    if other := _another(claim, asked, said, said, report, index):
        return Bearing("different", True, other)
    return Bearing("same", False, f"it gives a figure: {fitting[0].text}")


def _directed(assertion: Assertion, less: str, more: str, plain: bool) -> Bearing:
    """Broader or narrower: two directions settle something, two do not. A mere "not" may deny something else."""
    denial = assertion.stance in {"deny", "dismiss"} and not assertion.negated
    if less:
        against = denial or assertion.negated
        settled = "denying the broader denies the claim" if against else "affirming the broader settles nothing"
        return Bearing("broader", denial and plain, f"{less}; {settled}")
    affirmed = not denial and not assertion.negated
    settled = "affirming the narrower affirms the claim" if affirmed else "denying the narrower settles nothing"
    return Bearing("narrower", affirmed and plain, f"{more}; {settled}")


def _claimed(claim: Claim, index: "Index") -> Matter:
    return Matter(f"{claim.text} {claim.slots.place}", index)


def _places(claim: Claim, index: "Index") -> frozenset[str]:
    """Where the claim is set; a country only where the slot says so, for in a sentence it mostly acts."""
    kinds = index.names.kind
    named = {key for key in index.names.ids(claim.text) if kinds.get(key) == "place"}
    return frozenset(named | {key for key in index.names.ids(claim.slots.place) if kinds.get(key) in _PLACES})


def _same_actors(claim: Claim, around: Matter, index: "Index") -> bool:
    """Whether every actor of the claim is named, itself or by something that is part of it."""
    actors = {key for actor in claim.slots.actors for key in index.names.ids(actor)}
    held = {whole for key in around.names for whole in index.names.chain(key)}
    return actors <= held


def _another(claim: Claim, asked: Matter, said: Matter, around: Matter, report: Report, index: "Index") -> str:
    """What makes it another matter than the claim's: its place, its day or its number; empty where nothing does."""
    day = date.fromisoformat(claim.slots.event_date) if len(claim.slots.event_date) == 10 else None
    days = asked.days | ({day} if day else set())
    if days and report.published and report.published < min(days):
        return f"it was published before {min(days)}"
    told = said.days - {report.published}
    if days and told and not days & (told | around.days):
        return f"it tells of another day: {_listed(day.isoformat() for day in told)}"
    places = _places(claim, index)
    if places and said.places and not any(_meet(place, asked.names, index) for place in said.places):
        return f"it tells of another place: {_labels(said.places, index)}"
    for mine in asked.quantities:
        rivals = [q for q in said.quantities if q.counts == mine.counts and q.unit == mine.unit]
        if rivals and all(disjoint(mine, q) for q in rivals):
            return f"it gives another number: {rivals[0].text}"
    return ""


def _meet(place: str, named: frozenset[str], index: "Index") -> bool:
    """Whether a place lies in one of the named, or one of these in it."""
    return place in _wholes(named, index) or bool(set(index.names.chain(place)) & named)


def _labels(keys: Iterable[str], index: "Index") -> str:
    return _listed(index.names.label.get(key, key) for key in keys)


def _wholes(keys: frozenset[str], index: "Index") -> frozenset[str]:
    return frozenset(whole for key in keys for whole in index.names.chain(key))


def _less(claim: Claim, asked: Matter, around: Matter, index: "Index") -> str:
    """A slot that the claim fills and the words leave open: they say less, so they are broader."""
    held = _wholes(around.names, index)
    if nowhere := [place for place in _places(claim, index) if place not in held]:
        return f"it does not say where: {_labels(nowhere, index)}"
    if len(claim.slots.event_date) == 10 and date.fromisoformat(claim.slots.event_date) not in around.days:
        return f"it does not say when: {claim.slots.event_date}"
    exact = [q for q in asked.quantities if q.unit]
    if exact and not any(q.low >= m.low and q.high <= m.high for m in exact for q in around.quantities):
        return f"it does not give the number: {exact[0].text}"
    return ""


def _more(claim: Claim, asked: Matter, said: Matter, index: "Index") -> str:
    """A slot that the words fill and the claim leaves open: they say more, so they are narrower."""
    places = _places(claim, index)
    if inside := [p for p in said.places - asked.names if set(index.names.chain(p)) & places]:
        return f"it names a place inside the claim's: {_labels(inside, index)}"
    if said.days and not asked.days:
        return f"it names a day: {_listed(day.isoformat() for day in said.days)}"
    counted = [q for q in said.quantities if q.unit and q.counts]
    if counted and not asked.quantities:
        return f"it gives a number: {counted[0].text}"
    return ""


def share(words: frozenset[str], held: frozenset[str], index: "Index") -> float:
    """How much of some words is held, rare words counting more."""
    total = sum(weight(word, index) for word in words)
    return sum(weight(word, index) for word in words & held) / total if total else 1.0


def _listed(words: Iterable[str]) -> str:
    return ", ".join(sorted(words)[:3])
