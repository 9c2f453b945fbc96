"""Owns what was said: the content span of a cue, and what pointing words in it stand for."""

import re
from typing import TYPE_CHECKING

from index.assertions.cue import Cue

if TYPE_CHECKING:
    from spacy.tokens import Doc

_POINTING = re.compile(
    r"^\W*(?:(?:all|any|both|such|these|those|the|this|that|their|its|his|her|earlier|previous|recent|media|western|of|about|on)\s+)*"
    r"(?:it|this|that|them|these|those|reports?|claims?|allegations?|accusations?|stor(?:y|ies)|statements?|information|suggestions?|"
    r"assertions?|rumou?rs?|assumption|charges?|news|figures?|numbers?|so|either|anything|matter|involvement|responsibility|wrongdoing|count|toll|account)?"
    r"\b(?:\s+(?:as|like|but|and|independently|officially|immediately|yet|independent|publicly|by|to|whether|another|a|an|fake|false|groundless|baseless|absurd|untrue|nonsense)\b.*)?\W*$",
    re.I | re.S,
)
_CLAIM_NOUN = re.compile(
    r"\b(?:claims?|allegations?|accusations?|assertions?|charges?|reports?|suggestions?|statements?|something|assumption)\b",
    re.I,
)
_OPENING = frozenset("\"“'‘«„")
_CLOSING = frozenset("\"”'’»“")
_ABOUT = frozenset({"on", "about", "upon", "over", "regarding", "to"})
_PAIRS = {('"', '"'), ("'", "'"), ("“", "”"), ("‘", "’"), ("«", "»"), ("„", "“")}
_TELLING = frozenset("tell inform assure remind notify warn brief advise caution".split())
"""Verbs with a listener between themselves and what is said."""
_CONJUNCTIONS = frozenset({"that", "whether", "if", "how", "why"})
_OPENS = frozenset({"mark", "nsubj", "nsubjpass", "advmod", "det", "dobj"})
_REACH = 40
"""Tokens behind a cue in which its content begins."""
_BREAK = {"but", "while", "although", "though", "whereas", "and", "however", "yet", "as"}


def content_span(doc: "Doc", cue: Cue, stop: int) -> tuple[int, int]:
    """Character span of the content inside the sentence; empty where there is none. `stop` is a token, exclusive."""
    if cue.form == "according":
        return _around(doc, cue, stop)
    if cue.form in {"noun", "label"}:
        held = doc[cue.token].right_edge.i + 1
        return characters(doc, cue.last + 1, held if cue.form == "noun" and held > cue.last + 1 else stop)
    if _quotation_before(doc, cue) or (cue.form == "verb" and cue.speaker and cue.speaker[0] > cue.token):
        return _before(doc, cue)
    if cue.passive:
        return _passive(doc, cue, stop)
    start = _after(doc, cue, stop)
    if start is None or start >= stop:
        return _before(doc, cue)
    return characters(doc, start, stop)


def is_pointing(content: str) -> bool:
    """Whether the content only points at something said before: "the report", "it", "such claims"."""
    return bool(_POINTING.match(content.strip()))


def points_by_relative(doc: "Doc", cue: Cue) -> tuple[int, int] | None:
    """For "P, a claim that X has denied": the span of P."""
    token = doc[cue.token]
    which = next((t.i for t in doc[max(0, cue.token - 6) : cue.token] if t.lower_ == "which"), None)
    if which and which > 1 and doc[which - 1].text == ",":
        return characters(doc, 0, which)
    that = next(
        (
            i
            for i in range(cue.token - 1, max(cue.token - 9, 2), -1)
            if _CLAIM_NOUN.fullmatch(doc[i].text) and doc[i - 1].lower_ in {"a", "an"}
        ),
        None,
    )
    if that and doc[that - 2].text in {",", "–", "—", "-"}:
        return characters(doc, 0, that - 1)
    verb = next((t for t in (token, *token.ancestors) if t.dep_ == "relcl"), None)
    if verb is None or not _CLAIM_NOUN.fullmatch(verb.head.text):
        return None
    noun = verb.head
    first = noun.left_edge.i
    return characters(doc, 0, first) if first > 1 and doc[first - 1].text in {",", "–", "—", "-"} else None


