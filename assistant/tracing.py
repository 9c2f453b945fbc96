"""Owns telling how an answer came about, from what its chain held on the way; nothing is kept of an answer that nobody
asks to explain."""

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from langchain_core.callbacks import BaseCallbackHandler

from assistant.claims import MATCH, match_claims
from assistant.dates import as_of_in_words
from assistant.evidence import Evidence, Voice, find_passages
from assistant.grounding import check
from assistant.question import Question
from assistant.slots import STRICT
from assistant.status import RULES
from assistant.trace import Checked, ClaimTried, Considered, Part, Retrieved, RuleTried, Understood, Weighed
from assistant.values import Answer, Statement, assertion_key
from assistant.weighing import ANSWERS, Findings
from assistant.weighing.sameness import difference
from index.values import Hit

if TYPE_CHECKING:
    from assistant.answering import _Step as Step
    from index.opening import Index

_SIDES: Final[dict[Voice, str]] = {
    "affirm": "for",
    "deny": "against",
    "retract": "takes it back",
    "none": "leaves it open",
}
_RANKED = 40
"""Places of a ranking that are told."""
_CLAIMS = 3
"""Claims told of those that the question may be about."""


@dataclass(slots=True)
class Recorder(BaseCallbackHandler):
    """Keeps, of every line that a question runs through, the last step before its answer."""

    kind: type["Step"]
    lines: list[tuple["Step", Answer]] = field(default_factory=list)
    _step: "Step | None" = None
    raise_error = True

    def on_chain_end(self, outputs: Any, **_: Any) -> None:
        """A stage is done."""
        if isinstance(outputs, self.kind):
            self._step = outputs
        elif isinstance(outputs, Answer) and self._step is not None:
            self.lines.append((self._step, outputs))
            self._step = None


def part_of(step: "Step", answer: Answer, given: bool) -> Part:
    """How one line came to its answer; `given` tells that the as-of date came with the question, not in its words."""
    found = None if step.question.reply else step.findings
    return Part(
        _understood(step, given),
        tuple(_retrieved(step)) if found else (),
        tuple(_considered(step, found)) if found else (),
        _weighed(step, found) if found else None,
        tuple(_checked(s, step, found, answer) for s in step.statements) if found else (),
        answer.reason or "" if answer.declined else "",
    )


def _understood(step: "Step", given: bool) -> Understood:
    question, saying = step.question, step.question.saying
    return Understood(
        question.standalone,
        question.kind,
        question.topic,
        _iso(question.as_of),
        _from(question, given) if question.as_of else "",
        _iso(step.known_by),
        step.asked.handling,
        tuple(sorted(step.asked.publishers or ())),
        {key: step.index.names.label.get(key, key) for key in sorted(question.names)},
        question.counts,
        "; ".join(presumed.text for presumed in question.presumed),
        f"{saying.act} by {saying.speaker}: {saying.content}" if saying else "",
        question.stance,
        question.move,
        question.notes,
    )


def _from(question: Question, given: bool) -> str:
    """Where an as-of date comes from."""
    if given:
        return "given with the question"
    in_words = as_of_in_words(question.text)[0] == question.as_of
    return "read in its words" if in_words else "carried on from what was asked before"


def _retrieved(step: "Step") -> Iterator[Retrieved]:
    asked, question = step.asked, step.question
    turning, best = find_passages(question, step.index, publishers=asked.publishers, handling=asked.handling)
    words, vectors = (
        _places(
            step.index.search(
                question.topic,
                _RANKED,
                question.as_of,
                publishers=asked.publishers,
                handling=asked.handling,
                vector=question.vector,
                rankings=(ranking,),
            )
        )
        for ranking in ("words", "vectors")
    )
    fused, turned = _places(best), _places(turning)
    read = Counter(_passage_of(item, (*best, *turning)) for item in step.evidence)
    for hit in {hit.passage.id: hit for hit in (*best, *turning)}.values():
        key, report = hit.passage.id, step.index.report(hit.passage.report_id)
        title = report.title if report else ""
        yield Retrieved(key, title, words.get(key), vectors.get(key), fused.get(key), read[key], key in turned)


def _places(hits: Iterable[Hit]) -> dict[str, int]:
    return {hit.passage.id: place for place, hit in enumerate(hits, 1)}


def _passage_of(item: Evidence, hits: Iterable[Hit]) -> str:
    spans = (hit.passage for hit in hits if hit.passage.report_id == item.report.id)
    return next((span.id for span in spans if span.start <= item.assertion.frame_start < span.end), "")


def _considered(step: "Step", found: Findings) -> Iterator[Considered]:
    """What bears on the matter, then what was read and left out."""
    used = {assertion_key(item.assertion): item for item in found.evidence}
    for key, item in used.items():
        why = "" if item.scope != "different" else "it is about another claim"
        yield _considering(key, item, "it adds nothing to its own origin" if item.echo else why)
    for item in step.evidence:
        if (key := assertion_key(item.assertion)) not in used:
            yield _considering(key, item, _left_out(item, step.question, found, step.index))


def _considering(key: str, item: Evidence, left_out: str) -> Considered:
    a = item.assertion
    return Considered(
        key,
        a.frame,
        a.speaker,
        item.publisher.name or item.report.id,
        _SIDES[item.voice],
        item.scope,
        item.origin,
        a.modality,
        round(item.relevance, 3),
        left_out,
    )


def _left_out(item: Evidence, question: Question, found: Findings, index: "Index") -> str:
    if why := difference(item, question, index):
        return why
    if item.corrected is not None:
        return "its words were corrected by the desk"
    if found.claim is not None:
        return f"the register's entry on {found.claim.id} leads"
    if question.kind in STRICT:
        return f"it does not hold what a {question.kind} question asks for"
    return "other evidence fits what is asked better"


def _weighed(step: "Step", found: Findings) -> Weighed:
    tried = match_claims(step.question, step.index)[:_CLAIMS]
    leading = found.claim.id if found.claim else ""
    basis = found.basis
    return Weighed(
        tuple(ClaimTried(m.claim.id, m.claim.text, round(m.score, 3), m.claim.id == leading) for m in tried),
        MATCH,
        tuple(_rules(basis.rule)),
        basis.rule,
        found.status,
        basis.why,
        basis.set_by,
        tuple(conflict.about for conflict in found.conflicts),
        round(found.support, 4),
        ANSWERS,
    )


def _rules(fired: str) -> Iterator[RuleTried]:
    """The rules that were tried, in order, up to the one that fired; none where an editor's entry decides."""
    if fired not in {number for number, *_ in RULES} | {"1"}:
        return
    for number, status, _, _ in RULES:
        yield RuleTried(number, status, number == fired)
        if number == fired:
            return
    yield RuleTried("1", "unknown", True)


def _checked(statement: Statement, step: "Step", found: Findings, answer: Answer) -> Checked:
    shown = (*answer.statements, *answer.details)
    if statement in shown:
        return Checked(statement.text, "kept", (), "")
    wrong, put = check(statement, found, step.index)
    if put is None:
        return Checked(statement.text, "left out", wrong, "")
    return Checked(statement.text, "mended" if put in shown else "not shown", wrong, put.text if wrong else "")


def _iso(day: date | None) -> str | None:
    return day.isoformat() if day else None
