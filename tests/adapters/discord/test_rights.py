"""Who may do what on Discord, by its own arithmetic, asked of its API."""

import pytest

from adapters.discord_chat.permissions import NAMES, allowed, invite_link, needed
from bot.errors import PlatformUnreachable
from tests.adapters.discord.side import Side
from tests.servers.discord_server import (
    Channel,
    DiscordServer,
    Fault,
    Guild,
    Kind,
    Overwrite,
    Permission,
    Person,
)

MEMBER = "GET /guilds/{guild}/members/{user}"


@pytest.fixture
def ada(server: DiscordServer, lab: Guild) -> Person:
    """She manages the server."""
    return server.person("ada", lab, server.adds_role(lab, "boss", Permission.MANAGE_GUILD))


def at(channel: Channel) -> str:
    return f"discord:{channel.id}"


def who(person: Person | int) -> str:
    return f"discord:user/{person if isinstance(person, int) else person.id}"


async def test_who_manages_the_server_configures_its_channels(
    server: DiscordServer, out: Side, lab: Guild, papers: Channel, ada: Person, bob: Person
) -> None:
    admin = server.person("eve", lab, server.adds_role(lab, "admin", Permission.ADMINISTRATOR))
    assert await out.rights.may_configure(at(papers), who(ada))
    assert await out.rights.may_configure(at(papers), who(admin))
    assert await out.rights.may_configure(at(papers), who(lab.owner))
    assert not await out.rights.may_configure(at(papers), who(bob))
    assert not await out.rights.may_configure(at(papers), who(server.person("stranger")))
    assert not await out.rights.may_configure("discord:12345", who(ada))


async def test_direct_messages_are_that_persons_own(
    server: DiscordServer, out: Side, ada: Person, bob: Person
) -> None:
    talk = server.dm(ada)
    assert await out.rights.may_configure(at(talk), who(ada))
    assert await out.rights.may_read(at(talk), who(ada))
    assert await out.rights.may_post(at(talk))
    assert not await out.rights.may_configure(at(talk), who(bob))
    assert not await out.rights.may_read(at(talk), who(bob))


async def test_who_sees_a_channel_may_read_it(
    server: DiscordServer, out: Side, lab: Guild, bob: Person, ada: Person
) -> None:
    circle = server.adds_role(lab, "circle")
    cy = server.person("cy", lab, circle)
    hidden = server.adds_channel(
        lab,
        "hidden",
        overwrites=[
            Overwrite(lab.id, deny=Permission.VIEW_CHANNEL),
            Overwrite(circle.id, allow=Permission.VIEW_CHANNEL),
            Overwrite(ada.id, member=True, allow=Permission.VIEW_CHANNEL),
            Overwrite(server.world.bot.id, member=True, allow=Permission.VIEW_CHANNEL),
        ],
    )
    assert await out.rights.may_read(at(hidden), who(cy))
    assert await out.rights.may_read(at(hidden), who(ada))
    assert not await out.rights.may_read(at(hidden), who(bob))
    thread = server.adds_thread(hidden, "inside", cy)
    assert await out.rights.may_read(at(thread), who(cy))
    assert not await out.rights.may_read(at(thread), who(bob))


@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.ANNOUNCEMENT, Kind.FORUM])
async def test_the_bot_may_post_where_it_may_send(
    server: DiscordServer, out: Side, lab: Guild, kind: Kind
) -> None:
    channel = server.adds_channel(lab, "papers", kind)
    assert await out.rights.may_post(at(channel))
    server.forbids(channel, Permission.SEND_MESSAGES)
    # asked anew: the answer of a minute ago does not count here
    assert not await out.rights.may_post(at(channel))
    told = await out.rights.told_lacking(at(channel))
    assert told == "I lack a permission there: Send Messages."
    server.allows(channel)
    assert await out.rights.may_post(at(channel))


