"""Owns the verbs that measure our reading against labels that others gave: a table, and the one way they all run."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.commands.desks import showing_progress
from assistant.commands.options import JsonOption, put_json, screen
from eval.benchmarks.sources import Half, Part

if TYPE_CHECKING:
    from eval.benchmarks.confusion import Confusion
    from eval.benchmarks.intervals import Figure
    from eval.benchmarks.results import Result


@dataclass(frozen=True, slots=True)
class Scored:
    """One verb of `briefing bench`."""

    name: str
    module: str
    """Its `measure(data, progress, half, limit, seed, errors) -> Result` does the work; `data` is None where no --data
    is given."""
    help: str
    example: str
    """The options that its example shows."""
    half: str = "all"
    """The half that is read where none is named."""
    halves: Any = Half
    """What --half may be; the last is held out."""


VERBS = (
    Scored(
        "emergent",
        "eval.benchmarks.emergent",
        "Stance of news headlines towards rumours.",
        "--data emergent.csv --half second",
    ),
    Scored(
        "climate",
        "eval.benchmarks.climate",
        "Stance of sentences towards claims, and the verdict from mixed evidence.",
        "--data climate-fever.jsonl --limit 200",
    ),
    Scored(
        "hedges",
        "eval.benchmarks.hedges",
        "Whether sentences carry a word of uncertainty.",
        "--data wiki.xml --errors 20",
        half="second",
    ),
    Scored(
        "squad2",
        "eval.benchmarks.squad",
        "Whether the paragraph that a question is about is found among all.",
        "--data dev-v2.0.json --half b",
        halves=Part,
    ),
    Scored(
        "questions",
        "eval.benchmarks.questions",
        "Whether our own questions, on our own stories, are answered rightly.",
        "--half a --errors 20",
        halves=Part,
    ),
    Scored(
        "sentences",
        "eval.benchmarks.assertions",
        "Speakers, stance, modality and hedges in our own labelled sentences.",
        "--half b --errors 20",
        halves=Part,
    ),
    Scored(
        "ramdocs",
        "eval.benchmarks.ramdocs",
        "Disputed and ambiguous answers in a few documents, some of them altered.",
        "--data RAMDocs_test.jsonl --half second",
    ),
)


def add_to(bench: typer.Typer) -> None:
    """Give `briefing bench` a verb for each row of the table."""
    for scored in VERBS:
        epilog = f"Example: briefing bench {scored.name} {scored.example}"
        bench.command(scored.name, help=scored.help, epilog=epilog)(_verb(scored))


def _verb(scored: Scored) -> Callable[..., None]:
    first, held_out = scored.halves.__args__[1:]
    told = f"{first} is for developing rules, {held_out} is held out and the one to report."

    def run(
        data: Annotated[
            Path | None, typer.Option("--data", metavar="PATH", help="The set's file, or the folder that holds it.")
        ] = None,
        half: str = scored.half,
        limit: Annotated[
            int | None,
            typer.Option("--limit", metavar="N", min=1, help="Read a sample of N items, drawn with the seed."),
        ] = None,
        seed: Annotated[
            int, typer.Option("--seed", metavar="N", min=0, help="Of the sample and of the intervals.")
        ] = 0,
        errors: Annotated[int, typer.Option("--errors", metavar="N", min=0, help="Show the first N mistakes.")] = 0,
        as_json: JsonOption = False,
    ) -> None:
        measure: Callable[..., Result] = import_module(scored.module).measure
        with showing_progress() as progress:
            found = measure(data, progress, half, limit, seed, errors)
        _put(found, as_json)

    # Which halves a set has is known here only, and typer reads it from the signature.
    run.__annotations__["half"] = Annotated[scored.halves, typer.Option("--half", help=told)]
    return run


def _put(found: "Result", as_json: bool) -> None:
    if as_json:
        put_json(found.to_dict())
        return
    shown = screen()
    shown.put(f"{found.name}: {found.items}; half: {found.half}; {found.data}", style="bold")
    shown.table(("value", "95 % interval", "n", "figure"), (_row(figure) for figure in found.figures))
    for name, matrix in found.matrices:
        shown.gap()
        shown.put(name)
        shown.table(("", *matrix.labels), _rows(matrix))
    for remark in found.remarks:
        shown.put(f"Note: {remark}")
    for mistake in found.mistakes:
        shown.gap()
        shown.put(f"{mistake.key}: {mistake.text}")
        shown.put(f"gold: {mistake.gold}", indent=2)
        shown.put(f"ours: {mistake.ours}", indent=2)


def _row(figure: "Figure") -> tuple[str, str, str, str]:
    value, low, high = (f"{part:.3f}" if part is not None else "-" for part in (figure.value, figure.low, figure.high))
    return value, f"{low} to {high}", f"{figure.count:,}", f"{figure.name} ({figure.of})"


def _rows(matrix: "Confusion") -> list[tuple[str, ...]]:
    counts = matrix.counts.astype(int)
    held = [number for number in range(len(matrix.labels)) if counts[number].any()]
    return [(matrix.labels[number], *(str(count) for count in counts[number])) for number in held]
