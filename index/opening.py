"""Owns an open index: finding passages, reading what they assert, and noticing when a new generation is there."""

import os
import threading
from collections.abc import Collection, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus.errors import IndexMissing, IndexStale, IndexUnwritable
from corpus.settings import Settings, load_settings
from corpus.values import Claim, Corpus, Publisher, Report
from index import building
from index.bounds import Bounds
from index.encoder import Encoder, load_encoder
from index.finding import BOTH, ONLY_WORDS, Finder
from index.ledger import Ledger
from index.terms import Names, terms, widened
from index.values import Against, Changes, Held, Hit, Passage, Ranking, Sentence, Vector, Wording
from index.vectors import Vectors
from index.words import Words


class Index:
    """One index folder, open for reading. Safe to share between threads; close it, or use it as a context manager."""

    def __init__(self, path: Path | str, *, settings: Settings | None = None) -> None:
        self.path = Path(path)
        self.settings = settings or load_settings()
        self.changes: Changes | None = None
        """What the build did, where this index was opened by `build`."""
        self._lock = threading.RLock()
        self._closed = False
        self._ledger = Ledger(self.path / building.LEDGER)
        self._vectors: Vectors | None = None
        self._words: Words | None = None
        self._finder: Finder | None = None
        self._register: tuple[Claim, ...] | None = None
        try:
            self.encoder: Encoder = load_encoder(self.settings)
            self._load()
        except BaseException:
            self.close()
            raise

    @classmethod
    def open(cls, path: Path | str, *, settings: Settings | None = None) -> Self:
        """An index that exists. Raises IndexMissing, IndexStale."""
        return cls(path, settings=settings)

    @classmethod
    def build(
        cls,
        reports: Corpus | Path | str | Iterable[Report],
        path: Path | str,
        *,
        settings: Settings | None = None,
        progress: building.Progress | None = None,
    ) -> Self:
        """Bring the index at `path` up to a corpus folder, a Corpus or reports made in code, and open it."""
        settings = settings or load_settings()
        changes = building.build(reports, Path(path), settings, progress)
        opened = cls(path, settings=settings)
        opened.changes = changes
        return opened

    def _check(self, meta: dict[str, Any]) -> None:
        if not meta:
            raise IndexMissing(f"the index in {self.path} was never finished. Build it: {self._build}")
        theirs, ours = meta.get("rules", {}), building.rules(self.encoder)
        if theirs != ours:
            what = ", ".join(sorted(key for key in ours if theirs.get(key) != ours[key]))
            raise IndexStale(f"the index in {self.path} was made with another {what}. Build it anew: {self._build}")

    @property
    def _build(self) -> str:
        return f"briefing index --index {self.path}"

    def _load(self) -> None:
        """Everything small is held in memory; passages and sentences are read when they are found."""
        while True:
            meta = self._read_ledger()
            try:
                self._open_searchable(meta)
                break
            except IndexStale:
                # Else a build was committed, and tidied up, since the ledger was read.
                if self._ledger.meta().get("generation") == meta["generation"]:
                    raise
        self._report = lru_cache(maxsize=2048)(self._ledger.report)
        self._sentences = lru_cache(maxsize=4096)(self._read_sentences)
        self.held_terms = lru_cache(maxsize=16384)(self._held_terms)
        self._apply_register()
        self.fingerprint = f"{meta['corpus']}.{str(meta['rules']['weights'])[:12]}"
        self.generation = int(meta["generation"])

    def _read_ledger(self) -> dict[str, Any]:
        with self._ledger.reading():
            meta = self._ledger.meta()
            self._check(meta)
            self.publishers: dict[str, Publisher] = {p.id: p for p in self._ledger.publishers()}
            self.names = Names((*self._ledger.names(), *self._ledger.learned()), self.publishers.values())
            self.claims: dict[str, Claim] = {c.id: c for c in self._ledger.claims()}
            self.wordings = tuple(
                Wording(self.claims[c], text, words, vector) for c, text, words, vector in self._ledger.wordings()
            )
            self.frequencies = self._ledger.frequencies()
            self.counts = self._ledger.counts()
            self.newest = self._ledger.newest()
        return meta

    def _open_searchable(self, meta: dict[str, Any]) -> None:
        if self._vectors is not None:
            self._vectors.close()
            self._vectors = self._finder = None
        if not os.access(self.path, os.W_OK):
            raise IndexUnwritable(
                f"{self.path} is read-only, and Chroma and tantivy write even to read; copy the index to another folder"
                " and name it with --index"
            )
        self._words = Words(self.path / building.WORDS)
        self._vectors = Vectors(
            self.path / building.CHROMA,
            url=self.settings.chroma_url,
            collection=building.collection_name(self.path, self.settings),
        )
        whole = self._vectors.count() >= self.counts["passage"] and set(meta.get("vectors", ())) <= set(
            self._vectors.files()
        )
        if not whole or self._words.count() < self.counts["passage"]:
            raise IndexStale(f"a part of the index in {self.path} is missing. Build it anew: {self._build}")
        self._finder = Finder(self._ledger, self._words, self._vectors)

    def refresh(self) -> None:
        """Reopen where another process has built a new generation: an open Chroma keeps answering from its old rows."""
        with self._lock:
            if self._closed:
                raise IndexMissing(f"the index in {self.path} was closed here; open it again")
            if int(self._ledger.meta().get("generation", 0)) != self.generation or self._vectors is None:
                self._load()

    def close(self) -> None:
        """Let go of all files."""
        with self._lock:
            if self._vectors is not None:
                self._vectors.close()
            self._vectors = self._finder = None
            self._ledger.close()
            self._closed = True

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def use_register(self, register: tuple[Claim, ...]) -> None:
        """Answer with these claims instead of the index's own, until it is reopened; () answers without a register."""
        self._register = register
        self._apply_register()

    def _apply_register(self) -> None:
        if self._register is None:
            return
        self.claims = {claim.id: claim for claim in self._register}
        rows = [(claim, text) for claim in self._register for text in (claim.text, *claim.also)]
        vectors = self.encoder.encode([text for _, text in rows])
        self.wordings = tuple(
            Wording(claim, text, tuple(self.terms(text)), vector)
            for (claim, text), vector in zip(rows, vectors, strict=True)
        )

    # Reading

    def report(self, report_id: str) -> Report | None:
        """One report, or None."""
        return self._report(report_id)

    def reports(self) -> tuple[Report, ...]:
        """Every report, by id."""
        return tuple(self._ledger.reports())

    def newest_by(self, day: date | None, known_by: date | None = None) -> date | None:
        """The newest published date held, not after `day`; of the reports received by `known_by`, where it is given."""
        if known_by is None and (day is None or self.newest is None or self.newest <= day):
            return self.newest
        with self._lock:
            return self._ledger.newest(day, known_by)

    def never_received(
        self, as_of: date | None = None, publishers: Iterable[str] | None = None, handling: str = "TLP:CLEAR"
    ) -> int:
        """How many reports that a search within these bounds may use do not say when they were received."""
        bounds = Bounds.of(as_of, None, publishers, handling)
        with self._lock:
            rows = self._ledger.never_received()
        return sum(bounds.allow(day, None, mark, who) for day, mark, who in rows)

    def publisher(self, report: Report) -> Publisher:
        """Who put a report out; one that is not in the publishers file cannot be judged."""
        return self.publishers.get(report.publisher) or Publisher(report.publisher, report.publisher)

    def terms(self, text: str) -> list[str]:
        """The terms a text is matched by, in this index's names."""
        return terms(text, self.names)

    def _held_terms(self, text: str) -> frozenset[str]:
        return frozenset(widened(terms(text, self.names), self.names))

    def encode(self, text: str) -> Vector:
        """One text as a unit vector."""
        vector: Vector = self.encoder.encode([text])[0]
        return vector

    def sentences(self, report_id: str, start: int, end: int) -> tuple[Sentence, ...]:
        """Sentences that touch a span of a report, with what they assert."""
        return self._sentences(report_id, start, end)

    def _read_sentences(self, report_id: str, start: int, end: int) -> tuple[Sentence, ...]:
        report = self.report(report_id)
        if report is None:
            return ()
        with self._lock:
            rows = self._ledger.sentences(report_id, start, end)
        return tuple(
            Sentence(report_id, a, b, report.text[a:b], words, vector, assertions, report.published)
            for a, b, words, vector, assertions in rows
        )

    # Finding

    def search(
        self,
        text: str,
        k: int = 8,
        as_of: date | str | None = None,
        *,
        known_by: date | str | None = None,
        publishers: Iterable[str] | None = None,
        handling: str = "TLP:CLEAR",
        vector: Vector | None = None,
        against: bool = False,
        spoken: bool = False,
        rankings: Collection[Ranking] = BOTH,
    ) -> list[Hit]:
        """The best k passages, best first: words and vectors fused, or one of the two alone; passages of the same words
        take one place. Reports published later than `as_of`, or received later than `known_by`, or without that date,
        are left out; reports marked above `handling` are left out always. `against` asks, by their words, only for
        passages that say that something is not so; `spoken` only for those in which somebody denies, takes back or
        admits."""
        turning: Against = "spoken" if spoken else "negated" if against else "no"
        bounds = Bounds.of(as_of, known_by, publishers, handling, turning)
        by = ONLY_WORDS if turning != "no" else rankings
        while True:
            self.refresh()
            generation = self.generation
            words = widened(self.terms(text), self.names)
            query = self.encode(text) if vector is None else vector
            with self._lock:
                found = self._searchable().find(words, query, k, bounds, by)
            hits = [Hit(self._passage(row), score, tuple(map(self._passage, more))) for row, score, more in found]
            self.refresh()
            if self.generation == generation:  # else a build was committed on the way: half old, half new
                return hits

    def _searchable(self) -> Finder:
        """The open parts; under the lock, for another thread may be reopening them."""
        if self._finder is None:
            self.refresh()
        assert self._finder is not None  # noqa: S101 - opened, or refresh has raised
        return self._finder

    def _passage(self, row: Held) -> Passage:
        report = self.report(row.report)
        text = report.text if report else ""
        return Passage(row.report, row.start, row.end, text[row.start : row.end])
