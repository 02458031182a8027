"""How briefs are posted on Discord, from what an owner types to what the server recorded."""

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from tests.adapters.discord.bot import DAY, Environment, chose_nothing, kept, public
from tests.samples.papers import listed
from tests.servers.arxiv_server import ArxivServer
from tests.servers.discord.rules.forms import SILENT
from tests.servers.discord.world import Role, walk
from tests.servers.discord_server import (
    Channel,
    DiscordServer,
    Fault,
    Guild,
    Interaction,
    Kind,
    Message,
    Permission,
    Person,
)

PIN = "PUT /channels/{channel}/messages/pins/{message}"
UNPIN = "DELETE /channels/{channel}/messages/pins/{message}"
THREAD = "POST /channels/{channel}/messages/{message}/threads"


@pytest.fixture
async def server() -> AsyncIterator[DiscordServer]:
    async with DiscordServer() as server:
        with server.pointed():
            yield server
    assert server.violations == []


@pytest.fixture
def readers(server: DiscordServer, lab: Guild) -> Role:
    """May be called by anybody."""
    role = server.adds_role(lab, "Paper readers")
    role.mentionable = True
    return role


async def told(server: DiscordServer, who: Person, channel: Channel, line: str) -> Interaction:
    """The answer to ``name value`` typed as the one option of a command."""
    name, _, value = line.partition(" ")
    option = {"settings": "change", "preview": "settings", "status": "log"}[name]
    return await typed(server, who, channel, name, {option: value} if value else {})


async def typed(
    server: DiscordServer, who: Person, channel: Channel, name: str, options: dict[str, str]
) -> Interaction:
    """The answer, and not that it takes a moment."""
    made = server.command(who, channel, name, options)
    await made.finished()
    await server.settled(lambda: "One moment" not in made.text)
    return made


async def set_up(server: DiscordServer, ada: Person, channel: Channel, *settings: str) -> None:
    for line in settings:
        await told(server, ada, channel, f"settings {line}")
    await typed(server, ada, channel, "subscribe", {"schedule": "announced"})
    chose_nothing(server)


async def brief_in(server: DiscordServer, channel: Channel, count: int = 1) -> Message:
    await server.settled(lambda: len(public(server, channel)) >= count)
    return public(server, channel)[-1]


def routes(server: DiscordServer, route: str) -> list[str]:
    return [call.path.rpartition("/")[2] for call in server.calls if call.route == route]


def _statuses(server: DiscordServer, route: str) -> list[int]:
    return [call.status for call in server.calls if call.route == route]


def announce_next(server: DiscordServer, arxiv: ArxivServer) -> None:
    papers = [listed(number) for number in range(11, 14)]
    arxiv.announce(DAY + timedelta(days=1), {"cs.CL": papers})
    server.clock.advance(timedelta(days=1).total_seconds())


async def test_as_usual_a_brief_calls_nobody_and_is_not_pinned(
    server: DiscordServer, bot: Environment, ada: Person, papers: Channel
) -> None:
    async with bot.run():
        await set_up(server, ada, papers)
        sent = await brief_in(server, papers)
    assert sent.flags & SILENT == 0
    assert (papers.pinned, sent.thread, server.records.pings) == ([], None, [])
    assert sent.allowed_mentions == {"parse": []}


async def test_a_role_is_called_in_the_first_message_and_nobody_else(
    server: DiscordServer, bot: Environment, ada: Person, papers: Channel, readers: Role
) -> None:
    server.records.wanted.add(f"role {readers.id}")
    async with bot.run() as running:
        page = await told(server, ada, papers, "settings ping @paper readers")
        assert "Role to ping: Paper readers" in page.text.replace("**", "")
        await set_up(server, ada, papers)
        sent = await brief_in(server, papers)
        there = await kept(running, papers)
    assert there is not None
    assert there.manner.ping == str(readers.id)
    assert sent.text.startswith(f"<@&{readers.id}>")
    assert sent.allowed_mentions == {"parse": [], "roles": [str(readers.id)]}
    assert [ping.whom for ping in server.records.pings] == [f"role {readers.id}"]


async def test_everyone_and_roles_that_are_not_there_are_never_called(
    server: DiscordServer, bot: Environment, ada: Person, papers: Channel, readers: Role
) -> None:
    async with bot.run() as running:
        for wanted in ("@everyone", str(papers.guild), "12345", "Nobodies"):
            answer = await told(server, ada, papers, f"settings ping {wanted}")
            assert "There is no role" in answer.text
            assert "Paper readers" in answer.text
        there = await kept(running, papers)
    assert there is None or not there.manner.ping


async def test_a_role_that_nobody_may_call_is_said_to_be_told_of_nothing(
    server: DiscordServer, bot: Environment, ada: Person, papers: Channel, readers: Role
) -> None:
    readers.mentionable = False
    async with bot.run():
        page = await told(server, ada, papers, f"settings ping {readers.id}")
    assert "its members are not notified" in page.text


async def test_silent_without_buttons_and_roomy(
    server: DiscordServer, bot: Environment, ada: Person, papers: Channel
) -> None:
    async with bot.run():
        await set_up(server, ada, papers, "silent on buttons off layout roomy")
        sent = await brief_in(server, papers)
    assert sent.flags & SILENT
    assert {each["type"] for each in walk(sent.components)} <= {10, 14, 17}


