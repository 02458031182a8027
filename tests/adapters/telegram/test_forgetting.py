"""After /forget on Telegram nothing in the store names the person, or the chat."""

from pathlib import Path

import pytest

from storage.file.database import DATABASE
from tests.adapters.telegram.bot import Client, Environment
from tests.servers.telegram_server import Chat, Message, Person, TelegramServer
from tests.storage.stored import naming

EVE, LAB = "70000042", "-1009000042"


@pytest.fixture
def eve(server: TelegramServer) -> Person:
    return server.person(int(EVE), "Eve", started=True)


@pytest.fixture
def group(server: TelegramServer, eve: Person, bob: Person) -> Chat:
    members: dict[Person | int, object] = {eve: "creator", bob: "member"}
    return server.chat(
        int(LAB), "supergroup", "Pebble Lab", username="pebble_lab", bot="member", members=members  # type: ignore[arg-type]
    )  # fmt: skip


async def lively(server: TelegramServer, client: Client, eve: Person, group: Chat) -> None:
    """All that leaves a trace: a brief, votes, a list, questions, buttons for elsewhere."""
    await client.subscribes(eve, group, "/subscribe announced")
    await client.told(group, 2)
    brief = next(each for each in server.messages(group) if "arXiv brief" in each.text)
    await client.says(eve, group, "/vote 1 up")
    await client.says(eve, group, "/save 2")
    # the card, and that there is no full text
    await client.says(eve, group, "1", reply_to=brief, answers=2)
    await asked(server, client, eve, group, "/topics")
    await client.says(eve, eve, "/save 2602.90001")
    await client.says(eve, eve, f"/topics @{LAB} {'a description in plain words ' * 4}")
    await asked(server, client, eve, eve, f"/topics @{LAB}")
    await client.says(eve, eve, "/subscribe")
    await client.quiet()


async def asked(
    server: TelegramServer, client: Client, person: Person, chat: Chat | Person, line: str
) -> Message:
    """The question behind "+ Word"."""
    menu = await client.says(person, chat, line)
    count = len(server.messages(chat))
    await client.taps(person, menu, "+ Word")
    return await client.told(chat, count + 1)


async def confirmed(client: Client, person: Person, chat: Chat | Person, line: str) -> str:
    question = await client.says(person, chat, line)
    edits = len(question.edits)
    await client.taps(person, question, "Yes, delete it")
    await client.edited(question, edits + 1)
    await client.quiet()
    return question.text


async def test_nothing_names_a_forgotten_person(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    eve: Person,
    group: Chat,
    clean_environment: Path,
) -> None:
    path = clean_environment / "data" / DATABASE
    async with bot.run():
        await lively(server, client, eve, group)
        assert {"channels.owner", "votes.person", "saved.person", "notes.key"} <= {
            *naming(path, EVE)
        }
        assert "the note that you subscribed" in (await client.says(eve, eve, "/privacy")).text
        told = await confirmed(client, eve, eve, "/forget me")
        assert "1 vote, 2 saved papers and" in told
        await confirmed(client, eve, eve, "/forget channel")
        assert naming(path, EVE) == []
    assert naming(path, EVE) == []
    assert "channels.address" in naming(path, LAB)


async def test_nothing_names_a_forgotten_chat(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    eve: Person,
    group: Chat,
    clean_environment: Path,
) -> None:
    path = clean_environment / "data" / DATABASE
    async with bot.run():
        await lively(server, client, eve, group)
        assert {"channels.address", "notes.key", "notes.value"} <= {*naming(path, LAB)}
        assert naming(path, "pebble_lab") != []
        assert "what a button stands for" in (await client.says(eve, group, "/privacy")).text
        await confirmed(client, eve, group, "/forget channel")
        assert naming(path, LAB) == []
        assert naming(path, "pebble_lab") == []
        assert naming(path, "Pebble Lab") == []
    assert naming(path, LAB) == []
    assert "saved.person" in naming(path, EVE)
