"""Owns the value of the product: who says what, with which stance and strength, and exactly where it can be read."""

from dataclasses import dataclass, field
from datetime import date
from typing import Literal

Stance = Literal["affirm", "deny", "dismiss", "no_comment", "acknowledge", "retract"]
Modality = Literal["fact", "estimate", "forecast", "conditional", "question"]
Attribution = Literal["named_official", "named_org", "named_person", "anonymous", "media", "social", "document", "none"]


@dataclass(frozen=True, slots=True)
class Likelihood:
    """A likelihood word as the source used it, with a range in per cent."""

    term: str
    low: int
    high: int
    table: str
    """`ICD 203`, `UK yardstick`, or `ours` where no standard has the term."""


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number as a range with what it counts: "more than 20 soldiers killed" is 21 and up, soldiers, killed."""

    low: float
    high: float
    unit: str
    counts: str
    text: str
    start: int
    """Offset of the number in the report's text."""
    part: bool = False
    """A part of a larger number named beside it ("more than 20, including six officers")."""


@dataclass(frozen=True, slots=True)
class Window:
    """The days that some words name, first and last; both None where nobody can tell without guessing."""

    start: date | None
    end: date | None
    text: str
    consistent: bool = True
    """False where weekday and date disagree ("Friday, 3 October"); the date is kept."""

    @property
    def resolved(self) -> bool:
        """Whether the days are known."""
        return self.start is not None

    def holds(self, day: date) -> bool:
        """Whether a day lies in it."""
        return self.start is not None and self.end is not None and self.start <= day <= self.end


@dataclass(frozen=True, slots=True)
class Assertion:
    """One thing asserted. Offsets are code points in the report's text; `frame` is the whole sentence around the
    content."""

    report: str
    start: int
    end: int
    frame_start: int
    frame_end: int
    text: str
    frame: str
    speakers: tuple[str, ...]
    """As written, outermost first; empty where the report speaks in its own voice."""
    cue: str
    stance: Stance
    modality: Modality
    likelihood: Likelihood | None
    attribution: Attribution
    said_on: date | None = None
    hedges: tuple[str, ...] = ()
    """Words by which the text itself does not vouch for it: alleged, reportedly, unconfirmed."""
    negated: bool = False
    """The content is a negative: "had not yet fought"."""
    about: str = ""
    """What pointing words stand for ("denied the report"): the text they point back to, from the same report."""
    quantities: tuple[Quantity, ...] = field(default=())
    people: tuple[str, ...] = ()
    """Persons named inside the content."""
    when: tuple[Window, ...] = ()
    """The days that the content names: when it happened, not when it was said."""

    @property
    def id(self) -> str:
        """`coastdaily-2023-05-02@120`: readable, and unique inside an index together with the stance."""
        return f"{self.report}@{self.start}"

    @property
    def speaker(self) -> str:
        """The innermost speaker: whose words they are. Empty for the report's own voice."""
        return self.speakers[-1] if self.speakers else ""


@dataclass(frozen=True, slots=True)
class Text:
    """A text to be read, with what its assertions are recorded under."""

    text: str
    report: str = ""
    title: str = ""
    """What pointing words in its first sentences may stand for; never read itself."""
    published: date | None = None
