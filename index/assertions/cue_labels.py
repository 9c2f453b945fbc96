"""Owns names before a colon: "Boss Hartley: We were robbed" hands what follows to whoever stands there."""

import re
from typing import TYPE_CHECKING

from index.assertions.cue import Cue
from index.assertions.cues import cue_file, word_pattern
from index.assertions.screening import LABEL

if TYPE_CHECKING:
    from spacy.tokens import Doc

_OWN_WORDS = re.compile(r"\b(?:I|we|our|my|us|me)\b", re.I)
_ROLES = ("official", "anonymous", "organisation", "media")


def label(doc: "Doc") -> Cue | None:
    """The name at the head of a line with a colon behind it, where what follows is speech."""
    mark = next((t.i for t in doc[:LABEL] if t.text == ":"), 0)
    if not mark or mark + 2 >= len(doc) or any(t.pos_ in {"VERB", "AUX"} for t in doc[:mark]):
        return None
    who, said = doc[:mark].text.strip(), doc[mark + 1 :].text.strip()
    if who.lower() in cue_file("labels")["headings"] or not (who[0] == "@" or _is_speech(doc, mark)):
        return None
    unnamed = who.lower() in cue_file("labels")["unnamed"]
    if not unnamed and not _speaks(doc, mark, who, said):
        return None
    return Cue(mark, mark, "label", "affirm", "fact", hedged=unnamed, text=":", speaker=(0, mark))


def _is_speech(doc: "Doc", mark: int) -> bool:
    rest = doc[mark + 1 :]
    return rest[0].text in {'"', "“", "'", "‘"} or any(t.pos_ in {"VERB", "AUX"} for t in rest)


def _speaks(doc: "Doc", mark: int, who: str, said: str) -> bool:
    """Whether the name is a handle, a person or an office; a place or a topic heads a story of its own."""
    if who.startswith("@"):
        return True
    own = bool(_OWN_WORDS.search(said)) or said[:1] in "\"“'‘"
    kinds = {e.label_ for e in doc.ents if e.start < mark}
    if kinds & {"GPE", "LOC", "EVENT", "DATE"} and not own:
        return False
    role = any(word_pattern("sources", kind).search(who) for kind in _ROLES)
    surname = bool(re.fullmatch(r"[A-Z][\w'’-]+(?: [A-Z][\w'’-]+){0,3}", who))
    return role or (surname and (own or "PERSON" in kinds))
