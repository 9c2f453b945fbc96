"""Owns building an index: what changed is read, embedded and written; the ledger's commit makes it visible."""

import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterable
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
from corpus.values import Corpus, Report
from index.assertions import read_assertions
from index.assertions.cues import cues_version
from index.assertions.sentences import split_sentences
from index.encoder import Encoder, is_prepared, load_encoder
from index.ledger import Ledger, to_json
from index.passages import SPLITTER_VERSION, split_passages
from index.terms import TERMS_VERSION, Names, terms, widened
from index.values import Changes, Passage, Sentence
from index.vectors import Vectors
from index.words import Words

Progress = Callable[[str, int, int], None]
"""Called with (what is going on, how many of, how many)."""

LEDGER, WORDS, CHROMA, MARK = "ledger.sqlite", "words", "chroma", "building"
_GROUP = 64
"""Reports read and embedded together: enough to fill batches, little enough to show progress."""


@dataclass(frozen=True, slots=True)
class _Prepared:
    """One report version, ready to be written."""

    report: Report
    version: str
    passages: list[Passage]
    sentences: list[Sentence]


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
        "splitter": SPLITTER_VERSION,
        "terms": TERMS_VERSION,
        "cues": cues_version(),
    }


def build(
    source: Corpus | Path | str | Iterable[Report], folder: Path, settings: Settings, progress: Progress | None = None
) -> Changes:
    """Bring the index in `folder` up to `source`. Raises CorpusError, IndexUnwritable, EncoderError."""
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
        return _build(held, folder, settings, report_progress)
    except OSError as fault:
        raise IndexUnwritable(
            f"cannot write in {folder}: {fault.strerror or fault}; make room there, or choose another folder "
            f"with --index"
        ) from None
    finally:
        lock.release()


def _build(held: Corpus, folder: Path, settings: Settings, progress: Progress) -> Changes:
    names = Names(held.names, held.publishers)
    encoder, read = _encoder_and_head_start(held, names, settings, progress)
    with ExitStack() as parts:
        ledger = parts.enter_context(closing(Ledger(folder / LEDGER, create=True)))
        vectors = parts.enter_context(
            closing(
                Vectors(
                    folder / CHROMA, url=settings.chroma_url, collection=collection_name(folder, settings), create=True
                )
            )
        )
        words = Words(folder / WORDS, create=True)
        before, made = ledger.meta(), {"rules": rules(encoder), "names": _names_digest(held), "corpus": _digest(held)}
        if before and (
            before["rules"]["dimensions"] != encoder.dimensions
            or not set(before.get("vectors", ())) <= set(vectors.files())
        ):
            vectors.clear()
        in_force = ledger.versions()
        same = (
            _whole(ledger, vectors, words, folder)
            and before.get("rules") == made["rules"]
            and before.get("names") == made["names"]
        )
        versions = {report.id: report_version(report) for report in held.reports}
        todo = [report for report in held.reports if not same or in_force.get(report.id) != versions[report.id]]
        removed = [key for key in in_force if key not in versions]
        changes = Changes(
            added=sum(report.id not in in_force for report in todo),
            changed=sum(report.id in in_force for report in todo),
            removed=len(removed),
            unchanged=len(held.reports) - len(todo),
        )
        if same and not todo and not removed and before.get("corpus") == made["corpus"]:
            if (folder / MARK).exists():
                _finish(folder, before | ledger.counts())
            return changes
        (folder / MARK).write_text("a build is under way, or was cut short; the next one tidies up\n", encoding="utf-8")
        prepared = _prepare(todo, versions, read, names, encoder, progress)
        keyed = {item.report.id: _keyed(item, made) for item in prepared}
        _write_searchable(
            [(key, passage, item.report) for item in prepared for key, passage in keyed[item.report.id]],
            names,
            vectors,
            words,
            encoder,
            progress,
        )
        wordings = _wordings(held, names, encoder)
        manifest = made | {"generation": int(before.get("generation", 0)) + 1, "vectors": vectors.files()}
        stale = ledger.passage_keys()
        with ledger.writing():
            for key in removed:
                ledger.drop_report(key)
            for item in prepared:
                ledger.put_report(item.report, item.version, keyed[item.report.id], item.sentences)
            ledger.put_desk(held.publishers, held.names, held.register, wordings)
            ledger.count_terms()
            ledger.set_meta(manifest)
        _tidy(vectors, words, stale - ledger.passage_keys())
        _finish(folder, manifest | ledger.counts())
        return changes


def report_version(report: Report) -> str:
    """A content address: the same report has the same version."""
    return hashlib.sha256(to_json(report, Report).encode()).hexdigest()[:16]


def _keyed(item: _Prepared, made: dict[str, Any]) -> list[tuple[str, Passage]]:
    """Passages under keys that name report, rules and names: a build that is cut short has then not written another
    encoder's vectors, or other names' terms, over those in force."""
    edition = json.dumps([item.version, made["rules"], made["names"]], sort_keys=True)
    digest = hashlib.sha256(edition.encode()).hexdigest()[:16]
    return [(f"{passage.id}#{digest}", passage) for passage in item.passages]


