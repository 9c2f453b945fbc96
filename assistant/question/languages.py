"""Owns the language of a question: by its script first, then by its words, and told only where it is sure."""

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING, Any

from assistant.question.forms import forms

if TYPE_CHECKING:
    from index.opening import Index

UNNAMED = "another language"
"""Where a question is not in English and nobody can tell more."""
_FOREIGN = 0.5
"""Share of the words that no English text here holds, from which on a question is not taken for English."""
_CODE = re.compile(r"[<>{}=\\]")
"""Signs of markup or code, which are of no language."""
_SURE = 0.5
"""Least probability at which a language is named."""
_SHARE = 0.3
"""Least share of letters in another script for a question to be in another language, and not only to quote one."""


def language_of(text: str, index: "Index") -> str:
    """The name of the language a question is in, `UNNAMED` where only that much is clear; "" for English."""
    letters = [c for c in text if c.isalpha()]
    other = [script for c in letters if (script := _script(c)) not in {"LATIN", ""}]
    if letters and len(other) >= _SHARE * len(letters):
        return _of_script(text, other)
    return "" if _is_english(text, index) else _of_words(text)


def _script(letter: str) -> str:
    """`LATIN`, `CYRILLIC`, `HANGUL`: the first word of a letter's Unicode name."""
    return unicodedata.name(letter, "").split(" ", 1)[0].split("-", 1)[0]


def _of_script(text: str, scripts: list[str]) -> str:
    """A script that one language is written in names it; of the others the words tell."""
    kinds = set(scripts)
    for script, language in forms()["scripts"].items():
        if script in kinds:
            return str(language)
    return _of_words(text)


def _is_english(text: str, index: "Index") -> bool:
    """Whether its words are English: as many of those that questions are built with, or mostly such as reports hold."""
    words = [w.lower() for w in re.findall(r"[^\W\d_]+", _without_names(text, index))]
    common = _words()
    told = sum(w in common["English"] for w in words)
    against = max(sum(w in own for w in words) for name, own in common.items() if name != "English")
    if told and told >= against:
        return True
    strange = [w for w in words if len(w) > 2 and w not in common["English"] and not _held(w, index)]
    if len(strange) < _FOREIGN * len(words) or len(words) < (1 if against else 3):
        return True
    return not against and (bool(_CODE.search(text)) or _guess(text)[0] == "en")


def _held(word: str, index: "Index") -> bool:
    """Whether the reports, which are in English, hold a word."""
    return any(index.frequencies.get(term) for term in index.terms(word))


def _without_names(text: str, index: "Index") -> str:
    """The text without the names it holds: a name is of no language."""
    for name in reversed(index.names.find(text)):
        text = f"{text[: name.start]} {text[name.end :]}"
    return text


def _of_words(text: str) -> str:
    """The language of a text in a script of many: by the words its questions are built with, and where two have as
    many, by the library."""
    words = re.findall(r"[^\W\d_]+", text.lower())
    counts = {name: sum(w in own for w in words) for name, own in _words().items() if name != "English"}
    most = max(counts.values())
    fitting = [name for name, count in counts.items() if most and count == most]
    if len(fitting) == 1 and (most > 1 or fitting[0] not in forms()["languages"].values()):
        return fitting[0]
    code, sure = _guess(text)
    named = str(forms()["languages"].get(code, ""))
    return named if named in fitting and sure >= _SURE else UNNAMED


def _guess(text: str) -> tuple[str, float]:
    """The likeliest language of a text, with its probability among those told apart."""
    code, sure = _identifier().classify(text.lower())
    return str(code), float(sure)


@cache
def _words() -> dict[str, frozenset[str]]:
    return {name: frozenset(words.split()) for name, words in forms()["function_words"].items()}


@cache
def _identifier() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier  # a second to load: only for what is no English

    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
