"""Owns building an index: what changed is read, embedded and written; the ledger's commit makes it visible."""

import hashlib
import json
import os
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from filelock import FileLock, Timeout

import corpus
from corpus.checking import load_corpus
from corpus.errors import CorpusError, IndexUnwritable
from corpus.settings import Settings
from corpus.values import Corpus, Name, Report
from index.assertions.cues import cues_version
from index.copies import wording_of
from index.encoder import Encoder
from index.learning import learn, touched
from index.ledger import LAYOUT_VERSION, Ledger, to_json
from index.passages import SPLITTER_VERSION
from index.preparing import Prepared, Readings, encoder_and_head_start, prepare
from index.preparing import Progress as Progress  # part of what building offers its callers
from index.terms import TERMS_VERSION, Names, terms, widened
from index.values import Against, Changes, Passage, Vector
from index.vectors import Vectors
from index.words import Document, Words

_TURNING = frozenset({"deny", "dismiss", "retract", "acknowledge"})
"""What may turn what others say: it can be looked for beside the rest, whatever crowds the first places."""
LEDGER, WORDS, CHROMA, MARK = "ledger.sqlite", "words", "chroma", "building"


def gather(source: Corpus | Path | str | Iterable[Report]) -> Corpus:
    """A corpus from a folder, from reports made in code, or as it is. Raises CorpusError."""
    if isinstance(source, str | Path):
        return load_corpus(source)
    held = source if isinstance(source, Corpus) else Corpus.of(source)
    seen: set[str] = set()
    for report in held.reports:
        if report.id in seen:
            raise CorpusError(f"two reports have the id {report.id!r}; ids must differ")
        seen.add(report.id)
    return held


def rules(encoder: Encoder) -> dict[str, Any]:
    """What an index must have been made with to be read by this code."""
    return {
        "encoder": encoder.name,
        "weights": encoder.fingerprint,
        "dimensions": encoder.dimensions,
        "layout": LAYOUT_VERSION,
        "splitter": SPLITTER_VERSION,
        "terms": TERMS_VERSION,
        "cues": cues_version(),
    }


def build(
    source: Corpus | Path | str | Iterable[Report],
    folder: Path,
    settings: Settings,
    progress: Progress | None = None,
    *,
    encoder: Encoder | None = None,
    read: Readings | None = None,
) -> Changes:
    """Bring the index in `folder` up to `source`; `encoder` and `read` are what a caller has loaded and read already.
    Raises CorpusError, IndexUnwritable, EncoderError."""
    held = gather(source)
    report_progress = progress or (lambda *_: None)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / "lock")
        lock.acquire(timeout=60)
    except Timeout:
        raise IndexUnwritable(f"another process is building {folder}; wait for it to end") from None
    except OSError as fault:
        raise IndexUnwritable(
            f"cannot write in {folder}: {fault.strerror or fault}; choose another folder with --index"
        ) from None
    try:
        if encoder is None:
            encoder, early = encoder_and_head_start(held.reports, settings, report_progress)
            read = early | (read or {})
        return _build(held, folder, settings, report_progress, encoder, read or {})
    except OSError as fault:
        raise IndexUnwritable(
            f"cannot write in {folder}: {fault.strerror or fault}; make room there, or choose another folder "
            f"with --index"
        ) from None
    finally:
        lock.release()


@dataclass(frozen=True, slots=True)
class _Stores:
    """The parts of an open index: the ledger, and what it is searched by."""

    ledger: Ledger
    vectors: Vectors
    words: Words
    folder: Path


@dataclass(frozen=True, slots=True)
class _Entry:
    """A passage about to be written."""

    key: str
    passage: Passage
    item: Prepared
    against: Against


@dataclass(frozen=True, slots=True)
class _Plan:
    """What a build has to do: the reports to read, those to drop, and what the index will have been made with."""

    todo: list[Report]
    learned: tuple[Name, ...]
    versions: dict[str, str]
    removed: list[str]
    changes: Changes
    made: dict[str, Any]
    before: dict[str, Any]
    same: bool

    @property
    def is_done(self) -> bool:
        """Whether the index already holds this corpus, made by these rules."""
        settled = self.same and not self.todo and not self.removed
        return settled and self.before.get("corpus") == self.made["corpus"]


