"""Owns acts of speech that a question is about: "did S confirm, deny or say P"."""

import re
from datetime import date, timedelta
from typing import TYPE_CHECKING

from assistant.question.forms import forms
from assistant.question.values import Act, Saying
from index.assertions.language import parse
from index.assertions.times import read_windows
from index.assertions.values import Window

if TYPE_CHECKING:
    from index.opening import Index


_OBJECT = re.compile(r"(?<!\bof)(?<!\bfor)(?<!\bin)(?<!\bat)(?<!\bon)\s(?:the|a|an|its|his|her|their|this)\s", re.I)
"""The start of a second noun phrase: "the school hide the asbestos report" is no speaker and an act of reporting."""
_BETWEEN = (
    "has|have|had|is|are|was|were|did|does|officially|publicly|ever|already|really|actually|finally|later|also|still|now|"
    "again|first|openly|never|not|yet"
)
_PASSIVE = re.compile(r"\b(?:is|are|was|were)\b", re.I)
_ASKING = r"^(?:(?:why|when|how|did|does|do|has|have|had|was|were|is|that|who|what|where|still)\s+)+"
_NOBODY = re.compile(
    r"\b(?:who|what|which|anyone|anybody|somebody|and|but|since|because|if|after|when|been|given|that|it|they|he|she)\b",
    re.I,
)
_WHEN = re.compile(
    r"\s*(?P<when>(?:back |as early as |early |late )?(?P<word>in|on|during|by|before|until|after|since)\s+"
    r"(?P<day>[\w, ]{3,40}?))\s+(?=that\b|whether\b)",
    re.I,
)
_SPEAKER = 3
"""Words of a speaker who is written neither as a name nor with an article: "police", "union officials"."""
_PASTS = {
    "say": "said", "tell": "told", "admit": "admitted", "put": "put", "fall": "fell", "win": "won", "steal": "stole",
    "withdraw": "withdrew", "resign": "resigned", "begin": "began", "break": "broke", "take": "took", "give": "gave",
    "come": "came", "go": "went", "become": "became", "get": "got", "make": "made", "lose": "lost", "send": "sent",
    "leave": "left", "sink": "sank", "shoot": "shot", "buy": "bought", "sell": "sold", "fight": "fought",
    "stop": "stopped",
    "find": "found", "know": "knew", "hit": "hit", "cut": "cut", "let": "let", "run": "ran", "see": "saw",
    "spend": "spent",
    "build": "built", "hold": "held", "keep": "kept", "pay": "paid", "rise": "rose", "speak": "spoke", "write": "wrote",
    "meet": "met", "refer": "referred", "occur": "occurred", "ban": "banned", "plan": "planned", "burn": "burned",
    "do": "did", "have": "had", "feel": "felt", "hear": "heard", "lead": "led", "bring": "brought", "choose": "chose",
    "drop": "dropped", "grow": "grew", "fly": "flew", "fail": "failed", "set": "set", "shut": "shut", "split": "split",
}  # fmt: skip
"""Irregular verbs that news is full of; all others end in -ed."""


def saying_of(text: str, index: "Index") -> Saying | None:
    """ "(did) S confirm/deny/say P": the first such act that the words name."""
    found = [(match, act) for act in forms()["acts"] if (match := _act(text, act)) is not None]
    if not found:
        return None
    match, act = min(found, key=lambda pair: pair[0].start("verb"))
    who = re.sub(_ASKING, "", match["who"], flags=re.I).strip()
    if any(re.fullmatch(rf"(?:{verbs})\W*", who, re.I) for verbs in forms()["acts"].values()):
        return None  # "Confirmed. Confirmed." names nobody
    if not who or _NOBODY.search(who) or _OBJECT.search(who) or not _is_verb(text, match.start("verb")):
        return None
    asking = text[: match.start("verb")][: text[: match.start("verb")].rfind(who)]
    passive = _PASSIVE.search(match["between"]) or re.search(r"\b(?:is|are|was|were)\s*$", asking, re.I)
    if passive and not match["verb"].lower().endswith("ing"):
        return None  # "the combat was not confirmed" names nobody who did not
    ids = _narrowest(index.names.ids(who), index)
    if not (ids or who[0].isupper() or who.lower().startswith("the ") or len(who.split()) <= _SPEAKER):
        return None
    within, what = _dated(match["what"])
    return Saying(who, ids, match["verb"], act, _that(what), within=within)


