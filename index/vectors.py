"""Owns vector search: one Chroma collection, embedded in the index folder or on a server."""

import shutil
import sqlite3
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from corpus.errors import BriefingError, IndexStale, IndexUnwritable, SettingsError
from index.values import Vector

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

_BATCH = 2000
_NAME = "passages"
_FILE = "chroma.sqlite3"
_CONNECTING = threading.Lock()


class Vectors:
    """Passage vectors under their ids. What the ledger does not know is dropped by its readers."""

    def __init__(self, folder: Path, *, url: str = "", collection: str = _NAME, create: bool = False) -> None:
        self._folder, self._url, self._name, self._create = folder, url, collection, create
        self._engines: list[Any] = []
        self._held: int | None = None
        """How many vectors were there at the first search since anything was written here."""
        if not url and not create and not (folder / _FILE).is_file():
            raise IndexStale(f"the vectors are missing from {folder.parent}. Build it anew: {self._build}")
        try:
            with self._plainly():
                self._connect()
        except IndexUnwritable:
            if url or not _is_damaged(folder / _FILE):
                raise
            shutil.rmtree(folder)  # nothing in it can be read, and all of it can be made again
            with self._plainly():
                self._connect()

    def _connect(self) -> None:
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        quiet = ChromaSettings(anonymized_telemetry=False)

        def start() -> Any:
            if not self._url:
                return chromadb.PersistentClient(str(self._folder), settings=quiet)
            parts = urlsplit(self._url)
            host, port = parts.hostname or "localhost", parts.port or 8000
            return chromadb.HttpClient(host=host, port=port, ssl=parts.scheme == "https", settings=quiet)

        client, self._engines = _on_its_own(start)
        self._client: ClientAPI = client
        try:
            self._open()
        except BaseException:
            self.close()
            raise

    def _open(self) -> None:
        self._collection = self._client.get_or_create_collection(
            self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 100}}
        )

    @property
    def _build(self) -> str:
        return f"briefing index --index {self._folder.parent}"

    @contextmanager
    def _plainly(self) -> Iterator[None]:
        """Chroma's failures as ours: one line with what, where and the mend."""
        import chromadb.errors
        import httpx

        try:
            yield
        except (chromadb.errors.ChromaError, httpx.HTTPError, OSError, ValueError) as fault:
            raise self._fault(" ".join(str(fault).split())) from None

    def _fault(self, why: str) -> BriefingError:
        if self._url:
            return SettingsError(
                f"the Chroma server at {self._url} does not serve ({why}); start it, or unset BRIEFING_CHROMA_URL"
            )
        if self._create:
            return IndexUnwritable(
                f"cannot write the vectors in {self._folder} ({why}); make room, or remove that folder and build again"
            )
        return IndexStale(
            f"the vectors in {self._folder} cannot be read ({why}). Remove that folder and build anew: {self._build}"
        )

    def upsert(self, keys: Sequence[str], vectors: Vector) -> None:
        """Write vectors over any of the same key."""
        self._held = None
        with self._plainly():
            for start in range(0, len(keys), _BATCH):
                self._collection.upsert(
                    ids=list(keys[start : start + _BATCH]), embeddings=vectors[start : start + _BATCH]
                )

    def delete(self, keys: Sequence[str]) -> None:
        """Take vectors out."""
        self._held = None
        with self._plainly():
            for start in range(0, len(keys), _BATCH):
                self._collection.delete(ids=list(keys[start : start + _BATCH]))

    def keys(self) -> set[str]:
        """Every key held: for finding what an interrupted build left behind."""
        with self._plainly():
            return set(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        """How many vectors are held."""
        with self._plainly():
            return int(self._collection.count())

    def files(self) -> list[str]:
        """Names of the files the nearest are found in: without one of them Chroma finds less and says nothing."""
        if self._url:
            return []
        return sorted(str(path.relative_to(self._folder)) for path in self._folder.rglob("*/*") if path.is_file())

    def search(self, vector: Vector, k: int) -> list[str]:
        """Keys of the k nearest, nearest first."""
        if self._held is None:
            self._held = self.count()  # Chroma counts as slowly as it searches
        if not self._held:
            return []
        query: Any = np.asarray(vector, dtype=np.float32)
        with self._plainly():
            found = self._collection.query(query_embeddings=[query], n_results=min(k, self._held), include=[])
        return list(found["ids"][0])

    def clear(self) -> None:
        """Forget everything: for a build with another encoder, or over damaged files."""
        self._held = None
        with self._plainly():
            self._client.delete_collection(self._name)
            self._open()

    def close(self) -> None:
        """Let go of the files."""
        from chromadb.api import ServerAPI

        while self._engines:
            engine = self._engines.pop()
            engine.stop()
            if self._url:
                engine.instance(ServerAPI)._session.close()  # stopping leaves the connections to a server open


def _on_its_own(start: Callable[[], Any]) -> tuple[Any, list[Any]]:
    """A new Chroma client, and the engines it started, taken out of Chroma's registry.

    Chroma hands one engine to all clients of a path in a process, even one that failed to start, and an engine started
    before another process wrote keeps answering from its old rows. It has no public way to ask for a fresh one.
    """
    from chromadb.api.shared_system_client import SharedSystemClient as Registry

    with _CONNECTING:
        before = set(Registry._identifier_to_system)
        try:
            client = start()
        finally:
            new = [key for key in Registry._identifier_to_system if key not in before]
            engines = [Registry._identifier_to_system.pop(key) for key in new]
            for key in new:
                Registry._identifier_to_refcount.pop(key, None)
    return client, engines


def _is_damaged(file: Path) -> bool:
    """Whether SQLite itself finds the file broken: not full, not locked, not read-only."""
    try:
        with closing(sqlite3.connect(file)) as connection:
            return bool(connection.execute("pragma quick_check(1)").fetchone() != ("ok",))
    except sqlite3.DatabaseError as fault:
        return fault.sqlite_errorcode in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}
