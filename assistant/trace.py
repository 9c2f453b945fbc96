"""Owns what a trace is made of: how one answer came about, from the words of the question to what the gate let
through."""

from dataclasses import asdict, dataclass
from typing import Any, Literal

from assistant.values import Answer

Outcome = Literal["kept", "mended", "left out", "not shown"]


@dataclass(frozen=True, slots=True)
class Understood:
    """A question as it was read."""

    standalone: str
    """With what a follow-up leaves out put back."""
    kind: str
    topic: str
    """The words that evidence was looked for by."""
    as_of: str | None
    as_of_from: str
    """Where the as-of date is from; empty where there is none."""
    known_by: str | None
    handling: str
    """Reports marked above it were not read."""
    publishers: tuple[str, ...]
    """Only theirs were read; empty where all were."""
    names: dict[str, str]
    """Id → name of all that is named."""
    counts: str
    presumed: str
    """What the question takes for granted."""
    speech: str
    """The act of speech it asks about."""
    stance: str
    move: str
    """What it does in its conversation."""
    notes: tuple[str, ...]
    """How it was read, where that is not what it says."""


@dataclass(frozen=True, slots=True)
class Retrieved:
    """A passage that was read, and why: its places in the rankings, 1 the best; None below those that were read."""

    passage: str
    title: str
    words: int | None
    vectors: int | None
    fused: int | None
    assertions: int
    """How many assertions of it were read."""
    turning: bool
    """It denies, takes back or admits something: such passages are read whatever crowds them."""


@dataclass(frozen=True, slots=True)
class Considered:
    """An assertion that was read, with its side, or with why it was left out."""

    assertion: str
    said: str
    speaker: str
    publisher: str
    side: str
    scope: str
    origin: str
    modality: str
    fits: float
    """How well it fits the question, 0 to 1."""
    left_out: str


@dataclass(frozen=True, slots=True)
class ClaimTried:
    """A claim of the register that the question may be about."""

    id: str
    text: str
    match: float
    leads: bool


@dataclass(frozen=True, slots=True)
class RuleTried:
    """A rule of the decision list. The first that fires decides."""

    number: str
    status: str
    fired: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """How the evidence was weighed."""

    claims: tuple[ClaimTried, ...]
    match_needed: float
    rules: tuple[RuleTried, ...]
    rule: str
    status: str
    why: str
    set_by: str
    conflicts: tuple[str, ...]
    support: float
    support_needed: float


@dataclass(frozen=True, slots=True)
class Checked:
    """A drafted sentence after the gate."""

    text: str
    outcome: Outcome
    faults: tuple[str, ...]
    put: str
    """What stands in its place, where it was mended."""


@dataclass(frozen=True, slots=True)
class Part:
    """One thing that was asked, from its words to its answer."""

    understood: Understood
    retrieved: tuple[Retrieved, ...]
    evidence: tuple[Considered, ...]
    weighed: Weighed | None
    """None where nothing was asked of the reports."""
    gate: tuple[Checked, ...]
    declined: str
    """Why nothing is stated; empty where something is."""


@dataclass(frozen=True, slots=True)
class Trace:
    """An answer with how it came about: one part for each thing that was asked."""

    answer: Answer
    parts: tuple[Part, ...]

    def to_dict(self) -> dict[str, Any]:
        """The answer as JSON, schema 1, with the parts under `trace`."""
        return {**self.answer.to_dict(), "trace": [asdict(part) for part in self.parts]}
