"""Owns finding the cues of a sentence: the words by which a statement is handed to somebody."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from index.assertions.cues import ReportingClass, cue_file, reporting_verbs, word_pattern
from index.assertions.screening import starts_cue
from index.assertions.values import Modality, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Form = Literal["verb", "according", "relay", "noun"]

_NEGATIONS = {"not", "n't", "never", "neither", "nor"}
_CONTENT_DEPS = {"ccomp", "xcomp", "dobj", "oprd", "parataxis", "advcl", "attr", "prep", "obj"}
_WITH = {"point": "out", "brush": "off", "shrug": "off", "put": "at"}
"""Verbs that report only together with this word."""
_TAIL = 6
"""Words that may stand behind a parenthetical reporting verb: ", the paper claimed on Friday."."""
# Verbs that report with a plain object too ("denied the report", "announced a pact"); all others need a clause or a
# number
# after them, for with an object they tell of deeds ("found a body", "maintained an alliance").
_TAKES_OBJECT = {
    "report",
    "announce",
    "claim",
    "confirm",
    "acknowledge",
    "estimate",
    "expect",
    "predict",
    "forecast",
    "allege",
    "reveal",
    "disclose",
    "admit",
    "suspect",
    "concede",
    "verify",
    "corroborate",
    "anticipate",
    "warn",
    "recount",
    "recall",
    "deny",
    "hint",
    "accuse",
    "blame",
}


@dataclass(frozen=True, slots=True)
class Cue:
    """One cue: its token, what it makes of its content, and where its own clause begins."""

    token: int
    last: int
    """The last token of the cue ("could not confirm" ends at confirm)."""
    form: Form
    stance: Stance
    modality: Modality
    party: Stance | None = None
    hedged: bool = False
    text: str = ""
    speaker: tuple[int, int] | None = None
    """Tokens of the speaker, end exclusive."""
    passive: bool = False


def find_cues(doc: "Doc") -> list[Cue]:
    """The cues of one sentence in reading order."""
    found: dict[int, Cue] = {}
    for token in filter(starts_cue, doc):
        cue = (
            _regret(doc, token)
            or _according(doc, token)
            or _relay(token)
            or _lacking(doc, token)
            or _refusal(doc, token)
            or _calling(doc, token)
            or _verb(doc, token)
        )
        if cue and cue.token not in found and not any(c.token <= cue.token <= c.last for c in found.values()):
            found[cue.token] = cue
    return [found[index] for index in sorted(found)]


def subject_of(token: "Token") -> "Token | None":
    """The head noun of a verb's subject; a second verb shares the subject of the first."""
    for hop in (
        token,
        token.head
        if token.dep_ in {"conj", "xcomp", "advcl"} and (token.dep_ != "advcl" or token.tag_ == "VBG")
        else token,
    ):
        for child in hop.children:
            if child.dep_ in {"nsubj", "nsubjpass"} and child.lower_ not in {"citing", "quoting"} and child.i < token.i:
                return child
    return None


def is_negated(token: "Token") -> bool:
    """Whether "not", "never" or "no longer" governs this verb or its auxiliary."""
    return any(child.dep_ == "neg" or child.lower_ in _NEGATIONS for child in token.children)


def _cue(
    token: "Token", last: "Token", form: Form, kind: ReportingClass, passive: bool, stance: Stance | None = None
) -> Cue:
    doc = token.doc
    return Cue(
        token.i,
        last.i,
        form,
        stance or kind.stance,
        kind.modality,
        None if stance else kind.party,
        kind.hedged,
        doc[token.i : last.i + 1].text,
        passive=passive,
    )


def _regret(doc: "Doc", token: "Token") -> Cue | None:
    """ "regrets having reported", "apologised for publishing": a report taken back."""
    if token.lemma_ not in {"regret", "apologise", "apologize"} or token.pos_ != "VERB":
        return None
    told = next(
        (
            t
            for t in doc[token.i + 1 : token.i + 6]
            if t.lemma_ in {"report", "publish", "say", "claim", "state", "print"}
        ),
        None,
    )
    return (
        Cue(token.i, told.i, "verb", "retract", "fact", text=doc[token.i : told.i + 1].text)
        if told is not None
        else None
    )


