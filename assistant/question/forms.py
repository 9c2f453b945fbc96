"""Owns the forms of questions: what kind a question is, the words it is about, and what it counts."""

import re
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from assistant.question.values import Kind


@cache
def forms() -> dict[str, Any]:
    """The question forms, from the data file beside this module."""
    data: dict[str, Any] = yaml.safe_load(
        files("assistant.question").joinpath("forms.yaml").read_text(encoding="utf-8")
    )
    return data


def neutral(text: str) -> str:
    """The question without what pushes for an answer: "…, didn't he?", "Everyone knows that …"."""
    for pattern in forms()["leading"]:
        text = re.sub(pattern, "", text, flags=re.I).strip()
    return text


def kind_of(text: str) -> Kind:
    for kind, patterns in forms()["kinds"].items():
        if any(re.search(pattern, text, re.I) for pattern in patterns):
            return kind  # type: ignore[no-any-return]
    return "statement"


def topic_of(text: str, kind: Kind) -> str:
    """Without question words and polite frames, which match nothing that a report says."""
    topic = text
    for pattern in (*forms()["slots"].get(kind, []), *forms()["frames"]):
        topic = re.sub(pattern, " ", topic, flags=re.I).strip()
    topic = re.sub(r"\b(?:since|until|before|by)\s+(?:the year\s+)?(?:19|20)\d\d\b", " ", topic, flags=re.I)
    return re.sub(r"\s+", " ", topic).strip(" ?.!") or text


def counts_of(text: str) -> str:
    from index.assertions.cues import cue_file, word_pattern

    found = {
        match.start(): str(counted)
        for counted in cue_file("counting")["counted"]
        if counted != "deployed" and (match := word_pattern("counting", "counted", counted).search(text))
    }
    if found:
        return found[min(found)]
    return "deployed" if re.search(r"\b(?:sent|deployed|dispatched|shipped|stationed|deployment)\b", text, re.I) else ""


def stance_asked(text: str, kind: Kind) -> str:
    if kind not in {"who", "list"}:
        return ""
    if re.search(
        r"\b(?:who|list|which|what|everyone|everybody|name)\b.*\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|disput(?:e|es|ed))\b",
        text,
        re.I,
    ):
        return "deny"
    if re.search(
        r"\b(?:who|list|which|what|name)\b.*\b(?:carried|ran|published|printed|covered|confirm(?:s|ed)?|report(?:s|ed)?|sa(?:y|ys|id)|claim(?:s|ed)?|alleg(?:e|es|ed)|announc(?:e|es|ed))\b",
        text,
        re.I,
    ):
        return "affirm"
    return ""
