"""Owns putting words and meaning together: a convex combination of scores that each have a known top (Bruch, Gai and
Ingber, An Analysis of Fusion Functions for Hybrid Retrieval, ACM TOIS 2023).

The score of the words is divided by what a passage could reach that holds every word of the question many times; so a
question of which the corpus has few words leans on its meaning. The meaning is the cosine of the passage and that of
its best sentence, in equal parts: the passage tells what it is about, the sentence whether it says this.
"""

from collections.abc import Mapping

WORDS = 0.5
"""The share of the words; the rest is the meaning's."""


def fuse(words: Mapping[str, float], meaning: Mapping[str, float], share: float = WORDS) -> list[tuple[str, float]]:
    """Ids by share x words + (1 - share) x meaning, best first; what one of the two does not hold has 0 there.

    Scores are rounded, for their last digits depend on how many were computed at once; ties come by id, so that order
    never depends on luck."""
    keys = words.keys() | meaning.keys()
    scores = {key: round(share * words.get(key, 0.0) + (1 - share) * meaning.get(key, 0.0), 5) for key in keys}
    return sorted(scores.items(), key=lambda item: (-item[1], item[0]))
