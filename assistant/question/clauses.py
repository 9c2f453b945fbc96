"""Owns the clauses of a question: what is really asked, and what is only put in front of it or behind it as settled."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assistant.question.forms import forms

_ENDS = re.compile(r"(?<=[\w)\]”\"’'])[.!](?<!\b[A-Z]\.)(?<!\bMr\.)(?<!\bDr\.)(?<!\bSt\.)\s+(?=\w)|(?<=\?)\s+(?=\w)")
_OPENING = r"^(?:you (?:do )?(?:know|agree|admit)|surely|of course|so|but|and)(?: that)?,?\s+"
_ASKS = re.compile(
    r"^(?:and |but |so |then |ok,? |well,? )?(?:who|whom|whose|what|which|when|where|why|how|did|does|do|is|are|was|"
    r"were|has|have|had|can|could|will|would|should|may|might|tell|describe|explain|list|give|name|compare|summari[sz]e|"
    r"please|show|find)\b",
    re.I,
)


@cache
def presuming() -> dict[str, Any]:
    """How it shows what is taken for granted, from the data file beside this module."""
    data: dict[str, Any] = yaml.safe_load(
        files("assistant.question").joinpath("presuming.yaml").read_text(encoding="utf-8")
    )
    return data


@dataclass(frozen=True, slots=True)
class Clause:
    """Words that a question puts forward as settled, and by what."""

    text: str
    trigger: str
    before: bool = True
    """It stands apart from what is asked; one behind it is a part of that."""


@dataclass(frozen=True, slots=True)
class Parts:
    """A question taken apart."""

    asked: str
    settled: tuple[Clause, ...] = ()

    @property
    def tagged(self) -> bool:
        """Whether only a tag ("…, weren't they?") makes it a question: its "not" negates nothing."""
        return any(clause.trigger == "a question tag" for clause in self.settled)


def parts(text: str) -> Parts:
    """What a question asks, and the clauses and sentences that it sets beside that as settled."""
    sentences = [part.strip() for part in _ENDS.split(text) if part.strip()]
    told = [s for s in sentences if not s.endswith("?") and not _ASKS.match(s) and not _pushes(s)]
    asking = [s for s in sentences if s not in told]
    if not asking:  # a statement alone is what is asked about
        told, asking = [], [text.strip()]
    asked, clauses = _clauses(_turned(" ".join(asking)))
    sentences_told = tuple(Clause(s.strip(" .!"), "a sentence before the question") for s in told)
    return Parts(asked, (*sentences_told, *clauses))


def _pushes(sentence: str) -> bool:
    """Whether a sentence only pushes for an answer: "Stop hedging."."""
    return any(re.fullmatch(f"(?:{pattern})\\W*", sentence + " ", re.I) for pattern in forms()["leading"])


def _clauses(asked: str) -> tuple[str, tuple[Clause, ...]]:
    for row in presuming()["clauses"]:
        found = re.search(row["pattern"], asked, re.I)
        if found is None:
            continue
        what, rest = re.sub(_OPENING, "", found["what"].strip(" ,.?"), flags=re.I), found.groupdict().get("asked")
        if rest is None:
            return what, (Clause(what, row["trigger"]),)
        if "behind" in row["trigger"]:
            return asked, (Clause(what, row["trigger"], before=False),)
        return rest.strip(), (Clause(what, row["trigger"]),)
    return asked, ()


def _turned(text: str) -> str:
    """ "It was S who said so" as "S said so", and "Was it S who …?" as "Did S …?"."""
    found = re.match(presuming()["cleft"], text, re.I)
    if found is None:
        return text
    said = f"{found['who']} {found['rest']}"
    return said if found["ask"].lower().startswith("it") else f"Is it true that {said}"
