"""Owns findings: what the evidence gives for one question."""

from dataclasses import dataclass, field

from assistant.answerability import Answerability, read_weights
from assistant.evidence import Evidence
from assistant.figures import Figure
from assistant.question import Question
from assistant.values import Basis, Conflict, CorrectionShown, Premise
from assistant.weighing.filling import Filled
from corpus.values import Claim, Status

ANSWERS = read_weights().answers
"""Least support at which a question is answered; fitted on public questions, see `eval/benchmarks/fitting.py`."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What the evidence gives for one question."""

    question: Question
    status: Status
    basis: Basis
    evidence: tuple[Evidence, ...]
    """What bears on the matter."""
    asked: tuple[Evidence, ...] = ()
    """Of that, what fills the slot the question asks for."""
    claim: Claim | None = None
    flagged: bool = False
    """Later evidence is weaker than the register's entry: an editor should look."""
    figures: tuple[Figure, ...] = ()
    replaced: tuple[Figure, ...] = ()
    conflicts: tuple[Conflict, ...] = ()
    corrections: tuple[CorrectionShown, ...] = ()
    premises: tuple[Premise, ...] = ()
    support: float = 0.0
    nearest: Evidence | None = None
    claims: tuple[str, ...] = ()
    found: tuple[Evidence, ...] = ()
    """All that was found, whether or not it bears on the matter."""
    filled: Filled | None = None
    """What fills the asked slot, word for word."""
    answerability: Answerability = field(default=Answerability())
    """How well the sentences found answer, which does best, and what speaks against it."""
