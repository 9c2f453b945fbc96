"""Owns how a status looks: word, icon, colour and ink (Okabe–Ito colours; contrast of ink on colour at least 4.5)."""

from dataclasses import dataclass
from datetime import date
from typing import Final

from corpus.values import Status


@dataclass(frozen=True, slots=True)
class Chip:
    """Icon and word always stand together: colour alone says nothing."""

    word: str
    icon: str
    colour: str
    ink: str


CHIPS: Final[dict[Status, Chip]] = {
    "confirmed": Chip("Confirmed", "✓", "#009E73", "#000000"),
    "reported": Chip("Reported", "❝", "#56B4E9", "#000000"),
    "assessed": Chip("Assessed", "≈", "#0072B2", "#FFFFFF"),
    "unverified": Chip("Unverified", "?", "#767676", "#000000"),
    "disputed": Chip("Disputed", "⇄", "#E69F00", "#000000"),
    "refuted": Chip("Refuted, withdrawn", "✕", "#D55E00", "#000000"),
    "unknown": Chip("No evidence in corpus", "∅", "#FFFFFF", "#000000"),
}


def day_text(day: date) -> str:
    """`10 Oct 2024`."""
    return f"{day.day} {day:%b %Y}"


def chip_text(status: Status, qualifier: str | None = None, as_of: date | None = None) -> str:
    """`⇄ Disputed · two outlets, one origin · as of 10 Oct 2024`: status, at most one qualifier, the date."""
    chip = CHIPS[status]
    parts = [
        f"{chip.icon} {chip.word}",
        *([qualifier] if qualifier else []),
        *([f"as of {day_text(as_of)}"] if as_of else []),
    ]
    return " · ".join(parts)
