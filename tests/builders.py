"""Owns builders in processes of their own: killed at a chosen moment, with a bounded disk, or two at once."""

import json
import os
import resource
import signal
import sys
from pathlib import Path
from types import FrameType
from typing import Any


def build(job: dict[str, Any]) -> str:
    """Build as the job says; what came of it in one line."""
    from corpus import BriefingError, Report
    from index import Index

    def progress(what: str, done: int, of: int) -> None:
        if job.get("kill") == what:
            os.kill(os.getpid(), signal.SIGKILL)

    def enter(frame: FrameType, event: str, _: object) -> None:
        code = frame.f_code
        if event == "call" and code.co_name == job["kill"] and Path(code.co_filename).parent.name == "index":
            os.kill(os.getpid(), signal.SIGKILL)

    if job.get("limit"):
        resource.setrlimit(resource.RLIMIT_FSIZE, (job["limit"], job["limit"]))
    if job.get("kill", " ").isidentifier():
        sys.setprofile(enter)
    try:
        with Index.build([Report(**report) for report in job["reports"]], job["path"], progress=progress) as index:
            return str(index.changes)
    except BriefingError as fault:
        return f"{type(fault).__name__}: {fault}"


def serve() -> None:
    """Read lists of jobs, one a line; run the jobs of a list at the same time; answer [[signal, outcome], …]."""
    import chromadb  # noqa: F401 - imported before the fork, so that no builder pays for it

    from index import building, opening  # noqa: F401
    from index.assertions import read_assertions

    read_assertions("The parser is loaded before the fork too.")
    for line in sys.stdin:
        children = []
        for job in json.loads(line):
            result = Path(job["path"] + ".result")
            if not (child := os.fork()):
                result.write_text(build(job), encoding="utf-8")
                os._exit(0)
            children.append((child, result))
        outcomes = []
        for child, result in children:
            _, status = os.waitpid(child, 0)
            outcome = result.read_text(encoding="utf-8") if result.exists() else ""
            outcomes.append([os.WTERMSIG(status) if os.WIFSIGNALED(status) else 0, outcome])
        sys.stdout.write(json.dumps(outcomes) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    serve()
