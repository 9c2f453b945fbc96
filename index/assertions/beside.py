"""Owns a process that reads beside this one: its start, its talk over two pipes, and its certain end.

Not `multiprocessing`: that would run the caller's own script again in each process, and could leave one behind when
this process is killed. Here the end of a pipe is the end of the reader.
"""

import os
import pickle
import signal
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from types import TracebackType
from typing import Any, Self

from corpus.errors import BriefingError, ReadingStopped
from index.assertions.language import load_parser
from index.assertions.reader import read_each
from index.assertions.values import Assertion, Text

_ROOT = Path(__file__).resolve().parents[2]
_START = "import sys; sys.path.insert(0, sys.argv[1]); from index.assertions.beside import serve; serve()"


@dataclass(frozen=True, slots=True)
class _Fault:
    """Sent instead of assertions: why there are none."""

    message: str


class Reader:
    """Another process and the thread that feeds it. It takes work once it is ready, and never delays its end."""

    def __init__(
        self,
        take: Callable[[], tuple[int, list[Text]] | None],
        put: Callable[[int, list[tuple[Assertion, ...]]], None],
        fail: Callable[[BriefingError], None],
    ) -> None:
        self._take, self._put, self._fail = take, put, fail

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
            [sys.executable, "-c", _START, str(_ROOT)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            start_new_session=True,  # Ctrl+C in a terminal reaches this process alone, which ends the other
        )
        self._thread = Thread(target=self._feed, name="reading beside", daemon=True)
        self._thread.start()
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, at: TracebackType | None) -> None:
        self._process.kill()
        self._process.wait()
        self._thread.join()
        for pipe in (self._process.stdin, self._process.stdout):
            try:
                pipe.close()  # type: ignore[union-attr]  # both were asked for
            except BrokenPipeError:
                continue

    def _feed(self) -> None:
        fault: BriefingError | None = ReadingStopped(
            "a process that reads reports ended early, killed or out of memory; nothing was written, run it again"
        )
        try:
            self._receive()  # it is ready
            while (taken := self._take()) is not None:
                number, group = taken
                pickle.dump(group, self._process.stdin)  # type: ignore[arg-type]
                self._process.stdin.flush()  # type: ignore[union-attr]
                self._put(number, self._receive())
            fault = None
        except ReadingStopped as reported:
            fault = reported
        except (EOFError, OSError, pickle.UnpicklingError):
            return
        finally:
            if fault:
                self._fail(fault)

    def _receive(self) -> list[tuple[Assertion, ...]]:
        reply = pickle.load(self._process.stdout)  # type: ignore[arg-type]  # noqa: S301 - from our own process
        if isinstance(reply, _Fault):
            raise ReadingStopped(reply.message)
        found: list[tuple[Assertion, ...]] = reply
        return found


def serve() -> None:
    """Read groups of texts from standard input until it ends, and answer each with what they assert."""
    replies = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)  # what a library prints is no reply
    signal.signal(signal.SIGINT, signal.SIG_IGN)

    def send(reply: Any) -> None:
        pickle.dump(reply, replies)
        replies.flush()

    def last_words(kind: type[BaseException], value: BaseException, _: TracebackType | None) -> None:
        if isinstance(value, BrokenPipeError):
            return  # nobody listens any more
        said = str(value) if isinstance(value, BriefingError) else f"reading failed: {kind.__name__}: {value}"
        send(_Fault(said))

    sys.excepthook = last_words
    load_parser()
    send([])
    groups = sys.stdin.buffer
    while True:
        try:
            group = pickle.load(groups)  # noqa: S301 - from the process that started this one
        except EOFError:
            return
        send(list(read_each(group)))
