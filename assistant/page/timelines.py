"""Owns a claim's history as HTML: each date with its label, why it changed, and the words it rests on."""

from collections.abc import Sequence
from typing import Final

from assistant.chips import day_text
from assistant.page.markup import chip, count, escaped
from assistant.values import Citation, Timeline, TimelineEntry
from corpus.values import Scope

_SCOPE: Final[dict[Scope, str]] = {
    "same": "about this very claim", "broader": "about a broader claim", "narrower": "about a narrower claim", "different": "about a different claim",
}


def timelines(shown: Sequence[Timeline], turn: int) -> str:
    """Every claim an answer touched. Buttons carry `turn.claim.entry.quotation`."""
    if not shown:
        return '<div class="empty"><p>The history of the claim an answer is about stands here.</p></div>'
    return "".join(_timeline(timeline, f"{turn}.{number}") for number, timeline in enumerate(shown))


def _timeline(timeline: Timeline, reference: str) -> str:
    last = len(timeline.entries) - 1
    entries = "".join(_entry(entry, f"{reference}.{number}", number == last) for number, entry in enumerate(timeline.entries))
    listed = f"<ol>{entries}</ol>" if entries else '<p class="quiet">The register has no entry up to this date.</p>'
    day = timeline.as_of or (timeline.entries[-1].date if timeline.entries else None)
    return f'<article class="timeline"><h2>{escaped(timeline.text)}</h2>{chip(timeline.status, None, day)}{listed}</article>'


def _entry(entry: TimelineEntry, reference: str, is_open: bool) -> str:
    quotes = "".join(_quote(citation, scope, note, f"{reference}.{number}") for number, (citation, scope, note) in enumerate(entry.basis))
    folded = f'<details{" open" * is_open}><summary>{count(len(entry.basis), "quotation")}</summary><ul class="plain">{quotes}</ul></details>' if quotes else ""
    set_by = "set by rule" if entry.set_by == "auto" else f"set by {entry.set_by}"
    return (f'<li><p class="when"><time datetime="{entry.date.isoformat()}">{day_text(entry.date)}</time> {chip(entry.status)}</p>'
            f'<p>{escaped(entry.note)} <span class="quiet">({escaped(set_by)})</span></p>{folded}</li>')


def _quote(citation: Citation, scope: Scope, note: str, reference: str) -> str:
    remark = f": {note}" if note else ""
    return (f'<li><q>{escaped(citation.quote)}</q>'
            f'<p class="quiet"><button type="button" class="plainly" data-open="{reference}">{escaped(citation.source)}</button> '
            f'{escaped(_SCOPE[scope] + remark)}</p></li>')
