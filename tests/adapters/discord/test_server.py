"""The suite's Discord server, seen by the real discord.py."""

import asyncio
import io
import zlib
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

import aiohttp
import pytest

from tests.patience import PATIENCE
from tests.servers.discord.library import app_commands, discord, ui
from tests.servers.discord.remote import discord_process
from tests.servers.discord_server import (
    CannotDo,
    Channel,
    DiscordServer,
    Fault,
    Guild,
    Kind,
    Permission,
    Person,
    Refusal,
)

SEND = "POST /channels/{channel}/messages"
LISTENING = discord.Intents(guilds=True, guild_messages=True, dm_messages=True)


class Bot(discord.Client):
    """A bot with a few commands, and all that it was told in the order of arrival."""

    def __init__(self, intents: discord.Intents = LISTENING, **options: Any) -> None:
        super().__init__(intents=intents, guild_ready_timeout=0.05, **options)
        self.heard: list[tuple[str, Any]] = []
        self.tree = app_commands.CommandTree(self)
        self.tree.add_command(app_commands.Command(name="say", description="Says", callback=say))
        self.tree.add_command(app_commands.Command(name="find", description="Finds", callback=find))

    async def setup_hook(self) -> None:
        await self.tree.sync()

    async def on_message(self, message: discord.Message) -> None:
        self.heard.append(("message", message))

    async def on_resumed(self) -> None:
        self.heard.append(("resumed", None))

    async def on_guild_join(self, guild: discord.Guild) -> None:
        self.heard.append(("join", guild.id))

    async def on_guild_remove(self, guild: discord.Guild) -> None:
        self.heard.append(("remove", guild.id))

    async def on_guild_channel_delete(self, channel: Any) -> None:
        self.heard.append(("gone", channel.id))

    async def on_thread_create(self, thread: discord.Thread) -> None:
        self.heard.append(("thread", thread.id))

    def kinds(self) -> list[str]:
        return [kind for kind, _ in self.heard]


class Ask(ui.Modal, title="A question"):
    question: ui.Label[Any] = ui.Label(text="Question", component=ui.TextInput(max_length=20))

    async def on_submit(self, interaction: discord.Interaction) -> None:
        assert isinstance(self.question.component, ui.TextInput)
        await interaction.response.send_message(f"You ask: {self.question.component.value}")


class Menu(ui.View):
    @ui.button(label="More", custom_id="more")
    async def more(self, interaction: discord.Interaction, _: ui.Button[Any]) -> None:
        await interaction.response.edit_message(content="Here is more")

    @ui.button(label="Ask", custom_id="ask")
    async def ask(self, interaction: discord.Interaction, _: ui.Button[Any]) -> None:
        await interaction.response.send_modal(Ask())

    @ui.select(
        custom_id="days",
        placeholder="Days",
        options=[discord.SelectOption(label="Mon"), discord.SelectOption(label="Tue")],
    )
    async def days(self, interaction: discord.Interaction, select: ui.Select[Any]) -> None:
        await interaction.response.defer()
        await interaction.edit_original_response(content=f"Days: {select.values}")


async def say(interaction: discord.Interaction, word: str, slowly: bool = False) -> None:
    if slowly:
        await interaction.response.defer(ephemeral=True, thinking=True)
        await interaction.followup.send(f"At last: {word}")
        await interaction.followup.send("And this", ephemeral=False)
    else:
        await interaction.response.send_message(f"It says {word}", view=Menu(timeout=None))


async def offered(_: discord.Interaction, typed: str) -> list[app_commands.Choice[str]]:
    return [app_commands.Choice(name=f"{typed} {n}", value=str(n)) for n in range(3)]


@app_commands.autocomplete(paper=offered)
async def find(interaction: discord.Interaction, paper: str) -> None:
    await interaction.response.send_message(f"Found {paper}")


@pytest.fixture
def ada(server: DiscordServer, lab: Guild) -> Person:
    return server.person("ada", lab, locale="de")


@asynccontextmanager
async def running(server: DiscordServer, bot: discord.Client) -> AsyncIterator[None]:
    async with bot:
        task = asyncio.create_task(bot.start(server.token))
        ready = asyncio.create_task(bot.wait_until_ready())
        await asyncio.wait([task, ready], return_when=asyncio.FIRST_COMPLETED, timeout=PATIENCE)
        assert bot.is_ready(), task
        yield
        await bot.close()
        await task


