"""Owns the STIX 2.1 export: a claim is a report, an entry of its history a note on it, a denial an opinion on it."""

import json
from collections.abc import Iterable
from typing import Any, Final

import stix2
from stix2.confidence.scales import admiralty_credibility_to_value

from assistant.chips import CHIPS, day_text
from assistant.exports.identifiers import EPOCH, identifier, midnight
from assistant.exports.values import (
    DESK,
    ClaimRecord,
    Denial,
    Entry,
    Exported,
    Quoted,
    Register,
    most_closed,
    range_text,
)
from assistant.scales import CREDIBILITY, SCALES, UNJUDGED

_TLP_2: Final = "extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d"
"""The extension by which OASIS carries TLP 2.0 in STIX 2.1; the marks themselves are fixed objects."""
_MARKS: Final = {
    "TLP:CLEAR": "marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487",
    "TLP:GREEN": "marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb",
    "TLP:AMBER": "marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421",
    "TLP:AMBER+STRICT": "marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003",
    "TLP:RED": "marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1",
}
_ON_THEIR_SCALE: Final = {
    "1": "1 - Confirmed by other sources",
    "2": "2 - Probably True",
    "3": "3 - Possibly True",
    "4": "4 - Doubtful",
    "5": "5 - Improbable",
}
_DESK_ID: Final = f"identity--{identifier('identity', DESK)}"


def write(register: Register) -> Exported:
    """A bundle with the desk's identity, the marks used, and three kinds of object for each claim."""
    dated = [claim for claim in register.claims if claim.entries]
    objects = list({thing.id: thing for claim in dated for thing in _claim_objects(claim)}.values())
    marks = {mark for thing in objects for mark in thing.object_marking_refs}
    whole = [_desk(), *(_mark(name) for name, key in _MARKS.items() if key in marks), *objects]
    name = identifier("bundle", *(f"{thing.id} {thing.get('modified', '')}" for thing in whole))
    bundle = stix2.v21.Bundle(objects=whole, id=f"bundle--{name}")
    return Exported(
        json.dumps(json.loads(bundle.serialize()), indent=2) + "\n", (*register.left_out, *_empty(register))
    )


def _empty(register: Register) -> Iterable[str]:
    if without := [claim.id for claim in register.claims if not claim.entries]:
        yield f"left out, for they have no history: {', '.join(without)}"


def _desk() -> Any:
    return stix2.v21.Identity(id=_DESK_ID, created=EPOCH, modified=EPOCH, name=DESK, identity_class="group")


def _mark(name: str) -> Any:
    level = name.removeprefix("TLP:").lower()
    return stix2.v21.MarkingDefinition(
        id=_MARKS[name],
        created="2022-10-01T00:00:00.000Z",
        name=name,
        extensions={_TLP_2: {"extension_type": "property-extension", "tlp_2_0": level}},
    )


def _claim_objects(claim: ClaimRecord) -> list[Any]:
    actors = [_actor(name, claim.handling) for name in dict.fromkeys(claim.slots.actors)]
    report = _report(claim, [actor.id for actor in actors] or [_DESK_ID])
    notes = [_note(claim, number, entry, report.id) for number, entry in enumerate(claim.entries)]
    return [*actors, report, *notes, *(_opinion(claim, denial, report.id) for denial in claim.denials)]


def _actor(name: str, handling: str) -> Any:
    """Whom a claim is about. A report must refer to something; a claim that names nobody refers to the desk."""
    key = f"identity--{identifier('actor', name, handling)}"
    return stix2.v21.Identity(
        id=key, created=EPOCH, modified=EPOCH, name=name, identity_class="unknown", **_signed(handling)
    )


