"""Owns the command `briefing`: its verbs, its exit codes, and that an expected failure is one line on stderr.

0: fine. 1: what was checked does not hold. 2: bad usage or input. 130: Ctrl-C. 141: whoever read the output left.
"""

import gc
import io
import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer
from typer.main import get_command

from assistant.commands import asking, benching, claims, corpora, doctoring, options, scoring, serving
from corpus.errors import BriefingError

HELD, FAILED, INTERRUPTED, UNREAD = 0, 2, 130, 141

_ASK = "Example: briefing ask 'Did a strike kill six officers?'"
app = typer.Typer(add_completion=False, rich_markup_mode=None, epilog=_ASK)
bench = typer.Typer(rich_markup_mode=None, epilog="Example: briefing bench answer --runs 20")

app.command(epilog="Example: briefing check --corpus my-reports")(corpora.check)
app.command(epilog="Example: briefing index --corpus my-reports --index my-index")(corpora.index)
app.command(epilog=f"{_ASK} --as-of 2024-10-08")(asking.ask)
app.command(epilog="Example: briefing chat --as-of 2024-10-08")(asking.chat)
app.command(epilog="Example: briefing claims --as-of 2024-10-08")(claims.claims)
app.command(epilog="Example: briefing claim C01 --json")(claims.claim)
app.command(epilog="Example: briefing changes --since 2024-10-08")(claims.changes)
app.command(epilog="Example: briefing serve --port 8080")(serving.serve)
app.command(epilog="Example: briefing doctor --json")(doctoring.doctor)
bench.command(epilog="Example: briefing bench answer --runs 20")(benching.answer)
bench.command(epilog="Example: briefing bench reading --runs 5")(benching.reading)
bench.command(epilog="Example: briefing bench scale --passages 20000")(benching.scale)
scoring.add_to(bench)
app.add_typer(bench, name="bench")

VersionOption = Annotated[bool, typer.Option("--version", help="The version, and nothing else.")]


@app.callback(invoke_without_command=True)
def briefing(context: typer.Context, version: VersionOption = False) -> None:
    """Answers questions about contested reports: exact quotations, and a label for how certain each statement is."""
    if version:
        from importlib import metadata

        typer.echo(metadata.version("briefing-assistant"))
        raise typer.Exit
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


@bench.callback(invoke_without_command=True)
def _bench(context: typer.Context) -> None:
    """Measure on this machine."""
    if context.invoked_subcommand is None:
        typer.echo(context.get_help())


def run(arguments: Sequence[str]) -> int:
    """One command, to its exit code. What nobody expected is raised."""
    if isinstance(sys.stdout, io.TextIOWrapper):
        sys.stdout.reconfigure(errors="replace")  # a terminal without a letter shows ?, and the rest
    try:
        code = _invoke(arguments)
        sys.stdout.flush()
    except BriefingError as fault:
        return _fail(str(fault))
    except typer.TyperException as fault:
        return _fail(f"{fault.format_message().rstrip('.')}; see: briefing --help")
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _let_go()
        return UNREAD
    except OSError as fault:
        _let_go()
        return _fail(": ".join(str(part) for part in (fault.filename, fault.strerror or fault) if part))
    return code


def _invoke(arguments: Sequence[str]) -> int:
    # Not through app(): it ends the process by itself where a reader has gone, and frames every error.
    try:
        with get_command(app).make_context("briefing", list(arguments)) as context:
            context.command.invoke(context)
    except typer.Exit as ended:
        return ended.exit_code
    return HELD


def _fail(message: str) -> int:
    options.say(f"briefing: {message}")
    return FAILED


def _let_go() -> None:
    """Nothing more is written where writing fails, not by Python on its way out either."""
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, sys.stdout.fileno())
    except (OSError, ValueError):
        return


def main() -> None:
    """The entry point."""
    # Imports make half a million objects that stay: collecting among them, and again at the end, took 0.7 s of 3.
    gc.set_threshold(50_000, 20, 20)
    code = run(sys.argv[1:])
    gc.freeze()
    sys.exit(code)


if __name__ == "__main__":
    main()
