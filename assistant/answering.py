"""Owns the straight line from a question to its answer, as one LangChain runnable."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import partial
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Self

from langchain_core.runnables import Runnable, RunnableConfig, RunnableLambda

from assistant import changing, claims, replying, timelines
from assistant.dates import as_of_in_words, parse_as_of
from assistant.declining import declines, looked_for
from assistant.drafting import draft
from assistant.evidence import Evidence, find_evidence
from assistant.grounding import ground
from assistant.histories import Move, Timeline, moved
from assistant.joining import joined
from assistant.premises import read_premises
from assistant.question import MAX_QUESTION, Question, read_question
from assistant.question.parts import parts_of
from assistant.short import short_form
from assistant.values import Answer, ClaimStatus, Statement, Turn
from assistant.weighing import Findings, weigh
from assistant.wording import long_day
from corpus.errors import BriefingError, IndexMissing, IndexStale, ModelUnavailable, QuestionError
from corpus.settings import Settings, load_settings
from corpus.values import HANDLING, Claim
from index.building import Progress
from index.held import HeldIndex
from index.opening import Index

if TYPE_CHECKING:
    from assistant.exports import Exported
    from assistant.trace import Trace


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with all that bounds its answer: the input of the chain."""

    question: str
    history: tuple[Turn, ...] = ()
    as_of: date | str | None = None
    publishers: frozenset[str] | None = None
    handling: str = "TLP:CLEAR"
    known_by: date | str | None = None


@dataclass(slots=True)
class _Step:
    """What the chain carries from stage to stage."""

    asked: Asked
    question: Question
    index: Index
    """What this question may see of the index."""
    known_by: date | None = None
    evidence: tuple[Evidence, ...] = ()
    findings: Findings | None = None
    statements: tuple[Statement, ...] = field(default=())
    notes: tuple[str, ...] = ()
    """What the gate changed."""


