"""Owns questions that ask more than one thing: the questions they are made of, each to be answered by itself."""

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.question.forms import forms

if TYPE_CHECKING:
    from index.opening import Index

MOST = 4
"""Parts of one question that are answered: more is a questionnaire, to be asked one after the other."""
_TEXT = 60
"""Words. A longer text is no question but may hold one."""


def parts_of(text: str, index: "Index") -> tuple[str, ...]:
    """The questions that a question is made of, in its order; the question itself where it is one."""
    sides = sides_of(text, index)
    if sides:
        return sides
    if len(text.split()) > _TEXT:
        return _asked_in(text)
    found = [part for sentence in _sentences(text) for part in _clauses(sentence)]
    several = len(found) > 1 and all(_joint("asks").match(part) for part in found)
    return tuple(found[:MOST]) if several else (text,)


def _asked_in(text: str) -> tuple[str, ...]:
    """The last question of a long text; the text itself where it asks none."""
    asked = re.findall(r"[^.?!]+\?", text)
    return (asked[-1].strip(),) if asked else (text,)


def _sentences(text: str) -> list[str]:
    """A question for each question mark; what stands before a question without one belongs to it."""
    found = re.findall(r"[^?]+\??", text)
    asked = [sentence.strip() for sentence in found if re.search(r"\w", sentence)]
    return asked if len(asked) > 1 and all(s.endswith("?") for s in asked[:-1]) else [text]


@cache
def _joint(name: str) -> re.Pattern[str]:
    return re.compile(forms()["joints"][name], re.I)


def _clauses(sentence: str) -> list[str]:
    """The coordinated questions of one sentence; behind "say" or "know" a question word belongs to what is said."""
    pieces, start = [], 0
    for gap in _joint("between").finditer(sentence):
        before, after = sentence[start : gap.start()], sentence[gap.end() :]
        if _joint("embedding").search(before) and not _joint("inverted").match(after):
            continue
        if len(before.split()) < 2 and not _joint("bare").fullmatch(before.strip()):
            continue
        pieces.append(before.strip(" ,;"))
        start = gap.end()
    return _shared([*pieces, sentence[start:].strip(" ?,;")]) if pieces else [sentence.strip()]


def _shared(pieces: list[str]) -> list[str]:
    """ "When and where did it happen": a bare question word takes the clause of the next one that has any."""
    made: list[str] = []
    for piece in reversed(pieces):
        clause = _joint("clause").match(made[-1]) if made else None
        bare = _joint("bare").fullmatch(piece)
        made.append(f"{piece} {clause['clause']}" if bare and clause else piece)
    return made[::-1]


def sides_of(text: str, index: "Index") -> tuple[str, ...]:
    """ "Compare what S and T said about X" as a question to each; empty where no two sides are named."""
    for pattern in forms()["compare"]:
        found = re.search(pattern, text.strip(" ?."), re.I)
        if not found:
            continue
        named = {n.id: found["sides"][n.start : n.end] for n in index.names.find(found["sides"])}
        if len(named) < 2:
            continue
        groups = found.groupdict()
        matter = (groups.get("what") or groups.get("matter") or "").strip()
        counted = re.search(forms()["figures"], f"{groups.get('given') or ''} {matter}", re.I)
        if counted:
            counted_what = re.sub(r"^(?:the )?(?:(?:number|count|toll)s? of )?(?:the )?", "", matter, flags=re.I)
            return tuple(f"How many {counted_what} did {side} report?" for side in [*named.values()][:MOST])
        asks = f" about {matter}" if matter else ""
        return tuple(f"What did {side} say{asks}?" for side in [*named.values()][:MOST])
    return ()
