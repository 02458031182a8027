"""What kind of chat a number stands for: asked once, and noted."""

from collections.abc import Callable
from datetime import datetime, timedelta

from telegram.error import TelegramError

from adapters.telegram_chat.addresses import ChatKind, address, kind_by_number, kind_of
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.connecting.outcomes import is_forbidden, trouble
from adapters.telegram_chat.names import Names
from bot.ports.shelves import Notes

KIND = "telegram:kind:"
# remembered in memory as well: every delivery asks
_MOST = 20_000
# a group may be linked to another channel, or to none
_LINK_HOLDS = timedelta(hours=1)


class Places:
    """Kinds of chats, their names, and the channel whose posts a group discusses."""

    def __init__(
        self, connection: TelegramConnection, notes: Notes, clock: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._notes = notes
        self._clock = clock
        self._kinds: dict[int, ChatKind] = {}
        self._links: dict[int, tuple[int | None, datetime]] = {}
        self.names = Names(notes, clock)

    async def kind(self, chat: int) -> ChatKind:
        """Where it has to be asked: raises TelegramError for a chat that does not let us in,
        PlatformUnreachable where nobody can say; nothing was sent then."""
        if (sure := kind_by_number(chat)) is not None:
            return sure
        if chat not in self._kinds:
            noted = await self._notes.get(f"{KIND}{chat}")
            if noted is None:
                await self.learn(chat, await self._asked(chat))
            else:
                self._remember(chat, kind_of(noted))
        return self._kinds[chat]

    async def _asked(self, chat: int) -> str:
        bot = await self._connection.bot()
        try:
            return (await bot.get_chat(chat)).type
        except TelegramError as error:
            if is_forbidden(error):
                raise
            raise trouble(error) from error

    async def learn(self, chat: int, chat_type: str) -> None:
        """As an update tells it."""
        kind = kind_of(chat_type)
        if kind_by_number(chat) is None and self._kinds.get(chat) != kind:
            self._remember(chat, kind)
            await self._notes.keep(f"{KIND}{chat}", kind, self._clock(), address(chat))

    async def linked(self, chat: int) -> int | None:
        """The channel that a group discusses. Raises PlatformUnreachable."""
        now = self._clock()
        known = self._links.get(chat)
        if known is None or now - known[1] > _LINK_HOLDS:
            bot = await self._connection.bot()
            try:
                found = (await bot.get_chat(chat)).linked_chat_id
            except TelegramError as error:
                raise trouble(error) from error
            if len(self._links) > _MOST:
                self._links.clear()
            known = self._links[chat] = (found, now)
        return known[0]

    def _remember(self, chat: int, kind: ChatKind) -> None:
        if len(self._kinds) > _MOST:
            self._kinds.clear()
        self._kinds[chat] = kind
