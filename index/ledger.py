"""Owns the ledger: one SQLite file that says which report versions are in the index. Its commit is the switch."""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
from pydantic import TypeAdapter

from corpus.errors import BriefingError, IndexMissing, IndexStale, IndexUnwritable
from corpus.values import Claim, Name, Publisher, Report
from index.assertions import Assertion
from index.values import Held, Passage, Sentence, Vector

_SCHEMA = """
create table meta (key text primary key, value text not null);
create table report (id text primary key, version text not null, published text, received text,
    handling text not null, publisher text not null, data text not null);
create table passage (key text primary key, report text not null, start integer not null,
    "end" integer not null, vector blob not null, wording text not null);
create table sentence (report text not null, start integer not null, "end" integer not null,
    terms text not null, vector blob not null, assertions text not null, primary key (report, start));
create table publisher (id text primary key, data text not null);
create table name (id text primary key, data text not null);
create table learned (id text primary key, data text not null);
create table claim (id text primary key, data text not null);
create table wording (claim text not null, text text not null, terms text not null, vector blob not null);
create table frequency (term text primary key, sentences integer not null);
create index passage_report on passage (report);
"""
LAYOUT_VERSION = 2
"""Counts up with every change of the tables; a build makes an older ledger anew, for all of it can be made again."""
_OURS = {"meta", "report", "passage", "sentence"}
"""Tables of every layout so far: by these a file is known as ours."""


@cache
def _adapter(kind: Any) -> TypeAdapter[Any]:
    return TypeAdapter(kind)


def to_json(value: Any, kind: Any) -> str:
    """A corpus or index value as JSON text."""
    return _adapter(kind).dump_json(value).decode()


def from_json(text: str, kind: Any) -> Any:
    """The value of such a text."""
    return _adapter(kind).validate_json(text)


