"""Owns what waits for an editor: links between reports and the register that the rules cannot settle, and matters that
no claim of the register covers."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cached_property
from typing import TYPE_CHECKING

from assistant.evidence import is_relay, register_evidence, weight
from assistant.origins import origin_of, with_origins
from assistant.propositions import Matter, ProposedLink, bearing, linked_evidence
from assistant.status import bearings, decide
from assistant.values import Basis
from assistant.weighing import actors_of, quotations
from corpus.values import Claim, Report, Status
from index.assertions import Assertion

if TYPE_CHECKING:
    from index.opening import Index

_WINDOW = timedelta(days=10)
"""Two reports further apart than this, neither of which dates the event, are not taken to tell of one."""
_ALIKE = 0.5
"""Least share of the shorter one's weighted words, names left out, for two assertions to tell of one event."""
_NAMES = 2
"""Least names in common: who is there with whom, or where."""
_IN_COMMON = 4
"""Least names and words of deeds in common, one of the latter at least."""
_CAPITAL = re.compile(r"(?<=[a-z,;:] )[A-Z][\w’'-]+")


@dataclass(frozen=True)
class Told:
    """One assertion with its report and what it is about."""

    assertion: Assertion
    report: Report
    index: "Index"

    @property
    def quote(self) -> str:
        """The whole sentence, exactly as it stands in the report."""
        return self.report.text[self.assertion.frame_start : self.assertion.frame_end]

    @property
    def published(self) -> date:
        """For ordering; an undated report comes first."""
        return self.report.published or date.min

    @cached_property
    def matter(self) -> Matter:
        """What it is about, without who says it."""
        return Matter(f"{self.assertion.text} {self.assertion.about}", self.index)

    @cached_property
    def names(self) -> frozenset[str]:
        """Who and where: names that are known, and words written as names."""
        written = {word.lower() for word in _CAPITAL.findall(self.matter.text)}
        known = {word.lower() for n in self.index.names.find(self.matter.text) for word in _words(self, n.start, n.end)}
        return self.matter.names | (written - known)

    @cached_property
    def origin(self) -> str:
        """Where it comes from in the end; empty where nobody can tell."""
        names = self.index.names
        return origin_of(self.assertion, self.report, names, is_relay(self.assertion, self.report, names))


@dataclass(frozen=True, slots=True)
class Uncovered:
    """Assertions of one event that no claim of the register covers, oldest first."""

    told: tuple[Told, ...]

    @property
    def origins(self) -> int:
        """How many distinct origins it has."""
        return len({item.origin for item in self.told if item.origin})

    @property
    def outlets(self) -> int:
        """How many publishers tell it."""
        return len({item.report.publisher or item.report.id for item in self.told})


@dataclass(frozen=True, slots=True)
class Review:
    """The editor's queue: links newest first, and matters without a claim, most origins first."""

    links: tuple[ProposedLink, ...]
    uncovered: tuple[Uncovered, ...]


def review(index: "Index") -> Review:
    """The queue of an index. What an entry rests on, or an editor has decided, never comes up."""
    links, free = [], []
    for told in _all_told(index):
        claims = index.claims.values()
        found = [(claim, bearing(claim, told.assertion, told.report, index)) for claim in claims]
        linked = [(claim, b) for claim, b in found if b is not None and b.scope != "different"]
        links += [
            ProposedLink(claim, told.assertion, told.report, b)
            for claim, b in linked
            if not is_settled(claim, told) and (not b.certain or _is_later(claim, told))
        ]
        if not linked and not any(is_settled(claim, told) for claim in claims) and _asserts(told):
            free.append(told)
    unique = {link.id: link for link in reversed(links)}
    ordered = sorted(unique.values(), key=lambda k: (k.claim.id, k.report.id, k.assertion.frame_start))
    ordered.sort(key=lambda k: k.report.published or date.min, reverse=True)
    return Review(tuple(ordered), _grouped(free))


def ruled(claim: Claim, as_of: date | None, index: "Index") -> tuple[Status, Basis]:
    """The status that the rules alone give for all that the register holds on a claim at a date."""
    terms, vector = frozenset(index.terms(claim.text)), index.encode(claim.text)
    held = register_evidence(quotations(claim, as_of), claim.text, terms, vector, index, as_of)
    linked = linked_evidence(claim, vector, index, as_of)
    items = with_origins((*held, *linked), index.names)
    return decide(bearings(items, actors_of(claim, index), index.names))


def is_settled(claim: Claim, told: Told) -> bool:
    """Whether an entry of the claim rests on this sentence, or an editor has linked or rejected it."""
    frame = told.quote
    if claim.link(told.report.id, frame) is not None:
        return True
    quotations = (q for change in claim.history for q in change.basis if q.report == told.report.id)
    return any(frame in q.quote or q.quote in frame for q in quotations)


def _is_later(claim: Claim, told: Told) -> bool:
    """Whether it came after the claim's last entry, where it may weaken the status without anybody having looked."""
    return bool(claim.history) and told.published > claim.history[-1].date


def _all_told(index: "Index") -> Iterator[Told]:
    for report in index.reports():
        for sentence in index.sentences(report.id, 0, len(report.text)):
            for assertion in sentence.assertions:
                yield Told(assertion, report, index)


def _asserts(told: Told) -> bool:
    return told.assertion.modality not in {"question", "conditional"} and told.assertion.stance != "no_comment"


def _grouped(free: Iterable[Told]) -> tuple[Uncovered, ...]:
    """Events told at least twice. Each assertion joins the first group whose first member tells of the same."""
    groups: list[list[Told]] = []
    for told in sorted(free, key=lambda t: (t.published, t.report.id, t.assertion.start)):
        home = next((group for group in groups if _same_event(group[0], told)), None)
        if home is None:
            groups.append([told])
        else:
            home.append(told)
    found = [Uncovered(tuple(group)) for group in groups if len({t.report.id for t in group}) > 1]
    return tuple(sorted(found, key=lambda u: (-u.origins, -u.outlets, -len(u.told), u.told[0].report.id)))


def _same_event(one: Told, other: Told) -> bool:
    """Whether two assertions have names, place, days and deeds in common."""
    if len(one.names & other.names) < _NAMES or not _same_days(one, other):
        return False
    here, there = one.matter.places, other.matter.places
    if here and there and not here & there:
        return False
    a, b = one.matter.deeds, other.matter.deeds
    shared = sum(weight(word, one.index) for word in a & b)
    least = min(sum(weight(word, one.index) for word in words) for words in (a, b))
    enough = len(a & b) + len(one.names & other.names) >= _IN_COMMON
    return enough and bool(shared) and shared >= _ALIKE * least


def _same_days(one: Told, other: Told) -> bool:
    if one.matter.days and other.matter.days:
        return bool(one.matter.days & other.matter.days)
    return abs(one.published - other.published) <= _WINDOW


def _words(told: Told, start: int, end: int) -> list[str]:
    return re.findall(r"[\w’'-]+", told.matter.text[start:end])
