"""Owns the verbs about what we were given: check it, and read it into an index."""

from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

import typer

from assistant.commands.options import CorpusOption, IndexOption, JsonOption, put_json, say

if TYPE_CHECKING:
    from corpus import Corpus, Fault


def check(corpus: CorpusOption = None, as_json: JsonOption = False) -> None:
    """Check a corpus folder and name every fault with its file and line. Exit 1 where there is an error."""
    from assistant.terminal import one_line
    from corpus import check_corpus, load_settings

    reading, faults = check_corpus(corpus or load_settings().corpus)
    if as_json:
        put_json(_sizes(reading.corpus) | _tally(faults) | {"faults": [_fault_dict(fault) for fault in faults]})
    else:
        for fault in faults:
            typer.echo(one_line(str(fault)))
        typer.echo(summary(reading.corpus, faults))
    if any(fault.level == "error" for fault in faults):
        raise typer.Exit(1)


def index(corpus: CorpusOption = None, index: IndexOption = None, as_json: JsonOption = False) -> None:
    """Read a corpus into an index. What has not changed is not read again."""
    from assistant.commands.desks import build_index
    from corpus import load_settings

    settings = load_settings()
    held, warnings = _usable(corpus or settings.corpus)
    folder = index or settings.index
    changes, counts = build_index(held, folder, settings)
    if warnings:
        say(f"{_plural(warnings, 'warning')} about the corpus; see them: briefing check")
    if as_json:
        put_json({"index": str(folder)} | asdict(changes) | {"counts": counts, "warnings": warnings})
    else:
        typer.echo(str(changes))


def summary(corpus: "Corpus", faults: "Sequence[Fault]") -> str:
    """`165 reports, 22 claims, 90 publishers: no errors, 3 warnings`."""
    held = ", ".join(_plural(number, name.removesuffix("s")) for name, number in _sizes(corpus).items())
    found = ", ".join(_plural(number, name.removesuffix("s"), "no") for name, number in _tally(faults).items())
    return f"{held}: {found}"


def _usable(folder: Path) -> "tuple[Corpus, int]":
    """A corpus without errors, and how many warnings it has. Raises CorpusError."""
    from corpus import check_corpus, load_corpus

    reading, faults = check_corpus(folder)
    tally = _tally(faults)
    # load_corpus is where the one line about several errors is worded.
    return (load_corpus(folder) if tally["errors"] else reading.corpus), tally["warnings"]


def _sizes(corpus: "Corpus") -> dict[str, int]:
    return {"reports": len(corpus.reports), "claims": len(corpus.register), "publishers": len(corpus.publishers)}


def _tally(faults: "Sequence[Fault]") -> dict[str, int]:
    return {f"{level}s": sum(fault.level == level for fault in faults) for level in ("error", "warning")}


def _fault_dict(fault: "Fault") -> dict[str, Any]:
    return asdict(fault) | {"path": str(fault.path)}


def _plural(number: int, name: str, nothing: str = "0") -> str:
    return f"{number or nothing} {name}{'' if number == 1 else 's'}"
