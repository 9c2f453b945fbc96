"""Owns an answer as HTML: premises, labelled statements with numbered citations, conflicts, corrections, details."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from assistant.chips import day_text
from assistant.conversation import Conversation, Place, place
from assistant.page import markup
from assistant.page.markup import Html, block, button, chip, count, items, join, quiet, tag
from assistant.values import Answer, Basis, Citation, Conflict, CorrectionShown, Premise, Statement

_Reason = tuple[str, str]
"""Why a label was given, and by which rule."""


@dataclass(frozen=True, slots=True)
class _Frame:
    """What every part of one answer shares: its numbers, its place in the conversation, the date of its labels."""

    numbers: dict[Place, int]
    turn: int
    day: date | None

    def cites(self, citations: Iterable[Citation]) -> Html:
        return markup.cites(citations, self.numbers, self.turn)


def answer_html(answer: Answer, turn: int, numbers: dict[Place, int] | None = None) -> Html:
    """The whole answer; `turn` is its place in the conversation, which its buttons carry, and `numbers` are the
    conversation's."""
    numbers = Conversation.of([answer]).numbers() if numbers is None else numbers
    frame = _Frame(numbers, turn, answer.as_of or answer.corpus_through)
    said = [_declined(answer, frame)] if answer.declined else [_statement(s, frame) for s in answer.statements]
    return join(
        tag("div", *(tag("p", line) for line in answer.opening), kind="opening") if answer.opening else Html(),
        block("premise", "What the question takes for granted", *(_premise(p, frame) for p in answer.premise)),
        *said,
        block("conflicts", "Where sources conflict", *(_conflict(c, frame) for c in answer.conflicts)),
        block("corrections", "Corrected by the desk", *(_correction(c, frame) for c in answer.corrections)),
        block("sources", "Sources", _sources(_foremost(answer), frame)),
        tag("p", button("How the label changed over time", data_timeline=str(turn))) if answer.claims else Html(),
        _details(answer, frame) if answer.asks else Html(),
    )


def _premise(premise: Premise, frame: _Frame) -> Html:
    return tag("div", chip(premise.status, None, frame.day), tag("p", premise.note), kind="one")


def _declined(answer: Answer, frame: _Frame) -> Html:
    reason = answer.reason or "I found no report in the corpus that answers this."
    if not answer.asks:
        return tag("div", tag("p", reason), kind="statement aside")
    return tag("div", chip("unknown", None, frame.day), tag("p", reason), kind="statement declined")


def _statement(statement: Statement, frame: _Frame) -> Html:
    label = chip(statement.status, statement.qualifier, frame.day)
    return tag("div", label, tag("p", statement.text, frame.cites(statement.citations)), kind="statement")


def _conflict(conflict: Conflict, frame: _Frame) -> Html:
    sides = (join(side.text, frame.cites(side.citations)) for side in conflict.sides)
    return tag("div", tag("p", conflict.about), items(sides, kind="sides"), kind="one")


def _correction(shown: CorrectionShown, frame: _Frame) -> Html:
    record = frame.cites(shown.basis)
    wrong = tag("p", tag("q", shown.quote, kind="wrong"), frame.cites((shown.citation,)))
    dated = quiet(f"Corrected {day_text(shown.date)}.")
    said = tag("p", shown.note, " ", dated, " The record:" if record else "", record)
    return tag("div", wrong, said, kind="one")


def _foremost(answer: Answer) -> list[Citation]:
    """The citations of what is shown without opening the details."""
    groups = [s.citations for s in answer.statements] + [side.citations for c in answer.conflicts for side in c.sides]
    return _once([*groups, *((c.citation, *c.basis) for c in answer.corrections)])


def _once(groups: Iterable[Iterable[Citation]]) -> list[Citation]:
    return list({place(citation): citation for group in groups for citation in group}.values())


def _sources(citations: Iterable[Citation], frame: _Frame) -> Html:
    inorder = sorted(citations, key=lambda citation: frame.numbers[place(citation)])
    return items(join(frame.cites((citation,)), " ", citation.source) for citation in inorder)


def _details(answer: Answer, frame: _Frame) -> Html:
    """What a reader opens: why each label, more of the evidence, how the answer came about."""
    reasons = _reasons(answer.statements)
    more = [tag("div", _statement(s, frame), _own_reason(s.basis, reasons)) for s in answer.details]
    extra = f" and {count(len(answer.details), 'more statement')}" if answer.details else ""
    return tag(
        "details",
        tag("summary", "Details" if answer.declined else f"Details: why each label{extra}"),
        block("why", "Why each label", *(_why(reason, texts) for reason, texts in reasons.items())),
        block("more", "More of the evidence", *more, _sources(_once(s.citations for s in answer.details), frame)),
        block("about", "How this answer came about", _about(answer), _made(frame)),
        kind="details",
    )


def _made(frame: _Frame) -> Html:
    return tag("p", button("How this answer was made, step by step", data_trace=str(frame.turn)))


def _reasons(statements: Iterable[Statement]) -> dict[_Reason, list[str]]:
    """Each reason once with the statements it labels: those of one claim share it."""
    found: dict[_Reason, list[str]] = {}
    for statement in statements:
        basis = statement.basis
        found.setdefault((basis.why, _rule(basis)), []).append(f"{statement.text} ({_counted(basis)})")
    return found


def _why(reason: _Reason, texts: list[str]) -> Html:
    why, rule = reason
    return tag("div", tag("p", why, " ", quiet(f"({rule})")), items(texts, kind="quiet"), kind="one")


def _own_reason(basis: Basis, given: dict[_Reason, list[str]]) -> Html:
    """Why a further statement has its label, where that is not among the reasons already given."""
    same = (basis.why, _rule(basis)) in given
    return tag("p", _counted(basis) if same else f"{basis.why} ({_rule(basis)}; {_counted(basis)})", kind="quiet")


def _rule(basis: Basis) -> str:
    rule = "the register's entry" if basis.rule == "0" else f"rule {basis.rule}" if basis.rule else "no rule"
    return f"{rule}, set by {'rule' if basis.set_by == 'auto' else basis.set_by}"


def _counted(basis: Basis) -> str:
    return f"{count(basis.origins, 'origin')}, {count(basis.outlets, 'outlet')}"


def _about(answer: Answer) -> Html:
    shown = {*answer.opening, *answer.reading}
    facts = [note for note in answer.notes if note not in shown]
    if answer.as_of:
        facts.append(f"Known on {day_text(answer.as_of)}; later reports were not used.")
    if answer.corpus_through:
        facts.append(f"The newest report used is of {day_text(answer.corpus_through)}.")
    facts.append(f"How well the corpus answers this question: {answer.support:.2f} of 1.")
    own = "Worded from the reports themselves, without a language model."
    facts.append(f"Worded by {answer.model}; labels are computed by rule." if answer.model else own)
    return items(facts, kind="")
