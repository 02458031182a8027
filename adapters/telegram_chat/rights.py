"""Who may do what in a Telegram chat, asked with getChatMember."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Literal

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted
from telegram.error import TelegramError

from adapters.chat.remembering import RecentAnswers
from adapters.telegram_chat.addresses import address, kind_of, read_address
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.connecting.outcomes import is_forbidden, trouble
from adapters.telegram_chat.places import Places
from bot.translator import msgid

_OWNERS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
_OUT = (ChatMember.LEFT, ChatMember.BANNED)
_NEEDS_TO_POST = msgid("I need to be an administrator who may post messages there.")
_NEEDS_TO_WRITE = msgid("I am not allowed to send messages there.")
# for so long, a person who has left a chat may still read it
_HOLDS = timedelta(seconds=60)
_MOST = 5_000


class TelegramRights:
    """Implements ``bot.ports.chats.Rights``. A person is ``telegram:<user id>``; a channel that
    posts, or a group whose anonymous administrator writes, is its own proof. Who may change
    something is asked each time; who may read, once a minute."""

    def __init__(
        self, connection: TelegramConnection, places: Places, clock: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._places = places
        self._members: RecentAnswers[tuple[int, int], ChatMember | None] = RecentAnswers(
            clock, _HOLDS, _MOST
        )

    async def may_configure(self, channel: str, person: str) -> bool:
        member = await self._asker(channel, person, fresh=True)
        return member is True or (member is not None and member.status in _OWNERS)

    async def may_read(self, channel: str, person: str) -> bool:
        member = await self._asker(channel, person)
        if isinstance(member, ChatMemberRestricted):
            return member.is_member
        return member is True or (member is not None and member.status not in _OUT)

    async def _asker(
        self, channel: str, person: str, *, fresh: bool = False
    ) -> ChatMember | Literal[True] | None:
        """True in a chat that is this person; None where there can be no such member."""
        chat, who = read_address(channel)[0], read_address(person)[0]
        if chat == who:
            return True
        return None if chat > 0 or who < 0 else await self._member(chat, who, fresh=fresh)

    async def may_post(self, channel: str) -> bool:
        chat, _ = read_address(channel)
        if chat > 0:
            return True
        bot = await self._connection.bot()
        member = await self._member(chat, bot.id, fresh=True)
        if member is None or member.status in _OUT:
            return False
        if isinstance(member, ChatMemberRestricted):
            return member.is_member and member.can_send_messages
        if isinstance(member, ChatMemberAdministrator):
            # in groups every administrator writes; only in channels it is a right of its own
            return member.can_post_messages is not False or not await self._is_channel(chat)
        return not await self._is_channel(chat) and await self._lets_members_write(chat)

    async def told_lacking(self, channel: str) -> str:
        """What the bot needs to write there: a right of its own in channels alone."""
        chat, _ = read_address(channel)
        return _NEEDS_TO_POST if await self._is_channel(chat) else _NEEDS_TO_WRITE

    async def find(self, name: str, near: str) -> str | None:
        """By ``@name`` or ``@<id>``; None for a chat that the bot is not in, unless it was:
        then by the name that it had."""
        number, _, thread = name.removeprefix("@").partition("/")
        wanted: str | int = int(number) if number.removeprefix("-").isdigit() else name
        bot = await self._connection.bot()
        try:
            chat = await bot.get_chat(wanted)
        except TelegramError as error:
            if is_forbidden(error):
                return await self._lost(wanted)
            raise trouble(error) from error
        if kind_of(chat.type) == "private":
            return None
        await self._places.learn(chat.id, chat.type)
        member = await self._member(chat.id, bot.id, fresh=True)
        if member is None or member.status in _OUT:
            return await self._lost(wanted)
        await self._places.names.learn(chat.id, chat.title or "", chat.username or "")
        return address(chat.id, int(thread) if thread else None)

    async def _lost(self, wanted: str | int) -> str | None:
        if isinstance(wanted, int):
            return None
        chat = await self._places.names.chat(wanted.removeprefix("@"))
        return address(chat) if chat is not None else None

    def forget(self, chat: int) -> None:
        """What was known of a chat's members does not hold any more."""
        self._members.forget(lambda key: key[0] == chat)

    async def _is_channel(self, chat: int) -> bool:
        try:
            return await self._places.kind(chat) == "channel"
        except TelegramError:
            return False

    async def _lets_members_write(self, chat: int) -> bool:
        bot = await self._connection.bot()
        try:
            permissions = (await bot.get_chat(chat)).permissions
        except TelegramError as error:
            raise trouble(error) from error
        return permissions is None or permissions.can_send_messages is not False

    async def _member(self, chat: int, who: int, *, fresh: bool = False) -> ChatMember | None:
        """None where Telegram knows no such member, or does not let us ask."""
        return await self._members.get((chat, who), partial(self._asked, chat, who), fresh=fresh)

    async def _asked(self, chat: int, who: int) -> ChatMember | None:
        bot = await self._connection.bot()
        try:
            return await bot.get_chat_member(chat, who)
        except TelegramError as error:
            if not _says_no(error):
                raise trouble(error) from error
            return None


def _says_no(error: TelegramError) -> bool:
    words = error.message.lower()
    unknown = ("not found", "participant", "inaccessible", "invalid user_id")
    return is_forbidden(error) or any(each in words for each in unknown)
