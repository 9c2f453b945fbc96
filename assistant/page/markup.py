"""Owns how a piece of the page becomes HTML: nothing is put between tags without passing `escaped`."""

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Final

from assistant.chips import CHIPS, chip_text
from assistant.values import Answer, Citation
from corpus.values import Status

_TEMPLATE_SIGNS: Final = {ord(sign): f"&#{ord(sign)};" for sign in "{}$`"}
"""Gradio's HTML component knows Handlebars and JavaScript templates: their signs leave here as entities."""

Place = tuple[str, int, int]


def escaped(text: str) -> str:
    """Text as text: no tag, no attribute's end, no template."""
    return escape(text, quote=True).translate(_TEMPLATE_SIGNS)


def lines(parts: Iterable[str]) -> str:
    """Pieces of HTML one after the other, empty ones left out."""
    return "".join(part for part in parts if part)


def count(number: int, what: str) -> str:
    """`1 origin`, `2 origins`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def chip(status: Status, qualifier: str | None = None, as_of: date | None = None) -> str:
    """A label: icon, word, at most one qualifier and the date, all in text."""
    look = CHIPS[status]
    icon, _, words = chip_text(status, qualifier, as_of).partition(" ")
    return (f'<span class="chip chip-{status}" style="background:{look.colour};color:{look.ink}">'
            f'<span aria-hidden="true">{escaped(icon)}</span> {escaped(words)}</span>')


def place(citation: Citation) -> Place:
    """Where a citation is read; two citations of one place share a number."""
    return citation.report, citation.start, citation.end


def numbers(answer: Answer) -> dict[Place, int]:
    """A reader's [1], [2], … by place, the same through the whole answer."""
    return {place(citation): number for number, citation in enumerate(answer.citations(), 1)}


def cite(number: int, turn: int, citation: Citation) -> str:
    """A citation's number as a button that opens its report."""
    label = escaped(f"Open source {number}: {citation.source}")
    return f'<button type="button" class="cite" data-open="{turn}.{number}" title="{label}" aria-label="{label}">[{number}]</button>'


def cites(citations: Iterable[Citation], known: dict[Place, int], turn: int) -> str:
    """The numbers of several citations."""
    found = [cite(known[place(citation)], turn, citation) for citation in citations]
    return f'<span class="cites">{" ".join(found)}</span>' if found else ""


def block(kind: str, heading: str, body: str) -> str:
    """A marked part of an answer under its heading; nothing where it is empty."""
    return f'<section class="{kind}"><h3>{escaped(heading)}</h3>{body}</section>' if body else ""
