"""Who may do what in a Telegram chat, asked with getChatMember."""

from collections.abc import Callable
from datetime import datetime, timedelta

from telegram import ChatMember, ChatMemberAdministrator, ChatMemberRestricted
from telegram.error import TelegramError

from adapters.telegram_chat.addresses import address, kind_of, read_address
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.connecting.outcomes import is_forbidden, trouble
from adapters.telegram_chat.places import Places

_OWNERS = (ChatMember.OWNER, ChatMember.ADMINISTRATOR)
_OUT = (ChatMember.LEFT, ChatMember.BANNED)
# an administrator who was dismissed acts as one no longer than this
_HOLDS = timedelta(seconds=60)
_MOST = 5_000


class TelegramRights:
    """Implements ``bot.ports.chats.Rights``. A person is ``telegram:<user id>``; a channel that
    posts, or a group whose anonymous administrator writes, is its own proof."""

    def __init__(
        self, connection: TelegramConnection, places: Places, clock: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._places = places
        self._clock = clock
        self._members: dict[tuple[int, int], tuple[ChatMember | None, datetime]] = {}

    async def may_configure(self, channel: str, person: str) -> bool:
        chat, who = read_address(channel)[0], read_address(person)[0]
        if chat == who:
            return True
        if chat > 0 or who < 0:
            return False
        member = await self._member(chat, who)
        return member is not None and member.status in _OWNERS

    async def may_read(self, channel: str, person: str) -> bool:
        chat, who = read_address(channel)[0], read_address(person)[0]
        if chat == who:
            return True
        if chat > 0 or who < 0:
            return False
        member = await self._member(chat, who)
        if isinstance(member, ChatMemberRestricted):
            return member.is_member
        return member is not None and member.status not in _OUT

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
        for key in [key for key in self._members if key[0] == chat]:
            del self._members[key]

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
        now = self._clock()
        known = self._members.get((chat, who))
        if known is not None and not fresh and now - known[1] < _HOLDS:
            return known[0]
        bot = await self._connection.bot()
        try:
            member = await bot.get_chat_member(chat, who)
        except TelegramError as error:
            if not _says_no(error):
                raise trouble(error) from error
            member = None
        if len(self._members) > _MOST:
            self._members.clear()
        self._members[chat, who] = (member, now)
        return member


def _says_no(error: TelegramError) -> bool:
    words = error.message.lower()
    unknown = ("not found", "participant", "inaccessible", "invalid user_id")
    return is_forbidden(error) or any(each in words for each in unknown)