def _build(
    held: Corpus, folder: Path, settings: Settings, progress: Progress, encoder: Encoder, read: Readings
) -> Changes:
    learned = learn(held.reports, Names(held.names, held.publishers))
    names = Names((*held.names, *learned), held.publishers)
    with ExitStack() as parts:
        stores = _open(folder, settings, parts)
        plan = _plan(held, learned, encoder, stores)
        if plan.is_done:
            if (folder / MARK).exists():
                _finish(folder, plan.before | stores.ledger.counts())
            return plan.changes
        (folder / MARK).write_text("a build is under way, or was cut short; the next one tidies up\n", encoding="utf-8")
        prepared = prepare(plan.todo, plan.versions, read, names, encoder, progress)
        entries = [entry for item in prepared for entry in _entries(item, plan.made)]
        vectors = _write_searchable(entries, names, stores, encoder, progress)
        manifest = _commit(held, plan, prepared, entries, vectors, _wordings(held, names, encoder), stores)
        _finish(folder, manifest | stores.ledger.counts())
        return plan.changes


def _open(folder: Path, settings: Settings, parts: ExitStack) -> _Stores:
    ledger = parts.enter_context(closing(Ledger(folder / LEDGER, create=True)))
    collection = collection_name(folder, settings)
    vectors = Vectors(folder / CHROMA, url=settings.chroma_url, collection=collection, create=True)
    parts.enter_context(closing(vectors))
    return _Stores(ledger, vectors, Words(folder / WORDS, create=True), folder)


def _plan(held: Corpus, learned: tuple[Name, ...], encoder: Encoder, stores: _Stores) -> _Plan:
    """What is to be done, against what the ledger says; vectors of another encoder are cleared away first."""
    before = stores.ledger.meta()
    made = {
        "rules": rules(encoder),
        "names": _names_digest(held),
        "learned": hashlib.sha256(repr(learned).encode()).hexdigest()[:16],
        "corpus": _digest(held),
    }
    if before and (
        before["rules"]["dimensions"] != encoder.dimensions
        or not set(before.get("vectors", ())) <= set(stores.vectors.files())
    ):
        stores.vectors.clear()
    in_force = stores.ledger.versions()
    same = _whole(stores) and all(before.get(key) == made[key] for key in ("rules", "names"))
    versions = {report.id: report_version(report) for report in held.reports}
    fresh = {report.id for report in held.reports if not same or in_force.get(report.id) != versions[report.id]}
    moved = {*learned} ^ {*stores.ledger.learned()}
    todo = [report for report in held.reports if report.id in fresh or touched(report, moved)]
    removed = [key for key in in_force if key not in versions]
    changes = Changes(
        added=len(fresh - in_force.keys()),
        changed=len(fresh & in_force.keys()),
        removed=len(removed),
        unchanged=len(held.reports) - len(fresh),
    )
    return _Plan(todo, learned, versions, removed, changes, made, before, same)


def _commit(
    held: Corpus,
    plan: _Plan,
    prepared: list[Prepared],
    entries: list[_Entry],
    vectors: dict[str, Vector],
    wordings: list[tuple[str, str, list[str], np.ndarray[Any, Any]]],
    stores: _Stores,
) -> dict[str, Any]:
    """Switch to the new versions in one transaction; what no version holds any more is then taken out of the search."""
    generation = int(plan.before.get("generation", 0)) + 1
    manifest = plan.made | {"generation": generation, "vectors": stores.vectors.files()}
    stale = stores.ledger.passage_keys()
    passages: dict[str, list[tuple[str, Passage, Vector, str]]] = {item.report.id: [] for item in prepared}
    for e in entries:
        passages[e.item.report.id].append((e.key, e.passage, vectors[e.key], wording_of(e.passage.text)))
    with stores.ledger.writing():
        for key in plan.removed:
            stores.ledger.drop_report(key)
        for item in prepared:
            stores.ledger.put_report(item.report, item.version, passages[item.report.id], item.sentences)
        stores.ledger.put_desk(held.publishers, held.names, plan.learned, held.register, wordings)
        stores.ledger.count_terms()
        stores.ledger.set_meta(manifest)
    _tidy(stores.vectors, stores.words, stale - stores.ledger.passage_keys())
    return manifest


def report_version(report: Report) -> str:
    """A content address: the same report has the same version."""
    return hashlib.sha256(to_json(report, Report).encode()).hexdigest()[:16]


