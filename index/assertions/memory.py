"""Owns what pointing words may stand for while a report is read from top to bottom."""

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from index.assertions import source
from index.assertions.cue import Cue

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they"}
SELF = frozenset({"it", "he", "she", "they", "we", "i"})
"""A subject inside somebody's words that is that somebody: "X said that he could confirm"."""


@dataclass(slots=True)
class Memory:
    """Speakers, persons and the last thing said, in one report."""

    title: str
    speakers: list[str] = field(default_factory=list)
    said: str = ""
    """The last sentence's content: what "the report" or "it" points back to."""
    block: int = -1
    subject: str = ""
    """The speaker of the sentence before, for a pronoun that goes on with it."""
    people: tuple[str, ...] = ()
    """Full names met so far, for a surname alone."""

    def speaker(self, doc: "Doc", cue: Cue) -> str:
        """The speaker of a cue, with a pointing word resolved where that is safe."""
        name = source.speaker_of(doc, cue)
        if name.lower() in {"it", "he", "she", "they"} and source.may_stand_for(name, self.subject):
            return self.subject
        if name.lower() in _OWNERS:
            return self.subject if source.may_stand_for(_OWNERS[name.lower()], self.subject) else name
        if owned := re.match(r"(?:its|their|his|her)\s+([a-z][\w -]*)$", name, re.I):
            return f"{self.subject}'s {owned[1]}" if self.subject and not self.subject.endswith("s") else name
        if source.is_pointing(name):
            return source.resolve(name, self.speakers)
        if name:
            name = source.full_name(name, self.speakers, self.people)
            self.speakers.append(name)
        return name
