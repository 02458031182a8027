"""Discord's gateway out of reach: the operator hears of it once, and of its end."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.discord_chat.connecting import connection
from adapters.discord_chat.connecting.library import KeepAliveHandler
from adapters.discord_chat.receiving import shards
from adapters.discord_chat.receiving.shards import ShardLine
from tests.adapters.discord.bot import DAY, Environment
from tests.patience import PATIENCE
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer, serve_in_thread
from tests.servers.discord_server import DiscordServer, Fault

GATEWAY = "GET /gateway/bot"


class Heard:
    """What was reported: ``rung`` holds why it is lost, ``calmed`` that it was found."""

    def __init__(self) -> None:
        self.rung: list[str] = []
        self.calmed: list[str] = []

    async def lost(self, platform: str, why: str, seconds: float) -> None:
        assert platform == "discord"
        self.rung.append(why)

    async def found(self, platform: str) -> None:
        self.calmed.append(platform)


async def test_a_short_break_is_nobodys_business() -> None:
    heard = Heard()
    line = ShardLine(heard, 0.05)
    line.expect(range(1))
    await line.back(0)
    line.lost(0)
    await line.back(0)
    await asyncio.sleep(0.1)
    assert heard.rung == []
    assert not line.given_up.is_set()


async def test_one_shard_of_two_is_told_but_ends_no_run() -> None:
    heard = Heard()
    line = ShardLine(heard, 0.01)
    line.expect(range(2))
    await line.back(0)
    await asyncio.sleep(0.05)
    assert len(heard.rung) == 1
    assert not line.given_up.is_set()
    await line.back(1)
    assert len(heard.calmed) == 1


async def test_no_shard_for_long_ends_the_run() -> None:
    line = ShardLine(Heard(), 0.01)
    line.expect(range(2))
    await asyncio.wait_for(line.given_up.wait(), PATIENCE)
    line.expect(range(2))
    assert not line.given_up.is_set()


async def test_what_another_alarm_tells_is_not_told_here() -> None:
    heard = Heard()
    line = ShardLine(heard, 0.01)
    line.failed("Discord closed the connection (4011).")
    line.rest()
    await asyncio.sleep(0.05)
    assert heard.rung == []


@pytest.fixture
def arxiv() -> Iterator[ArxivServer]:
    with serve_in_thread({"cs.CL": [listed(1)]}, day=DAY) as server:
        yield server


@pytest.fixture
def bot(
    server: DiscordServer,
    arxiv: ArxivServer,
    clean_environment: Path,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> Environment:
    """The operator's chat is a channel of the same Discord."""
    caplog.set_level(logging.INFO)
    monkeypatch.setattr(shards, "PATIENCE", 1.0)
    made = Environment(monkeypatch, clean_environment, server, arxiv)
    chat = server.adds_channel(server.adds_guild("Lab"), "operator")
    made.put(PAPERBRIEF_OPERATOR_CHAT=f"discord:{chat.id}")
    return made


def told(server: DiscordServer) -> list[str]:
    (chat,) = [each for each in server.world.channels.values() if each.name == "operator"]
    return [each.text for each in server.messages(chat)]


async def test_a_gateway_that_is_down_is_told_once_and_its_return_too(
    bot: Environment, server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.gateway.down = True
    async with bot.run(connected=False):
        await server.settled(lambda: told(server))
        await asyncio.sleep(0.5)
        assert len(told(server)) == 1
        assert "Discord's gateway gives no answer" in told(server)[0]
        server.gateway.down = False
        await server.settled(lambda: len(told(server)) == 2)
        assert "answers again" in told(server)[1]
    said = [each for each in caplog.messages if each in ("alarm", "alarm_over")]
    assert said == ["alarm", "alarm_over"]


async def test_a_line_that_stays_lost_begins_anew(bot: Environment, server: DiscordServer) -> None:
    async with bot.run():
        server.gateway.down = True
        server.gateway.drop()
        await server.settled(lambda: told(server))
        server.gateway.down = False
        await server.settled(lambda: len(told(server)) == 2)
        assert server.gateway.live


async def test_an_api_that_is_down_from_the_start_is_told_by_its_own_sentence(
    bot: Environment, server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.fail_next("any", Fault.HTML_PAGE, times=None)
    async with bot.run(connected=False):
        await server.settled(lambda: "alarm" in caplog.messages)
        server.recover()
        await server.settled(lambda: server.gateway.live)
    (alarm,) = [each for each in caplog.records if each.message == "alarm"]
    assert "Discord gave no usable answer. Nothing that people do there" in str(vars(alarm)["why"])
    assert caplog.messages.count("platform_unreachable") == 1


async def test_sessions_that_are_used_up_are_a_sentence_and_no_session_is_begun(
    bot: Environment, server: DiscordServer
) -> None:
    server.gateway.identified = 1000
    async with bot.run(connected=False):
        await server.settled(lambda: told(server))
    assert "no more sessions today" in told(server)[0]
    assert server.gateway.identified == 1000


async def test_a_session_that_ends_again_and_again_asks_how_many_are_left(
    bot: Environment, server: DiscordServer
) -> None:
    async with bot.run():
        asked = server.records.counts[GATEWAY, 200]
        server.gateway.invalidate()
        await server.settled(lambda: server.gateway.identified == 2)
        assert server.records.counts[GATEWAY, 200] > asked


async def test_a_pause_that_discord_asks_for_is_told_and_its_end_too(
    bot: Environment, server: DiscordServer, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(connection, "LONGEST_BUCKET", 1.0)
    async with bot.run():
        asker = server.person("asker", next(iter(server.world.guilds.values())))
        server.fail_next("any", Fault.TOO_MANY, seconds=2.5, everywhere=True)
        server.says(asker, server.dm(asker), "/status")
        await server.settled(lambda: "alarm" in caplog.messages)
        await server.settled(lambda: "alarm_over" in caplog.messages)
    (alarm,) = [each for each in caplog.records if each.message == "alarm"]
    assert "asks me to send nothing for 1 min" in str(vars(alarm)["why"])


async def test_a_connection_that_was_half_made_at_the_end_leaves_no_heart_beating(
    bot: Environment, server: DiscordServer
) -> None:
    async with bot.run():
        server.gateway.invalidate()
        await server.settled(lambda: not server.gateway.live)
        # it has said hello and waits its five seconds before it begins a session
        await asyncio.sleep(0.5)
    beating = [each for each in threading.enumerate() if isinstance(each, KeepAliveHandler)]
    for each in beating:
        await asyncio.to_thread(each.join, PATIENCE)
    assert not any(each.is_alive() for each in beating)