@pytest.fixture
async def bot(server: DiscordServer, papers: Channel) -> AsyncIterator[Bot]:
    bot = Bot()
    async with running(server, bot):
        yield bot


@pytest.fixture
async def sender(server: DiscordServer) -> AsyncIterator[discord.Client]:
    """REST alone, no gateway."""
    async with discord.Client(intents=discord.Intents.none()) as client:
        await client.login(server.token)
        yield client


def to(client: discord.Client, channel: Channel) -> discord.PartialMessageable:
    return client.get_partial_messageable(channel.id)


# the gateway


async def test_a_bot_knows_its_guilds_and_channels_once_it_is_ready(
    bot: Bot, lab: Guild, papers: Channel, server: DiscordServer
) -> None:
    found = bot.get_channel(papers.id)
    assert isinstance(found, discord.TextChannel)
    assert (found.name, found.guild.id) == ("papers", lab.id)
    assert bot.user is not None
    assert found.permissions_for(found.guild.me).send_messages
    assert [session.shard for session in server.gateway.live] == [(0, 1)]


async def test_a_wrong_token_is_no_login(server: DiscordServer) -> None:
    async with Bot() as bot:
        with pytest.raises(discord.LoginFailure):
            await bot.login("another")
    assert server.records.invalid == 1


async def test_a_privileged_intent_must_have_been_granted(server: DiscordServer) -> None:
    intents = LISTENING | discord.Intents(message_content=True)
    async with Bot(intents) as bot:
        with pytest.raises(discord.PrivilegedIntentsRequired):
            await bot.start(server.token)
    server.gateway.allowed_intents = intents.value
    async with running(server, Bot(intents)):
        assert len(server.gateway.live) == 1


async def test_a_shard_that_cannot_be_is_sent_away(server: DiscordServer) -> None:
    async with discord.Client(intents=LISTENING, shard_id=3, shard_count=2) as bot:
        with pytest.raises(discord.ConnectionClosed) as closed:
            await bot.start(server.token)
    assert closed.value.code == 4010


async def test_two_shards_have_each_its_own_guilds(
    server: DiscordServer, lab: Guild, papers: Channel, ada: Person
) -> None:
    class Sharded(discord.AutoShardedClient):
        heard: list[tuple[str, int | None]] = []  # noqa: RUF012

        async def before_identify_hook(self, *_: object, **__: object) -> None:
            """The library would wait five seconds between two shards."""

        async def on_message(self, message: discord.Message) -> None:
            self.heard.append((message.content, message.guild.shard_id if message.guild else None))

    other = server.adds_guild("Club")
    talk = server.adds_channel(other, "talk")
    server.joins(ada, other)
    server.gateway.shards = 2
    bot = Sharded(intents=LISTENING, guild_ready_timeout=0.05)
    async with running(server, bot):
        assert {session.shard for session in server.gateway.live} == {(0, 2), (1, 2)}
        assert {guild.id: guild.shard_id for guild in bot.guilds} == {
            each.id: (each.id >> 22) % 2 for each in (lab, other)
        }
        assert len({guild.shard_id for guild in bot.guilds}) == 2
        server.says(ada, papers, f"<@{server.world.bot.id}> one")
        server.says(ada, talk, f"<@{server.world.bot.id}> two")
        await server.settled(lambda: len(bot.heard) == 2)
        assert {shard for _, shard in bot.heard} == {0, 1}


async def test_what_was_missed_on_a_lost_line_comes_when_the_bot_resumes(
    server: DiscordServer, bot: Bot, papers: Channel, ada: Person
) -> None:
    session = server.gateway.live[0]
    server.gateway.drop()
    server.says(ada, papers, f"<@{server.world.bot.id}> are you there?")
    await server.settled(lambda: "message" in bot.kinds() and "resumed" in bot.kinds())
    assert session.resumed == 1
    assert server.gateway.identified == 1


async def test_a_bot_that_is_asked_to_reconnect_resumes(server: DiscordServer, bot: Bot) -> None:
    server.gateway.reconnect()
    await server.settled(lambda: "resumed" in bot.kinds())
    assert server.gateway.identified == 1


