"""Owns false premises: what a question takes for granted, held against what the evidence gives."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.evidence import Evidence
from assistant.question import Question, Saying
from assistant.values import Premise
from assistant.wording import claim_clause, said_briefly
from corpus.values import Claim, Status

if TYPE_CHECKING:
    from index.opening import Index

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
        what = claim_clause(claim.text, index) if claim is not None else question.presumed
        made.append(
            Premise(
                question.presumed,
                status,
                f"The question takes for granted that {what}; this is {_LABEL[status]} in the reports held.",
            )
        )
    return tuple(made)


def saying_fault(
    saying: Saying, items: Sequence[Evidence], found: Sequence[Evidence], index: "Index"
) -> tuple[str, Evidence | None]:
    """(what is wrong with "S confirmed it" or "S denied it", what S did say); empty words where the evidence gives
    it."""
    theirs = [i for i in (*items, *found) if _speaks_for(saying, i, index) and (i in items or i.coverage >= 0.5)]
    if saying.act == "confirm":
        given = any(
            i.voice == "affirm"
            and i.scope == "same"
            and i.assertion.modality == "fact"
            and not i.assertion.likelihood
            and (
                i.assertion.stance == "acknowledge"
                or i.assertion.cue.lower().startswith(("confirm", "admit", "acknowledg", "verif", "conced", "announc"))
            )
            for i in theirs
        )
    else:
        given = any(i.voice == "deny" and i.scope == "same" for i in theirs)
    if given:
        return "", None
    opening = f"No report held says that {saying.speaker} {_past(saying.verb)} this."
    against = saying.act == "deny"
    own = next(
        (
            i
            for i in sorted(
                theirs,
                key=lambda i: (
                    against and i.voice != "deny",
                    i.scope == "different",
                    i.scope != "same",
                    i.voice == "none",
                    not i.assertion.likelihood,
                    -i.cited,
                    -round(i.coverage, 1),
                ),
            )
        ),
        None,
    )
    if own is None:
        return f"{opening} I found no statement by {saying.speaker} on it in the reports held.", None
    note = f" {own.note}" if own.note and own.scope != "same" else ""
    return f"{opening} What they do say: {said_briefly(own)}{note}", own


def _speaks_for(saying: Saying, item: Evidence, index: "Index") -> bool:
    if not item.assertion.speaker or item.assertion.attribution in {"anonymous", "social", "media"}:
        return False
    if saying.speaker.lower() in item.assertion.speaker.lower():
        return True
    theirs = {whole for key in index.names.ids(item.assertion.speaker) for whole in index.names.chain(key)}
    return bool(theirs & saying.speaker_ids)


def _past(verb: str) -> str:
    lower = verb.lower()
    if lower.endswith("ed") or lower in {"said"}:
        return lower
    if lower.endswith(("ies", "y")):
        return lower.removesuffix("ies").removesuffix("y") + "ied"
    base = lower.removesuffix("s")
    if base == "admit":
        return "admitted"
    return {"say": "said"}.get(base, base + ("d" if base.endswith("e") else "ed"))
