"""The suite's Discord server refuses what Discord's documentation does not allow."""

import asyncio
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Any

import pytest

from tests.servers.discord.library import discord, ui
from tests.servers.discord_server import Channel, DiscordServer, Interaction, Kind, Person

Json = dict[str, Any]
V2 = 1 << 15


@dataclass(frozen=True)
class Room:
    """A channel, somebody in it, and a client that can send any payload."""

    server: DiscordServer
    client: discord.Client
    channel: Channel
    ada: Person

    async def ask(self, method: str, path: str, body: Any) -> Any:
        return await self.client.http.request(discord.http.Route(method, path), json=body)

    async def send(self, body: Json) -> Any:
        return await self.ask("POST", f"/channels/{self.channel.id}/messages", body)

    async def refused(self, body: Json) -> tuple[int, str]:
        """Code and text with which a message is refused."""
        with pytest.raises(discord.HTTPException) as refused:
            await self.send(body)
        assert self.server.messages(self.channel) == []
        return refused.value.code, refused.value.text


@pytest.fixture
async def room() -> AsyncIterator[Room]:
    async with DiscordServer(overall=0) as server:
        server.limits.usual = (1000, 1.0)
        guild = server.adds_guild("Lab")
        channel, ada = server.adds_channel(guild, "papers"), server.person("ada", guild)
        with server.pointed():
            async with discord.Client(intents=discord.Intents.none()) as client:
                await client.login(server.token)
                yield Room(server, client, channel, ada)


def row(*components: Json) -> Json:
    return {"type": 1, "components": list(components)}


def button(number: int = 0, **more: Any) -> Json:
    return {"type": 2, "style": 1, "label": "Go", "custom_id": f"go {number}"} | more


def link(**more: Any) -> Json:
    return {"type": 2, "style": 5, "label": "Open", "url": "https://arxiv.org/abs/2602.1"} | more


def text(content: str = "words") -> Json:
    return {"type": 10, "content": content}


def choice(number: int, **more: Any) -> Json:
    return {"label": f"Day {number}", "value": str(number)} | more


def select(count: int = 2, **more: Any) -> Json:
    options = [choice(number) for number in range(count)]
    return {"type": 3, "custom_id": "days", "options": options} | more


def container(*components: Json) -> Json:
    return {"type": 17, "components": list(components)}


def section(*components: Json, accessory: Json | None = None) -> Json:
    return {"type": 9, "components": list(components), "accessory": accessory or link()}


def embed(**more: Any) -> Json:
    return {"description": "words"} | more


GOOD: dict[str, Json] = {
    "content at its limit": {"content": "x" * 2000},
    "emoji count once": {"content": "🪐" * 2000},
    "a title": {"embeds": [embed(title="x" * 256)]},
    "texts of embeds": {"embeds": [{"description": "x" * 3000}] * 2},
    "25 fields": {"embeds": [embed(fields=[{"name": "a", "value": "b"}] * 25)]},
    "five rows of five": {
        "content": "x",
        "components": [row(*(button(5 * r + n) for n in range(5))) for r in range(5)],
    },
    "25 options": {"content": "x", "components": [row(select(25))]},
    "40 components": {"flags": V2, "components": [container(*[text()] * 39)]},
    "4000 characters": {"flags": V2, "components": [text("x" * 1500), container(text("x" * 2500))]},
    "a section": {"flags": V2, "components": [section(text(), text(), text())]},
    "all kinds": {
        "flags": V2,
        "components": [
            text(),
            row(button()),
            container(text(), {"type": 14, "spacing": 2}, section(text()), row(select())),
            {"type": 12, "items": [{"media": {"url": "https://example.org/a.png"}}]},
        ],
    },
}


@pytest.mark.parametrize("body", GOOD.values(), ids=GOOD)
async def test_what_is_allowed_arrives(room: Room, body: Json) -> None:
    sent = await room.send(body)
    assert [str(message.id) for message in room.server.messages(room.channel)] == [sent["id"]]


