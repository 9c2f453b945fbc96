"""Owns the ClaimReview export: schema.org JSON-LD, only for what an editor holds confirmed, disputed or refuted."""

import json
from typing import Any, Final

from assistant.chips import CHIPS
from assistant.exports.identifiers import identifier
from assistant.exports.values import DESK, ClaimRecord, Exported, Quoted, Register
from assistant.sides import MADE

REVIEWED: Final = frozenset({"confirmed", "disputed", "refuted"})
"""A review gives a verdict; the other statuses are none, and no rule may publish one."""


def write(register: Register) -> Exported:
    """A JSON-LD graph of reviews; what is no verdict of an editor is named among what was left out."""
    reviewed = [claim for claim in register.claims if claim.by_editor and claim.status in REVIEWED]
    others = [claim for claim in register.claims if claim not in reviewed]
    value = {"@context": "https://schema.org", "@graph": [_review(claim) for claim in reviewed]}
    said = [f"left out, for no editor holds them confirmed, disputed or refuted: {_named(others)}"]
    return Exported(json.dumps(value, indent=2) + "\n", (*register.left_out, *(said if others else ())))


def _named(claims: list[ClaimRecord]) -> str:
    return ", ".join(f"{claim.id} ({claim.status})" for claim in claims)


def _review(claim: ClaimRecord) -> dict[str, Any]:
    """No number for the rating: none of the verdicts is a point on a line from false to true."""
    entry = claim.entries[-1]
    return {
        "@type": "ClaimReview",
        "@id": f"urn:uuid:{identifier('review', claim.id, claim.text)}",
        "identifier": claim.id,
        "claimReviewed": claim.text,
        "author": {"@type": "Organization", "name": DESK},
        "datePublished": entry.date.isoformat(),
        "reviewBody": entry.note,
        "reviewRating": {"@type": "Rating", "alternateName": CHIPS[claim.status].word, "ratingExplanation": entry.note},
        "itemReviewed": {"@type": "Claim", "text": claim.text, "appearance": [_work(q) for q in _appearances(claim)]},
        "citation": [_work(quote) for quote in _once(list(entry.quotes))],
    }


def _appearances(claim: ClaimRecord) -> list[Quoted]:
    """Where the very claim can be read: no relay of a denial, and nothing that only bears on it."""
    said = [q for e in claim.entries for q in e.quotes if q.side in MADE]
    return _once([quote for quote in said if quote.corrected is None])


def _once(quotes: list[Quoted]) -> list[Quoted]:
    """The first quotation of each report."""
    found: dict[str, Quoted] = {}
    for quote in quotes:
        found.setdefault(quote.citation.report, quote)
    return list(found.values())


def _work(quote: Quoted) -> dict[str, Any]:
    """A report. The quotation stands beside its source, for a desk note is not the publisher's own wording."""
    citation = quote.citation
    work: dict[str, Any] = {
        "@type": "CreativeWork",
        "identifier": citation.report,
        "name": citation.source,
        "text": citation.quote,
    }
    if citation.publisher:
        work["publisher"] = {"@type": "Organization", "name": citation.publisher}
    if citation.published:
        work["datePublished"] = citation.published.isoformat()
    if citation.url:
        work["url"] = citation.url
    return work
