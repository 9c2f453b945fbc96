"""Owns the verbs that measure how fast an answer and the reading of reports are, on this machine."""

from statistics import median
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import CorpusOption, IndexOption, JsonOption, put_json, screen

if TYPE_CHECKING:
    from eval.benchmarks.answering import Benchmark
    from eval.benchmarks.reading import Reading
    from eval.benchmarks.scale import Scale

RunsOption = Annotated[int, typer.Option("--runs", metavar="N", min=1, max=1000, help="Processes to start.")]


def answer(
    runs: RunsOption = 7, as_json: JsonOption = False, corpus: CorpusOption = None, index: IndexOption = None
) -> None:
    """Time an answer, cold and warm, and two builds of the index."""
    from assistant.commands.desks import open_desk
    from corpus import load_settings
    from eval.benchmarks.answering import measure

    with open_desk(corpus, index) as desk:
        found = measure(desk, corpus or load_settings().corpus, runs)
    if as_json:
        put_json(found.to_dict())
    else:
        _show(found)


def _show(found: "Benchmark") -> None:
    shown = screen()
    base = found.baseline.median
    rows = []
    for each in (found.baseline, *found.timings):
        spread = f"{each.least:.3f} to {each.most:.3f}"
        times = f"{each.median:.3f}", f"{each.p95:.3f}", spread, f"{each.median / base:.2f}"
        rows.append((str(len(each.seconds)), *times, each.name))
    shown.table(("runs", "median s", "p95 s", "spread s", "of baseline", "what"), rows)
    least, middle, most = found.memory
    spread = f"{least:.0f} to {most:.0f}, {len(found.megabytes)} runs"
    shown.put(f"peak memory of a process that answers: {middle:.0f} MB ({spread})")
    shown.put(f"{found.reports} reports, {found.passages} passages, {found.questions} questions; {found.machine}")


def scale(
    passages: Annotated[
        int, typer.Option("--passages", metavar="N", min=100, max=1_000_000, help="Passages to make up.")
    ] = 100_000,
    as_json: JsonOption = False,
    index: IndexOption = None,
) -> None:
    """Time searches and answers over many made-up passages, all of them and few."""
    from assistant.commands.desks import showing_progress
    from eval.benchmarks.scale import measure

    with showing_progress() as progress:
        found = measure(passages, progress, index)
    if as_json:
        put_json(found.to_dict())
    else:
        _show_scale(found)


def _show_scale(found: "Scale") -> None:
    shown = screen()
    base = found.baseline.median
    rows = []
    for each in (found.baseline, *found.timings):
        times = f"{each.median * 1000:.1f}", f"{each.p95 * 1000:.1f}", f"{each.median / base:.2f}"
        rows.append((str(len(each.seconds)), *times, each.name))
    shown.table(("runs", "p50 ms", "p95 ms", "of baseline", "what"), rows)
    shown.put(f"opening: {found.open_s:.2f} s; peak memory of a process that answers: {found.peak_mb:.0f} MB")
    shown.put(f"{found.passages:,} made-up passages of {found.reports:,} reports, built in {found.build_s:.0f} s")


def reading(
    runs: RunsOption = 7,
    limit: Annotated[
        int | None, typer.Option("--limit", metavar="N", min=1, help="Read a sample of N reports.")
    ] = None,
    seed: Annotated[int, typer.Option("--seed", metavar="N", min=0, help="Of the sample.")] = 0,
    as_json: JsonOption = False,
    corpus: CorpusOption = None,
) -> None:
    """Count the sentences a second that are read into assertions."""
    from assistant.commands.desks import showing_progress
    from corpus import load_settings
    from eval.benchmarks.reading import measure

    with showing_progress() as progress:
        found = measure(corpus or load_settings().corpus, runs, progress, limit, seed)
    if as_json:
        put_json(found.to_dict())
    else:
        _show_reading(found)


def _show_reading(found: "Reading") -> None:
    shown = screen()
    rows = []
    for each, ratios in ((found.baseline, (1.0,)), (found.reading, found.ratios)):
        spread = f"{min(each.rates):.0f} to {max(each.rates):.0f}"
        of_baseline = f"{median(ratios):.2f} ({min(ratios):.2f} to {max(ratios):.2f})"
        rows.append((str(len(each.seconds)), f"{each.median:.0f}", spread, of_baseline, each.name))
    shown.table(("runs", "median sentences/s", "spread", "of baseline", "what"), rows)
    shown.put(f"{found.reading.sentences} sentences of {found.reports} reports; {found.machine}")
