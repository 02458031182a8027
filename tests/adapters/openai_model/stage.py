"""The real client over a socket to the suite's model server, with books to look into."""

from collections import Counter
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from adapters.openai_model.attempts import Watcher
from adapters.openai_model.embeddings import OpenAIEmbeddings
from adapters.openai_model.language_model import OpenAIModel
from adapters.openai_model.opening import opened
from adapters.openai_model.patience import Patience
from adapters.openai_model.settings import ModelSettings
from bot.ports.model import TYPICAL
from bot.ports.notes import Notes
from bot.values.model import Account, ModelCall, ModelRequest, Tokens
from tests.servers.model_server import EMBEDDING_MODEL, KEY, MODEL, ModelServer

NOW = datetime(2026, 2, 13, 6, 0, tzinfo=UTC)
CHANNEL = Account("telegram:-100", "telegram:7")
SCORES: dict[str, Any] = {
    "type": "object",
    "properties": {
        "scores": {
            "type": "array",
            "items": {
                "type": "object",
                "properties": {
                    "id": {"type": "string", "enum": ["p1", "p2"]},
                    "score": {"type": "integer", "minimum": 0, "maximum": 100},
                    "reason": {"type": "string", "maxLength": 110},
                },
                "required": ["id", "score", "reason"],
                "additionalProperties": False,
            },
        }
    },
    "required": ["scores"],
    "additionalProperties": False,
}
QUICK = Patience(backoff=0.01)


def request(data: str = "p1: a paper", *, most: int = 400, **more: Any) -> ModelRequest:
    return ModelRequest(
        purpose="score",
        instructions="Judge each paper.",
        data=data,
        name="scores",
        schema=SCORES,
        most=most,
        **more,
    )


@dataclass
class Purse:
    """Opens as long as there is ``left``, and keeps the books."""

    left: int = 1_000
    refusal: str = "Today's budget is used up."
    asked: list[Account] = field(default_factory=list)
    calls: list[ModelCall] = field(default_factory=list)

    async def why_not(
        self, account: Account, model: str = "", tokens: Tokens = TYPICAL
    ) -> str | None:
        self.asked.append(account)
        self.left -= 1
        return None if self.left >= 0 else self.refusal

    async def look(self, account: Account, model: str = "") -> str | None:
        if self.left > 0:
            return None
        self.asked.append(account)
        return self.refusal

    async def note(self, call: ModelCall) -> None:
        self.calls.append(call)

    @property
    def outcomes(self) -> list[str]:
        return [call.outcome for call in self.calls]

    @property
    def counts(self) -> Counter[str]:
        return Counter(self.outcomes)


class MemoryNotes:
    """Notes (bot.ports.notes) of one process."""

    def __init__(self) -> None:
        self.kept: dict[str, str] = {}

    async def get(self, key: str) -> str | None:
        return self.kept.get(key)

    async def keep(self, key: str, value: str, now: datetime, *about: str) -> None:
        assert not about
        self.kept[key] = value

    async def several(self, keys: Collection[str]) -> Mapping[str, str]:
        return {key: self.kept[key] for key in keys if key in self.kept}

    async def drop(self, key: str) -> None:
        self.kept.pop(key, None)


def settings(server: ModelServer, **names: str) -> ModelSettings:
    return ModelSettings.model_validate(
        {
            "OPENAI_BASE_URL": server.base,
            "OPENAI_API_KEY": KEY,
            "OPENAI_MODEL": MODEL,
            "OPENAI_EMBEDDING_MODEL": EMBEDDING_MODEL,
            **names,
        }
    )


@dataclass(frozen=True)
class Stage:
    model: OpenAIModel
    embeddings: OpenAIEmbeddings
    purse: Purse


@asynccontextmanager
async def staged(
    server: ModelServer,
    *,
    purse: Purse | None = None,
    notes: Notes | None = None,
    watcher: Watcher | None = None,
    now: datetime = NOW,
    patience: Patience = QUICK,
    **names: str,
) -> AsyncIterator[Stage]:
    """``names`` are further settings, by their names in the environment."""
    given = purse or Purse()
    async with opened(
        settings(server, **names), given, notes, lambda: now, watcher=watcher, patience=patience
    ) as models:
        assert models.language is not None
        assert models.embedding is not None
        yield Stage(models.language, models.embedding, given)
