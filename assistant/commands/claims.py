"""Owns the verbs about the register: every claim with its status, and one claim with its history."""

from difflib import get_close_matches
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.commands.options import AsOfOption, CorpusOption, IndexOption, JsonOption, day_of, put_json, screen

if TYPE_CHECKING:
    from assistant import Assistant

IdArgument = Annotated[str, typer.Argument(metavar="ID", help="A claim's id, as `briefing claims` lists it.")]


def claims(
    as_of: AsOfOption = None, as_json: JsonOption = False, corpus: CorpusOption = None, index: IndexOption = None
) -> None:
    """List the register's claims, each with its status on a date."""
    day = day_of(as_of)
    from assistant.commands.desks import open_desk

    with open_desk(corpus, index) as desk:
        found, through = desk.claims(as_of=day), day or desk.index.newest
    if as_json:
        put_json({"as_of": day.isoformat() if day else None, "claims": [claim.to_dict() for claim in found]})
        return
    from assistant.terminal import show_claims

    show_claims(screen(), found, through)


def claim(
    claim_id: IdArgument,
    as_of: AsOfOption = None,
    as_json: JsonOption = False,
    corpus: CorpusOption = None,
    index: IndexOption = None,
) -> None:
    """Show one claim with each dated change of its status and the quotations that rests on."""
    day = day_of(as_of)
    from assistant.commands.desks import open_desk

    with open_desk(corpus, index) as desk:
        _check_known(desk, claim_id)
        timeline, through = desk.claim(claim_id, as_of=day), day or desk.index.newest
    if as_json:
        put_json(timeline.to_dict())
        return
    from assistant.terminal import show_timeline

    show_timeline(screen(), timeline, through)


def _check_known(desk: "Assistant", claim_id: str) -> None:
    """Raises QuestionError with the nearest ids for one that is not in the register."""
    from corpus.errors import QuestionError

    known = [claim.id for claim in desk.claims()]
    if claim_id in known:
        return
    near = get_close_matches(claim_id[:100], known, n=3, cutoff=0.4)
    hint = f"near it: {', '.join(near)}" if near else "see all: briefing claims"
    raise QuestionError(f"no claim {claim_id[:100]!r} in the register; {hint}")
