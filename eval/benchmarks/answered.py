"""Owns how well the product's own answers tell what an index answers from a near miss: support, declining, the span.

AUROC is the chance that a question with an answer has more support than one without; the answers are those of
`Assistant.answer`, with everything that stands between a question and a reader.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.stats import rankdata

from assistant import Answer, Assistant
from eval.benchmarks.intervals import Figure, Floats, resampled_items
from index.building import Progress

if TYPE_CHECKING:
    from eval.benchmarks.squad import Asked

SENTENCES = 2
"""Citations in which the answer has to stand: what a reader takes in first."""


@dataclass(frozen=True, slots=True)
class Answered:
    """A question with what the product made of it."""

    question: "Asked"
    support: float
    declined: bool
    span: bool
    """Whether an answer that people gave stands in the first two sentences cited."""


def measure(desk: Assistant, questions: Sequence["Asked"], progress: Progress) -> list[Answered]:
    """Each question answered."""
    made = []
    for number, question in enumerate(questions, 1):
        answer = desk.answer(question.text)
        made.append(Answered(question, answer.support, answer.declined, _holds(answer, question.answers)))
        progress("answering", number, len(questions))
    return made


def _holds(answer: Answer, golds: Sequence[str]) -> bool:
    quotes = dict.fromkeys(citation.quote for each in answer.statements for citation in each.citations)
    told = " ".join(list(quotes)[:SENTENCES]).lower()
    return any(gold.lower() in told for gold in golds)


def figures(made: Sequence[Answered], seed: int) -> tuple[Figure, ...]:
    """AUROC of support, balanced accuracy of declining, and how often the answer itself is shown; resampled by
    paragraph."""
    rows = np.array([[bool(m.question.answers), m.support, m.declined, m.span] for m in made], dtype=np.float64)
    groups = [m.question.paragraph for m in made]
    of = "questions, resampled by paragraph"

    def figure(name: str, value: Callable[[Floats], float], count: int, of: str = of) -> Figure:
        return resampled_items(name, rows.reshape(-1, 4), groups, value, count, of, seed)

    answerable = int(rows[:, 0].sum()) if len(rows) else 0
    return (
        figure("AUROC of support", _auroc, len(made)),
        figure("declining, balanced accuracy", _balanced, len(made)),
        figure("declined, near misses", lambda r: _mean(r[r[:, 0] == 0][:, 2]), len(made) - answerable),
        figure("answered, questions with an answer", lambda r: 1 - _mean(r[r[:, 0] == 1][:, 2]), answerable),
        figure(
            f"answer within {SENTENCES} sentences",
            lambda r: _mean(r[r[:, 0] == 1][:, 3]),
            answerable,
            "questions with an answer, resampled by paragraph",
        ),
    )


def _auroc(rows: Floats) -> float:
    positive = rows[:, 0] == 1
    some, others = int(positive.sum()), int((~positive).sum())
    if not some or not others:
        return float("nan")
    return float((rankdata(rows[:, 1])[positive].sum() - some * (some + 1) / 2) / (some * others))


def _balanced(rows: Floats) -> float:
    return (_mean(rows[rows[:, 0] == 0][:, 2]) + 1 - _mean(rows[rows[:, 0] == 1][:, 2])) / 2


def _mean(values: Floats) -> float:
    return float(values.mean()) if len(values) else float("nan")
