"""Owns the questions that we ask of our own stories: files of them, with what a right answer is, read and checked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

import corpus
from corpus.errors import DataError
from corpus.forms import Day
from corpus.values import STRENGTH, Status
from corpus.yaml_text import YamlText, read_yaml
from eval.benchmarks.sources import Part

FOLDER = Path(__file__).parent.parent / "questions"
Groups = tuple[tuple[str, ...], ...]
"""Every group is wanted; of one group any member will do."""
Form = TypeVar("Form", bound=BaseModel)
Wanted = bool | Literal["either"]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Expected(_Form):
    """What a right answer is; eval/questions/README.md says each field in words."""

    declined: Wanted = False
    statuses: tuple[Status, ...] = ()
    ceiling: Status | None = None
    premise: Wanted = False
    must_cite: Groups = ()
    must_say: Groups = ()
    must_not_say: tuple[str, ...] = ()
    sides: Groups = ()
    nothing_later: Day | None = None
    why: str = ""

    @field_validator("must_cite", "must_say", "sides", mode="before")
    @classmethod
    def _one_is_a_group_of_one(cls, value: object) -> object:
        return [[each] if isinstance(each, str) else each for each in value] if isinstance(value, list) else value

    @property
    def strongest(self) -> Status | None:
        """The label that no statement may pass; None where nothing is said about labels."""
        if not self.statuses:
            return None
        strongest: Status = max((*self.statuses, self.ceiling or "unknown"), key=STRENGTH.__getitem__)
        return strongest


class _AskedForm(_Form):
    id: str = Field(min_length=1)
    kind: str = Field(min_length=1)
    half: Literal["a", "b"]
    ask: str
    history: tuple[str, ...] = ()
    as_of: Day | None = None
    expect: Expected


class _File(_Form):
    story: str
    questions: tuple[_AskedForm, ...] = Field(min_length=1)


class _OtherField(_Form):
    story: str
    other_field: tuple[str, ...] = Field(min_length=1)


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, asked of one story."""

    id: str
    kind: str
    half: Part
    story: Path
    """The folder of its reports."""
    ask: str
    history: tuple[str, ...]
    as_of: date | None
    expect: Expected

    @property
    def last_day(self) -> date | None:
        """Nothing published later may reach the answer."""
        return self.expect.nothing_later or self.as_of


def read_questions(data: Path | None = None) -> list[Asked]:
    """The questions of a file, or of all files in a folder, in order. Raises DataError, CorpusError."""
    data = data or FOLDER
    if not data.exists():
        raise DataError(f"{data}: no such file or folder; give a file of questions, or a folder of them, with --data")
    found = [asked for path in _files(data) for asked in _read(path)]
    if not found:
        raise DataError(f"{data}: no questions in it; eval/questions/README.md shows the form")
    _refuse_twice(found, data)
    return found


def _files(data: Path) -> Iterable[Path]:
    """Questions stand in any YAML file but those that belong to a story itself."""
    if data.is_file():
        return [data]
    of_a_story = ("publishers.yaml", "names.yaml")
    found = sorted(data.rglob("*.yaml"))
    return [path for path in found if path.name not in of_a_story and path.parent.name not in ("register", "reports")]


def _read(path: Path) -> list[Asked]:
    text = read_yaml(path.read_text(encoding="utf-8"), path)
    if "other_field" in text.data:
        return list(_other_field(text))
    file = _fill(_File, text)
    story = _story(file.story, text)
    held = {report.stem for report in (story / "reports").rglob("*.md")}
    for number, question in enumerate(file.questions):
        _check(question, f"questions.{number}", held, text)
    return [Asked(q.id, q.kind, q.half, story, q.ask, q.history, q.as_of, q.expect) for q in file.questions]


def _other_field(text: YamlText) -> Iterable[Asked]:
    """Questions of another field: each has to be declined, whatever words it shares with the story."""
    file = _fill(_OtherField, text)
    story = _story(file.story, text)
    expect = Expected(declined=True, premise="either")
    for number, ask in enumerate(file.other_field, 1):
        half: Part = "b" if number % 3 == 0 else "a"
        yield Asked(f"{text.path.stem}-{number}", "other-field", half, story, ask, (), None, expect)


def _fill(form: type[Form], text: YamlText) -> Form:
    try:
        return form.model_validate(text.data)
    except ValidationError as faults:
        first = faults.errors()[0]
        field = ".".join(str(part) for part in first["loc"])
        told = {"missing": "is required", "extra_forbidden": "is not a field here"}.get(first["type"], first["msg"])
        raise _fault(text, field, f"{told}; eval/questions/README.md has the form") from None


def _story(name: str, text: YamlText) -> Path:
    folder = Path(corpus.__file__).parent if name == "corpus" else text.path.parent / name
    if not (folder / "reports").is_dir():
        raise _fault(text, "story", f"{name!r} is neither corpus nor a folder beside this file with reports/ in it")
    return folder


def _check(question: _AskedForm, place: str, held: set[str], text: YamlText) -> None:
    """What the form alone cannot see: reports that do not exist, and expectations that cannot both be met."""
    expect = question.expect
    for field, groups in (("must_cite", expect.must_cite), ("sides", expect.sides)):
        for report in (each for group in groups for each in group if each not in held):
            raise _fault(text, f"{place}.expect.{field}", f"{question.id}: no report {report!r} in its story")
    if expect.declined is True and (expect.statuses or expect.must_cite or expect.sides):
        raise _fault(text, f"{place}.expect.declined", f"{question.id}: a declined answer has no statuses or citations")
    if expect.declined is False and not expect.statuses:
        raise _fault(text, f"{place}.expect", f"{question.id}: an answer needs statuses, the labels that are right")


def _fault(text: YamlText, field: str, told: str) -> DataError:
    return DataError(f"{text.path}:{text.line(field)}: {field}: {told}")


def _refuse_twice(found: Sequence[Asked], data: Path) -> None:
    seen: set[str] = set()
    for asked in found:
        if asked.id in seen:
            raise DataError(f"{data}: id: {asked.id!r} is the id of two questions; each needs its own")
        seen.add(asked.id)
