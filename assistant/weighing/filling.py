"""Owns what fills the asked slot of a question: the reports' own words for it, and whether they can all hold."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.conflicts import told_by
from assistant.evidence import Evidence, citation
from assistant.question import Question
from assistant.spans import Filler, Slot, agree, clashing, fillers, is_plain, slot_of
from assistant.values import Basis, Conflict, Side, assertion_key
from corpus.values import Status

PLAIN = 0.6
"""Least score at which a span answers by itself: the sentence may have few of the question's words."""
_KINDS = frozenset({"who", "when", "where", "what", "how_many"})
_LEAST = 0.35
"""Support that a plainly filled slot gives, before how plainly counts."""


@dataclass(frozen=True, slots=True)
class Filled:
    """The fillers of a slot by what they say: each group agrees in itself."""

    slot: Slot
    groups: tuple[tuple[Filler, ...], ...]
    clashing: tuple[Filler, ...] = ()

    @property
    def fillers(self) -> tuple[Filler, ...]:
        """All of them, one of each group first, so that no side of a clash is shown late."""
        longest = max(map(len, self.groups), default=0)
        return tuple(group[n] for n in range(longest) for group in self.groups if n < len(group))

    @property
    def support(self) -> float:
        """How well the best of them answers, 0 where none does."""
        best = max((f.score for f in self.fillers), default=0.0)
        return _LEAST + (1 - _LEAST) * best * 0.5 if best >= PLAIN and is_plain(self.slot) else 0.0

    def clashes(self, item: Evidence) -> bool:
        """Whether this sentence holds a side of a clash."""
        return any(f.item.report.id == item.report.id and _inside(f, item) for f in self.clashing)


def filled_slot(question: Question, found: Sequence[Evidence]) -> Filled | None:
    """The slot of a question with what fills it; None where it asks for none, or for who said or denied something."""
    if question.kind not in _KINDS or question.stance or question.saying is not None or question.counts:
        return None
    slot = slot_of(question.standalone)
    if slot is None:
        return None
    read = fillers(slot, [item for item in found if item.voice != "none" and item.assertion.stance == "affirm"])
    groups: list[list[Filler]] = []
    for filler in read:
        home = next((g for g in groups if agree(slot, g[0], filler)), None)
        if home is None:
            groups.append([filler])
        else:
            home.append(filler)
    return Filled(slot, tuple(map(tuple, groups)), tuple(clashing(slot, read)))


def led_by(filled: Filled | None, usable: Sequence[Evidence]) -> list[Evidence]:
    """The sentences that hold the asked span first, those that name the thing before the others; then the rest."""
    if filled is None:
        return list(usable)
    plain = is_plain(filled.slot)
    heads = [f.item for f in filled.fillers if (plain and f.score >= PLAIN) or any(_inside(f, u) for u in usable)]
    named = {id(f.item) for f in filled.fillers if f.is_named}
    heads.sort(key=lambda item: id(item) not in named)
    return [*heads, *(u for u in usable if not any(_inside(f, u) for f in filled.fillers))]


def fillers_conflict(filled: Filled | None, about: str) -> Conflict | None:
    """The answers that cannot both hold, each with all who give it."""
    if filled is None or not filled.clashing:
        return None
    sides = []
    for group in filled.groups:
        held = [f for f in group if f in filled.clashing]
        if held:
            who = ", ".join(dict.fromkeys(told_by(f.item) for f in held))
            sides.append(Side(f"{who}: {held[0].text}", tuple(citation(f.item) for f in held)))
    return Conflict(about, tuple(sides)) if len(sides) > 1 else None


def clash_basis(filled: Filled) -> tuple[Status, Basis]:
    """Rule 4: values for one slot that cannot both hold."""
    items = [f.item for f in filled.clashing]
    return "disputed", Basis(
        "4",
        "the reports give different answers to this, which cannot both hold",
        tuple(assertion_key(i.assertion) for i in items),
        len({i.origin for i in items if i.origin}),
        len({i.report.publisher or i.report.id for i in items}),
    )


def _inside(filler: Filler, item: Evidence) -> bool:
    same = filler.item.report.id == item.report.id
    return same and item.assertion.frame_start <= filler.start and filler.end <= item.assertion.frame_end
