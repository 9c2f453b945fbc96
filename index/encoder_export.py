"""Owns turning a sentence-transformers model into one ONNX file that gives the same vectors without torch."""

import hashlib
import logging
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from corpus.errors import EncoderError

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

EXPORTER = "1"
"""Raised when the exported file would differ for the same weights: it is part of every fingerprint."""

POOLING = ("mean", "cls")
"""What is proven equal by a test. Other poolings would export, but nobody has compared them."""

_NOISY = ("torch.onnx", "onnxscript", "onnx_ir", "transformers", "sentence_transformers", "huggingface_hub")


@dataclass(frozen=True, slots=True)
class Export:
    """What was written, and the model's own vectors of some texts, to compare the written file with."""

    weights_sha256: str
    dimensions: int
    max_seq_length: int
    texts: tuple[str, ...]
    vectors: NDArray[np.float32]


def export_encoder(source: str, folder: Path, *, is_folder: bool) -> Export:
    """Write model.onnx and tokenizer.json of a sentence-transformers model into a folder. Raises EncoderError."""
    with _quiet():
        model = _load(source, is_folder=is_folder)
        transformer, pooling = _parts(model, source)
        tokenizer = _tokenizer(model, source)
        (folder / "tokenizer.json").write_text(tokenizer, encoding="utf-8")
        _write_onnx(transformer, pooling, folder / "model.onnx", source)
        texts = _check_texts(model.max_seq_length or 512)
        vectors = model.encode(list(texts), normalize_embeddings=True, show_progress_bar=False)
    return Export(
        _digest(model, tokenizer),
        int(vectors.shape[1]),
        int(model.max_seq_length or 0),
        texts,
        np.asarray(vectors, dtype=np.float32),
    )


def _load(source: str, *, is_folder: bool) -> "SentenceTransformer":
    from sentence_transformers import SentenceTransformer  # 5 s: only an export pays it

    try:
        return SentenceTransformer(source, device="cpu", local_files_only=is_folder or not _hub_answers())
    # A hub that cannot be reached, a folder without a model and a broken file all arrive as one of these.
    except (OSError, ValueError, KeyError, ImportError, RuntimeError) as fault:
        reason = str(fault).strip().splitlines()[0] if str(fault).strip() else type(fault).__name__
        mend = (
            "give a folder that sentence-transformers can read"
            if is_folder
            else ("check the name and the network, or give a model folder in BRIEFING_ENCODER")
        )
        raise EncoderError(f"encoder {source!r} cannot be loaded ({reason[:200]}); {mend}") from None


def _hub_answers() -> bool:
    """One try: the hub's own client would go on for over a minute before it says there is no network."""
    import urllib.error
    import urllib.request

    from huggingface_hub import constants

    if constants.HF_HUB_OFFLINE:
        return False
    try:
        urllib.request.urlopen(constants.ENDPOINT, timeout=10).close()  # noqa: S310 - https, or what the user set
    except urllib.error.HTTPError:
        return True  # a refusal is an answer
    except OSError:
        return False
    return True


def _parts(model: "SentenceTransformer", source: str) -> tuple[Any, Any]:
    """The transformer and the pooling, if the model is made of nothing that the export would lose."""
    from sentence_transformers.sentence_transformer.modules import Normalize, Pooling, Transformer

    modules = list(model)
    names = " + ".join(type(module).__name__ for module in modules)
    mend = "use a model of Transformer + Pooling (+ Normalize)"
    if not (
        2 <= len(modules) <= 3
        and isinstance(modules[0], Transformer)
        and isinstance(modules[1], Pooling)
        and all(isinstance(module, Normalize) for module in modules[2:])
    ):
        raise EncoderError(f"encoder {source!r} is made of {names}, which is not supported; {mend}")
    if modules[1].pooling_mode not in POOLING:
        raise EncoderError(f"encoder {source!r} pools by {modules[1].pooling_mode!r}; use one that takes mean or cls")
    if model.default_prompt_name:
        raise EncoderError(
            f"encoder {source!r} adds the prompt {model.default_prompt_name!r} to every text; "
            "use a model without a default prompt"
        )
    return modules[0], modules[1]


