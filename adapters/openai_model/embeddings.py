"""An embeddings model behind an address of the OpenAI kind: texts to unit vectors.

https://platform.openai.com/docs/api-reference/embeddings/create
"""

import asyncio
import random
import time
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import numpy.typing as npt

from adapters.openai_model.answers import estimated, loaded, token_count
from adapters.openai_model.attempts import Attempts
from adapters.openai_model.connection import Connection, Refused
from adapters.openai_model.outcomes import Trouble, error_for, of_error_in_answer, unreadable
from adapters.openai_model.patience import Patience
from bot.errors import AnswerUnusable
from bot.values.model import Account, CallOutcome, Tokens

Rows = npt.NDArray[np.float32]

# texts a call, as every server takes them; a title and an abstract have 300 tokens
_TOGETHER = 64
# calls that one piece may last as long as
_CALLS_LONG = 3
# letters of a text, where the server says that it is too long; a small model reads 256 tokens
_SHORTER = (2_000, 1_000, 500)
# a server refuses an empty text, and its row means nothing
_NOTHING = "-"


@dataclass(frozen=True, slots=True)
class _Vectors:
    rows: Rows
    tokens: Tokens


class OpenAIEmbeddings:
    """An EmbeddingModel (bot.ports.model)."""

    def __init__(
        self,
        name: str,
        connection: Connection,
        attempts: Attempts,
        *,
        seconds: float,
        clock: Callable[[], datetime],
        patience: Patience | None = None,
        chance: Callable[[], float] = random.random,
    ) -> None:
        self.name = name
        self._connection = connection
        self._attempts = attempts
        self._seconds = seconds
        self._clock = clock
        self._patience = patience or Patience()
        self._chance = chance
        self._longest: int | None = None

    @property
    def refused(self) -> Refused | None:
        """None where the address lets us in, as far as is known."""
        return self._attempts.refused

    async def embed(self, texts: Sequence[str], account: Account) -> Rows:
        """See the port. The pieces of many texts are asked side by side; one that fails
        fails the whole. No text gives an array of no row and no column."""
        pieces = [texts[place : place + _TOGETHER] for place in range(0, len(texts), _TOGETHER)]
        if not pieces:
            return np.zeros((0, 0), np.float32)
        try:
            async with asyncio.TaskGroup() as group:
                asked = [group.create_task(self._piece(each, account)) for each in pieces]
        except ExceptionGroup as failures:
            raise failures.exceptions[0] from failures
        found = [each.result() for each in asked]
        if len({rows.shape[1] for rows in found}) > 1:
            raise AnswerUnusable("The embeddings' vectors are not all of one length.")
        return np.concatenate(found)

    async def _piece(self, texts: Sequence[str], account: Account) -> Rows:
        ends = time.monotonic() + _CALLS_LONG * self._seconds
        failures: Counter[CallOutcome] = Counter()
        while True:
            longest = self._longest
            found = await self._attempt(texts, account, ends - time.monotonic())
            if isinstance(found, _Vectors):
                return found.rows
            if found.outcome == "truncated" and self._shorten(longest):
                continue
            left = ends - time.monotonic()
            wait = self._patience.pause(
                found.outcome, failures, found.retry_after, left, self._chance()
            )
            if wait is None or found.outcome == "truncated":
                raise error_for(found)
            failures[found.outcome] += 1
            await asyncio.sleep(wait)

    def _shorten(self, used: int | None) -> bool:
        """Whether shorter texts can be sent than those that were too long."""
        shorter = [each for each in _SHORTER if used is None or each < used]
        if shorter and self._longest == used:
            self._longest = shorter[0]
        return bool(shorter)

    async def _attempt(
        self, texts: Sequence[str], account: Account, left: float
    ) -> _Vectors | Trouble:
        given = [each[: self._longest].strip() or _NOTHING for each in texts]
        # the library asks for base64 by itself, which not every server has
        body = {"model": self.name, "input": given, "encoding_format": "float"}
        asked = sum(map(estimated, given))
        return await self._attempts.make(
            lambda seconds: self._connection.post("embeddings", body, seconds, self._clock()),
            lambda raw: self._read(raw, len(given), asked),
            purpose="embed",
            account=account,
            asked=asked,
            left=left,
            results=len(given),
        )

    def _read(self, raw: bytes, count: int, asked: int) -> _Vectors | Trouble:
        host = self._connection.host
        found = loaded(raw)
        if found is None:
            return unreadable(raw, host)
        if found.get("error"):
            return of_error_in_answer(found["error"], host, self._clock())
        counted = token_count(found)
        tokens = Tokens(asked, counted=False) if counted is None else Tokens(counted)
        rows = _rows(found.get("data"), count)
        if rows is None:
            said = "The embeddings' answer has not a vector for each text."
            return Trouble(outcome="invalid", said=said, tokens=tokens)
        return _Vectors(rows, tokens)


def _rows(data: object, count: int) -> Rows | None:
    """In the order of the texts: by ``index``, which servers need not keep."""
    if not isinstance(data, list) or len(data) != count:
        return None
    placed = {_place(each, place): each for place, each in enumerate(data)}
    if placed.keys() != set(range(count)):
        return None
    try:
        rows = np.array([placed[place]["embedding"] for place in range(count)], np.float64)
    except (ValueError, TypeError, KeyError):
        return None
    if rows.ndim != 2 or rows.shape[1] == 0 or not np.isfinite(rows).all():
        return None
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return (rows / lengths).astype(np.float32) if lengths.all() else None


def _place(found: object, place: int) -> Any:
    given: Mapping[str, Any] = found if isinstance(found, dict) else {}
    index = given.get("index", place)
    return index if isinstance(index, int) else None
