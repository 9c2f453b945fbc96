"""Owns the form of each corpus file as it is written by hand: which fields, which types, which defaults."""

import re
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, field_validator
from pydantic_core import PydanticCustomError

from corpus.values import HANDLING, Scope, Status


def _written_out(value: Any) -> Any:
    """Only YYYY-MM-DD: a bare number would be read as seconds since 1970, and be a wrong date that looks right."""
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value):
        return value
    raise PydanticCustomError("date_form", "not a date")


Day = Annotated[date, BeforeValidator(_written_out)]


class _Form(BaseModel):
    model_config = ConfigDict(extra="forbid", str_strip_whitespace=False)

    @field_validator("*", mode="before")
    @classmethod
    def _one_is_a_list_of_one(cls, value: Any, info: Any) -> Any:
        """`aliases: DPRK` reads as `aliases: [DPRK]`; an empty value is the default of its field."""
        wants = cls.model_fields[info.field_name]
        if value is None and not wants.is_required():
            return wants.get_default(call_default_factory=True)
        if isinstance(value, str) and str(wants.annotation).startswith("tuple[str"):
            return (value,)
        return value


class QuotationForm(_Form):
    """One `basis` entry."""

    report: str
    quote: str = Field(min_length=1)
    scope: Scope = "same"
    note: str = ""


class CorrectionForm(_Form):
    """One `corrections` entry of a report."""

    id: str = ""
    quote: str = Field(min_length=1)
    note: str = Field(min_length=1)
    date: Day
    basis: tuple[QuotationForm, ...] = ()


class VerifiedForm(_Form):
    """Who collected a report and when: nothing more is meant by `verified`."""

    by: str
    date: Day


class ReportForm(_Form):
    """The front matter of a report; only the title is required."""

    title: str = Field(min_length=1)
    id: str = ""
    kind: Literal["note", "original"] = "original"
    publisher: str = ""
    published: Day | None = None
    received: Day | None = None
    url: str = ""
    read_via: str = ""
    language: str = "en"
    origins: tuple[str, ...] = ()
    handling: str = "TLP:CLEAR"
    verified: VerifiedForm | None = None
    corrections: tuple[CorrectionForm, ...] = ()

    @field_validator("handling")
    @classmethod
    def _is_a_mark(cls, value: str) -> str:
        if value not in HANDLING:
            raise ValueError(f"{value!r} is not one of {', '.join(HANDLING)}")
        return value


class PublisherForm(_Form):
    """One publisher; only the name is required."""

    name: str = Field(min_length=1)
    reliability: Literal["A", "B", "C", "D", "E", "F"] = "F"
    why: str = ""
    kind: str = ""
    country: str = ""
    aliases: tuple[str, ...] = ()


class NameForm(_Form):
    """One entry of names.yaml; only the name is required."""

    name: str = Field(min_length=1)
    aliases: tuple[str, ...] = ()
    kind: str = ""
    part_of: str = ""


class SlotsForm(_Form):
    """What makes a claim this one and no neighbour."""

    actors: tuple[str, ...] = ()
    place: str = ""
    event_date: str = ""
    quantity: str = ""
    counts: str = ""

    @field_validator("event_date", "quantity", mode="before")
    @classmethod
    def _as_text(cls, value: Any) -> Any:
        return str(value) if isinstance(value, int | float) else value


class StatusChangeForm(_Form):
    """One `history` entry."""

    date: Day
    status: Status
    note: str = ""
    basis: tuple[QuotationForm, ...] = ()
    set_by: str = "editor"


class LinkForm(_Form):
    """One `links` entry of a register file."""

    report: str
    quote: str = Field(min_length=1)
    scope: Scope
    date: Day
    by: str = "editor"
    note: str = ""


class ClaimForm(_Form):
    """A register file."""

    id: str = Field(min_length=1)
    claim: str = Field(min_length=1)
    also: tuple[str, ...] = ()
    slots: SlotsForm = Field(default_factory=SlotsForm)
    history: tuple[StatusChangeForm, ...] = ()
    links: tuple[LinkForm, ...] = ()
