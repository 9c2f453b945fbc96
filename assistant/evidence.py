"""Owns evidence: assertions found for a question, how well each fits it, whose they are, and on which side they
stand."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Literal

from assistant.question import Question
from assistant.values import Citation
from corpus.values import Correction, Publisher, Quotation, Report, Scope
from index.assertions import Assertion
from index.assertions.attribution import attribution_of
from index.assertions.times import calendar_days
from index.assertions.values import Window
from index.terms import Names, terms
from index.values import Hit, Passage, Sentence, Vector

if TYPE_CHECKING:
    from index.opening import Index

Voice = Literal["affirm", "deny", "retract", "none"]

MATTER = 0.6
"""Least share of the shorter content's words for two assertions to speak of the same thing."""
EVEN = 45
"""Per cent: a judgement that ends below even odds does not support what it judges."""
_WORDS_ASKED = frozenset({"what", "how_many", "list"})
"""Kinds that ask for the words of a speaker and not whether they are so."""
_PASSAGES = 12
"""Passages read for a question: enough for both sides of a dispute and their relays."""
_TURNING = 6
"""More of those that say that something is not so, where others crowd them out."""
_SPOKEN = 3
"""More of those in which somebody denies, takes back or admits, where "it named no source" crowds even them out."""
_COPIES = 2
"""Other reports with the same words that are read too, so that their outlets are named."""
_CONTEXT_WEIGHT = 0.75
"""A word that stands only in the report's title or in the text pointed back to counts this much of one in the
sentence."""
_MARKUP = re.compile(r"[<>{}]")
"""Signs that no name holds: what a page's code runs together with a word is nobody."""
_PRONOUN = re.compile(r"(?:it|he|she|they|its|his|her|their)\b", re.I)
NEGATED = re.compile(r"\b(?:not|never|no|without|fail(?:s|ed)?\s+to)\b|n't\b", re.I)


@dataclass(frozen=True, slots=True)
class Evidence:
    """One assertion with its report, as it bears on what was asked."""

    assertion: Assertion
    report: Report
    publisher: Publisher
    coverage: float
    """Share of the question's weighted words that the sentence holds, 0 to 1."""
    closeness: float
    """Cosine of question and sentence."""
    voice: Voice
    scope: Scope = "same"
    note: str = ""
    corrected: Correction | None = None
    own: float = 0.0
    """The same share without the report's title: what the words themselves say, with what they point back to."""
    said: float = 0.0
    """The same share in the content alone, without its frame: what is really asserted."""
    missing: frozenset[str] = frozenset()
    """Words of the question that neither the sentence nor its context holds."""
    around: frozenset[str] = frozenset()
    """All terms of the passage that it was found in."""
    cited: int = 0
    """In how many entries of the register an editor rests on these words: what they keep coming back to."""
    decides: bool = False
    """Whether the register confirms the claim on these words: whoever reads the label wants to see them first."""
    origin: str = ""
    """Where it comes from in the end: relays of one source share it. Empty where nobody can tell, and until
    `origins.with_origins` has compared it with the rest."""
    echo: bool = False
    """It hands on what its own origin is held to have said, and more firmly: it adds nothing to that."""

    @property
    def relevance(self) -> float:
        """How well it fits the question, 0 to 1: words and meaning in equal parts."""
        return 0.5 * self.coverage + 0.5 * max(0.0, self.closeness)

    @property
    def published(self) -> date:
        """For ordering; an undated report comes first."""
        return self.report.published or date.min

    relayed: bool = False
    """The innermost speaker is itself an outlet: somebody else's story, handed on."""

    own_voice: bool = False
    """The publisher itself tells it: no speaker, or its own name as the speaker."""

    @property
    def outlet_first(self) -> bool:
        """Whether the outermost speaker is the outlet that prints it: "the agency reported that the minister said"."""
        names = {self.publisher.name, *self.publisher.aliases, self.publisher.id} - {""}
        first = self.assertion.speakers[0].lower() if self.assertion.speakers else ""
        return any(name.lower().removeprefix("the ") in first for name in names)

    @property
    def named(self) -> bool:
        """Whether somebody stands behind it on the record."""
        on_record = self.assertion.attribution in {"named_official", "named_org", "named_person", "document"}
        return on_record and not (self.relayed or self.through_unnamed or _MARKUP.search(self.assertion.speaker))

    @property
    def through_unnamed(self) -> bool:
        """Whether somebody unnamed tells what the innermost speaker said: "two aides said that she had admitted"."""
        return any(attribution_of(name) in {"anonymous", "social"} for name in self.assertion.speakers[:-1])

    @property
    def anonymous(self) -> bool:
        """Whether it rests on unnamed or social sources, or on an outlet that itself relays one."""
        kind = self.assertion.attribution
        if self.own_voice and self.publisher.kind == "social":
            return True  # a channel that tells it itself is no better than a post that is quoted
        if self.own_voice and kind != "none":
            return False
        return (
            kind in {"anonymous", "social"}
            or self.through_unnamed
            or bool(_MARKUP.search(self.assertion.speaker))
            or ((kind == "media" or self.relayed) and bool(self.report.origins))
            or (kind == "none" and not self.has_known_publisher)
        )

    @property
    def has_known_publisher(self) -> bool:
        """Whether the publishers file says who prints it: of any other nobody knows more than an id."""
        return bool(self.publisher.name) and self.publisher.name != self.publisher.id


