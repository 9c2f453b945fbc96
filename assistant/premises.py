"""Owns false premises: what a question takes for granted, held against what the evidence gives."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.claims import is_matter
from assistant.evidence import Evidence
from assistant.question import Question, Saying
from assistant.values import Premise
from assistant.wording import claim_clause, sentence
from corpus.values import Claim, Status

if TYPE_CHECKING:
    from index.opening import Index

_CONFIRMING = ("confirm", "admit", "acknowledg", "verif", "conced", "announc")
_GIVEN: frozenset[Status] = frozenset({"confirmed", "reported"})
_LABEL = {
    "disputed": "disputed",
    "unverified": "unverified",
    "assessed": "an assessment, not confirmed",
    "refuted": "refuted",
    "unknown": "not in any report held",
}


def read_premises(
    question: Question,
    status: Status,
    items: Sequence[Evidence],
    found: Sequence[Evidence],
    claim: Claim | None,
    index: "Index",
) -> tuple[Premise, ...]:
    """What the question presumes and the evidence does not give, each with what it does give."""
    if not question.presumed:
        return ()
    made = []
    saying = question.saying
    if (
        saying is not None
        and saying.act in {"confirm", "deny"}
        and (fault := saying_fault(saying, items, found, index)[0])
    ):
        made.append(Premise(question.presumed, status, fault))
    elif status not in _GIVEN and (items or claim is not None):
        if claim is not None and is_matter(claim):
            return tuple(made)
        what = f"that {claim_clause(claim.text, index)}" if claim is not None else f"“{question.presumed}”"
        made.append(
            Premise(
                question.presumed,
                status,
                f"The question takes for granted {what}; this is {_LABEL[status]} in the reports held.",
            )
        )
    return tuple(made)


def saying_fault(
    saying: Saying, items: Sequence[Evidence], found: Sequence[Evidence], index: "Index"
) -> tuple[str, Evidence | None]:
    """(what is wrong with "S confirmed it" or "S denied it", what S did say); empty words where the evidence gives
    it."""
    theirs = [i for i in (*items, *found) if speaks_for(saying, i, index) and (i in items or i.coverage >= 0.5)]
    if any(_gives(saying, item) for item in theirs):
        return "", None
    what = saying.content if 0 < len(saying.content.split()) <= 16 else "this"
    opening = f"I found no report that says that {saying.speaker} {_past(saying.verb)} {what}."
    own = min(theirs, key=lambda item: _distance(saying, item), default=None)
    if own is None:
        return f"{opening} Nor did I find a statement by {saying.speaker} on it.", None
    note = f" {own.note}" if own.note and own.scope != "same" else ""
    return f"{opening} What they do say: {sentence(own)}{note}", own


def _gives(saying: Saying, item: Evidence) -> bool:
    """Whether an assertion is the act of speech that was asked about."""
    match saying.act:
        case "confirm":
            a = item.assertion
            firm = item.voice == "affirm" and item.scope == "same" and a.modality == "fact" and a.likelihood is None
            openly = a.stance == "acknowledge" or a.cue.lower().startswith(_CONFIRMING)
            # What a party itself puts out, and an editor holds against the claim, needs no such verb.
            return firm and (openly or (item.cited > 0 and item.report.publisher in saying.speaker_ids))
        case "deny":
            return item.voice == "deny" and item.scope == "same"
        case _:
            return item.voice == "affirm" and item.scope in {"same", "narrower"}


def _distance(saying: Saying, item: Evidence) -> tuple[bool | int | float, ...]:
    """Order of what a speaker said instead: the asked side, the claim itself, a judgement, what the editor cites."""
    wrong_side = saying.act == "deny" and item.voice != "deny"
    return (
        wrong_side,
        item.scope == "different",
        item.scope != "same",
        item.voice == "none",
        item.assertion.likelihood is None,
        -item.cited,
        -round(item.coverage, 1),
    )


def speaks_for(saying: Saying, item: Evidence, index: "Index") -> bool:
    """Whether an assertion is the asked speaker's: by its words, its name, an office of it, or as its own publisher."""
    if item.assertion.attribution in {"anonymous", "social"} or item.relayed:
        return False
    if item.own_voice:
        return bool(set(index.names.chain(item.report.publisher)) & saying.speaker_ids)  # an agency for its state
    words = set(re.findall(r"\w+", saying.speaker.lower())) - {"the", "a", "an"}
    speaker = item.assertion.speaker.lower()
    if words and all(re.search(rf"\b{re.escape(word)}\b", speaker) for word in words):
        return True
    theirs = {whole for key in index.names.ids(item.assertion.speaker) for whole in index.names.chain(key)}
    return bool(theirs & saying.speaker_ids) or item.report.publisher in saying.speaker_ids


def _past(verb: str) -> str:
    lower = verb.lower()
    if lower in {"say", "says", "said"}:
        return "said"
    if lower.endswith("ed"):
        return lower
    if lower.endswith(("ies", "y")):
        return lower.removesuffix("ies").removesuffix("y") + "ied"
    base = lower.removesuffix("s")
    if base == "admit":
        return "admitted"
    return base + ("d" if base.endswith("e") else "ed")
