"""Owns which index a verb reads: opens the one that is named, builds the one that is missing, and shows the work."""

import hashlib
import os
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.options import say
from corpus.settings import Settings, load_settings

if TYPE_CHECKING:
    from assistant import Assistant
    from corpus import Corpus
    from index import Changes
    from index.building import Progress


@contextmanager
def open_desk(corpus: Path | None, index: Path | None) -> Iterator["Assistant"]:
    """The desk over an index; with a corpus named, over an index that is brought up to it first."""
    from assistant import Assistant

    settings = load_settings()
    if corpus is not None:
        index = index or index_beside_cache(corpus, settings)
        build_index(corpus, index, settings)
    if index is not None:
        desk = Assistant.open(index, settings.model or None, settings=settings)
    else:
        with showing_progress() as progress:
            desk = Assistant.default(progress=progress)
    try:
        yield desk
    finally:
        desk.close()


def build_index(corpus: "Corpus | Path", index: Path, settings: Settings) -> "tuple[Changes, dict[str, int]]":
    """Bring an index up to a corpus: what changed, and how much is held."""
    from index import Changes, Index

    with showing_progress() as progress, Index.build(corpus, index, settings=settings, progress=progress) as opened:
        return opened.changes or Changes(), dict(opened.counts)


def index_beside_cache(corpus: Path, settings: Settings) -> Path:
    """Where the index of a corpus is kept when no place is named: one place for one folder."""
    return settings.cache / "indexes" / hashlib.sha256(os.fsencode(corpus.resolve())).hexdigest()[:16]


@contextmanager
def showing_progress() -> Iterator["Progress"]:
    """A bar on stderr in a terminal; elsewhere one line for each kind of work. Nothing where there is no work."""
    with ExitStack() as stack:
        shows: list[Progress] = []

        def show(what: str, done: int, of: int) -> None:
            if not shows:
                shows.append(_bars(stack) if sys.stderr.isatty() else _lines())
            shows[0](what, done, of)

        yield show


def _lines() -> "Progress":
    said: set[str] = set()

    def show(what: str, done: int, of: int) -> None:
        if what not in said:
            said.add(what)
            say(f"{what}{f' ({of})' if of > done else ''}")

    return show


def _bars(stack: ExitStack) -> "Progress":
    """Bars that go away when the stack closes."""
    from rich import progress as bars
    from rich.console import Console

    columns = (bars.TextColumn("{task.description}", markup=False), bars.BarColumn(), bars.MofNCompleteColumn())
    shown = stack.enter_context(bars.Progress(*columns, console=Console(stderr=True), transient=True))
    tasks: dict[str, bars.TaskID] = {}

    def show(what: str, done: int, of: int) -> None:
        if what not in tasks:
            tasks[what] = shown.add_task(what, total=of or None)
        shown.update(tasks[what], completed=done, total=of or None)

    return show
