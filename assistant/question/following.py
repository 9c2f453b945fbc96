"""Owns follow-ups: what a move of a conversation does, and the question it asks with what it leaves out put back."""

import re
from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING

from assistant.question.asking_on import ask_on, base
from assistant.question.exchanging import WHEN, exchanged, replaced
from assistant.question.forms import kind_of, neutral
from assistant.question.moves import Line, bare_of, fits, moves
from assistant.question.pointing import Before
from assistant.question.values import Followed, Move
from assistant.values import Turn

if TYPE_CHECKING:
    from index.opening import Index

_OF_THE_MATTER: frozenset[Move] = frozenset({"known", "changed", "before", "sure"})
"""Moves that ask about the matter itself, and not about who said or denied it."""
_OWN_CLAIM = 3
"""New words from which on pressure brings a claim of its own, and is asked as that."""


def follow(text: str, history: Sequence[Turn], index: "Index") -> Followed:
    """What a question asks where it stands in a conversation. Only the turn before is read, however many there were."""
    bare = bare_of(text)
    if reply := _courtesy(text) or _courtesy(bare):
        return Followed(_kept(history), "courtesy", reply=reply, matter=history[-1].answer.matter if history else "")
    if not history or not _kept(history):
        empty = _about_the_answer(bare) or (_pushes(bare) and len(bare.split()) <= 4)
        nothing = empty and not index.names.ids(text)
        return Followed("", "unclear", reply=moves()["nothing_yet"]) if nothing else Followed(text)
    line = Line(text, bare, Before.of(history[-1], index), history, index)
    for move in (_other_side, _meta, _pushback, _correction, ask_on):
        if (found := move(line)) is not None:
            return found
    return Followed(text)


def _kept(history: Sequence[Turn]) -> str:
    """What the conversation is about, past lines that ask nothing; empty where nothing was asked yet."""
    if not history:
        return ""
    last = history[-1]
    return last.answer.understood or (last.question if last.answer.asks else "")


def _courtesy(text: str) -> str:
    for kind in moves()["courtesy"].values():
        if any(fits(pattern, text) for pattern in kind["says"]):
            return str(kind["line"])
    return ""


def _about_the_answer(bare: str) -> Move | None:
    for move, patterns in moves()["about_the_answer"].items():
        if any(fits(pattern, bare) for pattern in patterns):
            return move  # type: ignore[no-any-return]
    return None


def _other_side(line: Line) -> Followed | None:
    if not fits(moves()["other_side"], line.bare):
        return None
    return Followed(f"Who denied {line.before.topic}?", "follow_up")


# Questions about the answer


def _meta(line: Line) -> Followed | None:
    move = _about_the_answer(line.bare)
    if move is None:
        return None
    if move == "other":
        return _other(line.before, line.history, line.index)
    if move == "why":
        return _why(line.before)
    asked = line.before.matter if move in _OF_THE_MATTER else line.before.text
    return Followed(asked, move, since=_bound_day(line.history) if move == "changed" else None)


def _bound_day(history: Sequence[Turn]) -> date | None:
    """ "Then": the last as-of date of the conversation."""
    return next((turn.answer.as_of for turn in reversed(history) if turn.answer.as_of is not None), None)


def _why(before: Before) -> Followed:
    """ "Why?" of a matter that stands asks for its reason; of any other it asks for the reason of the label."""
    stands = before.answer.statements and before.answer.statements[0].status in {"confirmed", "reported"}
    if not stands or before.kind not in {"yes_no", "when", "where"} or before.saying is not None:
        return Followed(before.text, "label")
    aux = before.auxiliary
    return Followed(f"Why {aux} {before.whole}?", "why")


def _other(before: Before, history: Sequence[Turn], index: "Index") -> Followed:
    """The other of two: the claim that the answer touched besides, or the question before this one."""
    others = before.answer.claims[1:]
    if len(others) == 1 and others[0] in index.claims:
        return Followed(index.claims[others[0]].text, "follow_up")
    if len(history) > 1:
        earlier = Before.of(history[-2], index)
        if earlier.text != before.text:
            return Followed(earlier.text, "follow_up")
    return Followed(
        before.text,
        "unclear",
        matter=before.matter,
        reply="I cannot tell which other one is meant. Ask again with its name.",
    )


