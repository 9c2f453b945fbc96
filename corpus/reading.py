"""Owns turning a corpus folder into values: every file is read, and every fault is kept with its place."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ValidationError

from corpus.errors import CorpusError
from corpus.forms import ClaimForm, NameForm, PublisherForm, QuotationForm, ReportForm
from corpus.values import Claim, Corpus, Correction, Link, Name, Publisher, Quotation, Report, Slots, StatusChange
from corpus.yaml_text import YamlText, read_yaml

MAX_REPORT_BYTES = 5 * 1024 * 1024
"""About 800,000 words: no report is that long, and everything larger was a wrong file."""

_FENCE = re.compile(r"^---[ \t]*(?:\n|\Z)", re.M)

Form = TypeVar("Form", bound=BaseModel)


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing wrong in a corpus file. A warning does not stop an index from being built."""

    path: Path
    line: int
    field: str
    message: str
    level: Literal["error", "warning"] = "error"

    def __str__(self) -> str:
        place = ": ".join(part for part in (f"{self.path}:{self.line}", self.field, self.message) if part)
        return f"{self.level}: {place}"

    def as_error(self) -> CorpusError:
        """The same fault as an exception."""
        return CorpusError(self.message, self.path, self.line, self.field)


@dataclass(frozen=True, slots=True)
class Source:
    """The file a report or claim was read from, for naming the place of later faults."""

    path: Path
    yaml: YamlText


@dataclass(frozen=True, slots=True)
class Reading:
    """A corpus as far as it could be read, the faults met, and where each value came from."""

    corpus: Corpus
    faults: tuple[Fault, ...]
    sources: dict[str, Source]


def read_report(path: Path) -> tuple[Report, YamlText]:
    """One report file. Raises CorpusError."""
    text = _text(path)
    front, body, body_line = _split(text, path)
    fields = read_yaml(front, path, first_line=2)
    form = _fill(ReportForm, fields)
    if not body.strip():
        raise CorpusError("the report has no text after its front matter", path, body_line)
    report = Report(
        id=form.id or path.stem,
        title=form.title,
        text=body,
        kind=form.kind,
        publisher=form.publisher,
        published=form.published,
        received=form.received,
        url=form.url,
        read_via=form.read_via,
        language=form.language,
        origins=form.origins,
        handling=form.handling,
        corrections=tuple(Correction(c.quote, c.note, c.date, _quotations(c.basis), c.id) for c in form.corrections),
        verified_by=form.verified.by if form.verified else "",
        verified_on=form.verified.date if form.verified else None,
    )
    return report, fields


def read_claim(path: Path, draft: str | None = None) -> tuple[Claim, YamlText]:
    """One register file, or a draft of what it is to become. Raises CorpusError."""
    fields = read_yaml(_text(path) if draft is None else draft, path)
    form = _fill(ClaimForm, fields)
    claim = Claim(
        id=form.id,
        text=form.claim,
        also=form.also,
        slots=Slots(**form.slots.model_dump()),
        history=tuple(StatusChange(c.date, c.status, c.note, _quotations(c.basis), c.set_by) for c in form.history),
        links=tuple(Link(k.report, k.quote, k.scope, k.date, k.by, k.note) for k in form.links),
    )
    return claim, fields


def read_corpus(folder: Path, drafts: Mapping[Path, str] | None = None) -> Reading:
    """Read everything under a corpus folder, collecting faults instead of stopping at the first. A register file that
    has a draft is read as the draft."""
    faults: list[Fault] = []
    sources: dict[str, Source] = {}
    if not folder.is_dir():
        raise CorpusError("no such corpus folder; name one with --corpus", folder)
    reports = []
    for path in _report_files(folder):
        try:
            report, fields = read_report(path)
        except CorpusError as fault:
            faults.append(_fault(fault, path))
            continue
        if report.id in sources:
            first = sources[report.id].path
            faults.append(Fault(path, fields.line("id"), "id", f"{report.id!r} is already the id of {first.name}"))
            continue
        sources[report.id] = Source(path, fields)
        reports.append(report)
    claims = []
    for path in sorted((folder / "register").glob("*.yaml")):
        try:
            claim, fields = read_claim(path, (drafts or {}).get(path))
        except CorpusError as fault:
            faults.append(_fault(fault, path))
            continue
        if f"claim {claim.id}" in sources:
            first = sources[f"claim {claim.id}"].path
            faults.append(Fault(path, fields.line("id"), "id", f"{claim.id!r} is already the id of {first.name}"))
            continue
        sources[f"claim {claim.id}"] = Source(path, fields)
        claims.append(claim)
    publishers = tuple(
        Publisher(id=key, **form.model_dump())
        for key, form in _entries(folder / "publishers.yaml", PublisherForm, faults)
    )
    names = tuple(Name(id=key, **form.model_dump()) for key, form in _entries(folder / "names.yaml", NameForm, faults))
    return Reading(Corpus(tuple(reports), publishers, tuple(claims), names), tuple(faults), sources)


