"""Discord's gateway out of reach: the operator hears of it once, and of its end."""

import asyncio
import logging
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from adapters.discord_chat.connecting import connection
from adapters.discord_chat.connecting.library import KeepAliveHandler
from adapters.discord_chat.receiving import line as lines
from adapters.discord_chat.receiving.line import Line
from tests.adapters.discord.bot import DAY, Environment
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer, serve_in_thread
from tests.servers.discord_server import DiscordServer, Fault

GATEWAY = "GET /gateway/bot"


class Heard:
    """An alarm that remembers; ``rung`` and ``calmed`` hold sentences."""

    def __init__(self) -> None:
        self.rung: list[str] = []
        self.calmed: list[str] = []

    async def ring(self, kind: str, sentence: str) -> None:
        assert kind == "discord_away"
        self.rung.append(sentence)

    async def calm(self, kind: str, sentence: str) -> None:
        assert kind == "discord_away"
        self.calmed.append(sentence)


async def test_a_short_break_is_nobodys_business() -> None:
    heard = Heard()
    line = Line(heard, 0.05)
    line.expect(range(1))
    await line.back(0)
    line.lost(0)
    await line.back(0)
    await asyncio.sleep(0.1)
    assert heard.rung == []
    assert not line.given_up.is_set()


async def test_one_shard_of_two_is_told_but_ends_no_run() -> None:
    heard = Heard()
    line = Line(heard, 0.01)
    line.expect(range(2))
    await line.back(0)
    await asyncio.sleep(0.05)
    assert len(heard.rung) == 1
    assert not line.given_up.is_set()
    await line.back(1)
    assert len(heard.calmed) == 1


async def test_no_shard_for_long_ends_the_run() -> None:
    line = Line(Heard(), 0.01)
    line.expect(range(2))
    await asyncio.wait_for(line.given_up.wait(), 1)
    line.expect(range(2))
    assert not line.given_up.is_set()


async def test_what_another_alarm_tells_is_not_told_here() -> None:
    heard = Heard()
    line = Line(heard, 0.01)
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
    monkeypatch.setattr(lines, "PATIENCE", 1.0)
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
        await server.settled(lambda: told(server), 5)
        await asyncio.sleep(0.5)
        assert len(told(server)) == 1
        assert "Discord's gateway gives no answer" in told(server)[0]
        server.gateway.down = False
        await server.settled(lambda: len(told(server)) == 2, 20)
        assert "answers again" in told(server)[1]
    said = [each for each in caplog.messages if each in ("alarm", "alarm_over")]
    assert said == ["alarm", "alarm_over"]


async def test_a_line_that_stays_lost_begins_anew(bot: Environment, server: DiscordServer) -> None:
    async with bot.run():
        server.gateway.down = True
        server.gateway.drop()
        await server.settled(lambda: told(server), 5)
        server.gateway.down = False
        await server.settled(lambda: len(told(server)) == 2, 20)
        assert server.gateway.live


async def test_an_api_that_is_down_from_the_start_is_told_by_its_own_sentence(
    bot: Environment, server: DiscordServer, caplog: pytest.LogCaptureFixture
) -> None:
    server.fail_next("any", Fault.HTML_PAGE, times=None)
    async with bot.run(connected=False):
        await server.settled(lambda: "alarm" in caplog.messages, 5)
        server.recover()
        await server.settled(lambda: server.gateway.live, 20)
    (alarm,) = [each for each in caplog.records if each.message == "alarm"]
    assert "Discord gave no usable answer. Nothing that people do there" in str(vars(alarm)["why"])
    assert caplog.messages.count("platform_unreachable") == 1


async def test_sessions_that_are_used_up_are_a_sentence_and_no_session_is_begun(
    bot: Environment, server: DiscordServer
) -> None:
    server.gateway.identified = 1000
    async with bot.run(connected=False):
        await server.settled(lambda: told(server), 5)
    assert "no more sessions today" in told(server)[0]
    assert server.gateway.identified == 1000


async def test_a_session_that_ends_again_and_again_asks_how_many_are_left(
    bot: Environment, server: DiscordServer
) -> None:
    async with bot.run():
        asked = server.records.counts[GATEWAY, 200]
        server.gateway.invalidate()
        await server.settled(lambda: server.gateway.identified == 2, 15)
        assert server.records.counts[GATEWAY, 200] > asked


async def test_a_pause_that_discord_asks_for_is_told_and_its_end_too(
    bot: Environment, server: DiscordServer, caplog: pytest.LogCaptureFixture,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(connection, "_LONGEST_BUCKET", 1.0)
    async with bot.run():
        asker = server.person("asker", next(iter(server.world.guilds.values())))
        server.fail_next("any", Fault.TOO_MANY, seconds=2.5, everywhere=True)
        server.says(asker, server.dm(asker), "/status")
        await server.settled(lambda: "alarm" in caplog.messages, 5)
        await asyncio.sleep(3.5)
    (alarm,) = [each for each in caplog.records if each.message == "alarm"]
    assert "asks me to send nothing for 1 min" in str(vars(alarm)["why"])
    assert "alarm_over" in caplog.messages


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
        await asyncio.to_thread(each.join, 1.0)
    assert not any(each.is_alive() for each in beating)
