"""``telegram:<chat>[/<thread>]``: written and read. Pure."""

from typing import Literal

ChatKind = Literal["private", "group", "channel"]
# ids of supergroups and channels begin here (https://core.telegram.org/api/bots/ids)
_SUPERGROUPS = -1_000_000_000_000


def address(chat: int, thread: int | None = None) -> str:
    return f"telegram:{chat}/{thread}" if thread else f"telegram:{chat}"


def read_address(text: str) -> tuple[int, int | None]:
    """Chat and thread; ValueError for another platform's address."""
    chat, _, thread = text.removeprefix("telegram:").partition("/")
    return int(chat), int(thread) if thread else None


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
