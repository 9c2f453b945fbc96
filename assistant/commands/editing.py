"""Owns what `briefing claim` writes: an editor sets a status, or takes the last edit of a claim back."""

import re
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from assistant.chips import day_text
from assistant.commands.options import put_json, say
from assistant.commands.registers import Register, find_register
from assistant.terminal import one_line
from corpus.errors import RegisterError
from corpus.values import STRENGTH, Claim, Quotation, Scope, Status, StatusChange

if TYPE_CHECKING:
    from index.assertions.sentences import Span

SetOption = Annotated[str | None, typer.Option("--set", metavar="STATUS", help="Give the claim this status.")]
DateOption = Annotated[str | None, typer.Option("--date", metavar="DATE", help="With --set: from which day.")]
BasisOption = Annotated[
    list[str] | None,
    typer.Option("--basis", metavar="REPORT:QUOTE", help="With --set: exact words it rests on; as often as needed."),
]
NoteOption = Annotated[str | None, typer.Option("--note", metavar="TEXT", help="With --set: why, for the reader.")]
ScopeOption = Annotated[
    list[str] | None,
    typer.Option("--scope", metavar="SCOPE", help="same, broader, narrower or different; once, or once a --basis."),
]
UndoOption = Annotated[bool, typer.Option("--undo", help="Take back the last edit of this claim from here.")]


def set_claim(
    claim_id: str,
    status: str,
    day: str | None,
    basis: Sequence[str],
    scopes: Sequence[str],
    note: str,
    corpus: Path | None,
    index: Path | None,
    *,
    as_json: bool,
) -> None:
    """Add a dated entry to a claim's history. Nothing is written unless the whole corpus holds with it."""
    from corpus.editing import set_status

    change = StatusChange(_day(day), _status(status), note, _basis(basis, scopes))
    register = find_register(corpus, index)
    _check_whole(change.basis, register.folder)
    edit = set_status(register.folder, claim_id, change, register.journal)
    register.bring_up()
    warning = _warning(edit.claim, change, register)
    if as_json:
        made = {"claim": claim_id, "status": status, "date": change.date.isoformat(), "file": str(edit.path)}
        put_json(made | {"line": edit.line, "warning": warning or None})
        return
    typer.echo(f"{claim_id} is {status} from {day_text(change.date)}. Written to {edit.path}:{edit.line}")
    later = [entry for entry in edit.claim.history if entry.date > change.date]
    if later:
        typer.echo(f"Later entries stand: from {day_text(later[0].date)} it is {later[0].status}.")
    if warning:
        say(f"warning: {warning}")


def undo_claim(claim_id: str, corpus: Path | None, index: Path | None, *, as_json: bool) -> None:
    """Take back the last entry or link that was written from the command line."""
    from corpus.editing import undo

    register = find_register(corpus, index)
    before = _claim(register.folder, claim_id)
    path = undo(register.folder, claim_id, register.journal)
    after = _claim(register.folder, claim_id)
    register.bring_up()
    gone = _taken_back(before, after)
    if as_json:
        put_json({"claim": claim_id, "file": str(path), "undone": True, "taken_back": gone})
        return
    for words in gone:
        typer.echo(f"Taken back: {words}")
    typer.echo(f"{path} is as it was before the last edit.")


def scope_of(value: str) -> Scope:
    """One of the four. Raises RegisterError."""
    for scope in get_args(Scope):
        if value == scope:
            return scope  # type: ignore[no-any-return]
    raise RegisterError(f"--scope: {value[:40]!r} is not one of {', '.join(get_args(Scope))}")


def _status(value: str) -> Status:
    for status in get_args(Status):
        if value == status:
            return status  # type: ignore[no-any-return]
    raise RegisterError(f"--set: {value[:40]!r} is not a status; there are {', '.join(get_args(Status))}")


def _day(value: str | None) -> date:
    try:
        day = date.fromisoformat(value or "")
    except ValueError:
        raise RegisterError(f"--date: {(value or '')[:40]!r} is not a day; write YYYY-MM-DD with --set") from None
    if day > date.today():
        raise RegisterError(f"--date: {day} has not come yet; an entry says what is known")
    return day


def _basis(basis: Sequence[str], scopes: Sequence[str]) -> tuple[Quotation, ...]:
    if len(scopes) > 1 and len(scopes) != len(basis):
        raise RegisterError(f"--scope is given {len(scopes)} times and --basis {len(basis)} times; once, or once each")
    each = list(scopes) if len(scopes) > 1 else [*(scopes or ["same"])] * len(basis)
    return tuple(
        Quotation(report.strip(), quote.strip(), scope_of(scope))
        for (report, _, quote), scope in zip((text.partition(":") for text in basis), each, strict=True)
    )


def _check_whole(basis: Sequence[Quotation], folder: Path) -> None:
    """Raises RegisterError for words that are a part of a sentence: half a sentence may say what the whole does not."""
    from corpus import check_corpus
    from index.assertions.sentences import split_sentences

    texts = {report.id: report.text for report in check_corpus(folder)[0].corpus.reports}
    for quotation in basis:
        text, quote = texts.get(quotation.report, ""), quotation.quote
        places = [found.start() for found in re.finditer(re.escape(quote), text)] if quote else []
        spans = split_sentences(text) if places else []
        whole = [text[a:b] for at in places for a, b in [_around(spans, at, at + len(quote))]]
        if whole and quote not in whole:
            raise RegisterError(
                f"--basis: these words are only a part of a sentence of {quotation.report!r}; use the whole: {whole[0]}"
            )


def _around(spans: Sequence["Span"], start: int, end: int) -> tuple[int, int]:
    """From where the first sentence that some words touch begins to where the last one ends."""
    touched = [span for span in spans if span.start < end and span.end > start]
    return (touched[0].start, touched[-1].end) if touched else (start, end)


def _claim(folder: Path, claim_id: str) -> Claim | None:
    from corpus import check_corpus

    return next((claim for claim in check_corpus(folder)[0].corpus.register if claim.id == claim_id), None)


def _taken_back(before: Claim | None, after: Claim | None) -> list[str]:
    """What a claim had and has no more, in words."""
    if before is None or after is None:
        return []
    entries = [c for c in before.history if before.history.count(c) > after.history.count(c)]
    links = [link for link in before.links if link not in after.links]
    said = [f"{before.id} {c.status} from {day_text(c.date)}{f' ({c.note})' if c.note else ''}" for c in entries[-1:]]
    said += [f"{before.id} link to {link.report} as {link.scope}: {link.quote}" for link in links]
    return [one_line(words) for words in said]


def _warning(claim: Claim, change: StatusChange, register: Register) -> str:
    """That the editor goes further than the rules would; the editor leads, and is told."""
    from assistant.review import ruled

    with register.desk() as desk:
        status, basis = ruled(claim, change.date, desk.index)
    if STRENGTH[change.status] <= STRENGTH[status]:
        return ""
    return (
        f"{change.status} is stronger than the rules give for this evidence: {status} (rule {basis.rule}: {basis.why})"
    )
