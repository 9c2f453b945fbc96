"""Owns what kind of source a speaker is, told by the head of the speaker's words.

A name puts a person on record, and so does "the" with one role. Whoever is counted, plural or "a …" stays unnamed: a
named source may confirm a claim, so nobody becomes one by a doubtful reading.
"""

import re
from functools import cache

from index.assertions.cues import cue_file, word_pattern
from index.assertions.naming import (
    POSSESSED,
    described_and_name,
    determined,
    head_phrase,
    is_body,
    kind_at_end,
    name_in,
    places,
)
from index.assertions.uncertainty import is_crowd
from index.assertions.values import Attribution

_POINTERS = frozenset(
    "he she it they we i you who which this that these those his her its their him them one q a former latter "
    "first second third".split()
)
_PARTITIVE = re.compile(
    r"(?:a |the )?(?:one|two|three|four|five|several|some|many|most|dozens|hundreds|scores|number|group|handful|"
    r"majority|couple|members?|part|half) of\b",
    re.I,
)
_AGENT = re.compile(r"(?:ologist|ician)$")
_FORMER = re.compile(r"\b(?:former|ex|ex-\w+|retired|one-time|disgraced|late|acting chief)\b", re.I)
_STORY = re.compile(
    r"(?:(?:this|that|its|the|these|those|such|(?:several|earlier|previous|local|media|news|press))\s+)*"
    r"(?:reports?|pages?|story|stories|articles?|accounts?|copy|dispatch)",
    re.I,
)
"""A story that is handed on, and no document on record."""
_ARTICLE = re.compile(r"(?:the )?(?:article|section|paragraph|clause|chapter) \d", re.I)
_CLAUSE = re.compile(r"(?:who|whom|whose|which|that|where|when|in|at|on|with|from|after|speaking|citing)\b", re.I)
_NAMED: frozenset[Attribution] = frozenset({"named_org", "named_official", "named_person"})


def attribution_of(speaker: str) -> Attribution:
    """What kind of source the words of a speaker describe."""
    if not speaker:
        return "none"
    if speaker.lower().removeprefix("the ") in _POINTERS:
        return "anonymous"
    if speaker.startswith("@"):
        return "social"
    if (
        word_pattern("sources", "unnaming").search(speaker.split(", which ")[0])
        or _PARTITIVE.match(speaker)
        or is_crowd(speaker)
    ):
        return "anonymous"  # "critics of Anna Berg" hold a name, and are nobody
    parts = [part for part in re.split(r",\s+", speaker) if part.strip() and not _CLAUSE.match(part)] or [speaker]
    kinds = [_kind(part) for part in parts]
    if len(parts) > 1 and kinds[0] != "named_official":
        return _with_appositive(kinds, parts)
    return kinds[0]


def _with_appositive(kinds: list[Attribution], parts: list[str]) -> Attribution:
    """ "Ana Roa, the minister" and "the midwife on duty, Hawa Conteh": the name makes it a named one, the office an
    official."""
    named = [kind for part, kind in zip(parts, kinds, strict=True) if name_in(part)]
    if not named or kinds[0] not in _NAMED | {"anonymous"} or not _NAMED.intersection(named):
        return kinds[0]
    official = "named_official" in kinds or any(_is_office(part) for part in parts if not name_in(part))
    return "named_official" if official else "named_person"


def _is_office(part: str) -> bool:
    """Whether a description gives a public office: "the ministry spokesman", "a senior official"."""
    head = head_phrase(part)
    if kind_at_end(head) == "spokespeople":
        return _of_state(part)
    last = head.lower().split()[-1]
    return last in cue_file("sources")["official"] and _office(part, determined(head)[1]) == "named_official"


def _of_state(phrase: str) -> bool:
    """Whether an office that companies have too is a state's, as far as the words beside it tell."""
    return not word_pattern("sources", "private").search(phrase)


def _kind(phrase: str) -> Attribution:
    """The kind of one phrase without its appositives."""
    phrase = re.sub(r"\s*\([^)]*\)?", "", phrase.strip())
    phrase = re.split(r"\s+(?:and|nor|or)\s+(?=(?:the|an?|its|his|her|their)\b)", phrase)[0]
    if (pair := re.match(r"(\S.*?) and [A-Z]", phrase)) and (first := _kind(pair[1])) in {"media", "named_org"}:
        return first  # "Coast Post and Harbour News"
    if word_pattern("sources", "agencies").fullmatch(re.sub(r"^the\s+", "", phrase, flags=re.I)):
        return "media"
    head = head_phrase(phrase)
    if kind_at_end(phrase) == "anonymous" and re.search(r"[A-Z][\w-]* [a-z]+$", phrase):
        return "anonymous"  # "University of Oslo researchers"
    if kind_at_end(head) == "spokespeople":
        return _spoken_for(phrase, head)
    if _STORY.fullmatch(head):
        return "media"
    if _ARTICLE.match(phrase):
        return "document"
    determiner, rest = determined(head)
    described, name = described_and_name(rest)
    if name:
        return _named(phrase, described, name, determiner)
    return _unnamed(phrase, rest, determiner)


