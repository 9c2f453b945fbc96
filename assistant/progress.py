"""Owns progress as plain lines on stderr, for programs that have no bar."""

import sys

from index.building import Progress


def stderr_progress() -> Progress:
    """A progress callback that writes a line when a stage begins and ends."""

    def show(what: str, done: int, of: int) -> None:
        if of == 0 or done == of or done == 1:
            count = f" {done} of {of}" if of else ""
            sys.stderr.write(f"briefing: {what}{count}\n")
            sys.stderr.flush()

    return show
