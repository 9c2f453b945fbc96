"""Owns vector search: one Chroma collection, embedded in the index folder or on a server."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import numpy as np

from corpus.errors import IndexStale, IndexUnwritable, SettingsError
from index.values import Vector

if TYPE_CHECKING:
    from chromadb.api import ClientAPI

_BATCH = 2000
_NAME = "passages"


class Vectors:
    """Passage vectors under their ids. What the ledger does not know is dropped by its readers."""

    def __init__(self, folder: Path, *, url: str = "", collection: str = _NAME, create: bool = False) -> None:
        self._folder, self._url, self._name = folder, url, collection
        if not url and not create and not (folder / "chroma.sqlite3").is_file():
            raise IndexStale(f"the vectors are missing from {folder.parent}. Build it anew: briefing index")
        self._client = self._connect()
        self._open()

    def _connect(self) -> "ClientAPI":
        import chromadb
        import chromadb.errors
        from chromadb.config import Settings as ChromaSettings

        quiet = ChromaSettings(anonymized_telemetry=False)
        try:
            if self._url:
                parts = urlsplit(self._url)
                return chromadb.HttpClient(
                    host=parts.hostname or "localhost", port=parts.port or 8000, ssl=parts.scheme == "https", settings=quiet)
            return chromadb.PersistentClient(str(self._folder), settings=quiet)
        except (ValueError, OSError) as fault:
            if self._url:
                raise SettingsError(f"no Chroma server answers at {self._url} ({fault}); start one or unset BRIEFING_CHROMA_URL") from None
            raise IndexUnwritable(f"cannot open the vectors in {self._folder}: {fault}") from None
        except chromadb.errors.ChromaError as fault:
            raise IndexUnwritable(f"cannot open the vectors in {self._folder}: {fault}") from None

    def _open(self) -> None:
        import chromadb.errors

        try:
            self._collection = self._client.get_or_create_collection(
                self._name, embedding_function=None, configuration={"hnsw": {"space": "cosine", "ef_search": 100}})
        except (chromadb.errors.ChromaError, OSError, ValueError) as fault:
            raise IndexUnwritable(f"cannot open the vectors in {self._folder}: {fault}") from None

    def upsert(self, keys: Sequence[str], vectors: Vector) -> None:
        """Write vectors over any of the same key."""
        import chromadb.errors

        try:
            for start in range(0, len(keys), _BATCH):
                self._collection.upsert(ids=list(keys[start : start + _BATCH]), embeddings=vectors[start : start + _BATCH])
        except (chromadb.errors.ChromaError, OSError) as fault:
            raise IndexUnwritable(f"cannot write the vectors in {self._folder}: {fault}") from None

    def delete(self, keys: Sequence[str]) -> None:
        """Take vectors out."""
        for start in range(0, len(keys), _BATCH):
            self._collection.delete(ids=list(keys[start : start + _BATCH]))

    def keys(self) -> set[str]:
        """Every key held: for finding what an interrupted build left behind."""
        return set(self._collection.get(include=[])["ids"])

    def count(self) -> int:
        """How many vectors are held."""
        return int(self._collection.count())

    def search(self, vector: Vector, k: int) -> list[str]:
        """Keys of the k nearest, nearest first."""
        held = self.count()
        if not held:
            return []
        found: Any = self._collection.query(query_embeddings=[np.asarray(vector, dtype=np.float32)], n_results=min(k, held), include=[])
        return list(found["ids"][0])

    def clear(self) -> None:
        """Forget everything: for a build with another encoder."""
        self._client.delete_collection(self._name)
        self._open()

    def close(self) -> None:
        """Let go of the files."""
        self._client.close()
