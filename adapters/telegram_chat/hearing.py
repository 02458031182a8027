"""Whether Telegram tells the bot what people in a group say to each other.

https://core.telegram.org/bots/features#privacy-mode
"""

from dataclasses import dataclass

from telegram import ChatMember
from telegram.error import TelegramError

from adapters.telegram_chat.addresses import read_address
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.connecting.outcomes import trouble
from adapters.telegram_chat.places import Places
from bot.translator import msgid

PRIVATE = msgid(
    "In groups, Telegram shows a bot only what is addressed to it. Make me an "
    "administrator here (I need no rights), or have my privacy mode switched off "
    "with @BotFather (/setprivacy, Disable) and add me again."
)


@dataclass(frozen=True, slots=True)
class TelegramHearing:
    """Implements ``bot.ports.chats.Hearing``. Asked anew each time: it is told to somebody who is
    about to change it."""

    _connection: TelegramConnection
    _places: Places

    async def lacking(self, channel: str) -> str:
        chat, _ = read_address(channel)
        bot = await self._connection.bot()
        try:
            if await self._places.kind(chat) != "group":
                # to a channel's administrator all its posts are told
                return ""
            if (await bot.get_me()).can_read_all_group_messages:
                return ""
            member = await bot.get_chat_member(chat, bot.id)
        except TelegramError as error:
            raise trouble(error) from error
        return "" if member.status == ChatMember.ADMINISTRATOR else PRIVATE