def _according(doc: "Doc", token: "Token") -> Cue | None:
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


def _relay(token: "Token") -> Cue | None:
    """ "citing X", "quoting X", "has learned from X": X stands behind whoever reports."""
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


def _lacking(doc: "Doc", token: "Token") -> Cue | None:
    """ "has no evidence that", "there is no indication": neither support nor denial."""
    if token.lower_ not in {"no", "nothing"}:
        return None
    tail = doc[token.i : min(token.i + 5, len(doc))].text
    match = word_pattern("refusals", "lacking").match(tail)
    if match is None:
        return None
    last = token.i + len(match[0].split()) - 1
    verb = next((a for a in token.ancestors if a.pos_ in {"VERB", "AUX"}), token)
    if verb.lemma_ == "be" and verb.lower_ not in {"is", "was", "are", "were", "been", "be"}:
        return None
    first = verb.i if token.i - 6 < verb.i < token.i else token.i
    return Cue(first, last, "verb", "no_comment", "fact", text=doc[first : last + 1].text)


def _refusal(doc: "Doc", token: "Token") -> Cue | None:
    """ "declined to comment", "could not verify", "did not deny", "neither confirmed nor denied"."""
    lists = cue_file("refusals")
    if token.lemma_ in lists["refusing"] and token.pos_ == "VERB":
        inner = next((c for c in token.children if c.lemma_ in lists["inner"] and c.i > token.i), None)
        if inner is not None:
            return Cue(token.i, inner.i, "verb", "no_comment", "fact", text=doc[token.i : inner.i + 1].text)
    if token.lemma_ in lists["verifying"] and token.pos_ in {"VERB", "AUX"} and token.tag_ != "NN":
        before = doc[max(0, token.i - 7) : token.i].text
        unable = word_pattern("refusals", "unable")
        match = list(unable.finditer(before))
        negated = (
            bool(match)
            and not re.search(r"[,;:]", before[match[-1].end() :])
            and len(before[match[-1].end() :].split()) <= 2
        )
        if negated or re.search(r"\bneither\b", before, re.I):
            first = token.i - len(before[match[-1].start() :].split()) if negated else token.i
            nor = next((t for t in doc[token.i + 1 : token.i + 6] if t.lower_ in {"nor", "or"}), None)
            second = (
                next((t for t in doc[nor.i + 1 : nor.i + 3] if t.lemma_ in lists["verifying"]), None)
                if nor is not None
                else None
            )
            if second is not None:
                return Cue(
                    max(first, 0), second.i, "verb", "no_comment", "fact", text=doc[max(first, 0) : second.i + 1].text
                )
            return Cue(max(first, 0), token.i, "verb", "no_comment", "fact", text=doc[max(first, 0) : token.i + 1].text)
    return None


def _calling(doc: "Doc", token: "Token") -> Cue | None:
    """ "called the report fake", "dismissed it as groundless", and a plain "is fake news"."""
    lists = cue_file("dismissals")
    if token.lemma_ not in lists["calling"] or token.pos_ != "VERB":
        return None
    tail = doc[token.i + 1 :].text
    if word_pattern("dismissals", "words").search(tail) and token.lemma_ not in {"reject", "dismiss"}:
        return Cue(token.i, token.i, "verb", "dismiss", "fact", text=token.text, passive=_passive(token))
    return None


