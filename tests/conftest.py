"""Owns what every test stands on: no network, no telemetry, and no setting of the person who runs it."""

import os
import shutil
import signal
import threading

if threading.current_thread() is threading.main_thread():
    # A shell that starts the tests in the background has them ignore Ctrl+C, and whatever they start with them.
    signal.signal(signal.SIGINT, signal.default_int_handler)

# Before anything is imported: these libraries read the environment once, at import.
os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["GRADIO_ANALYTICS_ENABLED"] = "False"
os.environ["ANONYMIZED_TELEMETRY"] = "False"
for name in [name for name in os.environ if name.startswith("BRIEFING_") and name != "BRIEFING_CACHE"]:
    del os.environ[name]

from collections.abc import Iterator  # noqa: E402 - after the environment is set
from pathlib import Path  # noqa: E402

import pytest  # noqa: E402
from filelock import FileLock  # noqa: E402


@pytest.fixture(scope="session")
def shipped_index(tmp_path_factory: pytest.TempPathFactory, worker_id: str) -> Path:
    """The index of the shipped corpus, built once a run; each process has a copy, for Chroma writes to read."""
    from corpus import load_settings
    from index.opening import Index

    own = tmp_path_factory.mktemp("shipped") / "store"
    if worker_id == "master":
        Index.build(load_settings().corpus, own).close()
        return own
    shared = tmp_path_factory.getbasetemp().parent / "shipped-store"
    with FileLock(f"{shared}.lock"):
        if not (shared / "built").exists():
            Index.build(load_settings().corpus, shared / "store").close()
            (shared / "built").touch()
    shutil.copytree(shared / "store", own)
    return own


@pytest.fixture(scope="session")
def shipped(shipped_index: Path) -> "Iterator[object]":
    """The desk over the shipped corpus."""
    from assistant.answering import Assistant

    with Assistant.open(shipped_index) as desk:
        yield desk
