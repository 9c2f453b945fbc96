"""Owns our labelled sentences: two labellings, the decisions between them, and how the labels of one sentence pair up.

Gold is the first labelling where both agree, else the deciding one. The labellers worked from
`sentences/GUIDE.md`; none of them was a person, and every report of a figure says so.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any, get_args

import yaml

from corpus.errors import DataError
from index.assertions.values import Attribution, Modality, Stance

FOLDER = Path(__file__).parent / "sentences"
AXES: Mapping[str, tuple[str, ...]] = {
    "stance": get_args(Stance),
    "modality": get_args(Modality),
    "attribution": get_args(Attribution),
    "hedged": ("hedged", "plain"),
}
_SAME_CONTENT = 0.5
"""Least overlap of two contents that differ in wording alone."""
_SMALL = frozenset("a an the".split())


@dataclass(frozen=True, slots=True)
class Label:
    """One assertion as a labeller, or our reader, has it."""

    speakers: tuple[str, ...]
    content: str
    stance: str
    modality: str
    attribution: str
    hedged: bool

    def on(self, axis: str) -> str:
        """The value on one axis."""
        return ("hedged" if self.hedged else "plain") if axis == "hedged" else str(getattr(self, axis))

    def __str__(self) -> str:
        """`police › officers: affirm fact named_org “two were hurt”`."""
        who = " › ".join(self.speakers) or "own voice"
        values = (self.stance, self.modality, self.attribution, *(("hedged",) if self.hedged else ()))
        return f"{who}: {' '.join(values)} “{self.content}”"


@dataclass(frozen=True, slots=True)
class Sentence:
    """A labelled text; with a target, only that sentence of it is labelled (the first is 1)."""

    id: str
    title: str
    text: str
    target: int | None
    half: str
    construction: str
    labels: tuple[Label, ...]


@dataclass(frozen=True, slots=True)
class LabelledSet:
    """Gold, and what it was made from."""

    gold: tuple[Sentence, ...]
    second: Mapping[str, tuple[Label, ...]]
    first: Mapping[str, tuple[Label, ...]]
    undecided: frozenset[str]
    """Sentences on which the two differ and nobody decided: gold is the first labelling."""


def read_labelled(folder: Path) -> LabelledSet:
    """The set in a folder. Raises DataError."""
    if not (folder / "first.yaml").is_file():
        raise DataError(f"{folder}: no first.yaml in it; give the folder of the labelled sentences with --data")
    items = [_sentence(row, folder / "first.yaml") for row in _rows(folder / "first.yaml")]
    first = {item.id: item.labels for item in items}
    second, decided = (_labelling(folder / name, first) for name in ("second.yaml", "decided.yaml"))
    differing = {key for key, labels in second.items() if not agree(first[key], labels)}
    gold = tuple(replace(item, labels=decided.get(item.id, item.labels)) for item in items)
    return LabelledSet(gold, second, first, frozenset(differing - set(decided)))


def words(text: str) -> Counter[str]:
    """Words without their marks and articles, each as often as it stands there."""
    stripped = (word.strip("\"'“”‘’.,;:!?()[]").removesuffix("'s").removesuffix("’s") for word in text.lower().split())
    return Counter(word for word in stripped if word and word not in _SMALL)


def overlap(one: str, other: str) -> float:
    """F1 of the words of two texts: 2 x shared / all."""
    a, b = words(one), words(other)
    return 2 * (a & b).total() / (a.total() + b.total()) if a or b else 1.0


def align(gold: Sequence[Label], ours: Sequence[Label]) -> list[tuple[Label, Label | None]]:
    """Each gold label with one of ours: those whose contents share most first, what is left in reading order."""
    scored = sorted(
        ((-overlap(g.content, o.content), i, j) for i, g in enumerate(gold) for j, o in enumerate(ours)),
    )
    partner: dict[int, int] = {}
    for score, i, j in scored:
        if score < 0 and i not in partner and j not in partner.values():
            partner[i] = j
    left = [j for j in range(len(ours)) if j not in partner.values()]
    for i in range(len(gold)):
        if i not in partner and left:
            partner[i] = left.pop(0)
    return [(label, ours[partner[i]] if i in partner else None) for i, label in enumerate(gold)]


def agree(one: Sequence[Label], other: Sequence[Label]) -> bool:
    """Whether two labellings of a sentence say the same: number, speakers, every axis, and most of the content."""
    return len(one) == len(other) and all(b is not None and same(a, b) for a, b in align(one, other))


def same(one: Label, other: Label) -> bool:
    """Whether two labels differ in wording at most."""
    return (
        all(one.on(axis) == other.on(axis) for axis in AXES)
        and words(" ".join(one.speakers)) == words(" ".join(other.speakers))
        and overlap(one.content, other.content) >= _SAME_CONTENT
    )


def _labelling(path: Path, first: Mapping[str, object]) -> dict[str, tuple[Label, ...]]:
    """A further labelling by id; empty where there is none yet."""
    found = {}
    for row in _rows(path) if path.is_file() else ():
        key = str(row.get("id"))
        if key not in first:
            raise DataError(f"{path}: {key} is not an id of first.yaml; label the same sentences")
        found[key] = _labels(row, path)
    return found


def _rows(path: Path) -> list[dict[str, Any]]:
    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    try:
        rows = yaml.load(path.read_text(encoding="utf-8"), Loader=loader)  # noqa: S506 - both are safe loaders
    except yaml.YAMLError as fault:
        mark = getattr(fault, "problem_mark", None)
        line = f":{mark.line + 1}" if mark else ""
        raise DataError(f"{path}{line}: not readable as YAML; see GUIDE.md beside it for the form") from None
    except UnicodeDecodeError as fault:
        raise DataError(f"{path}: byte {fault.start} is not UTF-8; save it as UTF-8") from None
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        raise DataError(f"{path}: expected a list of sentences, each with id, text and assertions")
    return rows


def _sentence(row: dict[str, Any], path: Path) -> Sentence:
    target = row.get("target")
    if not row.get("id") or not row.get("text"):
        raise DataError(f"{path}: {row.get('id', 'a sentence')}: id and text are needed")
    if target is not None and not (isinstance(target, int) and target > 0):
        raise DataError(f"{path}: {row['id']}: target is {target!r}, not the number of a sentence")
    if row.get("half") not in ("a", "b"):
        raise DataError(f"{path}: {row['id']}: half is {row.get('half')!r}, not a or b")
    given = (str(row["id"]), str(row.get("title") or ""), str(row["text"]), target, row["half"])
    return Sentence(*given, str(row.get("construction") or ""), _labels(row, path))


def _labels(row: dict[str, Any], path: Path) -> tuple[Label, ...]:
    given = row.get("assertions")
    if not isinstance(given, list) or not all(isinstance(each, dict) for each in given):
        raise DataError(f"{path}: {row.get('id')}: assertions is not a list")
    return tuple(_label(each, f"{path}: {row['id']}") for each in given)


def _label(row: dict[str, Any], place: str) -> Label:
    for axis in ("stance", "modality", "attribution"):
        if row.get(axis) not in AXES[axis]:
            raise DataError(f"{place}: {axis} is {row.get(axis)!r}, not {', '.join(AXES[axis])}")
    if not isinstance(row.get("hedged"), bool):
        raise DataError(f"{place}: hedged is {row.get('hedged')!r}, not true or false")
    speakers = row.get("speakers")
    if not isinstance(speakers, list):
        raise DataError(f"{place}: speakers is {speakers!r}, not a list")
    said = tuple(str(speaker) for speaker in speakers)
    axes = (row["stance"], row["modality"], row["attribution"], row["hedged"])
    return Label(said, str(row.get("content") or ""), *axes)
