"""Owns what two sentences say of one thing: who does what to whom, opposite words, deeds only planned or alleged."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING

import yaml

from index.assertions.language import parse
from index.terms import Names, stem, terms, widened

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

_PLANNING = frozenset(
    "plan intend prepare expect hope want threaten vow promise aim seek try attempt schedule set offer agree decide "
    "order urge ask propose refuse fail decline project poise likely ready due".split()
)
"""Words whose infinitive has not happened yet, or not at all."""
_ACCUSING = frozenset("accuse suspect blame charge allege indict try investigate arrest prosecute sue probe".split())
_ABOUT_DEEDS = frozenset(
    "plan attempt allegation claim suggestion rumour rumor possibility threat fear accusation suspicion charge "
    "proposal promise offer intention bid effort".split()
)
_NEGATIONS = frozenset("no not n't never nobody none neither nor cannot without nothing".split())
_SIDE_CLAUSE = frozenset("relcl advcl acl pcomp".split())
_WILL = frozenset({"will", "'ll", "shall", "would", "wo"})
_MAY = frozenset({"may", "might", "could"})
_QUANTIFIERS = {
    "all": "all every each both entire whole everyone everybody everything any",
    "every": "all every each both entire whole everyone everybody everything any",
    "only": "only sole solely just alone exclusively merely",
    "none": "none no not never nobody neither nor without n't cannot",
    "most": "most majority almost nearly",
}
"""A strong quantifier and the words of a source that carry it."""
_MOST = re.compile(r"\bmost (?:of\b|\w+s\b)", re.I)


@cache
def names() -> Names:
    """Names that need no corpus: countries and capitals."""
    return Names()


@dataclass(frozen=True, slots=True)
class Deed:
    """A verb with who does it and to whom, active or passive alike; empty where nobody is named."""

    verb: str
    agent: frozenset[str]
    patient: frozenset[str]
    proper: bool = False
    """The agent is a name."""
    not_by: frozenset[str] = frozenset()
    """Who is said not to have done it: "by Lee, not Kim"."""


def deeds(sentences: Iterable[str]) -> tuple[Deed, ...]:
    """The deeds of some sentences that have somebody who does them."""
    return tuple(deed for doc in parse(sentences) for deed in _deeds(doc))


def other_roles(ours: Iterable[Deed], theirs: Iterable[Deed]) -> str:
    """How the same deed has other people in its roles, or nothing. One deed that fits is enough."""
    for deed in ours:
        same = [other for other in theirs if other.verb == deed.verb and other.agent]
        clashes = [_role_clash(deed, other) for other in same]
        if clashes and all(clashes):
            return clashes[0]
    return ""


def _role_clash(ours: Deed, theirs: Deed) -> str:
    if ours.agent & theirs.not_by - theirs.agent:
        return f"it says that {_shown(theirs.not_by)} did not do it"
    if not ours.patient or not theirs.patient:
        return ""
    who, whom = ours.agent - ours.patient, ours.patient - ours.agent
    if who & theirs.patient and whom & theirs.agent and not (who & theirs.agent or whom & theirs.patient):
        return f"the roles are swapped: there {_shown(theirs.agent)} does it to {_shown(theirs.patient)}"
    if ours.proper and theirs.proper and ours.patient & theirs.patient and not ours.agent & theirs.agent:
        return f"there {_shown(theirs.agent)} does it, not {_shown(ours.agent)}"
    return ""


def _shown(words: frozenset[str]) -> str:
    return " ".join(sorted(names().label.get(word[1:], word) if word[:1] == "@" else word for word in words))


def _deeds(doc: "Doc") -> Iterator[Deed]:
    for verb in doc:
        if verb.pos_ != "VERB":
            continue
        passive = any(c.dep_ in {"auxpass", "nsubjpass"} for c in verb.children)
        behind = [p for c in verb.children if c.dep_ == "agent" for p in c.children if p.dep_ == "pobj"]
        ahead = [c for c in verb.children if c.dep_ in {"nsubj", "nsubjpass"}]
        agent = behind if passive else ahead
        patient = ahead if passive else [c for c in verb.children if c.dep_ == "dobj"]
        if agent and _words(agent):
            yield Deed(stem(verb.lower_), _words(agent), _words(patient), agent[0].pos_ == "PROPN", _not_by(agent))


def _words(heads: list["Token"]) -> frozenset[str]:
    """A noun with its names and plain modifiers; nothing for a pronoun, which may stand for anybody."""
    kept = [
        token
        for head in heads
        if head.pos_ != "PRON" and head.tag_ not in {"WP", "WDT", "PRP"}
        for token in head.doc[head.left_edge.i : head.i + 1]
        if token == head or (token.dep_ in {"compound", "amod", "nmod"} and token.head == head)
    ]
    return frozenset(terms(" ".join(token.text for token in kept), names()))


def _not_by(heads: list["Token"]) -> frozenset[str]:
    after = [c for head in heads for c in head.children if c.i > head.i and c.dep_ in {"appos", "conj"}]
    return _words(
        [c for c in after if c.doc[c.left_edge.i - 1].lower_ == "not" or c.doc[c.left_edge.i].lower_ == "not"]
    )


def not_done(sentence: str, frames: Iterable[str]) -> str:
    """How the sentence's deed is only planned, possible, alleged or asked there, or nothing. One plain telling is
    enough, and so is a sentence that itself says no more."""
    doc = next(iter(parse([sentence])))
    verb = next((t for t in doc if t.dep_ == "ROOT" and t.pos_ == "VERB"), None)
    if verb is None or _open(verb):
        return ""
    found = [_open(token) for other in parse(frames) for token in other if _same_verb(token, verb)]
    return found[0] if found and all(found) else ""


def _same_verb(token: "Token", verb: "Token") -> bool:
    return token.pos_ in {"VERB", "AUX"} and stem(token.lower_) == stem(verb.lower_)


def _open(verb: "Token") -> str:
    """Why a verb does not tell of a thing done: its helping word, or what it hangs on."""
    helping = next((c.lower_ for c in verb.children if c.dep_ == "aux" and c.lower_ in _WILL | _MAY), "")
    if helping:
        return f"it says only “{helping}”"
    asked = next((c.lower_ for c in verb.children if c.dep_ == "mark" and c.lower_ in {"whether", "if", "unless"}), "")
    if asked:
        return f"it only supposes or asks it: “{asked}”"
    above = verb.head
    if verb.dep_ == "conj" and above.pos_ == "VERB" and not any(c.dep_ == "nsubj" for c in verb.children):
        return _open(above)
    infinitive = any(c.dep_ == "aux" and c.lower_ == "to" for c in verb.children)
    if infinitive and above != verb and (_base(above) in _PLANNING or above.lemma_ in _ABOUT_DEEDS):
        return f"it says only “{above.text} to”"
    if verb.dep_ in {"pcomp", "pobj"} and (_base(above.head) in _ACCUSING or above.head.lemma_ in _ABOUT_DEEDS):
        return f"it says only “{above.head.text} {above.text}”"
    return ""


def is_main_negative(text: str) -> bool:
    """Whether a negation governs the main clause: not one in "so that he won't …" or "who never …"."""
    return any(
        not any(_is_side(above) for above in (token, *token.ancestors))
        for doc in parse([text])
        for token in doc
        if token.lower_ in _NEGATIONS
    )


def _is_side(token: "Token") -> bool:
    """A side clause, but not a headline's participle: in "Man not being treated" it is all that is said."""
    return token.dep_ in _SIDE_CLAUSE and not (token.dep_ == "acl" and token.head.dep_ == "ROOT")


