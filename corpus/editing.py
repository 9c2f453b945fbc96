"""Owns writing to the register: an entry or link is added to a claim's file, whole or not at all; it can be undone."""

import hashlib
import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from filelock import FileLock, Timeout

from corpus.checking import check_corpus
from corpus.errors import CorpusError, RegisterError
from corpus.insertion import insert_item
from corpus.reading import Reading
from corpus.values import Claim, Link, Quotation, StatusChange

_HELD = 50
"""Edits of one file that can be undone, one after the other."""


@dataclass(frozen=True, slots=True)
class Edit:
    """What was written: the claim as it now is, the file, and the first line that is new."""

    claim: Claim
    path: Path
    line: int


def set_status(folder: Path, claim_id: str, change: StatusChange, journal: Path) -> Edit:
    """Add an entry to a claim's history, in date order. Raises RegisterError, CorpusError; then nothing is written."""
    reading = _sound(folder)
    claim_file(reading, claim_id)
    for quotation in change.basis:
        _check_quotation(quotation, change, reading)
    if not change.basis and change.status != "unknown":
        raise RegisterError("a status needs something to rest on; add --basis 'REPORT:exact words of it'")
    item: dict[str, Any] = {"date": change.date.isoformat(), "status": change.status}
    item |= {"note": change.note} if change.note else {}
    item |= {"basis": [_quotation(q) for q in change.basis]} if change.basis else {}
    item["set_by"] = change.set_by
    return _add(folder, reading, claim_id, "history", item, journal)


def add_link(folder: Path, claim_id: str, link: Link, journal: Path) -> Edit:
    """Add a decision to a claim's links, in date order. Raises RegisterError, CorpusError; then nothing is written."""
    item = {"report": link.report, "quote": link.quote, "scope": link.scope, "by": link.by}
    item |= {"date": link.date.isoformat()}
    item |= {"note": link.note} if link.note else {}
    return _add(folder, _sound(folder), claim_id, "links", item, journal)


def undo(folder: Path, claim_id: str, journal: Path) -> Path:
    """Take back the last edit made here of a claim's file, byte for byte. Raises RegisterError where there is none, or
    where the file was changed since."""
    path = claim_file(check_corpus(folder)[0], claim_id)
    with _writing(path, journal) as held:
        now, edits = path.read_bytes(), _edits(held)
        while edits and edits[-1].read_bytes() == now:  # the process died before it was written
            edits.pop().unlink()
        if not edits:
            raise RegisterError(f"nothing was set in {path} from this command line; git has the older versions")
        last = edits[-1]
        if _digest(now) != last.suffix.removeprefix("."):
            raise RegisterError(f"{path} was changed since the last edit from here; take it back with git")
        before = last.read_bytes()
        check = check_corpus(folder, {path: before.decode("utf-8-sig").replace("\r\n", "\n")})[1]
        if fault := next((f for f in check if f.level == "error"), None):
            raise fault.as_error()
        _replace(path, before)
        last.unlink()
    return path


def claim_file(reading: Reading, claim_id: str) -> Path:
    """Where a claim is written down. Raises RegisterError for one that the corpus does not have."""
    source = reading.sources.get(f"claim {claim_id}")
    if source is None:
        near = get_close_matches(claim_id[:100], [claim.id for claim in reading.corpus.register], n=3, cutoff=0.4)
        hint = f"near it: {', '.join(near)}" if near else "see all: briefing claims"
        raise RegisterError(f"no claim {claim_id[:100]!r} in the register; {hint}")
    return source.path


def _sound(folder: Path) -> Reading:
    """A corpus without errors: the first one is raised before anything is changed."""
    reading, faults = check_corpus(folder)
    if first := next((fault for fault in faults if fault.level == "error"), None):
        raise first.as_error()
    return reading


def _check_quotation(quotation: Quotation, change: StatusChange, reading: Reading) -> None:
    """The faults of an option in its own words; the check of the whole corpus would name lines not yet written."""
    report = next((r for r in reading.corpus.reports if r.id == quotation.report), None)
    if report is None:
        raise RegisterError(f"--basis: there is no report {quotation.report!r}; write REPORT:exact words of it")
    if not quotation.quote or quotation.quote not in report.text:
        raise RegisterError(f"--basis: these words are not in report {report.id!r}: {quotation.quote[:120]!r}")
    if report.published is None or report.published > change.date:
        when = report.published or "without a date"
        raise RegisterError(f"--basis: {report.id!r} was published {when}, after {change.date} when it is used")


def _add(folder: Path, reading: Reading, claim_id: str, field: str, item: Mapping[str, Any], journal: Path) -> Edit:
    path = claim_file(reading, claim_id)
    with _writing(path, journal) as held:
        old = path.read_bytes()
        text = old.decode("utf-8-sig")
        try:
            made, line = insert_item(text, field, item, lambda other: other.get("date", "") <= item["date"])
        except RegisterError as fault:
            raise RegisterError(f"{path}: {fault}") from None
        after, faults = check_corpus(folder, {path: made.replace("\r\n", "\n")})
        if first := next((fault for fault in faults if fault.level == "error"), None):
            raise first.as_error()
        new = old[: len(old) - len(old.removeprefix(b"\xef\xbb\xbf"))] + made.encode()
        _remember(held, old, new)
        _replace(path, new)
    return Edit(next(c for c in after.corpus.register if c.id == claim_id), path, line)


def _quotation(quotation: Quotation) -> dict[str, str]:
    item = {"report": quotation.report, "quote": quotation.quote, "scope": quotation.scope}
    return item | ({"note": quotation.note} if quotation.note else {})


# Files


@contextmanager
def _writing(path: Path, journal: Path) -> Iterator[Path]:
    """The journal of a file, with nobody else writing that file. Raises RegisterError where it cannot be written."""
    path = path.resolve()
    held = journal / hashlib.sha256(os.fsencode(path)).hexdigest()[:16]
    if not os.access(path, os.W_OK) or not os.access(path.parent, os.W_OK):
        raise RegisterError(f"{path} is read-only; copy the corpus folder to one of yours and name it with --corpus")
    try:
        held.mkdir(parents=True, exist_ok=True)
        with FileLock(held / "lock", timeout=20):
            yield held
    except Timeout:
        raise RegisterError(f"{path} is being edited by another process; try again when it has ended") from None
    except OSError as fault:
        raise RegisterError(f"{fault.filename or path} cannot be written: {fault.strerror or fault}") from None
    except UnicodeDecodeError:
        raise CorpusError("not UTF-8; save the file as UTF-8", path) from None


def _edits(held: Path) -> list[Path]:
    """Earlier versions of a file, oldest first: `000007.<digest of what replaced it>`."""
    return sorted(path for path in held.iterdir() if path.stem.isdigit())


def _remember(held: Path, old: bytes, new: bytes) -> None:
    edits = _edits(held)
    number = int(edits[-1].stem) + 1 if edits else 1
    (held / f"{number:06}.{_digest(new)}").write_bytes(old)
    for path in edits[: len(edits) + 1 - _HELD]:
        path.unlink()


def _digest(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()[:32]


def _replace(path: Path, data: bytes) -> None:
    """All of the new bytes or all of the old ones, whenever the process dies."""
    path = path.resolve()  # a link stays a link
    draft = path.with_name(f".{path.name}.part")
    with draft.open("wb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())
    draft.chmod(path.stat().st_mode & 0o7777)
    os.replace(draft, path)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
