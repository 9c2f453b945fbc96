"""Owns the extractive drafter: findings into statements, each attribution + neutral verb + what was said, status
first."""

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.claims import is_matter
from assistant.evidence import Evidence, citation
from assistant.figures import Figure
from assistant.premises import saying_fault
from assistant.status import CLOSE, bearings, decide, same_matter
from assistant.values import Basis, Citation, Statement, assertion_key, stronger
from assistant.weighing import Findings, status_of
from assistant.wording import claim_clause, long_day, publisher_name, range_text, sentence
from corpus.values import Claim, Status

if TYPE_CHECKING:
    from index.opening import Index

WORDS = 120
"""About as many words as a reader takes in before details: longer answers raise confidence without accuracy."""
NEEDED = 150
"""What the status, each side and what is mistaken for evidence may take together; everything beyond waits in the
details."""

_DANGLING = re.compile(r"(?:He|She|It|They|This|That|These|Those|Neither|Both|His|Her|Its|Their|Such)\b")
"""A sentence of the report's own that only goes on with the one before cannot stand alone."""
_LEADS: dict[Status, str] = {
    "confirmed": "It is confirmed that {claim}.",
    "reported": "It is reported, and not confirmed, that {claim}.",
    "assessed": "It is assessed as {term}, and not confirmed, that {claim}.",
    "unverified": "It is reported but unverified that {claim}.",
    "disputed": "It is disputed, and not confirmed, that {claim}.",
    "refuted": "Refuted or withdrawn by its own source: the claim that {claim}.",
    "unknown": "No report held says that {claim}.",
}
_MATTER_LEADS: dict[Status, str] = {
    "confirmed": "Confirmed: {claim}.",
    "reported": "Reported, and not confirmed: {claim}.",
    "assessed": "Assessed, and not confirmed: {claim}.",
    "unverified": "Unverified: {claim}.",
    "disputed": "Disputed: {claim}.",
    "refuted": "Refuted or withdrawn: {claim}.",
    "unknown": "Not in any report held: {claim}.",
}
_WORD: dict[Status, str] = {
    "confirmed": "Confirmed",
    "reported": "Reported",
    "assessed": "Assessed",
    "unverified": "Unverified",
    "disputed": "Disputed",
    "refuted": "Refuted, withdrawn",
    "unknown": "No evidence",
}


def draft(findings: Findings, index: "Index") -> tuple[Statement, ...]:
    """Every statement the findings give, the most needed first; the caller shows what fits and keeps the rest as
    details."""
    question = findings.question
    if question.kind == "how_many" and findings.figures:
        return _figures(findings, index)
    said = _act(findings, index)
    made = _claim(findings, findings.claim, index) if findings.claim is not None else _assertions(findings, index)
    if not said:
        return made
    told = {(c.report, c.start) for c in said[0].citations}
    return (*said, *(m for m in made if not {(c.report, c.start) for c in m.citations} <= told))


def _act(findings: Findings, index: "Index") -> tuple[Statement, ...]:
    """For "did S confirm / deny it?": that no report says so, with what S did say. Empty where S did, or nothing
    of the kind is asked."""
    saying = findings.question.saying
    if saying is None or findings.premises or (saying.act == "say" and findings.question.kind != "yes_no"):
        return ()
    fault, own = saying_fault(saying, findings.evidence, (), index)
    if not fault:
        return ()
    claim = findings.claim.id if findings.claim else ""
    return (
        Statement(
            fault, findings.status, None, findings.basis, _citations([own] if own else findings.evidence[:1]), claim
        ),
    )


def fit(statements: Sequence[Statement]) -> tuple[tuple[Statement, ...], tuple[Statement, ...]]:
    """(what is shown at once, what is kept as details): about WORDS words, at least one statement."""
    shown: list[Statement] = []
    used = 0
    for place, statement in enumerate(statements):
        words = len(statement.text.split())
        if shown and used + words > (NEEDED if place < 5 else WORDS):
            return tuple(shown), tuple(statements[place:])
        shown.append(statement)
        used += words
    return tuple(shown), ()


