"""Owns the straight line from a text to its assertions: sentence → cues → speakers → content → stance and strength."""

import re
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from index.assertions import content as contents
from index.assertions import source
from index.assertions.cue import Cue, find_cues, is_parenthetical
from index.assertions.cues import likelihood_pattern, likelihood_terms, word_pattern
from index.assertions.language import parse
from index.assertions.quantities import read_quantities
from index.assertions.sentences import Span, split_sentences
from index.assertions.values import Assertion, Likelihood, Modality, Stance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from spacy.tokens import Doc

_NEGATIVE = re.compile(
    r"\b(?:not|never|no longer|cannot|neither|nor|none|without|failed to)\b|n't\b|\bno\s+(?!doubt|more than|less than|fewer than|later than)\w+", re.I)
_DOUBLE = re.compile(r"\bnot only\b|\bno doubt\b|\bnot until\b|\bnot all\b", re.I)
_SELF = {"it", "he", "she", "they", "we", "i"}
_REPORTS = (r"\b(?:on|about|by|to|of|over|at|concern(?:s|ed)|regarding)\s+(?:(?:the|these|those|such|media|foreign|earlier|recent|any|all|press|news|its|a|an)\s+)*"
            r"(?:reports?|claims?|allegations?|rumou?rs?|suggestions?|accusations?|speculation|assertions?|statements?|question)\b")
_ABOUT_REPORTS = re.compile(_REPORTS + r"[^,;]{0,40}?\b(?:that|of|about|on)\b", re.I)
_INTO_REPORTS = re.compile(_REPORTS + r"(?:\s+by\s+[\w' -]{1,40}?)?\s+(?:that|of|about)\s*$", re.I)
_WORDS = re.compile(r"[A-Za-z]{2,}")


@dataclass(slots=True)
class _Memory:
    """What pointing words may stand for, while one report is read from top to bottom."""

    title: str
    speakers: list[str]
    said: str = ""
    block: int = -1
    subject: str = ""
    """The speaker of the sentence before, for a pronoun that goes on with it."""
    people: tuple[str, ...] = ()
    """Full names met so far, for a surname alone."""


def read_assertions(text: str, *, report: str = "", title: str = "", published: date | None = None) -> tuple[Assertion, ...]:
    """Everything a text asserts, in reading order. Offsets are code points in `text`."""
    spans = split_sentences(text)
    memory = _Memory(title, [])
    found: list[Assertion] = []
    for span, doc in zip(spans, parse(text[s.start : s.end] for s in spans), strict=True):
        found += _read_sentence(doc, span, text, report, published, memory)
    return tuple(found)


def _read_sentence(doc: "Doc", span: Span, text: str, report: str, published: date | None, memory: _Memory) -> list[Assertion]:
    if span.block != memory.block and span.block > memory.block + 1:
        memory.said = ""
    memory.block = span.block
    frames = list(_frames(doc, find_cues(doc), memory)) or [_own_voice(doc)]
    made = []
    for frame in frames:
        made.append(_assertion(doc, frame, span, text, report, published, memory))
    if made and made[0].speakers and not made[0].speakers[0].lower().startswith("that "):
        memory.subject = made[0].speakers[0] if len(made[0].speakers) == 1 else made[0].speakers[-1]
    memory.people = tuple(dict.fromkeys((*memory.people, *(e.text.removesuffix("'s") for e in doc.ents if e.label_ == "PERSON" and " " in e.text))))
    longest = max(made, key=lambda a: len(a.about or a.text), default=None)
    if longest is not None and len(_WORDS.findall(longest.text)) > 3:
        memory.said = longest.text if not longest.about else longest.about
    return made


@dataclass(frozen=True, slots=True)
class _Frame:
    """One cue of a sentence with its speakers and content, before it becomes an assertion."""

    cue: Cue | None
    speakers: tuple[str, ...]
    start: int
    end: int
    about: str = ""


def _own_voice(doc: "Doc") -> _Frame:
    """A sentence without any cue: the report says it itself."""
    return _Frame(None, (), 0, len(doc.text.rstrip()))


