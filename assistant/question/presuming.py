"""Owns what a question takes for granted, as the words of a statement."""

import re

from assistant.question.forms import forms


def presumed(text: str) -> str:
    """What a why-, when-, where- or how-question takes for granted, as the words of a statement."""
    for pattern in forms()["presuming"]:
        found = re.search(pattern, text, re.I)
        if found:
            return re.sub(r"\s+", " ", found["what"]).strip(" ?.,!")
    return ""