def _claim(findings: Findings, claim: Claim, index: "Index") -> tuple[Statement, ...]:
    """A claim of the register: its status first, then each side, then what is mistaken for evidence."""
    items = findings.evidence
    lead = Statement(
        _lead(findings, claim, index),
        findings.status,
        None,
        findings.basis,
        _citations(_leading(items, findings.status)),
        claim.id,
    )
    return (lead, *(_statement(group, findings, claim.id) for group in _groups(_by_need(findings.asked))))


def _lead(findings: Findings, claim: Claim, index: "Index") -> str:
    clause = claim_clause(claim.text, index)
    if is_matter(claim):
        return _MATTER_LEADS[findings.status].format(claim=clause)
    term = next(
        (
            f'"{i.assertion.likelihood.term}" ({range_text(i.assertion.likelihood)})'
            for i in _leading(findings.evidence, "assessed")
            if i.assertion.likelihood
        ),
        "a judgement of the source named below",
    )
    return _LEADS[findings.status].format(claim=clause, term=term)


def _by_need(items: Sequence[Evidence]) -> list[Evidence]:
    """One voice for each side first: the earliest unnamed origin, the best named support, the first denial, what is
    mistaken for
    evidence; then all others in the order of time."""
    ordered = sorted(items, key=lambda i: (i.published, i.report.id, i.assertion.start))
    heard = [i for i in items if i.voice != "none"]
    support = [i for i in heard if i.voice == "affirm" and i.scope == "same"]
    unnamed = sorted((i for i in support if i.anonymous and i.assertion.speakers), key=lambda i: i.published)
    picks: list[Evidence] = (
        unnamed[:1]
        + [
            i
            for i in unnamed[1:]
            if i.origin == unnamed[0].origin
            and i.published == unnamed[0].published
            and i.report.id != unnamed[0].report.id
        ][:3]
    )
    picks += _first_best([i for i in support if i.named])
    picks += _first_best([i for i in heard if i.voice == "deny" and i.scope in {"same", "broader"} and not i.anonymous])
    beside = [i for i in ordered if i.scope == "different" and i.note.startswith("This ")]
    admitted = [i for i in beside if _acknowledges(i)]
    picks += [i for i in beside if i.note == (admitted or beside)[-1].note and _acknowledges(i) == bool(admitted)]
    kept: list[Evidence] = []
    for item in (*picks, *ordered):
        if not any(
            k.report.id == item.report.id and k.assertion.frame_start == item.assertion.frame_start for k in kept
        ):
            kept.append(item)
    return kept


def _first_best(items: Sequence[Evidence]) -> list[Evidence]:
    """The clearest voice of a side: an admission or open denial before a mere statement, then what the editor
    cites most and first, or without a register what fits best."""
    plain = {"acknowledge", "deny", "dismiss"}
    return sorted(
        items,
        key=lambda i: (
            i.assertion.stance not in plain,
            not i.assertion.speakers,
            -i.cited,
            0 if i.cited else -round(i.coverage, 1),
        ),
    )[:1]


def _acknowledges(item: Evidence) -> bool:
    return item.assertion.stance == "acknowledge" or item.assertion.cue.lower().startswith(
        ("acknowledg", "admit", "conced")
    )


def _groups(items: Sequence[Evidence]) -> list[list[Evidence]]:
    """Unnamed support of one origin told on one day is one statement: outlets are not counted, origins are."""
    groups: list[list[Evidence]] = []
    for item in items:
        home = next(
            (
                g
                for g in groups
                if item.scope == "different" == g[0].scope
                and item.note
                and item.note == g[0].note
                and _acknowledges(item) == _acknowledges(g[0])
            ),
            None,
        )
        told = any(
            g[0].origin == item.origin and item.report.id in {i.report.id for i in g}
            for g in groups
            if len(g) > 1 or g[0].report.id != item.report.id
        )
        home = home or next(
            (
                g
                for g in groups
                if not told
                and item.anonymous
                and g[0].anonymous
                and item.voice == g[0].voice == "affirm"
                and item.origin
                and item.origin == g[0].origin
                and item.scope == g[0].scope
                and item.published == g[0].published
                and item.report.id not in {i.report.id for i in g}
            ),
            None,
        )
        if home is None:
            groups.append([item])
        else:
            home.append(item)
    return groups


