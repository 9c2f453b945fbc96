"""Owns how a piece of the page becomes HTML: tags are made here alone, and all text is escaped."""

from collections.abc import Iterable
from datetime import date
from html import escape
from typing import Final

from assistant.chips import CHIPS, chip_text
from assistant.conversation import Place, place
from assistant.values import Citation
from corpus.values import Status

_TEMPLATE_SIGNS: Final = {ord(sign): f"&#{ord(sign)};" for sign in "{}$`"}
"""Gradio's HTML component knows Handlebars and JavaScript templates: their signs leave here as entities."""


class Html(str):
    """A piece of finished HTML. Any other string is text and is escaped before it stands between tags."""

    __slots__ = ()


def escaped(text: str) -> str:
    """Text as text: no tag, no end of an attribute, no template."""
    return escape(text, quote=True).translate(_TEMPLATE_SIGNS)


def join(*parts: str) -> Html:
    """Pieces one after the other; what is not HTML yet is escaped."""
    return Html("".join(part if isinstance(part, Html) else escaped(part) for part in parts))


def tag(name: str, *parts: str, kind: str = "", **attributes: str) -> Html:
    """An element with its parts. An attribute is written with `_` for `-`."""
    given = {**({"class": kind} if kind else {}), **{key.replace("_", "-"): value for key, value in attributes.items()}}
    written = "".join(f' {key}="{escaped(value)}"' for key, value in given.items())
    return Html(f"<{name}{written}>{join(*parts)}</{name}>")


def items(parts: Iterable[str], kind: str = "plain") -> Html:
    """A list, or nothing where it is empty."""
    found = [tag("li", part) for part in parts]
    return tag("ul", *found, kind=kind) if found else Html()


def block(kind: str, heading: str, *parts: str) -> Html:
    """A marked part of an answer under its heading, or nothing where it is empty."""
    return tag("section", tag("h3", heading), *parts, kind=kind) if any(parts) else Html()


def quiet(text: str) -> Html:
    """What stands back beside the text it belongs to."""
    return tag("span", text, kind="quiet")


def button(text: str, kind: str = "plainly", **attributes: str) -> Html:
    """A button whose `data_…` attribute says what it stands for."""
    return tag("button", text, kind=kind, type="button", **attributes)


def count(number: int, what: str) -> str:
    """`1 origin`, `2 origins`."""
    return f"{number} {what}{'' if number == 1 else 's'}"


def chip(status: Status, qualifier: str | None = None, as_of: date | None = None) -> Html:
    """A label: icon, word, at most one qualifier and the date, all in text."""
    look = CHIPS[status]
    icon, _, words = chip_text(status, qualifier, as_of).partition(" ")
    return tag(
        "span",
        tag("span", icon, aria_hidden="true"),
        " ",
        words,
        kind=f"chip chip-{status}",
        style=f"background:{look.colour};color:{look.ink}",
    )


def cite(number: int, turn: int, citation: Citation) -> Html:
    """A citation's number as a button that opens its report."""
    label = f"Open source {number}: {citation.source}"
    return button(f"[{number}]", kind="cite", data_open=f"{turn}.{number}", title=label, aria_label=label)


def cites(citations: Iterable[Citation], known: dict[Place, int], turn: int) -> Html:
    """The numbers of several citations."""
    found = [join(" ", cite(known[place(citation)], turn, citation)) for citation in citations]
    return tag("span", *found, kind="cites") if found else Html()
