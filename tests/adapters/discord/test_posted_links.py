"""Cards for papers whose addresses people post in a Discord channel."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.adapters.discord.bot import DAY, Environment, public
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer
from tests.servers.discord.gateway import MESSAGE_CONTENT
from tests.servers.discord_server import Channel, DiscordServer, Guild, Message, Person

# in no feed that the bot reads: it has to ask for them
OLD = "https://arxiv.org/abs/2602.90041"


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        with server.pointed():
            yield server
    assert server.violations == []


@pytest.fixture(autouse=True)
def older(arxiv: ArxivServer) -> None:
    arxiv.announce(DAY - timedelta(days=60), {"cs.CL": [listed(41), listed(42)]})


@pytest.fixture
def granted(server: DiscordServer, bot: Environment) -> None:
    """By whoever runs the bot, and by Discord."""
    bot.put(PAPERBRIEF_DISCORD_MESSAGE_CONTENT="true")
    server.gateway.allowed_intents = MESSAGE_CONTENT


async def switched_on(server: DiscordServer, ada: Person, channel: Channel) -> str:
    """What is said to it."""
    done = await server.command(ada, channel, "settings", {"change": "links on"}).finished()
    return done.text


async def hears(server: DiscordServer) -> None:
    """Until a session is told what people write."""
    await server.settled(
        lambda: any(each.intents & MESSAGE_CONTENT for each in server.gateway.live)
    )


async def answered(server: DiscordServer, channel: Channel, count: int = 1) -> Message:
    await server.settled(lambda: len(public(server, channel)) >= count)
    return public(server, channel)[-1]


async def test_a_posted_paper_gets_its_card_as_a_reply_where_the_owner_wants_it(
    server: DiscordServer,
    bot: Environment,
    granted: None,
    papers: Channel,
    lab: Guild,
    ada: Person,
    bob: Person,
) -> None:
    elsewhere = server.adds_channel(lab, "chat")
    async with bot.run():
        (session,) = server.gateway.live
        assert not session.intents & MESSAGE_CONTENT
        told = await switched_on(server, ada, papers)
        assert "cannot see what people say" not in told
        await hears(server)
        server.says(bob, elsewhere, OLD)
        posted = server.says(bob, papers, f"Has anybody read <{OLD}v1>?")
        card = await answered(server, papers)
        assert "Paper number 41" in card.text
        assert card.reply_to is posted
        assert {"Deep analysis", "Ask"} <= set(card.labels)
        server.says(ada, papers, f"{OLD} again, and https://arxiv.org/pdf/2602.90042")
        assert "Paper number 42" in (await answered(server, papers, 2)).text
        assert public(server, elsewhere) == []


async def test_a_channel_that_wants_them_has_the_intent_asked_for_at_the_next_start(
    server: DiscordServer, bot: Environment, granted: None, papers: Channel, ada: Person
) -> None:
    async with bot.run():
        await switched_on(server, ada, papers)
        await hears(server)
    before = server.gateway.identified
    async with bot.run():
        await hears(server)
        assert server.gateway.identified == before + 1
        server.says(ada, papers, f"{OLD} and 2602.90042 and arXiv:2602.90042")
        both = await answered(server, papers)
        assert "Paper number 41" in both.text
        assert "Paper number 42" in both.text


async def test_threads_of_the_channel_are_heard_like_it(
    server: DiscordServer,
    bot: Environment,
    granted: None,
    papers: Channel,
    ada: Person,
    bob: Person,
) -> None:
    thread = server.adds_thread(papers, "Reading group", bob)
    async with bot.run():
        await switched_on(server, ada, papers)
        await hears(server)
        server.says(bob, thread, OLD)
        assert "Paper number 41" in (await answered(server, thread)).text


async def test_what_other_bots_say_is_passed_over(
    server: DiscordServer,
    bot: Environment,
    granted: None,
    papers: Channel,
    lab: Guild,
    ada: Person,
    bob: Person,
) -> None:
    feed = server.person("feed", lab)
    feed.bot = True
    async with bot.run():
        await switched_on(server, ada, papers)
        await hears(server)
        server.says(feed, papers, OLD)
        server.says(bob, papers, "https://arxiv.org/abs/2602.90042")
        assert "Paper number 42" in (await answered(server, papers)).text
        assert len(public(server, papers)) == 1


async def test_the_owner_is_told_who_has_to_allow_it(
    server: DiscordServer, bot: Environment, papers: Channel, ada: Person
) -> None:
    async with bot.run():
        assert "whoever runs me has not allowed it" in await switched_on(server, ada, papers)
        (session,) = server.gateway.live
        assert not session.intents & MESSAGE_CONTENT
    bot.put(PAPERBRIEF_DISCORD_MESSAGE_CONTENT="true")
    async with bot.run():
        assert "Developer Portal" in await switched_on(server, ada, papers)
        server.gateway.allowed_intents = MESSAGE_CONTENT
        assert "cannot see what people say" not in await switched_on(server, ada, papers)
        await hears(server)


async def test_an_intent_that_the_gateway_does_not_grant_costs_nothing_but_the_cards(
    server: DiscordServer, bot: Environment, papers: Channel, ada: Person
) -> None:
    bot.put(PAPERBRIEF_DISCORD_MESSAGE_CONTENT="true")
    server.gateway.promised = True
    async with bot.run():
        await switched_on(server, ada, papers)
        await server.settled(lambda: server.gateway.refused_with and server.gateway.live)
        (session,) = server.gateway.live
        assert not session.intents & MESSAGE_CONTENT
        done = await server.command(ada, papers, "help").finished()
        assert "/paper" in done.text
    assert server.gateway.refused_with == [4014]
