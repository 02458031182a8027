"""Rate limits through the real library: a bucket with requests left is no ban."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from adapters.discord_chat.connecting.library import discord
from bot.values.deliveries import Delivered, Later
from tests.adapters.discord.side import Side, letters, side
from tests.servers.discord_server import Channel, DiscordServer, Fault, Guild

SEND = "POST /channels/{channel}/messages"
WINDOWS = (60.0, 3600.0)


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        with server.pointed():
            yield server
    # nobody was asked again before the time that it named
    assert server.violations == []


@pytest.mark.parametrize("window", WINDOWS)
async def test_what_is_left_in_a_bucket_is_used_however_late_its_window_ends(
    server: DiscordServer, out: Side, papers: Channel, window: float
) -> None:
    server.limits.usual = (5, window)
    for edition in range(5):
        outcome = await out.sender.send(letters(papers, edition=edition)[0])
        assert isinstance(outcome, Delivered)
    asked = len(server.calls)
    outcome = await out.sender.send(letters(papers, edition=6)[0])
    assert isinstance(outcome, Later)
    assert window - 20 < outcome.after <= window
    assert not outcome.everywhere
    assert len(server.calls) == asked
    assert server.records.too_many == 0


@pytest.mark.parametrize("window", WINDOWS)
async def test_an_empty_bucket_of_one_channel_is_no_trouble_of_another(
    server: DiscordServer, out: Side, papers: Channel, lab: Guild, window: float
) -> None:
    server.limits.usual = (1, window)
    assert isinstance(await out.sender.send(letters(papers)[0]), Delivered)
    assert isinstance(await out.sender.send(letters(papers, edition=8)[0]), Later)
    other = server.adds_channel(lab, "other")
    assert isinstance(await out.sender.send(letters(other)[0]), Delivered)


@pytest.mark.parametrize("window", WINDOWS)
async def test_what_is_asked_for_people_uses_what_is_left_too(
    server: DiscordServer, out: Side, papers: Channel, window: float
) -> None:
    server.limits.usual = (5, window)
    for _ in range(5):
        told = await out.connection.ask("GET", "/channels/{channel_id}", channel_id=papers.id)
        assert told["id"] == str(papers.id)
    with pytest.raises(discord.RateLimited):
        await out.connection.ask("GET", "/channels/{channel_id}", channel_id=papers.id)


async def test_a_short_wait_is_waited_for(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    server.limits.usual = (2, 0.5)
    sent = [await out.sender.send(letters(papers, edition=number)[0]) for number in range(5)]
    assert all(isinstance(each, Delivered) for each in sent)
    assert server.records.too_many == 0


async def test_many_at_once_share_a_bucket_and_none_is_refused(
    server: DiscordServer, out: Side, papers: Channel
) -> None:
    server.limits.usual = (5, 0.5)
    await out.places.of(papers.id)
    sending = [out.sender.send(letters(papers, edition=number)[0]) for number in range(12)]
    assert all(isinstance(each, Delivered) for each in await asyncio.gather(*sending))
    assert server.records.too_many == 0


async def test_an_outage_uses_up_no_window(
    server: DiscordServer, tmp_path: Path, papers: Channel
) -> None:
    server.limits.usual = (5, 3600.0)
    async with side(server, tmp_path) as out:
        await out.connection.me()
        server.fail_next("any", Fault.RESET, times=None)
        for _ in range(6):
            assert await out.sender.silent() is not None
        server.recover()
        assert await out.sender.silent() is None


async def test_a_server_that_tells_no_limits_takes_one_after_the_other(
    server: DiscordServer, out: Side, papers: Channel, monkeypatch: pytest.MonkeyPatch
) -> None:
    verdict = type(server.limits).ask

    def silent(*given: object, **more: object) -> object:
        made = verdict(*given, **more)  # type: ignore[arg-type]
        made.headers.clear()
        return made

    monkeypatch.setattr(type(server.limits), "ask", silent)
    await out.places.of(papers.id)
    sending = [out.sender.send(letters(papers, edition=number)[0]) for number in range(4)]
    assert all(isinstance(each, Delivered) for each in await asyncio.gather(*sending))
