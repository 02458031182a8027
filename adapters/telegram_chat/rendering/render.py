"""A message in Telegram's form: text with entities, split where it must be. Pure.

No parse mode: nothing in a title or an abstract can be markup, so nothing is escaped.
"""

from msgspec.structs import replace

from adapters.telegram_chat.rendering.entities import laid_out
from adapters.telegram_chat.rendering.keyboards import chooser, key_rows
from adapters.telegram_chat.rendering.layout import units
from adapters.telegram_chat.rendering.part import TelegramPart
from adapters.telegram_chat.rendering.splitting import count, packed
from bot.messages.blocks import Attachment, Message, Paragraph
from bot.text.readable import utf16_length
from bot.text.sentences import first_sentences

# Telegram takes no keys without a text above them
_ABOVE_KEYS = "…"
# UTF-16 units, https://core.telegram.org/bots/api#sendphoto
CAPTION = 1024


def parts(message: Message) -> tuple[TelegramPart, ...]:
    """One part where it fits, else as few as possible, the keys under the last.

    Empty where a message shows nothing.
    """
    made = [TelegramPart(*laid_out(part)) for part in packed(units(message))]
    rows, choosing = key_rows(message), chooser(message)
    if rows or choosing:
        made = made or [TelegramPart(_ABOVE_KEYS)]
        made[-1] = replace(made[-1], rows=rows, chooser=choosing)
    return tuple(made)


def needs(message: Message) -> int:
    """How many messages it takes, no title's link lost."""
    return count(units(message))


def caption(attachment: Attachment) -> TelegramPart:
    """What stands under a file: all of it, or its first sentences."""
    said = Message((Paragraph(attachment.caption),))
    made = TelegramPart(*laid_out(units(said)))
    if utf16_length(made.text) <= CAPTION:
        return made
    return TelegramPart(first_sentences(made.text, CAPTION))


def plain_text(part: TelegramPart) -> str:
    """What is left where Telegram refuses the entities."""
    return part.text
