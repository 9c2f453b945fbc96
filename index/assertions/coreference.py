"""Owns which earlier words a pointing word stands for, where one alone fits; where two fit it is left open.

A wrong reading makes somebody say what they did not say, so doubt always leaves the words as they are written.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Literal

from index.assertions import source
from index.assertions.attribution import attribution_of
from index.assertions.cues import cue_file
from index.assertions.naming import described_name, kind_at_end, name_in

if TYPE_CHECKING:
    from spacy.tokens import Doc, Token

Sort = Literal["person", "body", "people", "thing", "doubtful"]
"""Doubtful is what may be a person ("the diver"): no antecedent itself, but another one beside it is not alone."""
PRONOUNS = frozenset({"he", "she", "it", "they"})
_POINTER = re.compile(r"(?:the|that|this|both)\s+((?:[\w-]+\s+)?)([a-z\d][\w-]+)$", re.I)
_AGED = re.compile(r"the \d+-year-old$", re.I)
_AGENT = re.compile(r"\w\w(?:er|or|ist|ian|man|woman|ant|ee|ess)$")
"""Ends a word for somebody who does something; many a thing ends so too."""
_ORDINAL = {"the former": 0, "the latter": 1}
_LESSER = frozenset("deputy vice former ex assistant acting under junior shadow".split())
_PLACES = frozenset("in near at from to around outside across inside into".split())
_PERSONAL = frozenset({"person", "official", "anonymous", "spokespeople"})


@dataclass(frozen=True, slots=True)
class Mention:
    """Somebody or something named in a sentence, with how it is named."""

    text: str
    sort: Sort
    subject: bool = False
    gender: str = ""


def mention_of(text: str, *, subject: bool = False, gender: str = "") -> Mention:
    """A noun phrase with what pronouns may stand for it."""
    return Mention(text, _sort(text), subject, gender or _gender(text))


def mentions(doc: "Doc") -> tuple[Mention, ...]:
    """The persons, groups, bodies and things of a parsed sentence, in reading order."""
    return tuple(_mentions(doc))


def is_pointing(speaker: str) -> bool:
    """Whether the speaker is only a pronoun, "the minister" or "the latter"."""
    return speaker.lower() in PRONOUNS or bool(_POINTER.match(speaker))


def antecedent(pronoun: str, near: Sequence[Mention], last: str = "") -> str:
    """The one mention of a sentence before that a pronoun may stand for, or "". `last` is who spoke last, and is never
    passed over; a body or a group must be what that sentence is about.
    """
    wanted: Sort = {"it": "body", "they": "people"}.get(pronoun.lower(), "person")  # type: ignore[assignment]
    fitting = [m for m in near if m.sort == wanted and _agrees(pronoun.lower(), m)]
    if wanted == "person" and any(m.sort == "doubtful" for m in near):
        return ""
    one = {_key(m.text): m for m in fitting}
    if len(one) != 1:
        return ""
    key, found = next(iter(one.items()))
    other = bool(last) and _key(last) != key and may_go_on(pronoun, last)
    return "" if other or (wanted != "person" and not found.subject and _key(last) != key) else found.text


def may_go_on(pronoun: str, name: str) -> bool:
    """Whether a pronoun fits a speaker at all: he and she with persons, it with bodies, they with both."""
    if not name:
        return False
    mention = mention_of(name)
    if pronoun.lower() in {"he", "she"}:
        return mention.sort == "person" and _agrees(pronoun.lower(), mention)
    return mention.sort == "body" or (mention.sort == "people" and pronoun.lower() == "they")


def by_role(pointer: str, known: Iterable[Mention], near: Sequence[Mention]) -> str:
    """The one known speaker or near mention with the role of "the minister"; "" where none or several have it."""
    if pointer.lower() in _ORDINAL:
        pair = [m for m in near if m.subject]
        return pair[_ORDINAL[pointer.lower()]].text if len(pair) == 2 else ""
    if _AGED.match(pointer):
        people = {_key(m.text): m.text for m in near if m.sort == "person"}
        return next(iter(people.values())) if len(people) == 1 else ""
    found = _POINTER.match(pointer)
    if found is None:
        return ""
    more, noun = found[1].strip().lower(), found[2].lower()
    fitting = {_key(m.text): m.text for m in (*known, *near) if len(m.text) > len(pointer) and _has(m.text, noun, more)}
    fitting = fitting or _in_other_words(noun, near)
    return next(iter(fitting.values())) if len(fitting) == 1 else ""


def _in_other_words(noun: str, near: Sequence[Mention]) -> dict[str, str]:
    """The bodies that "the lender" may stand for; none where it cannot be told what another one is."""
    meant = cue_file("sources")["stands_for"].get(noun, ())
    bodies = {_key(m.text): m.text for m in near if m.sort == "body"}
    untold = any(kind_at_end(text) != "organisation" for text in bodies.values())
    return {} if untold else {key: text for key, text in bodies.items() if _last_word(text) in meant}


def full_name(speaker: str, known: Sequence[str], people: tuple[str, ...]) -> str:
    """A surname alone ("Kim") as the one fuller name that the report gave before; else as it is."""
    if not re.fullmatch(r"(?:Mr|Mrs|Ms|Dr)?\.?\s?[A-Z][\w'’-]+", speaker):
        return speaker
    surname = speaker.split()[-1]
    fuller = [
        name
        for name in known
        if re.search(rf"\b{re.escape(surname)}\b", name)
        and " " in name
        and len(name) > len(speaker) + 2
        and name_in_any(name)
    ]
    if fuller:
        return fuller[-1] if len(set(fuller)) == 1 else speaker
    named = {name for name in people if re.search(rf"\b{re.escape(surname)}\b", name)}
    return named.pop() if len(named) == 1 else speaker


def is_own_body(speaker: str, body: str) -> bool:
    """Whether a body is the one a speaker speaks for: the Navy, inside what "the Navy spokesman, Jon Vik" says."""
    words = re.sub(r"^the\s+", "", body, flags=re.I)
    return words[:1].isupper() and bool(re.match(rf"(?:[Tt]he\s+)?{re.escape(words)}(?:['’]s)?\s+[a-z]", speaker))


def name_in_any(words: str) -> str:
    """The person's name in a phrase with appositives, or ""."""
    return next((name for part in words.split(",") if (name := name_in(part.strip()))), "")


