"""Owns the conversation as HTML: the welcome with its examples, then each question with its answer."""

from collections.abc import Sequence

from assistant.chips import day_text
from assistant.conversation import Place
from assistant.page.answers import answer_html
from assistant.page.markup import Html, button, count, items, join, quiet, tag
from assistant.page.talk import Exchange, Talk, conversed
from index.opening import Index

_LINE = "Answers from contested reports, with exact quotations and a label for how certain each statement is."


def header(index: Index) -> Html:
    """The name, one line of what this is, and what it stands on."""
    newest = f", the newest of {day_text(index.newest)}" if index.newest else ""
    held = count(index.counts.get("report", 0), "report") + newest
    return tag("div", tag("h1", "Briefing"), tag("p", _LINE), tag("p", held, kind="quiet"), kind="head")


def conversation(talk: Talk, examples: Sequence[str] = ()) -> Html:
    """Every exchange, oldest first, or the welcome."""
    numbers = conversed(talk).numbers()
    return join(*(_exchange(exchange, turn, numbers) for turn, exchange in enumerate(talk))) or _welcome(examples)


def _welcome(examples: Sequence[str]) -> Html:
    listed = items(button(text, kind="example", data_ask=text) for text in examples)
    asked = tag("p", "Ask what the reports say, who says it, and what is known on a date.")
    return tag("div", asked, tag("p", "For example:") if listed else "", listed, kind="welcome")


def _exchange(exchange: Exchange, turn: int, numbers: dict[Place, int]) -> Html:
    asked = tag("h2", tag("span", exchange.question), quiet(_clocks(exchange)), kind="question")
    read = exchange.answer.reading if exchange.answer is not None else ()
    how = tag("div", *(tag("p", line) for line in read), kind="reading quiet") if read else Html()
    return tag("section", asked, how, tag("div", _reply(exchange, turn, numbers), kind="answer"), kind="exchange")


def _clocks(exchange: Exchange) -> str:
    """The two dates that bound an answer, the one carried on through the conversation too."""
    answer = exchange.answer
    day = exchange.as_of or (answer.as_of if answer is not None and answer.asks else None)
    known = f" known by {day_text(exchange.known_by)}" if exchange.known_by else ""
    return (f" as of {day_text(day)}" if day else "") + known


def _reply(exchange: Exchange, turn: int, numbers: dict[Place, int]) -> Html:
    if exchange.answer is not None:
        return answer_html(exchange.answer, turn, numbers)
    if exchange.fault:
        return tag("p", exchange.fault, kind="fault", role="alert")
    return tag("p", "Reading the reports", tag("span", kind="dots", aria_hidden="true"), kind="working", role="status")
