"""The suite's Bot API server, asked by the real library: refusals, limits and faults."""

import time
from collections.abc import AsyncIterator
from datetime import timedelta

import httpx
import pytest
from telegram import (
    BotCommand,
    BotCommandScopeAllPrivateChats,
    BotCommandScopeChat,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    KeyboardButton,
    KeyboardButtonRequestChat,
    LinkPreviewOptions,
    MessageEntity,
    ReplyKeyboardMarkup,
    ReplyParameters,
)
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)
from telegram.ext import ExtBot
from telegram.request import HTTPXRequest

from tests.servers.telegram.flood import Flood
from tests.servers.telegram_server import (
    Fault,
    Limits,
    Person,
    TelegramServer,
    telegram_process,
)

Bot = ExtBot[None]
ADA = 7


def bot_at(base: str, token: str, *, patience_s: float = 20.0) -> Bot:
    request = HTTPXRequest(read_timeout=patience_s, connect_timeout=patience_s)
    return ExtBot(token, base_url=f"{base}/bot", base_file_url=f"{base}/file/bot", request=request)


@pytest.fixture
async def server(monkeypatch: pytest.MonkeyPatch) -> AsyncIterator[TelegramServer]:
    monkeypatch.setenv("PTB_TIMEDELTA", "true")
    async with TelegramServer() as running:
        yield running


@pytest.fixture
async def bot(server: TelegramServer) -> AsyncIterator[Bot]:
    async with bot_at(server.base, server.token) as made:
        yield made


@pytest.fixture
def ada(server: TelegramServer) -> Person:
    return server.person(ADA, "Ada", "de", started=True)


def buttons(*rows: list[InlineKeyboardButton]) -> InlineKeyboardMarkup:
    return InlineKeyboardMarkup(list(rows))


def tap(label: str = "Topics", data: str = "t") -> InlineKeyboardButton:
    return InlineKeyboardButton(label, callback_data=data)


# tokens and methods


async def test_the_bot_learns_who_it_is(bot: Bot) -> None:
    assert (await bot.get_me()).username == "paperbrief_bot"
    assert not bot.can_read_all_group_messages


@pytest.mark.parametrize("token", ["99:another-token-of-the-right-form", "no-token-at-all"])
async def test_another_token_is_refused(server: TelegramServer, token: str) -> None:
    stranger = bot_at(server.base, token)
    with pytest.raises(InvalidToken):
        await stranger.initialize()
    await stranger.shutdown()


async def test_a_wrong_token_is_401_and_a_malformed_one_is_404(server: TelegramServer) -> None:
    async with httpx.AsyncClient() as client:
        wrong = await client.get(f"{server.base}/bot99:{'x' * 30}/getMe")
        malformed = await client.get(f"{server.base}/botx/getMe")
    assert (wrong.status_code, wrong.json()["description"]) == (401, "Unauthorized")
    assert (malformed.status_code, malformed.json()["description"]) == (404, "Not Found")


async def test_an_unknown_method_is_not_found_and_told(server: TelegramServer, bot: Bot) -> None:
    with pytest.raises(TelegramError, match="not found"):
        await bot.do_api_request("sendNonsense")
    assert server.violations == ["there is no method 'sendNonsense' here"]


async def test_all_forms_of_a_request_mean_the_same(server: TelegramServer, ada: Person) -> None:
    address = f"{server.base}/bot{server.token}/sendMESSAGE"
    fields = {"chat_id": "7", "text": "12"}
    async with httpx.AsyncClient() as client:
        await client.get(address, params=fields)
        await client.post(address, data=fields)
        await client.post(address, json={"chat_id": 7, "text": "12"})
        await client.post(address, files={name: (None, value) for name, value in fields.items()})
    assert [message.text for message in server.messages(ada)] == ["12"] * 4


# who may be written to


