"""Questions on Telegram that wait for an answer, and chats that people choose from a list."""

import pytest

from tests.adapters.telegram.bot import Client, Environment, alerted
from tests.servers.telegram_server import Chat, Fault, Message, Person, TelegramServer

CHANNELS, GROUPS = 1, 2


@pytest.fixture
def group(server: TelegramServer, ada: Person, bob: Person) -> Chat:
    members: dict[Person | int, object] = {ada: "creator", bob: "member"}
    return server.chat(-1001, "supergroup", "Lab", bot="member", members=members)  # type: ignore[arg-type]


async def asked(client: Client, person: Person, chat: Chat | Person) -> Message:
    """The question behind "+ Word"."""
    menu = await client.says(person, chat, "/topics")
    count = len(client._server.messages(chat))
    await client.taps(person, menu, "+ Word")
    return await client.told(chat, count + 1)


# questions


async def test_a_question_opens_the_keyboard_and_its_answer_is_done(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        question = await asked(client, ada, ada)
        assert question.text == "Which word or phrase do you want?"
        assert (question.markup or {})["force_reply"] is True
        done = await client.says(ada, ada, "video diffusion", reply_to=question)
    assert "video diffusion" in done.text


async def test_a_question_outlives_a_restart(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        question = await asked(client, ada, ada)
    async with bot.run():
        done = await client.says(ada, ada, "pebbles", reply_to=question)
    assert "pebbles" in done.text


async def test_a_question_is_answered_once(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        question = await asked(client, ada, ada)
        await client.says(ada, ada, "pebbles", reply_to=question)
        again = await client.says(ada, ada, "gravel", reply_to=question)
    assert "“gravel” is not one" in again.text


async def test_a_command_in_reply_to_a_question_is_that_command(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        question = await asked(client, ada, ada)
        status = await client.says(ada, ada, "/status", reply_to=question)
        assert status.text.startswith("Status")
        done = await client.says(ada, ada, "pebbles", reply_to=question)
    assert "pebbles" in done.text


async def test_in_a_group_the_question_names_whom_it_asks(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, group: Chat
) -> None:
    async with bot.run():
        question = await asked(client, ada, group)
        assert question.text == "Ada: Which word or phrase do you want?"
        assert question.entities[0]["type"] == "text_mention"
        assert question.entities[0]["user"]["id"] == ada.id
        assert (question.markup or {})["selective"] is True
        done = await client.says(ada, group, "pebbles", reply_to=question)
    assert "pebbles" in done.text


async def test_who_may_change_nothing_is_asked_nothing(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, group: Chat
) -> None:
    async with bot.run():
        menu = await client.says(ada, group, "/topics")
        tap = await client.taps(bob, menu, "+ Word")
        await client.quiet()
    assert alerted(tap) == "Only administrators of this chat may do that."
    assert len(server.messages(group)) == 1


async def test_an_answer_may_come_before_the_bot_hears_that_its_question_was_shown(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, group: Chat
) -> None:
    async with bot.run():
        menu = await client.says(ada, group, "/topics")
        server.fail_next("sendMessage", Fault.DELAY_AFTER, seconds=0.3)
        await client.taps(ada, menu, "+ Word")
        question = await client.told(group, 2)
        refused = await client.says(bob, group, "gravel", reply_to=question)
    assert "Only administrators" in refused.text


async def test_a_stranger_s_answer_is_refused_and_the_question_stays_open(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, group: Chat
) -> None:
    async with bot.run():
        question = await asked(client, ada, group)
        refused = await client.says(bob, group, "gravel", reply_to=question)
        assert "Only administrators" in refused.text
        done = await client.says(ada, group, "pebbles", reply_to=question)
    assert "pebbles" in done.text


async def test_a_topic_of_a_forum_asks_in_that_topic(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    forum = server.chat(
        -1006, "supergroup", "F", forum=True, bot="member", members={ada: "creator"}
    )
    topic = server.topic(forum, "Papers")
    async with bot.run() as running:
        menu = await client.says(ada, forum, "/topics", thread=topic.id)
        await client.taps(ada, menu, "+ Word")
        question = await client.told(forum, 2)
        assert question.thread == topic.id
        await client.says(ada, forum, "pebbles", reply_to=question)
        addresses = [each.address for each in await running.runtime.channels.every()]
    assert addresses == [f"telegram:{forum.id}/{topic.id}"]


# chats from Telegram's own list


async def offered(client: Client, person: Person) -> Message:
    await client.says(person, person, "/subscribe 23:59 UTC daily", answers=2)
    return client._server.messages(person)[-1]


async def test_two_keys_offer_channels_and_groups_with_the_rights_that_are_needed(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        offer = await offered(client, ada)
    (row,) = (offer.markup or {})["keyboard"]
    channels, groups = (key["request_chat"] for key in row)
    assert (channels["request_id"], channels["chat_is_channel"]) == (CHANNELS, True)
    needed = {name for name, on in channels["bot_administrator_rights"].items() if on}
    given = {name for name, on in channels["user_administrator_rights"].items() if on}
    assert needed == {"can_manage_chat", "can_post_messages"} <= given
    assert (groups["request_id"], groups["chat_is_channel"]) == (GROUPS, False)


def subscribed(server: TelegramServer, person: Person) -> int:
    """How many subscriptions a person was told of."""
    return sum("This channel gets briefs" in each.text for each in server.messages(person))


async def test_a_chosen_channel_is_subscribed_and_the_keys_go(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    news = server.chat(
        -1_001_000_000_000_5, "channel", "News", bot="administrator", members={ada: "creator"}
    )
    async with bot.run() as running:
        await offered(client, ada)
        server.shares_chat(ada, CHANNELS, news)
        # her own chat's first brief may come in between
        await server.settled(lambda: subscribed(server, ada) == 2)
        removed = [
            each for each in server.messages(ada) if "remove_keyboard" in (each.markup or {})
        ]
        assert [(each.markup or {})["remove_keyboard"] for each in removed] == [True]
        every = await running.runtime.channels.every()
    assert {each.address for each in every} == {"telegram:7", f"telegram:{news.id}"}


async def test_a_chat_without_the_bot_is_answered_with_a_link_that_adds_it(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    news = server.chat(-1_001_000_000_000_5, "channel", "News", members={ada: "creator"})
    async with bot.run():
        await offered(client, ada)
        server.shares_chat(ada, CHANNELS, news)
        told = await client.told(ada, 4)
    assert told.text.startswith("I am not in News yet.")
    assert [key["url"] for key in told.buttons] == [
        "https://t.me/paperbrief_bot?startchannel&admin=post_messages"
    ]


async def test_a_chat_that_the_person_does_not_own_is_refused(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person
) -> None:
    news = server.chat(
        -1_001_000_000_000_5, "channel", "News", bot="administrator", members={bob: "creator"}
    )
    async with bot.run() as running:
        await offered(client, ada)
        server.shares_chat(ada, CHANNELS, news)
        refused = "Only administrators of this chat may do that."
        # the first brief may come before it
        await server.settled(lambda: refused in [each.text for each in server.messages(ada)])
        every = await running.runtime.channels.every()
    assert [each.address for each in every] == ["telegram:7"]


async def test_a_chosen_group_is_subscribed_after_a_restart(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, group: Chat
) -> None:
    async with bot.run():
        await offered(client, ada)
    async with bot.run() as running:
        server.shares_chat(ada, GROUPS, group)
        await server.settled(lambda: subscribed(server, ada) == 2)
        every = await running.runtime.channels.every()
    assert {each.address for each in every} == {"telegram:7", f"telegram:{group.id}"}