async def test_an_invalid_session_is_identified_anew(
    server: DiscordServer, papers: Channel
) -> None:
    class Hasty(Bot):
        async def before_identify_hook(self, *_: object, **__: object) -> None:
            """The library would wait five seconds."""

    async with running(server, Hasty()):
        server.gateway.invalidate()
        await server.settled(lambda: server.gateway.identified == 2)


async def test_heartbeats_come_and_a_silent_gateway_is_left(
    server: DiscordServer, papers: Channel
) -> None:
    server.gateway.heartbeat_ms = 50
    bot = Bot(heartbeat_timeout=0.3)
    async with running(server, bot):
        session = server.gateway.live[0]
        await server.settled(lambda: session.beats >= 3)
        assert session.resumed == 0
        server.gateway.acknowledging = False
        await server.settled(lambda: session.resumed > 0)
        server.gateway.acknowledging = True


async def test_the_compressed_stream_is_one_of_zlib(server: DiscordServer) -> None:
    inflate = zlib.decompressobj()
    address = f"{server.address}?v=10&encoding=json&compress=zlib-stream"
    async with aiohttp.ClientSession() as session, session.ws_connect(address) as line:
        first = await line.receive_bytes()
        assert first.endswith(b"\x00\x00\xff\xff")
        assert b'"op":10' in inflate.decompress(first)


@pytest.mark.parametrize(
    ("said", "code"),
    [("{", 4002), ('{"op": 99}', 4001), ('{"op": 3, "d": {}}', 4003)],
)
async def test_nonsense_closes_the_connection(server: DiscordServer, said: str, code: int) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(server.address) as line:
        await line.receive_str()
        await line.send_str(said)
        await line.receive()
        assert line.close_code == code


async def identified(server: DiscordServer, **more: Any) -> tuple[int | None, Any]:
    """The code that an IDENTIFY was closed with, or what was said instead of HELLO."""
    asked = {"token": server.token, "intents": 1, "properties": {}} | more
    async with aiohttp.ClientSession() as session, session.ws_connect(server.address) as line:
        await line.receive_str()
        await line.send_json({"op": 2, "d": asked})
        said = await line.receive()
        return line.close_code, said.data


async def test_an_identify_is_looked_at_closely(server: DiscordServer) -> None:
    assert (await identified(server, token="other"))[0] == 4004
    assert (await identified(server, intents=1 << 40))[0] == 4013
    assert (await identified(server, intents=1 << 1))[0] == 4014
    server.gateway.least_shards = 2
    assert (await identified(server))[0] == 4011
    assert (await identified(server, shard=[2, 2]))[0] == 4010
    assert "READY" in (await identified(server, shard=[1, 2]))[1]


async def test_two_identifies_keep_their_distance(server: DiscordServer) -> None:
    server.gateway.identify_every = 5.0
    assert '"READY"' in (await identified(server))[1]
    assert '"op":9' in (await identified(server))[1]
    server.clock.advance(5)
    assert '"READY"' in (await identified(server))[1]


async def test_who_talks_too_much_to_the_gateway_is_cut_off(server: DiscordServer) -> None:
    async with aiohttp.ClientSession() as session, session.ws_connect(server.address) as line:
        for _ in range(121):
            await line.send_json({"op": 1, "d": None})
        async with asyncio.timeout(PATIENCE):
            async for _ in line:
                pass
        assert line.close_code == 4008


async def test_nobody_is_told_what_they_did_not_ask_for(
    server: DiscordServer, papers: Channel, ada: Person
) -> None:
    bot = Bot(discord.Intents(guilds=True))
    async with running(server, bot):
        server.says(ada, papers, f"<@{server.world.bot.id}> hello")
        await server.command(ada, papers, "say", {"word": "a"}).finished()
    assert bot.heard == []


# what happens around the bot


async def test_the_bot_hears_of_guilds_channels_and_threads(
    server: DiscordServer, bot: Bot, papers: Channel, ada: Person
) -> None:
    club = server.adds_guild("Club")
    thread = server.adds_thread(papers, "A thread", ada)
    server.deletes_channel(papers)
    server.removes_bot(club)
    await server.settled(lambda: len(bot.heard) == 4)
    assert bot.heard == [
        ("join", club.id),
        ("thread", thread.id),
        ("gone", papers.id),
        ("remove", club.id),
    ]


