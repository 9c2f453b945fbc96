"""Owns what each status is called on other people's scales: Admiralty credibility, AVeriTeC verdict, FactBank values.

For details and exports only, never the headline: each of these scales asks another question than our seven statuses.
"""

from dataclasses import dataclass
from typing import Final

from corpus.values import Status


@dataclass(frozen=True, slots=True)
class Scale:
    """One row of the table."""

    credibility: str
    """Admiralty information credibility, 1 to 6."""
    averitec: str
    author: str
    """FactBank value for the author of the text; empty where there is nobody."""
    source: str
    """FactBank value for the sources quoted; empty where there is nobody."""

    @property
    def factbank(self) -> str:
        """`Uu / CT+`: author, then sources; `none` where nobody says anything."""
        return " / ".join(value for value in (self.author, self.source) if value) or "none"


_NOT_ENOUGH = "Not Enough Evidence"
SCALES: Final[dict[Status, Scale]] = {
    "confirmed": Scale("1", "Supported", "CT+", ""),
    "reported": Scale("3", _NOT_ENOUGH, "Uu", "CT+"),
    "assessed": Scale("3", _NOT_ENOUGH, "Uu", "PR±, PS±"),
    "unverified": Scale("6", _NOT_ENOUGH, "Uu", "CT+"),
    # 6 and not 5: a party's denial is not evidence.
    "disputed": Scale("6", "Conflicting Evidence/Cherrypicking", "Uu", "CT+ and CT−"),
    "refuted": Scale("5", "Refuted", "CT−", ""),
    "unknown": Scale("6", _NOT_ENOUGH, "", ""),
}

CREDIBILITY: Final = {
    "1": "confirmed by other sources",
    "2": "probably true",
    "3": "possibly true",
    "4": "doubtful",
    "5": "improbable",
    "6": "cannot be judged",
}
RELIABILITY: Final = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "cannot be judged",
}
UNJUDGED: Final = frozenset({"6", "F"})
"""Marks that say "cannot be judged": no number may ever stand for them."""


def credibility(status: Status, origins: int) -> str:
    """Admiralty credibility of a claim; `origins` is how many distinct ones say the same."""
    return "2" if status == "reported" and origins >= 2 else SCALES[status].credibility
