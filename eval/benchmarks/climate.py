"""Owns the measure of stance on claims about the climate, five sentences each, and of our verdict from mixed evidence.

A sentence supports by affirm and refutes by deny; report and none are no evidence. The verdict follows the status
rules: both kinds → disputed, only support → supports, only denial → refutes, neither → not enough info. The halves are
split by claim: even CRC-32 of the claim's id is the first, odd the second, which is held out.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.stance import stance
from eval.benchmarks.confusion import Confusion, Pair
from eval.benchmarks.results import Mistake, Result
from eval.benchmarks.sources import Half, Source, pick
from index.building import Progress

SOURCE = Source(
    "CLIMATE-FEVER", ("climate*fever*.jsonl",), "https://www.sustainablefinance.uzh.ch/en/research/climate-fever.html"
)
SENTENCE = ("SUPPORTS", "REFUTES", "NOT_ENOUGH_INFO")
VERDICT = (*SENTENCE, "DISPUTED")
CLASS = {"affirm": "SUPPORTS", "deny": "REFUTES", "report": "NOT_ENOUGH_INFO", "none": "NOT_ENOUGH_INFO"}


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim with its sentences and their labels."""

    id: str
    text: str
    gold: str
    sentences: tuple[tuple[str, str], ...]
    """Text and label of each."""


def verdict(labels: Collection[str]) -> str:
    """What sentences come to together: a lone denial is never outvoted."""
    if "SUPPORTS" in labels and "REFUTES" in labels:
        return "DISPUTED"
    return next((label for label in ("SUPPORTS", "REFUTES") if label in labels), "NOT_ENOUGH_INFO")


def measure(
    data: Path | None, progress: Progress, half: Half = "all", limit: int | None = None, seed: int = 0, errors: int = 0
) -> Result:
    """Stance of every sentence, then the verdict of every claim; `limit` counts claims. Raises DataError."""
    path = SOURCE.find(data)
    claims = pick(read(path), lambda claim: claim.id, half, limit, seed)
    pairs, verdicts, ceiling, mistakes = [], [], [], []
    for number, claim in enumerate(claims, 1):
        ours = [CLASS[stance(claim.text, text).stance] for text, _ in claim.sentences]
        gold = [label for _, label in claim.sentences]
        pairs += [Pair(claim.id, label, given) for label, given in zip(gold, ours, strict=True)]
        verdicts.append(Pair(claim.id, claim.gold, verdict(ours)))
        ceiling.append(Pair(claim.id, claim.gold, verdict(gold)))
        if verdicts[-1].ours != claim.gold:
            mistakes.append(Mistake(claim.id, claim.text, f"{claim.gold} {gold}", f"{verdicts[-1].ours} {ours}"))
        progress("reading claims", number, len(claims))
    by_pair = Confusion.of_pairs(pairs, SENTENCE, "sentences", "claim", seed)
    by_claim = Confusion.of_pairs(verdicts, VERDICT, "claims", seed=seed)
    best = Confusion.of_pairs(ceiling, VERDICT, "claims", seed=seed).accuracy()
    return Result(
        "climate",
        str(path),
        half,
        f"{len(claims)} claims, {len(pairs)} sentences",
        (
            by_claim.macro_f1("claim macro-F1"),
            by_claim.accuracy("claim accuracy"),
            by_claim.precision("DISPUTED"),
            by_claim.recall("DISPUTED"),
            by_claim.f1("DISPUTED"),
            by_pair.macro_f1("pair macro-F1"),
            by_pair.accuracy("pair accuracy"),
        ),
        (("claims: gold in rows, ours in columns", by_claim), ("sentences: gold in rows, ours in columns", by_pair)),
        (
            f"over the gold sentence labels the rule gives the gold verdict for {best.value or 0:.1%} of the claims",
            f"claims: {by_claim.commonest()}",
            f"sentences: {by_pair.commonest()}",
        ),
        tuple(mistakes[:errors]),
    )


def read(path: Path) -> list[Claim]:
    """The claims of a file, one JSON object a line. Raises DataError."""
    claims = []
    for number, line in enumerate(SOURCE.text(path).splitlines(), 1):
        if not line.strip():
            continue
        try:
            claims.append(_claim(json.loads(line)))
        except (ValueError, KeyError, TypeError) as fault:
            what = f"no field {fault}" if isinstance(fault, KeyError) else str(fault)
            raise SOURCE.fault(path, number, what) from None
    if not claims:
        raise SOURCE.fault(path, 0, "no claims in it")
    return claims


def _claim(row: dict[str, Any]) -> Claim:
    sentences = tuple((str(each["evidence"]), str(each["evidence_label"])) for each in row["evidences"])
    for label in (label for _, label in sentences if label not in SENTENCE):
        raise ValueError(f"evidence_label is {label!r}, not {', '.join(SENTENCE)}")
    if row["claim_label"] not in VERDICT:
        raise ValueError(f"claim_label is {row['claim_label']!r}, not {', '.join(VERDICT)}")
    return Claim(str(row["claim_id"]), str(row["claim"]), row["claim_label"], sentences)