async def test_words_are_hidden_from_a_bot_unless_they_are_meant_for_it(
    server: DiscordServer, bot: Bot, papers: Channel, ada: Person
) -> None:
    own = await to(bot, papers).send("A brief")
    brief = server.messages(papers)[0]
    server.says(ada, papers, "between us")
    server.says(ada, papers, f"hello <@{server.world.bot.id}>")
    server.says(ada, papers, "why?", reply_to=brief)
    server.says(ada, server.dm(ada), "in private")
    await server.settled(lambda: len(bot.heard) == 5)
    heard = [message for _, message in bot.heard if message.id != own.id]
    assert [message.content for message in heard] == [
        "",
        f"hello <@{server.world.bot.id}>",
        "why?",
        "in private",
    ]
    assert heard[2].reference.message_id == own.id
    assert heard[2].reference.resolved.content == "A brief"


# interactions


async def test_a_command_is_answered(
    server: DiscordServer, bot: Bot, papers: Channel, ada: Person
) -> None:
    interaction = await server.command(ada, papers, "say", {"word": "yes"}).finished()
    assert interaction.text == "It says yes"
    assert interaction.ephemeral is False
    assert interaction.acknowledged_after is not None
    assert interaction.acknowledged_after < 1
    assert server.messages(papers) == interaction.messages


async def test_thinking_then_the_first_follow_up_keeps_what_was_begun(
    server: DiscordServer, bot: Bot, papers: Channel, ada: Person
) -> None:
    interaction = server.command(ada, papers, "say", {"word": "yes", "slowly": True})
    await server.settled(lambda: len(interaction.messages) == 2)
    assert [message.text for message in interaction.messages] == ["At last: yes", "And this"]
    assert [message.seen_by for message in interaction.messages] == [ada.id, None]
    assert interaction.ephemeral is True


async def test_an_interaction_tells_the_bot_who_asks_and_with_which_rights(
    server: DiscordServer, bot: Bot, lab: Guild, papers: Channel, ada: Person
) -> None:
    seen: list[discord.Interaction] = []

    async def look(interaction: discord.Interaction) -> bool:
        seen.append(interaction)
        return True

    bot.tree.interaction_check = look  # type: ignore[method-assign]
    role = server.adds_role(lab, "owners", Permission.MANAGE_GUILD)
    await server.command(ada, papers, "say", {"word": "a"}).finished()
    server.joins(ada, lab, role)
    await server.command(ada, papers, "say", {"word": "b"}).finished()
    await server.command(ada, server.dm(ada), "say", {"word": "c"}).finished()
    assert [each.permissions.manage_guild for each in seen] == [False, True, False]
    assert [each.guild_id for each in seen] == [lab.id, lab.id, None]
    assert seen[0].locale is discord.Locale.german
    assert seen[0].guild_locale is discord.Locale.american_english
    assert seen[0].app_permissions.send_messages
    assert seen[2].context.dm_channel


async def test_buttons_selects_and_modals_are_answered(
    server: DiscordServer, bot: Bot, papers: Channel, ada: Person
) -> None:
    shown = (await server.command(ada, papers, "say", {"word": "a"}).finished()).messages[0]
    assert shown.labels == ["More", "Ask"]
    await server.taps(ada, shown, "More").finished()
    assert shown.text == "Here is more"
    await server.selects(ada, shown, "Days", ["Tue"]).finished()
    assert shown.text == "Days: ['Tue']"
    asking = await server.taps(ada, shown, "ask").finished()
    answer = await server.submits(asking, {"Question": "why?"}).finished()
    assert answer.text == "You ask: why?"


async def test_choices_are_offered_while_one_types(
    server: DiscordServer, bot: Bot, papers: Channel, ada: Person
) -> None:
    choices = await server.autocomplete(ada, papers, "find", "paper", "atte")
    assert [choice["name"] for choice in choices] == ["atte 0", "atte 1", "atte 2"]


