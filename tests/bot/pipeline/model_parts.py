"""Small models for tests of choosing: what they are asked, and what they answer, in the open."""

import json
import re
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt

from bot.text.words import content_stems
from bot.values.model import Account, ModelAnswer, ModelRequest, Tokens

Answer = Mapping[str, Any] | Exception


class ScriptedModel:
    """A LanguageModel that answers as ``script`` says, and remembers what it was asked."""

    def __init__(self, script: Callable[[ModelRequest], Answer], name: str = "scripted") -> None:
        self.name = name
        self.asked: list[ModelRequest] = []
        self.accounts: list[Account] = []
        self._script = script

    async def ask(self, request: ModelRequest, account: Account) -> ModelAnswer:
        self.asked.append(request)
        self.accounts.append(account)
        answer = self._script(request)
        if isinstance(answer, Exception):
            raise answer
        return ModelAnswer(answer, Tokens())


class WordVectors:
    """An EmbeddingModel: one direction for each stem, and for words that are said to be alike.
    All cosines are pushed up to ``least``, as some models' are."""

    def __init__(self, alike: Mapping[str, str] = {}, least: float = 0.0, size: int = 256) -> None:
        self.name = "words"
        self.texts: list[str] = []
        self.batches: list[int] = []
        self.fault: Exception | None = None
        self._alike = alike
        self._least = least
        self._size = size

    async def embed(self, texts: Sequence[str], account: Account) -> npt.NDArray[np.float32]:
        if self.fault is not None:
            raise self.fault
        self.texts += texts
        self.batches.append(len(texts))
        return np.stack([self._vector(one) for one in texts])

    def _vector(self, text: str) -> npt.NDArray[np.float32]:
        said = [self._alike.get(one, one) for one in content_stems(text)]
        row = np.zeros(self._size + 1, np.float32)
        for one in said:
            row[sum(ord(letter) * 31**place for place, letter in enumerate(one)) % self._size] += 1
        row[:-1] *= (1 - self._least) ** 0.5 / max(float(np.linalg.norm(row)), 1e-9)
        row[-1] = self._least**0.5
        return row / np.linalg.norm(row)


def records(request: ModelRequest) -> list[dict[str, Any]]:
    """The records of a request's data."""
    return [json.loads(line) for line in request.data.splitlines()]


def keys_of(request: ModelRequest) -> dict[str, str]:
    """The keys of the papers that are asked about, with their titles."""
    return {one["key"]: one["title"] for one in records(request) if "key" in one}


def scores(**by_word: int) -> Callable[[ModelRequest], Answer]:
    """Each paper gets the score of the first word that its title has, else 0, and its title's
    first words as evidence."""

    def answer(request: ModelRequest) -> Answer:
        return {
            "papers": [
                {
                    "key": key,
                    "score": next((n for word, n in by_word.items() if word in title.lower()), 0),
                    "evidence": " ".join(re.findall(r"\w+", title)[:3]),
                }
                for key, title in keys_of(request).items()
            ]
        }

    return answer
