"""The deep analysis on Discord: behind the card, for who asked alone; in a thread, for all."""

from collections.abc import AsyncIterator, Callable
from pathlib import Path

import pytest

from tests.adapters.discord.bot import Environment, public, subscribed
from tests.samples.pictures import png
from tests.servers.arxiv_server import ArxivServer
from tests.servers.discord_server import Channel, DiscordServer, Fault, Guild, Message, Person

PAGE = Path(__file__).parents[2] / "samples/pages/lamps.html"
NAME = "2602.90001v1"


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        with server.pointed():
            yield server
    assert server.violations == []


@pytest.fixture
def readable(arxiv: ArxivServer) -> ArxivServer:
    arxiv.hold_file(f"/html/{NAME}", PAGE.read_bytes())
    arxiv.hold_file(f"/html/{NAME}/x1.png", png(400, 300))
    return arxiv


async def seen(
    server: DiscordServer, channel: Channel, holds: Callable[[Message], bool]
) -> Message:
    """The first message there that does."""

    def found() -> list[Message]:
        return [each for each in server.messages(channel) if holds(each)]

    await server.settled(found)
    return found()[0]


async def test_the_analysis_follows_the_card_for_who_asked_alone(
    server: DiscordServer,
    readable: ArxivServer,
    bot: Environment,
    papers: Channel,
    ada: Person,
) -> None:
    async with bot.run():
        await subscribed(server, ada, papers)
        server.command(ada, papers, "paper", {"paper": "2602.90001"})
        gist = await seen(server, papers, lambda each: "DimNet" in each.text)
        figure = await seen(server, papers, lambda each: bool(each.files))
        assert gist.seen_by == ada.id == figure.seen_by
        assert "Figure 1:" in figure.text
        assert f"from the HTML of {NAME}" in gist.text
        await server.taps(ada, gist, "Limits, practice").finished()
        await server.settled(lambda: "quiet tyres" in gist.text)
    assert len(public(server, papers)) == 1


async def test_a_page_whose_form_is_refused_stands_in_the_thread_as_plain_text(
    server: DiscordServer, readable: ArxivServer, bot: Environment, papers: Channel, ada: Person
) -> None:
    invalid = {"code": 50035, "message": "Invalid Form Body", "errors": {}}
    async with bot.run():
        server.command(ada, papers, "analysis", {"paper": "2602.90001"})
        gist = await seen(server, papers, lambda each: "DimNet" in each.text)
        server.fail_next(
            "POST /channels/{channel}/messages", Fault.REFUSED, status=400, body=invalid
        )
        told = await server.taps(ada, gist, "Discuss in a thread").finished()
        await server.settled(lambda: "thread" in told.text)
    opener = public(server, papers)[0]
    assert "DimNet" in opener.text
    assert opener.labels == []
    assert any("quiet tyres" in each.text for each in server.messages(opener.id))


async def test_who_wants_to_discuss_it_opens_a_thread(
    server: DiscordServer,
    readable: ArxivServer,
    bot: Environment,
    papers: Channel,
    lab: Guild,
    ada: Person,
) -> None:
    async with bot.run():
        server.command(ada, papers, "analysis", {"paper": "2602.90001"})
        gist = await seen(server, papers, lambda each: "DimNet" in each.text)
        told = await server.taps(ada, gist, "Discuss in a thread").finished()
        await server.settled(lambda: "thread" in told.text)
    opener = public(server, papers)[0]
    assert "DimNet" in opener.text
    pages = server.messages(opener.id)
    assert any("quiet tyres" in each.text for each in pages)
    assert str(opener.id) in told.text