def _narrowest(ids: set[str], index: "Index") -> frozenset[str]:
    """Without what another of them is part of: a country's commission is not the country."""
    wholes = {whole for key in ids for whole in index.names.chain(key)[1:]}
    return frozenset(ids - wholes)


def speaker_alone(text: str, index: "Index") -> Saying | None:
    """Nothing but the name of somebody who may speak ("Roa?") asks for what they said."""
    bare = text.strip(" ?.!")
    found = index.names.find(bare)
    if len(found) != 1 or (found[0].start, found[0].end) != (0, len(bare)) or index.names.kind[found[0].id] == "place":
        return None
    return Saying(bare, frozenset({found[0].id}), "said", "say", "")


def _act(text: str, act: str) -> re.Match[str] | None:
    """The first words that may be such an act; a verb is written small: "the United States" states nothing."""
    return re.search(
        r"(?:^|\b(?:did|does|do|has|have|had|is|was|that|why|when|how|since|because)\s+)"
        r"(?P<who>(?:the\s+)?[\w.’'-]+(?:\s+[\w.’'-]+){0,5}?)\s+"
        rf"(?P<between>(?:(?:{_BETWEEN})\s+)*)(?P<verb>(?-i:(?=[a-z]))(?:{forms()['acts'][act]}))\b\s*(?P<what>.*)$",
        text,
        re.I,
    )


def _is_verb(text: str, at: int) -> bool:
    """Whether the word there is a verb: "the asbestos report" is no act of reporting."""
    return any(token.idx == at and token.pos_ in {"VERB", "AUX"} for token in next(iter(parse([text]))))


def read_saying(
    who: str, verb: str, what: str, index: "Index", *, never: bool = False, still: bool = False
) -> Saying | None:
    """An act of speech out of its parts; None where the verb is of no such act."""
    act: Act | None = next((a for a, verbs in forms()["acts"].items() if re.fullmatch(verbs, verb, re.I)), None)
    if act is None or not who:
        return None
    within, what = _dated(what)
    return Saying(who, frozenset(index.names.ids(who)), verb, act, _that(what), never, still, within)


def _dated(what: str) -> tuple[Window | None, str]:
    """The days right behind the verb, which date the act, and what was said: "in 2023 that the bridge fell"."""
    found = _WHEN.match(what)
    window = next((w for w in read_windows(f"in {found['day']}") if w.start and w.end), None) if found else None
    if found is None or window is None or window.start is None or window.end is None:
        return None, what
    first, last, word = window.start, window.end, found["word"].lower()
    if word in {"before", "until"}:
        first, last = date.min, first - timedelta(days=1)
    elif word == "by":
        first = date.min
    elif word == "after":
        first, last = last + timedelta(days=1), date.max
    elif word == "since":
        last = date.max
    return Window(first, last, found["when"]), what[found.end() :]


def _that(content: str) -> str:
    return content.strip(" ?.")


def plain_past(verb: str) -> str:
    """A verb's past: "confirm" and "confirms" as "confirmed", "say" as "said"."""
    lower = verb.lower()
    if lower.endswith("ing"):  # "denying", "admitting", "acknowledging"
        base = lower[:-3].removesuffix("t") if lower.endswith("tting") else lower[:-3]
        lower = base + ("e" if base[-1] in "gdv" else "")
    if lower.endswith("ed") or lower in _PASTS.values():
        return lower
    base = lower if lower in _PASTS or lower.endswith("ss") else lower.removesuffix("s")
    if base in _PASTS:
        return _PASTS[base]
    if lower.endswith(("ies", "y")) and not lower.endswith(("ay", "ey", "oy")):
        return lower.removesuffix("ies").removesuffix("y") + "ied"
    return base + ("d" if base.endswith("e") else "ed")
