"""Days of invented announcements over loopback: the real client, pipeline and store, and a model
server that is drawn from kinds of answers. Each day, every channel gets its brief."""

import asyncio
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

from adapters.openai_model.opening import opened
from adapters.openai_model.patience import Patience
from bot.messages.brief import brief_message
from bot.messages.edition_json import edition_document
from bot.messages.plain import plain
from bot.pipeline.model.cascade import ModelCascade
from bot.pipeline.parts import Pipeline
from bot.ports.measuring import Unmeasured
from bot.settings import Settings, settings_from
from bot.translator import translator
from bot.values.channels import Channel
from bot.values.model import Account, ModelCall, Tokens
from bot.values.topics import Topic
from bot.wiring.choosing import chosen_by
from bot.wiring.model import written_by
from bot.wiring.pipeline import embedded
from bot.wiring.spending import purse_over
from scheduler.edition import Day
from storage.file.database import Database
from storage.model.usage import SqlUsageBooks
from storage.papers.announcements import SqlAnnouncementRepository
from storage.papers.titles import SqlPastTitles
from storage.papers.written import SqlWrittenPapers
from storage.people.notes import SqlNotes
from tests.hostile_model.answers import KINDS
from tests.hostile_model.invented import Invented, announced, listings
from tests.hostile_model.serving import Hostility
from tests.servers.model_server import EMBEDDING_MODEL, KEY, MODEL, ModelServer

FIRST = date(2026, 1, 5)
FOREIGN = "石子和贝壳的声音分类"
_BUDGET = 50_000_000


def _channel(number: int, category: str, **changes: object) -> Channel:
    fields: dict[str, Any] = {"language": "en", "top": 6, "threshold": 20, **changes}
    return Channel(address=f"telegram:-100{number}", categories=(category,), **fields)


def _topic(description: str) -> Topic:
    return Topic(name=description[:20], description=description)


