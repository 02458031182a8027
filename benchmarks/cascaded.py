"""The cascade of choosing over an embeddings server, as the benchmarks of choosing ask it."""

import argparse
import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import numpy.typing as npt
from openai import AsyncOpenAI

from bot.editorial.choosing.lexical import LexicalScorer
from bot.pipeline.memo import Memo
from bot.pipeline.model.cascade import ModelCascade
from bot.pipeline.model.embedding import Embedding
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.topics import Match, Topic
from storage.file.database import Database
from storage.model.vectors import SqlVectors

# calls at a time, as the product makes them
AT_ONCE = 8
ACCOUNT = Account("operator")


class Addressed:
    """An EmbeddingModel at any address of the OpenAI kind. A failure ends the benchmark."""

    def __init__(self, client: AsyncOpenAI, name: str) -> None:
        self.name = name
        self._client = client
        self._places = asyncio.Semaphore(AT_ONCE)

    async def embed(self, texts: Sequence[str], account: Account) -> npt.NDArray[np.float32]:
        async with self._places:
            answer = await self._client.embeddings.create(
                model=self.name, input=list(texts), encoding_format="float"
            )
        ordered = sorted(answer.data, key=lambda one: one.index)
        rows = np.array([one.embedding for one in ordered], np.float32)
        return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), np.float32)


@dataclass(frozen=True, slots=True)
class Cascaded:
    """Scores by words and by an embeddings server."""

    cascade: ModelCascade
    embedding: Embedding

    async def matches(self, topic: Topic, papers: Sequence[Paper]) -> Mapping[str, Match]:
        fused = self.cascade.over(LexicalScorer().over(papers), papers, ACCOUNT)
        found = await fused.score(topic)
        if not fused.settled:
            raise SystemExit("The embeddings server gave no usable answer in time.")
        return found


@asynccontextmanager
async def cascaded(address: str, name: str | None) -> AsyncIterator[Cascaded]:
    """Over an empty store; ``name`` None is the server's first model."""
    with TemporaryDirectory() as folder:
        async with (
            Database(Path(folder) / "vectors.sqlite") as database,
            AsyncOpenAI(base_url=address, api_key="none", timeout=600) as client,
        ):
            memo = Memo()
            model = Addressed(client, name or (await client.models.list()).data[0].id)
            embedding = Embedding(model, SqlVectors(database), lambda: datetime.now(UTC), memo)
            yield Cascaded(ModelCascade(memo=memo, embedding=embedding), embedding)


def add_options(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--embeddings", metavar="ADDRESS", help="an embeddings server, with its /v1"
    )
    parser.add_argument("--embedding-model", metavar="NAME", help="default: its first one")


async def all_matches(
    asked: Sequence[tuple[Topic, Sequence[Paper]]], address: str, name: str | None
) -> list[Mapping[str, Match]]:
    """For each topic over its papers. All papers have their vectors before the first topic, as
    those of the days before do."""
    async with cascaded(address, name) as made:
        await made.embedding.prepare([one for _, papers in asked for one in papers], ACCOUNT)
        return [await made.matches(topic, papers) for topic, papers in asked]
