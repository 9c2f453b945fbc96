"""Owns who speaks: the speaker of a cue, pointing words resolved where it is safe, and the kind of source."""

import re
from typing import TYPE_CHECKING

from index.assertions.cue import Cue, subject_of
from index.assertions.cues import word_pattern
from index.assertions.uncertainty import is_crowd
from index.assertions.values import Attribution

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PRONOUNS = {"he", "she", "they", "it"}
_ROLE_POINTERS = re.compile(r"^(?:the|that|this|both)\s+(?:[\w-]+\s+)?([a-z][\w-]+)$", re.I)
_EDGES = " ,;:–—\"'“”‘’"


def speaker_of(doc: "Doc", cue: Cue) -> str:
    """The speaker as written beside the cue, or "" where nobody is named."""
    if cue.speaker:
        return _tidy(doc, cue.speaker[0], cue.speaker[1])
    token = doc[cue.token]
    verb = next((t for t in doc[cue.token : cue.last + 1] if t.pos_ in {"VERB", "AUX"}), token)
    if cue.passive:
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        head = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
        return _tidy(doc, head.left_edge.i, head.right_edge.i + 1) if head is not None else ""
    subject = _subject(doc, cue, verb)
    if subject is None:
        return ""
    if subject.dep_ == "nsubj" and subject.lower_ in {"who", "which", "that"} and verb.dep_ == "relcl":
        subject = verb.head
    elif verb.dep_ == "relcl" and subject.i < verb.i and doc[subject.left_edge.i].lower_ == "that":
        return _tidy(doc, subject.left_edge.i + 1, subject.right_edge.i + 1)
    right = min(subject.right_edge.i + 1, cue.token) if subject.i < cue.token else subject.right_edge.i + 1
    left = subject.left_edge.i
    if subject.i < cue.token:
        # A verb inside an appositive or relative clause of its own subject must not swallow the content.
        right = max(right, subject.i + 1)
    return _tidy(doc, left, right)


def _subject(doc: "Doc", cue: Cue, verb: "Token") -> "Token | None":
    for hop in (verb, doc[cue.token], *(verb.ancestors if verb.dep_ in {"xcomp", "conj", "pcomp"} else ())):
        found = subject_of(hop)
        if found is not None:
            return found
    after = [c for c in verb.children if c.dep_ in {"nsubj", "dobj", "npadvmod"} and c.i > verb.i]
    if after and cue.token > 0 and doc[cue.token - 1].text in {",", '"', "”", "’"}:
        return after[0]
    if verb.dep_ == "relcl":
        return None
    before = [chunk for chunk in doc.noun_chunks if chunk.end <= cue.token]
    if before and doc[before[-1].end : cue.token].text.strip() in {"", ",", "has", "had", "have", "also", "later"}:
        return before[-1].root
    return None


def _tidy(doc: "Doc", left: int, right: int) -> str:
    """The speaker's words without quotation marks, a trailing clause, or a leading conjunction."""
    if doc[left].lower_ in {"citing", "quoting", "asked"}:
        left = next((i + 1 for i in range(left, right) if doc[i].text == ","), left)
    while left < right and (doc[left].is_punct or doc[left].dep_ in {"cc", "mark"}):
        left += 1
    for index in range(left, right):
        token = doc[index]
        if token.lower_ in {"who", "speaking"} and _UNNAMED.search(doc[index:right].text):
            break
        if index > left and (token.dep_ in {"relcl", "acl"} or token.tag_ == "VBG" and token.dep_ == "advcl"):
            cut = token.left_edge.i
            right = cut if cut > left else right
            break
        if token.text in {'"', "“", ";", ":"} and index > left:
            right = index
            break
    return doc[left:right].text.strip(_EDGES)


_UNNAMED = re.compile(r"not to be (?:named|identified)|anonymity|not authori[sz]ed", re.I)


def is_pointing(speaker: str) -> bool:
    """Whether the speaker is only a pronoun or "the minister"."""
    return speaker.lower() in _PRONOUNS or bool(_ROLE_POINTERS.match(speaker))


def resolve(speaker: str, known: list[str]) -> str:
    """The earlier full name a pointing word stands for where one alone fits; else the words themselves.

    `known` holds the full speakers of the report so far, newest last.
    """
    lower = speaker.lower()
    if lower in {"he", "she"}:
        people = [name for name in known[-3:] if _is_person(name)]
        return people[-1] if len(set(people)) == 1 else speaker
    if lower == "they":
        plural = [name for name in known[-2:] if re.search(r"s$|\band\b", name.split(",")[0])]
        return plural[-1] if len(set(plural)) == 1 else speaker
    if lower == "it":
        bodies = [name for name in known[-2:] if not _is_person(name)]
        return bodies[-1] if len(set(bodies)) == 1 else speaker
    found = _ROLE_POINTERS.match(speaker)
    if found:
        noun = found[1].lower()
        fitting = {
            name for name in known if len(name) > len(speaker) and re.search(rf"\b{re.escape(noun)}\b", name, re.I)
        }
        if len(fitting) == 1:
            return fitting.pop()
    return speaker


