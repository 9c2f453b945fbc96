"""Owns origins: which assertions come from one source in the end, whoever prints them."""

import re
from collections.abc import Sequence
from dataclasses import replace
from functools import cache, lru_cache

from assistant.evidence import Evidence, same_matter
from corpus.values import Report
from index.assertions import Assertion
from index.assertions.cues import cue_file
from index.terms import Names, stem, terms

COPIED = 0.8
"""Least share of the shorter text's shingles that the longer holds for two texts to be one (labels' specification)."""
ALIKE = 0.75
"""Least share of the shorter content's words for two outlets to hand on the same thing of the same source."""
_SHINGLE = 4
_SHORTEST = 9
"""Words. Shorter sentences are alike by chance."""


def origin_of(assertion: Assertion, report: Report, names: Names, relayed: bool) -> str:
    """The innermost speaker; the report's declared origins where that one is unnamed, or an outlet that only relays."""
    kind = assertion.attribution
    outlet = relayed or names.ids(assertion.speaker) == {report.publisher}
    if (kind in {"anonymous", "social", "media"} or outlet) and report.origins:
        return _undated(report.origins[0])
    if kind == "anonymous":
        return ""
    if kind == "none":
        # In its own voice an outlet tells what it has from the sources it names, where it names them.
        return _undated(report.origins[0]) if report.origins else report.publisher
    found = names.find(assertion.speaker)
    exact = [n.id for n in found if names.kind.get(n.id) != "country"] or [n.id for n in found]
    return exact[-1] if exact else _plain(assertion.speaker)


def with_origins(items: Sequence[Evidence], names: Names) -> tuple[Evidence, ...]:
    """The same items in the same order, each with its origin; an echo of another's story is marked as one.

    One origin are: the declared or named source; the same unnamed descriptor ("two port officials") in two reports; a
    text that copies another; and one outlet's story, in its own report and wherever it is handed on.
    """
    settled: dict[int, Evidence] = {}
    earlier: list[Evidence] = []
    for place in sorted(range(len(items)), key=lambda i: _in_time(items[i])):
        item = replace(items[place], origin=_own_origin(items[place], names))
        item = _traced(item, earlier, names)
        settled[place] = item
        earlier.append(item)
    return tuple(_echoes(settled[place], earlier, names) for place in range(len(items)))


def _in_time(item: Evidence) -> tuple[object, ...]:
    """Oldest first; of one day the report that quotes a source before the one that quotes the report."""
    return item.published, item.relayed, item.own_voice, item.report.id, item.assertion.start


def _own_origin(item: Evidence, names: Names) -> str:
    found = origin_of(item.assertion, item.report, names, item.relayed)
    if not found and (words := _descriptor(item.assertion.speaker, names)):
        return f"unnamed: {' '.join(sorted(words))}"
    return found


def _descriptor(speaker: str, names: Names) -> frozenset[str]:
    """What tells an unnamed source from others: "two port officials" are {port}; "people familiar with it" nobody."""
    empty = {stem(word) for word in cue_file("sources")["undescribing"]}
    return frozenset(t for t in terms(speaker, names) if t not in empty and not t.isdigit())


def _traced(item: Evidence, earlier: Sequence[Evidence], names: Names) -> Evidence:
    """An item under the origin of the earlier one that it copies, cites, or whose speaker it names in other words."""
    for other in earlier:
        if not other.origin:
            continue
        if item.named:
            same = other.named and _same_speaker(item.assertion.speaker, other.assertion.speaker, names)
        else:
            same = other.report.id != item.report.id and (
                _copies(item, other) or _cites(item, other, names) or _same_unnamed(item, other, names)
            )
        if same:
            return replace(item, origin=other.origin)
    return item


def _same_speaker(one: str, other: str, names: Names) -> bool:
    """Whether two speakers whom the names file does not know are one: "the harbour master, A. Lind" and "Lind"."""
    if any(names.kind.get(key) != "country" for key in names.ids(f"{one}; {other}")):
        return False  # known by name: their ids tell
    (mine, my_role), (theirs, their_role) = _names_and_roles(one, names), _names_and_roles(other, names)
    if mine and theirs:
        return bool(mine & theirs)
    return bool(my_role & their_role)


