"""Owns reading a question: what it asks for, about when, and what it takes for granted."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any, Literal

import yaml

from assistant.dates import as_of_in_words, parse_as_of
from assistant.values import Turn
from corpus.errors import QuestionError
from index.values import Vector

if TYPE_CHECKING:
    from index.opening import Index

Kind = Literal["yes_no", "names", "who", "how_many", "when", "where", "why", "what", "statement"]
Act = Literal["confirm", "deny", "say"]

_OBJECT = re.compile(r"(?<!\bof)(?<!\bfor)(?<!\bin)(?<!\bat)(?<!\bon)\s(?:the|a|an|its|his|her|their|this)\s", re.I)
"""The start of a second noun phrase: "the school hide the asbestos report" is no speaker and an act of reporting."""
MAX_QUESTION = 2000
"""Characters. A question is a sentence or two; a longer text is a document and belongs into the corpus."""


@dataclass(frozen=True, slots=True)
class Saying:
    """An act of speech that the question is about: "Did the ministry confirm the deaths?"."""

    speaker: str
    speaker_ids: frozenset[str]
    verb: str
    act: Act
    content: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question as it was understood."""

    text: str
    standalone: str
    """With what a follow-up leaves out put back."""
    kind: Kind
    as_of: date | None
    topic: str
    """The words that evidence is looked for by: the question without its question words and as-of phrase."""
    terms: frozenset[str]
    names: frozenset[str]
    vector: Vector
    counts: str = ""
    """What a how-many question counts (killed, wounded, …), in the words of the counting file."""
    presumed: str = ""
    """What the question takes for granted, as a statement; empty where it takes nothing."""
    saying: Saying | None = None
    stance: str = ""
    """The stance a who-question asks for: deny or affirm."""


@cache
def _forms() -> dict[str, Any]:
    """The question forms, from the data file beside this module."""
    data: dict[str, Any] = yaml.safe_load(
        files("assistant").joinpath("question_forms.yaml").read_text(encoding="utf-8")
    )
    return data


def read_question(text: str, history: Sequence[Turn], as_of: date | str | None, index: "Index") -> Question:
    """A question understood. Raises QuestionError for one that is empty, too long, or has an as-of date that is
    none."""
    clean = _clean(text)
    clean = index.names.capitalised(clean) if clean[1:].islower() else clean
    standalone = _spelt_out(_standalone(clean, history, index), index)
    words_as_of, rest = as_of_in_words(standalone)
    day = parse_as_of(as_of) if as_of is not None else words_as_of
    neutral = _neutral(rest)
    kind = _kind(neutral) if neutral == rest or _kind(neutral) != "statement" else "yes_no"
    rest = neutral
    saying = _saying(rest, index)
    topic = saying.content if saying and saying.act != "say" and len(saying.content.split()) > 1 else _topic(rest, kind)
    return Question(
        text=clean,
        standalone=standalone,
        kind=kind,
        as_of=day,
        topic=topic,
        terms=frozenset(index.terms(topic)),
        names=frozenset(index.names.ids(rest)),
        vector=index.encode(rest),
        counts=_counts(rest) if kind == "how_many" else "",
        presumed=_presumed(rest),
        saying=saying,
        stance=_stance_asked(rest, kind),
    )


def _clean(text: str) -> str:
    """The question without control, zero-width and direction marks. Raises QuestionError."""
    if len(text) > MAX_QUESTION:
        raise QuestionError(f"the question has {len(text):,} characters; ask in at most {MAX_QUESTION:,}")
    kept = "".join(
        " " if unicodedata.category(c) == "Cc" else c
        for c in text
        if unicodedata.category(c) not in {"Cf", "Cs", "Co", "Cn"}
    )
    clean = re.sub(r"\s+", " ", unicodedata.normalize("NFC", kept)).strip()
    if not re.search(r"\w", clean):
        raise QuestionError("the question holds no words; ask for example: Who denied the report?")
    return clean


def _spelt_out(text: str, index: "Index") -> str:
    """ "South and North Aland" as "South Aland and North Aland": half a name is no name."""

    def whole(found: re.Match[str]) -> str:
        first, second = f"{found[1]} {found[3]}", f"{found[2]} {found[3]}"
        return f"{first} and {second}" if _is_name(first, index) and _is_name(second, index) else found[0]

    return re.sub(r"\b([A-Z][a-z]+) and ([A-Z][a-z]+) ([A-Z][a-z]+)\b", whole, text)


def _is_name(text: str, index: "Index") -> bool:
    """Whether the whole text is one name."""
    found = index.names.find(text)
    return len(found) == 1 and (found[0].start, found[0].end) == (0, len(text))