def _after(doc: "Doc", cue: Cue, stop: int) -> int | None:
    """The first token of a content that follows its cue."""
    index = _behind_listener(doc, cue)
    clause = next((c for c in doc[cue.last].children if c.dep_ == "ccomp" and c.i > cue.last), None)
    if clause is not None and clause.left_edge.i == index and doc[index].dep_ != "mark":
        return index
    if (that := _conjunction(doc, index, min(stop, index + _REACH))) is not None:
        reported = doc[index:that]
        if cue.stance in {"deny", "dismiss", "no_comment"} and _CLAIM_NOUN.search(reported.text):
            return index  # "denied the reports that": with what they are
        return that + 1 if doc[that].lower_ == "that" else that
    while cue.stance == "no_comment" and index < stop and doc[index].lower_ in _ABOUT:
        index += 1  # "declined to comment on the raid"
    if index >= stop or doc[index].text in {".", "!", "?"} or _went_before(doc, cue, index, stop):
        return None
    if doc[index].text == "," and cue.stance in {"affirm", "acknowledge"}:
        return next((i for i in range(index, min(index + 3, stop)) if doc[i].text in {'"', "“"}), None)
    return index


def _conjunction(doc: "Doc", first: int, stop: int) -> int | None:
    """The "that" or "whether" that opens the content, before any clause that has begun without it."""
    for position in range(first, stop):
        token = doc[position]
        finite = token.pos_ in {"VERB", "AUX"} and token.tag_ not in {"VBG", "VBN", "VB"}
        if position > first and finite and token.dep_ != "relcl":
            return None
        opens = token.lower_ in _CONJUNCTIONS and token.dep_ in _OPENS
        if opens and (position == first or token.dep_ == "mark" or doc[position - 1].text == ","):
            noun = position > 1 and _CLAIM_NOUN.fullmatch(doc[position - 1].text)
            if not (noun and doc[position - 2].lower_ in {"a", "an"}):
                return position  # "…, a claim that X has denied" is a clause of its own
    return None


def _went_before(doc: "Doc", cue: Cue, index: int, stop: int) -> bool:
    """Whether only the speaker or the listener follows: ", said the minister, whom …", "…, she told the paper"."""
    spoken = next((c for c in doc[cue.token].children if c.dep_ == "nsubj"), None)
    inverted = spoken is not None and spoken.i > cue.token and doc[cue.token - 1].text in {",", '"', "”", "’", "'"}
    if cue.token > 2 and inverted:
        return True
    told = doc[cue.last].lemma_ in {"tell", "inform"} and cue.token > 3
    return told and not any(t.pos_ in {"VERB", "AUX"} for t in doc[index:stop])


def _behind_listener(doc: "Doc", cue: Cue) -> int:
    """The token after the cue, or after whoever is told: "told the court he had lied"."""
    index = cue.last + 1
    if doc[cue.last].lemma_ not in _TELLING or index >= len(doc):
        return index
    listener = next((c for c in doc.noun_chunks if c.start == index), None)
    if listener is None or listener.root.dep_ in {"nsubj", "nsubjpass"}:
        return index
    end = next((t.i for t in doc[listener.end :] if t.pos_ != "PROPN"), len(doc))
    if end >= len(doc) or doc[end].text in {".", ","} or doc[end].lower_ in {"of", "about", "to"}:
        return index
    return end if any(t.pos_ in {"VERB", "AUX"} for t in doc[end:]) else index


def _quotation_before(doc: "Doc", cue: Cue) -> bool:
    """Whether the sentence opens with a quotation that ends right before the speaker: "“No,” the mayor said, who …"."""
    if cue.stance not in {"affirm", "acknowledge"} or doc[0].text not in _OPENING:
        return False
    subject = next((c for c in doc[cue.token].children if c.dep_ in {"nsubj", "nsubjpass"} and c.i < cue.token), None)
    first = subject.left_edge.i if subject is not None else cue.token
    return first > 2 and doc[first - 1].text in _CLOSING