def _tokenizer(model: "SentenceTransformer", source: str) -> str:
    """The model's tokenizer as one JSON text, with its padding and truncation set."""
    from tokenizers import Tokenizer

    whole: Any = model.tokenizer
    backend = getattr(whole, "backend_tokenizer", None)
    if not isinstance(backend, Tokenizer):
        raise EncoderError(f"encoder {source!r} has no fast tokenizer; use a model that ships a tokenizer.json")
    fast = Tokenizer.from_str(backend.to_str())
    fast.enable_truncation(max_length=int(model.max_seq_length or 512))
    fast.enable_padding(
        direction=whole.padding_side, pad_id=whole.pad_token_id or 0, pad_token=whole.pad_token or "[PAD]"
    )
    return str(fast.to_str())


def _write_onnx(transformer: Any, pooling: Any, path: Path, source: str) -> None:
    import torch

    class Sentence(torch.nn.Module):  # here, because its base class is only known once torch is imported
        """Token ids and mask to one unit vector, by the model's own modules."""

        def __init__(self) -> None:
            super().__init__()
            self.transformer, self.pooling = transformer.auto_model, pooling

        def forward(self, input_ids: torch.Tensor, attention_mask: torch.Tensor) -> torch.Tensor:
            tokens = self.transformer(input_ids=input_ids, attention_mask=attention_mask).last_hidden_state
            pooled = self.pooling({"token_embeddings": tokens, "attention_mask": attention_mask})["sentence_embedding"]
            return torch.nn.functional.normalize(pooled, p=2, dim=1)

    # Two texts of five tokens, the second one padded: a batch of one, or one without padding, would be traced
    # as if every later input were so.
    ids = torch.ones(2, 5, dtype=torch.int64)
    mask = torch.tensor([[1, 1, 1, 1, 1], [1, 1, 1, 0, 0]])
    axes = {0: torch.export.Dim("texts", min=1), 1: torch.export.Dim("tokens", min=1)}
    try:
        # The older exporter (dynamo=False) gives a file that is silently wrong at other lengths.
        torch.onnx.export(
            Sentence().eval().float(),
            (ids, mask),
            str(path),
            dynamo=True,
            external_data=False,
            verbose=False,
            input_names=["input_ids", "attention_mask"],
            output_names=["vectors"],
            dynamic_shapes=(axes, axes),
        )
    except torch.onnx.errors.OnnxExporterError as fault:
        reason = str(fault).strip().splitlines()[0][:200]
        raise EncoderError(f"encoder {source!r} cannot be exported to ONNX ({reason}); use another model") from None


def _check_texts(tokens: int) -> tuple[str, ...]:
    """Texts from empty to longer than the model reads."""
    words = "The agency said on Friday that it could not independently verify the number of soldiers".split()
    lengths = (0, 1, 2, 3, 7, 15, 40, 100, tokens, tokens + 50)
    return (*(" ".join(words[n % len(words)] for n in range(length)) for length in lengths), "Повідомлення 보고 — “ü”")


def _digest(model: "SentenceTransformer", tokenizer: str) -> str:
    """A digest of the weights as loaded, for a model that is not a file we can hash."""
    digest = hashlib.sha256(tokenizer.encode())
    for name, tensor in sorted(model.state_dict().items()):
        digest.update(name.encode())
        digest.update(tensor.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()


@contextmanager
def _quiet() -> Iterator[None]:
    """Loading and exporting announce their own steps at length; the caller has said what happens in one line."""
    import torch  # noqa: F401 - first, because importing it sets up its loggers anew
    from transformers.utils import logging as untyped

    transformers_logging: Any = untyped
    levels = {name: logging.getLogger(name).level for name in _NOISY}
    bars = transformers_logging.is_progress_bar_enabled()
    for name in levels:
        logging.getLogger(name).setLevel(logging.ERROR)
    transformers_logging.disable_progress_bar()
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        for name, level in levels.items():
            logging.getLogger(name).setLevel(level)
        if bars:
            transformers_logging.enable_progress_bar()
