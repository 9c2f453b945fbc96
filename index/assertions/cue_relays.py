"""Owns cues that name a source outright: according to X, citing X, as X reports."""

from typing import TYPE_CHECKING

from index.assertions.cue import Cue
from index.assertions.cues import ReportingClass, reporting_verbs

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token


def according(doc: "Doc", token: "Token") -> Cue | None:
    """ "according to X", "in the words of X"."""
    if token.lower_ != "according" or token.i + 1 >= len(doc) or doc[token.i + 1].lower_ != "to":
        return None
    head = next((child for child in doc[token.i + 1].children if child.dep_ in {"pobj", "pcomp"}), None)
    if head is None and token.i + 2 < len(doc):
        head = doc[token.i + 2]
    if head is None:
        return None
    speaker = (token.i + 2, max(head.right_edge.i + 1, token.i + 3))
    return Cue(token.i, token.i + 1, "according", "affirm", "fact", text="according to", speaker=speaker)


def relay(token: "Token") -> Cue | None:
    """ "citing X", "quoting X", "has learned from X": X stands behind whoever reports; "quoted by X": before them."""
    if token.lemma_ in {"learn", "hear"}:
        source = next((c for c in token.children if c.lower_ == "from"), None)
        head = next((c for c in source.children if c.dep_ == "pobj"), None) if source is not None else None
        if source is not None and head is not None:
            return Cue(
                source.i,
                source.i,
                "relay",
                "affirm",
                "fact",
                text="from",
                speaker=(head.left_edge.i, head.right_edge.i + 1),
            )
    if token.lower_ in {"quoted", "cited"} and token.i + 1 < len(token.doc) and token.nbor(1).lower_ == "by":
        by = next((p for c in token.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"), None)
        if by is not None:
            span = (by.left_edge.i, by.right_edge.i + 1)
            return Cue(token.i, token.i + 1, "relay", "affirm", "fact", text=token.text, speaker=span, passive=True)
    if token.lower_ not in {"citing", "quoting", "cites", "quotes", "cited", "quoted"} or token.pos_ not in {
        "VERB",
        "ADP",
        "NOUN",
        "PROPN",
    }:
        return None
    head = next(
        (child for child in token.children if child.dep_ in {"dobj", "pobj", "nsubj"} and child.i > token.i), None
    )
    if head is None and token.i == 0 and len(token.doc) > 2:
        chunk = next((c for c in token.doc.noun_chunks if c.start <= 1 < c.end), None)
        head = chunk.root if chunk is not None and chunk.root.i > 0 else None
    if head is None or token.doc[head.left_edge.i].lower_ in {"no", "none"}:
        return None
    if token.i == 0:
        comma = next((t.i for t in token.doc if t.text == ","), len(token.doc))
        return Cue(0, 0, "relay", "affirm", "fact", text=token.text, speaker=(1, max(comma, 2)))
    return Cue(
        token.i, token.i, "relay", "affirm", "fact", text=token.text, speaker=(head.left_edge.i, head.right_edge.i + 1)
    )


def as_told(doc: "Doc", token: "Token") -> Cue | None:
    """ "As the ministry says, P" and "P, as the ministry puts it"."""
    if token.lower_ != "as" or not (token.i == 0 or doc[token.i - 1].text == ","):
        return None
    stop = next((t.i for t in doc[token.i + 1 : token.i + 16] if t.text in {",", "."}), 0)
    last = stop - 2 if stop and doc[stop - 1].lower_ == "it" else stop - 1
    if last < token.i + 2:
        return None
    kind = _told(doc[last])
    if kind is None or any(t.pos_ in {"VERB", "AUX"} for t in doc[token.i + 1 : last]):
        return None
    text = doc[token.i : stop].text
    return Cue(token.i, stop - 1, "according", "affirm", kind.modality, text=text, speaker=(token.i + 1, last))


def _told(token: "Token") -> ReportingClass | None:
    """The class of a verb that tells, also where the parser takes it for a noun ("as the service informs,")."""
    verbs, lower = reporting_verbs(), token.lower_
    kind = next((verbs[form] for form in (token.lemma_, lower.removesuffix("s")) if form in verbs), None)
    told = kind is not None and kind.stance == "affirm" and kind.modality in {"fact", "estimate"}
    return kind if told and (token.pos_ == "VERB" or lower.endswith("s")) else None


def per(doc: "Doc", token: "Token") -> Cue | None:
    """ "P, per a post by X"."""
    if token.lower_ != "per" or token.i < 3 or doc[token.i - 1].text != "," or token.i + 1 >= len(doc):
        return None
    head = next((c for c in token.children if c.dep_ == "pobj"), doc[token.i + 1])
    speaker = (token.i + 1, head.right_edge.i + 1)
    return Cue(token.i, token.i, "according", "affirm", "fact", text="per", speaker=speaker)
