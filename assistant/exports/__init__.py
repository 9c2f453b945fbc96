"""Owns the exports: which formats there are, and how the register becomes text in one of them."""

from datetime import date
from importlib import import_module
from typing import TYPE_CHECKING, Final, Protocol, cast

from assistant.exports.values import Exported, Register
from corpus.errors import QuestionError

if TYPE_CHECKING:
    from index.opening import Index

FORMATS: Final = {
    "json": "assistant.exports.json_text",
    "csv": "assistant.exports.csv_text",
    "stix": "assistant.exports.stix_bundle",
    "claimreview": "assistant.exports.claim_review",
    "misp": "assistant.exports.misp_event",
}
"""The module of each format; imported when the format is asked for, as their libraries cost time."""


class Format(Protocol):
    """What a module of this package offers: the same claims give the same text."""

    def write(self, register: Register) -> Exported:
        """The register as text."""
        ...


def export(
    index: "Index",
    form: str,
    as_of: date | None = None,
    known_by: date | None = None,
    handling: str = "TLP:CLEAR",
) -> Exported:
    """The register of an index, as it stood on a date, in a format. Reports marked above `handling` stay out."""
    if form not in FORMATS:
        raise QuestionError(f"there is no format {form[:40]!r}; there are {', '.join(FORMATS)}")
    from assistant.exports.reading import read_register

    return cast(Format, import_module(FORMATS[form])).write(read_register(index, as_of, known_by, handling))


__all__ = ["FORMATS", "Exported", "Format", "Register", "export"]
