"""Commands about another channel than the one they are given in: ``/topics @lab cs.RO``. Pure.

The owner of a Telegram channel sets it from the private chat; on Discord a forum, where
nothing can be typed, is set from anywhere in its server.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    ChannelChooser,
    Choices,
    Message,
    Paragraph,
    Span,
    spans,
)

# a public name (Telegram: 4 to 32 characters) or a platform's own number of a chat, with a topic
_TARGET = re.compile(
    r"(?P<target>@(?:[A-Za-z]\w{3,31}|-?[0-9]{1,20}(?:/[0-9]{1,10})?))(?:\s+(?P<rest>.*))?", re.S
)
AIMED = (
    "brief",
    "subscribe",
    "unsubscribe",
    "topics",
    "undo",
    "schedule",
    "settings",
    "preview",
    "top",
    "language",
    "status",
    "vote",
    "why",
)


def read_target(name: str, arguments: str) -> tuple[str | None, str]:
    """The channel that a command names first, with its ``@``, and the other arguments."""
    found = _TARGET.fullmatch(arguments) if name in AIMED else None
    return (found["target"], found["rest"] or "") if found else (None, arguments)


def aimed(message: Message, target: str) -> Message:
    """The message with every button speaking of the target again, and a line that names it."""
    head = Paragraph(spans(Span(target, "strong")))
    return Message((head, *retargeted(message, target).blocks))


def retargeted(message: Message, target: str) -> Message:
    """The message for another place than the one that it speaks of."""
    return Message(tuple(_block(block, target) for block in message.blocks))


def _block(block: Block, target: str) -> Block:
    match block:
        case Buttons(rows):
            return Buttons(tuple(_row(row, target) for row in rows))
        case Choices():
            return replace(block, command=_line(block.command, target))
        case ChannelChooser():
            return block
        case _:
            return block


def _row(row: Sequence[Button], target: str) -> tuple[Button, ...]:
    return tuple(
        replace(each, command=_line(each.command, target)) if each.command else each for each in row
    )


def _line(command: str, target: str) -> str:
    name, space, rest = command.partition(" ")
    if name.removeprefix("/") not in AIMED or rest.startswith("@"):
        return command
    return f"{name} {target}{space}{rest}"