def may_stand_for(pronoun: str, name: str) -> bool:
    """Whether a pronoun can go on with this speaker: he and she with persons, it with bodies."""
    if not name:
        return False
    person = _is_person(name)
    return person if pronoun.lower() in {"he", "she"} else not person or pronoun.lower() == "they"


def full_name(speaker: str, known: list[str], people: tuple[str, ...]) -> str:
    """A surname alone ("Kim") as the one fuller name that the report gave before; else as it is."""
    if not re.fullmatch(r"[A-Z][\w'’-]+", speaker):
        return speaker
    fuller = [
        name
        for name in known
        if re.search(rf"\b{re.escape(speaker)}\b", name)
        and " " in name
        and len(name) > len(speaker) + 2
        and _has_person_name(name)
    ]
    if fuller:
        return fuller[-1] if len(set(fuller)) == 1 else speaker
    named = {name for name in people if re.search(rf"\b{re.escape(speaker)}\b", name)}
    return named.pop() if len(named) == 1 else speaker


def _is_person(name: str) -> bool:
    """Two capitalised words that are no body: good enough to let "he" point there, and only there."""
    return (
        bool(re.search(r"\b(?!The\b)[A-Z][\w'’-]+ (?:[A-Z]\. )?[A-Z][\w'’-]+", name))
        and not word_pattern("sources", "organisation").search(name.split(",")[0])
        or bool(word_pattern("sources", "official").search(name) and not name.lower().endswith("s"))
    )


_COUNTING = re.compile(
    r"^(?:The|A|An|Some|Several|Many|Both|All|One|Two|Three|Four|Five|Six|Seven|Eight|Nine|Ten|Dozens of)\s+", re.I
)
"""Stands before a noun without making it a name."""


def attribution_of(speaker: str) -> Attribution:
    """What kind of source the words of a speaker describe."""
    if not speaker:
        return "none"
    head = re.sub(_COUNTING, "", speaker.split(",")[0])
    unnamed = re.search(
        r"\b(?:unnamed|anonymous|unidentified|undisclosed)\b|familiar with|close to the|with knowledge of|"
        r"anonymity|not to be (?:named|identified)|not authori[sz]ed",
        speaker,
        re.I,
    )
    if word_pattern("sources", "social").search(speaker):
        return "social"
    if is_crowd(speaker):
        return "anonymous"  # "critics of Anna Berg" hold a name, and are nobody
    person = not unnamed and _has_person_name(speaker)
    if person:
        return (
            "named_official"
            if word_pattern("sources", "official").search(speaker)
            or word_pattern("sources", "organisation").search(speaker)
            else "named_person"
        )
    if unnamed or word_pattern("sources", "anonymous").search(head):
        return "anonymous"
    if re.fullmatch(r"(?:this |that |its |the )?(?:reports?|page|story|article|account|copy|dispatch)", head, re.I):
        return "media"  # a story that is handed on, and no document on record
    if word_pattern("sources", "document").search(head) and not re.search(r"[A-Z]\w+ (?:Report|Study|Data)\b", head):
        return "document"
    if word_pattern("sources", "media").search(head):
        return "media"
    if word_pattern("sources", "official").search(head):
        return "named_official"
    return (
        "named_org"
        if re.search(r"[A-Z]", head) or word_pattern("sources", "organisation").search(head)
        else "anonymous"
    )


def _has_person_name(speaker: str) -> bool:
    """A capitalised first and last name that holds no word of a body, country or outlet."""
    for part in re.split(r",| and ", speaker):
        for found in re.finditer(
            r"\b[A-Z][a-zA-Z'’]+(?:[ -][A-Za-z]\.?)*(?:[ -][A-Za-z][\w'’]+)*[ -][A-Z][\w'’-]+|\b[A-Z][\w'’]+ "
            r"[A-Z][\w'’]+-[a-z]+",
            part,
        ):
            words = found[0]
            if not (
                word_pattern("sources", "organisation").search(words)
                or word_pattern("sources", "media").search(words)
                or re.match(
                    r"(?:North|South|East|West|United|New|Great|Saudi|Sri|Costa|El|Puerto|European|Supreme|National|The|White|Security|General|State|Red|Multilateral|Central)\b",
                    words,
                )
            ):
                return True
    return False