async def test_people_can_do_only_what_a_client_offers(
    server: DiscordServer, bot: Bot, papers: Channel, ada: Person
) -> None:
    shown = (await server.command(ada, papers, "say", {"word": "a"}).finished()).messages[0]
    asking = await server.taps(ada, shown, "ask").finished()
    cannot: list[Callable[[], object]] = [
        lambda: server.command(ada, papers, "unknown"),
        lambda: server.command(ada, papers, "say"),
        lambda: server.command(ada, papers, "say", {"word": "a", "more": "b"}),
        lambda: server.taps(ada, shown, "Nothing"),
        lambda: server.selects(ada, shown, "days", ["Sun"]),
        lambda: server.selects(ada, shown, "days", ["Mon", "Tue"]),
        lambda: server.submits(asking, {"Question": "x" * 21}),
        lambda: server.submits(asking, {"Other": "x"}),
    ]
    for act in cannot:
        with pytest.raises(CannotDo):
            act()


async def test_people_see_only_the_commands_that_are_theirs(
    server: DiscordServer, bot: Bot, lab: Guild, papers: Channel, ada: Person
) -> None:
    path = f"/applications/{bot.application_id}/commands"
    named = {"description": "x", "type": 1}
    owners = named | {"name": "owners", "default_member_permissions": "32", "contexts": [0]}
    await bot.http.request(discord.http.Route("PUT", path), json=[owners])
    with pytest.raises(CannotDo, match="hidden"):
        server.command(ada, papers, "owners")
    with pytest.raises(CannotDo, match="not offered here"):
        server.command(ada, server.dm(ada), "owners")
    server.joins(ada, lab, server.adds_role(lab, "owners", Permission.MANAGE_GUILD))
    server.command(ada, papers, "owners")


async def test_people_tap_what_they_see_and_what_is_enabled(
    server: DiscordServer, bot: Bot, lab: Guild, papers: Channel, ada: Person
) -> None:
    view = ui.View()
    view.add_item(ui.Button(label="Off", custom_id="off", disabled=True))
    view.add_item(ui.Button(label="Site", url="https://arxiv.org"))
    view.add_item(ui.Button(label="On", custom_id="on"))
    await to(bot, papers).send("x", view=view)
    shown = server.messages(papers)[0]
    for label in ("Off", "Site"):
        with pytest.raises(CannotDo):
            server.taps(ada, shown, label)
    server.taps(ada, shown, "On")
    with pytest.raises(CannotDo, match="does not see"):
        server.taps(server.person("stranger"), shown, "On")


async def test_an_interaction_is_replied_to_once_and_in_time(
    server: DiscordServer, papers: Channel, ada: Person
) -> None:
    codes: list[int] = []

    class Slow(Bot):
        async def on_interaction(self, interaction: discord.Interaction) -> None:
            if interaction.data["name"] == "late":  # type: ignore[index, typeddict-item]
                server.clock.advance(3.5)
            for _ in range(2):
                try:
                    await self.http.request(
                        discord.http.Route(
                            "POST", f"/interactions/{interaction.id}/{interaction.token}/callback"
                        ),
                        json={"type": 5},
                    )
                    codes.append(0)
                except discord.HTTPException as refused:
                    codes.append(refused.code)

    async def nothing(interaction: discord.Interaction) -> None:
        """The event answers."""

    bot = Slow()
    bot.tree.clear_commands(guild=None)
    for name in ("soon", "late"):
        bot.tree.add_command(app_commands.Command(name=name, description="x", callback=nothing))
    async with running(server, bot):
        await server.command(ada, papers, "soon").acknowledged()
        await server.settled(lambda: len(codes) == 2)
        late = server.command(ada, papers, "late")
        await server.settled(lambda: len(codes) == 4)
    assert codes == [0, 40060, 10062, 10062]
    assert late.acknowledged_after is None
    assert any("too late" in said for said in server.violations)


async def test_a_follow_up_after_a_quarter_of_an_hour_is_refused(
    server: DiscordServer, bot: Bot, papers: Channel, ada: Person
) -> None:
    interaction = await server.command(ada, papers, "say", {"word": "a"}).finished()
    hook = f"/webhooks/{server.world.bot.id}/{interaction.token}"
    follow_up = discord.http.Route("POST", hook)
    await bot.http.request(follow_up, json={"content": "in time"})
    server.clock.advance(15 * 60 + 1)
    with pytest.raises(discord.HTTPException) as refused:
        await bot.http.request(follow_up, json={"content": "too late"})
    assert (refused.value.status, refused.value.code) == (401, 50027)


