"""Owns passages that copy each other: what counts as the same words, and folding them under the best.

Agencies' texts are printed by hundreds of outlets. Only the same words in the same order are folded, whatever their
capitals and marks: one word more or less may deny, hedge or count otherwise.
"""

import hashlib
import re
from collections.abc import Iterable

from index.values import Held

_SHORTEST = 9
"""Words. Shorter passages are alike by chance."""


def wording_of(text: str) -> str:
    """A digest of a text's words; "" for a text too short to be a copy."""
    words = re.findall(r"\w+", text.lower())
    return hashlib.sha256(" ".join(words).encode()).hexdigest()[:16] if len(words) >= _SHORTEST else ""


def folded(rows: Iterable[tuple[Held, float]]) -> list[tuple[Held, float, tuple[Held, ...]]]:
    """Passages in their order, each with the later ones of other reports that have its words."""
    first: dict[str, int] = {}
    kept: list[tuple[Held, float, list[Held]]] = []
    for row, score in rows:
        place = first.setdefault(row.wording, len(kept)) if row.wording else len(kept)
        if place < len(kept):
            kept[place][2].append(row)
        else:
            kept.append((row, score, []))
    return [(row, score, tuple(copies)) for row, score, copies in kept]
