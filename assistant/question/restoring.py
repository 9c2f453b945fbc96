"""Owns putting back what a pronoun stands for: "he", "it", "there", as far as one reading alone fits."""

import re
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from assistant.dates import days_in
from assistant.question.exchanging import WHEN
from assistant.question.moves import Line, moves
from assistant.question.pointing import Before, persons, place
from assistant.question.values import Followed

if TYPE_CHECKING:
    from index.opening import Index

_LONG = 12
"""Words from which on a question says itself what "it" is."""
_THING = 7
"""Most words of a subject that "it" is put back as."""
_OF_THE_MATTER = frozenset(
    "happen happened occur occurred true confirmed denied reported known said case real so place took".split()
)
"""Words that are asked of a matter, and not of a thing in it."""
_SMALL = frozenset(
    "the and was were has have had been did does for from with when where why how who what now yet then ever".split()
)
_THE_THING = re.compile(r"(?:the|a|an) [\w-]+(?= \w+ed\b|$)", re.I)
_IDENTITY = re.compile(r"(?:was|is) (?:it|that|this) (?:an? |the )?\w+(?: \w+)?[?!. ]*", re.I)
"""\"Was it arson?\": a cause is asked for, and no thing that was named."""
_NUMBERS = {"a": 1, "one": 1, "two": 2, "three": 3, "four": 4}
_WHICH = "Whom does the question mean: {names}? Ask again with the name."
_NOBODY = "I cannot tell whom “{word}” means here. Ask again with the name."


def pronouns(line: Line) -> Followed | None:
    """A question with "he", "it", "there" or "then" in it, with what they stand for in their place."""
    typed = line.bare
    if len(typed.split()) > _LONG:
        return None
    line = replace(line, bare=_on_the_day(line))
    made = line.bare
    if (found := re.search(moves()["persons"], line.bare, re.I)) and not _named_earlier(
        line.bare[: found.start()], line.index
    ):
        who = person(found[0], line.before, line.index)
        if isinstance(who, Followed):
            return who
        owned = "’s" if found[0].lower() in {"his", "hers"} or re.match(r"her\s+\w", line.bare[found.start() :]) else ""
        made = f"{line.bare[: found.start()]}{who}{owned}{line.bare[found.end() :]}"
    elif (found := re.search(moves()["places"], line.bare, re.I)) and (where := place(line.before, line.index)):
        made = f"{line.bare[: found.start()]}in {where}{line.bare[found.end() :]}"
    elif _IDENTITY.fullmatch(line.bare):
        named = _named_besides(line)
        made = f"{line.bare.rstrip(' ?!.')}: {named}?" if named else line.bare
    elif re.search(r"\b(?:they|them)\b", line.bare, re.I) and (named := _named_besides(line)):
        made = f"{line.bare.rstrip(' ?!.')}: {named}?"
    elif (found := re.search(moves()["matter"], line.bare, re.I)) and not re.search(
        moves()["not_the_matter"], line.bare, re.I
    ):
        if _named_earlier(line.bare[: found.start()], line.index) and found.end() < len(line.bare.rstrip(" ?!.")) - 12:
            return None  # "has the yard said when it opens": it is the yard
        made = _with_matter(found, line)
    return Followed(made, "follow_up") if made != typed else None


def _on_the_day(line: Line) -> str:
    """ "A week later" and "that day" as the day they are, where the question before has one."""
    found, days = re.search(moves()["times"], line.bare, re.I), days_in(line.before.text)
    if found is None or not days:
        return line.bare
    told = {name.rstrip("234"): value.lower() for name, value in found.groupdict().items() if value}
    step = {"day": 1, "week": 7}.get(told.get("unit", ""), 0)
    many = _NUMBERS.get(told.get("many", ""), 1) * (-1 if told.get("way") in {"before", "earlier"} else 1)
    day = days[-1] + timedelta(days=step * many)
    return f"{line.bare[: found.start()]}on {day.day} {day:%B %Y}{line.bare[found.end() :]}"


def _named_besides(line: Line) -> str:
    """The names and the day of the question before that this one does not have: whom "they" are somewhere among."""
    held = line.index.names.ids(line.bare)
    text = line.before.text
    found = [text[n.start : n.end] for n in line.index.names.find(text) if n.id not in held]
    day = WHEN.search(text)
    return ", ".join(dict.fromkeys([*found, *([day[0]] if day is not None and not WHEN.search(line.bare) else [])]))


def _with_matter(found: re.Match[str], line: Line) -> str:
    """The matter in the place of the word, or of the noun phrase the word stands before: "that strike"."""
    bare, before = line.bare, line.before
    noun = re.match(r"\s+(?!happen|occur|tak|was|is|were|are|did|has|have|had|will|in|on|at|by|to|from|with|and|or)"
                    r"(?P<noun>[a-z]+s?)\b", bare[found.end() :])  # fmt: skip
    if found[0].lower() in {"that", "this", "those", "these"} and noun is not None:
        end = found.end() + noun.end()
        return f"{bare[: found.start()]}the {noun['noun']}{bare[end:].rstrip(' ?!.')}: {before.topic}?"
    return f"{bare[: found.start()]}{_thing(bare[found.end() :], found[0], line)}{bare[found.end() :]}"


def _thing(rest: str, word: str, line: Line) -> str:
    """What "it" is: the thing that was asked about, where something else is now asked of it; else the whole matter."""
    before = line.before
    if word.lower() != "it" or not [
        w for w in re.findall(r"[a-z]{3,}", rest.lower()) if w not in _OF_THE_MATTER and w not in _SMALL
    ]:
        return before.topic
    named = next(iter(line.index.names.find(before.topic)), None)
    if named is not None and len(before.topic[: named.end].split()) <= _THING:
        return before.topic[: named.end]
    found = _THE_THING.match(before.topic)
    return found[0] if found else before.topic


def _named_earlier(text: str, index: "Index") -> bool:
    return bool(index.names.find(text))


def person(word: str, before: Before, index: "Index") -> "str | Followed":
    found = persons(before, index)
    if len(found) == 1:
        return found[0]
    line = _WHICH.format(names=" or ".join(found[:4])) if found else _NOBODY.format(word=word)
    return Followed(before.text, "unclear", reply=line, matter=before.matter)
