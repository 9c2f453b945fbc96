"""Owns the measure of uncertainty cues: does a sentence carry one, in encyclopedia articles marked by linguists.

The halves follow the order of the file, by sentence: the first half is for developing, the second is reported.
Intervals are resampled by article.
"""

import xml.etree.ElementTree as ET
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from eval.benchmarks.confusion import Confusion, Pair
from eval.benchmarks.intervals import rate
from eval.benchmarks.results import Mistake, Result
from eval.benchmarks.sources import Half, Source, sample
from index.assertions.uncertainty import uncertain_words
from index.building import Progress

SOURCE = Source("the Szeged Uncertainty Corpus", ("wiki*.xml",), "https://rgai.inf.u-szeged.hu/node/160")
LABELS = ("uncertain", "plain")


@dataclass(frozen=True, slots=True)
class Marked:
    """A sentence and the kinds of its marked cues; none for a plain one."""

    key: str
    article: str
    text: str
    kinds: tuple[str, ...]


def measure(
    data: Path | None, progress: Progress, half: Half = "all", limit: int | None = None, seed: int = 0, errors: int = 0
) -> Result:
    """Whether each sentence is read as carrying a cue. Raises DataError."""
    path = SOURCE.find(data)
    sentences = sample(in_half(read(path), half), limit, seed)
    pairs, mistakes = [], []
    kinds, caught = Counter[str](), Counter[str]()
    for number, item in enumerate(sentences, 1):
        found = uncertain_words(item.text)
        pairs.append(Pair(item.article, LABELS[not item.kinds], LABELS[not found]))
        kinds.update(set(item.kinds))
        caught.update(set(item.kinds) if found else ())
        if bool(found) != bool(item.kinds):
            mistakes.append(Mistake(item.key, item.text, ", ".join(item.kinds) or "plain", ", ".join(found) or "plain"))
        progress("reading sentences", number, len(sentences))
    matrix = Confusion.of_pairs(pairs, LABELS, "sentences", "article", seed)
    recalls = (rate(f"recall of {k}", caught[k], n, "sentences with a cue of it") for k, n in kinds.most_common())
    return Result(
        "hedges",
        str(path),
        half,
        f"{len(sentences)} sentences, {sum(bool(item.kinds) for item in sentences)} with a marked cue",
        (matrix.f1("uncertain"), matrix.precision("uncertain"), matrix.recall("uncertain"), *recalls),
        (("sentences: gold in rows, ours in columns", matrix),),
        mistakes=tuple(mistakes[:errors]),
    )


def in_half(sentences: list[Marked], half: Half) -> list[Marked]:
    """The first half ends after half of the sentences, the odd one in the second."""
    middle = len(sentences) // 2
    return {"all": sentences, "first": sentences[:middle], "second": sentences[middle:]}[half]


def read(path: Path) -> list[Marked]:
    """The sentences of a file in its order. Raises DataError."""
    try:
        root = ET.fromstring(SOURCE.text(path).encode())  # noqa: S314 - expat bounds entities since 2.4.1
    except ET.ParseError as fault:
        raise SOURCE.fault(path, fault.position[0], f"not readable as XML: {fault}") from None
    found = []
    for number, document in enumerate(root.iter("Document")):
        article = document.findtext("DocID") or str(number)
        for sentence in document.iter("Sentence"):
            kinds = tuple(_kind(cue.get("type", "")) for cue in sentence.iter("ccue"))
            key = f"{article} {sentence.get('id', '')}"
            found.append(Marked(key, f"{number} {article}", "".join(sentence.itertext()).strip(), kinds))
    if not found:
        raise SOURCE.fault(path, 0, "no <Document> with a <Sentence> in it")
    return found


def _kind(name: str) -> str:
    """`speculation_hypo_doxastic _` → `doxastic`."""
    return name.strip(" _").rpartition("_")[2] or "unnamed"
