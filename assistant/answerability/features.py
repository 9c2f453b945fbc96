"""Owns the features that tell whether a sentence answers a question, or only speaks of the same things."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise

import yaml

from assistant.answerability.wanted import Wanted
from assistant.answerability.words import Word
from index.terms import stem

Weight = Callable[[str], float]
_NEGATED = re.compile(r"\b(?:not|never|no|nor|neither|without|none|nobody|nothing)\b|n['’]t\b", re.I)
_BECAUSE = re.compile(
    r"\b(?:because|due to|owing to|so that|in order|reasons?|caus\w+|result(?:ed|s)? (?:of|from)|led to|blam\w+|"
    r"therefore|thanks to|as a result)\b",
    re.I,
)
_MAY_BE_WHY = re.compile(r"\b(?:to|for|as|since|after)\b", re.I)
_CLOSE = 3
"""Words that tell something between two that are said of each other."""
_FAR = 8


@dataclass(frozen=True, slots=True)
class Place:
    """A sentence where an answer may stand, and how it was found."""

    text: str
    words: tuple[Word, ...]
    around: frozenset[str]
    """All terms of the passage."""
    closeness: float
    """Cosine of question and sentence."""
    first: float
    """How well it fits by words and meaning alone, among all that were found."""
    lead: float
    """How much better than the next one; how much worse than the first."""


@dataclass(frozen=True, slots=True)
class Asking:
    """A question as it is compared with sentences."""

    text: str
    words: tuple[Word, ...]
    wanted: Wanted

    @property
    def core(self) -> tuple[Word, ...]:
        """All that a sentence should hold: without the noun that only names the type of the answer."""
        typed = self.wanted.type in {"date", "place", "number", "who"} and self.wanted.head
        left = tuple(w for w in self.words if not (typed and w.term == self.wanted.head))
        return left or self.words


@cache
def antonyms() -> Mapping[str, frozenset[str]]:
    """Term → the terms that cannot hold where it does."""
    data = yaml.safe_load(files("assistant").joinpath("antonyms.yaml").read_text(encoding="utf-8"))
    found: dict[str, set[str]] = {}
    for one, other in data["pairs"]:
        a, b = ({stem(word) for word in side} for side in (one, other))
        for left, right in ((a, b), (b, a)):
            for term in left:
                found.setdefault(term, set()).update(right - left)
    return {term: frozenset(against) for term, against in found.items()}


def features(asking: Asking, place: Place, weight: Weight) -> dict[str, float]:
    """Every feature of a question and a sentence, each from 0 to 1 or so."""
    core = asking.core
    at: dict[str, list[int]] = {}
    for number, word in enumerate(place.words):
        for term in (word.term, *word.parts):
            at.setdefault(term, []).append(number)
    missing = [w for w in core if w.term not in at]
    absent = [w for w in missing if w.term not in place.around]
    total = sum(weight(w.term) for w in core) or 1.0
    hit = [w for w in core if w.term in at]
    return {
        "words held": sum(weight(w.term) for w in hit) / total,
        "words held around": 1.0 - sum(weight(w.term) for w in absent) / total,
        "words missing": min(len(missing), 5) / 5,
        "words missing around": min(len(absent), 4) / 4,
        "rarest missing": max((weight(w.term) for w in missing), default=0.0) / 8,
        "rarest missing around": max((weight(w.term) for w in absent), default=0.0) / 8,
        "meaning": place.closeness,
        "found": place.first,
        "lead": place.lead,
        **_kinds(core, missing, absent),
        **_against(asking, place, missing, at),
        **_together(core, at),
        **_answer(asking, place, at),
        **_form(asking, place),
    }


def _kinds(core: Sequence[Word], missing: Sequence[Word], absent: Sequence[Word]) -> dict[str, float]:
    found = {}
    for kind in ("name", "number", "limits"):
        found[f"{kind} missing"] = float(any(getattr(w, kind) for w in missing))
        found[f"{kind} missing around"] = float(any(getattr(w, kind) for w in absent))
        found[f"{kind} asked"] = min(sum(getattr(w, kind) for w in core), 4) / 4
    plain = [w for w in missing if not (w.name or w.number)]
    found["plain missing"] = min(len(plain), 4) / 4
    return found


def _against(asking: Asking, place: Place, missing: Sequence[Word], at: Mapping[str, list[int]]) -> dict[str, float]:
    asked, told = bool(_NEGATED.search(asking.text)), bool(_NEGATED.search(place.text))
    opposed = any(antonyms().get(w.term, frozenset()) & at.keys() for w in missing)
    return {
        "opposite told": float(opposed),
        "negation asked only": float(asked and not told),
        "negation told only": float(told and not asked),
    }


def _together(core: Sequence[Word], at: Mapping[str, list[int]]) -> dict[str, float]:
    """Whether what stands together in the question stands together in the sentence."""
    pairs = list(pairwise(core))
    near = beside = replaced = 0.0
    for one, other in pairs:
        if one.term in at and other.term in at:
            gap = min(abs(a - b) for a in at[one.term] for b in at[other.term])
            near += 1.0 if gap <= _CLOSE else 0.5 if gap <= 2 * _CLOSE else 0.0
            beside += gap == 1
        elif other.term in at and one.term not in at:
            replaced = max(replaced, float(any(b > 0 for b in at[other.term])))
    count = max(len(pairs), 1)
    spots = sorted(at[w.term][0] for w in core if w.term in at)
    return {
        "together": near / count,
        "side by side": beside / count,
        "another word in place": replaced,
        "tight": len(spots) / (spots[-1] - spots[0] + 1) if spots else 0.0,
    }


def _answer(asking: Asking, place: Place, at: Mapping[str, list[int]]) -> dict[str, float]:
    """Whether something of the wanted type stands there that the question does not have, and how near."""
    asked = {w.term for w in asking.words}
    new = [(n, w) for n, w in enumerate(place.words) if w.term not in asked]
    wanted = asking.wanted.type
    fit = [n for n, w in new if _may_be(wanted, w)]
    spots = [n for w in asking.core for n in at.get(w.term, ())]
    behind = _behind(asking, at) or spots
    gap = min((abs(n - s) for n in fit for s in behind), default=_FAR)
    return {
        "nothing of the type": float(not fit),
        "answer far": min(gap, _FAR) / _FAR,
        "head told": float(bool(asking.wanted.head) and asking.wanted.head in at),
        "new words": min(len(new), 20) / 20,
        "reason told": _reason(place.text) if wanted == "why" else 0.0,
    }


def _reason(text: str) -> float:
    """1 where a reason is given in words that give nothing else, less where they may."""
    return 1.0 if _BECAUSE.search(text) else 0.4 if _MAY_BE_WHY.search(text) else 0.0


def _may_be(wanted: str, word: Word) -> bool:
    match wanted:
        case "who" | "place":
            return word.name
        case "date":
            return word.number or word.term in _TIMES
        case "number" | "measure":
            return word.number
        case _:
            return True


_TIMES = frozenset(
    stem(word)
    for word in "january february march april may june july august september october november december monday tuesday "
    "wednesday thursday friday saturday sunday today yesterday noon midnight dawn dusk morning afternoon evening night "
    "century year decade week month".split()
)


def _behind(asking: Asking, at: Mapping[str, list[int]]) -> list[int]:
    """Where the words stand that the question word stands beside: what the answer is asked of."""
    for word in asking.core[:2]:
        if word.term in at and not word.name:
            return at[word.term]
    return []


def _form(asking: Asking, place: Place) -> dict[str, float]:
    found = {
        f"asks {kind}": float(asking.wanted.type == kind)
        for kind in ("who", "date", "place", "number", "measure", "why", "manner", "thing", "none")
    }
    found["head asked"] = float(bool(asking.wanted.head))
    found["question length"] = len(asking.words) / 15
    found["sentence length"] = min(len(place.words), 40) / 40
    return found
