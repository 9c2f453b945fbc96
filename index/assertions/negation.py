"""Owns negation: whether a content as a whole is a negative."""

import re

_NEGATIVE = re.compile(
    r"\b(?:not|never|no longer|cannot|neither|nor|none|nobody|failed to)\b|n['’]t\b|\bno\s+(?!doubt|more than|"
    r"less than|fewer than|later than)\w+",
    re.I,
)
_DOUBLE = re.compile(
    r"\bnot only\b|\bno doubt\b|\bnot until\b|\bnot all\b|"
    r"(?:\b(?:not|never|cannot)|n['’]t)\s+(?:yet\s+)?(?:be\s+|been\s+)?(?:ruled?|ruling)\s+out\b|"
    r"(?:\b(?:not|never|cannot)|n['’]t)\s+(?:yet\s+)?(?:be\s+|been\s+)?excluded?\b",
    re.I,
)
_OPENING = re.compile(
    r"^(?:[^,]{0,60}\b(?:contrary|despite|although|while|as)\b[^,]*|(?:\S+\s+){0,3}\S+),\s",
    re.I,
)
_NEXT_CLAUSE = re.compile(r",\s|;\s|\bbecause\b|\balthough\b|\bbut\b|\bwhich\b|\bthat\b")


def is_negative(said: str) -> bool:
    """Whether the content as a whole is a negative; a negation inside a later clause does not count."""
    head = _NEXT_CLAUSE.split(_OPENING.sub("", said, count=1), maxsplit=1)[0]
    return bool(_NEGATIVE.search(_DOUBLE.sub("", head)))
