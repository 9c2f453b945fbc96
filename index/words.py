"""Owns word search: tantivy over the terms of each passage. What the ledger does not know is dropped by its readers."""

import math
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import tantivy

from corpus.errors import IndexStale, IndexUnwritable
from corpus.values import HANDLING, Report
from index.bounds import Bounds
from index.values import Against

_HEAP_BYTES = 64_000_000


_AGAINST: tuple[Against, ...] = ("no", "negated", "spoken")
_K1 = 1.2
"""Of BM25, as tantivy has it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A passage as it is searched."""

    key: str
    terms: Sequence[str]
    report: Report
    against: Against


class Words:
    """The word index of one folder."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
        builder.add_text_field("publisher", stored=False, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("against", stored=False, tokenizer_name="raw", index_option="basic")
        for field in ("published", "received", "handling"):
            builder.add_integer_field(field, fast=True)
        self._schema = builder.build()
        build = f"briefing index --index {folder.parent}"
        if not create and not (folder / "meta.json").is_file():
            raise IndexStale(f"the word index is missing from {folder.parent}. Build it anew: {build}")
        try:
            self._index = self._open(folder, create)
        except (OSError, ValueError) as fault:
            if create:
                raise IndexUnwritable(f"cannot write the word index in {folder}: {fault}") from None
            raise IndexStale(f"the word index in {folder} cannot be read ({fault}). Build it anew: {build}") from None

    def _open(self, folder: Path, create: bool) -> tantivy.Index:
        if not create:
            return tantivy.Index(self._schema, path=str(folder))
        folder.mkdir(parents=True, exist_ok=True)
        try:
            return tantivy.Index(self._schema, path=str(folder))
        except ValueError as fault:
            if "os error" in str(fault) or "Os {" in str(fault):
                raise  # a full disk or too many open files: what is there is whole
            shutil.rmtree(folder)
            folder.mkdir()
            return tantivy.Index(self._schema, path=str(folder))

    def replace(self, documents: Iterable[Document], removed: Iterable[str] = ()) -> None:
        """Write documents over any of the same key and take out the removed, in one transaction."""
        try:
            writer = self._index.writer(_HEAP_BYTES, num_threads=1)
            for key in removed:
                writer.delete_documents_by_term("key", key)
            for document in documents:
                writer.delete_documents_by_term("key", document.key)
                writer.add_document(_written(document))
            writer.commit()
            writer.wait_merging_threads()
            self._index.reload()
        except (OSError, ValueError) as fault:
            raise IndexUnwritable(f"cannot write the word index: {fault}") from None

    def keys(self) -> set[str]:
        """Every key held: for finding what an interrupted build left behind."""
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return set()
        hits = searcher.search(tantivy.Query.all_query(), searcher.num_docs).hits
        return {str(searcher.doc(address)["key"][0]) for _, address in hits}

    def count(self) -> int:
        """How many documents are held."""
        return int(self._index.searcher().num_docs)

    def search(self, words: Iterable[str], k: int, bounds: Bounds) -> list[str]:
        """Keys of the best k passages within the bounds by BM25, best first. Words are matched as they are, so no query
        syntax can hurt."""
        some = self._some(words)
        if some is None:
            return []
        found = self._hits([(tantivy.Occur.Must, some), *self._within(bounds)], k)
        return [key for key, _ in sorted(found, key=lambda hit: (-hit[1], hit[0]))]

    def coverage(self, words: Iterable[str], keys: Sequence[str]) -> dict[str, float]:
        """BM25 of some passages over the most that any could reach with these words: 0 to 1. The weight of a word that
        no passage holds counts too."""
        words = {*words}
        some = self._some(words)
        if some is None or not keys:
            return {}
        searcher = self._index.searcher()
        most = sum(_rarity(searcher.doc_freq("terms", word), searcher.num_docs) for word in words) * (_K1 + 1)
        among = tantivy.Query.term_set_query(self._schema, "key", list(keys))
        found = self._hits([(tantivy.Occur.Must, some), (tantivy.Occur.Must, _unscored(among))], len(keys))
        return {key: score / most for key, score in found}

    def _hits(self, queries: list[tuple[tantivy.Occur, tantivy.Query]], k: int) -> list[tuple[str, float]]:
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return []
        # Tantivy sets k places aside before it looks, and ends the process where they do not fit.
        hits = searcher.search(tantivy.Query.boolean_query(queries), min(k, searcher.num_docs), count=False).hits
        return [(str(searcher.doc(address)["key"][0]), float(score)) for score, address in hits]

    def _some(self, words: Iterable[str]) -> tantivy.Query | None:
        """Any of the words; None where there is none."""
        queries = [
            (tantivy.Occur.Should, tantivy.Query.term_query(self._schema, "terms", word)) for word in sorted({*words})
        ]
        return tantivy.Query.boolean_query(queries) if queries else None

    def _within(self, bounds: Bounds) -> Iterator[tuple[tantivy.Occur, tantivy.Query]]:
        """What must hold beside the words, and adds nothing to the score."""
        limits = {"published": bounds.published_by, "received": bounds.received_by}
        most = {field: day.toordinal() for field, day in limits.items() if day is not None}
        if len(bounds.cleared) < len(HANDLING):
            most["handling"] = len(bounds.cleared) - 1
        queries = [
            tantivy.Query.range_query(self._schema, field, tantivy.FieldType.Integer, upper_bound=bound)
            for field, bound in most.items()
        ]
        if bounds.publishers is not None:
            queries.append(tantivy.Query.term_set_query(self._schema, "publisher", sorted(bounds.publishers)))
        if bounds.against != "no":
            at_least = _AGAINST[_AGAINST.index(bounds.against) :]
            queries.append(tantivy.Query.term_set_query(self._schema, "against", list(at_least)))
        for query in queries:
            yield tantivy.Occur.Must, _unscored(query)


def _written(document: Document) -> tantivy.Document:
    report, made = document.report, tantivy.Document()
    made.add_text("key", document.key)
    made.add_text("terms", " ".join(document.terms))
    made.add_text("publisher", report.publisher)
    made.add_integer("handling", HANDLING.index(report.handling))
    made.add_text("against", document.against)
    for field, day in (("published", report.published), ("received", report.received)):
        if day is not None:  # a missing date is inside no bound
            made.add_integer(field, day.toordinal())
    return made


def _unscored(query: tantivy.Query) -> tantivy.Query:
    return tantivy.Query.const_score_query(query, 0.0)


def _rarity(holding: int, of: int) -> float:
    """The weight of a word in BM25, as tantivy counts it."""
    return math.log(1 + (of - holding + 0.5) / (holding + 0.5))
