"""Encodes the texts of space.texts with the teacher, a sentence encoder in ONNX.

    python -m benchmarks.space.encode DATA MODEL.onnx TOKENIZER.json OUTPUT [--papers N]

DATA is the folder of the test material. OUTPUT gets one file for each 500 papers, and
keeps those that are there: an interrupted run goes on where it was. Needs onnxruntime
and tokenizers. Each text is encoded alone, so that its vector depends on no other.
"""

import argparse
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import onnxruntime
import tokenizers

from benchmarks.space.texts import Source, parts, read_papers, texts_of, written_words

LONGEST = 256


class Teacher:
    """Mean of the last layer over all tokens, as a unit vector: what all-MiniLM-L6-v2 wants."""

    def __init__(self, model: Path, tokenizer: Path) -> None:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._session = onnxruntime.InferenceSession(
            str(model), options, providers=["CPUExecutionProvider"]
        )
        self._tokenizer = tokenizers.Tokenizer.from_file(str(tokenizer))
        self._tokenizer.no_padding()
        self._tokenizer.enable_truncation(LONGEST)

    def words(self) -> list[str]:
        """The English words of the teacher's vocabulary, in its order, commonest first."""
        numbered = sorted(self._tokenizer.get_vocab().items(), key=lambda entry: entry[1])
        return [word for word, _ in numbered if re.fullmatch("[a-z]{3,}", word)]

    def vector(self, text: str) -> npt.NDArray[np.float32]:
        ids = np.array([self._tokenizer.encode(text).ids], np.int64)
        given: dict[str, Any] = {
            "input_ids": ids,
            "attention_mask": np.ones_like(ids),
            "token_type_ids": np.zeros_like(ids),
        }
        mean = self._session.run(None, given)[0][0].mean(0)
        return np.asarray(mean / np.linalg.norm(mean), np.float32)


def encode(papers: Sequence[Source], teacher: Teacher) -> dict[str, npt.NDArray[Any]]:
    rows = [(number, *row) for number, paper in enumerate(papers) for row in texts_of(paper)]
    return {
        "paper": np.array([number for number, _, _ in rows], np.int32),
        "kind": np.array([kind for _, kind, _ in rows]),
        "text": np.array([text for _, _, text in rows]),
        "vector": np.stack([teacher.vector(text) for _, _, text in rows]).astype(np.float16),
    }


def encode_words(papers: Sequence[Source], teacher: Teacher) -> dict[str, npt.NDArray[Any]]:
    """Single words: the corpus's own, and those the teacher knows whole, which people type."""
    words = dict.fromkeys([*written_words(papers), *teacher.words()])
    return {
        "text": np.array(list(words)),
        "vector": np.stack([teacher.vector(word) for word in words]).astype(np.float16),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("model", type=Path)
    parser.add_argument("tokenizer", type=Path)
    parser.add_argument("output", type=Path)
    parser.add_argument("--papers", type=int)
    options = parser.parse_args()
    teacher = Teacher(options.model, options.tokenizer)
    options.output.mkdir(parents=True, exist_ok=True)
    papers = read_papers(options.data)
    if not (path := options.output / "words.npz").exists():
        np.savez_compressed(path, allow_pickle=False, **encode_words(papers, teacher))
    for number, part in enumerate(parts(papers[: options.papers])):
        path = options.output / f"part-{number:03d}.npz"
        if not path.exists():
            unfinished = path.with_suffix(".tmp.npz")
            np.savez_compressed(unfinished, allow_pickle=False, **encode(part, teacher))
            unfinished.rename(path)
            print(path.name, flush=True)


if __name__ == "__main__":
    main()
