"""Owns whether two fillers of one slot can both hold, and whether they speak of one thing at all."""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher
from functools import lru_cache

from assistant.spans.ranking import Filler
from assistant.spans.slot import Slot, kind_of_thing, stems
from index.assertions.quantities import numbers_in

ALIKE = 0.6
"""Least share of common words for one text to be an altered copy of the other."""
_WORDS = 3
"""Words for the relation from which on a question tells a story of its own: no sentence then fills just one slot."""
CLASHES = 0.6
"""Least score of a filler to be held against another."""
_COPIED = 0.8
"""The same where a sentence does not even name the thing."""
_SHORT = 15
"""Words below which two texts are alike by chance."""
_KIN = 0.16
"""Least share of common rare words for two passages to speak of one thing."""
_SPELT = 0.84
"""Least likeness of two spellings of one name."""
_MONTHS = "jan feb mar apr may jun jul aug sep oct nov dec".split()
_YEAR = re.compile(r"(?<!\d)(?:1\d{3}|20\d\d)(?!\d)")
_TITLE_WORDS = frozenset(
    stems("party politician american british english former professional based people inhabitants residents")
)
_BETWEEN = r"\W+(?:[A-Z][\w.’]*\s+){0,2}"
"""What may stand between the words of a name where the report has it in full: "A. David Jones"."""
_OPENING = 160
"""Characters in which a report names in full what it is about."""
_ROUND = 0.05
"""Two numbers this near are one, rounded."""


def agree(slot: Slot, one: Filler, other: Filler) -> bool:
    """Whether both can hold: the same, one a part or a closer word for the other, or numbers of different years."""
    a, b = one.text.casefold(), other.text.casefold()
    if a == b or a in b or b in a:
        return True
    if slot.type == "date":
        return _same_days(one.text, other.text)
    if slot.type == "number":
        return _same_numbers(one, other)
    mine, theirs = set(stems(one.text)), set(stems(other.text))
    if slot.type in {"noun", "is_a"}:
        return bool((mine & theirs) - slot.thing)
    if not mine or not theirs or mine <= theirs or theirs <= mine:
        return True
    return _spelt_alike(a.split(), b.split()) or _spelt_alike(b.split(), a.split())


