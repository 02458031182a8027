"""What kind of chat a number stands for: asked once, and noted."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial

from telegram.error import TelegramError

from adapters.chat.remembering import NotedValues, RecentAnswers
from adapters.telegram_chat.addresses import ChatKind, address, kind_by_number, kind_of
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.connecting.outcomes import is_forbidden, trouble
from adapters.telegram_chat.names import ChatNames
from adapters.telegram_chat.noted import KIND
from bot.ports.notes import Notes

_MOST_LINKS = 20_000
# a group may be linked to another channel, or to none
_LINK_HOLDS = timedelta(hours=1)


class Places:
    """Kinds of chats, their names, and the channel whose posts a group discusses."""

    def __init__(
        self, connection: TelegramConnection, notes: Notes, clock: Callable[[], datetime]
    ) -> None:
        self._connection = connection
        self._kinds: NotedValues[int, ChatKind] = NotedValues(notes, clock, KIND, kind_of, str)
        self._links: RecentAnswers[int, int | None] = RecentAnswers(clock, _LINK_HOLDS, _MOST_LINKS)
        self.names = ChatNames(notes, clock)

    async def kind(self, chat: int) -> ChatKind:
        """Where it has to be asked: raises TelegramError for a chat that does not let us in,
        PlatformUnreachable where nobody can say; nothing was sent then."""
        if (sure := kind_by_number(chat)) is not None:
            return sure
        known = await self._kinds.get(chat)
        if known is None:
            known = kind_of(await self._asked(chat))
            await self._kinds.keep(chat, known, address(chat))
        return known

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
        if kind_by_number(chat) is None and self._kinds.in_memory(chat) != kind:
            await self._kinds.keep(chat, kind, address(chat))

    async def linked(self, chat: int) -> int | None:
        """The channel that a group discusses. Raises PlatformUnreachable."""
        return await self._links.get(chat, partial(self._asked_link, chat))

    async def _asked_link(self, chat: int) -> int | None:
        bot = await self._connection.bot()
        try:
            return (await bot.get_chat(chat)).linked_chat_id
        except TelegramError as error:
            raise trouble(error) from error
