"""Telegram, as the rest of the program knows it."""

import re

from adapters.chat.platform import (
    AddressForm,
    ChatPlatform,
    CheckResult,
    ConnectedPlatform,
    RightSentences,
    Surroundings,
)
from adapters.telegram_chat.noted import NOTED_FOR
from adapters.telegram_chat.settings import TelegramSettings
from bot.translator import msgid

# its own numbers have at most 19 digits
_CHANNELS = AddressForm(
    r"-?[1-9][0-9]{0,18}(?:/[1-9][0-9]{0,9})?",
    "telegram:CHAT or telegram:CHAT/TOPIC, with the platform's number",
)
_NAMED = re.compile(r"telegram:(?:@|https?:|t\.me/)?(?P<name>[A-Za-z]\w{1,31})")


def _why_no_address(address: str) -> str | None:
    named = _NAMED.fullmatch(address)
    return named and (
        f"{address!r} has a name where telegram:CHAT or telegram:CHAT/TOPIC wants Telegram's "
        "number of the chat, such as telegram:-1001234567890. To subscribe it by its name, send "
        f"the bot /subscribe @{named['name']} in your private chat with it."
    )


def _connect(settings: TelegramSettings, around: Surroundings) -> ConnectedPlatform:
    from adapters.telegram_chat.platform import connected

    return connected(settings, around)


async def _check(settings: TelegramSettings) -> CheckResult:
    from adapters.telegram_chat.connecting.profile import checked
    from adapters.telegram_chat.platform import connection_of

    return await checked(connection_of(settings), settings)


TELEGRAM = ChatPlatform(
    name="telegram",
    title="Telegram",
    channels=_CHANNELS,
    chats=AddressForm(r"-?[0-9]{1,20}", "telegram:123"),
    why_no_address=_why_no_address,
    has=frozenset(("silent", "pin", "hashtags", "links")),
    instead={
        "discuss": msgid(
            "On Telegram a discussion group does that: link one to the channel "
            "(Edit, Discussion), and people can comment on each post."
        ),
        "ping": msgid(
            "Telegram has no roles to ping; everybody who follows a chat is notified of a post."
        ),
        "tag": msgid(
            "Telegram posts have no tags; a topic in a forum group can have briefs of its own."
        ),
    },
    rights=RightSentences(
        owners=msgid("Only administrators of this chat may do that."),
        joining=msgid("Add me there; in a channel, as an administrator who may post messages."),
    ),
    setting="TELEGRAM_BOT_TOKEN",
    is_on=lambda settings: settings.bot_token is not None,
    connect=_connect,
    check=_check,
    noted_for=NOTED_FOR,
    chatty=("httpcore", "httpx", "telegram"),
    # it raises as well, and who catches that logs it
    repeating=("telegram.request.BaseRequest",),
)