# refusals


async def code_of(sending: Any) -> int:
    with pytest.raises(discord.HTTPException) as refused:
        await sending
    return int(refused.value.code)


async def test_rights_and_rooms_are_refused_by_their_codes(
    server: DiscordServer, sender: discord.Client, lab: Guild, papers: Channel, ada: Person
) -> None:
    forum = server.adds_channel(lab, "forum", Kind.FORUM)
    locked = server.adds_thread(papers, "locked", ada, archived=True, locked=True)
    assert await code_of(sender.get_partial_messageable(5).send("x")) == 10003
    assert await code_of(to(sender, forum).send("x")) == 50008
    assert await code_of(to(sender, locked).send("x")) == 50083
    server.forbids(papers)
    assert await code_of(to(sender, papers).send("x")) == 50013
    server.forbids(papers, Permission.VIEW_CHANNEL)
    assert await code_of(to(sender, papers).send("x")) == 50001
    assert server.world.permissions(server.world.bot, papers) == 0
    server.forbids(papers, Permission.READ_MESSAGE_HISTORY | Permission.ATTACH_FILES)
    hers = discord.MessageReference(
        message_id=server.says(ada, papers, "x").id, channel_id=papers.id
    )
    assert await code_of(to(sender, papers).send("x", reference=hers)) == 160002
    file = discord.File(io.BytesIO(b"x"), filename="x.bib")
    assert await code_of(to(sender, papers).send("x", file=file)) == 50013
    server.allows(papers)
    await to(sender, papers).send("x")
    ada.closed = True
    assert await code_of(to(sender, server.dm(ada)).send("x")) == 50007
    server.removes_bot(lab)
    assert await code_of(to(sender, papers).send("x")) == 50001
    server.deletes_channel(papers)
    assert await code_of(to(sender, papers).send("x")) == 10003


async def test_a_message_wakes_an_archived_thread(
    server: DiscordServer, sender: discord.Client, papers: Channel, ada: Person
) -> None:
    thread = server.adds_thread(papers, "asleep", ada, archived=True)
    await to(sender, thread).send("good morning")
    assert not thread.archived


async def test_only_own_messages_are_edited_and_unknown_ones_are_not_found(
    server: DiscordServer, sender: discord.Client, papers: Channel, ada: Person
) -> None:
    hers = server.says(ada, papers, "hers")
    room = to(sender, papers)
    assert await code_of(room.get_partial_message(hers.id).edit(content="mine")) == 50005
    assert await code_of(room.get_partial_message(7).edit(content="mine")) == 10008
    sent = await room.send(
        "mine", reference=discord.MessageReference.from_message(await room.fetch_message(hers.id))
    )
    await sent.edit(content="changed")
    assert [message.text for message in server.messages(papers)] == ["changed"]
    assert server.messages(papers)[0].earlier[0][0] == "mine"
    await sent.delete()
    assert server.messages(papers) == []


async def test_threads_forum_posts_and_crossposts_are_made_once(
    server: DiscordServer, bot: Bot, lab: Guild, papers: Channel
) -> None:
    sent = await bot.get_channel(papers.id).send("A brief")  # type: ignore[union-attr]
    thread = await sent.create_thread(name="Talk")
    assert thread.id == sent.id
    assert await code_of(sent.create_thread(name="Again")) == 160004
    forum = server.adds_channel(lab, "forum", Kind.FORUM, tags={11: "cs.CL"}, tag_required=True)
    news = server.adds_channel(lab, "news", Kind.ANNOUNCEMENT)
    await server.settled(lambda: bot.get_channel(news.id))
    room = bot.get_channel(forum.id)
    assert isinstance(room, discord.ForumChannel)
    assert await code_of(room.create_thread(name="Day", content="x")) == 40067
    post = await room.create_thread(
        name="Day", content="Papers", applied_tags=[room.available_tags[0]]
    )
    assert [each.text for each in server.messages(post.thread.id)] == ["Papers"]
    assert post.message.id == post.thread.id
    headline = await bot.get_channel(news.id).send("Headline")  # type: ignore[union-attr]
    await headline.publish()
    assert await code_of(headline.publish()) == 40033
    assert await code_of(sent.publish()) == 50024


