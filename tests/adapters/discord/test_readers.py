"""What readers do with a brief on Discord, end to end; and where the bot itself is not."""

import re
from collections.abc import Mapping

import pytest

from adapters.discord_chat.receiving.gateway import Gateway
from tests.adapters.discord.bot import Environment, kept, opened, public, subscribed
from tests.servers.discord_server import (
    Channel,
    DiscordServer,
    Guild,
    Kind,
    Permission,
    Person,
    Reply,
)
from tests.serving import Running


async def test_votes_and_saves_come_from_the_brief_itself(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, bob: Person
) -> None:
    brief = await subscribed(server, ada, papers)
    ballot = await server.taps(bob, brief, "Vote · Save").finished()
    (shown,) = ballot.messages
    voted = await server.taps(bob, shown, "👍").finished()
    assert voted.reply == Reply.UPDATE
    assert shown.labels[:4] == ["1", "👍 1", "👎", "☆"]
    assert shown.seen_by == bob.id
    await server.taps(bob, shown, "☆").finished()
    listed = await server.command(bob, papers, "saved").finished()
    assert "1 paper" in listed.text
    title = re.search(r"\*\*(.+)\*\*", listed.text)
    assert title
    assert title[1] in shown.text.splitlines()[1]
    assert public(server, papers) == [brief]


async def test_pages_turn_in_their_place_and_for_their_reader_alone(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, bob: Person
) -> None:
    brief = await subscribed(server, ada, papers)
    ballot = await server.taps(bob, brief, "Vote · Save").finished()
    (shown,) = ballot.messages
    assert "page 1 of 2" in shown.text
    turned = await server.taps(bob, shown, "Next page").finished()
    assert turned.reply == Reply.UPDATE
    assert "page 2 of 2" in shown.text
    assert shown.seen_by == bob.id


async def test_a_topic_shows_at_once_how_much_of_the_last_announcement_matches(
    server: DiscordServer, running: Running, papers: Channel, ada: Person
) -> None:
    await subscribed(server, ada, papers)
    told = await server.command(ada, papers, "topics", {"change": "paper number 3"}).finished()
    assert "of 7 papers matched" in told.text


async def test_a_thread_of_peoples_has_a_subscription_of_its_own(
    server: DiscordServer, running: Running, papers: Channel, ada: Person, bob: Person
) -> None:
    thread = server.adds_thread(papers, "reading group", bob)
    brief = await subscribed(server, ada, thread)
    assert "arXiv brief" in brief.text
    assert public(server, papers) == []
    assert await kept(running, papers) is None
    await opened(server, server.command(bob, thread, "paper", {"paper": "1"}))


async def test_an_announcement_channels_brief_goes_on_to_its_followers(
    server: DiscordServer, running: Running, ada: Person, lab: Guild
) -> None:
    news = server.adds_channel(lab, "news", Kind.ANNOUNCEMENT)
    brief = await subscribed(server, ada, news)
    await server.settled(lambda: brief.flags & 1)


async def test_in_a_server_without_the_bot_papers_are_read_and_nothing_is_promised(
    server: DiscordServer, running: Running, papers: Channel, ada: Person
) -> None:
    """Who added the bot for themselves has it everywhere."""
    await subscribed(server, ada, papers)
    club = server.world.guild("Club")
    club.present = False
    talk = server.world.channel(club, "talk")
    cy = server.person("cy", club, server.adds_role(club, "boss", Permission.MANAGE_GUILD))
    asked = server.command(cy, talk, "paper", {"paper": "2602.90001"})
    await opened(server, asked)
    assert asked.ephemeral
    refused = await server.command(cy, talk, "subscribe").finished()
    assert "I lack a permission there: View Channels, Send Messages." in refused.text
    assert await kept(running, talk) is None


async def test_two_shards_serve_a_server_each(
    bot: Environment,
    server: DiscordServer,
    lab: Guild,
    papers: Channel,
    ada: Person,
    bob: Person,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def at_once(self: Gateway, shard_id: int | None, **_: Mapping[str, object]) -> None:
        """The library would wait five seconds between two shards."""

    monkeypatch.setattr(Gateway, "before_identify_hook", at_once)
    other = server.adds_guild("Club")
    talk = server.adds_channel(other, "talk")
    server.joins(bob, other)
    server.gateway.shards = 2
    async with bot.run(connected=False):
        await server.settled(lambda: len(server.gateway.live) == 2)
        assert {session.shard for session in server.gateway.live} == {(0, 2), (1, 2)}
        for channel in (papers, talk):
            asked = await server.command(bob, channel, "status").finished()
            assert "Papers in a brief" in asked.text