def _before(doc: "Doc", cue: Cue) -> tuple[int, int]:
    """The content of ", said the minister" or "…, the agency reported": what stands before the speaker."""
    token = doc[cue.token]
    if cue.speaker:
        return characters(doc, 0, min(cue.token, cue.speaker[0]))
    subject = next((c for c in token.children if c.dep_ in {"nsubj", "nsubjpass"}), None)
    first = subject.left_edge.i if subject is not None and subject.i < cue.token else cue.token
    while first > 0 and doc[first - 1].text not in {",", '"', "”", "?", "!"} and doc[first - 1].pos_ in {"AUX", "ADV"}:
        first -= 1
    return characters(doc, 0, first)


def _around(doc: "Doc", cue: Cue, stop: int) -> tuple[int, int]:
    """ "According to X, P" and "P, according to X"."""
    assert cue.speaker is not None  # noqa: S101 - set for this form
    if cue.token > 1:
        return characters(doc, 0, cue.token)
    first = next(
        (i + 1 for i in range(cue.speaker[0], min(stop, len(doc))) if doc[i].text == "," and not _appositive(doc, i)),
        None,
    )
    return characters(doc, first or cue.speaker[1], stop)


def _appositive(doc: "Doc", comma: int) -> bool:
    """Whether this comma opens an appositive of the speaker ("X, the mayor, …")."""
    following = [t for t in doc[comma + 1 :] if t.dep_ == "appos"]
    return (
        bool(following)
        and following[0].left_edge.i == comma + 1
        and any(t.text == "," for t in doc[following[0].i : following[0].i + 6])
    )


def _passive(doc: "Doc", cue: Cue, stop: int) -> tuple[int, int]:
    """ "Six were reported killed", "is believed to have died": the whole clause is the content."""
    token = doc[cue.token]
    if any(t.lower_ == "that" and t.dep_ == "mark" for t in doc[cue.token + 1 : cue.token + 4]):
        start = next(t.i for t in doc[cue.token + 1 : cue.token + 4] if t.lower_ == "that")
        return characters(doc, start + 1, stop)
    return characters(doc, token.left_edge.i if token.left_edge.i < cue.token else 0, stop)


def clause_break(doc: "Doc", start: int) -> bool:
    """Whether a conjunction or semicolon right before a clause parts it from what went before."""
    index = start - 1
    while index >= 0 and doc[index].is_space:
        index -= 1
    if index < 0:
        return False
    token = doc[index]
    if token.text in {";", ":", "–", "—", "("}:
        return True
    return (
        token.lower_ in _BREAK
        and index > 0
        and doc[index - 1].text in {",", ";"}
        or token.lower_ in {"but", "while", "although", "though", "whereas", "and"}
    )


def characters(doc: "Doc", first: int, stop: int) -> tuple[int, int]:
    """Character span of tokens, without the marks at its edges (a quotation mark stays with its partner)."""
    while first < stop and (doc[first].is_space or doc[first].text in {",", ":", ";", "-", "–", "—", "."}):
        first += 1
    while stop > first and (
        doc[stop - 1].is_space
        or doc[stop - 1].lower_ in {",", ":", ";", "-", "–", "—", ".", "but", "and", "while", "although", "though"}
    ):
        stop -= 1
    if first >= stop:
        return (0, 0)
    start, end = doc[first].idx, doc[stop - 1].idx + len(doc[stop - 1])
    text = doc.text[start:end]
    if len(text) > 2 and (text[0], text[-1]) in _PAIRS and text[0] not in text[1:-1] and text[-1] not in text[1:-1]:
        inner = text[1:-1].rstrip(" ,")
        return (start + 1, start + 1 + len(inner))
    if text[:1] in "\"“'‘" and text[1:].count('"') + text.count("”") == 0:
        start += 1
    if text[-1:] in '"”' and text.count('"') % 2 == 1 and "“" not in text:
        end -= 1
    return (start, end)