async def test_a_brief_is_pinned_in_the_place_of_the_one_before(
    server: DiscordServer, bot: Environment, arxiv: ArxivServer, ada: Person, papers: Channel
) -> None:
    server.allows(papers, Permission.PIN_MESSAGES)
    async with bot.run():
        await set_up(server, ada, papers, "pin on")
        first = await brief_in(server, papers)
        await server.settled(lambda: papers.pinned == [first.id])
        announce_next(server, arxiv)
        second = await brief_in(server, papers, 2)
        await server.settled(lambda: papers.pinned == [second.id])
    assert routes(server, PIN) == [str(first.id), str(second.id)]
    assert routes(server, UNPIN) == [str(first.id)]


async def test_without_the_right_to_pin_the_owner_is_told_once(
    server: DiscordServer, bot: Environment, arxiv: ArxivServer, ada: Person, papers: Channel
) -> None:
    private = server.dm(ada)
    async with bot.run():
        await set_up(server, ada, papers, "pin on")
        await brief_in(server, papers)
        await server.settled(lambda: server.messages(private))
        announce_next(server, arxiv)
        await brief_in(server, papers, 2)
        await server.settled(lambda: len(routes(server, PIN)) == 2)
        log = await told(server, ada, papers, "status log")
    (said,) = server.messages(private)
    assert "I need the Pin Messages permission there." in said.text
    assert log.text.count("not pinned: I need the Pin Messages permission there.") == 2


async def test_each_brief_has_a_thread_made_once_also_after_a_kill(
    server: DiscordServer, bot: Environment, ada: Person, lab: Guild, papers: Channel
) -> None:
    # done by Discord, and the service ends before it hears so
    server.fail_next(THREAD, Fault.HANG_AFTER, times=None)
    async with bot.run():
        await set_up(server, ada, papers, "discuss on")
        await server.settled(lambda: any(each.thread for each in public(server, papers)))
    server.recover()
    async with bot.run():
        await server.settled(lambda: 400 in _statuses(server, THREAD))
        log = await told(server, ada, papers, "status log")
    (sent,) = [each for each in public(server, papers) if each.labels]
    assert sent.thread is not None
    assert "arXiv brief" in sent.thread.name
    assert server.world.threads(lab) == [sent.thread]
    assert "no thread opened" not in log.text


async def test_a_post_of_a_forum_has_its_tag_and_is_pinned_to_the_top(
    server: DiscordServer,
    bot: Environment,
    arxiv: ArxivServer,
    ada: Person,
    lab: Guild,
    papers: Channel,
) -> None:
    forum = server.adds_channel(lab, "briefs", Kind.FORUM, tags={77_001: "arXiv", 77_002: "talks"})
    server.allows(forum, Permission.MANAGE_THREADS)
    async with bot.run():
        for line in ("tag talks", "pin on"):
            options = {"change": line, "channel": str(forum.id)}
            await typed(server, ada, papers, "settings", options)
        where = {"schedule": "announced", "channel": str(forum.id)}
        await typed(server, ada, papers, "subscribe", where)
        chose_nothing(server)
        await server.settled(lambda: [each.flags for each in _posts(server, lab)] == [2])
        announce_next(server, arxiv)
        await server.settled(lambda: [each.flags for each in _posts(server, lab)] == [0, 2])
    assert [each.applied_tags for each in _posts(server, lab)] == [["77002"], ["77002"]]


async def test_a_tag_that_was_deleted_holds_up_no_post(
    server: DiscordServer, bot: Environment, ada: Person, lab: Guild, papers: Channel
) -> None:
    forum = server.adds_channel(lab, "briefs", Kind.FORUM, tags={77_001: "arXiv"})
    async with bot.run():
        line = {"change": "tag arXiv", "channel": str(forum.id)}
        await typed(server, ada, papers, "settings", line)
        forum.tags = {77_009: "other"}
        where = {"schedule": "announced", "channel": str(forum.id)}
        await typed(server, ada, papers, "subscribe", where)
        chose_nothing(server)
        await server.settled(lambda: _posts(server, lab))
    assert _posts(server, lab)[0].applied_tags == []


def _posts(server: DiscordServer, lab: Guild) -> list[Channel]:
    return server.world.threads(lab)


async def test_a_preview_is_seen_by_who_asked_alone(
    server: DiscordServer, bot: Environment, ada: Person, papers: Channel
) -> None:
    async with bot.run() as running:
        await set_up(server, ada, papers)
        await brief_in(server, papers)
        shown = await told(server, ada, papers, "preview top 2 layout compact")
        assert shown.ephemeral
        assert "Preview · nothing is changed or posted" in shown.text
        assert len(public(server, papers)) == 1
        there = await kept(running, papers)
        assert there is not None
        assert (there.top, there.manner.layout) == (10, "usual")
        assert shown.original is not None
        keep = server.taps(ada, shown.original, "Keep these settings")
        await keep.finished()
        assert "Papers in a brief: 10 → 2" in keep.text
        assert keep.original is not None
        await server.taps(ada, keep.original, "Yes, change it").finished()
        there = await kept(running, papers)
        assert there is not None
        assert (there.top, there.manner.layout) == (2, "compact")


async def test_hashtags_are_not_shown_and_say_why(
    server: DiscordServer, bot: Environment, ada: Person, papers: Channel
) -> None:
    async with bot.run():
        page = await told(server, ada, papers, "settings posts")
        answer = await told(server, ada, papers, "settings hashtags on")
    assert "ashtags" not in page.text
    assert "does not find hashtags" in answer.text