def _verb(doc: "Doc", token: "Token") -> Cue | None:
    """A reporting verb with somebody who speaks, or in the passive."""
    particle = next((c.lower_ for c in token.children if c.dep_ == "prt"), "")
    kind = reporting_verbs().get(f"{token.lemma_} {particle}") or reporting_verbs().get(token.lemma_)
    if kind is None or token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"amod", "compound"}:
        return None
    if token.tag_ == "VBG" and (kind.modality != "fact" or token.dep_ not in {"advcl", "conj", "ROOT", "pcomp"}):
        return None  # "considering the circumstances", "the reporting period"
    if token.lemma_ in _WITH and not any(c.lower_ == _WITH[token.lemma_] for c in token.children):
        return None
    passive = _passive(token)
    if (
        subject_of(token) is None
        and not passive
        and not _inverted(doc, token)
        and token.dep_ not in {"relcl", "conj", "ROOT"}
        and token.tag_ != "VBG"
    ):
        return None
    if token.dep_ == "relcl" and kind.stance == "affirm":
        return None  # "the dead whom it had disclosed" tells of a thing, it asserts nothing
    if token.tag_ == "VB" and token.dep_ in {"xcomp", "acl"} and token.lemma_ not in {"confirm", "deny"}:
        return None  # "plans to announce"
    plain = kind.stance in {"affirm", "acknowledge"} and token.lemma_ not in _TAKES_OBJECT
    if plain and not _has_clause(doc, token, passive) and not _parenthetical(doc, token):
        return None
    if (
        passive
        and kind.name in {"say", "confirm"}
        and not _has_clause(doc, token, passive)
        and not any(c.dep_ == "agent" for c in token.children)
    ):
        return None  # "the report was published"
    subject = subject_of(token)
    nobody = subject is not None and (
        subject.lower_ in {"nobody", "none"} or doc[subject.left_edge.i].lower_ in {"neither", "no", "none"}
    )
    if is_negated(token) or nobody:
        # "did not deny", "never said": the content is left open.
        return _cue(token, token, "verb", kind, passive, "no_comment")
    return _cue(token, token, "verb", kind, passive)


def _passive(token: "Token") -> bool:
    return any(child.dep_ in {"nsubjpass", "auxpass"} for child in token.children)


def _inverted(doc: "Doc", token: "Token") -> bool:
    """ ", said the minister" after the content."""
    return token.i > 0 and doc[token.i - 1].text in {",", '"', "”", "’", "'"}


def _has_clause(doc: "Doc", token: "Token", passive: bool) -> bool:
    """Whether a clause, a quotation or a number follows (or, after a comma, went before)."""
    if any(c.dep_ in {"ccomp", "parataxis"} or (passive and c.dep_ in {"xcomp", "oprd"}) for c in token.children):
        return True
    tail = doc[token.i + 1 : token.i + 30]
    if any(t.lower_ == "that" and t.dep_ in {"mark", "nsubj", "nsubjpass"} for t in tail):
        return True
    if (
        token.i + 1 < len(doc)
        and doc[token.i + 1].text in {":", ",", '"', "“"}
        and any(t.text in {'"', "“"} for t in tail)
    ):
        return True
    if token.lemma_ in {"put", "count", "record", "register", "document", "list"}:
        return any(t.like_num for t in tail)
    return token.i > 2 and token.i >= len(doc) - 4 and _inverted_subject(doc, token)


def _parenthetical(doc: "Doc", token: "Token") -> bool:
    """ "…, the site wrote, …" and "…, the agency reported.": a speaker put into or behind what is said."""
    before = range(token.i - 1, max(token.i - 14, 0), -1)
    comma = next((i for i in before if doc[i].text in {",", '"', "”", "–", "—"}), None)
    if comma is None or comma == token.i - 1 or not _nothing_follows(doc, token):
        return False
    return any(chunk.start <= comma + 2 and comma < chunk.start and chunk.end <= token.i for chunk in doc.noun_chunks)


def _nothing_follows(doc: "Doc", token: "Token") -> bool:
    """Whether the verb's clause ends with it, or with a day, a place or who was told."""
    rest = doc[token.i + 1 :]
    if not len(rest) or rest[0].text in {",", ".", "–", "—"}:
        return True
    tail = [t for t in rest if not t.is_punct]
    plain = all(t.pos_ not in {"VERB", "AUX"} and t.text not in {'"', "“", ":"} for t in rest)
    return len(tail) <= _TAIL and plain and (tail[0].pos_ in {"ADP", "ADV"} or token.lemma_ == "tell")


def is_parenthetical(doc: "Doc", cue: Cue) -> bool:
    """Whether the cue is only put into or behind a statement that stands around it."""
    return cue.form == "verb" and cue.stance == "affirm" and _parenthetical(doc, doc[cue.last])


def _inverted_subject(doc: "Doc", token: "Token") -> bool:
    return any(t.text == "," for t in doc[max(0, token.i - 6) : token.i])
