"""Deliveries and single messages to Telegram, with an outcome for everything that happens."""

from msgspec.structs import replace
from telegram.error import TelegramError

from adapters.chat.pacing.pacer import Urgency, WouldWait
from adapters.telegram_chat.addresses import read_address
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.connecting.flood import FAN_OUT, PERSON
from adapters.telegram_chat.connecting.outcomes import outcome_of
from adapters.telegram_chat.names import ChatNames
from adapters.telegram_chat.rendering.part import from_json, to_json
from adapters.telegram_chat.rendering.render import needs, parts
from adapters.telegram_chat.sending.chores import TelegramChores
from adapters.telegram_chat.sending.posting import Posting, Target
from bot.errors import PlatformRefused, PlatformUnreachable
from bot.messages.blocks import Message, attachments
from bot.messages.brief import brief_message
from bot.translator import Translator
from bot.values.channels import USUAL, Manner
from bot.values.deliveries import Delivered, Gone, InDoubt, Later, Letter, Outcome
from bot.values.editions import Edition

# seconds that a worker waits for its turn; what takes longer is put back
_PATIENCE = 4.0
_REFUSED = 600.0


def telegram_form(edition: Edition, say: Translator, manner: Manner = USUAL) -> tuple[str, ...]:
    """The brief as it is stored: a JSON text for each message."""
    made = parts(brief_message(edition, say, needs, manner))
    return tuple(to_json(replace(part, silent=manner.silent)) for part in made)


class TelegramSender:
    """Implements ``bot.ports.sending.Sender`` and ``bot.ports.sending.Bearer``."""

    def __init__(self, connection: TelegramConnection, posting: Posting, names: ChatNames) -> None:
        self._connection = connection
        self._posting = posting
        self._names = names
        self._chores = TelegramChores(connection)

    async def send(self, letter: Letter) -> Outcome:
        """The receipt is the message's id; a later part answers the one before it."""
        try:
            chat, thread = read_address(letter.channel)
        except ValueError:
            return Gone(f"{letter.channel} is not a chat's address.")
        before = int(letter.receipts[-1]) if letter.receipts else None
        target = Target(chat, thread, before, brief=True)
        urgency = Urgency(FAN_OUT.lane, _PATIENCE, letter.leaving)
        try:
            if letter.chore is not None:
                return await self._chores.done(letter, urgency)
            number, defect = await self._posting.send_surely(
                from_json(letter.payload), target, urgency
            )
        except (TelegramError, WouldWait, PlatformRefused, PlatformUnreachable) as error:
            return _outcome_of(error, thread)
        # Telegram knows no key by which it would recognise a repetition
        return Delivered(str(number), defect, perhaps_twice=letter.tries > 0)

    async def silent(self) -> Later | None:
        """By asking who we are: https://core.telegram.org/bots/api#getme"""
        try:
            await self._connection.answers()
        except TelegramError as error:
            return _later(outcome_of(error, None))
        return None

    async def tell(self, address: str, message: Message) -> bool:
        return isinstance(await self.brought(address, message), Delivered)

    async def brought(self, address: str, message: Message) -> Outcome:
        target, begun = Target(*read_address(address)), False
        try:
            for part in parts(await self._names.in_news(message)):
                await self._posting.send_surely(part, target, PERSON)
                begun = True
            for each in attachments(message):
                await self._posting.file(each, target, PERSON)
                begun = True
        except (TelegramError, WouldWait, PlatformRefused, PlatformUnreachable) as error:
            made = _outcome_of(error, target.thread)
            return InDoubt(made.why) if begun and isinstance(made, Later) else made
        return Delivered()


def _outcome_of(error: Exception, thread: int | None) -> Outcome:
    match error:
        case PlatformRefused():
            return Later(_REFUSED, str(error), everywhere=True)
        case PlatformUnreachable():
            return Later(error.retry_after or 0.0, str(error), everywhere=True)
        case _:
            return outcome_of(error, thread)


def _later(outcome: Outcome) -> Later:
    """When it is asked next, the lane knows, but where Telegram named a time."""
    if isinstance(outcome, Later):
        return outcome
    return Later(0.0, getattr(outcome, "why", "no usable answer"), everywhere=True)
