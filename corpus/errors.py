"""Owns every expected failure of the product, so that each reaches a person as one line: what, where, the mend.

BriefingError
├── CorpusError       a file of the corpus cannot be read or does not hold (path, line, field)
├── RegisterError     a change of the register that cannot be made; nothing was written
├── IndexMissing      no index at this path
├── IndexStale        the index was made by another encoder, analyser or rule set
├── IndexUnwritable   the index cannot be written here: read-only, full, or in use
├── EncoderError      the encoder's weights are absent or not the ones that were pinned
├── ReadingStopped    a process that reads reports beside this one ended before its work was done
├── QuestionError     the question or its as-of date cannot be used
├── ModelUnavailable  a chat model was asked for and cannot be used
├── UnusableReply     a chat model answered with something that cannot be read
├── DataError         a set to measure on is absent, or not in its format
└── SettingsError     a BRIEFING_* variable has a value that cannot be used
"""

from pathlib import Path


class BriefingError(Exception):
    """The root: anything the product expects to go wrong."""


class CorpusError(BriefingError):
    """A corpus file that cannot be used, with the place of the fault."""

    def __init__(self, message: str, path: Path | str = "", line: int = 0, field: str = "") -> None:
        self.path, self.line, self.field, self.message = Path(path) if path else None, line, field, message
        place = f"{path}:{line}" if path and line else str(path)
        super().__init__(": ".join(part for part in (place, field, message) if part))


class RegisterError(BriefingError):
    """A change of the register that cannot be made; nothing was written."""


class IndexMissing(BriefingError):
    """No index where one was asked for."""


class IndexStale(BriefingError):
    """The index does not belong to this encoder, analyser or rule set."""


class IndexUnwritable(BriefingError):
    """The index cannot be written where it was asked to be."""


class EncoderError(BriefingError):
    """The encoder cannot be loaded, or its weights are not the pinned ones."""


class ReadingStopped(BriefingError):
    """A process that reads reports ended before its work was done."""


class QuestionError(BriefingError):
    """A question, or an as-of date, that cannot be used."""


class ModelUnavailable(BriefingError):
    """A chat model was asked for and cannot be reached or loaded."""


class UnusableReply(BriefingError):
    """A chat model's reply that holds no readable statement."""


class DataError(BriefingError):
    """A file of labelled data that cannot be measured on."""


class SettingsError(BriefingError):
    """A BRIEFING_* variable that cannot be used."""
