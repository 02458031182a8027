"""What is done about a brief in a Telegram chat once it is there: it is pinned.

https://core.telegram.org/bots/api#pinchatmessage
"""

from telegram.error import BadRequest

from adapters.chat.pacing.pacer import Urgency
from adapters.telegram_chat.addresses import read_address
from adapters.telegram_chat.connecting.connection import Bot, TelegramConnection
from adapters.telegram_chat.connecting.outcomes import is_no_answer
from bot.translator import msgid
from bot.values.deliveries import Delivered, Letter

_NO_RIGHT = msgid(
    "I need the administrator right to pin messages; in a channel, that is the "
    "right to edit messages of others."
)
_NOT_LET = msgid("Telegram did not let me do that.")
_RIGHTS = ("not enough rights", "admin_required", "administrator rights")
# somebody deleted it meanwhile, or it is pinned already
_NOTHING_TO_DO = ("not found", "not_modified", "message_id_invalid")


class TelegramChores:
    """Raises as the library does for what says nothing of the chore itself."""

    def __init__(self, connection: TelegramConnection) -> None:
        self._connection = connection

    async def done(self, letter: Letter, urgency: Urgency) -> Delivered:
        """The receipt is that of the message that is pinned now."""
        if letter.chore != "pin" or not letter.receipts:
            return Delivered()
        (chat, _), head = read_address(letter.channel), int(letter.receipts[0])
        bot = await self._connection.bot()
        # Each pin stands in the chat as a line of its own: it comes last, where nothing behind it
        # can fail and have it done again, and after a kill it is looked for first.
        if letter.pinned.isdigit() and int(letter.pinned) != head:
            await _unpinned(bot, chat, int(letter.pinned), urgency)
        if not letter.tries or await _newest_pin(bot, chat, urgency) != head:
            lacking = await _pinned(bot, chat, head, urgency)
            if lacking:
                return Delivered(lacking=lacking)
        return Delivered(str(head))


async def _newest_pin(bot: Bot, chat: int, urgency: Urgency) -> int | None:
    found = (await bot.get_chat(chat, rate_limit_args=urgency)).pinned_message
    return found.message_id if found else None


async def _pinned(bot: Bot, chat: int, message: int, urgency: Urgency) -> str:
    """Why it is not, "" where it is. Nobody is told of the pin: the brief itself came already."""
    try:
        await bot.pin_chat_message(
            chat, message, disable_notification=True, rate_limit_args=urgency
        )
    except BadRequest as error:
        said = error.message.lower()
        if is_no_answer(error):
            raise
        if any(words in said for words in _NOTHING_TO_DO):
            return ""
        return _NO_RIGHT if any(words in said for words in _RIGHTS) else _NOT_LET
    return ""


async def _unpinned(bot: Bot, chat: int, message: int, urgency: Urgency) -> None:
    """People may have unpinned or deleted it themselves."""
    try:
        await bot.unpin_chat_message(chat, message, rate_limit_args=urgency)
    except BadRequest as error:
        if is_no_answer(error):
            raise
