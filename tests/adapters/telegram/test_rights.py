"""Who may do what on Telegram, asked of it: owners, members, the bot itself."""

from collections.abc import AsyncIterator

import pytest

from bot.errors import PlatformUnreachable
from tests.adapters.telegram.side import Side
from tests.servers.telegram.chats import Status
from tests.servers.telegram_server import Chat, Fault, Person, TelegramServer

OWNER, ADMIN, MEMBER, STRANGER = (f"telegram:{n}" for n in (7, 8, 9, 10))


@pytest.fixture
async def server() -> AsyncIterator[TelegramServer]:
    async with TelegramServer() as running:
        for number in (7, 8, 9, 10):
            running.person(number)
        yield running


def members() -> dict[Person | int, Status]:
    return {7: "creator", 8: "administrator", 9: "member"}


@pytest.fixture
def group(server: TelegramServer) -> Chat:
    return server.chat(-1001, "supergroup", "Lab", bot="member", members=members())


@pytest.fixture
def channel(server: TelegramServer) -> Chat:
    return server.chat(
        -1_001_000_000_000_5,
        "channel",
        "News",
        username="lab_news",
        bot="administrator",
        members=members(),
    )


def of(chat: Chat) -> str:
    return f"telegram:{chat.id}"


@pytest.mark.parametrize(
    ("person", "owns", "reads"),
    [
        (OWNER, True, True),
        (ADMIN, True, True),
        (MEMBER, False, True),
        (STRANGER, False, False),
        ("telegram:404", False, False),
        ("telegram:-1009", False, False),
    ],
)
async def test_owners_configure_and_members_read(
    here: Side, group: Chat, channel: Chat, person: str, owns: bool, reads: bool
) -> None:
    for chat in (group, channel):
        assert await here.rights.may_configure(of(chat), person) is owns
        assert await here.rights.may_read(of(chat), person) is reads
        assert await here.rights.may_configure(f"{of(chat)}/12", person) is owns


async def test_a_private_chat_is_its_person_s_alone(here: Side) -> None:
    assert await here.rights.may_configure(OWNER, OWNER)
    assert not await here.rights.may_configure(OWNER, ADMIN)
    assert not await here.rights.may_read(OWNER, ADMIN)


async def test_a_channel_s_post_and_an_anonymous_administrator_are_proof(
    server: TelegramServer, here: Side, group: Chat, channel: Chat
) -> None:
    for chat in (group, channel):
        assert await here.rights.may_configure(of(chat), of(chat))
    assert not await here.rights.may_configure(of(group), of(channel))
    assert server.called("getChatMember") == []


async def test_who_may_change_something_is_asked_each_time(
    server: TelegramServer, here: Side, group: Chat
) -> None:
    assert await here.rights.may_configure(of(group), ADMIN)
    server.sets_member(7, group, 8, "member")
    assert not await here.rights.may_configure(of(group), ADMIN)


async def test_who_may_read_is_asked_once_a_minute(
    server: TelegramServer, here: Side, group: Chat
) -> None:
    assert await here.rights.may_read(of(group), ADMIN)
    server.sets_member(7, group, 8, "left")
    assert await here.rights.may_read(of(group), ADMIN)
    here.clock.advance(seconds=61)
    assert not await here.rights.may_read(of(group), ADMIN)


async def test_what_is_forgotten_is_asked_anew(
    server: TelegramServer, here: Side, group: Chat
) -> None:
    assert await here.rights.may_read(of(group), ADMIN)
    server.sets_member(7, group, 8, "left")
    here.rights.forget(group.id)
    assert not await here.rights.may_read(of(group), ADMIN)


async def test_a_restricted_member_still_reads(
    server: TelegramServer, here: Side, group: Chat
) -> None:
    server.sets_member(7, group, 9, "restricted")
    assert await here.rights.may_read(of(group), MEMBER)


async def test_a_telegram_that_cannot_say_says_neither_yes_nor_no(
    server: TelegramServer, here: Side, group: Chat
) -> None:
    server.fail_next("getChatMember", Fault.SERVER_ERROR)
    with pytest.raises(PlatformUnreachable):
        await here.rights.may_configure(of(group), ADMIN)
    assert await here.rights.may_configure(of(group), ADMIN)


# the bot itself


async def test_the_bot_posts_where_it_was_let(
    server: TelegramServer, here: Side, group: Chat, channel: Chat
) -> None:
    assert await here.rights.may_post(OWNER)
    assert await here.rights.may_post(of(group))
    assert await here.rights.may_post(of(channel))
    server.promotes(7, channel, can_post_messages=False)
    assert not await here.rights.may_post(of(channel))
    server.removes_bot(7, group)
    assert not await here.rights.may_post(of(group))


async def test_where_members_may_not_write_the_bot_needs_to_be_more_than_one(
    server: TelegramServer, here: Side, group: Chat
) -> None:
    group.can_send = False
    assert not await here.rights.may_post(of(group))
    server.promotes(7, group)
    assert await here.rights.may_post(of(group))


@pytest.mark.parametrize("may", [True, False])
async def test_a_restricted_bot_posts_where_it_may(
    server: TelegramServer, here: Side, group: Chat, may: bool
) -> None:
    server.restricts(7, group, can_send_messages=may)
    assert await here.rights.may_post(of(group)) is may


# by name and number


async def test_a_channel_is_found_by_name_and_by_number(here: Side, channel: Chat) -> None:
    for name in ("@lab_news", f"@{channel.id}", "@LAB_news"):
        assert await here.rights.find(name, OWNER) == of(channel)
    assert await here.rights.find(f"@{channel.id}/12", OWNER) == f"{of(channel)}/12"


@pytest.mark.parametrize("status", ["left", "kicked"])
async def test_a_public_channel_without_the_bot_is_not_found(
    server: TelegramServer, here: Side, channel: Chat, status: Status
) -> None:
    server.removes_bot(7, channel, status)
    assert await here.rights.find("@lab_news", OWNER) is None
    assert await here.rights.find(f"@{channel.id}", OWNER) is None


async def test_people_and_unknown_names_are_no_channels(here: Side) -> None:
    for name in ("@nobody_there", "@7", "@-100404", "@99999999999999999999"):
        assert await here.rights.find(name, OWNER) is None


async def test_the_members_of_a_channel_that_shows_none_are_nobody(
    server: TelegramServer, here: Side
) -> None:
    chat = server.chat(
        -1_001_000_000_000_7, "channel", username="closed_news", bot="left", members=members()
    )
    assert not await here.rights.may_read(of(chat), MEMBER)
    assert not await here.rights.may_configure(of(chat), OWNER)