def _report_files(folder: Path) -> list[Path]:
    """`reports/*.md`, or the folder's own *.md where it has no reports folder."""
    reports = folder / "reports"
    return sorted((reports if reports.is_dir() else folder).glob("*.md"))


def _text(path: Path) -> str:
    try:
        size = path.stat().st_size
        if size > MAX_REPORT_BYTES:
            raise CorpusError(
                f"{size / 2**20:.0f} MB; at most {MAX_REPORT_BYTES / 2**20:.0f} MB are read, split it", path
            )
        data = path.read_bytes()
    except OSError as fault:
        raise CorpusError(f"cannot be read: {fault.strerror}", path) from None
    if not data.strip():
        raise CorpusError("the file is empty", path)
    if b"\0" in data:
        raise CorpusError("not a text file: it holds null bytes", path, data[: data.index(b"\0")].count(b"\n") + 1)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = data[: fault.start].count(b"\n") + 1
        raise CorpusError(f"not UTF-8 at byte {fault.start}; save the file as UTF-8", path, line) from None
    # Offsets count in this text, so line ends are made one character here and nowhere else.
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _split(text: str, path: Path) -> tuple[str, str, int]:
    """Front matter, body, and the line the body starts on."""
    first = _FENCE.match(text)
    if not first:
        raise CorpusError("no front matter; start the file with `---`, `title: ...`, `---`", path, 1)
    last = _FENCE.search(text, first.end())
    if not last:
        raise CorpusError("the front matter is not closed; end it with a line `---`", path, 1)
    return text[first.end() : last.start()], text[last.end() :], text.count("\n", 0, last.end()) + 1


def _fill(form: type[Form], fields: YamlText) -> Form:
    try:
        return form.model_validate(fields.data)
    except ValidationError as faults:
        first = faults.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise CorpusError(_plainly(first, faults.error_count() - 1), fields.path, fields.line(key), key) from None


_EXPECTED = {
    "string_type": "expected text (put it in quotes)",
    "tuple_type": "expected a list",
    "model_type": "expected `name: value` lines",
}


def _plainly(fault: object, others: int) -> str:
    """A pydantic fault in words a person without Python reads."""
    assert isinstance(fault, dict)  # noqa: S101 - pydantic's ErrorDetails is a dict
    kind, given = fault["type"], fault.get("input")
    if kind == "missing":
        message = "is required"
    elif kind == "extra_forbidden":
        message = "is not a field of this file; corpus/README.md has the list"
    elif kind.startswith("date"):
        message = f"{given!r} is not a date; write YYYY-MM-DD"
    elif given is None:
        message = "is empty; give it a value"
    elif kind in _EXPECTED:
        message = f"{_EXPECTED[kind]}; got {str(given)[:60]!r}"
    elif kind == "value_error":
        message = fault["msg"].removeprefix("Value error, ")
    else:
        message = f"{fault['msg']}; got {str(given)[:60]!r}"
    return message + (f" (and {others} more in this file)" if others else "")


def _entries(path: Path, form: type[Form], faults: list[Fault]) -> Iterator[tuple[str, Form]]:
    """The entries of an optional `id: {…}` file."""
    if not path.is_file():
        return
    try:
        fields = read_yaml(_text(path), path)
    except CorpusError as fault:
        faults.append(_fault(fault, path))
        return
    for key, value in fields.data.items():
        try:
            yield key, _fill(form, YamlText(path, value if isinstance(value, dict) else {"name": value}))
        except CorpusError as fault:
            faults.append(Fault(path, fields.line(f"{key}.{fault.field}"), f"{key}.{fault.field}", fault.message))


def _quotations(forms: tuple[QuotationForm, ...]) -> tuple[Quotation, ...]:
    return tuple(Quotation(f.report, f.quote, f.scope, f.note) for f in forms)


def _fault(error: CorpusError, path: Path) -> Fault:
    return Fault(error.path or path, error.line or 1, error.field, error.message)
