"""Owns word search: tantivy over the terms of each passage. What the ledger does not know is dropped by its readers."""

import shutil
from collections.abc import Iterable, Sequence
from pathlib import Path

import tantivy

from corpus.errors import IndexStale, IndexUnwritable

_HEAP_BYTES = 64_000_000


class Words:
    """The word index of one folder."""

    def __init__(self, folder: Path, *, create: bool = False) -> None:
        builder = tantivy.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("terms", stored=False, tokenizer_name="whitespace", index_option="freq")
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

    def replace(self, documents: Iterable[tuple[str, Sequence[str]]], removed: Iterable[str] = ()) -> None:
        """Write (key, terms) documents over any of the same key and take out the removed, in one transaction."""
        try:
            writer = self._index.writer(_HEAP_BYTES, num_threads=1)
            for key in removed:
                writer.delete_documents_by_term("key", key)
            for key, words in documents:
                writer.delete_documents_by_term("key", key)
                document = tantivy.Document()
                document.add_text("key", key)
                document.add_text("terms", " ".join(words))
                writer.add_document(document)
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

    def search(self, words: Iterable[str], k: int, marked: str = "") -> list[str]:
        """Keys of the best k passages by BM25, best first; of those with a mark alone where one is given. Words are
        matched as they are, so no query syntax can hurt."""
        queries = [(tantivy.Occur.Should, self._term(word)) for word in sorted(set(words))]
        if not queries:
            return []
        if marked:
            some = tantivy.Query.boolean_query(queries)
            queries = [(tantivy.Occur.Must, some), (tantivy.Occur.Must, self._term(marked))]
        self._index.reload()
        searcher = self._index.searcher()
        if not searcher.num_docs:
            return []
        # Tantivy sets k places aside before it looks, and ends the process where they do not fit.
        hits = searcher.search(tantivy.Query.boolean_query(queries), min(k, searcher.num_docs)).hits
        found = [(float(score), str(searcher.doc(address)["key"][0])) for score, address in hits]
        return [key for _, key in sorted(found, key=lambda hit: (-hit[0], hit[1]))]

    def _term(self, word: str) -> tantivy.Query:
        return tantivy.Query.term_query(self._schema, "terms", word)