# Doubt and pressure


def _pushes(bare: str) -> bool:
    return any(fits(pattern, bare) or fits(pattern, neutral(bare)) for pattern in moves()["pushback"])


def _pushback(line: Line) -> Followed | None:
    said = neutral(line.bare)
    told = kind_of(said) == "statement" or not said
    if told and (found := _pointed(said, line.before, line.index)) is not None:
        return found
    if not (_pushes(line.bare) or _pushes(line.typed)) or _claims_more(said, line.before, line.index):
        return None
    return Followed(line.before.matter, "pushback")


def _pointed(said: str, before: Before, index: "Index") -> Followed | None:
    """Pressure that points to a speaker or an outlet: whether it did say so is asked of the reports."""
    for pattern in moves()["pointers"]:
        found = re.search(pattern, said.rstrip(" .!?"), re.I)
        if found is None or re.match(moves()["nobody"], found["who"].strip(), re.I):
            continue
        if _own_content(found.groupdict().get("what") or "", before, index):
            continue
        who = _known(re.sub(r"\s+(?:in|on|last|this|yesterday|today|back)\b.*$", "", found["who"].strip()), index)
        known = index.names.ids(who)
        theirs = _speaks(who, before)
        if not (known or theirs or "verb" not in found.groupdict() or who[0].isupper() or who.startswith("the ")):
            continue
        outlet = bool(known) and all(index.names.kind.get(key) == "publisher" for key in known)
        if outlet or not (known or theirs):
            return Followed(before.matter, "pointed" if known else "pushback", pointed=who)  # an outlet, or nobody held
        verb = found.groupdict().get("verb") or _verb_of(found[0])
        asked = f"Did {who} {base(verb)} that {before.topic}?"
        return Followed(asked, "pointed", pointed=who, matter=before.matter)
    return None


def _speaks(who: str, before: Before) -> bool:
    """Whether somebody described so, "the mayor", is quoted in the answer before."""
    words = set(re.findall(r"\w+", who.lower())) - {"the"}
    said = (set(re.findall(r"\w+", c.speaker.lower())) for c in before.answer.citations())
    return bool(words) and any(words <= speaker for speaker in said)


def _own_content(what: str, before: Before, index: "Index") -> bool:
    """Whether more than the matter before, and when, is said to have been said."""
    new = set(index.terms(WHEN.sub(" ", what))) - set(index.terms(before.text))
    return len({word for word in new if not word.startswith("@")} - {"happen", "true"}) >= _OWN_CLAIM


def _verb_of(phrase: str) -> str:
    found = re.search(r"\b(confirmed|verified|admitted|denied|announced|published)\s+by\b", phrase, re.I)
    return found[1] if found else "reported"


def _known(who: str, index: "Index") -> str:
    """The speaker as written, or in capitals where only that is a name: "who" is WHO."""
    name = re.sub(r"^(?:the|both|even)\s+", "", who, flags=re.I)
    if index.names.ids(who) or not index.names.ids(name.upper()):
        return who
    return name.upper()


def _claims_more(said: str, before: Before, index: "Index") -> bool:
    """Whether pressure brings a claim of its own, and does not only press the matter before."""
    if not re.search(moves()["holds_that"], said, re.I) or re.search(moves()["pressed_on"], said, re.I):
        return False
    new = set(index.terms(said)) - set(index.terms(before.text))
    return len(new) >= _OWN_CLAIM or any(word.startswith("@") for word in new)


# Corrections


def _correction(line: Line) -> Followed | None:
    if kind_of(line.bare.rstrip("? ")) not in {"statement", "what"}:
        return None
    for pattern in moves()["correction"]:
        found = fits(pattern, line.bare)
        if found is None:
            continue
        new = re.sub(r"^(?:the one |that |about )", "", found["new"].strip(), flags=re.I)
        old = (found.groupdict().get("old") or "").strip()
        if kind_of(new) != "statement":
            return Followed(new, "correction")  # a whole question in the place of the one line.before
        made = (replaced(line.before.text, old, new) if old else "") or exchanged(line.before.text, new, line.index)
        if not made:
            made = f"{line.before.text.rstrip(' ?.!')}, {new}?"
        return Followed(made, "correction")
    return None
