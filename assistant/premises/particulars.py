"""Owns the particulars of a presumed thing: its numbers, places, days and names, held against what the evidence has."""

import re
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from assistant.evidence import Evidence
from index.assertions.quantities import disjoint, read_quantities
from index.terms import Names, terms

if TYPE_CHECKING:
    from index.assertions import Quantity
    from index.opening import Index

_NO_NAMES = Names()
_PROPER = re.compile(r"(?<=[^.!?\s]\s)[A-Z][\w’'-]+")
"""A capital inside a sentence: a name, whether or not the names file has it."""


def crucial(text: str, index: "Index") -> frozenset[str]:
    """The terms of names and numbers: another one of these is another matter."""
    words = set(index.terms(text))
    proper = {term for found in _PROPER.finditer(f"that {text}") for term in index.terms(found[0])}
    return frozenset(w for w in words if w[0] == "@" or w[0].isdigit() or w in proper)


def lacking(text: str, item: Evidence, index: "Index") -> frozenset[str]:
    """The names and numbers of a text that an assertion, with its report's title, does not have."""
    a = item.assertion
    around = f"{a.frame} {a.about} {item.report.title}"
    held = index.held_terms(around)
    missing = {t for t in crucial(text, index) if t not in held and not _implied(t, held, index)}
    missing -= {t for word in re.findall(r"[A-Z][\w’'-]+", around) for t in terms(word, _NO_NAMES)}  # a surname alone
    counted = [q for q in read_quantities(text, 0, len(text)) if q.counts]
    wrong = {f"{q.low:g}" for q in counted if not _counts(q, item)}
    right = {f"{q.low:g}" for q in counted} - wrong
    return frozenset((missing - right) | {w for w in wrong if w[0].isdigit()})


def _implied(term: str, held: frozenset[str], index: "Index") -> bool:
    """Whether a name is there by a part of it: who says a district of a town says the town."""
    if term[0] != "@":
        return False
    return any(term[1:] in index.names.chain(other[1:]) for other in held if other[0] == "@")


def _counts(asked: "Quantity", item: Evidence) -> bool:
    """Whether an assertion counts so many of the same: "more than 20 killed" holds 25 killed, and no 25 wounded."""
    told = (*item.assertion.quantities, *read_quantities(item.assertion.frame, 0, len(item.assertion.frame)))
    return any(not disjoint(asked, q) for q in told if q.counts in {asked.counts, ""})


def named(terms: Iterable[str], text: str, index: "Index") -> str:
    """Terms as a reader knows them, out of the words that they came from."""
    wanted, shown = set(terms), []
    for found in index.names.find(text):
        if f"@{found.id}" in wanted:
            shown.append(text[found.start : found.end])
    for word in re.findall(r"\d[\d.,]*\d|[\w’'-]+", text):
        own = set(index.terms(word))
        if own and own <= wanted and not any(word in s for s in shown):
            shown.append(word)
    return " or ".join(dict.fromkeys(shown))


def other_number(text: str, items: Sequence[Evidence]) -> tuple[Evidence, "Quantity"] | None:
    """An assertion that counts the same thing otherwise, the newest first."""
    for mine in read_quantities(text, 0, len(text)):
        for item in sorted(items, key=lambda i: (i.published, i.coverage), reverse=True):
            for theirs in item.assertion.quantities:
                same = theirs.counts == mine.counts and (not mine.unit or not theirs.unit or theirs.unit == mine.unit)
                if (theirs.counts or theirs.unit) and same and disjoint(mine, theirs):
                    return item, theirs
    return None


def plain_share(text: str, item: Evidence, index: "Index") -> float:
    """How much of a text's words that are no names or numbers the assertion itself has."""
    plain = {t for t in index.terms(text) if t[0] != "@" and not t[0].isdigit()} - proper(text, index)
    held = index.held_terms(f"{item.assertion.frame} {item.assertion.about}")
    return len(plain & held) / len(plain) if plain else 0.0


def proper(text: str, index: "Index") -> set[str]:
    return {t for word in re.findall(r"(?<=\s)[A-Z][\w-]+", f" {text}") for t in index.terms(word)}
