"""Owns set turns of speech, found by their words alone: "kept her counsel", "poured cold water on talk of"."""

from typing import TYPE_CHECKING

from index.assertions.cue import Cue, is_negated, is_supposed, is_wanted
from index.assertions.phrases import phrases
from index.assertions.values import Modality, Stance

if TYPE_CHECKING:
    from spacy.tokens import Doc

_WAYS: dict[str, tuple[Stance, Modality, bool]] = {
    "no_comment": ("no_comment", "fact", False),
    "unanswered": ("no_comment", "fact", True),
    "no_truth": ("deny", "fact", False),
    "deny": ("deny", "fact", False),
    "dismiss": ("dismiss", "fact", False),
    "retract": ("retract", "fact", False),
    "acknowledge": ("acknowledge", "fact", False),
    "question": ("affirm", "question", False),
}
"""List of turns.yaml → stance, modality, and whether it leaves out who speaks. The first that fits a word wins."""
_AS_THEY_STAND = frozenset({"no_comment", "unanswered", "no_truth", "question"})
"""Lists whose lines hold their own "not" and "would"."""


def has_turn(text: str) -> bool:
    """Whether a text holds a turn, told without a parse."""
    return any(phrases("turns", name).search(text) for name in _WAYS)


def turns(doc: "Doc") -> list[Cue]:
    """The turns of one sentence, none of them inside another."""
    found: list[Cue] = []
    for name, (stance, modality, unnamed) in _WAYS.items():
        for match in phrases("turns", name).finditer(doc.text):
            span = doc.char_span(match.start(), match.end(), alignment_mode="expand")
            if span is None or any(c.token < span.end and span.start <= c.last for c in found):
                continue
            if stance == "retract" and doc[span.end : span.end + 1].text == ",":
                continue  # "issued a correction, saying that P": P is what now holds
            held: Stance = stance
            if name not in _AS_THEY_STAND:
                verb = next((t for t in span if t.pos_ in {"VERB", "AUX"}), span[0])
                if is_supposed(verb) or is_wanted(verb):
                    continue
                held = "no_comment" if is_negated(verb) and verb.i == span.start else stance
            found.append(Cue(span.start, span.end - 1, "verb", held, modality, text=match[0], passive=unnamed))
    return found
