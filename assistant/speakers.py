"""Owns whose words an assertion holds: by its speaker's name, an office of it, or as its own publisher."""

import re
from typing import TYPE_CHECKING

from assistant.evidence import Evidence
from assistant.question import Saying

if TYPE_CHECKING:
    from index.opening import Index


def speaks_for(saying: Saying, item: Evidence, index: "Index") -> bool:
    """Whether an assertion is the asked speaker's: by its words, its name, an office of it, or as its own publisher."""
    if item.assertion.attribution in {"anonymous", "social"} or item.relayed:
        return False
    if item.own_voice:
        return bool(set(index.names.chain(item.report.publisher)) & saying.speaker_ids)  # an agency for its state
    if _is_outlet(item.assertion.speaker, saying, index):
        return item.report.publisher in saying.speaker_ids
    if _is_called(saying.speaker, item.assertion.speaker) or _is_described(saying, item, index):
        return True
    theirs = {whole for key in index.names.ids(item.assertion.speaker) for whole in index.names.chain(key)}
    return bool(theirs & saying.speaker_ids) or item.report.publisher in saying.speaker_ids


def _is_described(saying: Saying, item: Evidence, index: "Index") -> bool:
    """Whether "the commission" stands for the one body of the report with that noun in its name, and it is the asked
    one's."""
    noun = re.fullmatch(r"the (\w+)", item.assertion.speaker.lower())
    if noun is None:
        return False
    names = index.names
    named = {key for key in names.ids(item.report.text) if noun[1] in names.label[key].lower().split()}
    return len(named) == 1 and bool(set(names.chain(named.pop())) & saying.speaker_ids)


def tells(saying: Saying, item: Evidence, index: "Index") -> bool:
    """Whether the asked speaker hands on what somebody else said: "L said that the agency estimated …"."""
    outer = item.assertion.speakers[:-1]
    return any(
        (_is_called(saying.speaker, name) or index.names.ids(name) & saying.speaker_ids)
        and not _is_outlet(name, saying, index)
        for name in outer
    )


def _is_outlet(name: str, saying: Saying, index: "Index") -> bool:
    """Whether a speaker is an outlet that was not asked about: "the broadcaster of Aland" is not Aland."""
    return any(index.names.kind.get(key) == "publisher" for key in index.names.ids(name) - saying.speaker_ids)


def _is_called(asked: str, speaker: str) -> bool:
    words = set(re.findall(r"\w+", asked)) - {"the", "a", "an", "The", "A", "An"}
    return bool(words) and all(re.search(rf"\b{re.escape(word)}\b", speaker, _case(word)) for word in words)


def _case(word: str) -> re.RegexFlag:
    """Two or three letters count only as they are written: "WHO" is no who, and "UN" no man's name."""
    return re.NOFLAG if len(word) <= 3 else re.IGNORECASE
