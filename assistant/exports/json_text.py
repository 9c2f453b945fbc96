"""Owns the JSON export: everything held about each claim, with its history and what each entry rests on."""

import json
from typing import Any

from assistant.exports.values import ClaimRecord, Denial, Entry, Exported, Quoted, Register
from assistant.scales import CREDIBILITY, SCALES
from index.assertions.values import Likelihood

SCHEMA = 1


def write(register: Register) -> Exported:
    """One object: what bounds the export, and its claims."""
    value = {
        "schema": SCHEMA,
        "as_of": register.as_of.isoformat() if register.as_of else None,
        "known_by": register.known_by.isoformat() if register.known_by else None,
        "handling": register.handling,
        "claims": [_claim(claim) for claim in register.claims],
    }
    # ASCII, so that no terminal and no pipe can fail at it.
    return Exported(json.dumps(value, indent=2) + "\n", register.left_out)


def _claim(claim: ClaimRecord) -> dict[str, Any]:
    scale = SCALES[claim.status]
    slots = claim.slots
    return {
        "id": claim.id,
        "claim": claim.text,
        "also": list(claim.also),
        "slots": {
            "actors": list(slots.actors),
            "place": slots.place,
            "event_date": slots.event_date,
            "quantity": slots.quantity,
            "counts": slots.counts,
        },
        "status": claim.status,
        "since": claim.since.isoformat() if claim.since else None,
        "note": claim.in_force.note if claim.in_force else "",
        "set_by": claim.in_force.set_by if claim.in_force else None,
        "scales": {
            "admiralty_credibility": claim.credibility,
            "admiralty_meaning": CREDIBILITY[claim.credibility],
            "averitec": scale.averitec,
            "factbank": {"author": scale.author or None, "source": scale.source or None},
        },
        "likelihood": [_likelihood(likelihood) for likelihood in claim.likelihoods],
        "origins": list(claim.origins),
        "outlets": list(claim.outlets),
        "handling": claim.handling,
        "denials": [_denial(denial) for denial in claim.denials],
        "history": [_entry(entry) for entry in claim.entries],
    }


def _likelihood(likelihood: Likelihood) -> dict[str, Any]:
    """The source's word; the range is never the source's."""
    return {
        "term": likelihood.term,
        "our_mapping": {"low": likelihood.low, "high": likelihood.high, "table": likelihood.table},
    }


def _denial(denial: Denial) -> dict[str, Any]:
    return {
        "who": denial.who,
        "act": denial.act,
        "scope": denial.scope,
        "overtaken": denial.overtaken,
        "quotes": [quote.citation.to_dict() for quote in denial.quotes],
    }


def _entry(entry: Entry) -> dict[str, Any]:
    return {
        "date": entry.date.isoformat(),
        "status": entry.status,
        "note": entry.note,
        "set_by": entry.set_by,
        "basis": [_quoted(quote) for quote in entry.quotes],
    }


def _quoted(quote: Quoted) -> dict[str, Any]:
    corrected = quote.corrected
    return quote.citation.to_dict() | {
        "scope": quote.scope,
        "note": quote.remark,
        "speakers": list(quote.speakers),
        "attribution": quote.attribution,
        "stance": quote.stance or None,
        "side": quote.side,
        "modality": quote.modality or None,
        "likelihood": _likelihood(quote.likelihood) if quote.likelihood else None,
        "origin": quote.origin or None,
        "admiralty_reliability": quote.reliability,
        "handling": quote.handling,
        "corrected": {"date": corrected.date.isoformat(), "note": corrected.note} if corrected else None,
    }