def _standalone(text: str, history: Sequence[Turn], index: "Index") -> str:
    """A follow-up with what it leaves out put back from the question before; any other question as it is."""
    if not history:
        return text
    words = re.findall(r"\w+", text)
    if len(words) > 8 or not re.search(_forms()["follow_up"], text, re.I):
        return text
    before = _standalone(history[-1].question, history[:-1], index)
    if re.search(_forms()["pushback"], text, re.I):
        return before  # asked again in other words: what is not evidence changes nothing
    if re.match(_forms()["what_about"], text, re.I) and (swapped := _swapped(before, text, index)):
        return swapped
    topic = _topic(before, _kind(before))
    pointer = re.search(r"\b(?:it|that|this|them|those|these|so)\b(?=\W*$)", text, re.I)
    if pointer:
        return f"{text[: pointer.start()]}{topic}?"
    return f"{text.rstrip('?! .')} {topic}?"


def _swapped(before: str, text: str, index: "Index") -> str:
    """ "What about Lindau?" as the question before with Lindau in the place of its place."""
    new = index.names.find(text[:1].lower() + text[1:])
    if not new:
        return ""
    kind = index.names.kind.get(new[-1].id)
    old = [n for n in index.names.find(before) if index.names.kind.get(n.id) == kind and n.id != new[-1].id]
    if not old:
        return ""
    return before[: old[-1].start] + text[new[-1].start : new[-1].end] + before[old[-1].end :]


def _neutral(text: str) -> str:
    """The question without what pushes for an answer: "…, didn't he?", "Everyone knows that …"."""
    for pattern in _forms()["leading"]:
        text = re.sub(pattern, "", text, flags=re.I).strip()
    return text


def _kind(text: str) -> Kind:
    for kind, patterns in _forms()["kinds"].items():
        if any(re.search(pattern, text, re.I) for pattern in patterns):
            return kind  # type: ignore[no-any-return]
    return "statement"


def _topic(text: str, kind: Kind) -> str:
    """Without question words and polite frames, which match nothing that a report says."""
    topic = text
    for pattern in (*_forms()["slots"].get(kind, []), *_forms()["frames"]):
        topic = re.sub(pattern, " ", topic, flags=re.I).strip()
    topic = re.sub(r"\b(?:since|until|before|by)\s+(?:the year\s+)?(?:19|20)\d\d\b", " ", topic, flags=re.I)
    return re.sub(r"\s+", " ", topic).strip(" ?.!") or text


def _counts(text: str) -> str:
    from index.assertions.cues import cue_file, word_pattern

    found = {
        match.start(): str(counted)
        for counted in cue_file("counting")["counted"]
        if counted != "deployed" and (match := word_pattern("counting", "counted", counted).search(text))
    }
    if found:
        return found[min(found)]
    return "deployed" if re.search(r"\b(?:sent|deployed|dispatched|shipped|stationed|deployment)\b", text, re.I) else ""


def _presumed(text: str) -> str:
    """What a why-, when-, where- or how-question takes for granted, as the words of a statement."""
    for pattern in _forms()["presuming"]:
        found = re.search(pattern, text, re.I)
        if found:
            return re.sub(r"\s+", " ", found["what"]).strip(" ?.,!")
    return ""


def _saying(text: str, index: "Index") -> Saying | None:
    """ "(did) S confirm/deny/say P"."""
    for act, verbs in _forms()["acts"].items():
        pattern = (
            rf"(?:^|\b(?:did|does|do|has|have|had|that|why|when|how|since|"
            rf"because)\s+)(?P<who>(?:the\s+)?[\w.’'-]+(?:\s+[\w.’'-]+){{0,5}}?)\s+(?:(?:officially|publicly|ever|already|really|actually|finally|later|also)\s+)*(?P<verb>{verbs})\b\s*(?P<what>.*)$"
        )
        found = re.search(pattern, text, re.I)
        if not found:
            continue
        who = re.sub(
            r"^(?:(?:why|when|how|did|does|do|has|have|had|was|were|is|that|who|what|where)\s+)+",
            "",
            found["who"],
            flags=re.I,
        ).strip()
        ids = index.names.ids(who)
        if (
            who
            and (ids or who[0].isupper() or who.lower().startswith("the "))
            and not re.search(
                r"\b(?:who|what|which|anyone|anybody|somebody|and|but|since|because|if|after|when|been|given|that)\b",
                who,
                re.I,
            )
            and not _OBJECT.search(who)
        ):
            return Saying(who, frozenset(ids), found["verb"], act, found["what"].strip(" ?."))
    return None


def _stance_asked(text: str, kind: Kind) -> str:
    if kind != "who":
        return ""
    if re.search(r"\bwho\b.*\b(?:den(?:y|ies|ied)|reject(?:s|ed)?|dismiss(?:es|ed)?|disput(?:e|es|ed))\b", text, re.I):
        return "deny"
    if re.search(
        r"\bwho\b.*\b(?:confirm(?:s|ed)?|report(?:s|ed)?|sa(?:y|ys|id)|claim(?:s|ed)?|alleg(?:e|es|ed)|announc(?:e|es|ed))\b",
        text,
        re.I,
    ):
        return "affirm"
    return ""
