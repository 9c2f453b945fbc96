"""Owns reading a question: one straight line from the words to what they ask."""

import re
import unicodedata
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.dates import read_as_of
from assistant.question.asking import unasked
from assistant.question.carrying import bound, reading_notes
from assistant.question.clauses import Parts, parts
from assistant.question.following import follow
from assistant.question.forms import counts_of, kind_of, neutral, stance_asked, topic_of
from assistant.question.haste import repaired
from assistant.question.languages import language_of
from assistant.question.presuming import presumptions
from assistant.question.sayings import saying_of, speaker_alone
from assistant.question.values import Kind, Question, Saying
from assistant.values import Turn
from corpus.errors import QuestionError

if TYPE_CHECKING:
    from index.opening import Index


_PASSIVE = re.compile(
    r"(?:and |but |so )?(?:(?:was|were|is|are)\b(?! .*\bsaid to\b)|(?:has|have|had)\b.*\bbeen\b)(?!.*\bby\b).*"
    r"\b(?:confirmed|denied|verified|reported|admitted|acknowledged|announced|established|proven|proved)\W*$",
    re.I,
)
"""Nobody is named who would confirm or deny: "Was the landing confirmed?" asks how it stands."""
MAX_QUESTION = 2000
"""Characters. A question is a sentence or two; a longer text is a document and belongs into the corpus."""


def read_question(text: str, history: Sequence[Turn], as_of: date | str | None, index: "Index") -> Question:
    """A question understood. Raises QuestionError for one that is empty, too long, or has an as-of date that is
    none."""
    clean = _clean(text)
    language = language_of(clean, index)
    clean = index.names.capitalised(clean) if clean[1:].islower() else clean
    clean = clean if language else repaired(clean, index)
    followed = follow(clean, history, index)
    bounds = bound(clean, followed, history, as_of, index.newest)
    said = read_as_of(followed.text, index.newest, history[-1].answer.as_of if history else None)
    undated = _spelt_out(said.rest or followed.text, index)
    taken = parts(undated)
    rest = neutral(taken.asked)
    kind = kind_of(rest)
    stance = stance_asked(rest, kind)
    if rest != undated and kind == "statement":
        kind = "yes_no"  # what pushed for an answer was all that made it a question
    spoken = kind not in {"summary", "timeline", "changed"} and not _PASSIVE.match(rest)
    saying = (saying_of(rest, index) or speaker_alone(rest, index)) if spoken else None
    topic = _topic(taken, rest, kind, saying, index)
    topic = re.sub(r"\s+\w+\W*$", "", topic) if _PASSIVE.match(rest) else topic
    return Question(
        text=clean,
        standalone=rest if taken.tagged else undated,
        kind="who" if stance == "deny" else kind,  # a list of who denied it is who denied it
        as_of=bounds.as_of,
        topic=topic,
        terms=frozenset(index.terms(topic)),
        names=frozenset(index.names.ids(undated)),
        vector=index.encode(undated),
        counts=counts_of(rest) if kind == "how_many" else "",
        presumed=() if followed.reply else presumptions(taken, index),
        saying=saying,
        stance=stance,
        move=followed.move,
        reply=followed.reply,
        pointed=followed.pointed,
        matter=followed.matter,
        since=followed.since,
        notes=() if followed.reply else (*reading_notes(clean, undated, followed), *bounds.notes),
        language=language,
        unasked="" if saying else unasked(rest, topic, kind, index),
    )


def _topic(taken: Parts, rest: str, kind: Kind, saying: Saying | None, index: "Index") -> str:
    """The words that evidence is looked for by: what is asked, with the clause before it that it goes on from."""
    act_of = saying is not None and saying.act != "say" and len(saying.content.split()) > 1
    asked = saying.content if saying and act_of else topic_of(rest, kind)
    before = [clause.text for clause in taken.settled if clause.before and clause.text != rest]
    if not before:
        return asked
    told = saying_of(before[-1], index)
    return f"{told.content if told and len(told.content.split()) > 1 else before[-1]} {asked}"


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