def collection_name(folder: Path, settings: Settings) -> str:
    """One collection an index; on a shared server the folder tells them apart."""
    if not settings.chroma_url:
        return "passages"
    return "briefing-" + hashlib.sha256(str(folder.resolve()).encode()).hexdigest()[:16]


def _whole(ledger: Ledger, vectors: Vectors, words: Words, folder: Path) -> bool:
    """Whether the searchable parts hold what the ledger says; tidies up after a build that was cut short."""
    known = ledger.passage_keys()
    if (folder / MARK).exists() or vectors.count() != len(known):
        held, spoken = vectors.keys(), words.keys()
        vectors.delete(sorted(held - known))
        words.replace((), sorted(spoken - known))
        return known <= held and known <= spoken
    return known <= words.keys()


def _encoder_and_head_start(
    held: Corpus, names: Names, settings: Settings, progress: Progress
) -> tuple[Encoder, dict[str, _Prepared]]:
    """The encoder, and the reports read so far: while another process exports it, this one reads on its own core."""

    def say(what: str) -> None:
        progress(what, 0, 0)

    if is_prepared(settings) or len(held.reports) < _GROUP:
        return load_encoder(settings, say), {}
    say(f"preparing the encoder {settings.encoder}: once, while the reports are read")
    code = (
        "import sys; from dataclasses import replace; from pathlib import Path; from corpus import BriefingError, "
        "load_settings; from index.encoder import load_encoder\n"
        "try: load_encoder(replace(load_settings(), encoder=sys.argv[1], cache=Path(sys.argv[2])))\n"
        "except BriefingError: pass"  # the same error meets this process below, where it is reported
    )
    exporting = subprocess.Popen(  # noqa: S603 - our own interpreter, our own code
        [sys.executable, "-c", code, settings.encoder, str(settings.cache)], stdout=subprocess.DEVNULL
    )
    try:
        read = {}
        for number, report in enumerate(held.reports, start=1):
            read[report.id] = _read(report, report_version(report), names)
            progress("reading what the reports assert", number, len(held.reports))
    finally:
        exporting.wait()
    return load_encoder(settings, say), read


def _prepare(
    todo: list[Report],
    versions: dict[str, str],
    read: dict[str, _Prepared],
    names: Names,
    encoder: Encoder,
    progress: Progress,
) -> list[_Prepared]:
    made = []
    for first in range(0, len(todo), _GROUP):
        group = todo[first : first + _GROUP]
        drafts = []
        for number, report in enumerate(group):
            drafts.append(read.get(report.id) or _read(report, versions[report.id], names))
            progress("reading what the reports assert", first + number + 1, len(todo))
        texts = [s.text for draft in drafts for s in draft.sentences]
        vectors = encoder.encode(texts)
        at = 0
        for draft in drafts:
            sentences = []
            for sentence in draft.sentences:
                sentences.append(
                    Sentence(
                        sentence.report_id,
                        sentence.start,
                        sentence.end,
                        sentence.text,
                        sentence.terms,
                        vectors[at],
                        sentence.assertions,
                        sentence.published,
                    )
                )
                at += 1
            made.append(_Prepared(draft.report, draft.version, draft.passages, sentences))
    return made


def _read(report: Report, version: str, names: Names) -> _Prepared:
    spans = split_sentences(report.text)
    by_start: dict[int, list[Any]] = {span.start: [] for span in spans}
    for assertion in read_assertions(report.text, report=report.id, title=report.title, published=report.published):
        by_start[assertion.frame_start].append(assertion)
    empty = np.zeros(0, dtype=np.float32)
    sentences = [
        Sentence(
            report.id,
            span.start,
            span.end,
            report.text[span.start : span.end],
            tuple(sorted(widened(terms(report.text[span.start : span.end], names), names))),
            empty,
            tuple(by_start[span.start]),
            report.published,
        )
        for span in spans
    ]
    return _Prepared(report, version, split_passages(report.id, report.text, spans), sentences)


def _write_searchable(
    passages: list[tuple[str, Passage, Report]],
    names: Names,
    vectors: Vectors,
    words: Words,
    encoder: Encoder,
    progress: Progress,
) -> None:
    for first in range(0, len(passages), 512):
        group = passages[first : first + 512]
        # The title is what tells two passages of the same wording apart; it is searched, never quoted.
        vectors.upsert(
            [key for key, _, _ in group],
            encoder.encode([f"{report.title}. {p.text}" if report.title else p.text for _, p, report in group]),
        )
        progress("embedding passages", min(first + 512, len(passages)), len(passages))
    if passages:
        words.replace((key, _searched(report.title, passage.text, names)) for key, passage, report in passages)


def _searched(title: str, text: str, names: Names) -> list[str]:
    """The terms a passage is found by: its own with repeats, its names' wholes, and its title's once."""
    own = terms(text, names)
    return own + sorted(widened(own, names) - set(own)) + sorted(set(terms(title, names)))


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
