"""Owns the measure of stance on news rumours: claim headline against article headline.

affirm is read as *for*, report as *observing*, deny as *against*. `none` (the headline is not about the claim) has no
class in the set, where every headline is about its claim: it counts as a wrong answer, and how often it is given is
printed. The halves are split by claim: even CRC-32 of the claim's id is the first, odd the second, which is held out.
"""

import csv
from dataclasses import dataclass
from pathlib import Path

from assistant.stance import stance
from eval.benchmarks.confusion import Confusion, Pair
from eval.benchmarks.results import Mistake, Result
from eval.benchmarks.sources import Half, Source, pick
from index.building import Progress

SOURCE = Source(
    "the Emergent headlines", ("emergent*.csv", "url-versions*.csv"), "https://github.com/willferreira/mscproject"
)
GOLD = ("for", "observing", "against")
CLASS = {"affirm": "for", "report": "observing", "deny": "against", "none": "none"}
_COLUMNS = ("claimId", "claimHeadline", "articleHeadline", "articleHeadlineStance")


@dataclass(frozen=True, slots=True)
class Headline:
    """An article's headline and the rumour it is about."""

    claim_id: str
    claim: str
    text: str
    gold: str


def measure(
    data: Path | None, progress: Progress, half: Half = "all", limit: int | None = None, seed: int = 0, errors: int = 0
) -> Result:
    """Stance of every headline. Raises DataError."""
    path = SOURCE.find(data)
    headlines = pick(read(path), lambda item: item.claim_id, half, limit, seed)
    pairs, mistakes = [], []
    for number, item in enumerate(headlines, 1):
        found = stance(item.claim, item.text)
        pairs.append(Pair(item.claim_id, item.gold, CLASS[found.stance]))
        if pairs[-1].ours != item.gold:
            why = f"{pairs[-1].ours}: {'; '.join(found.reasons)}"
            mistakes.append(Mistake(item.claim_id, f"{item.claim} | {item.text}", item.gold, why))
        progress("reading headlines", number, len(headlines))
    matrix = Confusion.of_pairs(pairs, (*GOLD, "none"), "headlines", "claim", seed)
    lenient = Confusion.of_pairs(
        (p._replace(ours="observing" if p.ours == "none" else p.ours) for p in pairs), GOLD, matrix.of, matrix.by, seed
    )
    none = sum(pair.ours == "none" for pair in pairs)
    claims = len({item.claim_id for item in headlines})
    return Result(
        "emergent",
        str(path),
        half,
        f"{len(headlines)} headlines of {claims} claims",
        (
            matrix.accuracy(),
            matrix.macro_f1(),
            matrix.f1("against"),
            lenient.accuracy("accuracy, none read as observing"),
        ),
        (("headlines: gold in rows, ours in columns", matrix),),
        (f"{none} of {len(headlines)} headlines were read as none, which counts as wrong", matrix.commonest()),
        tuple(mistakes[:errors]),
    )


def read(path: Path) -> list[Headline]:
    """The headlines of a file. Raises DataError."""
    rows = csv.DictReader(SOURCE.text(path).splitlines(keepends=True))
    missing = [column for column in _COLUMNS if column not in (rows.fieldnames or ())]
    if missing:
        raise SOURCE.fault(path, 1, f"no column {', '.join(missing)}")
    found = []
    for row in rows:
        claim_id, claim, text, gold = (row[column] for column in _COLUMNS)
        if gold not in GOLD:
            raise SOURCE.fault(path, rows.line_num, f"articleHeadlineStance is {gold!r}, not {', '.join(GOLD)}")
        if not (claim_id and claim and text):
            raise SOURCE.fault(path, rows.line_num, "a claim or headline is empty")
        found.append(Headline(claim_id, claim, text, gold))
    if not found:
        raise SOURCE.fault(path, 0, "no headlines in it")
    return found
