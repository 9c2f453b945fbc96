"""Reads what a text asserts: who says what, with which stance, strength and hedge, and exactly where."""

from index.assertions.many import read_many
from index.assertions.reader import read_assertions
from index.assertions.values import Assertion, Likelihood, Quantity, Text

__all__ = ["Assertion", "Likelihood", "Quantity", "Text", "read_assertions", "read_many"]
