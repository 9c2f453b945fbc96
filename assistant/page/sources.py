"""Owns a cited report opened at the cited words: what it is, who put it out, its text, its corrections."""

from datetime import date
from typing import Final

from assistant.chips import day_text
from assistant.page.markup import Html, block, button, items, join, quiet, tag
from assistant.values import Citation
from corpus.values import HANDLING, Correction, Publisher, Report

_RELIABILITY: Final = {
    "A": "completely reliable",
    "B": "usually reliable",
    "C": "fairly reliable",
    "D": "not usually reliable",
    "E": "unreliable",
    "F": "reliability cannot be judged",
}


def choose() -> Html:
    """What stands in the panel before a citation is chosen."""
    sample = tag("span", "[1]", kind="cite sample")
    return tag(
        "p",
        "Choose a number such as ",
        sample,
        " in an answer: its report opens here at the cited words.",
        kind="empty",
    )


def back() -> Html:
    """The way from the panel to the button that opened it: below one another on a phone, and for the keyboard."""
    return button("Back to the answer", data_back="")


def cannot_open(reason: str) -> Html:
    """One line instead of a report."""
    return tag("p", reason, kind="empty", role="alert")


def opened(report: Report | None, publisher: Publisher | None, citation: Citation, as_of: date | None = None) -> Html:
    """A report open at a citation, as it was known on a date. A span that no longer holds the quote is never marked."""
    if report is None or publisher is None:
        return cannot_open(f"The report {citation.report} is no longer held. Ask again.")
    if report.handling != HANDLING[0]:
        return cannot_open(f"This report is marked {report.handling} and is not opened on this page.")
    if report.text[citation.start : citation.end] != citation.quote:
        return cannot_open(f"The report {report.id} has changed since this answer was made. Ask again.")
    known = [c for c in report.corrections if as_of is None or c.date <= as_of]
    text = tag("div", _text(report.text, citation, known), kind="text", lang=report.language)
    return tag(
        "article",
        tag("h2", report.title or report.id),
        _kind(citation),
        _facts(report, publisher, citation),
        text,
        _corrections(known),
        kind="report",
    )


def _kind(citation: Citation) -> Html:
    whose = "our summary, not the publisher’s words" if citation.kind == "note" else "the publisher’s own text"
    return tag("p", f"{citation.source}: {whose}", kind="kind")


def _facts(report: Report, publisher: Publisher, citation: Citation) -> Html:
    rows = {
        "Speaker": citation.speaker,
        "Publisher": publisher.name or "not known",
        "Reliability": _reliability(publisher),
        "Address": _address(report.url),
        "Read via": report.read_via,
        "Collected": _checked(report),
    }
    return tag("dl", *(tag("div", tag("dt", name), tag("dd", value)) for name, value in rows.items() if value))


def _reliability(publisher: Publisher) -> Html:
    meaning = _RELIABILITY.get(publisher.reliability, _RELIABILITY["F"])
    return join(tag("b", publisher.reliability), f", {meaning}. {publisher.why}" if publisher.why else f", {meaning}")


def _address(url: str) -> str:
    """A link only where it leads to a web page; anything else is shown as text."""
    web = url.startswith(("http://", "https://"))
    return tag("a", url, href=url, target="_blank", rel="noopener noreferrer") if web else url


def _checked(report: Report) -> str:
    day = f", {day_text(report.verified_on)}" if report.verified_on else ""
    return f"by {report.verified_by}{day}" if report.verified_by else ""


def _text(text: str, citation: Citation, known: list[Correction]) -> Html:
    """The whole text, the cited span in one mark, corrected words struck inside and outside it."""
    wrong = sorted((at, at + len(c.quote)) for c in known if c.quote and (at := text.find(c.quote)) >= 0)
    start, end = citation.start, citation.end
    marked = tag("mark", _struck(text, start, end, wrong), tabindex="-1")
    return join(_struck(text, 0, start, wrong), marked, _struck(text, end, len(text), wrong))


def _struck(text: str, start: int, end: int, wrong: list[tuple[int, int]]) -> Html:
    parts: list[str] = []
    for first, last in wrong:
        first, last = max(first, start), min(last, end)
        if first < last:
            parts += [text[start:first], tag("span", text[first:last], kind="wrong", title="Corrected, see below")]
            start = last
    return join(*parts, text[start:end])


def _corrections(known: list[Correction]) -> Html:
    listed = items(join(tag("q", c.quote, kind="wrong"), tag("p", c.note, " ", quiet(day_text(c.date)))) for c in known)
    return block("corrections", "Corrections of this report", listed)