REFUSED: dict[str, tuple[Json, str]] = {
    "content": ({"content": "x" * 2001}, "In content: Must be 2000 or fewer in length."),
    "embeds": ({"embeds": [embed()] * 11}, "In embeds: Must be 10 or fewer"),
    "title": ({"embeds": [embed(title="x" * 257)]}, "In embeds.0.title: Must be 256"),
    "description": ({"embeds": [embed(description="x" * 4097)]}, "Must be 4096 or fewer"),
    "all embeds": ({"embeds": [embed(description="x" * 3001)] * 2}, "maximum size of 6000"),
    "fields": ({"embeds": [embed(fields=[{"name": "a", "value": "b"}] * 26)]}, "Must be 25"),
    "field": (
        {"embeds": [embed(fields=[{"name": "a", "value": "x" * 1025}])]},
        "In embeds.0.fields.0.value: Must be between 1 and 1024",
    ),
    "no field name": ({"embeds": [embed(fields=[{"value": "x"}])]}, "This field is required"),
    "footer": ({"embeds": [embed(footer={"text": "x" * 2049})]}, "Must be 2048 or fewer"),
    "author": ({"embeds": [embed(author={"name": "x" * 257})]}, "In embeds.0.author.name"),
    "nonce": ({"content": "x", "nonce": "x" * 26}, "In nonce: Must be 25 or fewer"),
    "reply": (
        {"content": "x", "message_reference": {"message_id": "7"}},
        "In message_reference: Unknown message",
    ),
    "mentions": (
        {"content": "x", "allowed_mentions": {"parse": ["users"], "users": ["1"]}},
        "mutually exclusive",
    ),
    "rows": ({"content": "x", "components": [row(button(n)) for n in range(6)]}, "Must be 5"),
    "buttons": ({"content": "x", "components": [row(*map(button, range(6)))]}, "between 1 and 5"),
    "label": ({"content": "x", "components": [row(button(label="x" * 81))]}, "Must be 80"),
    "custom id": ({"content": "x", "components": [row(button(custom_id="x" * 101))]}, "1 and 100"),
    "same custom id": (
        {"content": "x", "components": [row(button(1), button(1))]},
        "custom id cannot be duplicated",
    ),
    "link with custom id": (
        {"content": "x", "components": [row(link(custom_id="a"))]},
        "custom_id",
    ),
    "link nowhere": (
        {"content": "x", "components": [row(link(url="javascript:a"))]},
        "Scheme must",
    ),
    "button of no kind": ({"content": "x", "components": [row(button(style=9))]}, "one of {1, 2"),
    "bare button": ({"content": "x", "components": [row(button(label=""))]}, "label or an emoji"),
    "select beside button": (
        {"content": "x", "components": [row(button(), select())]},
        "one other",
    ),
    "options": ({"content": "x", "components": [row(select(26))]}, "between 1 and 25"),
    "option": (
        {"content": "x", "components": [row(select(options=[choice(1, label="x" * 101)]))]},
        "In components.0.components.0.options.0.label",
    ),
    "same value": (
        {"content": "x", "components": [row(select(options=[choice(1)] * 2))]},
        "already",
    ),
    "values": ({"content": "x", "components": [row(select(2, max_values=3))]}, "number of options"),
    "new kind among old": ({"content": "x", "components": [text()]}, "Value must be one of {1}"),
    "content with new kind": (
        {"flags": V2, "content": "", "components": [text()]},
        "The 'content' field cannot be used when using MessageFlags.IS_COMPONENTS_V2",
    ),
    "embeds with new kind": (
        {"flags": V2, "embeds": [embed()], "components": [text()]},
        "The 'embeds' field cannot be used",
    ),
    "41 components": ({"flags": V2, "components": [container(*[text()] * 40)]}, "maximum of 40"),
    "4001 characters": (
        {"flags": V2, "components": [text("x" * 1500), container(text("x" * 2501))]},
        "exceeds 4000",
    ),
    "empty text": ({"flags": V2, "components": [text("")]}, "between 1 and 4000"),
    "section of four": ({"flags": V2, "components": [section(*[text()] * 4)]}, "between 1 and 3"),
    "section alone": (
        {"flags": V2, "components": [{"type": 9, "components": [text()]}]},
        "In components.0.accessory: This field is required",
    ),
    "container in container": (
        {"flags": V2, "components": [container(container(text()))]},
        "In components.0.components.0.type",
    ),
    "button at the top": ({"flags": V2, "components": [button()]}, "In components.0.type"),
    "file from anywhere": (
        {"flags": V2, "components": [{"type": 13, "file": {"url": "https://example.org/a"}}]},
        "Scheme must be one of (attachment://)",
    ),
    "no object": ({"content": "x", "components": ["row"]}, "Only dictionaries"),
    "content of numbers": ({"content": 7}, "as string"),
}


