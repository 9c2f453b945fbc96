"""Owns fitting the weights of answerability: half a of SQuAD 2.0 and half a of our own questions.

Run as `python -m eval.benchmarks.fitting --data dev-v2.0.json`. SQuAD tells which sentence answers, and which near
misses have no answer; our own questions tell what is answered in news, and what is of another field.

Each weight keeps the sign that its feature has in the weights file: a sentence that holds more of a question is never
the worse for it, whatever one set of questions happens to show.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Annotated

import numpy as np
import typer
from numpy.typing import NDArray
from scipy.optimize import minimize

from assistant.answerability import Candidate, candidates, read_weights
from assistant.commands.desks import index_beside_cache, showing_progress
from assistant.evidence import find_evidence
from assistant.question import read_question
from assistant.weighing.assertions import asks_for_a_slot
from corpus import load_settings
from eval.benchmarks.asked import read_questions
from eval.benchmarks.sources import Part
from eval.benchmarks.squad import SOURCE, Asked, read, store_of
from index import Index
from index.building import Progress

Floats = NDArray[np.float64]
_STIFF = 0.01
"""Weight of the squared weights: what a feature hardly tells is left near 0."""


_OWN_COUNTS = 1.0
"""One of our own questions counts as much as this many of the set's."""


@dataclass(frozen=True, slots=True)
class Row:
    """A question with the sentences compared with it."""

    candidates: tuple[Candidate, ...]
    answerable: bool
    holds: tuple[bool, ...] = ()
    """Whether each sentence stands in the question's paragraph and holds the answer; empty where nobody marked it."""


def rows(path: Path, half: Part, progress: Progress, store: Path | None = None) -> list[Row]:
    """Every question of a half, read through the product's own line up to the sentences compared."""
    squad, made = read(path), []
    questions = squad.asked(half, None, 0)
    with Index.build(squad.reports, store or store_of(path), progress=progress) as index:
        for number, asked in enumerate(questions, 1):
            question = read_question(asked.text, (), None, index)
            compared = candidates(question, find_evidence(question, index), index)
            made.append(Row(compared, bool(asked.answers), tuple(_holds(asked, c, index) for c in compared)))
            progress("reading questions", number, len(questions))
    return [row for row in made if row.candidates]


def own_rows(progress: Progress) -> list[Row]:
    """Our own questions of half a that ask for one thing, where it is marked whether they can be answered."""
    marked = [q for q in read_questions() if q.half == "a" and not q.history and q.expect.declined != "either"]
    made = []
    for story in sorted({q.story for q in marked}):
        with Index.build(story, index_beside_cache(story, load_settings()), progress=progress) as index:
            for own in (q for q in marked if q.story == story):
                question = read_question(own.ask, (), own.as_of, index)
                if asks_for_a_slot(question):
                    compared = candidates(question, find_evidence(question, index), index)
                    made.append(Row(compared, not own.expect.declined))
    return [row for row in made if row.candidates]


def _holds(asked: Asked, candidate: Candidate, index: Index) -> bool:
    report, start = candidate.key
    sentence = next(iter(index.sentences(report, start, start + 1)))
    return report == asked.paragraph and any(answer in sentence.text for answer in asked.answers)


def fitted(
    values: Floats, wanted: NDArray[np.bool_], signs: Sequence[int], counts: Floats | None = None
) -> tuple[Floats, float]:
    """Weights and base of a logistic model whose weights keep their signs."""
    counts = np.ones(len(wanted)) if counts is None else counts / counts.mean()
    middle, spread = values.mean(axis=0), values.std(axis=0) + 1e-6
    scaled, side = (values - middle) / spread, np.where(wanted, 1.0, -1.0)

    def loss(weights: Floats) -> tuple[float, Floats]:
        score = side * (scaled @ weights[:-1] + weights[-1])
        pull = -side * counts / (1 + np.exp(score))
        slope = np.append(scaled.T @ pull / len(side) + 2 * _STIFF * weights[:-1], pull.mean())
        return float((counts * np.logaddexp(0, -score)).mean() + _STIFF * (weights[:-1] ** 2).sum()), slope

    bounds = [(0, None) if sign > 0 else (None, 0) for sign in signs] + [(None, None)]
    best = minimize(loss, np.zeros(len(signs) + 1), jac=True, method="L-BFGS-B", bounds=bounds).x
    weights = best[:-1] / spread
    return weights, float(best[-1] - weights @ middle)


def fit(found: Sequence[Row], own: Sequence[Row]) -> dict[str, list[float] | float]:
    """Both sets of weights, and the threshold at which balanced accuracy is best."""
    names = [feature.name for feature in read_weights().features]
    signs = [feature.sign for feature in read_weights().features]

    def values(row: Row) -> Floats:
        return np.array([[c.features[name] for name in names] for c in row.candidates])

    held = np.array([each for row in found for each in row.holds])
    choice, choice_base = fitted(np.vstack([values(row) for row in found]), held, signs)
    tops = []
    for row in (*found, *own):
        scores = values(row) @ choice + choice_base
        tops.append(np.append(values(row)[scores.argmax()], scores.max()))
    answerable = np.array([row.answerable for row in (*found, *own)])
    counts = np.array([1.0] * len(found) + [_OWN_COUNTS] * len(own))
    support, support_base = fitted(np.array(tops), answerable, [*signs, 1], counts)
    chances = 1 / (1 + np.exp(-(np.array(tops) @ support + support_base)))
    return {
        "choice": [*choice],
        "support": [*support[:-1]],
        "choice_base": choice_base,
        "support_base": support_base,
        "best": float(support[-1]),
        "answers": threshold(chances, answerable),
    }


def threshold(chances: Floats, answerable: NDArray[np.bool_]) -> float:
    """Where balanced accuracy is best."""
    tried = np.unique(chances.round(2))
    balanced = [((chances[answerable] >= t).mean() + (chances[~answerable] < t).mean()) / 2 for t in tried]
    return float(tried[int(np.argmax(balanced))])


def write(found: dict[str, list[float] | float]) -> None:
    """The weights file with new numbers; names, signs and meanings stay as they are."""
    path = Path(str(files("assistant.answerability").joinpath("answerability.yaml")))
    text = path.read_text(encoding="utf-8")
    text = re.sub(r"(?m)^answers: .*", f"answers: {found['answers']:.2f}", text)
    text = re.sub(r"(?m)^best: .*", f"best: {found['best']:.3f}", text)
    base = f"base: {{choice: {found['choice_base']:.3f}, support: {found['support_base']:.3f}}}"
    text = re.sub(r"(?m)^base: .*", base, text)
    pairs = iter(zip(found["choice"], found["support"], strict=True))  # type: ignore[arg-type]

    def put(_: re.Match[str]) -> str:
        choice, support = next(pairs)
        return f"choice: {choice + 0.0:.3f}, support: {support + 0.0:.3f}"

    path.write_text(re.sub(r"choice: [-\d.]+, support: [-\d.]+(?=, means)", put, text), encoding="utf-8")


def main(
    data: Annotated[Path | None, typer.Option("--data", help="SQuAD 2.0's file, or its folder.")] = None,
    store: Annotated[Path | None, typer.Option("--store", help="Where the index is kept.")] = None,
) -> None:
    """Fit the weights on half a and write them into the weights file."""
    with showing_progress() as progress:
        write(fit(rows(SOURCE.find(data), "a", progress, store), own_rows(progress)))


if __name__ == "__main__":
    typer.run(main)