async def test_what_is_sent_is_recorded(server: TelegramServer, bot: Bot, ada: Person) -> None:
    first = await bot.send_message(ADA, "one", disable_notification=True)
    await bot.send_message(
        ADA,
        "two 🎉",
        entities=[MessageEntity(MessageEntity.BOLD, 4, 2)],
        reply_parameters=ReplyParameters(first.message_id),
        reply_markup=buttons([tap("A", "a"), tap("B", "b")]),
        link_preview_options=LinkPreviewOptions(is_disabled=True),
    )
    one, two = server.messages(ada)
    assert (one.text, one.silent, two.silent, two.reply_to) == ("one", True, False, one)
    assert two.labels == ["A", "B"]
    assert two.entities == ({"type": "bold", "offset": 4, "length": 2},)
    assert two.asked["link_preview_options"] == {"is_disabled": True}
    assert abs(first.date.timestamp() - time.time()) < 5
    assert server.violations == []


async def test_nobody_is_written_to_unasked(server: TelegramServer, bot: Bot) -> None:
    server.person(8)
    with pytest.raises(Forbidden, match="bot can't initiate conversation with a user"):
        await bot.send_message(8, "hello")


async def test_an_unknown_chat_is_not_found(bot: Bot) -> None:
    for chat in (404, -404, "@nobody_here"):
        with pytest.raises(BadRequest, match="Chat not found"):
            await bot.send_message(chat, "hello")


