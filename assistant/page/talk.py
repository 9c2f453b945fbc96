"""Owns a conversation on the page: asking, failing, and finding what a button of the page stands for."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from assistant.conversation import Conversation, place
from assistant.dates import parse_as_of
from assistant.histories import Timeline
from assistant.page.markup import Html, tag
from assistant.page.sources import cannot_open, choose, opened
from assistant.page.timelines import timelines
from assistant.page.traces import trace_html
from assistant.values import Answer, Citation, Turn
from corpus.errors import BriefingError, QuestionError
from corpus.values import Status

if TYPE_CHECKING:
    from assistant import Assistant

_EXAMPLES: Final = 4
_GONE: Final = "This belongs to a conversation that is no longer open. Ask again."
_CHANGED: Final = "The index has changed since this was answered. Ask again."
_BROKEN: Final = "This could not be answered because of a fault on our side; the server's log says which. Ask again."


@dataclass(frozen=True, slots=True)
class Exchange:
    """One question with its answer, the line that says why there is none, or neither while it is being made."""

    question: str
    as_of: date | None = None
    answer: Answer | None = None
    fault: str = ""
    known_by: date | None = None

    @property
    def pending(self) -> bool:
        """Whether the answer is still being made."""
        return self.answer is None and not self.fault


Talk = list[Exchange]
"""One reader's conversation. It changes in place, so that a late answer cannot bring a cleared conversation back."""


def date_fault(text: str, clock: str = "as-of") -> str:
    """What is wrong with a date, or nothing."""
    try:
        parse_as_of(text, clock)
    except QuestionError as fault:
        return str(fault)
    return ""


def date_line(day: str, known: str = "") -> Html:
    """The same of both date fields as a line under them."""
    fault = date_fault(day) or date_fault(known, "known-by")
    return tag("p", fault, kind="fault", role="alert") if fault else Html()


def begin(talk: Talk, question: str, day: str, known: str = "") -> bool:
    """Put a question at the end, waiting for its answer. False where nothing can be asked now."""
    if not question.strip() or date_line(day, known) or (talk and talk[-1].pending):
        return False
    talk.append(Exchange(question.strip(), parse_as_of(day), known_by=parse_as_of(known, "known-by")))
    return True


def finish(desk: "Assistant", talk: Talk) -> bool:
    """Answer the waiting question; an expected failure is one line, never "no evidence". False where nothing waits."""
    if not talk or not talk[-1].pending:
        return False
    waiting = talk[-1]
    try:
        answer = desk.answer(
            waiting.question, history=_turns(talk), as_of=_bound(talk, waiting), known_by=waiting.known_by
        )
    except BriefingError as fault:
        return _settle(talk, waiting, replace(waiting, fault=str(fault)))
    return _settle(talk, waiting, replace(waiting, answer=answer))


def _bound(talk: Talk, waiting: Exchange) -> date | str | None:
    """The date in the field. One that was taken out of it since the question before does not carry on."""
    before = next((exchange for exchange in reversed(talk) if exchange.answer is not None), None)
    return waiting.as_of or ("" if before is not None and before.as_of is not None else None)


def conversed(talk: Talk) -> Conversation:
    """The conversation so far: what its citations are numbered by."""
    return Conversation(tuple(_turns(talk)))


def fail(talk: Talk) -> bool:
    """Say so where a failure nobody expected left a question waiting."""
    return bool(talk) and talk[-1].pending and _settle(talk, talk[-1], replace(talk[-1], fault=_BROKEN))


def _settle(talk: Talk, waiting: Exchange, settled: Exchange) -> bool:
    """Put the settled exchange in the place of the one that waited, if that is still there."""
    if not talk or talk[-1] is not waiting:
        return False
    talk[-1] = settled
    return True


def examples(desk: "Assistant") -> tuple[str, ...]:
    """Questions the register's own claims answer, of as many statuses as there are."""
    firsts: dict[Status, str] = {}
    others: list[str] = []
    for claim in desk.claims():
        wordings = desk.index.claims[claim.id].also if claim.id in desk.index.claims else ()
        question = next((text for text in wordings if text.endswith("?")), claim.text)
        if claim.status in firsts:
            others.append(question)
        firsts.setdefault(claim.status, question)
    return tuple([*firsts.values(), *others][:_EXAMPLES])


def first_source(desk: "Assistant", talk: Talk) -> Html:
    """The report that the newest answer cites first."""
    answer = talk[-1].answer
    if answer is None or not answer.citations():
        return choose()
    return open_reference(desk, talk, f"{len(talk) - 1}.{conversed(talk).numbers()[place(answer.citations()[0])]}")


def last_timelines(desk: "Assistant", talk: Talk) -> Html:
    """The histories of the claims that the newest answer touched."""
    return open_timelines(desk, talk, str(len(talk) - 1))


def open_timelines(desk: "Assistant", talk: Talk, turn: str) -> Html:
    """The histories of the claims that an answer touched, up to the date it was asked for."""
    try:
        return timelines(_touched(desk, talk, int(turn)), int(turn))
    except (ValueError, IndexError):
        return cannot_open(_GONE)
    except BriefingError as fault:
        return cannot_open(str(fault))


def open_trace(desk: "Assistant", talk: Talk, turn: str) -> Html:
    """How an answer was made: it is made once more, and its way is kept this time."""
    try:
        asked = talk[int(turn)]
        before = talk[: int(turn)]
        bounds = {"as_of": _bound(before, asked), "known_by": asked.known_by}
        trace = desk.explain(asked.question, history=_turns(before), **bounds)
    except (ValueError, IndexError):
        return cannot_open(_GONE)
    except BriefingError as fault:
        return cannot_open(str(fault))
    return trace_html(trace) if trace.answer == asked.answer else cannot_open(_CHANGED)


def open_reference(desk: "Assistant", talk: Talk, reference: str) -> Html:
    """The report a button stands for. The browser names a place in this conversation, never a report."""
    try:
        turn, *rest = (int(part) for part in reference.split("."))
        citation = _of_timeline(_touched(desk, talk, turn), rest) if len(rest) > 1 else _of_answer(talk, turn, rest[0])
    except (ValueError, IndexError):
        return cannot_open(_GONE)
    except BriefingError as fault:
        return cannot_open(str(fault))
    answer = talk[turn].answer
    report = desk.index.report(citation.report)
    return opened(report, desk.index.publisher(report) if report else None, citation, answer.as_of if answer else None)


def _touched(desk: "Assistant", talk: Talk, turn: int) -> tuple[Timeline, ...]:
    answer = talk[turn].answer
    return tuple(desk.claim(claim, answer.as_of, answer.known_by) for claim in answer.claims) if answer else ()


def _of_answer(talk: Talk, turn: int, number: int) -> Citation:
    answer = talk[turn].answer
    if answer is None or number < 1:
        raise IndexError(number)
    asked = place(conversed(talk).citations()[number - 1])
    found = [citation for citation in answer.citations() if place(citation) == asked]
    return found[0]  # an IndexError where another turn's number is asked of this one


def _of_timeline(shown: tuple[Timeline, ...], rest: list[int]) -> Citation:
    claim, entry, quotation = rest
    return shown[claim].entries[entry].basis[quotation].citation


def _turns(talk: Talk) -> list[Turn]:
    return [Turn(exchange.question, exchange.answer) for exchange in talk if exchange.answer is not None]
