"""Owns a conversation as a value: its turns, and citation numbers that stay the same through all of them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Self

from assistant.values import SCHEMA, Answer, Citation, Turn

Place = tuple[str, int, int]
"""Report, start, end: two citations of one place share a number."""


def place(citation: Citation) -> Place:
    """Where a citation is read."""
    return citation.report, citation.start, citation.end


@dataclass(frozen=True, slots=True)
class Conversation:
    """Questions with their answers, oldest first."""

    turns: tuple[Turn, ...] = ()

    @classmethod
    def of(cls, answers: Iterable[Answer]) -> Self:
        """The conversation that some answers make, each under its own question."""
        return cls(tuple(Turn(answer.question, answer) for answer in answers))

    def then(self, question: str, answer: Answer) -> Self:
        """The conversation with one more turn; the numbers it has stay as they are."""
        return type(self)((*self.turns, Turn(question, answer)))

    def citations(self) -> tuple[Citation, ...]:
        """Every citation once, in the order it first appeared: a reader's [1], [2], … are places in this list."""
        found: dict[Place, Citation] = {}
        for turn in self.turns:
            for citation in turn.answer.citations():
                found.setdefault(place(citation), citation)
        return tuple(found.values())

    def numbers(self) -> dict[Place, int]:
        """A reader's number of each place: [3] is the same words in every turn, and new ones go on counting."""
        return {place(citation): number for number, citation in enumerate(self.citations(), 1)}

    def to_dict(self) -> dict[str, Any]:
        """JSON form: the turns as answers are exported, and the sources under their numbers."""
        return {
            "schema": SCHEMA,
            "turns": [{"question": turn.question, "answer": turn.answer.to_dict()} for turn in self.turns],
            "sources": [{"number": n, **citation.to_dict()} for n, citation in enumerate(self.citations(), 1)],
        }
