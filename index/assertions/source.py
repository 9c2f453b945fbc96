"""Owns who speaks: the words that name the speaker of a cue, as far as they tell who it is."""

import re
from typing import TYPE_CHECKING

from index.assertions.cue import Cue, subject_of
from index.assertions.naming import kind_at_end, name_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_EDGES = " ,;:–—\"'“”‘’"
_BESIDE = frozenset({"", ",", "has", "had", "have", "also", "later"})
_PLAIN = frozenset({"say", "write", "add", "reckon", "explain", "note", "report", "insist", "warn"})
"""Verbs whose speaker stands behind them in a headline: "Dozens missing, says Red Cross"."""
_RELATIVES = frozenset({"who", "which", "that"})
_NAMING = re.compile(r"(?!(?:who|whom|whose|which|that|where|when|in|at|on|with|from)\b)", re.I)
"""How a name set off behind an office begins; a relative clause does not."""
_CAPITALS = re.compile(r"(?:the )?[A-Z][\w.'’-]*(?: [A-Z][\w.'’-]*)*")
_ISSUED = re.compile(
    r"(?:an?|the|its|this)\s(?:[\w-]+\s)?(?:statement|press release|communiqu[eé])\s(?:from|by)\s(.+)$"
    r"|(.+)(?:['’]s|s['’])\s(?:[\w-]+\s)?(?:statement|press release|communiqu[eé])$",
    re.I,
)
"""Words of somebody's own issuing: the issuer speaks."""
_UNNAMED = re.compile(
    r"not to be (?:named|identified)|anonymity|not authori[sz]ed|declined to be (?:named|ident)", re.I
)


def speaker_of(doc: "Doc", cue: Cue) -> str:
    """The speaker as written beside the cue, or "" where nobody is named."""
    return phrase(doc, *speaker_span(doc, cue))


def described_speaker_of(doc: "Doc", cue: Cue) -> str:
    """The speaker with the description set off behind a name: "Ana Roa, the minister"."""
    left, right = _edges(doc, *speaker_span(doc, cue))
    return doc[left:right].text.strip(_EDGES)


def speaker_span(doc: "Doc", cue: Cue) -> tuple[int, int]:
    """The tokens in which the speaker of a cue stands, with all that describes it; empty where there is none."""
    if cue.speaker:
        left, right = cue.speaker
        clause = (i for i in range(left + 1, right) if cue.form == "relay" and doc[i].lower_ == "that")
        return left, next(clause, right)
    token = doc[cue.token]
    verb = next((t for t in doc[cue.token : cue.last + 1] if t.pos_ in {"VERB", "AUX"}), token)
    if cue.passive:
        agent = next((c for c in verb.children if c.dep_ == "agent"), None)
        head = next((c for c in agent.children if c.dep_ == "pobj"), None) if agent is not None else None
        return (head.left_edge.i, head.right_edge.i + 1) if head is not None else (0, 0)
    subject = _behind(doc, cue, verb) or _put_in(doc, cue) or _subject(doc, cue, verb)
    if subject is None:
        return (0, 0)
    if subject.dep_ == "nsubj" and subject.lower_ in _RELATIVES and verb.dep_ == "relcl":
        subject = verb.head
    elif verb.dep_ == "relcl" and subject.i < verb.i and doc[subject.left_edge.i].lower_ == "that":
        return subject.left_edge.i + 1, subject.right_edge.i + 1
    right = subject.right_edge.i + 1
    # A verb inside an appositive or relative clause of its own subject must not swallow the content.
    right = (
        max(min(_clause_end(doc, subject, right, verb), cue.token), subject.i + 1) if subject.i < cue.token else right
    )
    return subject.left_edge.i, right


def _clause_end(doc: "Doc", subject: "Token", right: int, verb: "Token") -> int:
    """Where "a woman who lives opposite the depot" ends, whose last words the parser may give to the verb."""
    if not any(c.dep_ == "relcl" and doc[c.left_edge.i - 1].text != "," for c in subject.children):
        return right
    stop = next((t.i for t in doc[right : verb.i] if t.pos_ in {"AUX", "ADV"}), verb.i)
    return right if any(t.is_punct or t.pos_ == "VERB" for t in doc[right:stop]) else stop


def phrase(doc: "Doc", left: int, right: int) -> str:
    """A noun phrase as a speaker is written: title and name, and for the unnamed what tells them apart."""
    left, right = _edges(doc, left, right)
    words = doc[left:right].text
    parts = [(i, doc[left:i].text) for i in range(left + 1, right) if doc[i].text in {",", "–", "—"}]
    for index, before in parts:
        after = doc[index + 1 : right].text
        if name_in(before) and not _goes_on(doc, index, right):
            words = before  # "Ana Roa, a lawyer,"
        elif not name_in(before) and (name := _next_part(after)) and _is_name(before, name):
            words = f"{before}{doc[index - 1].whitespace_}{doc[index].text_with_ws}{name}"  # "the minister, Ana Roa,"
        elif _UNNAMED.search(after) or _goes_on(doc, index, right):
            continue
        else:
            words = before
        break
    words = re.sub(r"\s(?:who|which|that)$", "", words.strip(_EDGES))
    issuer = _ISSUED.match(words)
    return (issuer[1] or issuer[2]) if issuer else words