def _frames(doc: "Doc", cues: list[Cue], memory: _Memory) -> "Iterable[_Frame]":
    relays = [cue for cue in cues if cue.form == "relay"]
    around = [cue for cue in cues if is_parenthetical(doc, cue)]
    says = [cue for cue in cues if cue.form != "relay" and cue not in around]
    outer_names = tuple(name for cue in around if (name := _named(doc, cue, memory)))
    cuts = [(doc[_clause_start(doc, cue)].idx, doc[cue.last].idx + len(doc[cue.last])) for cue in around]
    if around and not says:
        first, last = cuts[0]
        whole = (0, first) if last >= len(doc.text) - 2 or first > len(doc.text) / 2 else (0, len(doc.text))
        yield _Frame(around[0], outer_names, whole[0], len(doc.text[: whole[1]].rstrip(" ,")))
        return
    if not says and relays:
        # "Citing X, …" with no reporting verb: the sentence is X's.
        cue = relays[0]
        span = contents._chars(doc, cue.speaker[1], len(doc)) if cue.token == 0 and cue.speaker else contents._chars(doc, 0, cue.token)
        yield _Frame(cue, (_named(doc, cue, memory),), *span)
        return
    starts = [_clause_start(doc, cue) for cue in says]
    open_frames: list[tuple[_Frame, int]] = []
    for number, cue in enumerate(says):
        stop = len(doc)
        for later in range(number + 1, len(says)):
            if says[later].form == "verb" and contents.clause_break(doc, says[later], starts[later]) and starts[later] > cue.last + 1:
                stop = starts[later]
                break
        start, end = contents.content_span(doc, cue, stop)
        for first, last in cuts:
            if start < first < end and last >= end - 1:
                end = len(doc.text[:first].rstrip(" ,"))
            elif first <= start + 2 <= last + 2:
                start = min(last + 2, end)
                start += 5 if doc.text[start : start + 5] == "that " else 0
        outer = next((f for f, at in reversed(open_frames) if f.start <= doc[starts[number]].idx < f.end and at < cue.token), None)
        own_words = outer is not None and source.speaker_of(doc, cue).lower() in _SELF
        speakers = () if own_words else _speakers(doc, cue, relays, memory)  # "X said that he could confirm": he is X
        if outer_names:
            speakers = (*outer_names, *(s for s in speakers if s not in outer_names))
        relative = contents.points_by_relative(doc, cue)
        if relative and cue.stance in {"deny", "dismiss", "no_comment"}:
            yield _Frame(cue, speakers, doc[starts[number]].idx, doc[min(cue.last, len(doc) - 1)].idx + len(doc[cue.last]), doc.text[relative[0] : relative[1]])
            continue
        if outer is not None and cue.form == "verb":
            if cue.passive and not speakers and cue.stance == "affirm":
                continue  # "S wrote that X was said to have …": a hedge inside S's words, found by its phrase
            if outer.cue and outer.cue.stance in {"deny", "dismiss", "no_comment", "retract"}:
                continue  # inside what is denied nobody asserts anything
            if not _nested_at_head(doc, outer, starts[number]):
                if not speakers and not cue.passive and not own_words:
                    continue
                if start >= end:
                    continue
            inner = tuple(s for s in speakers if s not in outer.speakers and s.lower() not in _SELF)
            speakers = (*outer.speakers, *inner)
        elif cue.form == "according" and (before := _innermost_before(open_frames, cue)) is not None and before.end > before.start:
            speakers = (*before.speakers, *speakers)
            start, end = before.start, min(before.end, doc[cue.token].idx)
            while end > start and doc.text[end - 1] in " ,":
                end -= 1
        if start >= end and cue.stance == "affirm":
            continue
        frame = _Frame(cue, speakers, start, end)
        open_frames.append((frame, cue.token))
    for index, (frame, _) in enumerate(open_frames):
        if any(_carries_on(frame, other) for other, _ in open_frames[index + 1 :]):
            continue
        yield frame


def _carries_on(outer: _Frame, inner: _Frame) -> bool:
    """Whether the inner frame says the same content with one more speaker, so that the outer one need not stand alone."""
    same_head = inner.start >= outer.start and inner.end <= outer.end and inner.speakers[: len(outer.speakers)] == outer.speakers
    return same_head and len(inner.speakers) >= len(outer.speakers) and outer.cue is not None and outer.cue.stance == "affirm" and (
        inner.end - inner.start > 0.5 * (outer.end - outer.start) or outer.end == inner.end or (inner.cue is not None and inner.cue.stance != "affirm"))


def _nested_at_head(doc: "Doc", outer: _Frame, start: int) -> bool:
    return doc[start].idx - outer.start < 4


def _innermost_before(frames: list[tuple[_Frame, int]], cue: Cue) -> _Frame | None:
    return next((frame for frame, at in reversed(frames) if at < cue.token), None)


def _clause_start(doc: "Doc", cue: Cue) -> int:
    """The token at which the clause of a cue begins: its subject's first word."""
    if cue.form != "verb":
        return cue.token
    token = doc[cue.token]
    subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < cue.token), None)
    return subject.left_edge.i if subject is not None else cue.token


