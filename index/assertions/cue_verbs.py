"""Owns reporting verbs: said, denied, admitted, dismissed, took back, with whoever speaks."""

from typing import TYPE_CHECKING

from index.assertions.cue import Cue, aside, helping, is_negated, is_passive, is_supposed, is_wanted, subject_of
from index.assertions.cues import ReportingClass, cue_file, object_nouns, reporting_verbs, word_pattern

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_WITH = {"put": "at"}
"""Verbs that report only together with this word."""
_CLAUSE_WORDS = frozenset("that whether how why what when where who if".split())
_NAMING = frozenset({"call", "describe"})
_PUBLISHED = frozenset("report publish say claim state print broadcast air".split())
_NUMBERED = frozenset("put count record register document list".split())
_BEFORE_INVERTED = frozenset({",", '"', "”", "’", "'", "–", "—"})
_CLAUSE_OPENERS = frozenset("after before when while since because as although though".split())
_QUOTES = frozenset({'"', "“", "‘", "'"})
_NOBODY = frozenset("nobody none nothing".split())


def regret(doc: "Doc", token: "Token") -> Cue | None:
    """ "regrets having reported", "apologised for publishing": a report taken back."""
    if not token.lower_.startswith(("regret", "apologis", "apologiz")) or token.pos_ not in {"VERB", "NOUN", "PROPN"}:
        return None
    told = next((t for t in doc[token.i + 1 : token.i + 6] if t.lemma_ in _PUBLISHED), None)
    if told is None:
        return None
    return Cue(token.i, told.i, "verb", "retract", "fact", text=doc[token.i : told.i + 1].text)


def calling(doc: "Doc", token: "Token") -> Cue | None:
    """ "called the report fake", "described the charges as a bad joke"."""
    lists = cue_file("dismissals")
    if token.lemma_ not in lists["calling"] or token.pos_ != "VERB" or token.lemma_ in {"reject", "dismiss"}:
        return None
    if word_pattern("dismissals", "words").search(doc[token.i + 1 :].text):
        return Cue(token.i, token.i, "verb", "dismiss", "fact", text=token.text, passive=is_passive(token))
    return None


def verb(doc: "Doc", token: "Token") -> Cue | None:
    """A reporting verb with somebody who speaks, or in the passive."""
    kind, last = _kind(doc, token)
    if kind is None or token.pos_ not in {"VERB", "AUX"} or token.dep_ in {"amod", "compound"}:
        return None
    if word_pattern("refusals", "lacking").match(doc[last + 1 : last + 6].text):
        return None  # "found no evidence that": a silence of its own
    passive, unreal = is_passive(token), _is_unreal(token, kind)
    if not unreal and (_only_modifies(token, kind) or not (passive or _has_speaker(doc, token))):
        return None
    if not _reports(doc, token, last, kind, passive):
        return None
    text = doc[token.i : last + 1].text
    speaker = (_behind(doc, token, kind) or aside(doc, token) or _citing(doc, token)) if last == token.i else None
    stance, party = kind.stance, kind.party
    if unreal:
        stance, party = "no_comment", None  # "should admit": the content is left open
    elif is_negated(token) and last == token.i or _nobody(token):
        stance, party = kind.negated, None  # "did not deny", "never said", "nobody said"
    return Cue(token.i, last, "verb", stance, kind.modality, party, kind.hedged, text, speaker, passive)


def _is_unreal(token: "Token", kind: ReportingClass) -> bool:
    """Whether the saying itself is only wanted, expected or supposed; who "will say" or "can confirm" something does
    say it."""
    if is_supposed(token):
        return True
    if kind.modality == "question" or not is_wanted(token):
        return False
    with_it = helping(token)
    if with_it & {"will", "'ll", "shall", "would"}:
        return kind.name not in {"say", "say_of", "judge", "expect", "promise"}
    if with_it & {"can", "could"} and kind.stance == "affirm":
        subject = subject_of(token)
        return subject is None or subject.pos_ not in {"PRON", "PROPN"}  # "he could confirm that"
    return not (with_it & {"must"} and kind.name == "say")