class Assistant:
    """A desk that answers from one index. Safe to share between threads; close it, or use it as a context manager."""

    def __init__(self, index: Index, register: Iterable[Claim] | None = None, model: Any = None) -> None:
        """`register` replaces the index's own claims; None keeps them. `model` words answers; None is the
        extractive drafter."""
        if model is not None:
            raise ModelUnavailable(
                "answers worded by a chat model are not part of this version; unset BRIEFING_MODEL, or leave model out"
            )
        self.index = index
        if register is not None:
            index.use_register(tuple(register))
        self.chain: Runnable[Any, Answer] = self._chain()

    @classmethod
    def open(cls, path: Path | str, model: Any = None, *, settings: Settings | None = None) -> Self:
        """The desk over an index that exists. Raises IndexMissing, IndexStale."""
        return cls(Index.open(path, settings=settings), model=model)

    @classmethod
    def default(cls, progress: Progress | None = None, *, settings: Settings | None = None) -> Self:
        """The desk over the settings' own corpus and index, built first where it is missing or out of date."""
        settings = settings or load_settings()
        try:
            return cls.open(settings.index, settings.model or None, settings=settings)
        except (IndexMissing, IndexStale):
            Index.build(settings.corpus, settings.index, settings=settings, progress=progress).close()
            return cls.open(settings.index, settings.model or None, settings=settings)

    def answer(
        self,
        question: str,
        history: Sequence[Turn] = (),
        as_of: date | str | None = None,
        publishers: Iterable[str] | None = None,
        handling: str = "TLP:CLEAR",
        known_by: date | str | None = None,
    ) -> Answer:
        """The answer, or a declined one that says what was looked for. Raises QuestionError for what is no question."""
        wanted = frozenset(publishers) if publishers is not None else None
        return self.chain.invoke(Asked(question, tuple(history), as_of, wanted, handling, known_by))

    def stream(
        self,
        question: str,
        history: Sequence[Turn] = (),
        as_of: date | str | None = None,
        publishers: Iterable[str] | None = None,
        handling: str = "TLP:CLEAR",
        known_by: date | str | None = None,
    ) -> Iterator[Statement]:
        """Statements as they have passed the gate; a declined answer yields none."""
        yield from self.answer(question, history, as_of, publishers, handling, known_by).statements

    def explain(self, question: str, **bounds: Any) -> "Trace":
        """The answer that `answer` gives within the same bounds, with how it came about."""
        from assistant.trace import Trace
        from assistant.tracing import Recorder, part_of  # nothing of it is needed for an answer

        recorder = Recorder(_Step)
        answer = self.chain.invoke(Asked(question, **bounds), {"callbacks": [recorder]})
        given = bool(bounds.get("as_of"))
        return Trace(answer, tuple(part_of(step, told, given) for step, told in recorder.lines))

    def claims(self, as_of: date | str | None = None, known_by: date | str | None = None) -> tuple[ClaimStatus, ...]:
        """The register with its status on a date, as far as it rests on what had been received by `known_by`."""
        day = _day(as_of, "as-of")
        index = self._held(_day(known_by, "known-by"))
        return tuple(claims.claim_status(claim, day) for _, claim in sorted(index.claims.items()))

    def claim(self, claim_id: str, as_of: date | str | None = None, known_by: date | str | None = None) -> Timeline:
        """One claim's timeline. Raises QuestionError for an id that is not in the register."""
        return timelines.timeline(claim_id, _day(as_of, "as-of"), self._held(_day(known_by, "known-by")))

    def changes(
        self, since: date | str, until: date | str | None = None, known_by: date | str | None = None
    ) -> tuple[Move, ...]:
        """The claims that are new, or whose status moved, from one day to another, both included; by claim id."""
        first, last = _day(since, "since"), _day(until, "until")
        if first is None:
            raise QuestionError("the day to look back to is empty; write the since date as YYYY-MM-DD")
        if last is not None and last < first:
            raise QuestionError(f"no day lies between {since} and {until}; give the earlier day to since")
        index = self._held(_day(known_by, "known-by"))
        told = (timelines.timeline(claim, last, index) for claim in sorted(index.claims))
        return tuple(move for timeline in told if (move := moved(timeline, first)) is not None)

    def export(
        self,
        form: str,
        as_of: date | str | None = None,
        known_by: date | str | None = None,
        handling: str = "TLP:CLEAR",
    ) -> "Exported":
        """The register with its histories in a format of `assistant.exports`, and what was left out of it."""
        from assistant.exports import export  # libraries for other people's formats: not for every question

        known = _day(known_by, "known-by")
        return export(self._held(known), form, _day(as_of, "as-of"), known, handling)

    def close(self) -> None:
        """Let go of the index."""
        self.index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, fault: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _held(self, known_by: date | None) -> Index:
        """The index as it is, or as it was held on a day of the second clock."""
        self.index.refresh()
        return self.index if known_by is None else HeldIndex(self.index, known_by)

    # The line

    def _chain(self) -> Runnable[Any, Answer]:
        """question → evidence → findings → premises → draft → answer, for each thing that a question asks."""
        self.line: Runnable[Any, Answer] = (
            RunnableLambda(self._read, name="read_question")
            | RunnableLambda(self._search, name="search")
            | RunnableLambda(self._weigh, name="weigh")
            | RunnableLambda(self._presume, name="presume")
            | RunnableLambda(self._draft, name="draft")
            | RunnableLambda(self._ground, name="ground")
        )
        return RunnableLambda(self._whole, name="answer")

    def _whole(self, asked: Asked | str | dict[str, Any], config: RunnableConfig) -> Answer:
        """The answer to all that is asked: each part by itself, with the parts before it as its conversation."""
        given = Asked(asked) if isinstance(asked, str) else Asked(**asked) if isinstance(asked, dict) else asked
        if len(given.question) > MAX_QUESTION:
            return self.line.invoke(given, config)  # which says so
        index = self._held(_day(given.known_by, "known-by"))
        day, undated = as_of_in_words(given.question)
        parts = parts_of(undated, index)
        if len(parts) == 1:
            return self.line.invoke(given if parts[0] == undated else replace(given, question=parts[0]), config)
        bound = given.as_of if given.as_of is not None else day
        history, answers = list(given.history), list[Answer]()
        for part in parts:
            answers.append(self.line.invoke(replace(given, question=part, history=tuple(history), as_of=bound), config))
            history.append(Turn(part, answers[-1]))
        return joined(given.question, answers[0].as_of, answers)

    def _read(self, given: Asked) -> _Step:
        if given.handling not in HANDLING:
            raise QuestionError(f"{given.handling!r} is not one of {', '.join(HANDLING)}")
        known_by = _day(given.known_by, "known-by")
        index = self._held(known_by)
        return _Step(given, read_question(given.question, given.history, given.as_of, index), index, known_by)

    def _search(self, step: _Step) -> _Step:
        if step.question.reply or step.question.kind == "changed":
            return step  # nothing is asked of the reports, or the histories of the claims tell it
        step.evidence = self._found(step, step.question)
        return step

    def _weigh(self, step: _Step) -> _Step:
        told = changing.findings if step.question.kind == "changed" else weigh
        step.findings = told(step.question, step.evidence, step.index)
        return step

    def _presume(self, step: _Step) -> _Step:
        assert step.findings is not None  # noqa: S101 - the stage before set it
        if step.question.presumed:
            premises = read_premises(step.findings, step.evidence, partial(self._found, step), step.index)
            step.findings = replace(step.findings, premises=premises)
        return step

    def _found(self, step: _Step, question: Question) -> tuple[Evidence, ...]:
        """Evidence for other words, within the same bounds."""
        return find_evidence(question, step.index, publishers=step.asked.publishers, handling=step.asked.handling)

    def _draft(self, step: _Step) -> _Step:
        assert step.findings is not None  # noqa: S101 - the stage before set it
        if step.question.kind == "changed":
            step.statements, step.notes = changing.draft_moves(step.question, step.index)
            return step
        empty = step.question.reply or declines(step.findings)
        step.statements = () if empty else draft(step.findings, step.index)
        return step

    def _ground(self, step: _Step) -> Answer:
        found, question, index = step.findings, step.question, step.index
        assert found is not None  # noqa: S101 - set two stages before
        changed = question.kind == "changed"
        passed, notes = (step.statements, step.notes) if changed else ground(step.statements, found, index)
        declined = changing.nothing_changed if changed else looked_for
        shown, more = replying.shown(question.move, passed, question.since)
        earlier = tuple(turn.answer for turn in step.asked.history)
        first = replying.opening(replying.Told(found, passed, earlier, index))
        used = [c.published for s in (*shown, *more) for c in s.citations if c.published]
        return Answer(
            question=question.text,
            as_of=question.as_of,
            corpus_through=max(used, default=index.newest_by(question.as_of)),
            reason=None if shown else question.reply or declined(found, index),
            support=0.0 if question.reply else found.support,
            premise=() if question.reply else found.premises,
            statements=shown,
            details=more,
            conflicts=found.conflicts if shown else (),
            corrections=found.corrections if shown else (),
            claims=found.claims if shown else (),
            model=None,
            prompts={},
            index=index.fingerprint,
            notes=(*first, *question.notes, *notes, *_received(step)),
            known_by=step.known_by,
            asks=not question.reply,
            understood=question.standalone,
            matter=question.matter,
            opening=first,
            reading=question.notes,
            short=short_form(found, (*shown, *more)),
        )


def _day(value: date | str | None, clock: str) -> date | None:
    return parse_as_of(value, clock) if value is not None else None


def _received(step: _Step) -> Iterator[str]:
    """What a reader should know of the second clock where it bounds an answer."""
    if step.known_by is None:
        return
    unused = step.index.never_received(step.question.as_of, step.asked.publishers, step.asked.handling)
    nothing = "" if step.index.newest else ": nothing"
    yield f"This uses only what had been received by {long_day(step.known_by)}{nothing}."
    if unused:
        who = "1 report does not say when it was" if unused == 1 else f"{unused} reports do not say when they were"
        yield f"Left out: {who} received."


__all__ = ["Asked", "Assistant", "BriefingError"]
