"""Owns putting a new part into a question asked before, in the place of what it stands for."""

import calendar
import re
from typing import TYPE_CHECKING

import numpy as np

from index.assertions.cues import cue_file, word_pattern
from index.terms import Named, stem

if TYPE_CHECKING:
    from index.opening import Index

_MONTH = "|".join(name for name in (*calendar.month_name, *calendar.month_abbr, "sept") if name)
WHEN = re.compile(
    rf"\b(?:(?:early |mid[- ]|late |the end of |end of )?(?:\d{{1,2}}(?:st|nd|rd|th)? (?:of )?)?(?:{_MONTH})\b\.?"
    rf"(?: \d{{1,2}}(?:st|nd|rd|th)?\b)?(?:,? \d{{4}})?|\d{{4}}-\d\d?-\d\d?|(?:19|20)\d\d)\b",
    re.I,
)
"""A date as people write it, with or without its day, month or year."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_MONTH_ALONE = re.compile(rf"\b(?:{_MONTH})\b", re.I)
_ORDER = {name.lower(): number for number, name in enumerate(calendar.month_abbr) if name}
_DAY = re.compile(r"\b\d{1,2}(?:st|nd|rd|th)?\b(?!-)")
_LEAD = re.compile(r"^(?:the|a|an|in|on|at|near|by|of|from|for|during|about|with)(?:\s+|$)", re.I)
_COUNTED = re.compile(
    r"\b(?:(?:at least|more than|over|about|up to) )?(?:"
    + "|".join(cue_file("counting")["words"])
    + r"|\d+)\s+(?=[a-z]|[A-Z]\w+ [A-Za-z]*s\b)",
    re.I,
)
"""A number before what it counts."""
_FATES = ("killed", "wounded", "missing", "captured", "casualties")
_PLACES = frozenset({"country", "place"})
_NO_NOUN = frozenset(
    "the a an this that these those did does do is are was were be been has have had will would can could may might "
    "should who whom whose which what when where why how many much and or but not no of in on at near by from for with "
    "to into over under after before about between during".split()
)
_NEAR = 0.25
"""Least cosine of two nouns for one to stand in the other's place."""


def exchanged(before: str, new: str, index: "Index") -> str:
    """`before` with `new` in the place of what it stands for; empty where it holds nothing of its kind."""
    day = WHEN.search(new)
    rest = _LEAD.sub("", WHEN.sub(" ", new).strip(" ,")).strip()
    if day is not None and not rest:
        return _date(before, day[0])
    made = _date(before, day[0]) if day is not None else ""
    for exchange in (_fate, _name, _noun):
        if swapped := exchange(made or before, rest if made else new.strip(), index):
            return swapped
    return made


def replaced(before: str, old: str, new: str) -> str:
    """`before` with `new` for the words `old`, or for their forms; empty where it does not hold them."""
    old, new = _LEAD.sub("", old).strip(), _LEAD.sub("", new).strip()
    if found := re.search(rf"(?<!\w){re.escape(old)}(?!\w)", before, re.I):
        return before[: found.start()] + new + before[found.end() :]
    stems = [stem(word) for word in re.findall(r"\w+", old.lower())]
    words = list(re.finditer(r"\w+", before))
    for at in range(len(words) - len(stems) + 1 if stems else 0):
        if [stem(word[0].lower()) for word in words[at : at + len(stems)]] == stems:
            return before[: words[at].start()] + new + before[words[at + len(stems) - 1].end() :]
    return ""


def fate_in(text: str) -> str:
    """What a text counts, of people: killed, wounded, missing; empty where it counts nobody."""
    found = {m.start(): fate for fate in _FATES if (m := word_pattern("counting", "counted", fate).search(text))}
    return found[min(found)] if found else ""


def without_counts(text: str) -> str:
    """A text without its fates of people and the numbers that count them."""
    for fate in _FATES:
        text = word_pattern("counting", "counted", fate).sub(" ", text)
    words = "|".join(map(re.escape, cue_file("counting")["words"]))
    text = re.sub(rf"\b(?:{words}|\d+)\b(?=\s+[a-z]*\s*[A-Za-z]+s\b)", " ", text, flags=re.I)
    return re.sub(r"\s+", " ", text).strip()


def _date(before: str, new: str) -> str:
    """A year for a year, a month for a month, a day for a day: what the new date leaves out stays."""
    old = WHEN.search(before)
    if old is None:
        return ""
    whole = bool(_DAY.search(_YEAR.sub("", old[0])))
    if whole and not _MONTH_ALONE.search(new):
        return ""  # a year in the place of a day would name another event
    year = _YEAR.search(new) or _YEAR.search(old[0])
    if _is_earlier_month(new, old[0]):
        year = None  # "and in January?" behind December may well be the next one
    kept = f"{new} {year[0]}" if year is not None and not _YEAR.search(new) else new
    lead = before[: old.start()]
    if whole and not _DAY.search(_YEAR.sub("", new)):
        lead = re.sub(r"\bon\s+$", "in ", lead, flags=re.I)
    return lead + kept + before[old.end() :]


