"""Owns how near two texts are in meaning, where they share few words."""

from functools import lru_cache

from corpus.settings import load_settings
from index.encoder import load_encoder


@lru_cache(maxsize=2048)
def _vector(text: str) -> tuple[float, ...]:
    return tuple(map(float, load_encoder(load_settings()).encode([text])[0]))


def nearness(one: str, other: str) -> float:
    """The cosine of two texts' vectors: 1 the same, about 0 nothing in common."""
    return sum(a * b for a, b in zip(_vector(one), _vector(other), strict=True))
