"""Owns which span of a report fills the asked slot: of the right type, near the relation, about the asked thing."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from assistant.spans.candidates import Span, candidates
from assistant.spans.slot import FUNCTION, Slot, read_data, stems
from index.terms import stem

if TYPE_CHECKING:
    from assistant.evidence import Evidence

FILLS = 0.5
"""Least score at which a span is taken to fill the slot."""
_NEAR = 5.0
"""Words between relation and span at which closeness has halved."""
_SMALL = 0.3
"""What a small word or a mark between the two counts of a word: they join more than they part."""
_PASSIVE = 0.8
"""Who did something stands before the deed, or behind "by": a name behind the verb is mostly whom it was done to."""
_VAGUE = 0.8
"""A weekday alone dates less than a date."""
_CROSSED = {";": 0.3, "(": 0.3, ",": 0.12}
"""What a mark between the two costs more: behind it something else begins."""
_OPENING = 160
"""Characters in which a report says what it is about, where it has no title of its own."""
_OPENS = 0.85
"""A thing that is named in the title or opening counts this much of one in the sentence."""
_AROUND = 0.7
"""One that is named only near by."""
_UNTOLD = 0.4
"""What is left of a score where the sentence has none of the relation's words."""
_REACH = 400
"""Characters that are near by."""
_WORD = re.compile(r"[^\W_][\w'’.-]*[^\W_]|[^\W_]|[–():,;]")
_DEED = re.compile(r"\b(\w+ed|said|told|wrote|spoke|came|met|held|gave|took|made|sent)\s+(?:on|in|by|since)\s+$")
_BORN = frozenset({stem("born"), stem("birth")})
_SENTENCES = 30
"""Assertions read for a question, the most relevant first."""
_FRAME = 0.5
"""What is left of a span's score where it stands in the frame: who told it, and when, is not what was told."""
_UNIT = 0.6
"""What is left where a number lacks the unit that is asked for."""


@dataclass(frozen=True, slots=True)
class Filler:
    """A span of one report that fills the slot: report.text[start:end] == text."""

    item: "Evidence"
    start: int
    end: int
    text: str
    score: float
    is_named: bool
    """Its own sentence names the asked thing, and not only the text around it."""

    @property
    def report_id(self) -> str:
        """The report it is in."""
        return self.item.report.id


def fillers(slot: Slot, evidence: Sequence["Evidence"]) -> tuple[Filler, ...]:
    """The best filler of each report, those that name the thing first; what scores too low fills nothing."""
    best: dict[str, Filler] = {}
    for item in _sentences(evidence):
        for filler in _read(slot, item):
            held = best.get(filler.report_id)
            if held is None or filler.score > held.score + 1e-9:
                best[filler.report_id] = filler
    good = (f for f in best.values() if f.score >= FILLS)
    return tuple(sorted(good, key=lambda f: (not f.is_named, -round(f.score, 3), f.report_id)))


def _sentences(evidence: Sequence["Evidence"]) -> Iterable["Evidence"]:
    """What is asserted, each once, as far as a question may cost."""
    found: dict[tuple[str, int, int], Evidence] = {}
    for item in evidence:
        if item.corrected is None and item.assertion.modality != "question":
            found.setdefault((item.report.id, item.assertion.frame_start, item.assertion.start), item)
    return list(found.values())[:_SENTENCES]


def _read(slot: Slot, item: "Evidence") -> Iterable[Filler]:
    text, offset = item.assertion.frame, item.assertion.frame_start
    words = _words(text)
    spans = list(candidates(slot, text))
    if not spans:
        return
    held = {s for _, _, s in words}
    lacks = not slot.thing <= held or not all(w & held for w in slot.asked)
    around = _around(item) if lacks else frozenset()
    about, told = _about(slot, item, held, around), _told(slot, held, around)
    if (0.3 + 0.7 * about) * told < FILLS:
        return
    for span in spans:
        own = set(stems(span.text))
        if (not own and slot.type not in {"number", "date"}) or (own and own <= slot.thing | slot.relation):
            continue
        if slot.type in {"agent", "place"} and slot.thing and len(own & slot.thing) > len(own) / 2:
            continue
        if span.text.casefold() in {item.publisher.name.casefold(), item.publisher.id}:
            continue
        vague = _VAGUE if slot.type == "date" and not re.search(r"\d", span.text) else 1.0
        score = _relation(slot, text, words, span) * (0.3 + 0.7 * about) * told * vague
        is_role = slot.type == "agent" and not slot.acts
        if not is_role and not item.assertion.start <= offset + span.start < item.assertion.end:
            score *= _FRAME
        if slot.type == "date" and _dates_another(slot, text[: span.start]):
            score *= _FRAME
        yield Filler(item, offset + span.start, offset + span.end, span.text, score, slot.thing <= held)


def _dates_another(slot: Slot, before: str) -> bool:
    """Whether the date stands right behind a deed that is not the one asked for: "reported on 20 June that …"."""
    deed = _DEED.search(before)
    return deed is not None and stem(deed[1].lower()) not in slot.relation


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[tuple[int, int, str], ...]:
    """Start, end and stem of each word and of the marks that set words apart."""
    return tuple((m.start(), m.end(), stem(m[0].lower())) for m in _WORD.finditer(text))