def _entries(item: Prepared, made: dict[str, Any]) -> Iterator[_Entry]:
    """Passages under keys that name report, rules and names: a build that is cut short has then not written another
    encoder's vectors, or other names' terms, over those in force."""
    edition = json.dumps([item.version, made["rules"], made["names"], made["learned"]], sort_keys=True)
    digest = hashlib.sha256(edition.encode()).hexdigest()[:16]
    for passage in item.passages:
        yield _Entry(f"{passage.id}#{digest}", passage, item, _speaks_against(item, passage))


def collection_name(folder: Path, settings: Settings) -> str:
    """One collection an index; on a shared server the folder tells them apart."""
    if not settings.chroma_url:
        return "passages"
    return "briefing-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def _whole(stores: _Stores) -> bool:
    """Whether the searchable parts hold what the ledger says; tidies up after a build that was cut short."""
    vectors, words, known = stores.vectors, stores.words, stores.ledger.passage_keys()
    if (stores.folder / MARK).exists() or vectors.count() != len(known):
        held, spoken = vectors.keys(), words.keys()
        vectors.delete(sorted(held - known))
        words.replace((), sorted(spoken - known))
        return known <= held and known <= spoken
    return known <= words.keys()


def _write_searchable(
    entries: list[_Entry], names: Names, stores: _Stores, encoder: Encoder, progress: Progress
) -> dict[str, Vector]:
    """Write what passages are searched by; their vectors, by key."""
    held: dict[str, Vector] = {}
    for first in range(0, len(entries), 512):
        group = entries[first : first + 512]
        # The title is what tells two passages of the same wording apart; it is searched, never quoted.
        titles = [entry.item.report.title for entry in group]
        texts = [
            f"{title}. {e.passage.text}" if title else e.passage.text for title, e in zip(titles, group, strict=True)
        ]
        vectors = encoder.encode(texts)
        stores.vectors.upsert([entry.key for entry in group], vectors)
        held.update((entry.key, vector) for entry, vector in zip(group, vectors, strict=True))
        progress("embedding passages", min(first + 512, len(entries)), len(entries))
    if entries:
        stores.words.replace(Document(e.key, _searched(e, names), e.item.report, e.against) for e in entries)
    return held


def _searched(entry: _Entry, names: Names) -> list[str]:
    """The terms a passage is found by: its own with repeats, its names' wholes, and its title's once."""
    own = terms(entry.passage.text, names)
    return own + sorted(widened(own, names) - set(own)) + sorted(set(terms(entry.item.report.title, names)))


def _speaks_against(item: Prepared, passage: Passage) -> Against:
    """Whether somebody in it denies, dismisses, takes back or admits something, or says that it is not so."""
    inside = [a for s in item.sentences if s.start < passage.end and s.end > passage.start for a in s.assertions]
    if any(assertion.stance in _TURNING for assertion in inside):
        return "spoken"
    return "negated" if any(assertion.negated for assertion in inside) else "no"


def _wordings(held: Corpus, names: Names, encoder: Encoder) -> list[tuple[str, str, list[str], np.ndarray[Any, Any]]]:
    rows = [(claim.id, text) for claim in held.register for text in (claim.text, *claim.also)]
    vectors = encoder.encode([text for _, text in rows])
    return [(claim, text, terms(text, names), vector) for (claim, text), vector in zip(rows, vectors, strict=True)]


def _tidy(vectors: Vectors, words: Words, stale: set[str]) -> None:
    if stale:
        vectors.delete(sorted(stale))
        words.replace((), sorted(stale))


def _names_digest(held: Corpus) -> str:
    """Names change how a text becomes terms, so a change of names is a change of every report."""
    return hashlib.sha256(
        repr((held.names, [(p.id, p.name, p.aliases) for p in held.publishers])).encode()
    ).hexdigest()[:16]


def _digest(held: Corpus) -> str:
    return hashlib.sha256(to_json(held, corpus.Corpus).encode()).hexdigest()[:16]


def _finish(folder: Path, manifest: dict[str, Any]) -> None:
    """Write manifest.json, the ledger's own words for people and scripts, and take the mark away."""
    draft = folder / "manifest.json.part"
    draft.write_text(json.dumps(manifest, indent=2) + "\n", encoding="utf-8")
    os.replace(draft, folder / "manifest.json")
    (folder / MARK).unlink(missing_ok=True)
