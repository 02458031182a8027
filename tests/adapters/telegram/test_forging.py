"""Telegram end to end: what a changed client sends, and what comes of it."""

import pytest

from adapters.telegram_chat.rendering.part import InlineButton, TelegramPart, to_json
from bot.values.deliveries import Delivered, Letter
from tests.adapters.telegram.bot import Client, Environment, alerted
from tests.adapters.telegram.side import Side
from tests.servers.telegram.entities import Formatted
from tests.servers.telegram_server import Answer, Chat, Fault, Message, Person, TelegramServer

FORGED = "That button is not on this message."
EXPIRED = "That button has expired. Send me the command itself: /help lists them."
DATA = ["!/search FREE CRYPTO", "/topics clear", "!/vote 2602.90001 up ballot", "#f00", "x", "!/"]


@pytest.fixture
def group(server: TelegramServer, ada: Person, bob: Person) -> Chat:
    members: dict[Person | int, object] = {ada: "creator", bob: "member"}
    return server.chat(-1001, "supergroup", "Lab", bot="member", members=members)  # type: ignore[arg-type]


@pytest.fixture
def channel(server: TelegramServer, ada: Person, bob: Person) -> Chat:
    members: dict[Person | int, object] = {ada: "creator", bob: "member"}
    return server.chat(
        -1_001_000_000_000_5,
        "channel",
        "News",
        bot="administrator",
        members=members,  # type: ignore[arg-type]
    )


async def forged(
    client: Client,
    server: TelegramServer,
    person: Person,
    message: Message,
    data: str,
    *,
    accessible: bool = True,
) -> Answer:
    """Acknowledged, and nothing more comes."""
    made = server.forges(person, message, data, accessible=accessible)
    await server.settled(lambda: made.answer is not None)
    await client.quiet(0.2)
    return made


async def brief_in(
    client: Client, server: TelegramServer, person: Person | None, chat: Chat | Person
) -> Message:
    await client.subscribes(person, chat, "/subscribe announced")
    await server.settled(lambda: [m for m in server.messages(chat) if "announced" in m.text])
    return next(m for m in server.messages(chat) if "announced" in m.text)


def seen(server: TelegramServer, *chats: Chat | Person) -> list[tuple[str, int]]:
    return [(each.text, len(each.edits)) for chat in chats for each in server.messages(chat)]


@pytest.mark.parametrize("accessible", [True, False])
async def test_a_brief_is_changed_by_no_data_that_somebody_makes_up(
    server: TelegramServer,
    bot: Environment,
    client: Client,
    ada: Person,
    bob: Person,
    group: Chat,
    channel: Chat,
    accessible: bool,
) -> None:
    async with bot.run() as running:
        in_group = await brief_in(client, server, ada, group)
        in_channel = await brief_in(client, server, None, channel)
        before = seen(server, group, channel, bob, ada)
        channels = await running.runtime.channels.every()
        for person in (ada, bob):
            for data in DATA:
                tap = await forged(client, server, person, in_group, data, accessible=accessible)
                assert alerted(tap) == FORGED
                tap = await forged(client, server, person, in_channel, data, accessible=accessible)
                assert alerted(tap) == FORGED
        assert seen(server, group, channel, bob, ada) == before
        assert await running.runtime.channels.every() == channels


async def test_a_key_of_one_message_is_none_of_another(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, group: Chat
) -> None:
    async with bot.run():
        menu = await client.says(ada, group, "/topics")
        ballot = await client.says(ada, group, "/settings")
        tap = await forged(client, server, ada, ballot, menu.buttons[-1]["callback_data"])
    assert alerted(tap) == FORGED
    assert ballot.edits == []


async def test_messages_that_are_no_menus_of_ours_have_no_keys(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, group: Chat
) -> None:
    async with bot.run():
        menu = await client.says(ada, group, "/topics")
        data = menu.buttons[0]["callback_data"]
        rival = server.person(77, "Rival")
        rival.is_bot = True
        theirs = server.world.write(group, rival, Formatted("Topics"))
        theirs.markup = menu.markup
        plain = server.says(bob, group, "talk")
        said = await client.says(ada, group, "/status")
        before = seen(server, group, ada)
        for message in (theirs, plain, said):
            assert alerted(await forged(client, server, ada, message, data)) in (EXPIRED, FORGED)
        assert seen(server, group, ada) == before


async def test_a_token_of_another_s_long_command_is_no_key(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, group: Chat
) -> None:
    async with bot.run():
        words = "a very long sentence about robots that learn to walk from video alone"
        talk = await client.says(ada, ada, words)
        data = [key["callback_data"] for key in talk.buttons]
        (token,) = [each for each in data if each.startswith("#")]
        menu = await client.says(bob, bob, "/topics")
        assert alerted(await forged(client, server, bob, menu, token)) == FORGED