@pytest.mark.parametrize(("body", "said"), REFUSED.values(), ids=REFUSED)
async def test_what_is_not_allowed_is_refused_at_its_place(
    room: Room, body: Json, said: str
) -> None:
    code, told = await room.refused(body)
    assert code == 50035
    assert said in told


@pytest.mark.parametrize(
    "body",
    [{}, {"content": ""}, {"content": None}, {"components": [row(button())]}, {"flags": V2}],
    ids=["nothing", "no text", "none", "only buttons", "no components"],
)
async def test_a_message_without_anything_to_show_is_empty(room: Room, body: Json) -> None:
    assert (await room.refused(body))[0] == 50006


async def test_a_message_of_the_new_kind_stays_one(room: Room) -> None:
    sent = await room.send({"flags": V2, "components": [text("before")]})
    path = f"/channels/{room.channel.id}/messages/{sent['id']}"
    edited = await room.ask("PATCH", path, {"components": [text("after")]})
    assert edited["flags"] & V2
    with pytest.raises(discord.HTTPException, match="content"):
        await room.ask("PATCH", path, {"content": "old kind"})
    assert [message.text for message in room.server.messages(room.channel)] == ["after"]


async def test_an_old_message_becomes_a_new_one_once_its_content_is_taken_off(room: Room) -> None:
    sent = await room.send({"content": "old"})
    path = f"/channels/{room.channel.id}/messages/{sent['id']}"
    with pytest.raises(discord.HTTPException, match="content"):
        await room.ask("PATCH", path, {"flags": V2, "components": [text("new")]})
    await room.ask("PATCH", path, {"flags": V2, "content": None, "components": [text("new")]})
    assert room.server.messages(room.channel)[0].text == "new"


async def test_a_forum_post_with_a_faulty_message_is_no_post(room: Room) -> None:
    guild = room.server.world.guilds[room.channel.guild or 0]
    forum = room.server.adds_channel(guild, "forum", Kind.FORUM)
    body = {"name": "Day", "message": {"content": "x" * 2001}}
    with pytest.raises(discord.HTTPException, match="2000 or fewer"):
        await room.ask("POST", f"/channels/{forum.id}/threads", body)
    assert room.server.world.threads(guild) == []


# commands


def command(name: str = "topics", **more: Any) -> Json:
    return {"name": name, "description": "What it does"} | more


def option(name: str = "word", **more: Any) -> Json:
    return {"type": 3, "name": name, "description": "A word"} | more


COMMANDS: dict[str, tuple[list[Json], str]] = {
    "capitals": ([command("Topics")], "name is invalid"),
    "a space": ([command("my topics")], "name is invalid"),
    "long": ([command("x" * 33)], "In 0.name: Must be between 1 and 32"),
    "no description": ([{"name": "topics"}], "In 0.description: This field is required"),
    "description": ([command(description="x" * 101)], "between 1 and 100"),
    "twice": ([command(), command()], "must be unique"),
    "language": ([command(name_localizations={"xx": "themen"})], "Value must be one of"),
    "localised name": ([command(name_localizations={"de": "Themen"})], "name_localizations.de"),
    "options": ([command(options=[option(f"o{n}") for n in range(26)])], "Must be 25"),
    "same option": ([command(options=[option(), option()])], "already exists"),
    "required last": (
        [command(options=[option("a"), option("b", required=True)])],
        "before non-required",
    ),
    "choices": (
        [command(options=[option(choices=[{"name": str(n), "value": "x"} for n in range(26)])])],
        "Must be 25",
    ),
    "choices typed": (
        [command(options=[option(autocomplete=True, choices=[{"name": "a", "value": "a"}])])],
        "Autocomplete cannot",
    ),
    "together": (
        [
            command(
                options=[
                    option(
                        f"o{n}",
                        choices=[{"name": "x" * 90, "value": f"{m}" * 90} for m in range(9)],
                    )
                    for n in range(5)
                ]
            )
        ],
        "maximum size (8000)",
    ),
    "kind": ([command(options=[option(type=12)])], "In 0.options.0.type"),
    "contexts": ([command(contexts=[3])], "In 0.contexts.0"),
}


