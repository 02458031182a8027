"""Deliveries and single messages to Telegram, with an outcome for everything that happens."""

from dataclasses import replace

from telegram.error import TelegramError

from adapters.pacing import WouldWait
from adapters.telegram_chat.addresses import read_address
from adapters.telegram_chat.connecting.flood import FAN_OUT, PERSON
from adapters.telegram_chat.connecting.outcomes import outcome_of
from adapters.telegram_chat.names import Names
from adapters.telegram_chat.posting import Posting, Target
from adapters.telegram_chat.rendering.part import from_json, to_json
from adapters.telegram_chat.rendering.render import fits, fits_in, parts
from bot.deliveries import Delivered, Later, Letter, Outcome
from bot.errors import PlatformRefused, PlatformUnreachable
from bot.messages.blocks import Message
from bot.messages.brief import brief_message
from bot.models import Edition
from bot.translator import Translator

# seconds that a worker waits for its turn; what takes longer is put back
_PATIENCE = 4.0
_AGAIN, _REFUSED = 20.0, 600.0


def telegram_form(edition: Edition, say: Translator) -> tuple[str, ...]:
    """The brief as it is stored: a JSON text for each message."""
    made = brief_message(edition, say, fits)
    if not fits(made):
        # so many papers never fit in one: the fullest form that takes no more messages
        made = brief_message(edition, say, fits_in(len(parts(made))))
    return tuple(to_json(part) for part in parts(made))


class TelegramSender:
    """Implements ``bot.ports.delivering.Sender`` and ``bot.ports.delivering.Messenger``."""

    def __init__(self, posting: Posting, names: Names) -> None:
        self._posting = posting
        self._names = names

    async def send(self, letter: Letter) -> Outcome:
        """The receipt is the message's id; a later part answers the one before it."""
        chat, thread = read_address(letter.channel)
        before = int(letter.receipts[-1]) if letter.receipts else None
        target = Target(chat, thread, before)
        try:
            message, defect = await self._posting.send_surely(
                from_json(letter.payload),
                target,
                replace(FAN_OUT, patience=_PATIENCE, leaving=letter.leaving),
            )
        except (TelegramError, WouldWait) as error:
            return outcome_of(error, thread)
        except PlatformRefused as error:
            return Later(_REFUSED, str(error), everywhere=True)
        except PlatformUnreachable as error:
            return Later(error.retry_after or _AGAIN, str(error), everywhere=True)
        return Delivered(str(message.message_id), defect)

    async def tell(self, address: str, message: Message) -> bool:
        chat, thread = read_address(address)
        try:
            for part in parts(await self._names.in_news(message)):
                await self._posting.send_surely(part, Target(chat, thread), PERSON)
        except (TelegramError, WouldWait, PlatformRefused, PlatformUnreachable):
            return False
        return True