async def test_threads_need_a_right_of_their_own(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    thread = server.adds_thread(papers, "talk", ada)
    assert await out.rights.may_post(at(thread))
    server.forbids(papers, Permission.SEND_MESSAGES_IN_THREADS)
    assert not await out.rights.may_post(at(thread))
    assert await out.rights.may_post(at(papers))


async def test_a_channel_that_is_gone_is_nobodys(
    server: DiscordServer, out: Side, lab: Guild, papers: Channel, ada: Person
) -> None:
    server.removes_bot(lab)
    assert not await out.rights.may_post(at(papers))
    assert not await out.rights.may_configure(at(papers), who(ada))


async def test_channels_are_found_in_the_same_server_only(
    server: DiscordServer, out: Side, lab: Guild, papers: Channel, ada: Person
) -> None:
    forum = server.adds_channel(lab, "forum", Kind.FORUM)
    elsewhere = server.adds_channel(server.adds_guild("Club"), "talk")
    assert await out.rights.find(f"@{forum.id}", at(papers)) == at(forum)
    assert await out.rights.find(f"@{elsewhere.id}", at(papers)) is None
    assert await out.rights.find(f"@{forum.id}", at(server.dm(ada))) is None
    assert await out.rights.find("@papers", at(papers)) is None
    assert await out.rights.find("@12345", at(papers)) is None


async def test_who_may_read_is_asked_once_a_minute_and_who_may_change_something_each_time(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    for _ in range(5):
        assert await out.rights.may_read(at(papers), who(ada))
    assert [call.route for call in server.calls].count(MEMBER) == 1
    for asked in range(2, 5):
        assert await out.rights.may_configure(at(papers), who(ada))
        assert [call.route for call in server.calls].count(MEMBER) == asked


async def test_where_nobody_can_say_it_is_no_no(
    server: DiscordServer, out: Side, papers: Channel, ada: Person
) -> None:
    server.fail_next(MEMBER, Fault.REFUSED, status=503)
    with pytest.raises(PlatformUnreachable):
        await out.rights.may_configure(at(papers), who(ada))
    assert await out.rights.may_configure(at(papers), who(ada))


def test_the_invitation_asks_for_just_what_is_needed() -> None:
    link = invite_link(42)
    assert "client_id=42" in link
    assert "scope=bot+applications.commands" in link
    asked = int(link.split("permissions=")[1].split("&")[0])
    wanted = (
        Permission.VIEW_CHANNEL
        | Permission.SEND_MESSAGES
        | Permission.SEND_MESSAGES_IN_THREADS
        | Permission.CREATE_PUBLIC_THREADS
        | Permission.EMBED_LINKS
        | Permission.ATTACH_FILES
        | Permission.READ_MESSAGE_HISTORY
    )
    assert asked == int(wanted)
    assert len(NAMES) == 7


def test_of_a_server_only_what_decides_is_kept() -> None:
    role = {"id": "7", "permissions": "2048", "name": "boss", "color": 3, "tags": {"bot_id": "1"}}
    guild = {"id": "1", "owner_id": "2", "roles": [role], "emojis": [{"id": "5"}] * 50}
    member = {"user": {"id": "3", "username": "ada"}, "roles": ["7"], "nick": None}
    channel = {"id": "9", "topic": "long", "permission_overwrites": [{"id": "7", "deny": "1024"}]}
    assert needed(guild) == {
        "id": "1", "owner_id": "2", "roles": [{"id": "7", "permissions": "2048"}],
    }  # fmt: skip
    assert needed(member) == {"roles": ["7"]}
    assert needed(channel) == {"id": "9", "permission_overwrites": [{"id": "7", "deny": "1024"}]}
    assert needed({"user_id": "3"}) == {"user_id": "3"}
    assert needed(None) is None


def test_what_is_kept_decides_as_the_whole() -> None:
    guild = {"id": "1", "owner_id": "2", "roles": [{"id": "1", "permissions": "3072", "name": "@"}]}
    member, overwrites = {"roles": [], "nick": "Ada"}, [{"id": "1", "deny": "1024"}]
    server, person = needed(guild), needed(member)
    assert server is not None
    assert person is not None
    whole = allowed(guild, member, 3, overwrites)
    assert allowed(server, person, 3, overwrites) == whole == 2048
