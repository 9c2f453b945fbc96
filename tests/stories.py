"""Owns the small stories that tests ask about: made here, told nowhere else."""

from collections.abc import Sequence
from pathlib import Path

from assistant.answering import Assistant
from corpus import Corpus, Name, Publisher, Report
from index.opening import Index

PUBLISHERS = (
    Publisher("harbour-news", "Harbour News", "C"),
    Publisher("coast-daily", "Coast Daily", "C"),
    Publisher("lake-radio", "Lake Radio", "C"),
    Publisher("port-authority", "Port Authority of Lindau", "B"),
)


def report(
    key: str,
    text: str,
    *,
    title: str = "",
    publisher: str = "harbour-news",
    published: str = "2023-05-02",
    **more: object,
) -> Report:
    """A report with the fields that tests vary."""
    return Report(id=key, title=title, text=text, publisher=publisher, published=published, **more)  # type: ignore[arg-type]


def desk(
    path: Path, reports: Sequence[Report], names: Sequence[Name] = (), publishers: Sequence[Publisher] = PUBLISHERS
) -> Assistant:
    """A desk over reports made in code: a real index in a temporary folder, without a register."""
    return Assistant(Index.build(Corpus(tuple(reports), tuple(publishers), (), tuple(names)), path))
