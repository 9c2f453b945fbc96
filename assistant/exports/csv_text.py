"""Owns the CSV export: one row a claim, for a spreadsheet, with no cell that a spreadsheet would run."""

import csv
import io
import re
from typing import Final

from assistant.exports.values import ClaimRecord, Denial, Exported, Register, range_text
from assistant.scales import SCALES
from assistant.terminal import one_line

COLUMNS: Final = (
    "id",
    "claim",
    "status",
    "since",
    "note",
    "set_by",
    "admiralty_credibility",
    "averitec",
    "factbank",
    "likelihood",
    "origins",
    "outlets",
    "origin_names",
    "outlet_names",
    "denied_by",
    "entries",
    "handling",
    "as_of",
    "known_by",
)
_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff]*[=+\-@＝＋－＠]")
"""What a spreadsheet takes for the start of a formula; the full-width signs too, and behind what nobody sees."""


def write(register: Register) -> Exported:
    """A header and a row for each claim, UTF-8, every cell in quotation marks."""
    out = io.StringIO()
    table = csv.writer(out, quoting=csv.QUOTE_ALL, lineterminator="\n")
    table.writerow(COLUMNS)
    for claim in register.claims:
        table.writerow(
            [_safe(cell) for cell in (*_cells(claim), str(register.as_of or ""), str(register.known_by or ""))]
        )
    return Exported(out.getvalue(), register.left_out)


def _cells(claim: ClaimRecord) -> tuple[str, ...]:
    entry, scale = claim.in_force, SCALES[claim.status]
    return (
        claim.id,
        claim.text,
        claim.status,
        str(claim.since or ""),
        entry.note if entry else "",
        entry.set_by if entry else "",
        claim.credibility,
        scale.averitec,
        scale.factbank,
        "; ".join(range_text(likelihood) for likelihood in claim.likelihoods),
        str(len(claim.origins)),
        str(len(claim.outlets)),
        "; ".join(claim.origins),
        "; ".join(claim.outlets),
        "; ".join(_denied(denial) for denial in claim.denials),
        str(len(claim.entries)),
        claim.handling,
    )


def _denied(denial: Denial) -> str:
    covers = "" if denial.scope == "same" else f" ({denial.scope})"
    return f"{denial.who}{covers}{', overtaken since' if denial.overtaken else ''}"


def _safe(cell: str) -> str:
    """A cell on one line, without control characters, and with an apostrophe before what would be a formula."""
    text = one_line(cell)
    return f"'{text}" if _FORMULA.match(text) else text