def same_matter(one: Evidence, other: Evidence, names: Names, least: float = MATTER) -> bool:
    """Whether two assertions speak of the same thing: most words of the shorter are in the longer."""
    a, b = ({*terms(f"{e.assertion.text} {e.assertion.about}", names)} for e in (one, other))
    return bool(a and b) and len(a & b) / min(len(a), len(b)) >= least


def denials_of(items: Sequence[Evidence], found: Sequence[Evidence], names: Names) -> list[Evidence]:
    """What openly denies the matter of any of the items: who denies job cuts denies the number of jobs too, and who
    says "no one" gives a number."""
    openly = (e for e in found if e.voice == "deny" and e.assertion.stance in {"deny", "dismiss"})
    against = (e for e in openly if e.corrected is None and e not in items)
    return [e for e in against if any(same_matter(e, item, names) for item in items)]


def is_relay(assertion: Assertion, report: Report, names: Names) -> bool:
    """Whether every name in the innermost speaker is another publisher's."""
    found = names.ids(assertion.speaker) - {report.publisher}
    return bool(found) and all(names.kind.get(key) == "publisher" for key in found)


def cite(report: Report, publisher: Publisher, start: int, end: int, speaker: str) -> Citation:
    """The exact words of a span."""
    return Citation(
        report.id,
        report.kind,
        start,
        end,
        report.text[start:end],
        speaker,
        publisher.name,
        report.published,
        report.url,
    )


def citation(evidence: Evidence) -> Citation:
    """The whole sentence of an assertion: content never without its frame."""
    a = evidence.assertion
    return cite(evidence.report, evidence.publisher, a.frame_start, a.frame_end, _told_by(evidence))


def _told_by(item: Evidence) -> str:
    """The innermost speaker and, where somebody else than the outlet hands the words on, who does."""
    *outer, speaker = item.assertion.speakers or (item.publisher.name,)
    names = {name.lower().removeprefix("the ") for name in (item.publisher.name, *item.publisher.aliases)} - {""}
    tellers = [name for name in outer if name.lower().removeprefix("the ") not in names]
    return f"{speaker}, as told by {tellers[-1]}" if tellers else speaker


def weight(term: str, index: "Index") -> float:
    """How much a word tells: rare words more, words the corpus does not have most. Names weigh as ordinary words
    at least."""
    held = max(index.counts["sentence"], 1)
    return math.log(1 + held / (1 + index.frequencies.get(term, 0)))


def find_evidence(
    question: Question, index: "Index", *, publishers: Iterable[str] | None = None, handling: str = "TLP:CLEAR"
) -> tuple[Evidence, ...]:
    """Assertions of the best passages, best first."""
    turning, best = find_passages(question, index, publishers=publishers, handling=handling)
    told = [passage for hit in (*turning, *best) for passage in (hit.passage, *hit.copies[:_COPIES])]
    found: dict[tuple[str, int, str], Evidence] = {}
    for passage in {(passage.report_id, passage.start): passage for passage in told}.values():
        sentences = _read(passage, question, index)
        around = frozenset(term for sentence in sentences for term in sentence.terms)
        for sentence in sentences:
            for item in weigh_sentence(
                sentence, question.terms, question.vector, index, question.standalone, question.as_of, around
            ):
                found.setdefault((item.report.id, item.assertion.start, item.assertion.stance), item)
    return tuple(sorted(found.values(), key=lambda e: (-round(e.relevance, 6), e.report.id, e.assertion.start)))


def _read(passage: Passage, question: Question, index: "Index") -> tuple[Sentence, ...]:
    """The sentences of a passage; where it is asked what somebody said, of its whole report, for "he added" goes on."""
    words = question.saying is not None and question.kind in _WORDS_ASKED
    report = index.report(passage.report_id) if words else None
    span = (0, len(report.text)) if report is not None else (passage.start, passage.end)
    return index.sentences(passage.report_id, *span)


def find_passages(
    question: Question, index: "Index", *, publishers: Iterable[str] | None = None, handling: str = "TLP:CLEAR"
) -> tuple[list[Hit], list[Hit]]:
    """(the best of those that deny, take back or admit, the best of all): a denial is read whatever crowds it."""
    wanted = None if publishers is None else tuple(publishers)
    topic, day, vector = question.topic, question.as_of, question.vector
    best = index.search(topic, _PASSAGES, day, publishers=wanted, handling=handling, vector=vector)
    turning = index.search(topic, _TURNING, day, publishers=wanted, handling=handling, vector=vector, against=True)
    spoken = index.search(topic, _SPOKEN, day, publishers=wanted, handling=handling, vector=vector, spoken=True)
    return list({hit.passage: hit for hit in (*turning, *spoken)}.values()), best


