"""A neural encoder from a folder, where onnxruntime is installed; and what is said where not."""

import json
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from adapters.sentence_encoder.encoder import SentenceEncoder
from bot.errors import SettingsError
from tests.adapters.tiny_onnx import lookup_model, word_tokenizer

INSTALLED = find_spec("onnxruntime") is not None and find_spec("tokenizers") is not None
needs_it = pytest.mark.skipif(not INSTALLED, reason="paperbrief[semantic] is not installed")
WORDS = ("other", "video", "film", "planet")
ROWS = ((0.1, 0.1, 0.1), (1.0, 0.0, 0.0), (0.8, 0.6, 0.0), (0.0, 0.0, 1.0))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "model.onnx").write_bytes(lookup_model(ROWS))
    (tmp_path / "tokenizer.json").write_text(json.dumps(word_tokenizer(WORDS)), "utf-8")
    return tmp_path


@needs_it
def test_a_text_is_the_unit_mean_of_its_tokens_whatever_stands_beside_it(folder: Path) -> None:
    encoder = SentenceEncoder(folder)
    both = encoder.vectors(["video planet", "film"])
    np.testing.assert_allclose(both, [[0.5**0.5, 0, 0.5**0.5], [0.8, 0.6, 0]], atol=1e-6)
    np.testing.assert_array_equal(both[1], encoder.vectors(["film"])[0])
    assert both.dtype == np.float32


@needs_it
def test_a_text_without_letters_or_digits_has_no_direction(folder: Path) -> None:
    encoder = SentenceEncoder(folder)
    assert not encoder.vectors(["", "?!"]).any()
    assert encoder.vectors([]).shape == (0, 3)


@needs_it
def test_another_model_is_another_version(folder: Path) -> None:
    before = SentenceEncoder(folder).version
    assert SentenceEncoder(folder).version == before
    (folder / "model.onnx").write_bytes(lookup_model([row[::-1] for row in ROWS]))
    assert SentenceEncoder(folder).version != before


@needs_it
def test_a_long_text_is_read_to_its_256th_token(folder: Path) -> None:
    encoder = SentenceEncoder(folder)
    long = encoder.vectors(["video " * 256 + "planet " * 256])[0]
    np.testing.assert_allclose(long, [1, 0, 0], atol=1e-6)


@needs_it
@pytest.mark.parametrize("name", ["model.onnx", "tokenizer.json"])
def test_a_damaged_file_is_told_as_a_wrong_setting(folder: Path, name: str) -> None:
    (folder / name).write_bytes(b"\x00 not what it should be")
    with pytest.raises(SettingsError, match="no encoder in"):
        SentenceEncoder(folder)


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"model\.onnx, which is not there"):
        SentenceEncoder(tmp_path)


@pytest.mark.skipif(INSTALLED, reason="paperbrief[semantic] is installed")
def test_without_its_packages_it_says_how_to_get_them(folder: Path) -> None:
    with pytest.raises(SettingsError, match=r"pip install 'paperbrief\[semantic\]'"):
        SentenceEncoder(folder)
