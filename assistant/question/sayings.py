"""Owns acts of speech that a question is about: "did S confirm, deny or say P"."""

import re
from typing import TYPE_CHECKING

from assistant.question.forms import forms
from assistant.question.values import Saying

if TYPE_CHECKING:
    from index.opening import Index


_OBJECT = re.compile(r"(?<!\bof)(?<!\bfor)(?<!\bin)(?<!\bat)(?<!\bon)\s(?:the|a|an|its|his|her|their|this)\s", re.I)
"""The start of a second noun phrase: "the school hide the asbestos report" is no speaker and an act of reporting."""


def saying_of(text: str, index: "Index") -> Saying | None:
    """ "(did) S confirm/deny/say P"."""
    for act, verbs in forms()["acts"].items():
        pattern = (
            rf"(?:^|\b(?:did|does|do|has|have|had|that|why|when|how|since|"
            rf"because)\s+)(?P<who>(?:the\s+)?[\w.’'-]+(?:\s+[\w.’'-]+){{0,5}}?)\s+(?:(?:officially|publicly|ever|already|really|actually|finally|later|also)\s+)*(?P<verb>{verbs})\b\s*(?P<what>.*)$"
        )
        found = re.search(pattern, text, re.I)
        if not found:
            continue
        who = re.sub(
            r"^(?:(?:why|when|how|did|does|do|has|have|had|was|were|is|that|who|what|where)\s+)+",
            "",
            found["who"],
            flags=re.I,
        ).strip()
        ids = index.names.ids(who)
        if (
            who
            and (ids or who[0].isupper() or who.lower().startswith("the "))
            and not re.search(
                r"\b(?:who|what|which|anyone|anybody|somebody|and|but|since|because|if|after|when|been|given|that)\b",
                who,
                re.I,
            )
            and not _OBJECT.search(who)
        ):
            return Saying(who, frozenset(ids), found["verb"], act, found["what"].strip(" ?."))
    return None
