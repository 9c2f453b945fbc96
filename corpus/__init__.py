"""What we were given: reports, publishers, names and the register of claims, read and checked."""

from corpus.checking import check_corpus, load_corpus
from corpus.errors import BriefingError, CorpusError
from corpus.reading import Fault
from corpus.settings import Settings, load_settings
from corpus.values import Claim, Corpus, Correction, Link, Name, Publisher, Quotation, Report, Slots, StatusChange

__all__ = [
    "BriefingError",
    "Claim",
    "Corpus",
    "CorpusError",
    "Correction",
    "Fault",
    "Link",
    "Name",
    "Publisher",
    "Quotation",
    "Report",
    "Settings",
    "Slots",
    "StatusChange",
    "check_corpus",
    "load_corpus",
    "load_settings",
]
