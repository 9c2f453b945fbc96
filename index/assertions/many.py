"""Owns reading many texts: in groups, by this process and, where there is enough to read, by others beside it."""

import os
from collections.abc import Callable, Iterable, Sequence
from contextlib import ExitStack
from threading import Condition

from corpus.errors import BriefingError
from index.assertions.beside import Reader
from index.assertions.reader import read_each
from index.assertions.values import Assertion, Text

Found = tuple[Assertion, ...]

_GROUP = 16_000
"""Characters that are read together, about 110 sentences: enough to fill batches, few enough to be shared evenly."""
_WORTH_STARTING = 150_000
"""Characters to read for each process: about three seconds' work, where one takes two to start."""
_MOST = 8
"""Processes; each holds 250 MB."""


def read_many(
    texts: Iterable[Text], *, workers: int | None = None, on_read: Callable[[int], None] | None = None
) -> list[Found]:
    """What each text asserts, in order; the same whatever the number of workers. Raises ReadingStopped.

    `workers` counts processes, this one among them; None takes as many as there are cores and the texts are worth.
    `on_read` is called with the number of texts read so far.
    """
    held = list(texts)
    work = _Work(_groups(held), on_read or (lambda _: None))
    count = min(workers or _worthwhile(held), len(work.groups))
    with ExitStack() as beside:
        for _ in range(count - 1):
            beside.enter_context(Reader(work.take, work.put, work.fail))
        while (taken := work.take()) is not None:
            number, group = taken
            work.put(number, list(read_each(group)))
            work.tell()
        work.wait()
    return [found for number in range(len(work.groups)) for found in work.found[number]]


def _worthwhile(texts: Sequence[Text]) -> int:
    return max(1, min(_cores(), _MOST, sum(len(text.text) for text in texts) // _WORTH_STARTING))


def _cores() -> int:
    """The cores this process may use; a container or `taskset` gives fewer than the machine has."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _groups(texts: Sequence[Text]) -> list[list[Text]]:
    """Neighbours together. They are the same for any number of workers, so the parser meets the same batches."""
    groups: list[list[Text]] = []
    size = _GROUP
    for text in texts:
        if size >= _GROUP:
            groups.append([])
            size = 0
        groups[-1].append(text)
        size += len(text.text)
    return groups


class _Work:
    """Groups of texts, each handed out once, and what was found in them. Used by several threads."""

    def __init__(self, groups: list[list[Text]], on_read: Callable[[int], None]) -> None:
        self.groups, self.found = groups, dict[int, list[Found]]()
        self._waiting, self._on_read, self._told = iter(enumerate(groups)), on_read, 0
        self._changed = Condition()
        self._fault: BriefingError | None = None

    def take(self) -> tuple[int, list[Text]] | None:
        """The next group and its number; None when all are handed out."""
        with self._changed:
            return None if self._fault else next(self._waiting, None)

    def put(self, number: int, found: list[Found]) -> None:
        """Keep what was found in a group."""
        with self._changed:
            self.found[number] = found
            self._changed.notify_all()

    def fail(self, fault: BriefingError) -> None:
        """End the work: nothing more is handed out, and `wait` raises the first fault."""
        with self._changed:
            self._fault = self._fault or fault
            self._changed.notify_all()

    def tell(self) -> None:
        """Say how many texts are read, on the caller's own thread."""
        with self._changed:
            done = sum(map(len, self.found.values()))
        if done > self._told:
            self._told = done
            self._on_read(done)

    def wait(self) -> None:
        """Until every group is read. Raises what `fail` was given."""
        while len(self.found) < len(self.groups):
            with self._changed:
                if self._fault:
                    raise self._fault
                self._changed.wait(0.2)
            self.tell()
