"""Owns the MISP export: one event, an attribute for each claim and each quotation, with tags of MISP's own taxonomies.

Two defects of those taxonomies are kept out. They give `f` and `6` the number 50, though both mean that nothing can be
judged: here these tags carry no number. And they have a reliability `g` that the scale does not: it is never used.
"""

import json
import re
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytaxonomies
from pytaxonomies.api import Taxonomy

from assistant.exports.identifiers import identifier, midnight
from assistant.exports.values import DESK, ClaimRecord, Exported, Quoted, Register, most_closed, range_text
from assistant.scales import RELIABILITY, SCALES, UNJUDGED
from index.assertions.values import Likelihood

_OWN_ORGANISATION, _UNDEFINED_THREAT, _ONGOING = "0", "4", "1"
"""MISP's codes for distribution, threat level and analysis: whoever imports it decides who else may see it."""
_PER_CENT: Final = re.compile(r"(\d+)-(\d+)%")


def write(register: Register) -> Exported:
    """An event as MISP imports it."""
    event_id = _event_id(register)
    attributes = [_claim(claim, event_id) for claim in register.claims] + _quotations(register, event_id)
    newest = max((e.date for c in register.claims for e in c.entries), default=None)
    event = {
        "uuid": event_id,
        "info": "Claims and what is known of them" + (f", as of {register.as_of}" if register.as_of else ""),
        "date": midnight(newest).date().isoformat(),
        "timestamp": str(int(midnight(newest).timestamp())),
        "published": False,
        "distribution": _OWN_ORGANISATION,
        "threat_level_id": _UNDEFINED_THREAT,
        "analysis": _ONGOING,
        "Orgc": {"name": DESK, "uuid": str(identifier("identity", DESK))},
        "Tag": [_handling(most_closed(claim.handling for claim in register.claims))],
        "Attribute": attributes,
    }
    return Exported(json.dumps({"Event": event}, indent=2) + "\n", register.left_out)


def _event_id(register: Register) -> str:
    """The same for a register that grows, so that a later export is an update; one of its own for other bounds.

    MISP takes an attribute's identifier once: two events may share none, so each builds on its event's.
    """
    bounds = str(register.as_of), str(register.known_by), register.handling
    first = (register.claims[0].id, register.claims[0].text) if register.claims else ()
    return str(identifier("event", *bounds, *first))


def _claim(claim: ClaimRecord, event_id: str) -> dict[str, Any]:
    entry, scale = claim.in_force, SCALES[claim.status]
    since = f" since {claim.since}" if claim.since else ""
    judged = "; ".join(range_text(likelihood) for likelihood in claim.likelihoods)
    lines = (
        f"{claim.id}: {claim.status}{since}.",
        entry.note if entry else "",
        f"Judged {judged}." if judged else "",
        f"AVeriTeC {scale.averitec}; FactBank {scale.factbank}.",
        *(f"{d.who} {'denies' if d.act == 'deny' else 'dismisses'} it ({d.scope})." for d in claim.denials),
    )
    tags = [_tag("admiralty-scale", "information-credibility", claim.credibility)]
    terms = {term for likelihood in claim.likelihoods if (term := _estimative(likelihood))}
    if len(terms) == 1:  # the taxonomy allows one; where the sources use two, neither is picked
        tags.append(_tag("estimative-language", "likelihood-probability", terms.pop()))
    return _attribute(
        (event_id, "claim", claim.id, claim.text),
        "Other",
        claim.text,
        " ".join(line for line in lines if line),
        [*tags, _handling(claim.handling)],
        int(midnight(entry.date if entry else None).timestamp()),
    )


def _quotations(register: Register, event_id: str) -> list[dict[str, Any]]:
    """Each quotation once, with every claim that it bears on."""
    found: dict[tuple[str, int, int], tuple[Quoted, dict[str, None]]] = {}
    for claim in register.claims:
        for quote in (q for entry in claim.entries for q in entry.quotes):
            place = quote.citation.report, quote.citation.start, quote.citation.end
            about = f"{claim.id} ({quote.scope})" + (f": {quote.remark}" if quote.remark else "")
            found.setdefault(place, (quote, {}))[1][about] = None
    return [_quotation(*found[place], event_id) for place in sorted(found)]


def _quotation(quote: Quoted, about: dict[str, None], event_id: str) -> dict[str, Any]:
    citation = quote.citation
    tags = [_tag("admiralty-scale", "source-reliability", quote.reliability.lower())]
    if quote.likelihood is not None and (term := _estimative(quote.likelihood)):
        tags.append(_tag("estimative-language", "likelihood-probability", term))
    lines = (
        f"Bears on {'; '.join(about)}.",
        f"{citation.publisher or 'This source'}: {RELIABILITY[quote.reliability]}.",
        f"Says {range_text(quote.likelihood)}." if quote.likelihood else "",
        f"Corrected {quote.corrected.date}: {quote.corrected.note}" if quote.corrected else "",
        citation.url,
    )
    return _attribute(
        (event_id, "quotation", citation.report, str(citation.start), citation.quote),
        "External analysis",
        f"{citation.source}: {citation.quote}",
        " ".join(line for line in lines if line),
        [*tags, _handling(quote.handling)],
        int(midnight(citation.published).timestamp()),
    )


def _attribute(
    key: tuple[str, ...], category: str, value: str, comment: str, tags: list[dict[str, Any]], timestamp: int
) -> dict[str, Any]:
    return {
        "uuid": str(identifier(*key)),
        "type": "text",
        "category": category,
        "value": value,
        "comment": comment,
        "to_ids": False,
        "disable_correlation": True,
        "timestamp": str(timestamp),
        "Tag": tags,
    }


def _estimative(likelihood: Likelihood) -> str:
    """The taxonomy's term with exactly our range; empty where it has none."""
    for value, entry in _taxonomy("estimative-language")["likelihood-probability"].items():
        found = _PER_CENT.search(entry.expanded or "")
        if found and (int(found[1]), int(found[2])) == (likelihood.low, likelihood.high):
            return str(value)
    return ""


def _handling(mark: str) -> dict[str, Any]:
    taxonomy = _taxonomy("tlp")
    predicate = taxonomy[mark.removeprefix("TLP:").lower()]
    return {"name": taxonomy.make_machinetag(str(predicate)), "colour": predicate.colour}


def _tag(taxonomy: str, predicate: str, value: str) -> dict[str, Any]:
    """A tag that the taxonomy holds, with the number it gives, save where nothing can be judged."""
    held = _taxonomy(taxonomy)
    entry = held[predicate][value]
    number = {} if value.upper() in UNJUDGED else {"numerical_value": entry.numerical_value}
    return {"name": held.make_machinetag(predicate, entry)} | number


@cache
def _taxonomy(name: str) -> Taxonomy:
    """One taxonomy as the library ships it: its own loader reads all 150, and asks the network where one is missing."""
    folder = Path(pytaxonomies.__file__).parent / "data" / "misp-taxonomies" / name
    return Taxonomy(json.loads((folder / "machinetag.json").read_text(encoding="utf-8")))
