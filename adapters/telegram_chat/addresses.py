"""``telegram:<chat>[/<thread>]``: written and read. Pure."""

import re
from typing import Literal

ChatKind = Literal["private", "group", "channel"]
# ids of supergroups and channels begin here (https://core.telegram.org/api/bots/ids)
_SUPERGROUPS = -1_000_000_000_000
_MENTION = re.compile(r"(?<![\w/@])@(?P<its_own>-?[0-9]{1,20}(?:/[0-9]{1,10})?)(?![\w/])")


def address(chat: int, thread: int | None = None) -> str:
    return f"telegram:{chat}/{thread}" if thread else f"telegram:{chat}"


def read_address(text: str) -> tuple[int, int | None]:
    """Chat and thread; ValueError for another platform's address."""
    chat, _, thread = text.removeprefix("telegram:").partition("/")
    return int(chat), int(thread) if thread else None


def mentioned(line: str) -> tuple[str, ...]:
    """The addresses of the chats that a command names (``@-1001234/7``)."""
    return tuple(f"telegram:{found['its_own']}" for found in _MENTION.finditer(line))


def kind_by_number(chat: int) -> ChatKind | None:
    """What the number alone tells; None for what may be a supergroup or a channel."""
    if chat > 0:
        return "private"
    return "group" if chat > _SUPERGROUPS else None


def kind_of(chat_type: str) -> ChatKind:
    """Of the Bot API's ``type`` of a chat."""
    if chat_type in ("private", "channel"):
        return "private" if chat_type == "private" else "channel"
    return "group"
