"""Owns what the verbs share: their common options, and their two ways out (JSON for programs, a screen for people)."""

import json
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

if TYPE_CHECKING:
    from assistant.terminal import Screen

CorpusOption = Annotated[Path | None, typer.Option("--corpus", metavar="FOLDER", help="Reports of your own.")]
IndexOption = Annotated[Path | None, typer.Option("--index", metavar="FOLDER", help="Where the index is kept.")]
AsOfOption = Annotated[
    str | None, typer.Option("--as-of", metavar="DATE", help="Use only what was published by this date: YYYY-MM-DD.")
]
KnownByOption = Annotated[
    str | None, typer.Option("--known-by", metavar="DATE", help="Use only what was received by this date: YYYY-MM-DD.")
]
JsonOption = Annotated[bool, typer.Option("--json", help="JSON on stdout, and nothing else there.")]


def day_of(value: str | None, clock: str = "as-of") -> date | None:
    """The date of `--as-of` or another clock, read before anything slow happens. Raises QuestionError."""
    from assistant.dates import parse_as_of

    return parse_as_of(value, clock) if value is not None else None


def refuse(what: str, **given: object) -> None:
    """Raises BadParameter for options that would do nothing beside others."""
    if idle := [f"--{name.replace('_', '-')}" for name, value in given.items() if value]:
        raise typer.BadParameter(f"{', '.join(idle)} does nothing with {what}")


def put_json(value: Any) -> None:
    """A value as JSON on stdout. ASCII, so that no terminal and no pipe can fail at it."""
    typer.echo(json.dumps(value, indent=2))


def screen() -> "Screen":
    """Where people read the result: stdout."""
    from assistant.terminal import Screen, Terminal

    return Screen(Terminal())


def say(line: str) -> None:
    """One line on stderr, beside the result."""
    from assistant.terminal import one_line

    typer.echo(one_line(line), err=True)
