"""Owns the conversation as HTML: the welcome with its examples, then each question with its answer."""

from collections.abc import Sequence

from assistant.chips import day_text
from assistant.page.answers import answer_html
from assistant.page.markup import Html, button, count, items, join, quiet, tag
from assistant.page.talk import Exchange, Talk
from index.opening import Index

_LINE = "Answers from contested reports, with exact quotations and a label for how certain each statement is."


def header(index: Index) -> Html:
    """The name, one line of what this is, and what it stands on."""
    newest = f", the newest of {day_text(index.newest)}" if index.newest else ""
    held = count(index.counts.get("report", 0), "report") + newest
    return tag("div", tag("h1", "Briefing"), tag("p", _LINE), tag("p", held, kind="quiet"), kind="head")


def conversation(talk: Talk, examples: Sequence[str] = ()) -> Html:
    """Every exchange, oldest first, or the welcome."""
    return join(*(_exchange(exchange, turn) for turn, exchange in enumerate(talk))) or _welcome(examples)


def _welcome(examples: Sequence[str]) -> Html:
    listed = items(button(text, kind="example", data_ask=text) for text in examples)
    asked = tag("p", "Ask what the reports say, who says it, and what is known on a date.")
    return tag("div", asked, tag("p", "For example:") if listed else "", listed, kind="welcome")


def _exchange(exchange: Exchange, turn: int) -> Html:
    day = quiet(f" as of {day_text(exchange.as_of)}") if exchange.as_of else ""
    asked = tag("h2", tag("span", exchange.question), day, kind="question")
    return tag("section", asked, tag("div", _reply(exchange, turn), kind="answer"), kind="exchange")


def _reply(exchange: Exchange, turn: int) -> Html:
    if exchange.answer is not None:
        return answer_html(exchange.answer, turn)
    if exchange.fault:
        return tag("p", exchange.fault, kind="fault", role="alert")
    return tag("p", "Reading the reports", tag("span", kind="dots", aria_hidden="true"), kind="working", role="status")
