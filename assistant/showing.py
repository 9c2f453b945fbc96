"""Owns how the register looks in a terminal: its claims, one claim's history, and what moved between two days."""

from collections.abc import Sequence
from datetime import date

from assistant.chips import day_text
from assistant.histories import Move, Quoted, Timeline, TimelineEntry
from assistant.terminal import Screen, count, named, show_quote
from assistant.values import ClaimStatus


def show_claims(screen: Screen, claims: Sequence[ClaimStatus], as_of: date | None) -> None:
    """The register as a table, each claim with its status on the date."""
    if not claims:
        screen.put("The register of this index holds no claim.")
        return
    screen.put(f"{count(len(claims), 'claim')}{f', as of {day_text(as_of)}' if as_of else ''}", style="bold")
    rows = [(c.id, screen.chip(c.status), c.since.isoformat() if c.since else "-", c.text) for c in claims]
    screen.table(("id", "status", "since", "claim"), rows)


def show_known_by(screen: Screen, day: date | None) -> None:
    """The bound of the second clock, where there is one."""
    if day is not None:
        screen.gap()
        screen.put(f"Only what had been received by {day_text(day)}.", style="dim")


def show_timeline(screen: Screen, timeline: Timeline, as_of: date | None) -> None:
    """One claim with each dated entry, why its status changed, and what is new in it."""
    screen.put(timeline.text, style="bold")
    screen.put(screen.chip(timeline.status, None, as_of))
    if not timeline.entries:
        screen.put("Nothing about this claim was known by then.")
    for entry in timeline.entries:
        screen.gap()
        _show_entry(screen, entry)


def show_changes(screen: Screen, moves: Sequence[Move], since: date, until: date | None) -> None:
    """The claims that moved, each with what moved it."""
    window = f"from {day_text(since)}{f' to {day_text(until)}' if until else ' on'}"
    if not moves:
        screen.put(f"No claim is new and no status moved {window}.")
        return
    screen.put(f"{count(len(moves), 'claim')} new or moved {window}", style="bold")
    for move in moves:
        screen.gap()
        screen.put(f"{move.id}  {move.text}", style="bold")
        before = screen.chip(move.was) if move.was else "new"
        screen.put(before, " → " if not screen.is_plain else " -> ", screen.chip(move.status), indent=2)
        for entry in move.entries:
            _show_entry(screen, entry, indent=2, alone=True)


def _show_entry(screen: Screen, entry: TimelineEntry, indent: int = 0, *, alone: bool = False) -> None:
    """Date, status and what became of it; the reason; then what is new, what goes on, and what is taken back.

    What goes on is quoted again where no entry above it has been shown, and where nothing else holds the status up.
    """
    screen.put(f"{day_text(entry.date)}  ", screen.chip(entry.status), f"  {entry.change}", indent=indent)
    if entry.note:
        screen.put("why: ", entry.note, f" (set by: {entry.set_by})" if entry.set_by else "", indent=indent + 2)
    new = entry.new
    for quoted in new:
        _show_quoted(screen, quoted, "new", indent + 4)
    old = [quoted for quoted in entry.basis if quoted not in new]
    if alone or not new:
        for quoted in old:
            _show_quoted(screen, quoted, "known before", indent + 4)
    elif old:
        sources = "; ".join(dict.fromkeys(quoted.citation.source for quoted in old))
        screen.put(f"as before: {sources}", indent=indent + 4)
    for gone in entry.withdrawn:
        screen.put(f"{gone.way}: {named(gone.quoted.citation)}: {gone.why}", indent=indent + 4)


def _show_quoted(screen: Screen, quoted: Quoted, label: str, indent: int) -> None:
    screen.put(f"{label}: {named(quoted.citation)} · {quoted.act}", indent=indent)
    show_quote(screen, quoted.citation, indent=indent + 2)
    if quoted.note:
        screen.put("editor: ", quoted.note, indent=indent + 2)