async def test_one_who_blocked_the_bot_or_is_gone_is_forbidden(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    server.blocks(ada)
    with pytest.raises(Forbidden, match="bot was blocked by the user"):
        await bot.send_message(ADA, "hello")
    server.unblocks(ada)
    await bot.send_message(ADA, "hello")
    ada.deactivated = True
    with pytest.raises(Forbidden, match="user is deactivated"):
        await bot.send_message(ADA, "hello")


@pytest.mark.parametrize("kind", ["group", "supergroup", "channel"])
async def test_a_chat_that_threw_the_bot_out_is_forbidden(
    server: TelegramServer, bot: Bot, ada: Person, kind: str
) -> None:
    chat = server.chat(-5, kind, bot="administrator")  # type: ignore[arg-type]
    await bot.send_message(-5, "hello")
    server.removes_bot(ada, chat)
    with pytest.raises(Forbidden, match=f"bot was kicked from the {kind} chat"):
        await bot.send_message(-5, "hello")
    server.removes_bot(ada, chat, "left")
    with pytest.raises(Forbidden, match=f"bot is not a member of the {kind} chat"):
        await bot.get_chat(-5)


async def test_rights_are_needed_to_write(server: TelegramServer, bot: Bot, ada: Person) -> None:
    channel = server.chat(-1, "channel", username="papers", bot="member")
    group = server.chat(-2, "supergroup", bot="member")
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message("@papers", "hello")
    server.promotes(ada, channel, can_post_messages=False)
    with pytest.raises(BadRequest, match="Need administrator rights in the channel chat"):
        await bot.send_message("@papers", "hello")
    server.promotes(ada, channel)
    assert (await bot.send_message("@papers", "hello")).sender_chat.id == -1  # type: ignore[union-attr]
    server.restricts(ada, group, can_send_messages=False)
    with pytest.raises(BadRequest, match="Not enough rights to send text messages to the chat"):
        await bot.send_message(-2, "hello")


async def test_a_group_that_moved_says_where_to(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    group = server.chat(-50, "group", bot="member", members={ADA: "creator"})
    new = server.migrates(group)
    with pytest.raises(ChatMigrated) as caught:
        await bot.send_message(-50, "hello")
    assert caught.value.new_chat_id == new.id
    await bot.send_message(new.id, "hello")
    told = [update.message for update in await bot.get_updates()]
    assert [(m.chat.id, m.migrate_to_chat_id, m.migrate_from_chat_id) for m in told if m] == [
        (-50, new.id, None),
        (new.id, None, -50),
    ]


async def test_topics_are_kept_apart(server: TelegramServer, bot: Bot) -> None:
    forum = server.chat(-9, "supergroup", forum=True, bot="administrator")
    topic = await bot.create_forum_topic(-9, "cs.CV")
    sent = await bot.send_message(-9, "in it", message_thread_id=topic.message_thread_id)
    await bot.send_message(-9, "outside")
    await bot.send_message(-9, "an answer", reply_parameters=ReplyParameters(sent.message_id))
    in_topic = server.messages(forum, topic.message_thread_id)
    assert [message.text for message in in_topic] == ["in it", "an answer"]
    assert sent.is_topic_message
    with pytest.raises(BadRequest, match="Message thread not found"):
        await bot.send_message(-9, "hello", message_thread_id=777)


async def test_a_closed_topic_takes_nothing_from_members(server: TelegramServer, bot: Bot) -> None:
    forum = server.chat(-9, "supergroup", forum=True, bot="member")
    topic = server.topic(forum, "cs.CV")
    await bot.send_message(-9, "hello", message_thread_id=topic.id)
    topic.closed = True
    with pytest.raises(BadRequest, match=r"(?i)topic_closed"):
        await bot.send_message(-9, "hello", message_thread_id=topic.id)


# what may be written


async def test_a_text_has_1_to_4096_units(server: TelegramServer, bot: Bot, ada: Person) -> None:
    await bot.send_message(ADA, "x" * 4096)
    await bot.send_message(ADA, "  " + "🎉" * 2048 + "\n")
    for text in ("x" * 4097, "🎉" * 2049):
        with pytest.raises(BadRequest, match="Message is too long"):
            await bot.send_message(ADA, text)
    for text in ("", " \n "):
        with pytest.raises(BadRequest, match="Message text is empty"):
            await bot.send_message(ADA, text)
    assert len(server.messages(ada)) == 2


@pytest.mark.parametrize(
    ("offset", "length", "refusal"),
    [
        (0, 4, "ends after the end of the text"),
        (9, 1, "begins after the end of the text"),
        (2, 1, "begins in a middle of a utf-16 symbol"),
        (0, 2, "ends in a middle of a utf-16 symbol"),
        (-1, 2, "incorrect offset"),
    ],
)
async def test_an_entity_lies_within_the_text(
    bot: Bot, ada: Person, offset: int, length: int, refusal: str
) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await bot.send_message(ADA, "a𝐀", entities=[MessageEntity("bold", offset, length)])


async def test_an_entity_of_an_unknown_type_is_refused(bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match="unsupported type"):
        await bot.send_message(ADA, "abc", entities=[MessageEntity("huge", 0, 1)])


@pytest.mark.parametrize(
    ("entities", "told"),
    [
        ([("bold", 0, 3), ("italic", 2, 3)], "overlap in part"),
        ([("blockquote", 0, 9), ("expandable_blockquote", 2, 3)], "do not nest"),
        ([("bold", 0, 9), ("code", 2, 3)], "code stands alone"),
        ([("pre", 0, 9), ("italic", 2, 3)], "code stands alone"),
        ([("bold", 3, 0)], "covers nothing"),
        ([("text_link", 0, 2, "javascript:alert(1)")], "which is dropped"),
        ([("text_link", 0, 2, "https://")], "which is dropped"),
        ([("bold", number, 1) for number in range(101)], "all beyond 100 are ignored"),
    ],
)
async def test_what_telegram_would_drop_is_a_violation(
    server: TelegramServer, bot: Bot, ada: Person, entities: list[tuple[str, ...]], told: str
) -> None:
    made = [MessageEntity(*entity) for entity in entities]  # type: ignore[arg-type]
    await bot.send_message(ADA, "x" * 200, entities=made)
    assert len(server.violations) == 1
    assert told in server.violations[0]
    assert len(server.messages(ada)[0].entities) < len(entities)


async def test_a_control_character_is_a_violation(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    await bot.send_message(ADA, "one\ntwo")
    assert server.violations == []
    await bot.send_message(ADA, "one\ttwo")
    assert len(server.violations) == 1


async def test_what_may_be_nested_is_no_violation(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    made = [
        MessageEntity("expandable_blockquote", 0, 50),
        MessageEntity("bold", 0, 20),
        MessageEntity("text_link", 5, 10, url="https://arxiv.org/abs/2602.00001v1"),
        MessageEntity("italic", 5, 5),
        MessageEntity("code", 30, 5),
        MessageEntity("bold", 50, 5),
    ]
    await bot.send_message(ADA, "x" * 60, entities=made)
    assert server.violations == []
    assert len(server.messages(ada)[0].entities) == 6


async def test_entities_move_with_the_white_space_that_is_cut_off(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    await bot.send_message(ADA, "\n abc  ", entities=[MessageEntity("bold", 2, 5)])
    sent = server.messages(ada)[0]
    assert (sent.text, sent.entities[0]["offset"], sent.entities[0]["length"]) == ("abc", 0, 3)


@pytest.mark.parametrize(
    ("button", "refusal"),
    [
        (tap(data="x" * 65), r"(?i)button_data_invalid"),
        (tap(data="ä" * 33), r"(?i)button_data_invalid"),
        (InlineKeyboardButton("A", url="arxiv.org"), r"(?i)button_url_invalid"),
        (InlineKeyboardButton("A", url="ftp://arxiv.org/x"), r"(?i)button_url_invalid"),
        (InlineKeyboardButton("A"), "text buttons are unallowed in the inline keyboard"),
        (InlineKeyboardButton("A", url="https://a.org", callback_data="x"), "one action expected"),
    ],
)
async def test_a_button_is_checked(
    bot: Bot, ada: Person, button: InlineKeyboardButton, refusal: str
) -> None:
    with pytest.raises(BadRequest, match=refusal):
        await bot.send_message(ADA, "x", reply_markup=buttons([tap()], [button]))


async def test_a_keyboard_has_100_buttons_in_rows_of_8(bot: Bot, ada: Person) -> None:
    await bot.send_message(ADA, "x", reply_markup=buttons(*[[tap()] * 5] * 20))
    for rows in ([[tap()] * 5] * 20 + [[tap()]], [[tap()] * 9]):
        with pytest.raises(BadRequest, match=r"(?i)reply_markup"):
            await bot.send_message(ADA, "x", reply_markup=buttons(*rows))


async def test_chats_are_asked_for_in_private_only(server: TelegramServer, bot: Bot) -> None:
    server.chat(-2, "group", bot="member")
    key = KeyboardButton("Choose", request_chat=KeyboardButtonRequestChat(1, True))
    with pytest.raises(BadRequest, match="Chats can be requested in private chats only"):
        await bot.send_message(-2, "x", reply_markup=ReplyKeyboardMarkup([[key]]))


async def test_a_reply_needs_its_message(server: TelegramServer, bot: Bot, ada: Person) -> None:
    with pytest.raises(BadRequest, match="Message to be replied not found"):
        await bot.send_message(ADA, "x", reply_parameters=ReplyParameters(55))
    lenient = ReplyParameters(55, allow_sending_without_reply=True)
    await bot.send_message(ADA, "x", reply_parameters=lenient)
    assert server.messages(ada)[0].reply_to is None


async def test_edits_keep_the_history(server: TelegramServer, bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ADA, "one", reply_markup=buttons([tap()]))
    await bot.edit_message_text("two", ADA, sent.message_id)
    with pytest.raises(BadRequest, match="Message is not modified"):
        await bot.edit_message_text("two", ADA, sent.message_id)
    await bot.edit_message_reply_markup(ADA, sent.message_id, reply_markup=buttons([tap("B")]))
    message = server.messages(ada)[0]
    assert (message.text, message.labels) == ("two", ["B"])
    assert [(edit.text, bool(edit.markup)) for edit in message.edits] == [
        ("one", True),
        ("two", False),
    ]


async def test_another_one_s_message_cannot_be_edited(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    theirs = server.says(ada, ada, "hello")
    with pytest.raises(BadRequest, match="Message can't be edited"):
        await bot.edit_message_text("x", ADA, theirs.id)
    with pytest.raises(BadRequest, match="Message to edit not found"):
        await bot.edit_message_text("x", ADA, 999)


async def test_what_is_deleted_is_gone(server: TelegramServer, bot: Bot, ada: Person) -> None:
    sent = await bot.send_message(ADA, "one")
    await bot.delete_message(ADA, sent.message_id)
    assert server.messages(ada) == []
    assert [message.deleted for message in server.history(ada)] == [True]
    with pytest.raises(BadRequest, match="Message to delete not found"):
        await bot.delete_message(ADA, sent.message_id)


async def test_a_document_arrives_whole_with_its_caption(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    await bot.send_document(ADA, b"x" * 2_000_000, filename="large.csv")
    sent = await bot.send_document(ADA, b"@article{}", filename="saved.bib", caption="One paper")
    assert sent.document is not None
    assert (sent.document.file_name, sent.caption) == ("saved.bib", "One paper")
    stored = await (await bot.get_file(sent.document.file_id)).download_as_bytearray()
    assert bytes(stored) == b"@article{}"
    with pytest.raises(BadRequest, match="Message caption is too long"):
        await bot.send_document(ADA, b"x", caption="x" * 1025)


async def test_only_some_may_pin(server: TelegramServer, bot: Bot, ada: Person) -> None:
    group = server.chat(-2, "supergroup", bot="member")
    sent = await bot.send_message(-2, "one")
    with pytest.raises(BadRequest, match="Not enough rights to manage pinned messages"):
        await bot.pin_chat_message(-2, sent.message_id)
    server.promotes(ada, group)
    await bot.pin_chat_message(-2, sent.message_id)
    assert group.pinned == [sent.message_id]


# what the bot says of itself, and asks


async def test_menus_are_kept_by_scope_and_language(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    private, own = BotCommandScopeAllPrivateChats(), BotCommandScopeChat(ADA)
    await bot.set_my_commands([BotCommand("help", "Help")])
    await bot.set_my_commands([BotCommand("help", "Hilfe")], scope=private, language_code="de")
    assert await bot.get_my_commands(scope=own) == ()
    menu = server.menus.seen_by(ada, server.world.chat_of(ada))
    assert menu == [{"command": "help", "description": "Hilfe"}]
    await bot.set_my_commands([BotCommand("me", "Mine")], scope=own)
    assert server.menus.seen_by(ada, server.world.chat_of(ada))[0]["command"] == "me"
    await bot.delete_my_commands(scope=own)
    assert server.menus.seen_by(ada, server.world.chat_of(ada)) == menu


@pytest.mark.parametrize(
    ("name", "description"),
    [("Help", "x"), ("he-lp", "x"), ("x" * 33, "x"), ("help", ""), ("help", "x" * 257)],
)
async def test_a_bad_command_is_refused(bot: Bot, name: str, description: str) -> None:
    with pytest.raises(BadRequest):
        await bot.set_my_commands([BotCommand(name, description)])


async def test_no_more_than_100_commands(bot: Bot) -> None:
    with pytest.raises(BadRequest):
        await bot.set_my_commands([BotCommand(f"c{number}", "x") for number in range(101)])
    with pytest.raises(BadRequest, match=r"(?i)language code"):
        await bot.set_my_commands([BotCommand("help", "x")], language_code="deu")


async def test_descriptions_are_kept_by_language(bot: Bot) -> None:
    await bot.set_my_description("Briefs")
    await bot.set_my_short_description("Kurz", language_code="de")
    assert (await bot.get_my_description("fr")).description == "Briefs"
    assert (await bot.get_my_short_description("de")).short_description == "Kurz"
    with pytest.raises(BadRequest):
        await bot.set_my_short_description("x" * 121)


async def test_members_are_told_apart(server: TelegramServer, bot: Bot, ada: Person) -> None:
    server.chat(-2, "supergroup", bot="administrator", members={ADA: "creator"})
    server.person(8)
    assert (await bot.get_chat_member(-2, ADA)).status == "creator"
    assert (await bot.get_chat_member(-2, 8)).status == "left"
    listed = {member.user.id for member in await bot.get_chat_administrators(-2)}
    assert listed == {ADA, bot.id}


async def test_a_channel_names_its_discussion_group(server: TelegramServer, bot: Bot) -> None:
    channel = server.chat(-1, "channel", username="papers", bot="administrator")
    group = server.chat(-2, "supergroup", bot="administrator")
    server.link(channel, group)
    assert (await bot.get_chat("@papers")).linked_chat_id == -2
    await bot.send_message(-1, "today")
    (copy,) = server.history(group)
    assert copy.text == "today"
    assert (await bot.get_updates())[0].message.is_automatic_forward  # type: ignore[union-attr]


# limits


def test_a_chat_takes_one_message_a_second() -> None:
    flood = Flood(Limits())
    asked = [flood.ask(ADA, True, now) for now in (0.0, 0.1, 1.05, 1.9, 3.0)]
    assert asked == [0, 1, 0, 1, 0]
    # the second one that was refused had been told to wait until 1.1, and waited
    assert (flood.refused, flood.early) == ({ADA: 2}, 1)


def test_thirty_a_second_over_all_chats() -> None:
    flood = Flood(Limits())
    assert [flood.ask(chat, True, 5.0) for chat in range(1, 31)] == [0] * 30
    assert [flood.ask(chat, True, 5.9) for chat in range(31, 34)] == [1] * 3
    assert [flood.ask(chat, True, 6.9) for chat in range(31, 34)] == [0] * 3


async def test_the_library_is_told_how_long_to_wait(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    server.limits(Limits(chat_per_s=1 / 60, chat_window_s=60))
    sent = await bot.send_message(ADA, "one")
    for attempt in (bot.send_message(ADA, "two"), bot.edit_message_text("b", ADA, sent.message_id)):
        with pytest.raises(RetryAfter) as caught:
            await attempt
        assert timedelta(seconds=30) < caught.value.retry_after <= timedelta(seconds=60)  # type: ignore[operator]
    assert (server.flood.refused, server.flood.early) == ({ADA: 2}, 1)
    server.limits(None)
    await bot.send_message(ADA, "two")


def test_a_longer_window_lets_a_few_come_at_once() -> None:
    flood = Flood(Limits(chat_window_s=4.0))
    assert [flood.ask(ADA, True, 0.1 * n) for n in range(5)] == [0, 0, 0, 0, 4]


async def test_a_group_takes_twenty_a_minute_and_a_channel_too(
    server: TelegramServer, bot: Bot
) -> None:
    server.limits(Limits(overall_per_s=None, chat_per_s=None))
    server.chat(-1, "channel", bot="administrator")
    server.chat(-2, "group", bot="member")
    for chat in (-1, -2):
        for number in range(20):
            await bot.send_message(chat, str(number))
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(chat, "one too many")
        assert timedelta(seconds=50) < caught.value.retry_after <= timedelta(seconds=60)  # type: ignore[operator]


# faults


@pytest.mark.parametrize(
    ("fault", "error", "done"),
    [
        (Fault.TOO_MANY, RetryAfter, False),
        (Fault.SERVER_ERROR, NetworkError, False),
        (Fault.BAD_GATEWAY, NetworkError, False),
        (Fault.RESET_BEFORE, NetworkError, False),
        (Fault.RESET_AFTER, NetworkError, True),
        (Fault.HANG_BEFORE, TimedOut, False),
        (Fault.HANG_AFTER, TimedOut, True),
        (Fault.DELAY, TimedOut, True),
        (Fault.DELAY_AFTER, TimedOut, True),
        (Fault.TRUNCATED, NetworkError, True),
        (Fault.CUT_SHORT, TelegramError, True),
        (Fault.HTML_PAGE, TelegramError, False),
    ],
)
async def test_each_fault_is_seen_as_what_it_is(
    server: TelegramServer,
    ada: Person,
    fault: Fault,
    error: type[TelegramError],
    done: bool,
) -> None:
    async with bot_at(server.base, server.token, patience_s=1.0) as bot:
        server.fail_next("sendMessage", fault, seconds=1.5)
        with pytest.raises(error) as caught:
            await bot.send_message(ADA, "one")
        assert not isinstance(caught.value, BadRequest)
        if done:
            await server.settled(lambda: server.messages(ada))
        await bot.send_message(ADA, "two")
    assert [message.text for message in server.messages(ada)] == ["one"] * done + ["two"]


async def test_a_wrong_content_type_does_not_matter_to_the_library(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    server.fail_next("any", Fault.WRONG_TYPE)
    assert (await bot.send_message(ADA, "one")).text == "one"


async def test_a_fault_keeps_to_its_chat_and_its_number(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    server.person(8, started=True)
    server.fail_next("sendMessage", Fault.TOO_MANY, chat=8, times=2, retry_after=9)
    await bot.send_message(ADA, "one")
    for _ in range(2):
        with pytest.raises(RetryAfter) as caught:
            await bot.send_message(8, "one")
        assert caught.value.retry_after == timedelta(seconds=9)
    await bot.send_message(8, "one")
    assert server.flood.early == 2
    server.fail_next("any", Fault.SERVER_ERROR, times=None)
    for _ in range(3):
        with pytest.raises(NetworkError):
            await bot.get_me()
    server.recover()
    await bot.get_me()


async def test_a_server_that_is_down_comes_back_with_its_world(
    server: TelegramServer, bot: Bot, ada: Person
) -> None:
    await bot.send_message(ADA, "one")
    await server.down()
    with pytest.raises(NetworkError):
        await bot.send_message(ADA, "two")
    await server.up()
    await bot.send_message(ADA, "three")
    assert [message.text for message in server.messages(ada)] == ["one", "three"]


# a process of its own


async def test_the_server_runs_in_a_process_of_its_own() -> None:
    async with telegram_process() as remote:
        await remote.call("person", id=ADA, started=True)
        await remote.call("chat", id=-5, type="group", bot="member", members={"7": "creator"})
        await remote.call("fail", method="sendMessage", fault="reset_after", times=1)
        async with bot_at(remote.base, remote.token) as bot:
            with pytest.raises(NetworkError):
                await bot.send_message(ADA, "one", reply_markup=buttons([tap()]))
            (sent,) = await remote.call("messages", chat=ADA)
            await remote.call("taps", person=ADA, chat=ADA, message=sent["id"], label="Topics")
            (update,) = await bot.get_updates()
            assert update.callback_query is not None
            await update.callback_query.answer("Done")
        (answered,) = await remote.call("answers")
        assert (answered["data"], answered["answer"]) == ("t", {"text": "Done"})
        assert (await remote.call("counts", by_chat=True))["by_chat"] == {"7": 1}
        with pytest.raises(ValueError, match="no such verb"):
            await remote.call("explode")


async def test_in_an_open_world_everybody_exists_and_is_only_counted() -> None:
    async with TelegramServer(open_world=True, record=False) as server:
        async with bot_at(server.base, server.token) as bot:
            for chat in (1, 2, 2, -3, -1_000_000_000_004):
                sent = await bot.send_message(chat, "x")
            assert await bot.edit_message_text("y", sent.chat_id, sent.message_id)
            assert await bot.delete_message(sent.chat_id, sent.message_id)
        assert dict(server.log.sent) == {1: 1, 2: 2, -3: 1, -1_000_000_000_004: 1}
        assert server.log.counts["sendMessage"] == 5
        assert (server.calls, server.messages(2)) == ([], [])