def _is_earlier_month(new: str, old: str) -> bool:
    """Whether a month without its year comes before the old one in a year."""
    months = [_MONTH_ALONE.search(text) for text in (new, old)]
    if _YEAR.search(new) or _DAY.search(new) or not all(months):
        return False
    first, second = (_ORDER[found[0].lower()[:3]] for found in months if found is not None)
    return first < second


def _fate(before: str, new: str, index: "Index") -> str:
    """The wounded for the dead."""
    wanted, held = fate_in(new), fate_in(before)
    if not wanted or not held or wanted == held or len(index.terms(new)) > 1:
        return ""
    found = word_pattern("counting", "counted", held).search(before)
    assert found is not None  # noqa: S101 - it was found a moment ago
    if found[0].lower() in {"kill", "wound", "injure", "capture"}:  # "did it kill six": the verb, not its participle
        wanted = {"killed": "kill", "wounded": "wound", "captured": "capture"}.get(wanted, wanted)
    passive = re.search(r"\b(?:was|were|been|is|are|be|got)\s+(?:\w+ly\s+)?$", before[: found.start()], re.I)
    verb = found[0].lower() in {"died", "die", "dies", "perished"}
    word = wanted if passive or not verb or wanted == "casualties" else f"were {wanted}"
    return before[: found.start()] + word + before[found.end() :]


def _name(before: str, new: str, index: "Index") -> str:
    """A name for a name of its kind: a place for a place, a body for a body."""
    found = index.names.find(new[:1].lower() + new[1:]) or index.names.find(new)
    if not found:
        return ""
    name, kinds = found[-1], index.names.kind
    others = [held for held in index.names.find(before) if held.id != name.id]
    same = [held for held in others if kinds.get(held.id) == kinds.get(name.id)]
    alike = same or [held for held in others if {kinds.get(held.id), kinds.get(name.id)} <= _PLACES]
    if not alike:
        return ""
    old, word = alike[-1], new[name.start : name.end]
    made = before[: old.start] + word + before[old.end :]
    return _undated(made) if kinds.get(name.id) in _PLACES and _in_place(before, old) else made


def _in_place(text: str, name: Named) -> bool:
    """Whether a name says where: "near Lindau", not "Lindau denied"."""
    return bool(
        re.search(r"\b(?:in|near|at|around|outside|inside|over|from|to|of)\s+(?:the\s+)?$", text[: name.start], re.I)
    )


def _undated(text: str) -> str:
    """An event elsewhere is another event: it shares neither the day nor the count of the one before."""
    day = next((m for m in WHEN.finditer(text) if _DAY.search(_YEAR.sub("", m[0]))), None)
    if day is not None:
        text = re.sub(r"(?:\s*\b(?:on|of))?\s*$", "", text[: day.start()]) + text[day.end() :]
    return re.sub(r"\s+", " ", _COUNTED.sub("", text)) if not re.match(r"\s*how many", text, re.I) else text


def _noun(before: str, new: str, index: "Index") -> str:
    """A noun for the noun it is most like: the same head first, then the nearest in meaning."""
    head = _head(new)
    words = [m for m in re.finditer(r"[^\W\d_][\w’'-]*", before) if m[0].lower() not in _NO_NOUN]
    if not head or not words:
        return ""
    same = [word for word in words if stem(word[0].lower()) == stem(head.lower())]
    if same:
        start = _phrase_start(before, same[0].start())
        return before[:start] + _LEAD.sub("the ", new) + before[same[0].end() :]
    vector = index.encode(head)
    near, best = max(((float(np.dot(vector, index.encode(w[0]))), w) for w in words), key=lambda pair: pair[0])
    if near < _NEAR:
        return ""
    bare = len(_LEAD.sub("", new).split()) == 1
    start = best.start() if bare else _phrase_start(before, best.start())
    made = before[:start] + _LEAD.sub("", new) + before[best.end() :]
    return _COUNTED.sub("", made) if not re.match(r"\s*how many", made, re.I) else made


def _head(phrase: str) -> str:
    """ "strike" of "the October strike near Lindau"."""
    words = re.split(r"\s+(?:of|in|on|at|near|by|from|for|with)\s+", _LEAD.sub("", phrase).strip())[0].split()
    return words[-1] if words else ""


def _phrase_start(text: str, at: int) -> int:
    """Where the phrase begins that ends in a noun: before its article, or behind the word that is none of it."""
    while (found := re.search(r"([\w’'-]+)\s+$", text[:at])) and found[1].lower() not in _NO_NOUN:
        at = found.start()
    article = re.search(r"\b(?:the|a|an|this|that)\s+$", text[:at], re.I)
    return article.start() if article else at