def _mentions(doc: "Doc") -> Iterator[Mention]:
    genders = _pointed_genders(doc)
    for chunk in doc.noun_chunks:
        root = chunk.root
        if root.pos_ == "PRON" or (root.dep_ in {"appos", "attr"} and root.head.i < root.i):
            continue  # the second is the subject once more: "she was treasurer"
        subject = _is_subject(root)
        text = _written(doc, root, chunk.start, chunk.end)
        if root.ent_type_ in {"GPE", "LOC"} and root.dep_ == "pobj" and root.head.lower_ in _PLACES:
            continue  # a place where something is, and nobody who speaks
        gender = genders if subject else ""
        if any(c.dep_ == "relcl" and doc[c.left_edge.i].lower_ == "who" for c in root.children) and root.tag_ == "NN":
            yield Mention(text, "person", subject, gender)
        else:
            yield mention_of(text, subject=subject, gender=gender)


def _written(doc: "Doc", root: "Token", start: int, end: int) -> str:
    """A mention with what tells it apart, but without what it is joined with by "and"."""
    joined = any(c.dep_ == "conj" for c in root.children)
    right = end if joined else root.right_edge.i + 1
    return source.phrase(doc, start, max(right, end))


def _is_subject(token: "Token") -> bool:
    head = token
    while head.dep_ == "conj" and head.head.pos_ in {"NOUN", "PROPN"}:
        head = head.head
    return head.dep_ in {"nsubj", "nsubjpass"} and head.head.dep_ in {"ROOT", "conj"}


def _pointed_genders(doc: "Doc") -> str:
    """The gender that "her" or "himself" gives to the subject of its sentence, where both genders are not there."""
    words = {t.lower_ for t in doc}
    found = [key for key in ("he", "she") if words & {"he": {"himself"}, "she": {"herself"}}[key]]
    return found[0] if len(found) == 1 else ""


def _sort(text: str) -> Sort:
    parts = [part.strip() for part in text.split(",")]
    if any(name_in(part) for part in parts):
        return "people" if re.search(r"\band\b", text) else "person"
    head = re.split(r"\s+(?:of|for|in|at|from|on|who|whom|which|that|with|to|by|near|said|seen)\s", parts[0])[0]
    kind, kinds = kind_at_end(head), attribution_of(text)
    if kind in {"organisation", "media"} or kinds == "named_org" and kind not in _PERSONAL:
        return "body"
    if kind in _PERSONAL:
        last = head.lower().split()[-1]
        plural = last.endswith("s") and not last.endswith("ss") or last.endswith(("men", "people", "police", "staff"))
        return "people" if plural else "person"
    if kinds in {"named_person", "named_official"}:
        return "person"
    last = head.lower().split()[-1] if head.split() else ""
    doubtful = not kind and _AGENT.search(last) and last not in cue_file("sources")["things"]
    return "doubtful" if doubtful else "thing"


@cache
def _genders() -> dict[str, str]:
    return {str(word): key for key in ("he", "she") for word in cue_file("sources")[key]}


def _gender(text: str) -> str:
    found = {_genders()[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _genders()}
    return found.pop() if len(found) == 1 else ""


def _agrees(pronoun: str, mention: Mention) -> bool:
    return pronoun in {"it", "they"} or mention.gender in {"", pronoun}


def _has(text: str, noun: str, more: str) -> bool:
    """Whether a mention has the role: its title, or the head of one of its parts."""
    for part in text.split(","):
        words = part.strip().lower().replace("’s", "").replace("'s", "").split()
        name = described_name(part.strip()).lower().split()
        title = words[: len(words) - len(name)] if name and words[-len(name) :] == name else words
        head = re.split(r"\s(?:of|for|in|at|from|on|who|which|that|with|to|by|near|seen|said)\s", " ".join(title))[0]
        if f"({noun})" in words:
            return True  # "the Harbour Authority (HA)"
        if _heads(head.split(), noun) and set(more.split()) <= set(words):
            return not (_LESSER & set(words) - set(more.split()))
    return False


def _heads(words: Sequence[str], noun: str) -> bool:
    """Whether the noun is the last word, or a name in small letters follows it ("the site harbourwatch")."""
    return words[-1:] == [noun] or (words[-2:-1] == [noun] and kind_at_end(noun) in {"media", "social"})


def _last_word(text: str) -> str:
    return text.lower().split()[-1] if text else ""


def _key(text: str) -> str:
    """One key for "Mayor Liv Sund" and "Liv Sund"."""
    return (name_in_any(text) or re.sub(r"^(?:the|an?|this|that)\s+", "", text, flags=re.I)).lower()
