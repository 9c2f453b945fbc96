"""Owns short questions that go on with a matter: a name in another's place, "who denied it?", "did he say why?"."""

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from assistant.dates import as_of_in_words
from assistant.question.exchanging import WHEN, exchanged, fate_in, without_counts
from assistant.question.forms import kind_of
from assistant.question.moves import END, Line, fits, moves
from assistant.question.pointing import Before, speaker
from assistant.question.restoring import person, pronouns
from assistant.question.values import Followed

if TYPE_CHECKING:
    from index.opening import Index

_FRAGMENT = 5
"""Most words of a bare fragment, "the wounded?", that is no sentence of its own."""


def ask_on(line: Line) -> Followed | None:
    """A short question with what it leaves out put back; None where it stands alone."""
    undated = as_of_in_words(line.bare)[1]
    if not re.search(r"\w", undated) or re.fullmatch(rf"(?:and|but|so){END}", undated, re.I):
        return Followed(line.before.text, "follow_up")  # only another as-of date
    for way in (_dated, _instead, _also, _speech, _who, _bare_word, _counts, pronouns):
        if (found := way(replace(line, bare=undated))) is not None:
            return found
    return None


def base(verb: str) -> str:
    """ "said" → "say", "denied" → "deny": the form behind "did"."""
    lower = verb.lower()
    odd = {"said": "say", "says": "say", "told": "tell", "wrote": "write", "thought": "think", "knew": "know",
           "admitted": "admit", "admits": "admit"}  # fmt: skip
    if lower in odd:
        return odd[lower]
    if lower.endswith(("ied", "ies")):
        return f"{lower[:-3]}y"
    if lower.endswith("ed"):
        return lower[:-1] if lower.endswith(("nced", "nsed", "eged", "ged")) else lower[:-2]
    return lower.removesuffix("s") if not lower.endswith(("ss", "us")) else lower


def _dated(line: Line) -> Followed | None:
    """ "And in 2025?": the event's date where the question has one of its kind, else what was known by then."""
    found = fits(moves()["asks_on"]["dated"], line.bare)
    if found is None or not WHEN.fullmatch(found["when"].strip()):
        return None
    when, how = found["when"].strip(), (found["how"] or "").lower()
    if how in {"since", "after"}:
        return Followed(f"What happened {how} {when}: {line.before.topic}?", "follow_up")
    dates_event = line.before.answer.as_of is None and how not in {"as of", "as at", "by", "until", "before"}
    if dates_event and (swapped := exchanged(line.before.text, when, line.index)):
        return Followed(swapped, "follow_up")
    year = re.search(r"\b(?:19|20)\d\d\b", when)
    if year is None:
        day = line.before.answer.as_of or line.before.answer.corpus_through
        when = f"{when} {day.year}" if day is not None else when
    return Followed(f"As of {when}, {line.before.text}", "follow_up", dated=True)


def _instead(line: Line) -> Followed | None:
    """ "What about Lindau?", "and the wounded?", "Lindau?"."""
    asked = fits(moves()["asks_on"]["instead"], line.bare)
    if asked is None and not _is_fragment(line.bare, line.typed):
        return None
    new = (asked["new"] if asked else line.bare).strip(" ?.!,")
    if re.search(moves()["persons"], new, re.I) or re.fullmatch(moves()["matter"], new, re.I):
        return None
    if fate_in(new) and len(line.index.terms(new)) == 1 and line.before.kind != "how_many":
        return Followed(f"How many were {fate_in(new)}: {without_counts(line.before.topic)}?", "follow_up")
    if (
        line.before.saying is not None
        and (named := line.index.names.find(new))
        and _may_speak(named[-1].id, line.index)
    ):
        who = new[named[-1].start : named[-1].end]
        return Followed(line.before.text.replace(line.before.saying.speaker, who, 1), "follow_up")
    made = exchanged(line.before.text, new, line.index)
    if not made and line.index.names.ids(new) and not asked:
        made = f"{line.before.text.rstrip(' ?.!')}, {new}?"
    return Followed(made or f"What about {new}: {line.before.topic}?", "follow_up")


