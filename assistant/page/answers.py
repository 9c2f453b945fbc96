"""Owns an answer as HTML: premises, labelled statements with numbered citations, conflicts, corrections, details."""

from collections.abc import Iterable
from datetime import date

from assistant.chips import day_text
from assistant.page.markup import Place, block, chip, cites, count, escaped, lines, numbers, place
from assistant.values import Answer, Basis, Citation, Conflict, CorrectionShown, Premise, Side, Statement


def answer_html(answer: Answer, turn: int) -> str:
    """The whole answer; `turn` is its place in the conversation, which its buttons carry."""
    known = numbers(answer)
    return lines([
        block("premise", "What the question takes for granted", lines(_premise(p, _day(answer)) for p in answer.premise)),
        _declined(answer) if answer.declined else lines(_statement(s, known, turn, _day(answer)) for s in answer.statements),
        block("conflicts", "Where sources conflict", lines(_conflict(c, known, turn) for c in answer.conflicts)),
        block("corrections", "Corrected by the desk", lines(_correction(c, known, turn) for c in answer.corrections)),
        block("sources", "Sources", _sources(_foremost(answer), known, turn)),
        _timeline_button(answer, turn),
        _details(answer, known, turn),
    ])


def _day(answer: Answer) -> date | None:
    """The date a label holds for: the one asked about, or that of the newest report used."""
    return answer.as_of or answer.corpus_through


def _premise(premise: Premise, day: date | None) -> str:
    return f'<div class="one">{chip(premise.status, None, day)}<p>{escaped(premise.note)}</p></div>'


def _declined(answer: Answer) -> str:
    reason = answer.reason or "I found no report in the corpus that answers this."
    return f'<div class="statement declined">{chip("unknown", None, _day(answer))}<p>{escaped(reason)}</p></div>'


def _statement(statement: Statement, known: dict[Place, int], turn: int, day: date | None, basis: bool = False) -> str:
    label = chip(statement.status, statement.qualifier, day)
    text = f'<p>{escaped(statement.text)} {cites(statement.citations, known, turn)}</p>'
    return f'<div class="statement">{label}{text}{_basis(statement.basis) if basis else ""}</div>'


def _conflict(conflict: Conflict, known: dict[Place, int], turn: int) -> str:
    sides = "".join(f'<li>{_side(side, known, turn)}</li>' for side in conflict.sides)
    return f'<div class="one"><p>{escaped(conflict.about)}</p><ul class="sides">{sides}</ul></div>'


def _side(side: Side, known: dict[Place, int], turn: int) -> str:
    return f"{escaped(side.text)} {cites(side.citations, known, turn)}"


def _correction(shown: CorrectionShown, known: dict[Place, int], turn: int) -> str:
    record = cites(shown.basis, known, turn)
    return (f'<div class="one"><p><q class="wrong">{escaped(shown.quote)}</q> {cites((shown.citation,), known, turn)}</p>'
            f'<p>{escaped(shown.note)} <span class="quiet">Corrected {day_text(shown.date)}.</span>'
            f'{" The record: " + record if record else ""}</p></div>')


def _foremost(answer: Answer) -> list[Citation]:
    """The citations of what is shown without opening the details."""
    groups = [s.citations for s in answer.statements] + [side.citations for c in answer.conflicts for side in c.sides]
    return _once([*groups, *((c.citation, *c.basis) for c in answer.corrections)])


def _once(groups: Iterable[Iterable[Citation]]) -> list[Citation]:
    return list({place(citation): citation for group in groups for citation in group}.values())


def _sources(citations: Iterable[Citation], known: dict[Place, int], turn: int) -> str:
    inorder = sorted(citations, key=lambda citation: known[place(citation)])
    body = lines(f'<li>{cites((c,), known, turn)} <span>{escaped(c.source)}</span></li>' for c in inorder)
    return f'<ul class="plain">{body}</ul>' if body else ""


def _timeline_button(answer: Answer, turn: int) -> str:
    if not answer.claims:
        return ""
    return f'<p class="actions"><button type="button" class="plainly" data-timeline="{turn}">How the label changed over time</button></p>'


def _details(answer: Answer, known: dict[Place, int], turn: int) -> str:
    """What a reader opens: why each label, more of the evidence, how the answer came about."""
    day = _day(answer)
    why = lines(_why(basis, same) for basis, same in _by_basis(answer.statements).items())
    more = lines(_statement(s, known, turn, day, basis=True) for s in answer.details)
    listed = _sources(_once(s.citations for s in answer.details), known, turn)
    body = lines([
        block("why", "Why each label", why), block("more", "More of the evidence", more + listed),
        block("about", "How this answer came about", _about(answer)),
    ])
    extra = f" and {count(len(answer.details), 'more statement')}" if answer.details else ""
    summary = "Details" if answer.declined else f"Details: why each label{extra}"
    return f'<details class="details"><summary>{escaped(summary)}</summary>{body}</details>'


def _by_basis(statements: Iterable[Statement]) -> dict[Basis, list[Statement]]:
    """Statements of one claim share their label and its reason: it is given once."""
    found: dict[Basis, list[Statement]] = {}
    for statement in statements:
        found.setdefault(statement.basis, []).append(statement)
    return found


def _why(basis: Basis, statements: list[Statement]) -> str:
    texts = "".join(f'<p class="quiet">{escaped(statement.text)}</p>' for statement in statements)
    return f'<div class="one">{texts}{_basis(basis)}</div>'


def _basis(basis: Basis) -> str:
    """The rule that fired, in words, with what it counted and who set it."""
    counted = [count(basis.origins, "origin"), count(basis.outlets, "outlet")] if basis.origins or basis.outlets else []
    set_by = "set by rule" if basis.set_by == "auto" else f"set by {basis.set_by}"
    facts = " · ".join([f"rule {basis.rule}" if basis.rule else "no rule", *counted, set_by])
    return f'<p class="basis">{escaped(basis.why)} <span class="quiet">({escaped(facts)})</span></p>'


def _about(answer: Answer) -> str:
    facts = [*answer.notes]
    facts.append("Known on " + day_text(answer.as_of) + "; later reports were not used." if answer.as_of else "Everything held was used.")
    if answer.corpus_through:
        facts.append(f"The newest report used is of {day_text(answer.corpus_through)}.")
    facts.append(f"Support for this question in the corpus: {answer.support:.2f} of 1.")
    own = "Worded from the reports themselves, without a language model."
    facts.append(f"Worded by {answer.model}; labels are computed by rule." if answer.model else own)
    return f'<ul>{"".join(f"<li>{escaped(fact)}</li>" for fact in facts)}</ul>'