def weigh_sentence(
    sentence: Sentence,
    asked: frozenset[str],
    vector: Vector,
    index: "Index",
    wording: str,
    as_of: date | None,
    passage: frozenset[str] = frozenset(),
) -> Iterable[Evidence]:
    """Each assertion of a sentence as evidence about some words."""
    report = index.report(sentence.report_id)
    if report is None:
        return
    closeness = float(vector @ sentence.vector)
    for assertion in sentence.assertions:
        pointed = index.held_terms(assertion.about) | _same_days(wording, assertion, report, index)
        own = set(sentence.terms) | pointed
        content = index.held_terms(with_subject(assertion)) | pointed
        around = index.held_terms(report.title)
        total = sum(weight(term, index) for term in asked) or 1.0
        held = sum(weight(t, index) * (1.0 if t in own else _CONTEXT_WEIGHT if t in around else 0.0) for t in asked)
        yield Evidence(
            assertion,
            report,
            index.publisher(report),
            held / total,
            closeness,
            voice_of(assertion, wording),
            said=sum(weight(t, index) for t in asked & content) / total * (1.0 if len(asked) > 1 else 0.5),
            own=sum(weight(t, index) for t in asked & own) / total,
            corrected=_correction(report, assertion, as_of),
            missing=frozenset(asked - own - around) | _other_days(wording, assertion, report),
            relayed=is_relay(assertion, report, index.names),
            around=passage,
            own_voice=not assertion.speakers or index.names.ids(assertion.speaker) == {report.publisher},
        )


def _same_days(wording: str, assertion: Assertion, report: Report, index: "Index") -> frozenset[str]:
    """The words of a question's days that the assertion means with others: "on Thursday" is "on 3 October"."""
    asked = calendar_days(wording, report.published) if assertion.when else ()
    meant = (day for day in asked if any(w.start == w.end == day for w in assertion.when))
    return frozenset(term for day in meant for term in index.held_terms(f"{day.day} {day:%B} {day.year}"))


def with_subject(assertion: Assertion) -> str:
    """The content, with its speaker where it begins with a pronoun: "denied that it had" is mostly about oneself."""
    text, speaker = assertion.text, assertion.speaker
    return f"{speaker} {text}" if speaker and _PRONOUN.match(text) else text


def _other_days(wording: str, assertion: Assertion, report: Report) -> frozenset[str]:
    """The days of a question, where the assertion names other days and not these: another day is another event."""
    asked = calendar_days(wording, report.published)
    if not asked or {*asked} & {report.published, assertion.said_on}:
        return frozenset()
    titled = calendar_days(report.title, report.published)
    told = (*(w for w in assertion.when if w.resolved), *(Window(day, day, "") for day in titled))
    if not told or any(window.holds(day) for window in told for day in asked):
        return frozenset()
    return frozenset(day.isoformat() for day in asked)


def register_evidence(
    quotations: Sequence[tuple[Quotation, int]],
    wording: str,
    asked: frozenset[str],
    vector: Vector,
    index: "Index",
    as_of: date | None,
) -> tuple[Evidence, ...]:
    """The assertions that the register's quotations stand for, in the editor's order, with scope, remark and how
    often each is cited."""
    found = []
    for quotation, cited in quotations:
        report = index.report(quotation.report)
        at = report.text.find(quotation.quote) if report is not None else -1
        if report is None or at < 0 or (as_of and (report.published is None or report.published > as_of)):
            continue
        items = [
            item
            for sentence in index.sentences(report.id, at, at + len(quotation.quote))
            for item in weigh_sentence(sentence, asked, vector, index, wording, as_of)
        ]
        if items:
            best = max(items, key=lambda e: (e.voice != "none", e.coverage, len(e.assertion.text)))
            found.append(replace(best, scope=quotation.scope, note=quotation.note, cited=cited))
    return tuple(found)


def voice_of(assertion: Assertion, wording: str) -> Voice:
    """On which side of a wording an assertion stands, taken that it is about it."""
    if assertion.modality in {"question", "conditional"} or assertion.stance == "no_comment":
        return "none"
    if assertion.likelihood is not None and assertion.likelihood.high <= EVEN:
        return "none"  # "unlikely" is an estimate and no denial, and no support either
    if assertion.stance == "retract":
        return "retract"
    against = assertion.stance in {"deny", "dismiss"}
    flipped = assertion.negated != bool(NEGATED.search(wording))
    if flipped and assertion.stance == "dismiss":
        return "none"  # who calls "it did not happen" a rumour has not said that it did
    return "deny" if against != flipped else "affirm"


def _correction(report: Report, assertion: Assertion, as_of: date | None) -> Correction | None:
    for correction in report.corrections:
        if as_of is not None and correction.date > as_of:
            continue
        at = report.text.find(correction.quote)
        if at < assertion.frame_end and assertion.frame_start < at + len(correction.quote):
            return correction
    return None
