"""Owns preparing reports for an index: their passages, and their sentences with terms, assertions and vectors."""

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

import numpy as np

from corpus.settings import Settings
from corpus.values import Report
from index.assertions import Assertion, Text, read_many
from index.assertions.sentences import Span, split_sentences
from index.encoder import Encoder, is_prepared, load_encoder
from index.passages import split_passages
from index.terms import Names, terms, widened
from index.values import Passage, Sentence

Progress = Callable[[str, int, int], None]
"""Called with (what is going on, how many of, how many)."""

Readings = dict[str, tuple[Assertion, ...]]
"""Report id → what the report asserts."""

_GROUP = 64
"""Reports embedded together: enough to fill batches, little enough to show progress."""
_NO_VECTOR = np.zeros(0, dtype=np.float32)


@dataclass(frozen=True, slots=True)
class Prepared:
    """One report version, ready to be written."""

    report: Report
    version: str
    passages: list[Passage]
    sentences: list[Sentence]


def encoder_and_head_start(
    reports: Sequence[Report], settings: Settings, progress: Progress
) -> tuple[Encoder, Readings]:
    """The encoder, and what was read so far: while another process exports it, this one reads on its own core."""

    def say(what: str) -> None:
        progress(what, 0, 0)

    if is_prepared(settings) or len(reports) < _GROUP:
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
        read = _read(reports, progress, workers=1)
    finally:
        exporting.wait()
    return load_encoder(settings, say), read


def prepare(
    reports: Sequence[Report],
    versions: dict[str, str],
    read: Readings,
    names: Names,
    encoder: Encoder,
    progress: Progress,
) -> list[Prepared]:
    """Every report, read and embedded; `read` holds what was read before."""
    read = read | _read([report for report in reports if report.id not in read], progress)
    made = []
    for first in range(0, len(reports), _GROUP):
        drafts = [
            _draft(report, versions[report.id], read[report.id], names) for report in reports[first : first + _GROUP]
        ]
        vectors = iter(encoder.encode([sentence.text for draft in drafts for sentence in draft.sentences]))
        for draft in drafts:
            embedded = [replace(sentence, vector=next(vectors)) for sentence in draft.sentences]
            made.append(replace(draft, sentences=embedded))
        progress("embedding sentences", first + len(drafts), len(reports))
    return made


def _read(reports: Sequence[Report], progress: Progress, workers: int | None = None) -> Readings:
    def say(number: int) -> None:
        progress("reading what the reports assert", number, len(reports))

    texts = [Text(report.text, report.id, report.title, report.published) for report in reports]
    found = read_many(texts, workers=workers, on_read=say)
    return {report.id: assertions for report, assertions in zip(reports, found, strict=True)}


def _draft(report: Report, version: str, assertions: Sequence[Assertion], names: Names) -> Prepared:
    """A report cut into passages and sentences; the vectors are still to come."""
    spans = split_sentences(report.text)
    by_start: dict[int, list[Assertion]] = {span.start: [] for span in spans}
    for assertion in assertions:
        by_start[assertion.frame_start].append(assertion)
    sentences = [_sentence(report, span, by_start[span.start], names) for span in spans]
    return Prepared(report, version, split_passages(report.id, report.text, spans), sentences)


def _sentence(report: Report, span: Span, assertions: list[Assertion], names: Names) -> Sentence:
    text = report.text[span.start : span.end]
    return Sentence(
        report.id,
        span.start,
        span.end,
        text,
        tuple(sorted(widened(terms(text, names), names))),
        _NO_VECTOR,
        tuple(assertions),
        report.published,
    )
