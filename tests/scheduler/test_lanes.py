"""Briefs that wait for a model hold up no others. A real store, the real client over a socket."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path

from adapters.openai_model.opening import opened
from bot.pipeline.model.settings import ChoosingSettings
from bot.ports.measuring import Unmeasured
from bot.values.model import Account
from bot.values.topics import Topic
from bot.wiring.choosing import chosen_by
from bot.wiring.model import written_by
from bot.wiring.pipeline import embedded
from scheduler.publishing.lanes import PLAIN, SIDE_BY_SIDE, WITH_MODEL
from scheduler.publishing.publisher import Publisher
from storage.file.database import Database
from tests import values
from tests.adapters.openai_model.stage import NOW, QUICK, Purse, settings
from tests.patience import PATIENCE
from tests.scheduler.test_publisher import AT_SIX, WED, Shop, six
from tests.scripted_model import perfect_text
from tests.servers.model.questions import Json
from tests.servers.model_server import ModelServer

SUBJECTS = ("pebbles", "dunes", "tides", "glaciers", "clouds", "geysers", "comets")
REFUSED = "This channel has no budget."
# a brief is written by two calls: its paper, and its summary
CALLS = 2


def answered(question: Json) -> str:
    return perfect_text(
        question["name"], question["instructions"], question["data"], question["schema"]
    )


@dataclass
class Scene:
    """One paper for each subject, and channels that follow one subject each."""

    shop: Shop
    server: ModelServer
    publisher: Publisher
    refused: set[str]

    async def subscribe(self, *subjects: str) -> None:
        for each in subjects:
            await self.follow(each, each)

    async def follow(self, name: str, subject: str) -> None:
        topic = Topic(name=subject, include=(subject,))
        usual = {"subscribed": True, "schedule": AT_SIX, "topics": (topic,)}
        await self.shop.channels.keep(values.channel(address=f"terminal:{name}", **usual))

    async def written(self, name: str) -> str:
        """The texts that wait for a channel, one after another."""
        return "\n".join(await self.shop.waiting(name))


@asynccontextmanager
async def scene(folder: Path, seconds: float = PATIENCE) -> AsyncIterator[Scene]:
    refused: set[str] = set()

    async def refusal(account: Account) -> str | None:
        return REFUSED if account.channel in refused else None

    async with (
        Database(folder / "paperbrief.sqlite") as database,
        ModelServer(answer=answered) as server,
        opened(
            settings(server, PAPERBRIEF_MODEL_AT_ONCE="64"),
            Purse(),
            None,
            lambda: NOW,
            patience=QUICK,
        ) as models,
    ):
        shop = Shop(database)
        papers = (
            values.paper(n, title=f"Listening to {word}", abstract=f"We listen to {word}.")
            for n, word in enumerate(SUBJECTS, start=1)
        )
        await shop.announcements.keep([values.listing(*papers, date=WED)])
        plain = replace(embedded(None), patience=timedelta(seconds=seconds))
        unjudged = ChoosingSettings.model_validate({"PAPERBRIEF_MODEL_SHORT_LIST": 0})
        chosen = chosen_by(models.language, None, plain, unjudged, database, Unmeasured(), refusal)
        pipeline = written_by(models.language, chosen, database)
        yield Scene(shop, server, shop.publisher_over(pipeline), refused)


async def test_a_channel_without_a_model_never_waits_for_one_that_has_it(tmp_path: Path) -> None:
    async with scene(tmp_path) as on, asyncio.timeout(PATIENCE):
        await on.subscribe("pebbles", "dunes")
        # it is to be shown the very paper that is being written for the other
        await on.follow("poor", "pebbles")
        on.refused.update(("terminal:dunes", "terminal:poor"))
        on.server.hold()
        publishing = asyncio.create_task(on.publisher.publish_due(six(WED), lane=WITH_MODEL))
        await on.server.settled(lambda: len(on.server.calls) == CALLS)
        # the other lane, a tick later
        assert await on.publisher.publish_due(six(WED), lane=PLAIN) == 2
        assert REFUSED in await on.written("dunes")
        assert REFUSED in await on.written("poor")
        assert not await on.written("pebbles")
        on.server.let_go()
        assert await publishing == 1
        assert "tests-model" in await on.written("pebbles")


async def test_briefs_that_wait_for_a_model_are_assembled_side_by_side(tmp_path: Path) -> None:
    async with scene(tmp_path) as on, asyncio.timeout(PATIENCE):
        await on.subscribe(*SUBJECTS)
        on.server.hold()
        publishing = asyncio.create_task(on.publisher.publish_due(six(WED)))
        # one after another, the second brief would not be begun
        await on.server.settled(lambda: len(on.server.calls) == CALLS * SIDE_BY_SIDE)
        on.server.let_go()
        assert await publishing == len(SUBJECTS)
        assert len(on.server.calls) == CALLS * len(SUBJECTS)
        assert on.server.most_at_once == CALLS * SIDE_BY_SIDE
        for each in SUBJECTS:
            assert "tests-model" in await on.written(each)


async def test_what_the_model_gives_too_late_goes_out_in_time_without_it(tmp_path: Path) -> None:
    async with scene(tmp_path, seconds=0.3) as on, asyncio.timeout(PATIENCE):
        await on.subscribe("pebbles", "dunes")
        on.server.hold()
        assert await on.publisher.publish_due(six(WED)) == 2
        for each in ("pebbles", "dunes"):
            assert "not ready in time" in await on.written(each)


async def test_a_channel_that_one_lane_serves_is_left_alone_by_the_other(tmp_path: Path) -> None:
    async with scene(tmp_path) as on, asyncio.timeout(PATIENCE):
        await on.subscribe("pebbles")
        on.server.hold()
        publishing = asyncio.create_task(on.publisher.publish_due(six(WED), lane=WITH_MODEL))
        await on.server.settled(lambda: len(on.server.calls) == CALLS)
        # its budget ends meanwhile, so that it belongs to the other lane now
        on.refused.add("terminal:pebbles")
        assert await on.publisher.publish_due(six(WED), lane=PLAIN) == 0
        on.server.let_go()
        assert await publishing == 1
        assert await on.publisher.publish_due(six(WED)) == 0


async def test_each_lane_serves_its_own_channels_alone(tmp_path: Path) -> None:
    async with scene(tmp_path) as on, asyncio.timeout(PATIENCE):
        await on.subscribe(*SUBJECTS[:3])
        on.refused.update(f"terminal:{each}" for each in SUBJECTS[:2])
        assert await on.publisher.publish_due(six(WED), lane=PLAIN) == 2
        assert on.server.calls == []
        assert await on.publisher.publish_due(six(WED), lane=WITH_MODEL) == 1
