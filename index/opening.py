"""Owns an open index: finding passages, reading what they assert, and noticing when a new generation is there."""

import os
import threading
from collections.abc import Callable, Collection, Iterable
from datetime import date
from functools import lru_cache
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from corpus.errors import IndexMissing, IndexStale, IndexUnwritable, QuestionError
from corpus.settings import Settings, load_settings
from corpus.values import HANDLING, Claim, Corpus, Publisher, Report, as_date
from index import building
from index.encoder import Encoder, load_encoder
from index.fusion import fuse
from index.ledger import Ledger
from index.terms import Names, terms, widened
from index.values import Changes, Hit, Passage, Ranking, Sentence, Vector, Wording
from index.vectors import Vectors
from index.words import Words

_DEPTH = 40
"""Passages asked of each ranking before filters: five times what an answer reads."""
BOTH: tuple[Ranking, ...] = ("words", "vectors")
_WORDS: tuple[Ranking, ...] = ("words",)
_Row = tuple[str, int, int, str | None, str | None, str, str]
"""A passage in force: report, start, end, published, received, handling, publisher."""


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
            self.names = Names(self._ledger.names(), self.publishers.values())
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
            self._vectors = None
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
            self._vectors = None
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
        wanted, cleared = set(publishers) if publishers is not None else None, _cleared(handling)
        with self._lock:
            rows = self._ledger.never_received()
        return sum(_allowed(("", 0, 0, day, None, mark, who), as_of, None, wanted, cleared) for day, mark, who in rows)

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
        rankings: Collection[Ranking] = BOTH,
    ) -> list[Hit]:
        """The best k passages, best first: words and vectors fused, or one of the two alone. Reports published later
        than `as_of`, or received later than `known_by`, or without that date, are left out; reports marked above
        `handling` are left out always. `against` asks, by their words, only for passages in which somebody denies,
        takes back or admits."""
        day, known, cleared = _day(as_of), _day(known_by, "known-by"), _cleared(handling)
        wanted = set(publishers) if publishers is not None else None
        while True:
            self.refresh()
            generation = self.generation
            words = widened(self.terms(text), self.names)
            query = self.encode(text) if vector is None else vector
            by, mark = (_WORDS, building.AGAINST) if against else (rankings, "")
            hits = self._find(words, query, k, lambda row: _allowed(row, day, known, wanted, cleared), by, mark)
            self.refresh()
            if self.generation == generation:  # else a build was committed on the way: half old, half new
                return hits

    def _find(
        self,
        words: set[str],
        vector: Vector,
        k: int,
        allowed: Callable[[_Row], bool],
        rankings: Collection[Ranking],
        mark: str,
    ) -> list[Hit]:
        depth = max(_DEPTH, 5 * k)
        while True:
            fused = fuse(self._rank(words, vector, depth, rankings, mark))
            with self._lock:
                rows = self._ledger.passages([key for key, _ in fused])
            found = [(key, score) for key, score in fused if key in rows and allowed(rows[key])][: max(k, 0)]
            if len(found) >= k or depth >= self._held():
                return [Hit(self._passage(rows[key]), score) for key, score in found]
            depth *= 4  # a filter left too few: look deeper, up to everything

    def _held(self) -> int:
        """How many passages the rankings hold: more than are in force, where a build was cut short."""
        with self._lock:
            found, near = self._searchable()
            return max(near.count(), found.count())

    def _rank(
        self, words: set[str], vector: Vector, depth: int, rankings: Collection[Ranking], mark: str
    ) -> list[list[str]]:
        with self._lock:
            found, near = self._searchable()
            by_words = [found.search(words, depth, mark)] if "words" in rankings else []
            return by_words + ([near.search(vector, depth)] if "vectors" in rankings else [])

    def _searchable(self) -> tuple[Words, Vectors]:
        """The two open parts; under the lock, for another thread may be reopening them."""
        if self._vectors is None or self._words is None:
            self.refresh()
        assert self._vectors is not None and self._words is not None  # noqa: S101 - opened, or refresh has raised
        return self._words, self._vectors

    def _passage(self, row: _Row) -> Passage:
        report = self.report(row[0])
        text = report.text if report else ""
        return Passage(row[0], row[1], row[2], text[row[1] : row[2]])


def _allowed(
    row: _Row, day: date | None, known: date | None, publishers: set[str] | None, cleared: tuple[str, ...]
) -> bool:
    _, _, _, published, received, handling, publisher = row
    for told, bound in ((published, day), (received, known)):
        if bound is not None and (told is None or told > bound.isoformat()):
            return False
    return handling in cleared and (publishers is None or publisher in publishers)


def _day(value: date | str | None, clock: str = "as-of") -> date | None:
    try:
        return as_date(value)
    except ValueError:
        raise QuestionError(f"{value!r} is not a date; write the {clock} date as YYYY-MM-DD") from None


def _cleared(handling: str) -> tuple[str, ...]:
    """The marks that a reader cleared for this one may see."""
    if handling not in HANDLING:
        raise QuestionError(f"{handling!r} is not one of {', '.join(HANDLING)}")
    return HANDLING[: HANDLING.index(handling) + 1]