def _next_part(text: str) -> str:
    return re.split(r"\s*[,–—]", text)[0]


def _is_name(office: str, behind: str) -> bool:
    """Whether an office or a body is followed by its name: "the minister, Ana Roa", "the operator, Lakeline"."""
    if not _NAMING.match(behind):
        return False
    return bool(name_in(behind) or (kind_at_end(office) and _CAPITALS.fullmatch(behind)))


def _goes_on(doc: "Doc", comma: int, right: int) -> bool:
    """Whether a list goes on behind a comma: "Oslo, Bern and Paris"."""
    rest = doc[comma + 1 : right]
    return any(t.dep_ == "conj" and t.head.i < comma for t in rest) and not any(
        t.dep_ in {"relcl", "acl", "appos"} and t.head.i < comma for t in rest
    )


def _edges(doc: "Doc", left: int, right: int) -> tuple[int, int]:
    """Without quotation marks, a leading conjunction, or a participle clause that only accompanies the verb."""
    if left < right and doc[left].lower_ in {"citing", "quoting", "asked"}:
        left = next((i + 1 for i in range(left, right) if doc[i].text == ","), left)
    while left < right and (doc[left].is_punct or doc[left].dep_ in {"cc", "mark"}):
        left += 1
    for index in range(left + 1, right):
        token = doc[index]
        accompanies = token.tag_ == "VBG" and token.dep_ in {"advcl", "acl"} and doc[index - 1].text == ","
        if (accompanies and not _UNNAMED.search(doc[index:right].text)) or token.text in {'"', "“", ";", ":"}:
            return left, index
    return left, right


def _behind(doc: "Doc", cue: Cue, verb: "Token") -> "Token | None":
    """The speaker of ", says Red Cross" where the parser took what stands before the comma for the subject."""
    index = cue.last + 1
    if verb.lemma_ not in _PLAIN or cue.token == 0 or doc[cue.token - 1].text not in {",", '"', "”", "’", "'"}:
        return None
    rest = doc[index:]
    if (
        not len(rest)
        or any(t.pos_ in {"VERB", "AUX"} and t.dep_ != "relcl" for t in rest)
        or any(t.text in {'"', "“"} for t in rest)
    ):
        return None
    chunk = next((c for c in doc.noun_chunks if c.start == index), None)
    return chunk.root if chunk is not None else None


def _put_in(doc: "Doc", cue: Cue) -> "Token | None":
    """The speaker of "P, the Daily writes, …", whatever the parser took for the subject."""
    before = range(cue.token - 1, max(cue.token - 12, 0), -1)
    comma = next((i for i in before if doc[i].text in {",", "–", "—", "”", '"'}), None)
    if comma is None or any(
        t.pos_ in {"VERB", "ADP", "SCONJ"} and t.lower_ != "of" for t in doc[comma + 1 : cue.token]
    ):
        return None
    chunk = next((c for c in doc.noun_chunks if c.start == comma + 1 and c.end <= cue.token), None)
    found = subject_of(doc[cue.token])
    parted = chunk is not None and (found is None or found.i < comma)
    ends = cue.last + 1 >= len(doc) or doc[cue.last + 1].text in {",", ".", "–", "—"}
    return chunk.root if chunk is not None and parted and ends else None


def _subject(doc: "Doc", cue: Cue, verb: "Token") -> "Token | None":
    for hop in (verb, doc[cue.token], *(verb.ancestors if verb.dep_ in {"xcomp", "conj", "pcomp"} else ())):
        found = subject_of(hop)
        if found is not None:
            return _teller(hop, found)
    after = [c for c in verb.children if c.dep_ in {"nsubj", "dobj", "npadvmod"} and c.i > verb.i]
    if after and cue.token > 0 and doc[cue.token - 1].text in {",", '"', "”", "’"}:
        return after[0]
    if verb.dep_ == "relcl":
        return None
    before = [chunk for chunk in doc.noun_chunks if chunk.end <= cue.token]
    if before and doc[before[-1].end : cue.token].text.strip() in _BESIDE:
        return _head_of(before[-1].root)
    return None


def _teller(verb: "Token", found: "Token") -> "Token":
    """Who told the rest, where a verb joined by "and" got a thing for its subject: "Roa said the storm came and gave no
    figure"."""
    inherited = verb.dep_ == "conj" and found.head == verb.head and verb.head.dep_ == "ccomp"
    teller = subject_of(verb.head.head) if inherited else None
    thing = found.pos_ == "NOUN" and not kind_at_end(found.text)
    return teller if teller is not None and thing else found


def _head_of(noun: "Token") -> "Token | None":
    """The noun that a chain of "of" hangs on: "clerk", from "a clerk of the ministry", and never the ministry."""
    while noun.dep_ in {"pobj", "amod", "compound"}:
        noun = noun.head.head if noun.dep_ == "pobj" else noun.head
    return noun if noun.pos_ in {"NOUN", "PROPN"} else None
