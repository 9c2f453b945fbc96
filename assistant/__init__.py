"""Computed per question: what is asked, what the evidence gives, under which label, in which words."""

from typing import TYPE_CHECKING, Any

from assistant.values import Answer, Citation, Statement, Support, Turn

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from assistant.answering import Assistant
    from assistant.verifying import verify

__all__ = ["Answer", "Assistant", "Citation", "Statement", "Support", "Turn", "answer", "verify"]

_desk: "Assistant | None" = None


def answer(question: str, history: "Sequence[Turn]" = (), as_of: "date | str | None" = None, **bounds: Any) -> Answer:
    """Ask the default index, which is built first where it is missing (progress on stderr)."""
    global _desk
    if _desk is None:
        from assistant.answering import Assistant
        from assistant.progress import stderr_progress

        _desk = Assistant.default(stderr_progress())
    return _desk.answer(question, history, as_of, **bounds)


def __getattr__(name: str) -> object:
    """`Assistant` and `verify` on first use: values alone need neither an index nor a parser."""
    if name == "Assistant":
        from assistant.answering import Assistant

        return Assistant
    if name == "verify":
        from assistant.verifying import verify

        return verify
    raise AttributeError(f"module 'assistant' has no attribute {name!r}")
