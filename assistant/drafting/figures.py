"""Owns drafting figures: that they conflict first, then each source's newest with its date, then those replaced."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from assistant.claims import cap
from assistant.conflicts import clashing_figures
from assistant.drafting.order import citations, own_basis
from assistant.evidence import denials_of
from assistant.figures import Figure
from assistant.status import bearings, decide
from assistant.values import Basis, Statement, assertion_key, stronger
from assistant.weighing import Findings
from assistant.wording import long_day, publisher_name, sentence
from corpus.values import Status

if TYPE_CHECKING:
    from index.opening import Index


def draft_figures(findings: Findings, index: "Index") -> tuple[Statement, ...]:
    """Each source's newest figure with its date; that they conflict is said first, and none is picked."""
    claim_id = findings.claim.id if findings.claim else ""
    shown = sorted(findings.figures, key=lambda f: (f.day, f.evidence.report.id), reverse=True)
    status: Status = "disputed" if findings.conflicts else findings.status
    made = []
    if findings.conflicts:
        sides = (clashing_figures(shown) or [f for f in shown if f.total])[:6]
        told = "; ".join(dict.fromkeys(_brief(f) for f in sides))
        made.append(
            Statement(
                f"The figures conflict: {told}. None is confirmed in the reports held.",
                status,
                "figures conflict",
                _figure_basis(findings, sides),
                citations([f.evidence for f in sides]),
                claim_id,
            )
        )
    shown = [f for f in shown if f.total] + [f for f in shown if not f.total]
    for figure in shown:
        own = status if findings.conflicts and figure.total else _status(figure, findings, index)
        made.append(
            Statement(
                sentence(figure.evidence),
                own if findings.claim is None else status,
                _replaces(figure, findings.replaced),
                _figure_basis(findings, [figure]),
                citations([figure.evidence]),
                claim_id,
            )
        )
    for figure in findings.replaced:
        made.append(
            Statement(
                f"{_replaced_by(figure, findings.figures)}: {sentence(figure.evidence)}",
                status,
                "replaced",
                _figure_basis(findings, [figure]),
                citations([figure.evidence]),
                claim_id,
            )
        )
    counted = {f.evidence for f in (*findings.figures, *findings.replaced)}
    for denial in (i for i in findings.evidence if i.voice == "deny" and i not in counted and findings.claim is None):
        made.append(
            Statement(sentence(denial), findings.status, None, own_basis(findings, [denial]), citations([denial]))
        )
    return tuple(made)


def _status(figure: Figure, findings: Findings, index: "Index") -> Status:
    """What one figure earns against those who deny its matter; never more than the register gives to what it says."""
    against = denials_of([figure.evidence], findings.evidence, index.names)
    alone = decide(bearings([figure.evidence, *against], frozenset(), index.names))[0]
    limit = cap(figure.evidence, findings.question.as_of, index)
    return limit.status if limit is not None and stronger(alone, limit.status) else alone


def _brief(figure: Figure) -> str:
    """ "about 2,000 dead (National Intelligence Service, 2 September 2025)"."""
    day = figure.evidence.report.published
    return (
        f"{figure.quantity.text} "
        f"({figure.evidence.assertion.speaker or publisher_name(figure.evidence)}{', ' + long_day(day) if day else ''})"
    )


def _replaces(figure: Figure, replaced: Sequence[Figure]) -> str | None:
    older = [f for f in replaced if f.source == figure.source and f.day < figure.day]
    return f"replaces {older[-1].quantity.text}" if older else None


def _replaced_by(figure: Figure, current: Sequence[Figure]) -> str:
    own = any(f.source == figure.source for f in current)
    return "Replaced by a newer figure of the same source" if own else "Replaced by a newer count"


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
