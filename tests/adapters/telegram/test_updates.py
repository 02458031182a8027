"""The suite's Bot API server: what people do reaches the real library, both ways."""

import asyncio
from collections.abc import AsyncIterator

import pytest
from aiohttp import web
from telegram import (
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    KeyboardButtonRequestChat,
    MessageEntity,
    ReplyKeyboardMarkup,
    Update,
)
from telegram.error import BadRequest, Conflict, TelegramError
from telegram.ext import ApplicationBuilder, ExtBot, TypeHandler

from tests.patience import PATIENCE
from tests.servers.telegram.recording import Answer
from tests.servers.telegram_server import Chat, Fault, Message, Person, TelegramServer

Bot = ExtBot[None]
ADA = 7


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TelegramServer]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with TelegramServer(callback_s=30) as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with ExtBot(server.token, base_url=f"{server.base}/bot") as made:
        yield made


@pytest.fixture
def ada(server: TelegramServer) -> Person:
    return server.person(ADA, "Ada", "de", started=True)


@pytest.fixture
def group(server: TelegramServer, ada: Person) -> Chat:
    return server.chat(-2, "supergroup", "Lab", bot="member", members={ada: "creator"})


async def fetched(bot: Bot) -> list[Update]:
    """What waits, and then no longer does."""
    updates = list(await bot.get_updates())
    if updates:
        await bot.get_updates(offset=updates[-1].update_id + 1)
    return updates


async def texts(bot: Bot) -> list[str | None]:
    return [message.text for u in await fetched(bot) if (message := u.effective_message)]


# polling


async def test_an_application_polls_and_answers(server: TelegramServer, ada: Person) -> None:
    address = f"{server.base}/bot"
    app = ApplicationBuilder().token(server.token).base_url(address).job_queue(None).build()

    async def greet(update: Update, _: object) -> None:
        assert update.message is not None
        await update.message.reply_text("Hello")

    app.add_handler(TypeHandler(Update, greet))
    async with app:
        await app.start()
        assert app.updater is not None
        await app.updater.start_polling(timeout=5)
        server.says(ada, ada, "/start")
        await server.settled(lambda: server.messages(ada))
        server.says(ada, ada, "again")
        await server.settled(lambda: len(server.messages(ada)) == 2)
        await app.updater.stop()
        await app.stop()
    assert server.updates.waiting == []


