"""Owns the asked slot as exact words of the evidence: its type, the spans that fill it, and which of them clash."""

from assistant.spans.agreement import agree, clashing, one_thing
from assistant.spans.ranking import FILLS, Filler, fillers
from assistant.spans.slot import Slot, is_plain, slot_of

__all__ = ["FILLS", "Filler", "Slot", "agree", "clashing", "fillers", "is_plain", "one_thing", "slot_of"]
