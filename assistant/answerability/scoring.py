"""Owns the published weights: features into how well a sentence answers, and into how likely the corpus does."""

import math
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml


@dataclass(frozen=True, slots=True)
class Feature:
    """One row of the weights file."""

    name: str
    sign: int
    """1 where more of it speaks for an answer, -1 where it speaks against; a fit never turns it round."""
    choice: float
    """Weight in choosing the sentence."""
    support: float
    """Weight in telling whether the chosen sentence answers."""
    means: str
    """In words, as a refusal tells it."""


@dataclass(frozen=True, slots=True)
class Weights:
    """All weights; `support` is a probability on near misses and answerable questions in equal parts."""

    features: tuple[Feature, ...]
    choice_base: float
    support_base: float
    best: float
    """Weight of the chosen sentence's score in the support."""
    answers: float
    """Least support at which a question is answered."""


@cache
def read_weights() -> Weights:
    """The weights, from the data file beside this module."""
    data = yaml.safe_load(files("assistant.answerability").joinpath("answerability.yaml").read_text(encoding="utf-8"))
    rows = tuple(
        Feature(
            row["name"], 1 if row["sign"] == "for" else -1, float(row["choice"]), float(row["support"]), row["means"]
        )
        for row in data["features"]
    )
    base = data["base"]
    return Weights(rows, float(base["choice"]), float(base["support"]), float(data["best"]), float(data["answers"]))


def choice_score(features: Mapping[str, float]) -> float:
    """How well a sentence answers, beside the others found; comparable within one question."""
    weights = read_weights()
    return weights.choice_base + sum(f.choice * features[f.name] for f in weights.features)


def support_of(features: Mapping[str, float], best: float) -> float:
    """How likely it is that the chosen sentence answers the question, 0 to 1."""
    weights = read_weights()
    score = weights.support_base + weights.best * best + sum(f.support * features[f.name] for f in weights.features)
    return 1.0 / (1.0 + math.exp(-score))


def reasons_against(features: Mapping[str, float]) -> tuple[str, ...]:
    """What speaks most against the chosen sentence, in words, the heaviest first."""
    told = [
        (f.support * features[f.name] + f.choice * features[f.name] * read_weights().best, f.means)
        for f in read_weights().features
        if f.sign < 0 and features[f.name] > 0
    ]
    return tuple(means for weight, means in sorted(told) if weight < -0.05)