def _report(claim: ClaimRecord, about: list[str]) -> Any:
    entry = claim.entries[-1]
    scale = SCALES[claim.status]
    judged = "; ".join(range_text(likelihood) for likelihood in claim.likelihoods)
    lines = (
        f"Claim {claim.id}. {CHIPS[claim.status].word} since {day_text(claim.since or entry.date)}.",
        f"Last entry {day_text(entry.date)}, set by {entry.set_by}.",
        entry.note,
        f"Judged {judged}." if judged else "",
        f"Admiralty credibility {claim.credibility}, {CREDIBILITY[claim.credibility]}; AVeriTeC {scale.averitec};"
        f" FactBank {scale.factbank}.",
    )
    judgeable = claim.credibility not in UNJUDGED
    confidence = admiralty_credibility_to_value(_ON_THEIR_SCALE[claim.credibility]) if judgeable else None
    return stix2.v21.Report(
        id=f"report--{identifier('claim', claim.id, claim.text)}",
        name=claim.text,
        description="\n".join(line for line in lines if line),
        published=midnight(claim.since),
        object_refs=about,
        labels=["claim", claim.status],
        **({"confidence": confidence} if confidence is not None else {}),
        external_references=[{"source_name": DESK, "external_id": claim.id}],
        **_signed(claim.handling),
        created=midnight(claim.entries[0].date),
        modified=midnight(entry.date),
    )


def _note(claim: ClaimRecord, number: int, entry: Entry, report: str) -> Any:
    key = identifier("entry", claim.id, claim.text, entry.date.isoformat(), str(number))
    quoted = [f"{_quotation(quote)} [{_bearing(quote)}]" for quote in entry.quotes]
    return stix2.v21.Note(
        id=f"note--{key}",
        created=midnight(entry.date),
        modified=midnight(entry.date),
        abstract=f"{CHIPS[entry.status].word} from {day_text(entry.date)}",
        content="\n".join([entry.note or "No note.", *quoted]),
        authors=[entry.set_by],
        object_refs=[report],
        labels=[entry.status],
        **_sources(entry.quotes),
        **_signed(most_closed(quote.handling for quote in entry.quotes)),
    )


def _opinion(claim: ClaimRecord, denial: Denial, report: str) -> Any:
    """Who denies exactly what. Weaker where it is a dismissal, or where more is denied than the claim."""
    first = denial.quotes[0]
    said_on = first.citation.published or claim.entries[0].date
    key = identifier("denial", claim.id, claim.text, first.origin or denial.who, said_on.isoformat())
    flat = denial.act == "deny" and denial.scope == "same"
    act = "denied" if denial.act == "deny" else "dismissed"
    lines = [f"{denial.who} {act}: {first.content or first.citation.quote}"]
    lines += [f"{_quotation(quote)} [{_bearing(quote)}]" for quote in denial.quotes]
    lines += ["The same party has since affirmed the claim, or withdrawn this."] if denial.overtaken else []
    return stix2.v21.Opinion(
        id=f"opinion--{key}",
        created=midnight(said_on),
        modified=midnight(claim.entries[-1].date if denial.overtaken else said_on),
        opinion="strongly-disagree" if flat else "disagree",
        explanation="\n".join(lines),
        authors=[denial.who],
        object_refs=[report],
        labels=["denial-overtaken" if denial.overtaken else "denial"],
        **_sources(denial.quotes),
        **_signed(most_closed(quote.handling for quote in denial.quotes)),
    )


def _quotation(quote: Quoted) -> str:
    return f"{quote.citation.source}: {quote.citation.quote}"


def _bearing(quote: Quoted) -> str:
    """How the words bear on the claim: the editor's judgement, beside the words."""
    covers = {"same": "about this claim", "different": "about something else"}
    parts = [covers.get(quote.scope, f"{quote.scope} than this claim"), quote.remark]
    parts += [f"corrected {quote.corrected.date}: {quote.corrected.note}"] if quote.corrected else []
    return "; ".join(part for part in parts if part)


def _sources(quotes: Iterable[Quoted]) -> dict[str, Any]:
    """One reference for each report; where a report has no address, its id in the corpus is one."""
    found = {quote.citation.report: quote.citation for quote in quotes}
    references = [
        {"source_name": c.source, "external_id": c.report, **({"url": c.url} if c.url else {})} for c in found.values()
    ]
    return {"external_references": references} if references else {}


def _signed(handling: str) -> dict[str, Any]:
    return {"created_by_ref": _DESK_ID, "object_marking_refs": [_MARKS[handling]]}
