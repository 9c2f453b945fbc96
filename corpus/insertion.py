"""Owns adding an item to a list of a YAML file by adding lines: every other line stays as it was typed."""

import textwrap
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import CorpusError, RegisterError
from corpus.yaml_text import read_yaml, yaml_nodes

_WIDTH = 110
"""Columns of a folded note, its indent included: what the shipped files use."""


def insert_item(text: str, field: str, item: Mapping[str, Any], follows: Callable[[Any], bool]) -> tuple[str, int]:
    """A YAML mapping's text with one more item in the list `field`, after the last item that `follows` holds for, and
    the number of the first added line. Raises RegisterError where lines alone cannot do it."""
    ending = "\r\n" if "\r\n" in text else "\n"
    try:
        at, indent, heading = _place(yaml_nodes(text), text, field, follows)
    except yaml.YAMLError:
        raise RegisterError(f"`{field}` cannot be added to here; edit the file by hand") from None
    before = text[:at] if text[:at].endswith("\n") else text[:at] + ending
    made = before + "".join(line + ending for line in (*heading, *_item(item, indent))) + text[at:]
    _check(text, made, field, item)
    return made, before.count("\n") + 1


def _place(root: yaml.Node | None, text: str, field: str, follows: Callable[[Any], bool]) -> tuple[int, int, list[str]]:
    """Before which character the item goes, how far it is indented, and the heading it needs."""
    if not isinstance(root, yaml.MappingNode) or root.flow_style:
        raise RegisterError("the file is not written as `name: value` lines; write it so, or edit it by hand")
    held = next((value for key, value in root.value if key.value == field), None)
    if held is None:
        return _after(root, text), 2, [f"{field}:"]
    if not isinstance(held, yaml.SequenceNode) or held.flow_style:
        raise RegisterError(f"`{field}` is not a list with one item a line; write it so, or edit it by hand")
    column = held.start_mark.column
    earlier = [node for node in held.value if follows(_value(node))]
    if earlier:
        return _after(earlier[-1], text), column, []
    return text.rfind("\n", 0, held.start_mark.index) + 1, column, []


def _after(node: yaml.Node, text: str) -> int:
    """Where the line after a node's last one starts; blank lines behind a block scalar may be part of it."""
    while isinstance(node, yaml.CollectionNode) and not node.flow_style and node.value:
        last = node.value[-1]
        node = last[1] if isinstance(last, tuple) else last
    mark = node.end_mark
    if mark.column == 0 and isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
        return int(mark.index)
    end = text.find("\n", mark.index)
    return end + 1 if end >= 0 else len(text)


def _value(node: yaml.Node | None) -> Any:
    """What a node reads as, every scalar as text."""
    if isinstance(node, yaml.MappingNode):
        return {key.value: _value(value) for key, value in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(value) for value in node.value]
    return node.value if node is not None else None


def _item(item: Mapping[str, Any], indent: int) -> list[str]:
    """`- name: value` lines of one item; a value is text, or a list of such items."""
    lines = []
    for number, (name, value) in enumerate(item.items()):
        lead = " " * indent + ("- " if number == 0 else "  ")
        if isinstance(value, str):
            # A quotation stays on one line, so that it can be searched for; a note is read.
            lines += _text(f"{lead}{name}:", value, indent + 4, folds=name == "note")
        else:
            lines.append(f"{lead}{name}:")
            lines += [line for entry in value for line in _item(entry, indent + 4)]
    return lines


def _text(lead: str, value: str, indent: int, *, folds: bool) -> list[str]:
    """A scalar: bare where it is one plain word, folded where it may be and is long prose, else in double quotes."""
    if _reads_as(value, value) and len(value.split()) == 1:
        return [f"{lead} {value}"]
    if folds and len(value) > _WIDTH - len(lead):
        folded = textwrap.wrap(value, _WIDTH - indent, break_long_words=False, break_on_hyphens=False)
        lines = [" " * indent + line for line in folded]
        if _reads_as("\n".join([">-", *lines]), value):
            return [f"{lead} >-", *lines]
    return [f"{lead} {_quoted(value)}"]


def _reads_as(written: str, value: str) -> bool:
    try:
        return read_yaml(f"x: {written}\n", Path()).data == {"x": value}
    except CorpusError:
        return False


def _quoted(value: str) -> str:
    return str(yaml.safe_dump(value, default_style='"', allow_unicode=True, width=10**9)).rstrip("\n")


def _check(old: str, new: str, field: str, item: Mapping[str, Any]) -> None:
    """That the file reads as before with the one item more: what is written is proved, not hoped."""
    try:
        before, after = _value(yaml_nodes(old)), _value(yaml_nodes(new))
    except yaml.YAMLError:
        raise RegisterError(f"`{field}` cannot be added to by lines alone here; edit the file by hand") from None
    rest = list(after.get(field) or [])
    if item in rest:
        rest.remove(dict(item))
    same = {k: v for k, v in after.items() if k != field} == {k: v for k, v in before.items() if k != field}
    if not same or item not in after[field] or rest != (before.get(field) or []):
        raise RegisterError(f"`{field}` cannot be added to by lines alone here; edit the file by hand")
