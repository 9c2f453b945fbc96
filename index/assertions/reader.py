"""Owns the straight line from a text to its assertions: sentence → cues → frames → stance and strength."""

import re
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import TYPE_CHECKING

from index.assertions import content
from index.assertions.cue_finding import find_cues
from index.assertions.frames import Frame, read_frames
from index.assertions.language import parse_where_cued
from index.assertions.memory import Memory
from index.assertions.quantities import read_quantities
from index.assertions.sentences import Span, split_sentences
from index.assertions.strength import read_strength
from index.assertions.times import Told, find_times, read_windows
from index.assertions.values import Assertion, Text, Window

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WORDS = re.compile(r"[A-Za-z]{2,}")
_POINTS_AT = re.compile(r"\W*(?:it|this|that|them|the reports?|the claims?|such \w+|these \w+|those \w+)\b", re.I)
_OPENING = 4
"""Characters before a date that opens its sentence: "On Friday, the ministry said …"."""
_PRONOUNS = frozenset({"it", "he", "she", "they"})


def read_assertions(
    text: str, *, report: str = "", title: str = "", published: date | None = None
) -> tuple[Assertion, ...]:
    """Everything a text asserts, in reading order. Offsets are code points in `text`."""
    return next(read_each([Text(text, report, title, published)]))


def read_each(texts: Iterable[Text]) -> Iterator[tuple[Assertion, ...]]:
    """What each text asserts, in order; their sentences are parsed together, and each text is read on its own."""
    split = [(text, split_sentences(text.text)) for text in texts]
    docs = parse_where_cued(text.text[span.start : span.end] for text, spans in split for span in spans)
    for text, spans in split:
        memory = Memory(text.title)
        own = islice(docs, len(spans))
        yield tuple(made for span in spans for made in _read_sentence(next(own), span, text, memory))


def _read_sentence(doc: "Doc", span: Span, given: Text, memory: Memory) -> list[Assertion]:
    if span.block > memory.block + 1:
        memory.said = ""  # a heading or a table lies between: "it" no longer points over it
    memory.block = span.block
    made = [_assertion(doc, frame, span, given, memory) for frame in read_frames(doc, find_cues(doc), memory)]
    _remember(doc, made, memory)
    return made


def _remember(doc: "Doc", made: list[Assertion], memory: Memory) -> None:
    """Keep what the next sentence's pointing words may stand for."""
    memory.remember(doc)
    first = made[0]
    memory.spoke = bool(first.speakers) and not first.speakers[0].lower().startswith("that ")
    if memory.spoke:
        memory.subject = first.speakers[-1]
    people = (e.text.removesuffix("'s") for e in doc.ents if e.label_ == "PERSON" and " " in e.text)
    memory.people = tuple(dict.fromkeys((*memory.people, *people)))
    longest = max(made, key=lambda a: len(a.about or a.text))
    if len(_WORDS.findall(longest.text)) > 3:
        memory.said = longest.about or longest.text


def _assertion(doc: "Doc", frame: Frame, span: Span, given: Text, memory: Memory) -> Assertion:
    sentence = doc.text
    start, end = (frame.start, frame.end) if frame.end > frame.start else (0, len(sentence))
    said, at = sentence[start:end], span.start
    strength = read_strength(frame, said, sentence)
    speakers = frame.speakers
    if len(speakers) > 1 and speakers[-1].lower() in _PRONOUNS:
        speakers = speakers[:-1]  # nobody is found behind the pronoun: the words are the next speaker's
    about = _pointed_at(frame, said, strength.stance, memory)
    when, said_on = _times(doc, frame, (start, end), about, given.published)
    attribution = memory.attribution(speakers[-1] if speakers else "")
    return Assertion(
        report=given.report,
        start=at + start,
        end=at + end,
        frame_start=at,
        frame_end=span.end,
        text=said,
        frame=given.text[at : span.end],
        speakers=speakers,
        cue=frame.cue.text if frame.cue else "",
        stance=strength.stance,
        modality=strength.modality,
        likelihood=strength.likelihood,
        attribution="anonymous" if frame.cue and not speakers and not frame.by_nobody else attribution,
        said_on=said_on or given.published,
        hedges=strength.hedges,
        negated=strength.negated,
        about=about,
        quantities=read_quantities(given.text, at + start, at + end),
        people=tuple(e.text for e in doc.ents if e.label_ == "PERSON" and start <= e.start_char < end),
        when=when,
    )


def _times(
    doc: "Doc", frame: Frame, content: tuple[int, int], about: str, published: date | None
) -> tuple[tuple[Window, ...], date | None]:
    """(the days that the content names, the day on which it was said): "said on Friday" dates no event."""
    inside: list[Told] = []
    outside: list[Told] = []
    for told in find_times(doc.text, published):
        (inside if content[0] <= told.start < content[1] and not about else outside).append(told)
    when = read_windows(about, published) if about else tuple(told.window for told in inside)
    return when, next((day for told in outside if (day := _said_on(doc, frame, told, published))), None)


def _said_on(doc: "Doc", frame: Frame, told: Told, published: date | None) -> date | None:
    """The day of a saying, where the words stand behind its verb or open the sentence."""
    if frame.cue is None or (told.start > _OPENING and told.start < doc[frame.cue.token].idx):
        return None
    day = told.window.start if told.window.start == told.window.end else None
    return day if day is not None and (published is None or day <= published) else None


def _pointed_at(frame: Frame, said: str, stance: str, memory: Memory) -> str:
    """What the content stands for where it only points: "denied the report"."""
    if frame.about:
        return frame.about
    short = len(_WORDS.findall(said)) < 12
    points = frame.end <= frame.start or content.is_pointing(said)
    points = points or (stance in {"deny", "dismiss", "no_comment"} and short and bool(_POINTS_AT.match(said)))
    return (memory.said or memory.title) if points else ""
