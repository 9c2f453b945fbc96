"""Owns what a question takes for granted: each thing as the words of a statement, the innermost first."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from assistant.question.clauses import Parts, presuming
from assistant.question.sayings import plain_past, read_saying, saying_of
from assistant.question.values import Presumption
from index.assertions.language import parse

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

    from index.opening import Index

MAIN = "the main clause of the question"
_STILL = "a word of lasting"
_FEWEST = 2
"""Terms that a statement has at least: less is not checkable."""
_POINTING = re.compile(r"\b(?:it|this|that|they|them|he|she|him|her|these|those|so)\b", re.I)
_OPEN = re.compile(r"\b(?:whether|if|anyone|anybody|somebody|someone|who|what|which)\b", re.I)
"""Signs that words put no one thing forward."""
_NOBODY = re.compile(r"\b(?:nobody|no one|none|nothing|never|not|no)\b|n['’]t\b", re.I)
_DEFINITE = re.compile(r"\b(?:the|those|these)\b", re.I)
_LASTING = re.compile(r"\b(?:still|continu\w+ to|keeps?|kept|keep on)\b\s*", re.I)


def presumptions(taken: Parts, index: "Index") -> tuple[Presumption, ...]:
    """Everything that a question takes for granted, each once."""
    found: dict[str, Presumption] = {}
    for made in _read(taken, index):
        key = made.text.lower()
        if made.text and key not in found and (made.saying or len(set(index.terms(made.text))) >= _FEWEST):
            found[key] = made
    return tuple(found.values())


def _read(taken: Parts, index: "Index") -> Iterator[Presumption]:
    asked = taken.asked
    for clause in taken.settled:
        yield from _attributed(clause.text, index)
        yield from _inside(clause.text, index)
        if _says_something(clause.text):
            yield _stated(clause.text, clause.trigger, index)
    yield from _attributed(asked, index)
    yield from _inside(asked, index)
    yield from _late(asked, index)
    yield from _lasting(asked, index)
    yield from _main(asked, index)


def _stated(text: str, trigger: str, index: "Index") -> Presumption:
    """A statement as a presumption, with the act of speech that it tells of, where it tells of one."""
    return Presumption(text, trigger, saying_of(text, index))


def _says_something(text: str) -> bool:
    """Whether words have a verb with somebody who does it."""
    return any(token.dep_ in {"nsubj", "nsubjpass", "csubj", "expl"} for token in _doc(text))


# What stands inside other words


def _inside(text: str, index: "Index") -> Iterator[Presumption]:
    yield from _nouns(text, index)
    yield from _settled(text)
    yield from _described(text)
    if any(re.search(pattern, text, re.I) for pattern in presuming()["asking"]):
        return
    for pattern in presuming()["embedding"]:
        if (found := re.search(pattern, text, re.I)) and not _NOBODY.search(found["what"]):
            yield _stated(found["what"].strip(" ?."), "a verb under which it is taken to be true", index)
    if found := re.search(presuming()["settling"], text, re.I):
        yield Presumption(found["what"].strip(" ?."), "a thing called settled", settled=found["word"].lower())


def _nouns(text: str, index: "Index") -> Iterator[Presumption]:
    """ "Its confirmation of the deaths": that it confirmed the deaths."""
    if not _speech_nouns().search(text):
        return  # the parser takes a second to load, which a cold question feels
    for noun in _doc(text):
        verb = presuming()["acts"].get(noun.lemma_.lower())
        who = _whose(noun) if verb else ""
        if not verb or not who:
            continue
        what = _content(noun)
        saying = read_saying(who, verb, what, index)
        yield Presumption(f"{who} {verb} {what}".strip(), "a noun of an act of speech", saying)


@cache
def _speech_nouns() -> re.Pattern[str]:
    return re.compile("|".join(rf"\b{noun.removesuffix('y')}" for noun in presuming()["acts"]), re.I)


def _whose(noun: "Token") -> str:
    """Who does what a noun names: its possessor, or who stands behind "by" and "from"."""
    for child in noun.children:
        if child.dep_ == "poss":
            if child.pos_ != "PRON":
                return _text([t for t in child.subtree if t.dep_ != "case"])
            subject = next((t for t in noun.doc if t.dep_ in {"nsubj", "nsubjpass"} and t.i < noun.i), None)
            return _text(subject.subtree) if subject is not None and subject.pos_ != "PRON" else ""
        if child.dep_ == "prep" and child.lower_ in {"by", "from"}:
            return _text(t for inner in child.children if inner.dep_ == "pobj" for t in inner.subtree)
    return ""


def _content(noun: "Token") -> str:
    """What a noun of speech is about: behind "of", "about" or "that"."""
    for child in noun.children:
        if child.i > noun.i and (
            child.dep_ in {"acl", "ccomp", "relcl"} or child.lower_ in {"of", "about", "to", "for"}
        ):
            return re.sub(r"^(?:of|about|that)\s+", "", _text(child.subtree), flags=re.I)
    return ""


def _settled(text: str) -> Iterator[Presumption]:
    """ "The confirmed deaths": that the deaths are confirmed."""
    if found := re.search(presuming()["settled"], text, re.I):
        what = re.sub(r"\s+(?:come|came|be|so late)\b.*$", "", found["what"], flags=re.I).strip(" ?.")
        yield Presumption(what, "a thing called settled", settled=found["word"].lower())


def _described(text: str) -> Iterator[Presumption]:
    """ "The two generals who were captured": that two generals were captured."""
    if not _DEFINITE.search(text):
        return
    for noun in _doc(text):
        if noun.pos_ not in {"NOUN", "PROPN"} or not any(c.lower_ in {"the", "those", "these"} for c in noun.children):
            continue
        for clause in noun.children:
            if clause.i > noun.i and (told := _told_of(noun, clause)):
                yield Presumption(told, "a definite description")


def _told_of(noun: "Token", clause: "Token") -> str:
    """What a relative clause or participle tells of its noun; empty where the noun is not the one who does it."""
    left = [t for t in noun.subtree if t.i <= noun.i and t.lower_ not in {"the", "those", "these"}]
    words = [t for t in clause.subtree if t.i > noun.i]
    if clause.dep_ == "relcl":
        pronoun = next((c for c in clause.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
        if pronoun is None or pronoun.lower_ not in {"who", "that", "which"}:
            return ""
        return f"{_text(left)} {_text(t for t in words if t != pronoun)}"
    if clause.dep_ == "acl" and clause.tag_ == "VBN":
        return f"{_text(left)} {'were' if noun.tag_.endswith('S') else 'was'} {_text(words)}"
    return ""


# What the question itself goes on from


def _main(asked: str, index: "Index") -> Iterator[Presumption]:
    """The main clause of a why-, when-, where- or how-question."""
    if found := re.search(presuming()["how_come"], asked, re.I):
        yield _stated(found["what"], MAIN, index)
        return
    found = re.search(presuming()["main"], asked, re.I)
    if found is None or _OPEN.match(found["what"]):
        return
    what, still = _LASTING.sub("", found["what"]), bool(_LASTING.search(found["what"]))
    saying = saying_of(f"{found['aux']} {what}", index)
    before = what[: what.find(saying.verb)] if saying else what
    negative = bool(found["not"] or _NOBODY.search(before))
    if saying is not None:
        known = replace(saying, never=negative, still=still)
        yield Presumption(_in_order(found["aux"], what, negative), MAIN, known)
    elif not negative:
        yield Presumption(_in_order(found["aux"], what, False), MAIN)


def _lasting(asked: str, index: "Index") -> Iterator[Presumption]:
    """ "Is S still denying it?": that S denies it to this day."""
    if re.match(r"^(?:is|are|does|do|has|have)\b", asked, re.I) and _LASTING.search(asked):
        saying = saying_of(_LASTING.sub("", asked), index)
        if saying is not None:
            yield Presumption(f"{saying.speaker} {plain_past(saying.verb)} it", _STILL, replace(saying, still=True))


def _in_order(aux: str, what: str, negative: bool) -> str:
    """ "did the driver fall asleep" as "the driver did fall asleep"; "did" goes where the verb can bear the past."""
    what = re.sub(r"\s+", " ", what).strip(" ?.")
    doc = _doc(f"{aux} {what}")
    subject = next((t for t in doc if t.dep_ in {"nsubj", "nsubjpass", "expl"} and t.i > 0), None)
    if subject is None:
        participle = next((t for t in doc if t.i > 1 and t.tag_ in {"VBN", "VBD"}), None)
        if participle is None or aux.lower() not in {"is", "are", "was", "were", "has", "have", "had"}:
            return what
        return f"{doc[1 : participle.i].text} {aux.lower()} {doc[participle.i :].text}"
    end = max((t.i for t in subject.subtree if t.i > 0), default=subject.i)
    if end + 1 >= len(doc):  # "were forty people killed": the participle was taken for a part of its noun
        end = next((t.i - 1 for t in doc if t.i > subject.i and t.tag_ in {"VBN", "VBD", "VB"}), len(doc))
    if end + 1 >= len(doc):
        return what
    rest = doc[end + 1 :].text
    if aux.lower() == "did" and not negative and doc[end + 1].tag_ in {"VB", "VBP"}:
        return f"{doc[1 : end + 1].text} {plain_past(doc[end + 1].text)}{rest[len(doc[end + 1].text) :]}"
    return f"{doc[1 : end + 1].text} {aux.lower()} {'not ' if negative else ''}{rest}"


def _late(asked: str, index: "Index") -> Iterator[Presumption]:
    """ "Why did S take so long to admit P?": that S admitted P."""
    for pattern in presuming()["late"]:
        if found := re.search(pattern, asked, re.I):
            saying = read_saying(found["who"], found["verb"], found["what"], index)
            text = f"{found['who']} {plain_past(found['verb'])} {found['what']}"
            yield Presumption(text, "a late act of speech", saying)


def _attributed(asked: str, index: "Index") -> Iterator[Presumption]:
    """ "As S confirmed, …": that S confirmed it."""
    for pattern in presuming()["attributed"]:
        if found := re.search(pattern, asked, re.I):
            what = (found.groupdict().get("what") or asked[: found.start()]).strip(" ,.?")
            saying = read_saying(found["who"], found["verb"], what, index)
            if saying is not None:
                yield Presumption(f"{found['who']} {found['verb']} that {what}", "words given for somebody's", saying)
                return


@lru_cache(maxsize=512)
def _doc(text: str) -> "Doc":
    return next(iter(parse([text])))


def _text(tokens: "object") -> str:
    """Tokens of one stretch as they stand."""
    return "".join(t.text_with_ws for t in tokens).strip()  # type: ignore[attr-defined]