async def test_updates_wait_until_they_are_confirmed(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    for text in ("one", "two", "three"):
        server.says(ada, ada, text)
    first, second = await bot.get_updates(limit=2)
    assert (await bot.get_updates())[0].update_id == first.update_id
    assert (await bot.get_updates(offset=second.update_id))[0].update_id == second.update_id
    (last,) = await bot.get_updates(offset=-1)
    assert last.message is not None
    assert last.message.text == "three"
    assert len(server.updates.waiting) == 1


async def test_a_long_poll_ends_with_the_first_update(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    poll = asyncio.create_task(bot.get_updates(timeout=20))
    await server.settled(lambda: server.called("getUpdates"))
    server.says(ada, ada, "hello")
    (update,) = await asyncio.wait_for(poll, PATIENCE)
    assert update.effective_user is not None
    assert update.effective_user.language_code == "de"


async def test_of_two_pollers_the_first_is_sent_away(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    first = asyncio.create_task(bot.get_updates(timeout=20))
    await server.settled(lambda: server.called("getUpdates"))
    async with ExtBot(server.token, base_url=f"{server.base}/bot") as another:
        second = asyncio.create_task(another.get_updates(timeout=20))
        with pytest.raises(Conflict, match="only one bot instance is running"):
            await first
        server.says(ada, ada, "hello")
        assert len(await second) == 1


async def test_only_the_kinds_that_were_asked_for_come(
    server: TelegramServer, bot: Bot, ada: Person, group: Chat
) -> None:
    server.sets_member(ada, group, server.person(8), "member")
    assert await fetched(bot) == []
    await bot.get_updates(allowed_updates=["chat_member"])
    server.sets_member(ada, group, 8, "administrator")
    server.says(ada, ada, "not asked for")
    (update,) = await fetched(bot)
    assert update.chat_member is not None
    assert update.chat_member.new_chat_member.status == "administrator"


# webhook


async def test_a_webhook_gets_updates_with_its_secret(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    seen: asyncio.Queue[tuple[str | None, Update | None]] = asyncio.Queue()

    async def take(request: web.BaseRequest) -> web.Response:
        secret = request.headers.get("X-Telegram-Bot-Api-Secret-Token")
        await seen.put((secret, Update.de_json(await request.json(), bot)))
        return web.Response()

    runner = web.ServerRunner(web.Server(take))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    address = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    await bot.set_webhook(address, secret_token="a-secret")
    server.says(ada, ada, "hello")
    secret, update = await asyncio.wait_for(seen.get(), PATIENCE)
    assert secret == "a-secret"
    assert update is not None
    assert update.message is not None
    assert update.message.text == "hello"
    with pytest.raises(Conflict, match="webhook is active"):
        await bot.get_updates()
    assert (await bot.get_webhook_info()).url == address
    assert await bot.delete_webhook()
    assert await fetched(bot) == []
    await runner.cleanup()


async def test_a_webhook_that_fails_is_asked_again(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    answers = [500, 502, 200]
    taken: list[tuple[int, str | None]] = []

    async def take(request: web.BaseRequest) -> web.Response:
        status = answers[min(len(taken), 2)]
        taken.append((status, request.headers.get("X-Telegram-Bot-Api-Secret-Token")))
        return web.Response(status=status)

    runner = web.ServerRunner(web.Server(take))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    port = runner.addresses[0][1]
    await bot.set_webhook(f"http://127.0.0.1:{port}/", secret_token="s")
    server.says(ada, ada, "hello")
    await server.settled(lambda: not server.updates.waiting)
    assert taken == [(500, "s"), (502, "s"), (200, "s")]
    info = await bot.get_webhook_info()
    assert info.last_error_message == "Wrong response from the webhook: 502 Bad Gateway"
    await runner.cleanup()


async def test_a_webhook_s_answer_may_be_a_call(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    async def reply(_: web.BaseRequest) -> web.Response:
        return web.json_response({"method": "sendMessage", "chat_id": ADA, "text": "at once"})

    runner = web.ServerRunner(web.Server(reply))
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    await bot.set_webhook(f"http://127.0.0.1:{runner.addresses[0][1]}/")
    server.says(ada, ada, "hello")
    await server.settled(lambda: server.messages(ada))
    assert server.messages(ada)[0].text == "at once"
    await runner.cleanup()


@pytest.mark.parametrize(
    ("url", "secret", "why"),
    [
        ("http://example.org/", "s", "HTTPS"),
        ("https://example.org:8080/", "s", "ports 80, 88, 443 or 8443"),
        ("https://example.org/", "not allowed!", "illegal characters"),
        ("https://example.org/", "x" * 257, "too long"),
    ],
)
async def test_a_bad_webhook_is_refused(bot: Bot, url: str, secret: str, why: str) -> None:
    with pytest.raises(BadRequest, match=f"(?i){why}"):
        await bot.set_webhook(url, secret_token=secret)


# what people write


async def test_commands_mentions_and_links_are_marked(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    server.says(ada, ada, "🎉 /paper@paperbrief_bot see arxiv.org/abs/2602.00001, @bobby #ml")
    (update,) = await fetched(bot)
    assert update.message is not None
    assert update.message.parse_entities() == {
        MessageEntity("bot_command", 3, 21): "/paper@paperbrief_bot",
        MessageEntity("url", 29, 24): "arxiv.org/abs/2602.00001",
        MessageEntity("mention", 55, 6): "@bobby",
        MessageEntity("hashtag", 62, 3): "#ml",
    }


async def test_in_groups_the_bot_hears_only_what_is_meant_for_it(
    server: TelegramServer, bot: Bot, ada: Person, group: Chat
) -> None:
    await bot.send_message(group.id, "a brief")
    (brief,) = server.messages(group)
    server.says(ada, group, "/help")
    server.says(ada, group, "/help@paperbrief_bot")
    server.says(ada, group, "hi @paperbrief_bot")
    server.says(ada, group, "an answer", reply_to=brief)
    for text in ("just talk", "/help@another_bot", "hi @another_bot"):
        server.says(ada, group, text)
    heard = ["/help", "/help@paperbrief_bot", "hi @paperbrief_bot", "an answer"]
    assert await texts(bot) == heard
    server.privacy(on=False)
    server.says(ada, group, "just talk")
    assert await texts(bot) == ["just talk"]


async def test_an_administrator_hears_everything(
    server: TelegramServer, bot: Bot, ada: Person, group: Chat
) -> None:
    server.promotes(ada, group)
    with pytest.raises(ValueError, match="only administrators"):
        server.says(server.person(8), group, "just talk", anonymous=True)
    server.says(ada, group, "just talk", anonymous=True)
    promoted, said = await fetched(bot)
    assert promoted.my_chat_member is not None
    assert promoted.my_chat_member.new_chat_member.status == "administrator"
    assert said.message is not None
    assert said.message.sender_chat is not None
    assert said.message.sender_chat.id == group.id
    assert said.message.from_user is not None
    assert said.message.from_user.username is None


async def test_channel_posts_have_no_author_and_reach_the_discussion(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    channel = server.chat(-1, "channel", bot="administrator")
    discussion = server.chat(-3, "supergroup", bot="administrator")
    server.link(channel, discussion)
    server.says(ada, channel, "/help")
    post, copy = await fetched(bot)
    assert post.channel_post is not None
    assert (post.channel_post.from_user, post.message) == (None, None)
    assert copy.message is not None
    assert copy.message.is_automatic_forward
    comment = server.says(ada, discussion, "why?", reply_to=server.history(discussion)[0])
    assert comment.thread == copy.message.message_id
    await bot.send_message(-3, "because", message_thread_id=comment.thread)


async def test_a_message_in_a_topic_says_so(server: TelegramServer, bot: Bot, ada: Person) -> None:
    forum = server.chat(-4, "supergroup", forum=True, bot="member")
    topic = server.topic(forum, "cs.CV")
    said = server.says(ada, forum, "/help", thread=topic.id)
    server.edits(said, "/help topics")
    first, second = await fetched(bot)
    assert first.message is not None
    assert first.message.is_topic_message
    assert first.message.message_thread_id == topic.id
    assert second.edited_message is not None
    assert second.edited_message.text == "/help topics"


# what people tap


def menu(*buttons: InlineKeyboardButton) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup([list(buttons)])


async def sent(server: TelegramServer, bot: Bot, *buttons: InlineKeyboardButton) -> Message:
    await bot.send_message(ADA, "choose", reply_markup=menu(*buttons))
    return server.messages(ADA)[-1]


async def test_a_tap_is_answered_once(server: TelegramServer, bot: Bot, ada: Person) -> None:
    message = await sent(server, bot, InlineKeyboardButton("Topics", callback_data="t"))
    tapped: Answer = server.taps(ada, message, "Topics")
    (update,) = await fetched(bot)
    query = update.callback_query
    assert query is not None
    assert (query.data, query.message and query.message.message_id) == ("t", message.id)
    await query.answer("Done", show_alert=True)
    assert tapped.answer == {"text": "Done", "show_alert": True}
    with pytest.raises(BadRequest, match="Query is too old"):
        await query.answer("Done")


async def test_a_tap_that_waited_too_long_cannot_be_answered(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    message = await sent(server, bot, InlineKeyboardButton("Topics", callback_data="t"))
    tapped = server.taps(ada, message, "t")
    tapped.at -= 31
    with pytest.raises(BadRequest, match="Query is too old"):
        await bot.answer_callback_query(tapped.id)
    again = server.taps(ada, message, "t")
    with pytest.raises(BadRequest):
        await bot.answer_callback_query(again.id, "x" * 201)
    with pytest.raises(BadRequest):
        await bot.answer_callback_query(again.id, url="https://arxiv.org/")
    await bot.answer_callback_query(again.id, url="https://t.me/paperbrief_bot?start=x")


async def test_a_link_to_the_bot_starts_it_with_the_payload(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    link = "https://t.me/paperbrief_bot?start=paper_2602_00001"
    await bot.send_message(
        ADA,
        "see it there",
        entities=[MessageEntity("text_link", 7, 5, url=link)],
        reply_markup=menu(InlineKeyboardButton("Open", url=link)),
    )
    (message,) = server.messages(ADA)
    server.taps(ada, message, "Open")
    server.taps(ada, message, "there")
    assert await texts(bot) == ["/start paper_2602_00001"] * 2


async def test_what_is_not_there_cannot_be_tapped(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    message = await sent(server, bot, InlineKeyboardButton("Topics", callback_data="t"))
    with pytest.raises(ValueError, match="nothing to tap called 'Schedule'"):
        server.taps(ada, message, "Schedule")
    await bot.delete_message(ADA, message.id)
    with pytest.raises(ValueError, match="no longer there"):
        server.taps(ada, message, "Topics")


async def test_a_chat_is_shared_where_a_key_asked_for_it(
    server: TelegramServer, bot: Bot, ada: Person, group: Chat
) -> None:
    channel = server.chat(-1, "channel", "Papers", bot="administrator")
    with pytest.raises(ValueError, match="no key asks"):
        server.shares_chat(ada, 5, channel)
    wish = KeyboardButtonRequestChat(5, True, request_title=True)
    keys = ReplyKeyboardMarkup([[KeyboardButton("Choose", request_chat=wish)]])
    await bot.send_message(ADA, "which?", reply_markup=keys)
    with pytest.raises(ValueError, match="does not offer a supergroup"):
        server.shares_chat(ada, 5, group)
    server.shares_chat(ada, 5, channel)
    (update,) = await fetched(bot)
    assert update.message is not None
    shared = update.message.chat_shared
    assert shared is not None
    assert (shared.request_id, shared.chat_id, shared.title) == (5, -1, "Papers")


# where the bot stands


async def test_the_bot_is_told_where_it_stands(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    place = server.chat(-6, "group", "Lab")
    server.adds_bot(ada, place, payload="x")
    added, joined, started = await fetched(bot)
    assert started.message is not None
    assert started.message.text == "/start@paperbrief_bot x"
    assert added.my_chat_member is not None
    assert added.my_chat_member.old_chat_member.status == "left"
    assert added.my_chat_member.new_chat_member.status == "member"
    assert joined.message is not None
    assert joined.message.new_chat_members[0].id == bot.id
    server.blocks(ada)
    server.removes_bot(ada, place)
    moves = [update.my_chat_member for update in await fetched(bot)]
    assert [(m.chat.id, m.new_chat_member.status) for m in moves if m] == [
        (ADA, "kicked"),
        (-6, "kicked"),
    ]
    with pytest.raises(ValueError, match="unblocks"):
        server.says(ada, ada, "hello")


async def test_a_bot_may_leave(server: TelegramServer, bot: Bot, group: Chat) -> None:
    await bot.leave_chat(group.id)
    (update,) = await fetched(bot)
    assert update.my_chat_member is not None
    assert update.my_chat_member.new_chat_member.status == "left"
    server.says(ADA, group, "/help")
    assert await fetched(bot) == []


async def test_a_fault_of_polling_is_over_when_it_is_over(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    server.says(ada, ada, "hello")
    server.fail_next("getUpdates", Fault.BAD_GATEWAY)
    with pytest.raises(TelegramError, match="Bad Gateway"):
        await bot.get_updates()
    assert await texts(bot) == ["hello"]


async def test_what_never_comes_is_told_with_what_came(server: TelegramServer, bot: Bot) -> None:
    with pytest.raises(TimeoutError, match="getMe 200"):
        await server.settled(lambda: False, timeout=0.1)
