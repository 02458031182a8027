"""A sentence encoder from a folder, run on the CPU: the Encoder of ``paperbrief[semantic]``.

The folder holds ``model.onnx`` and ``tokenizer.json``, as sentence-transformers' models are
published. A text's vector is the mean of the last layer over its tokens.
"""

import hashlib
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.errors import SettingsError

# tokens; what all-MiniLM-L6-v2 was made for, and about a long abstract
_LONGEST = 256

Vectors = npt.NDArray[np.float32]


class SentenceEncoder:
    """An Encoder (bot.ports.encoding), for any thread; about 0.07 s of CPU for an abstract.

    Each text goes alone through the model: padding it to the length of another would cost
    more than a batch saves, and an int8 model would round it otherwise.
    """

    name = "encoder"

    def __init__(self, folder: Path) -> None:
        """Raises SettingsError where a package or a file is missing or no such model."""
        model, tokenizer = folder / "model.onnx", folder / "tokenizer.json"
        self._session, self._tokenizer = _opened(model, tokenizer)
        self._inputs = {one.name for one in self._session.get_inputs()}
        digest = hashlib.sha256(model.read_bytes() + tokenizer.read_bytes())
        self.version = digest.hexdigest()[:8]
        self._size = len(self._encoded("a"))

    def vectors(self, texts: Sequence[str]) -> Vectors:
        """A unit row for each text, float32; zeros for one without letters or digits."""
        found = np.zeros((len(texts), self._size), np.float32)
        for row, text in enumerate(texts):
            if any(map(str.isalnum, text)):
                found[row] = self._encoded(text)
        return found

    def _encoded(self, text: str) -> Vectors:
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        given = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        given = {name: each for name, each in given.items() if name in self._inputs}
        mean = self._session.run(None, given)[0][0].mean(0)
        return np.asarray(mean / max(float(np.linalg.norm(mean)), 1e-9), np.float32)


def _opened(model: Path, tokenizer: Path) -> tuple[Any, Any]:
    for path in (model, tokenizer):
        if not path.is_file():
            raise SettingsError(f"PAPERBRIEF_ENCODER needs the file {path}, which is not there.")
    try:
        # an extra, which only those who set the folder have
        import onnxruntime
        import tokenizers
    except ImportError as error:
        raise SettingsError(
            "PAPERBRIEF_ENCODER needs two more packages: pip install 'paperbrief[semantic]'."
        ) from error
    options = onnxruntime.SessionOptions()
    # one thread: the loop and the deliveries need the others
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    try:
        session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        read = tokenizers.Tokenizer.from_file(str(tokenizer))
    # tokenizers raises Exception itself for a file that it cannot read, onnxruntime its children
    except Exception as error:
        raise SettingsError(f"PAPERBRIEF_ENCODER: no encoder in {model.parent}: {error}") from error
    read.no_padding()
    read.enable_truncation(_LONGEST)
    return session, read