def _statement(group: Sequence[Evidence], findings: Findings, claim: str) -> Statement:
    first = group[0]
    text, qualifier = sentence(first), None
    if first.scope == "different" and first.note:
        text, qualifier = _beside(group), "about another matter"
    elif len(group) > 1:
        outlets = [publisher_name(i) for i in group]
        source = first.assertion.speaker or "an unnamed source"
        day = f" on {long_day(first.report.published)}" if first.report.published else ""
        text = f"{_and(outlets)} reported this{day}, citing {source}: {_count(len(outlets))} outlets, one origin."
        qualifier = f"{_count(len(outlets))} outlets, one origin"
    elif first.scope in {"broader", "narrower"}:
        qualifier = f"{first.scope} than the claim"
        text = f"{text.rstrip()} {first.note}".strip()
    return Statement(text, findings.status, qualifier, _own_basis(findings, group), _citations(group), claim)


def _beside(group: Sequence[Evidence]) -> str:
    """What is mistaken for evidence, with the editor's remark on why it is none."""
    first = group[0]
    days = sorted({i.report.published for i in group if i.report.published})
    when = f" on {_and([long_day(d) for d in days])}" if days else ""
    verb = "acknowledged" if _acknowledges(first) else "reported"
    if not first.note.startswith("This "):
        return f"{sentence(first)} {first.note}"
    return (
        f"What {_and(list(dict.fromkeys(publisher_name(i) for i in group)))} {verb}{when} "
        f"{first.note.removeprefix('This ')}"
    )


def _assertions(findings: Findings, index: "Index") -> tuple[Statement, ...]:
    """Without a register claim: the best-fitting assertion leads under the status, the other side right behind it."""
    items = [
        i for i in _sides_first(findings.evidence) if i.assertion.speakers or not _DANGLING.match(i.assertion.frame)
    ]
    made: list[Statement] = []
    for group in _groups(items[:8]):
        first = group[0]
        text, qualifier = sentence(first), None
        if first.corrected is not None:
            text = f"Corrected: {text} The desk's correction: {first.corrected.note}"
        others = group[1:]
        if others:
            text = (
                f"{text} {_and([publisher_name(i) for i in others])} rest{'s' if len(others) == 1 else ''} "
                f"on the same origin: {_count(len(group))} outlets, one origin."
            )
            qualifier = f"{_count(len(group))} outlets, one origin"
        status, basis = _status_of_group(group, findings, index)
        if (
            not made
            and findings.question.kind in {"yes_no", "statement"}
            and findings.status in {"disputed", "unverified", "assessed", "refuted"}
            and first.corrected is None
        ):
            text = f"{_WORD[findings.status]}: {text}"
        made.append(Statement(text, status, qualifier, basis, _citations(group)))
    return tuple(made)


def _status_of_group(group: Sequence[Evidence], findings: Findings, index: "Index") -> tuple[Status, Basis]:
    """The status of what a statement says: the question's where the statement is part of what gave it, never a stronger
    one that other evidence earned."""
    if group[0].corrected or findings.question.stance:
        return findings.status, findings.basis
    status, basis = status_of(findings.question, findings.evidence, group, index)
    used = [item for item in findings.evidence if assertion_key(item.assertion) in basis.assertions]
    if any(item in used or any(same_matter(item, other, index.names, CLOSE) for other in used) for item in group):
        return status, basis
    alone, why = decide(bearings(group, frozenset(), index.names))
    return (alone, why) if stronger(status, alone) and alone != "unknown" else (status, basis)


def _sides_first(items: Sequence[Evidence]) -> list[Evidence]:
    """The best of each side, then the rest; what only repeats a sentence already taken is left out."""
    unique: list[Evidence] = []
    for item in items:
        if not any(
            u.report.id == item.report.id and u.assertion.frame_start == item.assertion.frame_start for u in unique
        ):
            unique.append(item)
    for_it = next((i for i in unique if i.voice == "affirm"), None)
    against = next((i for i in unique if i.voice in {"deny", "retract"}), None)
    heads = [i for i in (for_it, against) if i is not None]
    return [*heads, *(i for i in unique if i not in heads)]


