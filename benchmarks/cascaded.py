"""The cascade of choosing over an embeddings server, as the benchmarks of choosing ask it."""

import argparse
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from openai import AsyncOpenAI, OpenAIError

from adapters.openai_model.opening import opened
from adapters.openai_model.settings import ModelSettings
from bot.editorial.choosing.lexical_scorer import LexicalScorer
from bot.pipeline.memo import Memo
from bot.pipeline.model.cascade import ModelCascade
from bot.pipeline.model.embedding import Embedding
from bot.ports.model import TYPICAL
from bot.values.model import Account, ModelCall, Tokens
from bot.values.papers import Paper
from bot.values.topics import Match, Topic
from scheduler.timing.clocks import machine
from storage.file.database import Database
from storage.model.vectors import SqlVectors

ACCOUNT = Account("operator")


class Unbooked:
    """A Purse that lets everything through."""

    async def why_not(
        self, account: Account, model: str = "", tokens: Tokens = TYPICAL
    ) -> str | None:
        return None

    async def look(self, account: Account, model: str = "") -> str | None:
        return None

    async def note(self, call: ModelCall) -> None:
        return None


async def first_model(address: str) -> str:
    """The name of a server's first model; any name, where it does not tell."""
    async with AsyncOpenAI(base_url=address, api_key="none") as client:
        try:
            return (await client.models.list()).data[0].id
        except (OpenAIError, LookupError):
            return "default"


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
    settings = ModelSettings.model_validate(
        {
            "OPENAI_EMBEDDING_BASE_URL": address,
            "OPENAI_EMBEDDING_MODEL": name or await first_model(address),
            "OPENAI_EMBEDDING_API_KEY": "none",
            "PAPERBRIEF_MODEL_TIMEOUT": 900,
        }
    )
    with TemporaryDirectory() as folder:
        async with (
            Database(Path(folder) / "vectors.sqlite") as database,
            opened(settings, Unbooked(), None, machine) as models,
        ):
            if models.embedding is None:
                raise SystemExit("No embeddings model is named.")
            memo = Memo()
            embedding = Embedding(models.embedding, SqlVectors(database), machine, memo)
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