def _kind(doc: "Doc", token: "Token") -> tuple[ReportingClass | None, int]:
    """The class of a verb with the words that report only together with it, and the last of these."""
    verbs = reporting_verbs()
    for more in (3, 2, 1):
        phrase = " ".join([token.lemma_, *(t.lower_ for t in doc[token.i + 1 : token.i + 1 + more])])
        if len(doc) > token.i + more and phrase in verbs:
            return verbs[phrase], token.i + (0 if phrase.endswith(" that") else more)
    particle = next((c for c in token.children if c.dep_ == "prt"), None)
    if particle is not None and f"{token.lemma_} {particle.lower_}" in verbs:
        return verbs[f"{token.lemma_} {particle.lower_}"], token.i
    if token.lemma_ in _WITH and not any(c.lower_ == _WITH[token.lemma_] for c in token.children):
        return None, token.i
    return verbs.get(token.lemma_), token.i


def _behind(doc: "Doc", token: "Token", kind: ReportingClass) -> tuple[int, int] | None:
    """The speaker of ", writes the channel X." and ", says X": nothing but a name follows a verb behind a comma."""
    if token.i < 3 or doc[token.i - 1].text not in _BEFORE_INVERTED or kind.object or kind.stance != "affirm":
        return None
    subjects = [c.i for c in token.children if c.dep_ == "nsubj"]
    if subjects and max(subjects) < token.i:
        return None  # "the minister, A. Roa, said so"
    stop = next((t.i for t in doc[token.i + 1 :] if t.text in {".", ",", ";", "(", '"', "“"}), len(doc))
    name = doc[token.i + 1 : stop]
    if not len(name) or name[0].pos_ not in {"DET", "PROPN", "NOUN", "ADJ", "PRON", "NUM"}:
        return None
    plain = all(t.tag_ not in {"VBD", "VBZ", "VBP", "MD", "TO"} for t in name)
    return (token.i + 1, stop) if plain and any(t.pos_ in {"PROPN", "NOUN", "PRON"} for t in name) else None


def _citing(doc: "Doc", token: "Token") -> tuple[int, int] | None:
    """The speaker of "X, citing Y, said": a parser may take part of Y for the subject."""
    if token.i < 5 or doc[token.i - 1].text != ",":
        return None
    cited = next((t.i for t in doc[max(token.i - 16, 2) : token.i] if t.lower_ in {"citing", "quoting"}), 0)
    if not cited or doc[cited - 1].text != ",":
        return None
    first = next((t.i + 1 for t in reversed(doc[: cited - 1]) if t.text in {",", ";", ":"}), 0)
    if all(t.tag_ not in {"VBD", "VBZ", "VBP", "MD"} for t in doc[first : cited - 1]):
        return first, cited - 1
    name = next((c for c in doc.noun_chunks if c.end == cited - 1), None)
    opened = name is not None and name.start > 0 and doc[name.start - 1].lower_ in _CLAUSE_OPENERS
    return (name.start, name.end) if name is not None and opened else None


def _only_modifies(token: "Token", kind: ReportingClass) -> bool:
    """Whether the verb asserts nothing here: "the reporting period", "plans to announce", "dead it had disclosed"."""
    going_on = any(c.dep_ == "aux" and c.lemma_ == "be" for c in token.children)  # "are asking why"
    if (
        token.tag_ == "VBG"
        and not going_on
        and (kind.modality != "fact" or token.dep_ not in {"advcl", "conj", "ROOT", "pcomp"})
    ):
        return True
    if token.dep_ == "relcl" and kind.stance == "affirm":
        return True
    if token.head.lemma_ in object_nouns("carried_out"):
        return False
    return token.tag_ == "VB" and token.dep_ in {"xcomp", "acl"} and token.lemma_ not in {"confirm", "deny"}


def _has_speaker(doc: "Doc", token: "Token") -> bool:
    if subject_of(token) is not None or token.dep_ in {"relcl", "conj", "ROOT"} or token.tag_ == "VBG":
        return True
    return token.i > 0 and doc[token.i - 1].text in {",", '"', "”", "’", "'"}  # ", said the minister"


def _reports(doc: "Doc", token: "Token", last: int, kind: ReportingClass, passive: bool) -> bool:
    """Whether the verb hands on a statement here, and tells of no deed ("found a body", "rejected the offer")."""
    if passive and token.lemma_ in _NAMING:
        return False  # "was described by her as a confession that …"
    thing = _object(doc, token, last, passive)
    if _is_deed(token, thing, kind) and doc[last + 1].text not in _QUOTES:
        return False
    if _has_clause(doc, token, last, kind, passive) or aside(doc, token):
        return True
    if _behind(doc, token, kind):
        return True
    if kind.object == "":
        return False
    if passive and kind.stance == "affirm" and not any(c.dep_ == "agent" for c in token.children):
        return False  # "the report was published"
    if kind.object == "not refused" and _is_refused(token, passive):
        return False
    return _fits(kind.object, thing)


