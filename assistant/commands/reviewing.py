"""Owns `briefing claims --review`: the editor's queue on a screen or as JSON, and the decisions on it."""

import sys
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from assistant.chips import day_text
from assistant.commands.editing import scope_of
from assistant.commands.options import put_json, refuse, screen
from assistant.commands.registers import Register, find_register
from corpus.errors import RegisterError
from corpus.values import Link, Scope

if TYPE_CHECKING:
    from assistant.propositions import ProposedLink
    from assistant.review import Review, Uncovered
    from assistant.terminal import Screen

ReviewOption = Annotated[bool, typer.Option("--review", help="What waits for an editor: links the rules leave open.")]
WalkOption = Annotated[bool, typer.Option("--walk", help="With --review: decide one link after the other.")]
LimitOption = Annotated[
    int | None, typer.Option("--limit", metavar="N", min=1, help="With --review: how many of each.")
]
AcceptOption = Annotated[
    list[str] | None, typer.Option("--accept", metavar="LINK", help="Write a link of the queue to its claim's file.")
]
RejectOption = Annotated[
    list[str] | None, typer.Option("--reject", metavar="LINK", help="The same, that it is not about the claim.")
]
AsScopeOption = Annotated[
    str | None, typer.Option("--scope", metavar="SCOPE", help="With --accept: same, broader or narrower.")
]
_SHOWN = 20
_ANSWERS: dict[str, Scope] = {"s": "same", "b": "broader", "n": "narrower", "r": "different"}
_PROMPT = "a accept, or as s same, b broader, n narrower; r reject; Enter leaves it; q ends > "


def run(
    corpus: Path | None,
    index: Path | None,
    limit: int | None,
    accepted: Sequence[str],
    rejected: Sequence[str],
    scope: str | None,
    *,
    walk: bool,
    as_json: bool,
) -> None:
    """List the queue, walk through it, or decide what was named."""
    if accepted or rejected or scope:
        refuse("--accept and --reject", walk=walk, limit=limit)
        decide_links(accepted, rejected, scope, corpus, index, as_json=as_json)
    elif walk:
        refuse("--walk", json=as_json)
        walk_queue(corpus, index, limit or _SHOWN)
    else:
        show_queue(corpus, index, limit or _SHOWN, as_json=as_json)


def show_queue(corpus: Path | None, index: Path | None, limit: int, *, as_json: bool) -> None:
    """List the queue."""
    found = _queue(corpus, index)
    if as_json:
        put_json(_as_dict(found, limit))
        return
    shown = screen()
    _show_links(shown, found.links, limit)
    shown.gap()
    _show_uncovered(shown, found.uncovered, limit)


def walk_queue(corpus: Path | None, index: Path | None, limit: int) -> None:
    """Ask for a decision on each link; what was decided is in the files even if the walk is broken off."""
    register = find_register(corpus, index)
    links = _queue(corpus, index).links[:limit]
    shown, decided = screen(), 0
    try:
        for number, link in enumerate(links, start=1):
            _show_link(shown, number, link)
            answer = _ask()
            if answer in {"q", None}:
                break
            scope = link.bearing.scope if answer == "a" else _ANSWERS.get(answer or "")
            if scope is not None:
                shown.put(_write(register, link, scope), indent=4)
                decided += 1
    finally:
        if decided:
            register.bring_up()
    shown.put(f"{decided} decided of {len(links)}.")


def decide_links(
    accepted: Sequence[str],
    rejected: Sequence[str],
    scope: str | None,
    corpus: Path | None,
    index: Path | None,
    *,
    as_json: bool,
) -> None:
    """Write decisions to the files of their claims."""
    if scope is not None and (scope == "different" or not accepted):
        raise RegisterError("--scope goes with --accept, and is same, broader or narrower; --reject is for the rest")
    wanted: Scope | None = scope_of(scope) if scope is not None else None
    register = find_register(corpus, index)
    queue = {link.id: link for link in _queue(corpus, index).links}
    if unknown := [key for key in (*accepted, *rejected) if key not in queue]:
        raise RegisterError(
            f"no link {unknown[0][:40]!r} in the queue, or it is decided; see: briefing claims --review"
        )
    if both := set(accepted) & set(rejected):
        raise RegisterError(f"{min(both)} is both accepted and rejected; say one")
    decisions: dict[str, Scope] = {key: wanted or queue[key].bearing.scope for key in accepted}
    decisions |= dict.fromkeys(rejected, "different")
    written: list[str] = []
    try:
        for key, decided in decisions.items():
            written.append(_write(register, queue[key], decided))
    finally:
        if written:
            register.bring_up()
    if as_json:
        put_json([{"id": key, "claim": queue[key].claim.id, "scope": decisions[key]} for key in decisions])
    else:
        for line in written:
            typer.echo(line)


