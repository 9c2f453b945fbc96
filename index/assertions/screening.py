"""Owns the screen: which sentences may hold a cue, told from their words alone, so that only those are parsed."""

from functools import cache
from typing import TYPE_CHECKING

from index.assertions.cue_turns import has_turn
from index.assertions.cues import cue_file, reporting_nouns, reporting_verbs

if TYPE_CHECKING:
    from spacy.pipeline import Lemmatizer
    from spacy.tokens import Doc, Token

_ALSO = frozenset(
    "according per citing quoting cites quotes cited quoted learn hear no nothing "
    "regret regrets regretted apologise apologize apologises apologizes apologised apologized".split()
)
"""Words a cue may start at that stand in no cue file."""
LABEL = 9
"""Tokens before the colon of a name that speaks; what is longer is a sentence of its own."""
_ENDS = frozenset(".!?…;:")
_INFLECTED = ("verb", "noun", "adj", "adv")
"""The parts of speech whose dictionary form may differ from the word."""


@cache
def cue_words() -> frozenset[str]:
    """Every word or dictionary form a cue may start at. A cue that starts elsewhere is never found."""
    refusals, dismissals = cue_file("refusals"), cue_file("dismissals")
    lists = (
        reporting_verbs(),
        reporting_nouns(),
        refusals["refusing"],
        refusals["verifying"],
        dismissals["calling"],
        _ALSO,
    )
    return frozenset(str(word).split()[0] for words in lists for word in words)


def starts_cue(token: "Token") -> bool:
    """Whether a cue may start at this token."""
    words = cue_words()
    return token.lemma_ in words or token.lower_ in words or _stands_as_mark(token)


def _stands_as_mark(token: "Token") -> bool:
    """ "As the ministry says, …" and the colon behind a name: words too common to be cues anywhere else."""
    if token.text == ":":
        return 0 < token.i < LABEL
    return token.lower_ == "as" and (token.i == 0 or token.nbor(-1).text == ",")


def may_hold_cue(doc: "Doc", lemmatizer: "Lemmatizer") -> bool:
    """Whether any word could, as some part of speech, be a cue's. Needs no parse, and never misses one."""
    forms = _cue_forms(lemmatizer)
    return any(token.lower_ in forms or _stands_as_mark(token) for token in doc) or has_turn(doc.text)


def may_be_two(doc: "Doc") -> bool:
    """Whether a sentence may end inside: the parse would tell, and no name is read across such an end."""
    return any(token.text[-1] in _ENDS for token in doc[:-2])


@cache
def _cue_forms(lemmatizer: "Lemmatizer") -> frozenset[str]:
    """Every form that the lemmatizer may trace to a cue word: its own rules, read backwards, and its exceptions."""
    words, tables = cue_words(), lemmatizer.lookups
    forms = set(words)
    for part in _INFLECTED:
        for ending, put_back in tables.get_table("lemma_rules").get(part, ()):
            forms.update(word.removesuffix(put_back) + ending for word in words if word.endswith(put_back))
        exceptions = tables.get_table("lemma_exc").get(part, {})
        forms.update(form for form, lemmas in exceptions.items() if not words.isdisjoint(lemmas))
    return frozenset(forms)
