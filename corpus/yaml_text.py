"""Owns reading YAML safely: bounded, no aliases, every key remembered with its line."""

from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from corpus.errors import CorpusError

MAX_YAML_BYTES = 256 * 1024
"""No register or front matter comes near this; a larger one is a mistake or an attack."""
MAX_DEPTH = 20
"""Levels of nesting; our files have four. libyaml's own recursion ends the process at some ten thousand."""


class _PlainLoader(yaml.CSafeLoader if hasattr(yaml, "CSafeLoader") else yaml.SafeLoader):  # type: ignore[misc]
    """Safe YAML whose dates stay text, so that a wrong date is our one-line fault and not the parser's."""


_PlainLoader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != "tag:yaml.org,2002:timestamp"]
    for first, resolvers in _PlainLoader.yaml_implicit_resolvers.items()
}


_OPENING = (
    yaml.FlowSequenceStartToken,
    yaml.FlowMappingStartToken,
    yaml.BlockSequenceStartToken,
    yaml.BlockMappingStartToken,
)
_CLOSING = (yaml.FlowSequenceEndToken, yaml.FlowMappingEndToken, yaml.BlockEndToken)


@dataclass(frozen=True, slots=True)
class YamlText:
    """A parsed mapping and the line each of its keys stands on (`history.2.date` for nested ones)."""

    path: Path
    data: dict[str, Any]
    lines: dict[str, int] = field(default_factory=dict)

    def line(self, key: str) -> int:
        """The line of a dotted key, or of its nearest parent that has one."""
        while key and key not in self.lines:
            key = key.rpartition(".")[0]
        return self.lines.get(key, 1)


def read_yaml(text: str, path: Path, first_line: int = 1) -> YamlText:
    """Parse one mapping. Raises CorpusError with the line of the fault."""
    if len(text) > MAX_YAML_BYTES:
        raise CorpusError(f"YAML of {len(text):,} characters; at most {MAX_YAML_BYTES:,} are read", path, first_line)
    try:
        _refuse_tricks(text, path, first_line)
        node = yaml.compose(text, Loader=_PlainLoader)
        data = yaml.load(text, Loader=_PlainLoader)  # noqa: S506 - _PlainLoader is a SafeLoader
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = (mark.line if mark else 0) + first_line
        problem = getattr(fault, "problem", None) or str(fault).splitlines()[0]
        raise CorpusError(f"not readable as YAML: {problem}", path, line) from None
    except ValueError as fault:
        raise CorpusError(f"not readable as YAML: {fault}", path, first_line) from None
    if data is None:
        data = {}
    if not isinstance(data, dict):
        raise CorpusError("expected `name: value` lines", path, first_line)
    lines: dict[str, int] = {}
    if node is not None:
        _note_lines(node, "", path, first_line, lines)
    return YamlText(path, {str(key): value for key, value in data.items()}, lines)


def yaml_nodes(text: str) -> yaml.Node | None:
    """The nodes of a text, each with where it starts and ends. Raises yaml.YAMLError."""
    return yaml.compose(text, Loader=_PlainLoader)


def _refuse_tricks(text: str, path: Path, first_line: int) -> None:
    """Anchors, aliases, tags and deep nesting: seen in the tokens, before anything is built from them."""
    depth = 0
    for token in yaml.scan(text, Loader=_PlainLoader):
        line = token.start_mark.line + first_line
        if isinstance(token, yaml.AliasToken | yaml.AnchorToken):
            raise CorpusError("YAML anchors and aliases are not read; write the value out", path, line)
        if isinstance(token, yaml.TagToken):
            raise CorpusError("YAML tags (`!!str`) are not read; write the value in quotes", path, line)
        depth += isinstance(token, _OPENING) - isinstance(token, _CLOSING)
        if depth > MAX_DEPTH:
            raise CorpusError(f"nested more than {MAX_DEPTH} levels deep; no field needs that", path, line)


def _note_lines(node: yaml.Node, prefix: str, path: Path, first_line: int, lines: dict[str, int]) -> None:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            name, line = f"{prefix}{key.value}", key.start_mark.line + first_line
            if name in lines:
                raise CorpusError(
                    f"is given twice, first on line {lines[name]}; only one would count", path, line, name
                )
            lines[name] = line
            _note_lines(value, f"{name}.", path, first_line, lines)
    elif isinstance(node, yaml.SequenceNode):
        for number, value in enumerate(node.value):
            name = f"{prefix}{number}"
            lines[name] = value.start_mark.line + first_line
            _note_lines(value, f"{name}.", path, first_line, lines)