def _write(register: Register, link: "ProposedLink", scope: Scope) -> str:
    from corpus.editing import add_link

    decision = Link(link.report.id, link.quote, scope, date.today())
    edit = add_link(register.folder, link.claim.id, decision, register.journal)
    what = "rejected" if scope == "different" else f"accepted as {scope}"
    return f"{link.id} {what}. Written to {edit.path}:{edit.line}"


def _queue(corpus: Path | None, index: Path | None) -> "Review":
    from assistant.commands.desks import open_desk
    from assistant.review import review

    with open_desk(corpus, index) as desk:
        return review(desk.index)


def _ask() -> str | None:
    """One letter, or None at the end of the input."""
    typer.echo(_PROMPT, nl=False)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        typer.echo()
    return line.strip().lower()[:1] if line else None


# On a screen


def _show_links(shown: "Screen", links: "Sequence[ProposedLink]", limit: int) -> None:
    more = f", the newest {limit}" if len(links) > limit else ""
    shown.put(f"Links to decide: {len(links)}{more}", style="bold")
    for number, link in enumerate(links[:limit], start=1):
        shown.gap()
        _show_link(shown, number, link)
    if links:
        shown.gap()
        shown.put(
            "Decide: briefing claims --accept LINK [--scope SCOPE], --reject LINK, or --review --walk", style="dim"
        )


def _show_link(shown: "Screen", number: int, link: "ProposedLink") -> None:
    day = day_text(link.report.published) if link.report.published else "undated"
    shown.put(f"{number}. {link.id}  {day}  {link.report.id}", style="bold")
    shown.put("“", link.quote, "”", indent=4)
    shown.put(f"{link.claim.id}: ", link.claim.text, indent=4)
    sure = "certain, and later than the last entry" if link.bearing.certain else "uncertain"
    shown.put(f"{link.bearing.scope} ({sure}): {link.bearing.why}", indent=4)


def _show_uncovered(shown: "Screen", groups: "Sequence[Uncovered]", limit: int) -> None:
    more = f", the first {limit}" if len(groups) > limit else ""
    shown.put(f"Matters that no claim covers: {len(groups)}{more}", style="bold")
    for number, group in enumerate(groups[:limit], start=1):
        shown.gap()
        counts = f"{_count(group.origins, 'origin')}, {_count(group.outlets, 'outlet')}"
        shown.put(f"{number}. {counts}", style="bold")
        for told in group.told:
            shown.put(f"{told.report.id}: “{told.quote}”", indent=4)


def _count(number: int, thing: str) -> str:
    return f"{number} {thing}{'' if number == 1 else 's'}"


# For programs


def _as_dict(found: "Review", limit: int) -> dict[str, Any]:
    return {
        "links": [_link_dict(link) for link in found.links[:limit]],
        "links_in_all": len(found.links),
        "uncovered": [_group_dict(group) for group in found.uncovered[:limit]],
        "uncovered_in_all": len(found.uncovered),
    }


def _link_dict(link: "ProposedLink") -> dict[str, Any]:
    published = link.report.published
    return {
        "id": link.id,
        "claim": link.claim.id,
        "claim_text": link.claim.text,
        "report": link.report.id,
        "published": published.isoformat() if published else None,
        "quote": link.quote,
        "start": link.assertion.frame_start,
        "end": link.assertion.frame_end,
        "stance": link.assertion.stance,
        "scope": link.bearing.scope,
        "certain": link.bearing.certain,
        "why": link.bearing.why,
    }


def _group_dict(group: "Uncovered") -> dict[str, Any]:
    told = [{"report": t.report.id, "quote": t.quote, "origin": t.origin or None} for t in group.told]
    return {"origins": group.origins, "outlets": group.outlets, "assertions": told}
