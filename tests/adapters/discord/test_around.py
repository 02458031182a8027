"""What an operator may have listed in a channel's place: its server, the channel of a thread."""

from adapters.discord_chat.places import Place
from tests.adapters.discord.side import Side
from tests.servers.discord_server import DiscordServer


async def test_a_channel_lies_in_its_server_and_a_thread_in_its_channel_too(
    out: Side, server: DiscordServer
) -> None:
    await out.places.learn(Place(11, "text", guild=7))
    await out.places.learn(Place(12, "thread", guild=7, parent=11, owner=5))
    await out.places.learn(Place(13, "dm", recipient=5))
    assert await out.places.around("discord:11") == ("discord:7",)
    assert await out.places.around("discord:12") == ("discord:7", "discord:11")
    assert await out.places.around("discord:13") == ()
    assert await out.places.around("discord:user/5") == ()
    # what nobody has told is not asked for
    assert await out.places.around("discord:99") == ()
    assert server.calls == []
