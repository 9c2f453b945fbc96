"""Owns the verbs about the register: every claim with its status, one claim with its history, and what moved."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands import editing, options, reviewing
from assistant.commands.exporting import FormatOption, HandlingOption, OutputOption, check_options, put_export
from assistant.commands.options import (
    AsOfOption,
    CorpusOption,
    IndexOption,
    JsonOption,
    KnownByOption,
    day_of,
    put_json,
    screen,
)
from corpus.values import HANDLING

if TYPE_CHECKING:
    from assistant import Assistant

SinceOption = Annotated[str, typer.Option("--since", metavar="DATE", help="The first day: YYYY-MM-DD.")]
UntilOption = Annotated[str | None, typer.Option("--until", metavar="DATE", help="The last day; left out: all after.")]
IdArgument = Annotated[str, typer.Argument(metavar="ID", help="A claim's id, as `briefing claims` lists it.")]


def claims(
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    review: reviewing.ReviewOption = False,
    walk: reviewing.WalkOption = False,
    limit: reviewing.LimitOption = None,
    accept: reviewing.AcceptOption = None,
    reject: reviewing.RejectOption = None,
    scope: reviewing.AsScopeOption = None,
    as_json: JsonOption = False,
    form: FormatOption = None,
    output: OutputOption = None,
    handling: HandlingOption = None,
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """List the register's claims, each with its status on a date; export them; or decide what waits for an editor."""
    if review or walk or limit or accept or reject or scope:
        idle = {"as_of": as_of, "known_by": known_by, "format": form, "output": output, "handling": handling}
        options.refuse("--review, --accept and --reject", **idle)
        reviewing.run(corpus, index, limit, accept or (), reject or (), scope, walk=walk, as_json=as_json)
        return
    day, known = day_of(as_of), day_of(known_by, "known-by")
    check_options(form, output, handling, as_json)
    from assistant.commands.desks import open_desk

    with open_desk(corpus, index) as desk:
        if form is not None:
            put_export(desk.export(form, as_of=day, known_by=known, handling=handling or HANDLING[0]), output)
            return
        found, through = desk.claims(as_of=day, known_by=known), day or desk.index.newest
    if as_json:
        clocks = {"as_of": day.isoformat() if day else None, "known_by": known.isoformat() if known else None}
        put_json(clocks | {"claims": [claim.to_dict() for claim in found]})
        return
    from assistant.showing import show_claims, show_known_by

    show_claims(screen(), found, through)
    show_known_by(screen(), known)


def claim(
    claim_id: IdArgument,
    as_of: AsOfOption = None,
    known_by: KnownByOption = None,
    status: editing.SetOption = None,
    day_set: editing.DateOption = None,
    basis: editing.BasisOption = None,
    scope: editing.ScopeOption = None,
    note: editing.NoteOption = None,
    undo: editing.UndoOption = False,
    as_json: JsonOption = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """Show one claim with each dated change of its status and the quotations that rests on; or set its status."""
    if undo:
        options.refuse(
            "--undo", as_of=as_of, known_by=known_by, set=status, date=day_set, basis=basis, note=note, scope=scope
        )
        editing.undo_claim(claim_id, corpus, index, as_json=as_json)
        return
    if status is not None:
        options.refuse("--set", as_of=as_of, known_by=known_by)
        told = basis or (), scope or (), note or ""
        editing.set_claim(claim_id, status, day_set, *told, corpus, index, as_json=as_json)
        return
    options.refuse("a claim without --set", date=day_set, basis=basis, note=note, scope=scope)
    day, known = day_of(as_of), day_of(known_by, "known-by")
    from assistant.commands.desks import open_desk

    with open_desk(corpus, index) as desk:
        _check_known(desk, claim_id)
        timeline, through = desk.claim(claim_id, as_of=day, known_by=known), day or desk.index.newest
    if as_json:
        put_json(timeline.to_dict() | {"known_by": known.isoformat() if known else None})
        return
    from assistant.showing import show_known_by, show_timeline

    show_timeline(screen(), timeline, through)
    show_known_by(screen(), known)


def changes(
    since: SinceOption,
    until: UntilOption = None,
    known_by: KnownByOption = None,
    as_json: JsonOption = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """Show which claims are new or moved between two days, both included, and on what evidence."""
    first, last, known = day_of(since, "since"), day_of(until, "until"), day_of(known_by, "known-by")
    from assistant.commands.desks import open_desk
    from corpus.errors import QuestionError

    if first is None:
        raise QuestionError("--since is empty; write the first day as YYYY-MM-DD")
    with open_desk(corpus, index) as desk:
        moves = desk.changes(first, last, known_by=known)
    if as_json:
        days = {"since": first, "until": last, "known_by": known}
        told = {name: day.isoformat() if day else None for name, day in days.items()}
        put_json(told | {"changes": [move.to_dict() for move in moves]})
        return
    from assistant.showing import show_changes, show_known_by

    show_changes(screen(), moves, first, last)
    show_known_by(screen(), known)


def _check_known(desk: "Assistant", claim_id: str) -> None:
    """Raises QuestionError with the nearest ids for one that is not in the register."""
    from corpus.errors import QuestionError

    known = [claim.id for claim in desk.claims()]
    if claim_id in known:
        return
    near = get_close_matches(claim_id[:100], known, n=3, cutoff=0.4)
    hint = f"near it: {', '.join(near)}" if near else "see all: briefing claims"
    raise QuestionError(f"no claim {claim_id[:100]!r} in the register; {hint}")
