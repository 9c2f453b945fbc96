"""Owns what of the register an export may hold: nothing later than its date, nothing marked above its handling."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from assistant.claims import claim_status, waved_away
from assistant.evidence import Evidence, cite, register_evidence
from assistant.exports.values import ClaimRecord, Denial, Entry, Quoted, Register
from assistant.origins import with_origins
from assistant.scales import credibility
from assistant.sides import AFFIRMING, side_of
from assistant.status import Bearings, bearings
from corpus.errors import QuestionError
from corpus.values import HANDLING, Claim, Quotation, StatusChange

if TYPE_CHECKING:
    from index.opening import Index

_Read = tuple[Quoted, Evidence | None]
"""A quotation, and what the rules read in it."""


def read_register(index: "Index", as_of: date | None, known_by: date | None, handling: str) -> Register:
    """The claims of an index as they stood on a date, for a reader cleared for a mark. Raises QuestionError."""
    if handling not in HANDLING:
        raise QuestionError(f"{handling!r} is not one of {', '.join(HANDLING)}")
    open_, undated, closed = [], [], []
    for _, claim in sorted(index.claims.items()):
        known = [change for change in claim.history if as_of is None or change.date <= as_of]
        if not known and (as_of or known_by):
            undated.append(claim.id)
        elif known and not _may_see(known[-1], handling, index):
            closed.append(claim.id)
        else:
            shown = [change for change in known if _may_see(change, handling, index)]
            open_.append(_record(claim, shown, as_of, index))
    if not index.claims:
        return Register(as_of, known_by, handling, (), ("there is nothing to export: this index has no register",))
    return Register(as_of, known_by, handling, tuple(open_), tuple(_said(undated, closed, handling)))


def _said(undated: Sequence[str], closed: Sequence[str], handling: str) -> Iterable[str]:
    if undated:
        yield f"left out, for the register holds nothing about them by that date: {', '.join(undated)}"
    if closed:
        yield (
            f"left out, for what they stand on is marked above {handling}: {', '.join(closed)};"
            " --handling names a higher mark"
        )


def _may_see(change: StatusChange, handling: str, index: "Index") -> bool:
    """Whether every report of an entry is open to the reader. Its note tells of them all, so it is all or nothing."""
    reports = (index.report(quotation.report) for quotation in change.basis)
    return all(HANDLING.index(r.handling) <= HANDLING.index(handling) for r in reports if r is not None)


def _record(claim: Claim, shown: Sequence[StatusChange], as_of: date | None, index: "Index") -> ClaimRecord:
    status = claim_status(claim, as_of)
    read = _read_all(claim, shown, as_of, index)
    entries = tuple(
        Entry(c.date, c.status, c.note, c.set_by, tuple(read[q][0] for q in c.basis if q in read)) for c in shown
    )
    sides = bearings([item for _, item in read.values() if item is not None], frozenset(), index.names)
    affirming = {i.origin for i in sides.affirming if i.origin and i.scope == "same"}
    own = [quoted for quoted, _ in read.values() if quoted.side in AFFIRMING and quoted.corrected is None]
    judged = [q.likelihood for q in entries[-1].quotes if _judges(q)] if status.status == "assessed" else []
    return ClaimRecord(
        claim.id,
        claim.text,
        claim.also,
        claim.slots,
        status.status,
        status.since,
        entries,
        credibility(status.status, len(affirming)),
        tuple(sorted({quoted.origin for quoted in own} - {""})),
        tuple(sorted({quoted.citation.publisher for quoted in own} - {""})),
        tuple(dict.fromkeys(likelihood for likelihood in judged if likelihood)),
        _denials(claim, list(read.values()), sides),
    )


def _read_all(
    claim: Claim, shown: Sequence[StatusChange], as_of: date | None, index: "Index"
) -> dict[Quotation, _Read]:
    """Every quotation once, in the register's order, each with an origin that knows of the others."""
    read: dict[Quotation, _Read] = {}
    for quotation in (q for change in shown for q in change.basis):
        if quotation not in read and (said := _read(quotation, claim, as_of, index)):
            read[quotation] = said
    known = {key: item for key, (_, item) in read.items() if item is not None}
    for key, item in zip(known, with_origins(tuple(known.values()), index.names), strict=True):
        read[key] = replace(read[key][0], origin=item.origin), item
    return read


def _judges(quoted: Quoted) -> bool:
    return quoted.scope == "same" and quoted.likelihood is not None and quoted.corrected is None


def _read(quotation: Quotation, claim: Claim, as_of: date | None, index: "Index") -> _Read | None:
    """A quotation with the assertion it stands for; None where its report was not there to be read on that date."""
    report = index.report(quotation.report)
    at = report.text.find(quotation.quote) if report is not None else -1
    if report is None or at < 0 or (as_of and (report.published is None or report.published > as_of)):
        return None
    vector = next(w.vector for w in index.wordings if w.claim.id == claim.id and w.text == claim.text)
    found = register_evidence([(quotation, 1)], claim.text, frozenset(index.terms(claim.text)), vector, index, as_of)
    publisher = index.publisher(report)
    span = at, at + len(quotation.quote)
    if not found:
        citation = cite(report, publisher, *span, "")
        return Quoted(citation, quotation.scope, quotation.note, publisher.reliability, report.handling), None
    item, said = found[0], found[0].assertion
    quoted = Quoted(
        cite(report, publisher, *span, said.speaker),
        quotation.scope,
        quotation.note,
        publisher.reliability,
        report.handling,
        speakers=said.speakers,
        attribution=said.attribution,
        stance=said.stance,
        modality=said.modality,
        content=said.text,
        likelihood=said.likelihood,
        corrected=item.corrected,
        side=side_of(claim, said, quotation.scope, report, index),
    )
    return quoted, item


def _denials(claim: Claim, read: Sequence[_Read], sides: Bearings) -> tuple[Denial, ...]:
    """Denials of the claim or of a broader one, by whom they are: two outlets with one denial are one.

    Only what the report itself calls a denial or a dismissal: a contrary account, a refusal to comment and "could not
    verify" are none.
    """
    acts = [(quoted, item) for quoted, item in read if item is not None and _denies(item)]
    if not acts or waved_away(claim.text):
        return ()
    grouped: dict[tuple[str, date | None], list[tuple[Quoted, Evidence]]] = {}
    for quoted, item in acts:
        grouped.setdefault((item.origin or quoted.speaker, quoted.citation.published), []).append((quoted, item))
    return tuple(
        Denial(
            group[0][0].speaker,
            "deny" if any(quoted.stance == "deny" for quoted, _ in group) else "dismiss",
            tuple(quoted for quoted, _ in group),
            any(_overtaken(item, sides) for _, item in group),
        )
        for _, group in sorted(grouped.items(), key=lambda g: (g[0][1] or date.min, g[0][0]))
    )


def _denies(item: Evidence) -> bool:
    return (
        item.voice == "deny"
        and item.assertion.stance in {"deny", "dismiss"}
        and item.assertion.modality == "fact"
        and item.scope in {"same", "broader"}
        and item.named
        and not item.own_voice
        and item.corrected is None
    )


def _overtaken(denial: Evidence, sides: Bearings) -> bool:
    """Whether the same party has withdrawn the denial since, or says on the record what it had denied."""
    if denial not in sides.live_denials():
        return True
    since = [i for i in sides.affirming if i.published > denial.published and i.scope == "same" and i.named]
    return any(
        sides.parties(item) & sides.parties(denial)
        for item in since
        if item.assertion.modality == "fact" and not item.assertion.hedges
    )
