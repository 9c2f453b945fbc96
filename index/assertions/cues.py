"""Owns the cue lists: reads the data files beside it once and offers them as sets, tables and patterns."""

import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from index.assertions.values import Likelihood, Modality, Stance

RULES_VERSION = 24
"""Counts up with every change of what is read from a sentence; an index made by another version is stale."""


@dataclass(frozen=True, slots=True)
class ReportingClass:
    """A family of reporting verbs and what it makes of its content."""

    name: str
    stance: Stance
    modality: Modality
    hedged: bool = False
    party: Stance | None = None
    """The stance where the speaker is a party to what is said."""
    object: str = ""
    """What may stand behind it without a clause: nothing, `any`, or a list of objects.yaml, which `not` excludes."""
    negated: Stance = "no_comment"
    """The stance under a "not"."""


@cache
def cue_file(name: str) -> dict[str, Any]:
    """One cue file as data."""
    text = files("index.assertions").joinpath("cues", f"{name}.yaml").read_text(encoding="utf-8")
    data: dict[str, Any] = yaml.safe_load(text)
    return data


@cache
def reporting_verbs() -> dict[str, ReportingClass]:
    """Lemma → class. A verb in two blocks keeps its last, so that the stronger classes stand last in the file."""
    verbs = {}
    for name, block in cue_file("reporting").items():
        kind = _class_of(name, block)
        verbs.update(dict.fromkeys(block["verbs"], kind))
    return verbs


@cache
def reporting_nouns() -> dict[str, ReportingClass]:
    """Lemma of a noun that carries a statement ("claim", "denial") → class."""
    blocks = {name: block for name, block in cue_file("nouns").items() if isinstance(block, dict)}
    return {noun: _class_of(name, block) for name, block in blocks.items() for noun in block["nouns"]}


@cache
def object_nouns(name: str) -> frozenset[str]:
    """One list of what may stand behind a reporting verb."""
    return frozenset(map(str, cue_file("objects")[name]))


def _class_of(name: str, block: dict[str, Any]) -> ReportingClass:
    return ReportingClass(
        name,
        block["stance"],
        block["modality"],
        block.get("hedged", False),
        block.get("party"),
        block.get("object", ""),
        block.get("negated", "no_comment"),
    )


@cache
def word_pattern(file: str, *keys: str) -> re.Pattern[str]:
    """One pattern that finds any of the words of a list, longest first, on word edges."""
    node: Any = cue_file(file)
    for key in keys:
        node = node[key]
    words = sorted((str(word) for word in node), key=len, reverse=True)
    return re.compile(
        r"(?<![\w-])(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in words) + r")(?![\w-])", re.I
    )


@cache
def likelihood_terms() -> dict[str, Likelihood]:
    """Term → range. `ours` marks a range that no standard gives for that term."""
    return {
        term: Likelihood(term, row["low"], row["high"], row["table"])
        for term, row in cue_file("likelihood")["terms"].items()
    }


@cache
def likelihood_pattern() -> re.Pattern[str]:
    """Finds the longest likelihood term."""
    return word_pattern("likelihood", "terms")


def cues_version() -> str:
    """What the manifest records: the rules' version and that of the likelihood table."""
    return f"rules {RULES_VERSION}, likelihood table {cue_file('likelihood')['version']}"
