"""Owns answers made of several: each part answered or declined by itself, within the words of one answer."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import TypeVar

from assistant.values import Answer, Basis, Premise, Statement

_Value = TypeVar("_Value")

WORDS = 130
"""Words of a joined answer before details, shared by its parts; each part shows one statement at least."""
_NOTHING = Basis("1", "nothing in the reports held answers this part")


def joined(question: str, as_of: date | None, parts: Sequence[Answer]) -> Answer:
    """The parts as one answer: declined only where every part is."""
    told = [part for part in parts if not part.declined]
    if not told:
        return replace(parts[0], question=question, as_of=as_of, reason=_reasons(parts), premise=_premises(parts))
    pieces = [_shown(part, max(1, WORDS // len(parts))) for part in parts]
    shown = _each_once([s for first, _ in pieces for s in first])
    details = _each_once([s for _, rest in pieces for s in rest], but=shown)
    through = [part.corpus_through for part in told if part.corpus_through is not None]
    return replace(
        told[0],
        question=question,
        as_of=as_of,
        corpus_through=max(through, default=None),
        reason=None,
        support=sum(part.support for part in parts) / len(parts),
        premise=_premises(parts),
        statements=tuple(shown),
        details=tuple(details),
        conflicts=_unique([c for part in told for c in part.conflicts]),
        corrections=_unique([c for part in told for c in part.corrections]),
        claims=tuple(dict.fromkeys(claim for part in told for claim in part.claims)),
        notes=tuple(dict.fromkeys(note for part in parts for note in part.notes)),
    )


def _shown(part: Answer, words: int) -> tuple[list[Statement], list[Statement]]:
    """What is shown of a part, and what waits in the details; a declined part is said in one line."""
    if part.declined:
        return [Statement(part.reason or "", "unknown", "not in the reports held", _NOTHING, ())], []
    used, count = 0, 0
    for statement in part.statements:
        used += len(statement.text.split())
        if count and used > words:
            break
        count += 1
    return list(part.statements[:count]), [*part.statements[count:], *part.details]


def _each_once(statements: Sequence[Statement], but: Sequence[Statement] = ()) -> list[Statement]:
    """Without what says the same words again."""
    known = {s.text for s in but}
    return [s for s in {s.text: s for s in statements}.values() if s.text not in known]


def _premises(parts: Sequence[Answer]) -> tuple[Premise, ...]:
    return _unique([premise for part in parts for premise in part.premise])


def _unique(values: Sequence[_Value]) -> tuple[_Value, ...]:
    found: list[_Value] = []
    for value in values:
        if value not in found:
            found.append(value)
    return tuple(found)


def _reasons(parts: Sequence[Answer]) -> str:
    return " ".join(dict.fromkeys(part.reason for part in parts if part.reason))