async def test_what_a_menu_showed_before_it_changed_is_still_its_own(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        menu = await client.says(ada, ada, "/topics")
        first = menu.buttons[0]["callback_data"]
        await client.taps(ada, menu, "Categories")
        await client.edited(menu)
        assert alerted(await forged(client, server, ada, menu, first)) == ""


async def test_a_delivered_message_is_not_even_changed_by_a_key_of_its_own(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, here: Side
) -> None:
    part = TelegramPart("Brief", rows=((InlineButton("Help", command="/help", replaces=True),),))
    sent = await here.sender.send(Letter(channel="telegram:7", payload=to_json(part), key="1.0"))
    assert isinstance(sent, Delivered)
    keys = await here.posting.keyboards.under(7, int(sent.receipt))
    assert keys is not None
    assert keys.brief
    assert keys.hold("!/help")
    assert not keys.hold("/help")


async def test_a_key_may_be_tapped_before_the_bot_hears_that_it_was_shown(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        server.fail_next("sendMessage", Fault.DELAY_AFTER, seconds=0.3)
        server.says(ada, ada, "/topics")
        menu = await client.told(ada, 1)
        await client.taps(ada, menu, "Categories")
        await client.edited(menu)


async def test_keys_work_after_a_restart(
    server: TelegramServer, bot: Environment, client: Client, ada: Person
) -> None:
    async with bot.run():
        menu = await client.says(ada, ada, "/topics")
    async with bot.run():
        await client.taps(ada, menu, "Categories")
        await client.edited(menu)


async def test_a_message_that_looks_like_a_question_is_none(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, group: Chat
) -> None:
    async with bot.run() as running:
        menu = await client.says(ada, group, "/topics")
        await client.taps(ada, menu, "+ Word")
        question = await client.told(group, 2)
        copied = server.says(bob, group, question.text)
        by_us = server.world.write(group, server.world.bot, Formatted(question.text))
        count = len(server.messages(group))
        for fake in (copied, by_us, menu):
            server.says(ada, group, "gravel", reply_to=fake)
        await client.quiet()
        assert len(server.messages(group)) == count
        assert await running.runtime.channels.every() == ()


async def test_a_chat_is_chosen_only_where_one_was_asked_for(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, channel: Chat
) -> None:
    async with bot.run() as running:
        await client.says(ada, ada, "/subscribe 23:59 UTC daily", answers=2)
        server.shares_chat(ada, 1, channel)
        await client.told(ada, 4)
        await client.says(ada, ada, f"/unsubscribe @{channel.id}")
        server.shares_chat(ada, 1, channel)
        await server.settled(lambda: EXPIRED in [each.text for each in server.messages(ada)])
        kept = await running.runtime.channels.get(f"telegram:{channel.id}")
    assert kept is not None
    assert not kept.subscribed


async def test_who_is_no_administrator_any_more_changes_nothing_from_then_on(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, bob: Person, group: Chat
) -> None:
    server.sets_member(ada, group, bob, "administrator")
    async with bot.run() as running:
        await client.says(bob, group, "/settings top 5")
        menu = await client.says(bob, group, "/settings")
        server.sets_member(ada, group, bob, "member")
        tap = await client.taps(bob, menu, "3 papers")
        assert alerted(tap) == "Only administrators of this chat may do that."
        told = await client.says(bob, group, "/top 7")
        assert told.text == "Only administrators of this chat may do that."
        kept = await running.runtime.channels.get(f"telegram:{group.id}")
    assert kept is not None
    assert kept.top == 5


async def test_where_telegram_cannot_say_who_may_nothing_is_changed_and_that_is_said(
    server: TelegramServer, bot: Environment, client: Client, ada: Person, group: Chat
) -> None:
    unasked = (
        "I could not check with this platform who may do that, so nothing was changed. "
        "Please try again later."
    )
    async with bot.run() as running:
        await client.says(ada, group, "/settings top 5")
        menu = await client.says(ada, group, "/settings")
        server.fail_next("getChatMember", Fault.SERVER_ERROR)
        assert alerted(await client.taps(ada, menu, "3 papers")) == unasked
        topics = await client.says(ada, group, "/topics")
        server.fail_next("getChatMember", Fault.SERVER_ERROR)
        assert alerted(await client.taps(ada, topics, "+ Word")) == unasked
        kept = await running.runtime.channels.get(f"telegram:{group.id}")
    assert kept is not None
    assert kept.top == 5
