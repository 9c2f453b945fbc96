"""Owns the verbs that answer: one question, or a conversation."""

import sys
from typing import Annotated

import typer

from assistant.commands.options import (
    AsOfOption,
    CorpusOption,
    IndexOption,
    JsonOption,
    KnownByOption,
    day_of,
    put_json,
    screen,
)

_MOST = 1_000_000
"""Bytes read of a question on stdin: far more than is answered, far less than fills a memory."""

QuestionArgument = Annotated[str, typer.Argument(help="The question, in quotation marks; - reads it from stdin.")]
ExplainOption = Annotated[
    bool, typer.Option("--explain", help="How the answer came about: what was read, why it counts.")
]
ShortOption = Annotated[bool, typer.Option("--short", help="Only the asked words, with status and source.")]
DetailsOption = Annotated[bool, typer.Option("--details", help="More of the evidence.")]


def ask(
    question: QuestionArgument,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    details: DetailsOption = False,
    explain: ExplainOption = False,
    short: ShortOption = False,
    as_json: JsonOption = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """Answer a question from the reports, each statement with its certainty and its sources."""
    day, known = day_of(as_of), day_of(known_by, "known-by")
    text = _read_question(question)
    from assistant.commands.desks import open_desk

    with open_desk(corpus, index) as desk:
        trace = desk.explain(text, as_of=day, known_by=known) if explain else None
        answer = trace.answer if trace else desk.answer(text, as_of=day, known_by=known)
    if as_json:
        put_json((trace or answer).to_dict())
        return
    if short:
        screen().put(answer.short or answer.reason or "")
        return
    from assistant.commands.explaining import show_trace
    from assistant.terminal import show_answer

    show_answer(screen(), answer, details=details, sources=not explain)
    if trace:
        show_trace(screen(), trace, whole=details)


def chat(
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """Ask question after question; each may lean on the ones before. /help names the commands."""
    day, known = day_of(as_of), day_of(known_by, "known-by")
    from assistant.commands.chatting import Chat
    from assistant.commands.desks import open_desk

    with open_desk(corpus, index) as desk:
        Chat(desk, screen(), day, known).run()


def _read_question(question: str) -> str:
    from corpus.errors import QuestionError

    text = sys.stdin.buffer.read(_MOST).decode("utf-8", "replace") if question == "-" else question
    if not text.strip():
        raise QuestionError("the question is empty; write one in quotation marks")
    return text
