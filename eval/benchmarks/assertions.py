"""Owns how well the assertions of our labelled sentences are read: speakers, stance, modality, kind, hedges.

A false *confirmed* is one of our assertions that the status rules, given it alone as a story of one report, call
confirmed, and that is not labelled a plain acknowledged fact. Beside it stands the share of labelled judgements,
conditions and hedged words that we read as plain fact. The trivial rule to beat calls a sentence attributed that
holds a reporting verb, "according to" or a quotation mark.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from assistant.evidence import Evidence, voice_of
from assistant.status import bearings, decide
from corpus.values import Publisher, Report
from eval.benchmarks.confusion import Confusion, Pair
from eval.benchmarks.intervals import Figure, rate, resampled
from eval.benchmarks.labelled import AXES, FOLDER, Label, LabelledSet, Sentence, align, overlap, read_labelled, same
from eval.benchmarks.results import Mistake, Result
from eval.benchmarks.sources import Part, sample
from index.assertions import Assertion, read_assertions
from index.assertions.cues import reporting_verbs
from index.assertions.language import parse
from index.assertions.sentences import split_sentences
from index.building import Progress
from index.terms import Names

MACHINE = "machine-labelled: no person labelled these sentences or decided between the labels"
_SAID = ("attributed", "own voice")
_UNREAD = "unread"
_NOBODY = Names((), ())
_MARKED = re.compile(r"\baccording to\b|[\"“”]", re.I)
Score = Callable[[Label, Label], float]


@dataclass(frozen=True, slots=True)
class Read:
    """A labelled sentence with what we read in it."""

    sentence: Sentence
    found: tuple[Assertion, ...]
    ours: tuple[Label, ...]
    pairs: tuple[tuple[Label, Label | None], ...]
    """Each gold label with ours."""

    @property
    def right(self) -> bool:
        """Whether nothing is missing, nothing is added, and nothing differs but wording."""
        return len(self.ours) == len(self.pairs) and all(o is not None and same(g, o) for g, o in self.pairs)


def measure(
    data: Path | None, progress: Progress, half: Part = "all", limit: int | None = None, seed: int = 0, errors: int = 0
) -> Result:
    """Read every labelled sentence of a half, of our own set where no data is given. Raises DataError."""
    folder = data or FOLDER
    held = read_labelled(folder)
    sentences = sample([item for item in held.gold if half in ("all", item.half)], limit, seed)
    reads = []
    for number, sentence in enumerate(sentences, 1):
        reads.append(read_sentence(sentence))
        progress("reading labelled sentences", number, len(sentences))
    matrices = {axis: _matrix(reads, axis, seed) for axis in AXES}
    wrong = [read for read in reads if not read.right]
    return Result(
        "sentences",
        str(folder),
        half,
        f"{len(reads)} sentences, {sum(len(read.pairs) for read in reads)} assertions; {MACHINE}",
        (*_figures(reads, matrices, seed), *_agreement(held, sentences, seed)),
        tuple((f"{axis}: gold in rows, ours in columns", matrix) for axis, matrix in matrices.items()),
        tuple(_remarks(held, reads, wrong)),
        tuple(_mistake(read) for read in wrong[:errors]),
    )


def target(sentence: Sentence) -> str:
    """The words that are labelled."""
    spans = split_sentences(sentence.text)
    if sentence.target is None or sentence.target > len(spans):
        return sentence.text
    span = spans[sentence.target - 1]
    return sentence.text[span.start : span.end]


def read_sentence(sentence: Sentence) -> Read:
    """What the reader finds in a sentence, paired with its labels."""
    found = read_assertions(sentence.text, report=sentence.id, title=sentence.title)
    if sentence.target is not None:
        spans = split_sentences(sentence.text)[sentence.target - 1 : sentence.target]
        found = tuple(a for a in found if any(span.start <= a.frame_start < span.end for span in spans))
    ours = tuple(Label(a.speakers, a.text, a.stance, a.modality, a.attribution, bool(a.hedges)) for a in found)
    return Read(sentence, found, ours, tuple(align(sentence.labels, ours)))


def _matrix(reads: Sequence[Read], axis: str, seed: int) -> Confusion:
    pairs = (
        Pair(read.sentence.id, gold.on(axis), ours.on(axis) if ours else _UNREAD)
        for read in reads
        for gold, ours in read.pairs
    )
    return Confusion.of_pairs(pairs, (*AXES[axis], _UNREAD), "assertions", "sentence", seed)


def _figures(reads: Sequence[Read], matrices: dict[str, Confusion], seed: int) -> Iterable[Figure]:
    said = (Pair(r.sentence.id, _voice(r.sentence.labels), _voice(r.ours)) for r in reads)
    attributed = Confusion.of_pairs(said, _SAID, "sentences", seed=seed)
    yield attributed.f1("attributed")
    yield attributed.precision("attributed")
    yield attributed.recall("attributed")
    rule = (Pair(r.sentence.id, _voice(r.sentence.labels), _SAID[not _trivial(r.sentence)]) for r in reads)
    yield Confusion.of_pairs(rule, _SAID, "sentences", seed=seed).f1("attributed", "F1 of attributed, trivial rule")
    yield _mean("speaker overlap", reads, True, lambda g, o: overlap(" ".join(g.speakers), " ".join(o.speakers)), seed)
    yield matrices["stance"].macro_f1("stance macro-F1")
    yield matrices["modality"].macro_f1("modality macro-F1")
    yield _mean("attribution kind", reads, True, lambda g, o: float(g.attribution == o.attribution), seed)
    yield matrices["hedged"].f1("hedged")
    yield _mean("content overlap", reads, False, lambda g, o: overlap(g.content, o.content), seed)
    yield rate("false confirmed", sum(map(false_confirmed, reads)), sum(len(r.ours) for r in reads), "our assertions")
    soft = [(g, o) for r in reads for g, o in r.pairs if o is not None and not _is_plain(g)]
    yield rate("read as plain fact", sum(_is_plain(o) for _, o in soft), len(soft), "assertions labelled short of it")


def _voice(labels: Sequence[Label]) -> str:
    return _SAID[0] if any(label.speakers for label in labels) else _SAID[1]


def _trivial(sentence: Sentence) -> bool:
    text = target(sentence)
    verbs = reporting_verbs()
    return bool(_MARKED.search(text)) or any(t.lemma_ in verbs and t.pos_ == "VERB" for t in next(parse([text])))


def _is_plain(label: Label) -> bool:
    return label.modality == "fact" and not label.hedged


def _mean(name: str, reads: Sequence[Read], said: bool, score: Score, seed: int) -> Figure:
    """Mean score of gold labels, of the attributed ones only where `said`; one that we miss scores 0."""
    rows = [[score(g, o) if o is not None else 0.0 for g, o in read.pairs if g.speakers or not said] for read in reads]
    sums = np.array([[sum(row), len(row)] for row in rows if row]).reshape(-1, 2)
    of = f"{'attributed ' if said else ''}assertions, resampled by sentence"
    return resampled(name, sums, lambda drawn: drawn[..., 0] / drawn[..., 1], int(sums[:, 1].sum()), of, seed)


def false_confirmed(read: Read) -> int:
    """How many of our assertions the status rules call confirmed although their labels do not carry it."""
    labelled = {id(ours): gold for gold, ours in read.pairs}
    return sum(
        _status(assertion, read.sentence) == "confirmed" and not _carries(labelled.get(id(ours)))
        for assertion, ours in zip(read.found, read.ours, strict=True)
    )


def _carries(gold: Label | None) -> bool:
    return gold is not None and gold.stance == "acknowledge" and _is_plain(gold)


def _status(assertion: Assertion, sentence: Sentence) -> str:
    """The status of what an assertion says, in a story of this one sentence by a known outlet."""
    report = Report(id=sentence.id, title=sentence.title, text=sentence.text, publisher="outlet")
    item = Evidence(
        assertion,
        report,
        Publisher("outlet", "outlet"),
        coverage=1.0,
        closeness=1.0,
        voice=voice_of(assertion, assertion.text),
        own=1.0,
        said=1.0,
        origin=assertion.speaker.lower() or "outlet",
        own_voice=not assertion.speakers,
    )
    return decide(bearings([item], frozenset(), _NOBODY))[0]


def _agreement(held: LabelledSet, sentences: Sequence[Sentence], seed: int) -> Iterable[Figure]:
    """Cohen's kappa of the two labellings, on each axis; an assertion that one lacks is a disagreement."""
    both = [(item.id, held.first[item.id], held.second[item.id]) for item in sentences if item.id in held.second]
    if not both:
        return
    said = (Pair(key, _voice(one), _voice(other)) for key, one, other in both)
    yield Confusion.of_pairs(said, _SAID, "sentences", seed=seed).kappa("kappa of attributed")
    for axis, values in AXES.items():
        pairs = [pair for key, one, other in both for pair in _labelled_twice(key, one, other, axis)]
        matrix = Confusion.of_pairs(pairs, (*values, _UNREAD), "assertions", "sentence", seed)
        yield matrix.kappa(f"kappa of {axis}")


