"""Owns the verbs that measure our reading against labels that others gave."""

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.desks import showing_progress
from assistant.commands.options import JsonOption, put_json, screen
from corpus.errors import DataError
from eval.benchmarks.sources import Half, Part

if TYPE_CHECKING:
    from eval.benchmarks.confusion import Confusion
    from eval.benchmarks.intervals import Figure
    from eval.benchmarks.results import Result
    from eval.benchmarks.sources import Source

DataOption = Annotated[
    Path | None, typer.Option("--data", metavar="PATH", help="The set's file, or the folder that holds it.")
]
LimitOption = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=1, help="Read a sample of N items, drawn with the seed.")
]
SeedOption = Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Of the sample and of the intervals.")]
HalfOption = Annotated[
    Half, typer.Option("--half", help="first is for developing rules, second is held out and the one to report.")
]
PartOption = Annotated[Part, typer.Option("--half", help="a is for developing rules, b is held out.")]
ErrorsOption = Annotated[int, typer.Option("--errors", metavar="N", min=0, help="Show the first N mistakes.")]


def emergent(
    data: DataOption = None,
    half: HalfOption = "all",
    limit: LimitOption = None,
    seed: SeedOption = 0,
    errors: ErrorsOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Stance of news headlines towards rumours."""
    from eval.benchmarks import emergent as benchmark

    path = _named(data, benchmark.SOURCE)
    with showing_progress() as progress:
        found = benchmark.measure(path, progress, half, limit, seed, errors)
    _put(found, as_json)


def climate(
    data: DataOption = None,
    half: HalfOption = "all",
    limit: LimitOption = None,
    seed: SeedOption = 0,
    errors: ErrorsOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Stance of sentences towards claims, and the verdict from mixed evidence."""
    from eval.benchmarks import climate as benchmark

    path = _named(data, benchmark.SOURCE)
    with showing_progress() as progress:
        found = benchmark.measure(path, progress, half, limit, seed, errors)
    _put(found, as_json)


def hedges(
    data: DataOption = None,
    half: HalfOption = "second",
    limit: LimitOption = None,
    seed: SeedOption = 0,
    errors: ErrorsOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Whether sentences carry a word of uncertainty."""
    from eval.benchmarks import hedges as benchmark

    path = _named(data, benchmark.SOURCE)
    with showing_progress() as progress:
        found = benchmark.measure(path, progress, half, limit, seed, errors)
    _put(found, as_json)


def sentences(
    data: Annotated[
        Path | None, typer.Option("--data", metavar="FOLDER", help="Sentences labelled in the same form.")
    ] = None,
    half: PartOption = "all",
    limit: LimitOption = None,
    seed: SeedOption = 0,
    errors: ErrorsOption = 0,
    as_json: JsonOption = False,
) -> None:
    """Speakers, stance, modality and hedges in our own labelled sentences."""
    from eval.benchmarks import assertions as benchmark
    from eval.benchmarks.labelled import FOLDER

    with showing_progress() as progress:
        found = benchmark.measure(data or FOLDER, progress, half, limit, seed, errors)
    _put(found, as_json)


def _named(data: Path | None, source: "Source") -> Path:
    if data is None:
        raise DataError(f"--data is missing; get {source.name} from {source.where} and give its file with --data")
    return data


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