def _is_fragment(bare: str, typed: str) -> bool:
    """Whether it is a noun or a place alone: no verb that we know, and opened with "and" or put as a question."""
    words = re.findall(r"[\w’'-]+", bare)
    joined = bool(re.match(r"\W*(?:and|but|or|also)\b", typed, re.I))
    if not words or len(words) > (_FRAGMENT if joined else 3) or not (joined or typed.rstrip().endswith("?")):
        return False
    return kind_of(bare.rstrip("?!. ")) == "statement" and not re.search(
        r"\b(?:\w+ed|said|says?|den(?:y|ies)|is|are|was|were|did|does|has|have|will|can|happen\w*)\b(?<!wounded)(?<!injured)"
        r"(?<!killed)(?<!captured)(?<!retired)(?<!united)",
        bare,
        re.I,
    )


def _may_speak(key: str, index: "Index") -> bool:
    return index.names.kind.get(key) not in {"place", None}


def _also(line: Line) -> Followed | None:
    """ "Did Norway?", "has Oslo too?"."""
    found = fits(moves()["asks_on"]["also"], line.bare)
    if found is None:
        return None
    new = found["new"].strip()
    named = line.index.names.find(new)
    if len(named) != 1 or (named[0].start, named[0].end) != (0, len(new)):
        return None
    if line.before.saying is not None:
        return Followed(line.before.text.replace(line.before.saying.speaker, new, 1), "follow_up")
    made = exchanged(line.before.text, new, line.index)
    return Followed(made, "follow_up") if made else None


def _speech(line: Line) -> Followed | None:
    """ "What did Oslo say?", "did he say why?", "did they deny it?"."""
    found = fits(moves()["asks_on"]["speech"], line.bare)
    if found is None:
        return None
    who = _speaker(found["who"].strip(), line.before, line.index)
    if isinstance(who, Followed) or not who:
        return who or None
    opened = line.bare[: found.start("who")].strip()
    ends = re.search(r"\b(?:why|when|where|how)[?!. ]*$", line.bare, re.I)
    verb = base(found["verb"])
    topic = _without(who, line.before.topic)
    if ends is not None:
        tail = f"{ends[0].strip(' ?!.')} {topic}"
    elif re.match(r"what|how", opened, re.I) or verb in {"comment", "respond", "react"}:
        tail = f"about {topic}"
    else:
        tail = f"that {topic}"
    asked = f"{opened[:1].upper()}{opened[1:]} {who} {verb} {tail}?"
    return Followed(asked, "follow_up", matter=line.before.matter)


def _without(who: str, topic: str) -> str:
    """A matter without the one who is now the speaker."""
    return re.sub(rf"^{re.escape(who)}\s+(?:\w+\s+)?(?:about |that )?", "", topic, flags=re.I) or topic


def _speaker(word: str, before: Before, index: "Index") -> "str | Followed":
    """Who is meant: the name itself, or the one whom a pronoun fits; a line that asks where several fit."""
    if re.fullmatch(r"they|them", word, re.I):
        return speaker(before)
    if not re.fullmatch(r"he|she|him|her", word, re.I):
        return "" if re.match(r"(?:it|that|this|you|i|we|any\w*|some\w*|no one|nobody)\b", word, re.I) else word
    return person(word, before, index)


def _who(line: Line) -> Followed | None:
    """ "Who denied it?"."""
    found = fits(moves()["asks_on"]["who"], line.bare)
    if found is None:
        return None
    asked = f"{line.bare[: found.end('verb')]} {line.before.topic}?"
    return Followed(asked, "follow_up", matter=line.before.matter)


def _bare_word(line: Line) -> Followed | None:
    """ "When?", "where was it?"."""
    if fits(moves()["asks_on"]["bare"], line.bare) is None:
        return None
    word = re.match(r"how (?:many|much)|\w+", line.bare, re.I)
    assert word is not None  # noqa: S101 - the pattern begins with one
    link = f" {line.before.auxiliary}" if word[0].lower() in {"when", "where"} else ""
    return Followed(f"{word[0].capitalize()}{link} {line.before.whole}?", "follow_up")


def _counts(line: Line) -> Followed | None:
    """ "How many died?"."""
    if fits(moves()["asks_on"]["counts"], line.bare) is None or line.index.names.ids(line.bare):
        return None
    return Followed(f"{line.bare.rstrip(' ?!.')}: {without_counts(line.before.topic)}?", "follow_up")