def _about(slot: Slot, item: "Evidence", held: set[str], around: frozenset[str]) -> float:
    """How far the sentence, or what its report says it is about, names the asked thing: 0 to 1."""
    if not slot.thing:
        return 1.0
    opening = _stems(f"{item.report.title} {item.report.text[:_OPENING]}")
    shares = (1.0 if s in held else _OPENS if s in opening else _AROUND if s in around else 0.0 for s in slot.thing)
    return sum(shares) / len(slot.thing)


def _around(item: "Evidence") -> frozenset[str]:
    """Stems of the title and of the text near by, by blocks, so that sentences of one place share one reading."""
    block = item.assertion.frame_start // _REACH
    return _stems(f"{item.report.title} {item.report.text[max(0, block - 1) * _REACH : (block + 2) * _REACH]}")


@lru_cache(maxsize=1024)
def _stems(text: str) -> frozenset[str]:
    return frozenset(stems(text))


def _told(slot: Slot, held: set[str], around: frozenset[str]) -> float:
    """How many of the words for the relation the sentence has: a defence minister is no foreign minister."""
    if not slot.asked or slot.type in {"noun", "is_a"}:
        return 1.0
    if slot.acts and not slot.asked[0] & held:
        return 0.0  # without the deed nobody has done it
    is_role = slot.type == "agent" and not slot.acts
    shares = (1.0 if words & held else 0.5 if words & around and not is_role else 0.0 for words in slot.asked)
    share = sum(shares) / len(slot.asked)
    return _UNTOLD + (1 - _UNTOLD) * (share**2 if is_role else share)


def _relation(slot: Slot, text: str, words: Sequence[tuple[int, int, str]], span: Span) -> float:
    """How plainly the sentence puts the span into the asked relation, 0 to 1."""
    first = next((n for n, w in enumerate(words) if w[1] > span.start), len(words))
    last = next((n for n in range(len(words) - 1, -1, -1) if words[n][0] < span.end), -1)
    spots = [n for n, w in enumerate(words) if w[2] in slot.relation and not first <= n <= last]
    near = max(
        (_closeness(n, first, last, words) * (_PASSIVE if slot.acts and n < first else 1.0) for n in spots), default=0.0
    )
    if slot.type == "is_a":
        return 1.0 if _is_subject(slot, words, first) else 0.35
    if slot.type == "agent":
        return max(near, _agent(words, first, spots))
    if slot.type == "date" and slot.relation & _BORN:
        return max(near, _life(slot, text, words, span, first))
    if slot.type == "number" and slot.head in read_data("slots.yaml")["units"]:
        return min(1.0, near + 0.4) if _has_unit(slot, text, span) else near * _UNIT
    if slot.type == "noun":
        things = [n for n, w in enumerate(words) if w[2] in slot.thing and not first <= n <= last]
        beside = max((_closeness(n, first, last, words) for n in things), default=0.3)
        return max(near, 0.6 + 0.4 * beside) if slot.head else near
    if not slot.relation:
        things = [n for n, w in enumerate(words) if w[2] in slot.thing]
        return max((_closeness(n, first, last, words) for n in things), default=0.0)
    return near


def _closeness(at: int, first: int, last: int, words: Sequence[tuple[int, int, str]]) -> float:
    between = words[at + 1 : first] if at < first else _without_apposition(words[last + 1 : at])
    gap = sum(_SMALL if w[2] in FUNCTION or not w[2][:1].isalnum() else 1.0 for w in between)
    crossed = sum(_CROSSED.get(w[2], 0.0) for w in between)
    return 1.0 / (1.0 + gap / _NEAR + crossed)


def _without_apposition(between: Sequence[tuple[int, int, str]]) -> Sequence[tuple[int, int, str]]:
    """What stands between a subject and its verb, without "C, the harbour engineer, …"."""
    if between and between[0][2] == ",":
        closing = [n for n, w in enumerate(between) if n and w[2] == ","]
        return between[closing[-1] + 1 :] if closing else between
    return between


def _is_subject(slot: Slot, words: Sequence[tuple[int, int, str]], first: int) -> bool:
    return any(w[2] in slot.thing for w in words[max(0, first - 30) : first])


def _agent(words: Sequence[tuple[int, int, str]], first: int, spots: Sequence[int]) -> float:
    """ "directed by C", "album by the English rock band C"."""
    for back in range(1, 7):
        at = first - back
        if at < 0 or words[at][2] in {",", ";", "(", ")"}:
            return 0.0
        if words[at][2] == "by":
            return 0.98 - 0.02 * back if any(at - 14 <= n < at for n in spots) else 0.5
    return 0.0


def _life(slot: Slot, text: str, words: Sequence[tuple[int, int, str]], span: Span, first: int) -> float:
    """The first date in the brackets behind a name is a birth: "C (9 July 1848 – 25 July 1912)"."""
    before = text[: span.start]
    opened = before.rfind("(")
    if opened < 0 or ")" in before[opened:] or re.search(r"[–-]\s*$|\d{4}", before[opened:]):
        return 0.0
    named = any(w[2] in slot.thing and w[1] <= opened for w in words[max(0, first - 14) : first])
    return 0.97 if named and opened > 0 else 0.0


def _has_unit(slot: Slot, text: str, span: Span) -> bool:
    for word in read_data("slots.yaml")["units"].get(slot.head, ()):
        if re.match(rf"\s*{re.escape(word)}\b", text[span.end :]) or word in span.text:
            return True
    return False
