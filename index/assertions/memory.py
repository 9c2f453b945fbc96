"""Owns what pointing words may stand for while a report is read from top to bottom."""

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from index.assertions import coreference, source
from index.assertions.attribution import attribution_of
from index.assertions.coreference import Mention, mention_of
from index.assertions.cue import Cue
from index.assertions.cues import word_pattern
from index.assertions.language import parse
from index.assertions.values import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they"}
_OWNED = re.compile(r"(its|their|his|her)\s+([a-z][\w -]*)$", re.I)
_REACH = 2
"""Sentences back in which a pronoun's antecedent is looked for; the nearer one that names anybody is taken."""
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
    spoke: bool = False
    """Whether the sentence before had a speaker."""
    people: tuple[str, ...] = ()
    """Full names met so far, for a surname alone."""
    read: list["Doc"] = field(default_factory=list)
    """The last sentences."""
    text: str = ""
    """All that was read so far, for "a nurse" behind "the nurse"."""
    kinds: dict[str, Attribution] = field(default_factory=dict)
    """What kind of source a speaker was described as, where the words of the name alone do not tell."""
    _found: dict[int, tuple[Mention, ...]] = field(default_factory=dict)

    def speaker(self, doc: "Doc", cue: Cue) -> str:
        """The speaker of a cue, with a pointing word resolved where that is safe."""
        name = source.speaker_of(doc, cue)
        lower = name.lower()
        if lower in coreference.PRONOUNS:
            return self._behind(lower, doc, cue) or name
        if lower in _OWNERS:
            return self._behind(_OWNERS[lower], doc, cue) or name
        if owned := _OWNED.match(name):
            owner = self._behind(_OWNERS[owned[1].lower()], doc, cue)
            return f"{owner}'s {owned[2]}" if owner and not owner.endswith("s") else name
        if coreference.is_pointing(name):
            return self._in_role(name)
        if name:
            self._describe(doc, cue, name)
            name = coreference.full_name(name, self.speakers, self.people)
            self.speakers.append(name)
        return name

    def attribution(self, speaker: str) -> Attribution:
        """The kind of source a speaker is, with what was said of it anywhere before."""
        return self.kinds.get(speaker) or attribution_of(speaker)

    def remember(self, doc: "Doc") -> None:
        """Keep a sentence for the pointing words of the next."""
        self.read = [*self.read[1 - _REACH :], doc]
        self.text = f"{self.text} {doc.text}"
        self._found.clear()

    def _behind(self, pronoun: str, doc: "Doc", cue: Cue) -> str:
        """Whom a pronoun stands for: who goes on speaking, or the one who was named last; "" where it is open."""
        goes_on = word_pattern("sources", "continuing").search(doc[max(cue.token - 2, 0) : cue.last + 1].text)
        if goes_on and coreference.may_go_on(pronoun, self.subject):
            return self.subject
        if (before := self._same_sentence(pronoun, doc, cue)) is not None:
            return before
        last = self.subject if self.spoke else ""
        for back in range(1, len(self.read) + 1):
            near = self._mentions(back)
            if back == 1 and coreference.may_go_on(pronoun, last):
                near = (*near, mention_of(last, subject=True))
            if found := coreference.antecedent(pronoun, near, last):
                return self._as_known(found)
            if any(m.sort in {"person", "body", "people"} for m in near):
                break
        return ""

    def _same_sentence(self, pronoun: str, doc: "Doc", cue: Cue) -> str | None:
        """ "Roa was tired, and she said": the one named before "and"; None where no clause stands before."""
        at = next((t.i for t in doc[: cue.token] if t.lower_ == pronoun and t.i and _opens_clause(doc[t.i - 1])), 0)
        if not at:
            return None
        known = [replace(m, text=self._as_known(m.text)) for m in coreference.mentions(doc[:at].as_doc()) if m.text]
        return coreference.antecedent(pronoun, known) if any(m.sort != "thing" for m in known) else None

    def _in_role(self, name: str) -> str:
        near = [m for back in range(1, len(self.read) + 1) for m in self._mentions(back)]
        last = self._mentions(1) if self.read else ()
        known = [mention_of(speaker) for speaker in self.speakers]
        found = coreference.by_role(name, known, last if name.lower() in {"the former", "the latter"} else near)
        if found:
            return self._as_known(found)
        noun = re.escape(name.split()[-1])
        named = attribution_of(name) in {"named_person", "named_official", "named_org"} and noun.islower()
        if named and re.search(
            rf"\b(?:an?|one|another|two|three|several|some)\s+(?:[\w-]+\s+){{0,3}}{noun}s?\b", self.text, re.I
        ):
            self.kinds.setdefault(name, "anonymous")  # "the nurse" is the "a nurse" of before, whoever that is
        return name

    def _as_known(self, found: str) -> str:
        return coreference.full_name(found, self.speakers, self.people)

    def _describe(self, doc: "Doc", cue: Cue, name: str) -> None:
        """Keep what kind of source the full description tells, and that a common noun at the start is no name."""
        described = source.described_speaker_of(doc, cue)
        first = next((t for t in doc if not t.is_punct), None)
        starts = first is not None and doc.text[first.idx :].startswith(described)
        if starts and first is not None and first.tag_ == "NNS":
            described = described[0].lower() + described[1:]
        kind = attribution_of(described)
        if (
            kind == "named_person"
            and " " not in name
            and first is not None
            and name in {e.text for e in doc.ents if e.label_ == "ORG"}
        ):
            kind = "named_org"
        if kind != attribution_of(name):
            self.kinds[name] = kind

    def _mentions(self, back: int) -> tuple[Mention, ...]:
        """Who is named in a sentence before, 1 being the last; it is parsed now where no cue asked for that."""
        if back not in self._found:
            doc = self.read[-back]
            doc = doc if doc.has_annotation("DEP") else next(parse([doc.text]))
            found = coreference.mentions(doc)
            self._found[back] = tuple(replace(m, text=self._as_known(m.text)) for m in found)
        return self._found[back]


def _opens_clause(token: "Token") -> bool:
    return token.dep_ == "cc" or token.text in {";", "–", "—"} or token.dep_ == "mark"
