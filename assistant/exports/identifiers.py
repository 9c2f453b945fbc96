"""Owns identifiers and times that come out the same in every export of the same register."""

import json
from datetime import UTC, date, datetime
from typing import Final
from uuid import NAMESPACE_DNS, UUID, uuid5

# STIX keeps 00abedb4-aa42-466c-9c01-fed23315a9b7 for observables and forbids it here.
_OURS: Final = uuid5(NAMESPACE_DNS, "briefing-assistant")
EPOCH: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""For what has no date of its own: the same in every export, and later than no as-of date."""


def identifier(*parts: str) -> UUID:
    """A UUID, version 5, of what makes a thing this one."""
    return uuid5(_OURS, json.dumps(parts))


def midnight(day: date | None) -> datetime:
    """The start of a day, UTC."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else EPOCH
