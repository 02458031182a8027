"""A message as plain text: what the limits of a chat platform count. Pure."""

from bot.messages.blocks import (
    Attachment,
    Block,
    Buttons,
    ChannelChooser,
    Choices,
    Divider,
    Heading,
    Item,
    ItemList,
    Message,
    Paragraph,
    Quote,
    text_of,
    with_targets,
)
from bot.text.readable import utf16_length


def plain(message: Message) -> str:
    """The text alone, one block a paragraph, a small heading right above what follows it;
    buttons are no text."""
    made = ""
    close = True
    for block in message.blocks:
        if part := _block(block):
            made += part if not made else f"\n{part}" if close else f"\n\n{part}"
            close = isinstance(block, Heading) and block.level == 3
    return made


def length(message: Message) -> int:
    """UTF-16 units of the plain text; Telegram allows 4,096, Discord 4,000 characters."""
    return utf16_length(plain(message))


def _block(block: Block) -> str:
    match block:
        case Heading(content) | Paragraph(content):
            return text_of(content)
        case ItemList(items):
            return "\n".join(_item(item) for item in items)
        case Quote(paragraphs, label):
            lines = [text_of(content) for content in paragraphs]
            return "\n".join([label, *lines] if label else lines)
        case Divider():
            return "—"
        case Buttons() | Choices() | ChannelChooser() | Attachment():
            return ""


def _item(item: Item) -> str:
    marker = f"{item.marker} " if item.marker else "· "
    return marker + "\n".join(text_of(with_targets(line)) for line in item.lines)