def _names_and_roles(speaker: str, names: Names) -> tuple[frozenset[str], frozenset[str]]:
    """The words that tell a speaker from others, and the words of office: ({ada, lind}, {master})."""
    words = _descriptor(speaker, names)
    own = frozenset(t for t in words if t not in _offices() and not t.startswith("@"))
    return own, words - own


@cache
def _offices() -> frozenset[str]:
    data = cue_file("sources")
    words = {word for kind in ("official", "organisation") for word in data[kind]} - set(data["telling"])
    return frozenset(stem(word) for word in words)


def _same_unnamed(item: Evidence, other: Evidence, names: Names) -> bool:
    if item.report.origins or not (item.assertion.attribution == other.assertion.attribution == "anonymous"):
        return False
    words = _descriptor(item.assertion.speaker, names)
    return bool(words) and words == _descriptor(other.assertion.speaker, names)


def _cites(item: Evidence, other: Evidence, names: Names) -> bool:
    """Whether an item hands on an outlet's story, "Coast Daily, citing two officials, reported that …", and the other
    is that outlet's own report of it or hands it on too."""
    if item.named or not (handed_on := _outlets(item, names)):
        return False
    told = _outlets(other, names) or {other.report.publisher}
    return bool(handed_on & told) and same_matter(item, other, names)


def _outlets(item: Evidence, names: Names) -> set[str]:
    """The other outlets among those who tell it."""
    told = {key for speaker in item.assertion.speakers for key in names.ids(speaker)}
    return {key for key in told if names.kind.get(key) == "publisher"} - {item.report.publisher}


def _copies(item: Evidence, other: Evidence) -> bool:
    return _overlap(item.assertion.frame, other.assertion.frame) or _overlap(item.report.text, other.report.text)


def _overlap(one: str, other: str) -> bool:
    """Whether most shingles of the shorter text stand in the longer."""
    a, b = _shingles(one), _shingles(other)
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= COPIED


@lru_cache(maxsize=4096)
def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    words = re.findall(r"\w+", text.lower())
    if len(words) < _SHORTEST:
        return frozenset()
    return frozenset(tuple(words[i : i + _SHINGLE]) for i in range(len(words) - _SHINGLE + 1))


def _echoes(item: Evidence, held: Sequence[Evidence], names: Names) -> Evidence:
    """Mark what only hands on, more firmly, what its own origin is held to have said: it adds nothing to that."""
    echo = any(_is_echo(item, other, names) for other in held)
    return replace(item, echo=True) if echo else item


def _is_echo(item: Evidence, other: Evidence, names: Names) -> bool:
    if other.report.id == item.report.id or item.voice != other.voice:
        return False
    # The source of the report that is cited may be known to nobody; who cites it knows no more.
    if not _cites(item, other, names) and (not item.origin or item.origin != other.origin):
        return False
    if _firmness(item) <= _firmness(other):
        return False
    if not same_matter(item, other, names, ALIKE):
        return False
    later = other.published <= item.published
    # A named source may say more on another day; whoever hands on another's story never knows more than that story.
    return later if not item.named else other.published == item.published


def _firmness(item: Evidence) -> int:
    """How much an assertion would carry alone: unnamed or hedged, judged, told, acknowledged."""
    a = item.assertion
    if item.anonymous or a.hedges:
        return 0
    if a.modality != "fact" or a.likelihood:
        return 1
    return 3 if a.stance == "acknowledge" else 2


def _undated(origin: str) -> str:
    """`coastguard-2023-05-02` is the source `coastguard`: what it said on another day has the same origin."""
    return re.sub(r"-\d{4}(?:-\d\d){0,2}$", "", origin)


def _plain(speaker: str) -> str:
    return re.sub(r"\W+", " ", speaker.lower()).strip()
