"""Owns the verb that looks whether everything an answer needs is here and fits together."""

import platform
import sys
from collections.abc import Callable, Iterator
from dataclasses import asdict, dataclass
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING

import typer

from assistant.commands.options import CorpusOption, IndexOption, JsonOption, put_json

if TYPE_CHECKING:
    from corpus import Corpus, Settings

_PACKAGES = ("chromadb tantivy onnxruntime tokenizers numpy pydantic langchain-core gradio typer rich").split()


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing looked at. The text of a problem ends with what to run."""

    name: str
    ok: bool
    text: str


def doctor(as_json: JsonOption = False, corpus: CorpusOption = None, index: IndexOption = None) -> None:
    """Look at the installation, the weights, the corpus and the index. Exit 1 where one is not right, with the mend."""
    from assistant.terminal import one_line

    findings = list(examine(corpus, index))
    well = all(finding.ok for finding in findings)
    if as_json:
        put_json({"ok": well, "checks": [asdict(finding) for finding in findings]})
    else:
        for finding in findings:
            typer.echo(one_line(f"{'ok' if finding.ok else 'PROBLEM'}: {finding.name}: {finding.text}"))
    if not well:
        raise typer.Exit(1)


def examine(corpus: Path | None, index: Path | None) -> Iterator[Finding]:
    """Every finding, in the order in which one thing needs the other."""
    from corpus import load_settings

    settings = load_settings()
    folder, store = corpus or settings.corpus, index or settings.index
    yield _python()
    yield _look("packages", _packages)
    yield _look("encoder", lambda: _encoder(settings))
    held, finding = _corpus(folder)
    yield finding
    opened = _look("index", lambda: _index(store, settings))
    yield opened
    if opened.ok:
        yield _look("model", lambda: _model(store, settings))
    # An index that is named alone may belong to any corpus.
    if opened.ok and held is not None and (corpus is not None or index is None):
        yield _look("index and corpus", lambda: _agreement(held, store))


def _look(name: str, look: Callable[[], str]) -> Finding:
    from corpus import BriefingError

    try:
        return Finding(name, True, look())
    except (BriefingError, OSError) as fault:
        return Finding(name, False, str(fault))


def _python() -> Finding:
    recent = sys.version_info >= (3, 11)
    mend = "" if recent else "; install Python 3.11 or later"
    return Finding("python", recent, f"{platform.python_version()} in {sys.prefix}{mend}")


def _packages() -> str:
    from corpus import BriefingError

    found, missing = [], []
    for name in _PACKAGES:
        try:
            found.append(f"{name} {metadata.version(name)}")
        except metadata.PackageNotFoundError:
            missing.append(name)
    if missing:
        raise BriefingError(f"not installed: {', '.join(missing)}; run: pip install {' '.join(missing)}")
    return ", ".join(found)


def _encoder(settings: "Settings") -> str:
    from index.encoder import verify_encoder

    return f"{settings.encoder}, weights {verify_encoder(settings)[:12]}, as pinned"


def _corpus(folder: Path) -> "tuple[Corpus | None, Finding]":
    from assistant.commands.corpora import summary
    from corpus import BriefingError, check_corpus

    try:
        reading, faults = check_corpus(folder)
    except BriefingError as fault:
        return None, Finding("corpus", False, str(fault))
    text = f"{folder}: {summary(reading.corpus, faults)}"
    if any(fault.level == "error" for fault in faults):
        return None, Finding("corpus", False, f"{text}; see them: briefing check --corpus {folder}")
    return reading.corpus, Finding("corpus", True, text)


def _index(store: Path, settings: "Settings") -> str:
    from index import Index

    with Index.open(store, settings=settings) as opened:
        held = ", ".join(f"{number} {name}s" for name, number in opened.counts.items())
        return f"{store}: {held}; generation {opened.generation}, newest report {opened.newest or 'without a date'}"


def _model(store: Path, settings: "Settings") -> str:
    from assistant import Assistant

    Assistant.open(store, settings.model or None, settings=settings).close()
    return settings.model or "none: answers are put together from what the reports say"


def _agreement(held: "Corpus", store: Path) -> str:
    """Whether the index holds the corpus as it is now. Raises IndexStale."""
    from corpus.errors import IndexStale
    from index.building import LEDGER, report_version
    from index.ledger import Ledger

    ledger = Ledger(store / LEDGER)
    indexed, now = ledger.versions(), {report.id: report_version(report) for report in held.reports}
    claims = {claim.id: claim for claim in ledger.claims()} == {claim.id: claim for claim in held.register}
    ledger.close()
    differ = sum(indexed.get(key) != now.get(key) for key in {*indexed, *now})
    if differ or not claims:
        what = f"{differ} of the corpus's reports" if differ else "claims of the register"
        raise IndexStale(f"{what} changed since the index was built; run: briefing index")
    return "the index holds the corpus as it is"
