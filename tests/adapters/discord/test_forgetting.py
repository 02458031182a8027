"""After /forget on Discord nothing in the store names the person, or the channel."""

from pathlib import Path

from storage.file.database import DATABASE
from tests.adapters.discord.bot import Environment, public, subscribed
from tests.adapters.discord.side import Side
from tests.servers.discord_server import Channel, DiscordServer, Fault, Guild, Kind, Person
from tests.storage.stored import naming

CROSSPOST = "POST /channels/{channel}/messages/{message}/crosspost"


async def lively(
    server: DiscordServer, ada: Person, lab: Guild, news: Channel, papers: Channel
) -> None:
    """All that leaves a trace: a brief that waits for its followers, votes, a list, buttons
    for elsewhere, a thread, direct messages that were opened for a warning."""
    server.fail_next(CROSSPOST, Fault.TOO_MANY, times=None, seconds=1800.0)
    await subscribed(server, ada, news)
    await server.command(ada, news, "vote", {"vote": "1 up"}).finished()
    await server.command(ada, news, "save", {"paper": "2"}).finished()
    wish = {"change": "+pebbles", "channel": str(news.id)}
    await server.command(ada, papers, "topics", wish).finished()
    thread = server.adds_thread(papers, "reading group", ada)
    await server.command(ada, thread, "top", {"papers": "5"}).finished()
    await server.command(ada, server.dm(ada), "save", {"paper": "2602.90001"}).finished()
    lost = server.adds_channel(lab, "lost")
    await subscribed(server, ada, lost)
    server.deletes_channel(lost)
    await server.settled(lambda: "no longer write" in str(server.messages(server.dm(ada))))


async def confirmed(server: DiscordServer, person: Person, channel: Channel, what: str) -> str:
    asked = await server.command(person, channel, "forget", {"what": what}).finished()
    (shown,) = asked.messages
    told = await server.taps(person, shown, "Yes, delete it").finished()
    return told.text


async def test_nothing_names_a_forgotten_person(
    server: DiscordServer,
    bot: Environment,
    ada: Person,
    lab: Guild,
    papers: Channel,
    clean_environment: Path,
) -> None:
    path, me = clean_environment / "data" / DATABASE, str(ada.id)
    news = server.adds_channel(lab, "news", Kind.ANNOUNCEMENT)
    async with bot.run():
        await lively(server, ada, lab, news, papers)
        assert {"channels.owner", "votes.person", "saved.person", "notes.key"} <= {
            *naming(path, me)
        }
        told = await server.command(ada, papers, "privacy").finished()
        assert "of where I can reach you" in told.text
        assert "1 vote, 2 saved papers and" in await confirmed(server, ada, papers, "me")
        assert naming(path, me) == []
    assert naming(path, me) == []
    assert "channels.address" in naming(path, str(news.id))


async def test_nothing_names_a_forgotten_channel(
    server: DiscordServer,
    bot: Environment,
    ada: Person,
    lab: Guild,
    papers: Channel,
    clean_environment: Path,
) -> None:
    path = clean_environment / "data" / DATABASE
    news = server.adds_channel(lab, "news", Kind.ANNOUNCEMENT)
    async with bot.run():
        await lively(server, ada, lab, news, papers)
        gone = str(news.id)
        assert {"channels.address", "notes.key", "notes.value"} <= {*naming(path, gone)}
        assert public(server, news)
        assert "is forgotten" in await confirmed(server, ada, news, "channel")
        assert naming(path, gone) == []
    assert naming(path, gone) == []
    assert "saved.person" in naming(path, str(ada.id))


async def test_what_a_control_stands_for_is_about_the_channel_that_it_names(out: Side) -> None:
    kept = out.posting.kept
    await kept.keep([("one", "/topics @9001 +pebbles"), ("two", "/search pebbles, not 9001 moors")])
    assert await out.notes.count("discord:9001") == 1