@pytest.mark.parametrize(("commands", "said"), COMMANDS.values(), ids=COMMANDS)
async def test_commands_are_refused_as_a_whole(room: Room, commands: list[Json], said: str) -> None:
    path = f"/applications/{room.client.application_id}/commands"
    await room.ask("PUT", path, [command("before")])
    with pytest.raises(discord.HTTPException) as refused:
        await room.ask("PUT", path, commands)
    assert refused.value.code == 50035
    assert said in refused.value.text
    assert [each["name"] for each in room.server.commands.visible(None)] == ["before"]


async def test_there_are_at_most_a_hundred_commands(room: Room) -> None:
    path = f"/applications/{room.client.application_id}/commands"
    await room.ask("PUT", path, [command(f"c{n}") for n in range(100)])
    with pytest.raises(discord.HTTPException) as refused:
        await room.ask("PUT", path, [command(f"c{n}") for n in range(101)])
    assert refused.value.code == 30032


async def test_a_command_keeps_its_id_and_only_new_names_count_for_the_day(room: Room) -> None:
    path = f"/applications/{room.client.application_id}/commands"
    first = await room.ask("PUT", path, [command("thème-1", name_localizations={"hi": "विषय"})])
    again = await room.ask("PUT", path, [command("thème-1", description="Other"), command("new")])
    assert again[0]["id"] == first[0]["id"]
    # two names so far: with these it is two hundred
    await room.ask("PUT", path, [command(f"a{n}") for n in range(99)])
    names = [command(f"b{n}") for n in range(99)]
    await room.ask("PUT", path, names)
    with pytest.raises(discord.HTTPException) as refused:
        await room.ask("PUT", path, [*names, command("one-more")])
    assert refused.value.code == 30034


# what answers an interaction


class Answering(discord.Client):
    """Answers the next interaction with a raw payload."""

    def __init__(self) -> None:
        intents = discord.Intents(guilds=True)
        super().__init__(intents=intents, guild_ready_timeout=0.02)
        self.payload: Json = {}
        self.said: asyncio.Queue[tuple[int, str]] = asyncio.Queue()

    async def on_interaction(self, interaction: discord.Interaction) -> None:
        path = f"/interactions/{interaction.id}/{interaction.token}/callback"
        try:
            await self.http.request(discord.http.Route("POST", path), json=self.payload)
            self.said.put_nowait((0, ""))
        except discord.HTTPException as refused:
            self.said.put_nowait((refused.code, refused.text))


@pytest.fixture
async def answering(room: Room) -> AsyncIterator[Answering]:
    client = Answering()
    async with client:
        task = asyncio.create_task(client.start(room.server.token))
        await room.server.settled(lambda: room.server.gateway.live)
        await client.wait_until_ready()
        path = f"/applications/{client.application_id}/commands"
        await room.ask("PUT", path, [command(options=[option(autocomplete=True)])])
        yield client
        await client.close()
        await task


def field(**more: Any) -> Json:
    return {"type": 4, "custom_id": "words", "style": 1, "label": "Words"} | more


def labelled(**more: Any) -> Json:
    inner = {key: value for key, value in field(**more).items() if key != "label"}
    return {"type": 18, "label": "Words", "component": inner}


def modal(*rows: Json, **more: Any) -> Json:
    return {"type": 9, "data": {"title": "A", "custom_id": "a", "components": list(rows)} | more}