def _labelled_twice(key: str, one: Sequence[Label], other: Sequence[Label], axis: str) -> list[Pair]:
    aligned = align(one, other)
    used = {id(b) for _, b in aligned}
    pairs = [Pair(key, a.on(axis), b.on(axis) if b else _UNREAD) for a, b in aligned]
    return pairs + [Pair(key, _UNREAD, b.on(axis)) for b in other if id(b) not in used]


def _remarks(held: LabelledSet, reads: Sequence[Read], wrong: Sequence[Read]) -> Iterable[str]:
    if not held.second:
        yield "there is no second labelling: gold is the first alone, and no agreement can be given"
    if held.undecided:
        yield f"{len(held.undecided)} sentences on which the labellings differ are undecided: gold is the first"
    added = sum(len(r.ours) - sum(o is not None for _, o in r.pairs) for r in reads)
    yield f"{added} of our {sum(len(r.ours) for r in reads)} assertions pair with no label"
    kinds, total = (Counter(r.sentence.construction for r in rs if r.sentence.construction) for rs in (wrong, reads))
    told = ", ".join(f"{kind} {count} of {total[kind]}" for kind, count in kinds.most_common())
    yield f"{len(reads) - len(wrong)} of {len(reads)} sentences are right in everything" + (
        f"; mistakes by construction: {told}" if told else ""
    )


def _mistake(read: Read) -> Mistake:
    item = read.sentence
    key = f"{item.id} ({item.construction})" if item.construction else item.id
    gold, ours = (" | ".join(str(label) for label in labels) or "nothing" for labels in (item.labels, read.ours))
    return Mistake(key, item.text, gold, ours)
