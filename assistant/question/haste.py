"""Owns what was typed in haste: a common word with one letter wrong, a country by its initials."""

import re
from functools import cache
from typing import TYPE_CHECKING

from assistant.question.forms import forms

if TYPE_CHECKING:
    from index.opening import Index

_WORD = re.compile(r"(?<![\w@.'’-])[a-z]{4,}(?![\w'’-])")
_INITIALS = re.compile(r"(?<![\w@.'’-])(?:[a-z]{2,3}|[A-Z]{2,3})(?![\w'’-]|\.\w)")


def repaired(text: str, index: "Index") -> str:
    """The question with its common words as they were meant; what the reports themselves hold is left alone."""
    text = _WORD.sub(lambda found: _common(found[0], index), text)
    return _INITIALS.sub(lambda found: _country(found[0], index) or found[0], text)


def _common(word: str, index: "Index") -> str:
    words: frozenset[str] = frozenset(forms()["common"])
    matched = index.terms(word)
    if not matched or word in words or any(index.frequencies.get(term) for term in matched):
        return word
    return next((known for known in sorted(words & _one_off(word))), word)


@cache
def _one_off(word: str) -> frozenset[str]:
    """Every word that is one letter more, less, other or swapped away."""
    splits = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    letters = "abcdefghijklmnopqrstuvwxyz"
    less = {a + b[1:] for a, b in splits if b}
    swapped = {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    other = {a + c + b[1:] for a, b in splits if b for c in letters}
    more = {a + c + b for a, b in splits for c in letters}
    return frozenset(less | swapped | other | more)


def _country(initials: str, index: "Index") -> str:
    """The one country the reports speak of whose name has these initials: "nk" in a question is a name; "us" is a
    pronoun, and no word that the reports hold is meant for another."""
    matched = index.terms(initials)
    if not matched or index.names.find(initials) or any(index.frequencies.get(term) for term in matched):
        return ""  # "us" and "is" match nothing, and are no initials
    held = (key for key, kind in index.names.kind.items() if kind == "country" and index.frequencies.get(f"@{key}"))
    labels = [index.names.label[key] for key in held]
    fitting = [name for name in labels if "".join(word[0] for word in name.split()).lower() == initials.lower()]
    return fitting[0] if len(fitting) == 1 else ""
