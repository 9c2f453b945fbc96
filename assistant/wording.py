"""Owns how one assertion is put into a sentence: attribution first, the source's own words, the range beside its
word."""

import re
from datetime import date
from typing import TYPE_CHECKING

from assistant.evidence import Evidence
from index.assertions.cues import likelihood_pattern
from index.assertions.values import Likelihood

if TYPE_CHECKING:
    from index.opening import Index

_POINTER = re.compile(
    r"^(?:(?:Its|Their|His|Her) [a-z][\w-]+|He|She|It|They|(?:The|That|This) [a-z][\w-]+(?: itself)?)\b(?=\s)"
)
_ACCORDING_POINTER = re.compile(r"According to (?:the|that|this|those|these) [\w-]+(?= |,)")
_ACCORDING_BEHIND = re.compile(r"^(?P<what>.+?),?\s+according to (?P<who>[^,.]+?)[.]?$", re.S)
_LOWERED = frozenset(
    "a an the this that these those some several many more at least about around up over nearly almost no none "
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty thirty forty fifty dozens hundreds "
    "thousands soldiers officers troops reports there it its their his her one all both most few engineers "
    "casualties combat people workers".split()
)


def long_day(day: date) -> str:
    """`4 October 2024`."""
    return f"{day.day} {day:%B %Y}"


def sentence(item: Evidence) -> str:
    """The assertion as one sentence of an answer, with speaker, publisher and date in it."""
    text = re.sub(r"\s+", " ", item.assertion.frame).strip()
    text = _attributed(item, text)
    text = with_range(text, item.assertion.likelihood)
    return _dated(item, text)


def with_range(text: str, likelihood: Likelihood | None) -> str:
    """The range printed beside its word: a reader agrees with the standard twice as often as with the word alone."""
    if likelihood is None:
        return text
    found = next((m for m in likelihood_pattern().finditer(text) if m[0].lower() == likelihood.term.lower()), None)
    if found is None:
        return text
    end = found.end()
    while end < len(text) and text[end] in "\"”’'":
        end += 1
    return f"{text[:end]} ({range_text(likelihood)}){text[end:]}"


def range_text(likelihood: Likelihood) -> str:
    """ "our mapping: 80–95 %": no speaker of a report has said which table they use, so the mapping is always ours."""
    return f"our mapping: {likelihood.low}–{likelihood.high} %"


def claim_clause(text: str, index: "Index | None" = None) -> str:
    """A claim's text as it stands behind "that": no full stop, and its first word small unless it is a name."""
    clause = text.strip().rstrip(".")
    first = clause.split(" ", 1)[0]
    named = index is not None and any(n.start == 0 for n in index.names.find(clause))
    if first.lower() in _LOWERED and not named:
        return clause[0].lower() + clause[1:]
    return clause


def publisher_name(item: Evidence) -> str:
    """The publisher's name as people write it, or the report's title or id where it has none."""
    short = next((alias for alias in item.publisher.aliases if re.fullmatch(r"[A-Z]{3,5}", alias)), "")
    return (
        short
        or item.publisher.name
        or (f"the report “{item.report.title}”" if item.report.title else f"report {item.report.id}")
    )


def _attributed(item: Evidence, text: str) -> str:
    speakers = item.assertion.speakers
    if not speakers:
        return text if _publisher_in(text, item) else f"{_capital(publisher_name(item))} reported: {text}"
    if found := _ACCORDING_BEHIND.match(text):
        text = f"According to {found['who'].strip()}, {_small(found['what'])}."
    return (
        text
        if _mentions(text, speakers[-1])
        else _with_speaker(text, speakers[-1] if len(speakers) == 1 else speakers[0])
    )


def _with_speaker(text: str, full: str) -> str:
    """A sentence that only points at its speaker, with the speaker's name put in the place of the pointing words."""
    if _mentions(text, full):
        return text
    if behind := _ACCORDING_POINTER.match(text):
        return f"According to {full}{text[behind.end() :]}"
    if pointer := _POINTER.match(text):
        return _capital(full) + text[pointer.end() :]
    if surname := _surname(text, full):
        name = _person(full, surname)
        return re.sub(rf"\b{re.escape(surname)}\b(?![\w-]| [A-Z])", lambda _: name, text, count=1)
    return f"According to {_small(full)}: {text}"


def _dated(item: Evidence, text: str) -> str:
    day = item.report.published
    needs_name = not _publisher_in(text, item) and bool(item.assertion.speakers)
    needs_day = day is not None and not re.search(rf"\b{day.day} {day:%B}\b", text)
    inside = ", ".join(([publisher_name(item)] if needs_name else []) + ([long_day(day)] if needs_day and day else []))
    if not inside:
        return text
    body = text.rstrip()
    end = body[-1] if body[-1] in ".!?" else "."
    return f"{body.rstrip('.!?')} ({inside}){end}" if end != "." or body.endswith(".") else f"{body} ({inside})."


def _mentions(text: str, name: str) -> bool:
    return bool(name) and name.lower().removeprefix("the ") in text.lower()


def _surname(text: str, full: str) -> str:
    """The one word of a full name by which the sentence calls its speaker, where it does."""
    words = re.findall(r"[A-Z][\w'’]{2,}(?:-\w+)?", full.split(",")[-1] if re.search(r",\s*[A-Z]", full) else full)
    return next((w for w in words if re.search(rf"\b{re.escape(w)}\b(?![\w-]| [A-Z])", text)), "")


def _person(full: str, surname: str) -> str:
    """The person's name alone out of "the minister, A B"."""
    parts = [part.strip() for part in full.split(",") if surname in part]
    name = (
        re.search(rf"(?:[A-Z][\w'’.-]+ )*\b{re.escape(surname)}\b(?:[ -][A-Z][\w'’-]+|-\w+)*", parts[0])
        if parts
        else None
    )
    return name[0] if name else full


def _publisher_in(text: str, item: Evidence) -> bool:
    return any(_mentions(text, name) for name in (item.publisher.name, *item.publisher.aliases))


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def _small(text: str) -> str:
    first = text.split(" ", 1)[0]
    return text[:1].lower() + text[1:] if first.lower() in _LOWERED else text