def _named(phrase: str, described: str, name: str, determiner: str) -> Attribution:
    kind = kind_at_end(described)
    if kind == "organisation":
        return "media" if re.fullmatch(r"(?:\S+ )?agency", described, re.I) and determiner == "the" else "named_org"
    if kind in {"media", "social", "document"}:
        return "media" if kind == "media" else "social" if kind == "social" else "document"
    if kind in {"official", "spokespeople"}:
        return _office(phrase, described)
    if kind == "anonymous" and described.lower().split()[-1] in cue_file("sources")["official"]:
        return "named_official"
    if kind in {"anonymous", "person"} or (described and not is_body(name)):
        return "named_person"
    if is_body(name):
        return "media" if word_pattern("sources", "agencies").fullmatch(name) else "named_org"
    if determiner == "a":
        return "anonymous"  # "a Luxembourg"
    return "named_org" if determiner == "the" else "named_person"


def _office(phrase: str, described: str) -> Attribution:
    """An official, unless the office is one that a company or a club has, or was held once."""
    if _FORMER.search(phrase):
        return "named_person"
    lower = described.lower()
    title = next((word for word in cue_file("sources")["shared"] if lower.endswith(str(word))), "")
    private = bool(title) and not _of_state(phrase)
    if title in cue_file("sources")["mostly_private"]:
        private = not word_pattern("sources", "public").search(phrase) and not _mentions_state(phrase)
    return "named_person" if private else "named_official"


def _mentions_state(phrase: str) -> bool:
    words = re.findall(r"[\w-]+", re.sub(r"['’]s\b", "", phrase))
    return any(word.lower() in places() or re.fullmatch(r"[A-Z]{2,5}", word) for word in words)


def _unnamed(phrase: str, words: str, determiner: str) -> Attribution:
    kind, indefinite = kind_at_end(words), determiner == "a"
    if (
        not kind
        and determiner == "the"
        and (outlet := kind_at_end(" ".join(words.split()[:-1]))) in {"media", "social"}
    ):
        return "media" if outlet == "media" else "social"  # "the site harbourwatch"
    if kind in {"media", "social", "document"}:
        owner = POSSESSED.match(head_phrase(phrase))
        if kind == "social" and owner and _kind(owner[1]) == "named_official":
            return "named_official"  # the mayor's own channel is the mayor
        return "media" if kind == "media" else "social" if kind == "social" else "document"
    if kind == "organisation":
        plural = bool(re.search(r"(?:[^s]s|ies)$", words, re.I)) and words.lower().split()[-1] not in _collective()
        return "anonymous" if indefinite or (plural and not determiner) else "named_org"
    if indefinite or kind == "anonymous":
        return "anonymous"
    last = words.lower().split()[-1] if words.split() else ""
    if kind == "official":
        return _office(phrase, words)
    if kind == "person" or (determiner == "the" and _AGENT.search(last)):
        near = determiner in {"his", "owner"} and last in cue_file("sources")["beside"]
        return "anonymous" if near or determiner == "his" else "named_person"
    return "anonymous"


@cache
def _collective() -> frozenset[str]:
    return frozenset(cue_file("sources")["collective"])


def _spoken_for(phrase: str, head: str) -> Attribution:
    """ "A spokeswoman for the fund" speaks for the fund; "a spokesman" for nobody in particular."""
    for_whom = re.search(r"\b(?:for|of|at|from)\s+(.+)$", phrase)
    if for_whom:
        return "named_org" if _kind(for_whom[1]) in _NAMED else "anonymous"
    determiner, rest = determined(head)
    body = " ".join(rest.split()[:-1])
    plural = head.lower().endswith(("people", "men"))
    if determiner in {"the", "owner"} or (not determiner and not plural):
        return "named_org"
    speaks = kind_at_end(body) == "organisation" or any(word.lower() in places() for word in (body, *body.split()[-1:]))
    return "named_org" if body and speaks and not plural else "anonymous"
