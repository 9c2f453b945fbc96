"""Owns the way of an export out: which options ask for it, and whether it goes to stdout or to a file."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import say
from corpus.errors import QuestionError
from corpus.values import HANDLING

if TYPE_CHECKING:
    from assistant.exports import Exported

FormatOption = Annotated[
    str | None, typer.Option("--format", metavar="FORMAT", help="Export as json, csv, stix, claimreview or misp.")
]
OutputOption = Annotated[
    Path | None, typer.Option("--output", metavar="FILE", help="Where an export goes; stdout if left out.")
]
HandlingOption = Annotated[
    str | None,
    typer.Option("--handling", metavar="MARK", help="Export up to this mark: TLP:CLEAR (if left out), TLP:GREEN, …"),
]


def check_options(form: str | None, output: Path | None, handling: str | None, as_json: bool) -> None:
    """What cannot be meant, before anything slow happens. Raises QuestionError."""
    from assistant.exports import FORMATS

    if form is not None and form not in FORMATS:
        raise QuestionError(f"there is no format {form[:40]!r}; there are {', '.join(FORMATS)}")
    if handling is not None and handling not in HANDLING:
        raise QuestionError(f"{handling[:40]!r} is not one of {', '.join(HANDLING)}")
    if form is not None and as_json:
        raise QuestionError("--json lists the claims and --format exports them; leave one out")
    for name, value in (("--output", output), ("--handling", handling)):
        if form is None and value is not None:
            raise QuestionError(f"{name} goes with an export; add --format {'|'.join(FORMATS)}")


def put_export(exported: "Exported", output: Path | None) -> None:
    """The export, and on stderr what it does not hold."""
    for line in exported.left_out:
        say(line)
    if output is not None:
        output.write_text(exported.text, encoding="utf-8", newline="")
    else:
        # Bytes: where a terminal's encoding does not hold a letter, a "?" would stand in the data.
        typer.echo(exported.text.encode(), nl=False)