async def test_an_empty_message_is_none(
    server: DiscordServer, sender: discord.Client, papers: Channel
) -> None:
    assert await code_of(to(sender, papers).send("  \n ")) == Refusal.EMPTY_MESSAGE.value[1]
    assert await code_of(to(sender, papers).send(view=ui.View())) == 50006


async def test_files_arrive_with_their_bytes(
    server: DiscordServer, sender: discord.Client, papers: Channel
) -> None:
    file = discord.File(io.BytesIO(b"@article{}"), filename="saved.bib")
    await to(sender, papers).send("Your list", file=file)
    assert server.messages(papers)[0].files == {"saved.bib": b"@article{}"}


async def test_a_nonce_that_comes_again_brings_the_earlier_message(
    server: DiscordServer, sender: discord.Client, papers: Channel
) -> None:
    first = await to(sender, papers).send("once", nonce="delivery-7-0")
    again = await to(sender, papers).send("once", nonce="delivery-7-0")
    assert again.id == first.id
    assert len(server.messages(papers)) == 1
    server.clock.advance(600)
    later = await to(sender, papers).send("once", nonce="delivery-7-0")
    assert later.id != first.id


async def test_a_mention_that_would_ping_is_told(
    server: DiscordServer, sender: discord.Client, papers: Channel, ada: Person
) -> None:
    text = f"@everyone <@{ada.id}> and `<@1234567890123456>`"
    await to(sender, papers).send(text, allowed_mentions=discord.AllowedMentions.none())
    assert server.pings == []
    await to(sender, papers).send(text)
    # the bot may not mention everyone here, so that is no ping
    assert [ping.whom for ping in server.pings] == [f"user {ada.id}"]
    assert len(server.violations) == 1
    server.allows(papers, Permission.MENTION_EVERYONE)
    await to(sender, papers).send(text)
    assert [ping.whom for ping in server.pings[1:]] == ["everyone", f"user {ada.id}"]


# limits and faults


async def test_a_full_bucket_is_waited_for_without_a_refusal(
    server: DiscordServer, sender: discord.Client, papers: Channel
) -> None:
    server.limits.usual = (2, 0.1)
    for number in range(5):
        await to(sender, papers).send(str(number))
    assert server.records.too_many == 0
    assert [message.text for message in server.messages(papers)] == ["0", "1", "2", "3", "4"]


async def test_who_does_not_wait_is_told_so_and_it_is_noted(
    server: DiscordServer, papers: Channel
) -> None:
    server.limits.usual = (1, 30.0)
    address = f"{server.base}/channels/{papers.id}/messages"
    headers = {"Authorization": f"Bot {server.token}"}
    async with aiohttp.ClientSession(headers=headers) as session:
        for _ in range(3):
            async with session.post(address, json={"content": "x"}) as answer:
                said, status = await answer.json(), answer.status
    assert status == 429
    assert said["message"] == "You are being rate limited."
    assert 29 < said["retry_after"] <= 30
    assert said["global"] is False
    assert answer.headers["Content-Type"] == "application/json"
    assert answer.headers["Via"]
    assert answer.headers["X-RateLimit-Remaining"] == "0"
    assert server.records.too_many == server.records.invalid == 2
    assert any("before its Retry-After" in said for said in server.violations)


async def test_the_limit_over_all_spares_what_answers_interactions(
    server: DiscordServer, bot: Bot, lab: Guild, ada: Person
) -> None:
    rooms = [server.adds_channel(lab, f"room {number}") for number in range(8)]
    interactions = [server.command(ada, room, "say", {"word": "a"}) for room in rooms]
    server.limits.overall = 1
    for interaction in interactions:
        await interaction.finished()
    assert server.records.too_many == 0
    await asyncio.gather(*(to(bot, room).send("x") for room in rooms[:2]))
    assert server.records.too_many >= 1
    assert sum(len(server.messages(room)) for room in rooms) == 10