def _spelt_alike(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether every word of one name has its like in the other: two ways of writing one name."""
    return all(any(SequenceMatcher(None, w, o).ratio() >= _SPELT for o in others) for w in words)


def one_thing(slot: Slot, one: Filler, other: Filler) -> bool | None:
    """Whether two reports fill the slot of the same thing; None where nothing tells."""
    if alike(one, other):
        return True
    mine, theirs = _told_apart_by(slot, one), _told_apart_by(slot, other)
    fillings = set(stems(one.text)) | set(stems(other.text))
    mine, theirs = mine - fillings, theirs - fillings
    if mine and theirs:
        return bool(mine <= theirs or theirs <= mine)
    if _kinship(slot, one, other) >= _KIN:
        return True
    return None


def alike(one: Filler, other: Filler, least: float = ALIKE) -> bool:
    """Whether the two texts are one text in which little but the filler differs."""
    fillings = set(stems(one.text)) | set(stems(other.text))
    mine, theirs = (_passage(f.item.report.text, f.start) - fillings for f in (one, other))
    shorter = min(len(mine), len(theirs))
    return shorter >= _SHORT and len(mine & theirs) >= least * shorter


def _kinship(slot: Slot, one: Filler, other: Filler) -> float:
    fillings = set(stems(one.text)) | set(stems(other.text))
    mine, theirs = (_rare(f.item.report.text, f.start) - slot.thing - slot.relation - fillings for f in (one, other))
    return len(mine & theirs) / max(1, min(len(mine), len(theirs)))


@lru_cache(maxsize=1024)
def _passage(text: str, at: int) -> frozenset[str]:
    return frozenset(stems(text[max(0, at - 400) : at + 400]))


@lru_cache(maxsize=1024)
def _rare(text: str, at: int) -> frozenset[str]:
    """Names and numbers around a place in a text: what tells one thing from another of its name."""
    near = text[max(0, at - 400) : at + 400]
    return frozenset(s for word in re.findall(r"\b(?:[A-Z][\w-]{2,}|\d[\d,.]*\d)", near) for s in stems(word))


def _told_apart_by(slot: Slot, filler: Filler) -> frozenset[str]:
    """What stands beside the asked name, in brackets or as a longer name: "(1978 film)", "Heman R. Goodrich House"."""
    if not slot.name:
        return frozenset()
    text = filler.item.report.text
    words = [re.escape(word) for word in slot.name.split()]
    loosely = "[^.;()]{0,24}?".join(words)
    named = re.compile(rf"\b{loosely}\w*[\"”']?\s*\(([^()]{{2,60}})\)", re.I)
    at = filler.start
    told = [*named.finditer(filler.item.report.title), *sorted(named.finditer(text), key=lambda m: abs(m.start() - at))]
    for found in told:
        if not re.search(r"\d{4}\s*[–-]|\bborn\b|^\W*$", found[1]):
            return frozenset(stems(found[1])) | frozenset(_YEAR.findall(found[1]))
    inner = _BETWEEN.join(words)
    longer = re.search(rf"((?:\b[A-Z][\w.’'-]*\s+){{0,2}}){inner}((?:,\s+[A-Z][\w.’'-]*)?)", text[:_OPENING])
    return frozenset(stems(f"{longer[0]}")) - slot.thing if longer else frozenset()


def _same_days(one: str, other: str) -> bool:
    """Whether two dates have no year, month and day that differ."""
    a, b = _parts(one), _parts(other)
    if a[0] and b[0] and not a[0] & b[0]:
        return any(lo <= y <= hi for lo, hi, ys in (_reach(a, b), _reach(b, a)) for y in ys)
    return not any(x and y and not x & y for x, y in zip(a[1:], b[1:], strict=True))


def _reach(a: tuple[set[int], ...], b: tuple[set[int], ...]) -> tuple[int, int, set[int]]:
    return (min(a[0]), max(a[0]), b[0]) if len(a[0]) > 1 else (1, 0, b[0])


def _parts(text: str) -> tuple[set[int], set[int], set[int]]:
    """Years, months and days that a date names."""
    years = {int(y) for y in _YEAR.findall(text)}
    if re.search(r"\d0s\b", text):
        years = {y + n for y in years for n in range(10)}
    months = {n for n, name in enumerate(_MONTHS, 1) if re.search(rf"\b{name}", text, re.I)}
    rest = _YEAR.sub(" ", text)
    days = {int(d) for d in re.findall(r"\b(\d{1,2})(?:st|nd|rd|th)?\b", rest)} if months else set()
    if iso := re.match(r"(\d{4})-(\d\d)-(\d\d)", text):
        return {int(iso[1])}, {int(iso[2])}, {int(iso[3])}
    return years, months, days


def _same_numbers(one: Filler, other: Filler) -> bool:
    a, b = numbers_in(one.text.replace("$", "")), numbers_in(other.text.replace("$", ""))
    if not a or not b:
        return True
    near = any(abs(x - y) <= _ROUND * max(x, y) for x in a for y in b)
    mine, theirs = _as_of(one), _as_of(other)
    return near or bool(mine and theirs and mine != theirs)


def _as_of(filler: Filler) -> str:
    """The year nearest to a number: the population of 2010 is none of 2020."""
    text, offset = filler.item.assertion.frame, filler.item.assertion.frame_start
    middle = filler.start - offset
    near = [(abs(m.start() - middle), m[0]) for m in _YEAR.finditer(text) if abs(m.start() - middle) < 60]
    return min(near)[1] if near else ""


def clashing(slot: Slot, found: Sequence[Filler]) -> list[Filler]:
    """Fillers that cannot both hold of one thing, each once; reports of different things of one name do not clash."""
    if (slot.many and slot.type != "agent") or len(slot.asked) > _WORDS:
        return []
    out: dict[tuple[str, int], Filler] = {}
    for number, one in enumerate(found):
        for other in found[number + 1 :]:
            if not agree(slot, one, other) and _clash(slot, one, other):
                out |= {(f.report_id, f.start): f for f in (one, other)}
    return list(out.values())


def _clash(slot: Slot, one: Filler, other: Filler) -> bool:
    """Descriptions may be several at a time, and what has no name may be another: only a copy that was altered, or
    one sentence with another value, makes them a clash."""
    if min(one.score, other.score) < CLASHES:
        return False
    if not slot.thing or slot.type == "is_a" or (slot.type == "noun" and not kind_of_thing(slot.head)):
        return alike(one, other) or (slot.type != "is_a" and not slot.thing and _one_sentence(one, other))
    if not (one.is_named and other.is_named):
        return alike(one, other, _COPIED)
    return one_thing(slot, one, other) is not False


def _one_sentence(one: Filler, other: Filler) -> bool:
    """Whether the two sentences say the same but for the filler."""
    fillings = set(stems(one.text)) | set(stems(other.text))
    mine, theirs = (set(stems(f.item.assertion.text)) - fillings for f in (one, other))
    return bool(mine and theirs) and len(mine & theirs) >= ALIKE * min(len(mine), len(theirs))


__all__ = ["agree", "alike", "clashing", "one_thing"]