MODALS: dict[str, tuple[Json, str]] = {
    "title": (modal(row(field()), title="x" * 46), "In data.title: Must be between 1 and 45"),
    "custom id": (modal(row(field()), custom_id="x" * 101), "In data.custom_id"),
    "no rows": (modal(), "In data.components: Must be between 1 and 5"),
    "rows": (modal(*(row(field(custom_id=str(n))) for n in range(6))), "between 1 and 5"),
    "label": (modal(row(field(label="x" * 46))), "between 1 and 45"),
    "no label": (modal(row(field(label=None))), "required"),
    "placeholder": (modal(row(field(placeholder="x" * 101))), "Must be 100"),
    "value": (modal(labelled(value="x" * 11, max_length=10)), "Must be 10"),
    "length": (modal(labelled(max_length=4001)), "less than or equal to 4000"),
    "same name": (modal(labelled(), labelled()), "cannot be duplicated"),
    "button": (modal(row(button())), "Value must be one of {4}"),
    "wide label": (modal(labelled() | {"label": "x" * 46}), "In data.components.0.label"),
    "update of nothing": ({"type": 7, "data": {"content": "x"}}, "In type"),
    "choices unasked": ({"type": 8, "data": {"choices": []}}, "In type"),
    "long": ({"type": 4, "data": {"content": "x" * 2001}}, "2000 or fewer"),
}


@pytest.mark.parametrize(("payload", "said"), MODALS.values(), ids=MODALS)
async def test_a_faulty_answer_leaves_the_interaction_unanswered(
    room: Room, answering: Answering, payload: Json, said: str
) -> None:
    answering.payload = payload
    interaction = room.server.command(room.ada, room.channel, "topics")
    code, told = await answering.said.get()
    assert code == 50035
    assert said in told
    assert interaction.acknowledged_after is None


@pytest.mark.parametrize("payload", [modal(row(field())), modal(labelled(), text())])
async def test_both_forms_of_a_modal_are_shown(
    room: Room, answering: Answering, payload: Json
) -> None:
    answering.payload = payload
    shown = await room.server.command(room.ada, room.channel, "topics").finished()
    answering.payload = {"type": 4, "data": {"content": "thanks"}}
    sent: Interaction = await room.server.submits(shown, {"Words": "two words"}).finished()
    filled = sent.data["components"][0]
    inner = filled["components"][0] if filled["type"] == 1 else filled["component"]
    assert (inner["custom_id"], inner["value"]) == ("words", "two words")


@pytest.mark.parametrize(
    "choices",
    [
        [{"name": "a", "value": "a"}] * 26,
        [{"name": "x" * 101, "value": "a"}],
        [{"name": "a", "value": "x" * 101}],
        [{"name": "", "value": "a"}],
    ],
    ids=["many", "long name", "long value", "no name"],
)
async def test_faulty_choices_are_not_offered(
    room: Room, answering: Answering, choices: list[Json]
) -> None:
    answering.payload = {"type": 8, "data": {"choices": choices}}
    typing = room.server.types(room.ada, room.channel, "topics", "word", "a")
    code, _ = await answering.said.get()
    assert code == 50035
    assert typing.choices is None


async def test_an_ephemeral_answer_is_seen_by_one_person_and_found_by_nobody_else(
    room: Room, answering: Answering
) -> None:
    answering.payload = {"type": 4, "data": {"content": "only you", "flags": 64}}
    shown = (await room.server.command(room.ada, room.channel, "topics").finished()).messages[0]
    assert shown.seen_by == room.ada.id
    with pytest.raises(discord.NotFound):
        await room.client.get_partial_messageable(room.channel.id).fetch_message(shown.id)
    answering.payload = {"type": 4, "data": {"content": "@everyone"}}
    await room.server.command(room.ada, room.channel, "topics").finished()
    history = room.client.get_partial_messageable(room.channel.id).history()
    assert [message.content async for message in history] == ["@everyone"]


async def test_a_view_of_the_library_fits_the_rules(room: Room) -> None:
    class Brief(ui.LayoutView):
        body: ui.Container[Any] = ui.Container(
            ui.TextDisplay("# arXiv brief"),
            ui.Separator(),
            ui.Section(ui.TextDisplay("1 ABot"), accessory=ui.Button(label="1", custom_id="p1")),
            ui.ActionRow(ui.Button(label="All titles", url="https://arxiv.org")),
        )

    await room.client.get_partial_messageable(room.channel.id).send(view=Brief())
    sent = room.server.messages(room.channel)[0]
    assert sent.text == "# arXiv brief\n1 ABot"
    assert sent.labels == ["1", "All titles"]