async def test_a_429_is_waited_out_but_one_without_via_is_an_error(
    server: DiscordServer, sender: discord.Client, papers: Channel
) -> None:
    server.fail_next(SEND, Fault.TOO_MANY, times=2)
    await to(sender, papers).send("patience")
    server.fail_next(papers, Fault.BANNED)
    with pytest.raises(discord.HTTPException) as refused:
        await to(sender, papers).send("banned")
    assert refused.value.status == 429
    assert server.records.counts[SEND, 429] == 3


async def test_who_ignores_refusals_is_banned(
    server: DiscordServer, sender: discord.Client, papers: Channel
) -> None:
    server.forbids(papers)
    for _ in range(3):
        await code_of(to(sender, papers).send("x"))
    assert server.records.invalid == 3
    server.ban_after(3)
    server.allows(papers)
    with pytest.raises(discord.HTTPException) as refused:
        await to(sender, papers).send("x")
    assert (refused.value.status, server.messages(papers)) == (429, [])


async def test_a_delay_and_a_flood_of_everything_are_waited_for(
    server: DiscordServer, sender: discord.Client, papers: Channel
) -> None:
    server.fail_next(SEND, Fault.DELAY, seconds=0.1)
    server.fail_next(SEND, Fault.TOO_MANY, everywhere=True, seconds=0.1)
    began = server.clock()
    await to(sender, papers).send("late")
    await to(sender, papers).send("later")
    assert server.clock() - began >= 0.2
    assert [call.status for call in server.calls if call.route == SEND] == [200, 429, 200]


async def test_a_bad_gateway_is_tried_again_by_the_library(
    server: DiscordServer, sender: discord.Client, papers: Channel
) -> None:
    server.fail_next(SEND, Fault.BAD_GATEWAY)
    await to(sender, papers).send("again")
    assert [call.status for call in server.calls if call.route == SEND] == [502, 200]


@pytest.mark.parametrize(
    ("fault", "error", "done"),
    [
        (Fault.RESET, aiohttp.ClientError, 0),
        (Fault.RESET_AFTER, aiohttp.ClientError, 1),
        (Fault.TRUNCATED, aiohttp.ClientError, 1),
        (Fault.HTML_PAGE, TypeError, 1),
        (Fault.HANG, TimeoutError, 0),
        (Fault.HANG_AFTER, TimeoutError, 1),
        (Fault.REFUSED, discord.DiscordServerError, 0),
    ],
)
async def test_a_fault_is_seen_as_it_would_be(
    server: DiscordServer,
    sender: discord.Client,
    papers: Channel,
    fault: Fault,
    error: type[Exception],
    done: int,
) -> None:
    server.fail_next("any", fault)
    with pytest.raises(error):
        async with asyncio.timeout(0.3):
            await to(sender, papers).send("x", nonce="1")
    assert len(server.messages(papers)) == done
    await to(sender, papers).send("x", nonce="1")
    assert len(server.messages(papers)) == 1


async def test_a_standing_fault_ends_when_the_server_recovers(
    server: DiscordServer, sender: discord.Client, papers: Channel
) -> None:
    server.fail_next(SEND, Fault.RESET, times=None)
    for _ in range(2):
        with pytest.raises(aiohttp.ClientError):
            await to(sender, papers).send("x")
    server.recover()
    await to(sender, papers).send("x")


async def test_an_address_that_the_server_does_not_know_is_noted(
    server: DiscordServer, sender: discord.Client
) -> None:
    with pytest.raises(discord.NotFound):
        await sender.http.request(discord.http.Route("GET", "/nowhere"))
    assert server.violations == ["unknown route: GET /api/v10/nowhere"]


# a process of its own


async def test_the_server_runs_in_a_process_of_its_own() -> None:
    async with discord_process("--open-world", "--count-only", "--overall", "0") as remote:
        route = discord.http.Route
        before, route.BASE = route.BASE, remote.base
        try:
            async with discord.Client(intents=discord.Intents.none()) as client:
                await client.login(remote.token)
                for channel in (1001, 1002, 1002):
                    await client.get_partial_messageable(channel).send("a brief")
        finally:
            route.BASE = before
        counts = await remote.call("counts")
        assert (counts["messages"], counts["channels"], counts["most_in_a_channel"]) == (3, 2, 2)
        with pytest.raises(ValueError, match="KeyError"):
            await remote.call("adds_bot", guild=1)