def _is_deed(token: "Token", thing: "Token | None", kind: ReportingClass) -> bool:
    """ "rejected the appeal, saying that", "rejected the proposal that": done to a thing that is no statement, whatever
    clause stands behind it."""
    if kind.object in {"", "any"} or kind.object.startswith("not "):
        return False
    if (
        thing is None
        or thing.dep_ not in {"dobj", "nsubj"}
        or thing.pos_ not in {"NOUN", "PROPN"}
        or _fits(kind.object, thing)
    ):
        return False
    if thing.lemma_.lower() in object_nouns("proposed"):
        return True
    clauses = (c for head in (token, thing) for c in head.children if c.dep_ in {"acl", "ccomp", "appos"})
    return not any(c.i > thing.i and any(m.dep_ == "mark" for m in c.children) for c in clauses)


def _is_refused(token: "Token", passive: bool) -> bool:
    """ "were denied entry", "denied the rebels the bridge": somebody is refused something, and nothing is said."""
    kinds = {c.dep_ for c in token.children if c.i > token.i}
    return "dative" in kinds or (passive and bool(kinds & {"dobj", "oprd"}))


def _object(doc: "Doc", token: "Token", last: int, passive: bool) -> "Token | None":
    """What a verb is said to be done to; behind a verb of several words what its last word takes."""
    if passive:
        return next((c for c in token.children if c.dep_ == "nsubjpass"), None)
    heads = (token, *(t for t in doc[token.i + 1 : last + 1]))
    found = (c for head in heads for c in head.children if c.dep_ in {"dobj", "pobj", "xcomp", "pcomp", "attr", "oprd"})
    if (thing := next((c for c in found if c.i > last), None)) is not None:
        return thing
    small = next((c for c in token.children if c.dep_ == "ccomp" and c.i > last and _is_small(c)), None)
    return next((c for c in small.children if c.dep_ == "nsubj"), None) if small is not None else None


def _fits(wanted: str, thing: "Token | None") -> bool:
    """Whether a plain object is one that can be said, denied, taken back or admitted."""
    if thing is None:
        return wanted.startswith("not ")
    if wanted == "any":
        return True
    words = {thing.lemma_.lower(), thing.lower_}
    words |= {c.lemma_.lower() for c in thing.children if c.dep_ == "conj"}
    if wanted.startswith("not "):
        return not words & object_nouns(wanted.removeprefix("not "))
    return bool(words & object_nouns(wanted)) or (wanted == "admitted" and thing.dep_ in {"xcomp", "pcomp"})


def _has_clause(doc: "Doc", token: "Token", last: int, kind: ReportingClass, passive: bool) -> bool:
    """Whether a clause, a quotation or a number follows (or, after a comma, went before)."""
    wanted = {"ccomp", "parataxis"} | ({"xcomp", "oprd"} if passive or kind.name in {"promise", "judge"} else set())
    if any(c.dep_ in wanted and c.i > token.i for c in token.children if c.pos_ in {"VERB", "AUX"} or passive):
        return True
    if any(c.dep_ == "ccomp" for c in token.children):
        return True
    tail = doc[last + 1 : last + 29]
    if any(t.lower_ == "that" and (t.pos_ == "SCONJ" or t.dep_ in {"nsubj", "nsubjpass"}) for t in tail):
        return True
    if kind.name == "ask" and any(t.lower_ in _CLAUSE_WORDS for t in tail[:8]):
        return True
    opens = len(tail) > 0 and tail[0].text in {":", ",", '"', "“"}
    if opens and any(t.text in {'"', "“"} for t in tail):
        return True
    if token.lemma_ in _NUMBERED:
        return any(t.like_num for t in tail)
    return token.i > 2 and last >= len(doc) - 4 and any(t.text == "," for t in doc[max(0, token.i - 6) : token.i])


def _is_small(clause: "Token") -> bool:
    """Whether a clause only says how something is done to: "admits children free"."""
    return clause.pos_ == "ADJ" and not any(t.pos_ in {"VERB", "AUX"} for t in clause.subtree)


def _nobody(token: "Token") -> bool:
    subject = subject_of(token)
    if subject is None:
        return False
    return subject.lower_ in _NOBODY or token.doc[subject.left_edge.i].lower_ in {"neither", "no", "none"}
