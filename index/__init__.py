"""Computed ahead of time: passages, assertions, vectors, words, and the ledger that says what is in force."""

from typing import TYPE_CHECKING

from index.values import Changes, Hit, Passage

if TYPE_CHECKING:
    from index.opening import Index

__all__ = ["Changes", "Hit", "Index", "Passage"]


def __getattr__(name: str) -> object:
    """`Index` on first use: reading assertions alone needs neither Chroma nor the encoder."""
    if name == "Index":
        from index.opening import Index

        return Index
    raise AttributeError(f"module 'index' has no attribute {name!r}")
