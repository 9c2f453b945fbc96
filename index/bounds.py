"""Owns the bounds of a search: which passages it may use, by date, publisher, handling mark and what they do."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Self

from corpus.errors import QuestionError
from corpus.values import HANDLING, as_date
from index.values import Against


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a search may use. A report without a date is outside any bound on that date."""

    published_by: date | None
    received_by: date | None
    publishers: frozenset[str] | None
    cleared: tuple[str, ...]
    """Handling marks that the reader may see, from the most open on."""
    against: Against = "no"
    """Only passages that do at least this to what others say."""

    @classmethod
    def of(
        cls,
        as_of: date | str | None = None,
        known_by: date | str | None = None,
        publishers: Iterable[str] | None = None,
        handling: str = "TLP:CLEAR",
        against: Against = "no",
    ) -> Self:
        """Bounds from what a caller gives. Raises QuestionError for a date or a mark that is none."""
        wanted = frozenset(publishers) if publishers is not None else None
        return cls(_day(as_of, "as-of"), _day(known_by, "known-by"), wanted, _cleared(handling), against)

    def allow(self, published: str | None, received: str | None, handling: str, publisher: str) -> bool:
        """Whether a report with these ISO dates, this mark and publisher is inside."""
        for told, bound in ((published, self.published_by), (received, self.received_by)):
            if bound is not None and (told is None or told > bound.isoformat()):
                return False
        return handling in self.cleared and (self.publishers is None or publisher in self.publishers)


def _day(value: date | str | None, clock: str) -> date | None:
    try:
        return as_date(value)
    except ValueError:
        raise QuestionError(f"{value!r} is not a date; write the {clock} date as YYYY-MM-DD") from None


def _cleared(handling: str) -> tuple[str, ...]:
    """The marks that a reader cleared for this one may see."""
    if handling not in HANDLING:
        raise QuestionError(f"{handling!r} is not one of {', '.join(HANDLING)}")
    return HANDLING[: HANDLING.index(handling) + 1]
