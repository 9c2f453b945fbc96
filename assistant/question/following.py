"""Owns follow-ups: what a short question leaves out, put back from the conversation before it."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.question.forms import forms, kind_of, topic_of
from assistant.values import Turn

if TYPE_CHECKING:
    from index.opening import Index


def standalone(text: str, history: Sequence[Turn], index: "Index") -> str:
    """A follow-up with what it leaves out put back from the question before; any other question as it is."""
    if not history:
        return text
    words = re.findall(r"\w+", text)
    if len(words) > 8 or not re.search(forms()["follow_up"], text, re.I):
        return text
    before = standalone(history[-1].question, history[:-1], index)
    if re.search(forms()["pushback"], text, re.I):
        return before  # asked again in other words: what is not evidence changes nothing
    if re.match(forms()["what_about"], text, re.I) and (swapped := _swapped(before, text, index)):
        return swapped
    topic = topic_of(before, kind_of(before))
    pointer = re.search(r"\b(?:it|that|this|them|those|these|so)\b(?=\W*$)", text, re.I)
    if pointer:
        return f"{text[: pointer.start()]}{topic}?"
    return f"{text.rstrip('?! .')} {topic}?"


def _swapped(before: str, text: str, index: "Index") -> str:
    """ "What about Lindau?" as the question before with Lindau in the place of its place."""
    new = index.names.find(text[:1].lower() + text[1:])
    if not new:
        return ""
    kind = index.names.kind.get(new[-1].id)
    old = [n for n in index.names.find(before) if index.names.kind.get(n.id) == kind and n.id != new[-1].id]
    if not old:
        return ""
    return before[: old[-1].start] + text[new[-1].start : new[-1].end] + before[old[-1].end :]