def _figures(findings: Findings, index: "Index") -> tuple[Statement, ...]:
    """Each source's newest figure with its date; that they conflict is said first, and none is picked."""
    claim_id = findings.claim.id if findings.claim else ""
    shown = sorted(findings.figures, key=lambda f: (f.day, f.evidence.report.id), reverse=True)
    status: Status = "disputed" if findings.conflicts else findings.status
    made = []
    if findings.conflicts:
        sides = [f for f in shown if f.total][:6]
        made.append(
            Statement(
                f"The figures conflict: {'; '.join(_brief(f) for f in sides)}. None is confirmed in the reports held.",
                status,
                "figures conflict",
                _figure_basis(findings, sides),
                _citations([f.evidence for f in sides]),
                claim_id,
            )
        )
    shown = [f for f in shown if f.total] + [f for f in shown if not f.total]
    for figure in shown:
        own = (
            status
            if findings.conflicts and figure.total
            else decide(bearings([figure.evidence], frozenset(), index.names))[0]
        )
        made.append(
            Statement(
                _figure_text(figure),
                own if findings.claim is None else status,
                _replaces(figure, findings.replaced),
                _figure_basis(findings, [figure]),
                _citations([figure.evidence]),
                claim_id,
            )
        )
    for figure in findings.replaced:
        made.append(
            Statement(
                f"Replaced by a newer figure of the same source: {_figure_text(figure)}",
                status,
                "replaced",
                _figure_basis(findings, [figure]),
                _citations([figure.evidence]),
                claim_id,
            )
        )
    return tuple(made)


def _brief(figure: Figure) -> str:
    """ "about 2,000 dead (National Intelligence Service, 2 September 2025)"."""
    day = figure.evidence.report.published
    return (
        f"{figure.quantity.text} "
        f"({figure.evidence.assertion.speaker or publisher_name(figure.evidence)}{', ' + long_day(day) if day else ''})"
    )


def _figure_text(figure: Figure) -> str:
    return sentence(figure.evidence)


def _replaces(figure: Figure, replaced: Sequence[Figure]) -> str | None:
    older = [f for f in replaced if f.source == figure.source and f.day < figure.day]
    return f"replaces {older[-1].quantity.text}" if older else None


def _figure_basis(findings: Findings, figures: Sequence[Figure]) -> Basis:
    why = "counts of different sources that cannot both hold" if findings.conflicts else findings.basis.why
    return Basis(
        "4" if findings.conflicts else findings.basis.rule,
        why,
        tuple(assertion_key(f.evidence.assertion) for f in figures),
        len({f.source for f in figures}),
        len({f.evidence.report.publisher for f in figures}),
        findings.basis.set_by,
    )


def _own_basis(findings: Findings, group: Sequence[Evidence]) -> Basis:
    """The rule that gave the status, with the assertions of this statement."""
    return Basis(
        findings.basis.rule,
        findings.basis.why,
        tuple(assertion_key(i.assertion) for i in group),
        len({i.origin for i in group if i.origin}),
        len({i.report.publisher or i.report.id for i in group}),
        findings.basis.set_by,
    )


def _leading(items: Sequence[Evidence], status: Status) -> list[Evidence]:
    """What the lead rests on: the best for it and, where it is disputed or refuted, the best against."""
    support = [i for i in items if i.voice == "affirm" and i.scope == "same"]
    judged = [i for i in support if i.assertion.likelihood and i.named] if status == "assessed" else []
    against = (
        _first_best([i for i in items if i.voice == "deny" and i.scope != "different"])
        if status in {"disputed", "refuted"}
        else []
    )
    unnamed = [i for i in support if i.anonymous][:1] if status in {"unverified", "disputed"} else []
    return unnamed + (_first_best(judged) or _first_best([i for i in support if not i.anonymous])) + against or list(
        items[:1]
    )


def _citations(items: Sequence[Evidence]) -> tuple[Citation, ...]:
    unique = {(c.report, c.start, c.end): c for c in (citation(i) for i in items)}
    return tuple(unique.values())


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _count(number: int) -> str:
    return {2: "two", 3: "three", 4: "four", 5: "five", 6: "six"}.get(number, str(number))
