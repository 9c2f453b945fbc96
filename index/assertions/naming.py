"""Owns the parts of a speaker's words: determiner, description, name, and the list its head word is in."""

import re
from functools import cache

from index.assertions.cues import cue_file, word_pattern

_INDEFINITE = re.compile(
    r"(?:an?|one|another|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|some|several|many|most|few|other|various|numerous|"
    r"dozens|hundreds|scores|\d[\d,.]*|at least|more than|up to|about|no|any|each|every)\s+",
    re.I,
)
_DEFINITE = re.compile(r"(?:(?:the|this|that|these|those|both|neither|either|our)\s+)+(?:(?:two|three|four)\s+)?", re.I)
_OWNED = re.compile(r"(?:his|her|its|their|my|your)\s+", re.I)
POSSESSED = re.compile(r"^(.+)(?:['’]s|s['’])\s+(\S.*)$")
_TAIL = re.compile(
    r"\s+(?:of|for|in|at|from|on|who|whom|whose|which|that|with|to|by|near|inside|outside|behind|under|among|around|within|"
    r"across|opposite|said|seen|close|familiar|briefed|based|working|named|called|published|quoted|issued|"
    r"signed|released|written|it|he|she|they)(?=\s)"
)
_MINISTER_OF = re.compile(
    r"((?:\S+ ){0,4}\S+) (?:of|for) (?:the )?[A-Z][\w-]*(?: and [A-Z][\w-]*)? ([A-Z][\w.-]+ [A-Z]\S+)"
)
"""A name behind the whole office: "Secretary of State Ana Roa"."""
_TITLE = re.compile(r"^(?:Mr|Mrs|Ms|Dr|Sir|Dame|Prof|Rev|Hon|Lt|Col|Gen|Maj|Capt|Sgt|Adm)\.?$", re.I)
_PARTICLE = frozenset("de da di du del della van von der den bin ibn al el la le and y of".split())
_KINDS = ("document", "media", "social", "organisation", "person", "official", "anonymous", "spokespeople")
"""Where one word is of two kinds, the later wins."""


def name_in(words: str) -> str:
    """The person's name at the end of a phrase ("captain Ruth Adeyemi"), or ""; not a body's, country's or outlet's."""
    _, rest = determined(head_phrase(words))
    described, name = described_and_name(rest)
    if not name or is_body(name) or kind_at_end(described) in {"organisation", "media", "social", "document"}:
        return ""
    return name if " " in name or described else ""


def described_name(words: str) -> str:
    """The name behind a description, whether a person's, a body's or an outlet's: "the channel Night Watch"."""
    return described_and_name(determined(head_phrase(words))[1])[1]


def kind_at_end(words: str) -> str:
    """The list of the data file that holds the last word or words of a phrase: the longest that fits."""
    pieces = words.lower().replace("’", "'").rstrip(" .'").split()
    if len(pieces) > 1 and words.split()[-1].istitle() and pieces[-1] in cue_file("sources")["media"]:
        return "media"  # "Coast Post" prints, "a post" is posted
    for first in range(max(len(pieces) - 3, 0), len(pieces)):
        if found := _lexicon().get(" ".join(pieces[first:])):
            return found
    one = re.sub(r"men$", "man", re.sub(r"ies$", "y", re.sub(r"(?<![s'])s$", "", pieces[-1]))) if pieces else ""
    found = _lexicon().get(one, "")
    return "anonymous" if found in {"person", "official", "spokespeople"} else found


@cache
def _lexicon() -> dict[str, str]:
    data = cue_file("sources")
    return {str(word).lower(): kind for kind in _KINDS for word in data[kind]}


def head_phrase(phrase: str) -> str:
    """The words up to the first preposition or relative clause: "chief", of "chief of staff at the bank"."""
    titled = _MINISTER_OF.fullmatch(phrase)
    if titled and kind_at_end(titled[1]) in {"official", "person"} and not kind_at_end(titled[2]):
        return f"{titled[1]} {titled[2]}"
    found = _TAIL.search(phrase, 1)
    return phrase[: found.start()] if found else phrase


def determined(head: str) -> tuple[str, str]:
    """How a head phrase is determined (the, a, his, a possessor, nothing), and the words behind that."""
    if owner := POSSESSED.match(head):
        return ("a" if _INDEFINITE.match(owner[1]) else "owner"), owner[2]
    for pattern, name in ((_INDEFINITE, "a"), (_DEFINITE, "the"), (_OWNED, "his")):
        if found := pattern.match(head):
            return name, head[found.end() :]
    return "", head


def described_and_name(words: str) -> tuple[str, str]:
    """A description and the name behind it: ("Police commissioner", "Lennart Dahl")."""
    tokens = words.split()
    first = len(tokens)
    for index, word in enumerate(tokens[:-1]):
        if (
            word.islower()
            and kind_at_end(word) in {"media", "social"}
            and all(t[:1].isupper() for t in tokens[index + 1 :])
        ):
            return " ".join(tokens[: index + 1]), " ".join(tokens[index + 1 :])  # "the website Daily News Group"
    while first and _may_name(tokens, first - 1):
        first -= 1
    while first < len(tokens) and (tokens[first].lower() in _PARTICLE or _TITLE.match(tokens[first])):
        first += 1  # a title describes, a particle begins no name
    return " ".join(tokens[:first]), " ".join(tokens[first:])


def _may_name(tokens: list[str], index: int) -> bool:
    word = tokens[index]
    if word.lower() in _PARTICLE:
        return 0 < index < len(tokens) - 1
    return word[:1].isupper() and not kind_at_end(word)


def is_body(name: str) -> bool:
    """Whether a name is a country's, a capital's, a body's or an acronym, as far as can be told without its story."""
    words = name.split()
    return (
        bool(word_pattern("sources", "bodies").search(name))
        or bool(word_pattern("sources", "agencies").fullmatch(name))
        or name.lower() in places()
        or words[0] in cue_file("sources")["body_names"]
        or (len(words) > 1 and words[0].lower() in places())
        or bool(re.fullmatch(r"[A-Z]{2,5}|[A-Z]\w*[a-z][A-Z]\w*|.*(?:\d|&).*", name))
        or any(kind_at_end(word) in {"organisation", "media"} for word in words)
    )


@cache
def places() -> frozenset[str]:
    from index.terms import countries_and_capitals  # here, for that module reads numbers with one of ours

    return countries_and_capitals()