def negation_governs(sentence: str, other: str) -> bool | None:
    """Whether a negation governs the sentence's own verb in another text; None where that verb is not in it.

    "The man who sang had no idea": nothing governs "sang"."""
    verb = next((t for doc in parse([sentence]) for t in doc if t.dep_ == "ROOT" and t.pos_ == "VERB"), None)
    if verb is None:
        return None
    same = [token for doc in parse([other]) for token in doc if token.pos_ == "VERB" and _same_verb(token, verb)]
    return all(map(_governed, same)) if same else None


def _governed(verb: "Token") -> bool:
    """Whether a negation stands in the verb's own clause or in one that this clause hangs on."""
    above = list(_clauses(verb))
    denied = (t for t in verb.doc if t.lower_ in _NEGATIONS or t.lemma_ == "fail")
    return any(_clause(token) in above for token in denied)


def _clause(token: "Token") -> "Token":
    """The verb of the clause a word stands in."""
    return next((t for t in (token, *token.ancestors) if t.pos_ in {"VERB", "AUX"}), token)


def _clauses(verb: "Token") -> Iterator["Token"]:
    """A verb and what its clause is the content of; not what a side clause or a second verb hangs on."""
    yield verb
    while verb.dep_ not in {"ROOT", "relcl", "advcl"} and verb.head != verb:
        if verb.dep_ == "conj" and not _shares(verb):
            return
        verb = verb.head
        yield verb


def _shares(second: "Token") -> bool:
    """Whether a second verb shares the first one's negation: "neither burned nor sank", "did not burn or sink"."""
    joined = {c.lower_ for c in second.head.children if c.dep_ in {"cc", "preconj"}}
    own = any(c.dep_ in {"nsubj", "nsubjpass", "aux"} for c in second.children)
    return "nor" in joined or (not own and "but" not in joined and second.tag_ in {"VB", "VBN", "VBG"})


def _base(token: "Token") -> str:
    return str(token.lemma_).lower()


@cache
def _opposites() -> dict[str, frozenset[str]]:
    """Stem → the stems of the other side."""
    data = yaml.safe_load(files("assistant").joinpath("antonyms.yaml").read_text(encoding="utf-8"))
    found: dict[str, frozenset[str]] = {}
    for left, right in data["pairs"]:
        sides = frozenset(map(stem, left)), frozenset(map(stem, right))
        for here, there in (sides, sides[::-1]):
            found |= {word: found.get(word, frozenset()) | there for word in here}
    return found


def opposed(ours: set[str], theirs: set[str]) -> tuple[str, str] | None:
    """A word of ours that the other lacks and has the opposite of, with that opposite."""
    for word in sorted(ours - theirs):
        rivals = sorted((_opposites().get(word, frozenset()) & theirs) - ours)
        if rivals:
            return word, rivals[0]
    return None


def stronger_quantifier(sentence: str, source: str) -> str:
    """A quantifier of the sentence ("all", "only", "most", "none") that the source has in no form, or nothing."""
    have = set(re.findall(r"n't|\w+", source.lower().replace("n't", " n't")))
    for word, carriers in _QUANTIFIERS.items():
        used = _MOST.search(sentence) if word == "most" else re.search(rf"(?<!not )(?<!at )\b{word}\b", sentence, re.I)
        if used and not have & set(carriers.split()):
            return word
    return ""


def content_words(text: str) -> set[str]:
    """The words a text is matched by, with what its names are part of."""
    return widened(terms(text, names()), names())
