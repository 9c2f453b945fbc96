"""Owns the conversation as HTML: the welcome with its examples, then each question with its answer."""

from collections.abc import Sequence

from assistant.chips import day_text
from assistant.page.answers import answer_html
from assistant.page.markup import count, escaped
from assistant.page.talk import Exchange, Talk
from index.opening import Index


def header(index: Index) -> str:
    """The name, one line of what this is, and what it stands on."""
    newest = f", the newest of {day_text(index.newest)}" if index.newest else ""
    held = count(index.counts.get("report", 0), "report") + newest
    return ('<div class="head"><h1>Briefing</h1><p>Answers from contested reports, with exact quotations and a label for how certain each '
            f'statement is.</p><p class="quiet">{escaped(held)}</p></div>')


def conversation(talk: Talk, examples: Sequence[str] = ()) -> str:
    """Every exchange, oldest first, or the welcome."""
    return "".join(_exchange(exchange, turn) for turn, exchange in enumerate(talk)) or welcome(examples)


def welcome(examples: Sequence[str]) -> str:
    """What stands there before the first question."""
    buttons = "".join(f'<li><button type="button" class="example" data-ask="{escaped(text)}">{escaped(text)}</button></li>' for text in examples)
    listed = f'<p>For example:</p><ul class="plain">{buttons}</ul>' if buttons else ""
    return f'<div class="welcome"><p>Ask what the reports say, who says it, and what is known on a date.</p>{listed}</div>'


def _exchange(exchange: Exchange, turn: int) -> str:
    day = f' <span class="quiet">as of {day_text(exchange.as_of)}</span>' if exchange.as_of else ""
    asked = f'<h2 class="question"><span>{escaped(exchange.question)}</span>{day}</h2>'
    return f'<section class="exchange">{asked}<div class="answer">{_reply(exchange, turn)}</div></section>'


def _reply(exchange: Exchange, turn: int) -> str:
    if exchange.answer is not None:
        return answer_html(exchange.answer, turn)
    if exchange.fault:
        return f'<p class="fault" role="alert">{escaped(exchange.fault)}</p>'
    return '<p class="working" role="status">Reading the reports<span aria-hidden="true" class="dots"></span></p>'