def _named(doc: "Doc", cue: Cue, memory: _Memory) -> str:
    name = source.speaker_of(doc, cue)
    if name.lower() in {"it", "he", "she", "they"} and memory.subject and source.may_stand_for(name, memory.subject):
        name = memory.subject
    elif owned := re.match(r"(?:its|their|his|her)\s+([a-z][\w -]*)$", name, re.I):
        name = f"{memory.subject}'s {owned[1]}" if memory.subject and memory.subject[-1:] != "s" else name
    elif source.is_pointing(name):
        name = source.resolve(name, memory.speakers)
    elif name:
        name = source.full_name(name, memory.speakers, memory.people)
        memory.speakers.append(name)
    return name


def _speakers(doc: "Doc", cue: Cue, relays: list[Cue], memory: _Memory) -> tuple[str, ...]:
    name = _named(doc, cue, memory)
    chain = [name] if name else []
    if audience := _outlet_told(doc, cue, name):
        chain.insert(0, audience)
    for relay in relays:
        if relay.speaker and cue.form == "verb" and abs(relay.token - cue.token) <= 14:
            behind = _named(doc, relay, memory)
            if behind and behind not in chain:
                chain.append(behind)
    return tuple(chain)


def _outlet_told(doc: "Doc", cue: Cue, speaker: str) -> str:
    """ "sources told Reuters": the outlet stands outside, the sources inside."""
    token = doc[cue.token]
    if token.lemma_ not in {"tell", "inform", "brief"} or cue.form != "verb":
        return ""
    told = next((c for c in token.children if c.dep_ in {"dobj", "dative"} and c.pos_ == "PROPN" and c.i > token.i), None)
    return doc[told.left_edge.i : told.right_edge.i + 1].text if told is not None and told.right_edge.i - told.left_edge.i < 4 else ""


def _assertion(doc: "Doc", frame: _Frame, span: Span, text: str, report: str, published: date | None, memory: _Memory) -> Assertion:
    sentence = doc.text
    start, end = (frame.start, frame.end) if frame.end > frame.start else (0, len(sentence))
    said = sentence[start:end]
    speaker = frame.speakers[-1] if frame.speakers else ""
    stance, modality = _stance(frame, said, sentence[:start]), _modality(frame.cue, said, sentence)
    likelihood = _likelihood(said, sentence, frame)
    if likelihood and modality == "fact":
        modality = "estimate"
    if len(frame.speakers) > 1 and speaker.lower() in {"it", "he", "she", "they"}:
        frame = replace(frame, speakers=frame.speakers[:-1])
        speaker = frame.speakers[-1]
    hedges = _hedges(sentence, said, frame, stance)
    about = frame.about
    if not about and (frame.end <= frame.start or contents.is_pointing(said)):
        about = memory.said or memory.title
    elif not about and stance in {"deny", "dismiss", "no_comment"} and not frame.about and _starts_pointing(said):
        about = memory.said or memory.title
    attribution = source.attribution_of(speaker)
    if frame.cue and not speaker:
        attribution = "anonymous"
    return Assertion(
        report=report, start=span.start + start, end=span.start + end, frame_start=span.start, frame_end=span.end,
        text=said, frame=text[span.start : span.end], speakers=frame.speakers, cue=frame.cue.text if frame.cue else "",
        stance=stance, modality=modality, likelihood=likelihood, attribution=attribution, said_on=published,
        hedges=hedges, negated=_is_negative(said), about=about,
        quantities=read_quantities(text, span.start + start, span.start + end),
        people=tuple(e.text for e in doc.ents if e.label_ == "PERSON" and start <= e.start_char < end),
    )


def _starts_pointing(said: str) -> bool:
    return bool(re.match(r"\W*(?:it|this|that|them|the reports?|the claims?|such \w+|these \w+|those \w+)\b", said, re.I)) and len(_WORDS.findall(said)) < 12


def _stance(frame: _Frame, said: str, before: str) -> Stance:
    cue = frame.cue
    if (cue is None or cue.stance == "affirm") and (_ABOUT_REPORTS.search(said[:200]) or _INTO_REPORTS.search(before[-80:])):
        return "no_comment"  # who speaks about reports of something does not say that thing
    if cue is None:
        return "affirm"
    if cue.stance == "affirm" and _waves_away(said):
        return "dismiss"
    if cue.stance == "affirm" and _leaves_open(said):
        return "no_comment"
    if cue.party and frame.speakers and _is_party(frame.speakers[-1], said):
        return cue.party
    return cue.stance