SOUND = _topic("sorting pebbles, shells and bells by their sound")
DRIFT = _topic("the drift of feathers and lanterns in rivers")
POOR = _channel(8, "math.PR")
CLOSED = _channel(9, "hep-ex", topics=(SOUND, DRIFT))
CHANNELS = (
    _channel(1, "cs.SD", topics=(SOUND, DRIFT)),
    _channel(2, "cs.CL", bilingual="zh-Hans"),
    _channel(3, "cs.SD", language="zh-Hans", topics=(_topic(FOREIGN),)),
    _channel(4, "cs.LG", top=10),
    POOR,
    CLOSED,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """Seconds: of one call, of what choosing and writing may take."""

    call: float = 0.3
    choosing: float = 0.6
    writing: float = 0.9

    @property
    def brief(self) -> float:
        """How long a brief may take: its stages, and the work on a busy machine. An answer that
        somebody waits for in vain takes 30 s."""
        return self.choosing + self.writing + 12.0


UNHURRIED = Pace(call=20.0, choosing=45.0, writing=60.0)


@dataclass(frozen=True, slots=True)
class Left:
    """A brief as it left: its published form, its message, and the papers of its day.
    ``too_late`` are seconds beyond its time."""

    channel: Channel
    day: date
    papers: Mapping[str, Invented]
    document: Mapping[str, Any]
    text: str
    seconds: float
    too_late: float


@dataclass(frozen=True, slots=True)
class Played:
    briefs: Sequence[Left]
    hostility: Hostility
    topics: Sequence[str | None]


async def play(
    seed: int, days: int, folder: Path, kinds: Sequence[str] = KINDS, pace: Pace | None = None
) -> Played:
    """``topics`` are what the owner was shown of a topic in English, day by day."""
    pace, hostility = pace or Pace(), Hostility(seed, kinds)
    briefs: list[Left] = []
    topics: list[str | None] = []
    async with (
        ModelServer(answer=hostility.answer, plan=hostility) as server,
        Database(folder / "paperbrief.sqlite") as database,
    ):
        await _warm(server, hostility, database)
        for number in range(days):
            chance, day = Random(f"{seed} {number}"), _working_day(number)  # noqa: S311
            papers = announced(chance, day, number)
            hostility.announce(papers)
            async with _pipeline(server, database, day, pace) as pipeline:
                briefs += await _briefs(day, papers, pipeline, database, pace)
                topics.append(await _in_english(pipeline))
    return Played(briefs, hostility, topics)


async def _warm(server: ModelServer, hostility: Hostility, database: Database) -> None:
    """What a process loads once is no part of the first brief's time."""
    day = FIRST - timedelta(days=7)
    papers = announced(Random(0), day, 9_000)  # noqa: S311
    hostility.announce(papers)
    hostility.is_kind = True
    async with _pipeline(server, database, day, UNHURRIED) as pipeline:
        await _briefs(day, papers, pipeline, database, UNHURRIED)
    hostility.is_kind = False


async def _in_english(pipeline: Pipeline) -> str | None:
    assert pipeline.cascade is not None
    return await pipeline.cascade.understood(FOREIGN, Account(CHANNELS[2].address))


def _working_day(number: int) -> date:
    return FIRST + timedelta(days=number // 5 * 7 + number % 5)


def _settings(server: ModelServer, pace: Pace) -> Settings:
    return settings_from(
        {
            "OPENAI_BASE_URL": server.base,
            "OPENAI_API_KEY": KEY,
            "OPENAI_MODEL": MODEL,
            "OPENAI_EMBEDDING_MODEL": EMBEDDING_MODEL,
            "PAPERBRIEF_MODEL_TIMEOUT": str(pace.call),
            "PAPERBRIEF_MODEL_ALLOWED": ",".join(
                one.address for one in CHANNELS if one is not CLOSED
            ),
            "PAPERBRIEF_MODEL_BUDGET": "none",
            "PAPERBRIEF_MODEL_CHANNEL_BUDGET": f"{_BUDGET} tokens",
        }
    )


@asynccontextmanager
async def _pipeline(
    server: ModelServer, database: Database, day: date, pace: Pace
) -> AsyncIterator[Pipeline]:
    """As the service wires it, started anew on each day."""
    settings, began = _settings(server, pace), time.monotonic()
    morning = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)

    def clock() -> datetime:
        return morning + timedelta(seconds=time.monotonic() - began)

    await _spend_all(database, clock())
    purse = purse_over(database, settings, clock)
    patience = Patience(backoff=0.02)
    async with opened(
        settings.model, purse, SqlNotes(database), clock, patience=patience
    ) as models:
        plain_one = replace(
            embedded(None, SqlWrittenPapers(database), clock),
            past=SqlPastTitles(database),
            patience=timedelta(seconds=pace.writing),
        )
        chosen = chosen_by(
            models.language,
            models.embedding,
            plain_one,
            settings.choosing,
            database,
            Unmeasured(),
            purse.look,
        )
        assert isinstance(chosen.cascade, ModelCascade)
        cascade = replace(chosen.cascade, patience=timedelta(seconds=pace.choosing))
        chosen = replace(chosen, cascade=cascade)
        yield written_by(models.language, chosen, database)


async def _spend_all(database: Database, now: datetime) -> None:
    """One channel has spent its budget of the day already."""
    spent = ModelCall(
        at=now, model=MODEL, purpose="write", account=Account(POOR.address),
        tokens=Tokens(_BUDGET, 1), seconds=1.0, outcome="answered",
    )  # fmt: skip
    await SqlUsageBooks(database).note([spent])


async def _briefs(
    on: date, papers: Sequence[Invented], pipeline: Pipeline, database: Database, pace: Pace
) -> list[Left]:
    made = listings(on, papers)
    await SqlAnnouncementRepository(database).keep(made)
    day = Day(made, pipeline)
    # indexed before anybody waits, as the service does
    await day.select(replace(CHANNELS[3], categories=()))
    by_id = {one.paper.id: one for one in papers}

    async def left(channel: Channel) -> Left:
        began = time.monotonic()
        edition = await day.edition(channel)
        seconds = time.monotonic() - began
        text = plain(brief_message(edition, translator(channel.language)))
        document = edition_document(edition).model_dump(mode="json", by_alias=True)
        return Left(channel, on, by_id, document, text, seconds, seconds - pace.brief)

    return list(await asyncio.gather(*map(left, CHANNELS)))
