"""Owns the checks that need more than one file: every quotation is where it says, and nothing is told too early."""

import re
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path

from corpus.reading import Fault, Reading, read_corpus
from corpus.values import Claim, Corpus, Quotation, Report

_YEAR = re.compile(r"\b(19\d\d|20\d\d)\b")
_MONTHS = ("january february march april may june july august september october november december").split()
_DAY = re.compile(
    rf"\b(\d{{1,2}})\s+({'|'.join(_MONTHS)})\s+(\d{{4}})\b|\b({'|'.join(_MONTHS)})\s+(\d{{1,2}}),?\s+(\d{{4}})\b", re.I
)
_FORWARD = re.compile(
    r"\b(will|would|by|until|till|plan\w*|expect\w*|due|ahead of|scheduled|forecast\w*|next|from|before|could|may)\b",
    re.I,
)


def load_corpus(folder: Path | str) -> Corpus:
    """The corpus of a folder, checked. Raises CorpusError at the first error; `briefing check` names all."""
    reading, faults = check_corpus(Path(folder))
    errors = [fault for fault in faults if fault.level == "error"]
    if errors:
        first = errors[0].as_error()
        if len(errors) > 1:
            first.args = (f"{first} (and {len(errors) - 1} more; `briefing check` names all)",)
        raise first
    return reading.corpus


def check_corpus(folder: Path, drafts: Mapping[Path, str] | None = None) -> tuple[Reading, tuple[Fault, ...]]:
    """Read a folder, with drafts in the place of register files, and check it across files: (what was read, every
    fault in file order)."""
    reading = read_corpus(folder, drafts)
    faults = [*reading.faults]
    if not reading.corpus.reports and not faults:
        faults.append(Fault(folder, 1, "", "no report found; put Markdown files into reports/"))
    faults += _check_reports(reading)
    faults += _check_register(reading)
    return reading, tuple(sorted(faults, key=lambda fault: (str(fault.path), fault.line)))


def _check_reports(reading: Reading) -> Iterator[Fault]:
    publishers = {publisher.id for publisher in reading.corpus.publishers}
    for report in reading.corpus.reports:
        source = reading.sources[report.id]

        def fault(
            field: str, message: str, level: str = "error", path: Path = source.path, yaml: object = source.yaml
        ) -> Fault:
            return Fault(path, yaml.line(field), field, message, level)  # type: ignore[attr-defined, arg-type]

        if report.publisher and publishers and report.publisher not in publishers:
            yield fault("publisher", f"{report.publisher!r} is not in publishers.yaml; add it there")
        if report.published is None:
            yield fault("published", "no date: the report is left out of every as-of answer", "warning")
        if report.url and not report.url.startswith(("http://", "https://")):
            yield fault("url", f"{report.url!r} is not a web address; give it whole or leave it out")
        for number, correction in enumerate(report.corrections):
            field = f"corrections.{number}"
            if correction.quote not in report.text:
                yield fault(f"{field}.quote", "these words are not in the report")
            if report.published and correction.date < report.published:
                yield fault(f"{field}.date", "a correction cannot come before the report it corrects")
            for place, message in _check_basis(correction.basis, correction.date, reading):
                yield fault(f"{field}.{place}", message)
        if report.published and (told := _later_day(report)):
            whole = source.path.read_text(encoding="utf-8", errors="replace")
            line = whole.count("\n") - report.text.count("\n", told.start()) + 1  # the text ends where the file ends
            yield Fault(
                source.path,
                line,
                "text",
                f"seems to tell of {told[0]}, after its own date {report.published}",
                "warning",
            )


def _check_register(reading: Reading) -> Iterator[Fault]:
    for claim in reading.corpus.register:
        source = reading.sources[f"claim {claim.id}"]
        for field, message in _claim_faults(claim, reading):
            yield Fault(source.path, source.yaml.line(field), field, message)


def _claim_faults(claim: Claim, reading: Reading) -> Iterator[tuple[str, str]]:
    if not claim.history:
        yield "history", "a claim needs at least one dated status"
    for number, change in enumerate(claim.history):
        field = f"history.{number}"
        if number and change.date < claim.history[number - 1].date:
            yield f"{field}.date", "entries go from oldest to newest"
        if not change.basis and change.status != "unknown":
            yield f"{field}.basis", "a status needs at least one quotation to rest on"
        for place, message in _check_basis(change.basis, change.date, reading):
            yield f"{field}.{place}", message
    seen: set[tuple[str, str]] = set()
    for number, link in enumerate(claim.links):
        if (link.report, link.quote) in seen:
            yield f"links.{number}.quote", "the same words are linked twice; keep one decision"
        seen.add((link.report, link.quote))
        for place, message in _check_basis((Quotation(link.report, link.quote, link.scope),), link.date, reading):
            yield f"links.{number}.{place.removeprefix('basis.0.')}", message


def _check_basis(basis: tuple[Quotation, ...], day: date, reading: Reading) -> Iterator[tuple[str, str]]:
    """Faults of quotations that something dated `day` rests on."""
    reports = {report.id: report for report in reading.corpus.reports}
    for number, quotation in enumerate(basis):
        report = reports.get(quotation.report)
        if report is None:
            yield f"basis.{number}.report", f"there is no report {quotation.report!r}"
        elif quotation.quote not in report.text:
            yield f"basis.{number}.quote", f"these words are not in report {quotation.report!r}"
        elif report.published is None or report.published > day:
            when = report.published or "without a date"
            yield f"basis.{number}.report", f"{quotation.report!r} was published {when}, after {day} when it is used"


def _later_day(report: Report) -> re.Match[str] | None:
    """A day named in the text that lies after the report's own date and is not spoken of as future."""
    assert report.published is not None  # noqa: S101 - the caller asked
    for found in _DAY.finditer(report.text):
        day, month, year = (found[1], found[2], found[3]) if found[1] else (found[5], found[4], found[6])
        try:
            told = date(int(year), _MONTHS.index(month.lower()) + 1, int(day))
        except ValueError:
            continue
        if told > report.published and not _FORWARD.search(_sentence_before(report.text, found.start())):
            return found
    for found in _YEAR.finditer(report.text):
        if int(found[0]) > report.published.year and not _FORWARD.search(_sentence_before(report.text, found.start())):
            return found
    return None


def _sentence_before(text: str, end: int) -> str:
    return text[max(text.rfind(". ", 0, end), text.rfind("\n", 0, end), 0) : end]
