"""The commands behind words of a message, renamed or taken out. Pure."""

from collections.abc import Callable
from dataclasses import replace

from bot.messages.blocks import Block, Heading, ItemList, Message, Paragraph, Spans

Renaming = Callable[[str], str | None]
"""A command line to another; None takes it out."""


def with_commands(message: Message, renaming: Renaming) -> Message:
    """What stands in buttons and choices stays."""
    return Message(tuple(_block(block, renaming) for block in message.blocks))


def _block(block: Block, renaming: Renaming) -> Block:
    match block:
        case Heading(content) | Paragraph(content):
            return replace(block, spans=_spans(content, renaming))
        case ItemList(items):
            told = (
                replace(item, lines=tuple(_spans(line, renaming) for line in item.lines))
                for item in items
            )
            return ItemList(tuple(told))
        case _:
            return block


def _spans(content: Spans, renaming: Renaming) -> Spans:
    return tuple(
        replace(span, command=renaming(span.command)) if span.command else span for span in content
    )
