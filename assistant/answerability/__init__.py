"""Owns answerability: whether what was found answers the question asked, and which sentence does."""

from assistant.answerability.reading import Answerability, Candidate, answerability, candidates
from assistant.answerability.scoring import read_weights

__all__ = ["Answerability", "Candidate", "answerability", "candidates", "read_weights"]
