"""Owns a claim's history as HTML: each date with its label, why it changed, and the words it rests on."""

from collections.abc import Sequence
from typing import Final

from assistant.chips import day_text
from assistant.histories import Quoted, Timeline, TimelineEntry
from assistant.page.markup import Html, button, chip, count, items, join, quiet, tag
from assistant.sides import AFFIRMING, SIDES, Side
from corpus.values import Scope

_SCOPE: Final[dict[Scope, str]] = {
    "same": "about this very claim",
    "broader": "about a broader claim",
    "narrower": "about a narrower claim",
    "different": "about a different claim",
}


_AGAINST: Final[tuple[Side, ...]] = ("denies", "dismisses", "against", "retracts", "denies_wider")
_BEARING: Final[dict[Side, str]] = {side: "for" for side in SIDES if side in AFFIRMING}
_BEARING.update(dict.fromkeys(_AGAINST, "against"))
"""On which side of the claim quoted words stand; those that are left out stand on neither."""


def timelines(shown: Sequence[Timeline], turn: int) -> Html:
    """Every claim an answer touched. Buttons carry `turn.claim.entry.quotation`."""
    if not shown:
        return tag("p", "The history of the claim an answer is about stands here.", kind="empty")
    return join(*(_timeline(timeline, f"{turn}.{number}") for number, timeline in enumerate(shown)))


def _timeline(timeline: Timeline, reference: str) -> Html:
    entries = [
        _entry(entry, f"{reference}.{number}", entry is timeline.entries[-1])
        for number, entry in enumerate(timeline.entries)
    ]
    listed = tag("ol", *entries) if entries else tag("p", "The register has no entry up to this date.", kind="quiet")
    day = timeline.as_of or (timeline.entries[-1].date if timeline.entries else None)
    return tag("article", tag("h2", timeline.text), chip(timeline.status, None, day), listed, kind="timeline")


def _entry(entry: TimelineEntry, reference: str, last: bool) -> Html:
    day = tag("time", day_text(entry.date), datetime=entry.date.isoformat())
    quotes = items(_quote(quoted, f"{reference}.{number}") for number, quoted in enumerate(entry.basis))
    summary = tag("summary", count(len(entry.basis), "quotation"))
    opened = {"open": ""} if last else {}
    set_by = f"(set by {'rule' if entry.set_by == 'auto' else entry.set_by})"
    return tag(
        "li",
        tag("p", day, " ", chip(entry.status), " ", quiet(entry.change), kind="when"),
        tag("p", entry.note, " ", quiet(set_by)),
        tag("details", summary, quotes, **opened) if quotes else Html(),
    )


def _quote(quoted: Quoted, reference: str) -> Html:
    words = quoted.citation
    remark = f" {_SCOPE[quoted.scope]}: {quoted.note}" if quoted.note else f" {_SCOPE[quoted.scope]}"
    side = tag("span", quoted.act, kind=f"side side-{_BEARING.get(quoted.side, 'beside')}")
    told = tag("p", button(words.source, data_open=reference), remark, kind="quiet")
    return join(tag("p", side, " ", tag("q", words.quote)), told)
