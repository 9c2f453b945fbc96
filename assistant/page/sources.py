"""Owns a cited report opened at the cited words: what it is, who put it out, its text, its corrections."""

from datetime import date
from typing import Final

from assistant.chips import day_text
from assistant.page.markup import escaped, lines
from assistant.values import Citation
from corpus.values import HANDLING, Correction, Publisher, Report

_RELIABILITY: Final = {
    "A": "completely reliable", "B": "usually reliable", "C": "fairly reliable", "D": "not usually reliable",
    "E": "unreliable", "F": "reliability cannot be judged",
}


def choose() -> str:
    """What stands in the panel before a citation is chosen."""
    return '<div class="empty"><p>Choose a number such as <span class="cite sample">[1]</span> in an answer: its report opens here at the cited words.</p></div>'


def back() -> str:
    """The way from the panel to the button that opened it: below one another on a phone, and for the keyboard."""
    return '<button type="button" class="plainly" data-back="">Back to the answer</button>'


def cannot_open(reason: str) -> str:
    """One line instead of a report."""
    return f'<div class="empty"><p role="alert">{escaped(reason)}</p></div>'


def opened(report: Report | None, publisher: Publisher | None, citation: Citation, as_of: date | None = None) -> str:
    """A report open at a citation, as it was known on a date. A span that no longer holds the quote is never marked."""
    if report is None or publisher is None:
        return cannot_open(f"The report {citation.report} is no longer held. Ask again.")
    if report.handling != HANDLING[0]:
        return cannot_open(f"This report is marked {report.handling} and is not opened on this page.")
    if report.text[citation.start : citation.end] != citation.quote:
        return cannot_open(f"The report {report.id} has changed since this answer was made. Ask again.")
    known = [c for c in report.corrections if as_of is None or c.date <= as_of]
    return lines([
        f'<article class="report" lang="{escaped(report.language)}"><h2>{escaped(report.title or report.id)}</h2>', _kind(citation), _facts(report, publisher, citation),
        f'<div class="text">{_text(report.text, citation, known)}</div>', _corrections(known), "</article>",
    ])


def _kind(citation: Citation) -> str:
    whose = "our summary, not the publisher’s words" if citation.kind == "note" else "the publisher’s own text"
    return f'<p class="kind kind-{escaped(citation.kind)}">{escaped(citation.source)}: {whose}</p>'


def _facts(report: Report, publisher: Publisher, citation: Citation) -> str:
    meaning = _RELIABILITY.get(publisher.reliability, _RELIABILITY["F"])
    who = f"<b>{escaped(publisher.reliability)}</b>, {meaning}"
    rows = [
        ("Speaker", escaped(citation.speaker)),
        ("Publisher", escaped(publisher.name or "not known")),
        ("Reliability", f"{who}. {escaped(publisher.why)}" if publisher.why else who),
        ("Address", _address(report.url)),
        ("Read via", escaped(report.read_via)),
        ("Checked", _checked(report)),
    ]
    return f'<dl>{"".join(f"<div><dt>{name}</dt><dd>{value}</dd></div>" for name, value in rows if value)}</dl>'


def _address(url: str) -> str:
    """A link only where it leads to a web page; anything else is shown as text."""
    if not url.startswith(("http://", "https://")):
        return escaped(url)
    return f'<a href="{escaped(url)}" target="_blank" rel="noopener noreferrer">{escaped(url)}</a>'


def _checked(report: Report) -> str:
    if not report.verified_by:
        return ""
    day = f", {day_text(report.verified_on)}" if report.verified_on else ""
    return escaped(f"by {report.verified_by}{day}")


def _text(text: str, citation: Citation, corrections: list[Correction]) -> str:
    """The whole text, the cited span in one mark, corrected words struck inside and outside it."""
    wrong = sorted((at, at + len(c.quote)) for c in corrections if c.quote and (at := text.find(c.quote)) >= 0)
    start, end = citation.start, citation.end
    marked = f'<mark tabindex="-1">{_struck(text, start, end, wrong)}</mark>'
    return _struck(text, 0, start, wrong) + marked + _struck(text, end, len(text), wrong)


def _struck(text: str, start: int, end: int, wrong: list[tuple[int, int]]) -> str:
    parts, at = [], start
    for first, last in wrong:
        first, last = max(first, at), min(last, end)
        if first < last:
            parts += [escaped(text[at:first]), f'<span class="wrong" title="Corrected, see below">{escaped(text[first:last])}</span>']
            at = last
    return lines([*parts, escaped(text[at:end])])


def _corrections(known: list[Correction]) -> str:
    if not known:
        return ""
    items = (f'<li><q class="wrong">{escaped(c.quote)}</q><p>{escaped(c.note)} <span class="quiet">{day_text(c.date)}</span></p></li>' for c in known)
    return f'<section class="corrections"><h3>Corrections of this report</h3><ul class="plain">{"".join(items)}</ul></section>'
