"""Owns where a verb writes: which register is meant, the journal of its edits, and the index brought up afterwards."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.commands.desks import build_index, index_beside_cache, open_desk
from corpus.errors import BriefingError, RegisterError
from corpus.settings import Settings, is_checkout, load_settings

if TYPE_CHECKING:
    from assistant import Assistant
    from index.opening import Index


@dataclass(frozen=True, slots=True)
class Register:
    """One corpus folder that is written to, with the index that answers from it."""

    folder: Path
    index: Path
    settings: Settings

    @property
    def journal(self) -> Path:
        """Where earlier versions of its files are kept, so that the last edit can be taken back."""
        return self.settings.cache / "edits"

    def bring_up(self) -> None:
        """Nobody is answered from the old register: the index follows at once. Raises RegisterError where it cannot."""
        try:
            build_index(self.folder, self.index, self.settings)
        except BriefingError as fault:
            raise RegisterError(f"written, but the index still has the old register: {fault}") from None

    @contextmanager
    def desk(self) -> Iterator["Assistant"]:
        """The desk over that index as it is now."""
        from assistant import Assistant

        with Assistant.open(self.index, settings=self.settings) as desk:
            yield desk


def find_register(corpus: Path | None, index: Path | None) -> Register:
    """The register that the options mean. Raises RegisterError where writing to it would be a mistake."""
    settings = load_settings()
    if corpus is not None:
        return Register(corpus, index or index_beside_cache(corpus, settings), settings)
    if index is not None:
        raise RegisterError("an index is not where the register is written down; name its corpus too: --corpus FOLDER")
    if settings.is_shipped and not is_checkout():
        raise RegisterError(
            f"{settings.corpus} belongs to the installed package, whose next upgrade would undo the change; copy "
            "that folder and name yours with --corpus"
        )
    with open_desk(None, None) as desk:
        _check_same(desk.index, settings)
    return Register(settings.corpus, settings.index, settings)


def _check_same(index: "Index", settings: Settings) -> None:
    """Raises RegisterError where the default index was built from another corpus: it would be built over."""
    from corpus.checking import check_corpus

    reports = check_corpus(settings.corpus)[0].corpus.reports
    if index.counts["report"] and not any(index.report(report.id) for report in reports):
        raise RegisterError(f"the index in {settings.index} was made from another corpus; name it with --corpus FOLDER")