class Ledger:
    """Reads, and inside `writing()` writes, the ledger of one index folder."""

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self.path = path
        if not create and not _is_file(path):
            raise IndexMissing(f"no index in {path.parent}. Build it: {self._build}")
        try:
            self._connection = sqlite3.connect(path, check_same_thread=False, timeout=30, isolation_level=None)
        except sqlite3.Error as fault:
            raise self._fault(fault, create) from None
        try:
            self._prepare(create)
        except sqlite3.Error as fault:
            self.close()
            raise self._fault(fault, create) from None
        except BriefingError:
            self.close()
            raise

    def _prepare(self, create: bool) -> None:
        held = {name for (name,) in self._connection.execute("select name from sqlite_master where type = 'table'")}
        if held and not held >= _OURS:
            wrong = IndexUnwritable if create else IndexStale
            raise wrong(
                f"{self.path} is not an index of this product. Remove that file, or name another folder with --index"
            )
        if not held and not create:
            raise IndexMissing(f"the index in {self.path.parent} was never finished. Build it: {self._build}")
        outdated = held and next(self._connection.execute("pragma user_version"))[0] != LAYOUT_VERSION
        if outdated and not create:
            raise IndexStale(
                f"the index in {self.path.parent} was made by another version. Build it anew: {self._build}"
            )
        if create and (outdated or not held):
            drops = " ".join(f"drop table {name};" for name in sorted(held))
            layout = f"pragma user_version = {LAYOUT_VERSION};"
            self._connection.executescript(f"begin; {drops} {_SCHEMA} {layout} commit;")

    @property
    def _build(self) -> str:
        return f"briefing index --index {self.path.parent}"

    def _fault(self, fault: sqlite3.Error, writing: bool) -> BriefingError:
        """A failure of SQLite as ours: a broken file is never overwritten, for it may be something else."""
        if getattr(fault, "sqlite_errorcode", 0) in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            wrong = IndexUnwritable if writing else IndexStale
            return wrong(
                f"{self.path} is not an index of this product, or is damaged ({fault}). Remove that file and "
                f"build: {self._build}"
            )
        if writing:
            return IndexUnwritable(f"cannot write the index in {self.path.parent}: {fault}")
        return IndexStale(f"{self.path} cannot be read ({fault}). Build it anew: {self._build}")

    def _rows(self, sql: str, values: Sequence[Any] = ()) -> Iterator[tuple[Any, ...]]:
        try:
            yield from self._connection.execute(sql, values)
        except sqlite3.Error as fault:
            raise self._fault(fault, writing=False) from None

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all of it is seen, or none."""
        try:
            self._connection.execute("begin immediate")
            yield
            self._connection.execute("commit")
        except sqlite3.Error as fault:
            self._rollback()
            raise self._fault(fault, writing=True) from None
        except BaseException:
            self._rollback()
            raise

    @contextmanager
    def reading(self) -> Iterator[None]:
        """One moment: everything read inside is of the same generation."""
        try:
            self._connection.execute("begin")
        except sqlite3.Error as fault:
            raise self._fault(fault, writing=False) from None
        try:
            yield
        finally:
            self._rollback()

    def _rollback(self) -> None:
        if self._connection.in_transaction:
            self._connection.execute("rollback")

    def close(self) -> None:
        """Let go of the file."""
        self._connection.close()

    # What a build writes

    def set_meta(self, values: dict[str, Any]) -> None:
        """The manifest and the generation."""
        self._connection.executemany(
            "insert or replace into meta values (?, ?)", [(k, json.dumps(v)) for k, v in values.items()]
        )

    def put_report(
        self,
        report: Report,
        version: str,
        passages: Sequence[tuple[str, Passage, Vector, str]],
        sentences: Sequence[Sentence],
    ) -> None:
        """One report with its passages and sentences, over any earlier version."""
        self.drop_report(report.id)
        run = self._connection.execute
        run(
            "insert into report values (?, ?, ?, ?, ?, ?, ?)",
            (
                report.id,
                version,
                _iso(report.published),
                _iso(report.received),
                report.handling,
                report.publisher,
                to_json(report, Report),
            ),
        )
        self._connection.executemany(
            "insert into passage values (?, ?, ?, ?, ?, ?)",
            [
                (key, p.report_id, p.start, p.end, vector.astype(np.float16).tobytes(), wording)
                for key, p, vector, wording in passages
            ],
        )
        self._connection.executemany(
            "insert into sentence values (?, ?, ?, ?, ?, ?)",
            [
                (
                    s.report_id,
                    s.start,
                    s.end,
                    " ".join(s.terms),
                    s.vector.astype(np.float16).tobytes(),
                    to_json(s.assertions, tuple[Assertion, ...]),
                )
                for s in sentences
            ],
        )

    def drop_report(self, report_id: str) -> None:
        """Forget one report."""
        for statement in (
            "delete from report where id = ?",
            "delete from passage where report = ?",
            "delete from sentence where report = ?",
        ):
            self._connection.execute(statement, (report_id,))

    def put_desk(
        self,
        publishers: Iterable[Publisher],
        names: Iterable[Name],
        learned: Iterable[Name],
        claims: Iterable[Claim],
        wordings: Iterable[tuple[str, str, Sequence[str], Vector]],
    ) -> None:
        """Publishers, names (the desk's and those learned from the reports) and the register, whole."""
        many = self._connection.executemany
        for table in ("publisher", "name", "learned", "claim", "wording"):
            self._connection.execute(f"delete from {table}")  # noqa: S608 - the names are the five above
        many("insert into publisher values (?, ?)", [(p.id, to_json(p, Publisher)) for p in publishers])
        many("insert into name values (?, ?)", [(n.id, to_json(n, Name)) for n in names])
        many("insert into learned values (?, ?)", [(n.id, to_json(n, Name)) for n in learned])
        many("insert into claim values (?, ?)", [(c.id, to_json(c, Claim)) for c in claims])
        many(
            "insert into wording values (?, ?, ?, ?)",
            [(c, t, " ".join(w), v.astype(np.float16).tobytes()) for c, t, w, v in wordings],
        )

    def count_terms(self) -> None:
        """In how many sentences each term stands: what makes a rare word weigh more."""
        counts: dict[str, int] = {}
        for (words,) in self._connection.execute("select terms from sentence"):
            for word in set(words.split()):
                counts[word] = counts.get(word, 0) + 1
        self._connection.execute("delete from frequency")
        self._connection.executemany("insert into frequency values (?, ?)", counts.items())

    # What everybody reads

    def meta(self) -> dict[str, Any]:
        """The manifest and the generation; empty for a ledger that was never committed."""
        return {key: json.loads(value) for key, value in self._rows("select key, value from meta")}

    def versions(self) -> dict[str, str]:
        """Report id → version."""
        return dict(self._rows("select id, version from report"))

    def passage_keys(self) -> set[str]:
        """Keys of all passages in force."""
        return {key for (key,) in self._rows("select key from passage")}

    def report(self, report_id: str) -> Report | None:
        """One report, or None."""
        row = next(self._rows("select data from report where id = ?", (report_id,)), None)
        return from_json(row[0], Report) if row else None

    def reports(self) -> Iterator[Report]:
        """All reports, by id."""
        for (data,) in self._rows("select data from report order by id"):
            yield from_json(data, Report)

    def passages(self, keys: Sequence[str]) -> dict[str, Held]:
        """Key → passage, for the keys that are in force."""
        found = {}
        for some, marks in _groups(keys):
            rows = self._rows(
                'select p.key, p.report, p.start, p."end", r.published, r.received, r.handling, r.publisher, '  # noqa: S608 - marks alone
                f"p.vector, p.wording from passage p join report r on r.id = p.report where p.key in ({marks})",
                some,
            )
            found.update({row[0]: Held(*row[1:]) for row in rows})
        return found

    def provenances(self) -> Iterator[tuple[Any, ...]]:
        """(key, vector, published, received, handling, publisher) of every passage in force."""
        return self._rows(
            "select p.key, p.vector, r.published, r.received, r.handling, r.publisher from passage p "
            "join report r on r.id = p.report"
        )

    def marks(self) -> set[str]:
        """The handling marks that reports carry."""
        return {mark for (mark,) in self._rows("select distinct handling from report")}

    def sentence_vectors(self, keys: Sequence[str]) -> Iterator[tuple[str, bytes]]:
        """(key, vector) of every sentence of some passages."""
        for some, marks in _groups(keys):
            yield from self._rows(
                "select p.key, s.vector from passage p join sentence s on s.report = p.report "  # noqa: S608 - marks alone
                f'and s.start >= p.start and s.start < p."end" where p.key in ({marks})',
                some,
            )

    def sentences(
        self, report_id: str, start: int, end: int
    ) -> list[tuple[int, int, tuple[str, ...], Vector, tuple[Assertion, ...]]]:
        """Sentences that touch report.text[start:end], in order."""
        rows = self._rows(
            'select start, "end", terms, vector, assertions from sentence where report = ? and start < ? and '
            '"end" > ? order by start',
            (report_id, end, start),
        )
        return [
            (
                a,
                b,
                tuple(words.split()),
                np.frombuffer(vector, np.float16).astype(np.float32),
                from_json(data, tuple[Assertion, ...]),
            )
            for a, b, words, vector, data in rows
        ]

    def publishers(self) -> list[Publisher]:
        """All publishers."""
        return [from_json(data, Publisher) for (data,) in self._rows("select data from publisher order by id")]

    def names(self) -> list[Name]:
        """All names that the desk gave."""
        return [from_json(data, Name) for (data,) in self._rows("select data from name order by id")]

    def learned(self) -> list[Name]:
        """All names that the reports gave themselves."""
        return [from_json(data, Name) for (data,) in self._rows("select data from learned order by id")]

    def claims(self) -> list[Claim]:
        """The register."""
        return [from_json(data, Claim) for (data,) in self._rows("select data from claim order by id")]

    def wordings(self) -> list[tuple[str, str, tuple[str, ...], Vector]]:
        """(claim id, wording, terms, vector) of every wording of the register."""
        return [
            (claim, text, tuple(words.split()), np.frombuffer(vector, np.float16).astype(np.float32))
            for claim, text, words, vector in self._rows(
                "select claim, text, terms, vector from wording order by rowid"
            )
        ]

    def frequencies(self) -> dict[str, int]:
        """Term → number of sentences that hold it."""
        return dict(self._rows("select term, sentences from frequency"))

    def counts(self) -> dict[str, int]:
        """How much is held."""
        return {
            table: next(self._rows(f"select count(*) from {table}"))[0]  # noqa: S608 - fixed names
            for table in ("report", "passage", "sentence", "claim", "publisher")
        }

    def newest(self, until: date | None = None, received_by: date | None = None) -> date | None:
        """The newest published date held, not after `until`; of the reports received by a day, where one is given."""
        bounds = (_iso(until) or "9999", _iso(received_by))
        row = next(
            self._rows(
                "select max(published) from report where published <= ?1 and (?2 is null or received <= ?2)", bounds
            )
        )
        return date.fromisoformat(row[0]) if row[0] else None

    def never_received(self) -> list[tuple[str | None, str, str]]:
        """(published, handling, publisher) of every report that does not say when it was received."""
        return list(self._rows("select published, handling, publisher from report where received is null"))

    def known_words(self) -> set[str]:
        """Every term of the corpus."""
        return {term for (term,) in self._rows("select term from frequency")}


def _groups(keys: Sequence[str]) -> Iterator[tuple[tuple[str, ...], str]]:
    """Keys in groups that one statement takes, with a question mark for each."""
    for start in range(0, len(keys), 500):
        some = tuple(keys[start : start + 500])
        yield some, ",".join("?" * len(some))


def _is_file(path: Path) -> bool:
    """Whether there is such a file; a path that no file can have is none."""
    try:
        return path.is_file()
    except (OSError, ValueError):
        return False


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