def _waves_away(said: str) -> bool:
    """ "this is another fake": a short saying whose predicate waves a report away."""
    match = word_pattern("dismissals", "words").search(said)
    if match and re.search(r"\b(?:such|these|those)\s+$", said[: match.start()], re.I):
        return True  # "no need to comment on such groundless rumours"
    return bool(match) and len(_WORDS.findall(said)) <= 14 and bool(
        re.search(r"\b(?:it|this|that|they|these|those|reports?|claims?|allegations?|accusations?|rumou?rs?|stor(?:y|ies)|information)\b.{0,40}\b(?:is|are|was|were|looks?|seems?|sounds?|as|being|'s)\b", said, re.I))


def _leaves_open(said: str) -> bool:
    """ "neither side had stated a position", "there was no official confirmation": told of silence, not of the matter."""
    head = said[:160]
    return bool(word_pattern("refusals", "lacking").search(head)) or bool(
        re.search(r"\b(?:neither|nobody|no one|none)\b.{0,60}\b(?:stated|commented|confirmed|verified|responded|claimed|said|denied)\b", head, re.I))


def _is_party(speaker: str, said: str) -> bool:
    """A speaker who tells of its own: "its ship", "our soldiers", or its own name again."""
    if re.match(r"\W*(?:its|his|her|their|our|we|it|they|he|she)\b", said, re.I):
        return True
    names = set(re.findall(r"[A-Z][\w'-]{3,}", speaker.split(",")[0]))
    return bool(names & set(re.findall(r"[A-Z][\w'-]{3,}", said)))


def _modality(cue: Cue | None, said: str, sentence: str) -> Modality:
    if sentence.rstrip("\"”’' ").endswith("?") and (cue is None or said.rstrip("\"”’' ").endswith("?")):
        return "question"
    if re.match(r"\W*(?:whether|if)\b", said, re.I) or (cue is not None and re.match(r"(?:asked|wondered|questioned)", cue.text, re.I)):
        return "question" if re.match(r"\W*whether\b", said, re.I) else "conditional"
    if cue is None and re.match(r"\W*(?:if|should|were|had)\b.+,", sentence, re.I) and not re.match(r"\W*were\b.*\?", sentence):
        return "conditional"
    if re.search(r"(?:^|,\s*)(?:if (?!only)|unless |provided that |even if )", said, re.I):
        return "conditional"
    if cue is not None and cue.modality != "fact":
        return cue.modality
    if word_pattern("modality", "forecast").search(said):
        return "forecast"
    if re.search(r"\b(?:may|might|could|must) (?:not )?(?:have|be|also|still|even|now|\w+)\b", said, re.I) and not re.search(r"\bcould not\b|\bMay\b(?! (?:have|be))", said):
        return "estimate"
    return "estimate" if word_pattern("modality", "estimate").search(said.replace("May ", "")) else "fact"


def _likelihood(said: str, sentence: str, frame: _Frame) -> Likelihood | None:
    """The term in the content, or in the frame right before it ("it was highly likely that …")."""
    terms = likelihood_terms()
    found = likelihood_pattern().search(said)
    if found is None and frame.cue is not None:
        found = likelihood_pattern().search(sentence[: frame.start]) if frame.start else None
    if found is None:
        return None
    term = terms[re.sub(r"\s+", " ", found[0].lower())]
    where = sentence.find(found[0])
    if re.search(r"\bnot\s+$", sentence[max(0, where - 5) : where], re.I):
        return None
    return replace(term, term=found[0])


def _hedges(sentence: str, said: str, frame: _Frame, stance: Stance) -> tuple[str, ...]:
    found = [m[0] for key in ("adverbs", "adjectives", "phrases") for m in word_pattern("evidential", key).finditer(said)]
    if frame.cue is None or not frame.speakers:
        found += [m[0] for m in word_pattern("evidential", "phrases").finditer(sentence) if m[0] not in found]
    if frame.cue is not None and frame.cue.hedged:
        found.append(frame.cue.text)
    if frame.cue is not None and not frame.speakers and frame.cue.form == "verb" and stance == "affirm":
        found.append(frame.cue.text)
    return tuple(dict.fromkeys(found))


def _is_negative(said: str) -> bool:
    """Whether the content as a whole is a negative; a negation inside a later clause does not count."""
    head = re.split(r",\s|;\s|\bbecause\b|\balthough\b|\bbut\b|\bwhich\b|\bthat\b", said, maxsplit=1)[0]
    return bool(_NEGATIVE.search(_DOUBLE.sub("", head)))
