"""The chat platforms that there are: a new one is one more folder, and one more name here."""

from collections.abc import Mapping

from adapters.chat.platform import ChatPlatform, RightSentences
from adapters.discord_chat.record import DISCORD
from adapters.telegram_chat.record import TELEGRAM
from adapters.terminal_chat.record import TERMINAL

PLATFORMS: tuple[ChatPlatform, ...] = (TERMINAL, TELEGRAM, DISCORD)

# names of those on which a send is repeated without a second message
GUARDED = frozenset(each.name for each in PLATFORMS if each.guards_repeats)

# where nobody sits but the operator
OPERATORS_OWN = TERMINAL.name


def platform_of(address: str) -> ChatPlatform | None:
    """By what an address begins with."""
    name = address.partition(":")[0]
    return next((each for each in PLATFORMS if each.name == name), None)


def title_of(name: str) -> str:
    """As people read it."""
    platform = platform_of(name)
    return platform.title if platform else name


def lacking(address: str) -> Mapping[str, str]:
    """As ``bot.ports.chats.Extras`` tells it."""
    return (platform_of(address) or TERMINAL).lacking()


def right_sentences(address: str) -> RightSentences:
    """What rights are called there."""
    return (platform_of(address) or TERMINAL).rights


def address_fault(address: str) -> str | None:
    """Why nothing can be sent there, as a sentence for the operator; None for an address."""
    platform = platform_of(address)
    if platform is None:
        return f"{address!r} is not a channel's address; it looks like terminal:lab."
    if platform.is_channel(address):
        return None
    return (
        platform.why_no_address(address)
        or f"{address!r} is not a channel's address; it looks like {platform.channels.example}."
    )


def chat_fault(address: str) -> str | None:
    """Why this names neither a chat nor a person, as the end of a sentence on a setting."""
    if any(each.is_chat(address) for each in PLATFORMS):
        return None
    examples = " or ".join(each.chats.example for each in PLATFORMS if each.chats)
    return f"has {address!r}, which is not an address like {examples}"
