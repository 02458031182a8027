"""Discord, as the rest of the program knows it."""

from adapters.chat.platform import (
    AddressForm,
    ChatPlatform,
    CheckResult,
    ConnectedPlatform,
    RightSentences,
    Surroundings,
)
from adapters.discord_chat.noted import NOTED_FOR
from adapters.discord_chat.settings import DiscordSettings
from bot.translator import msgid


def _connect(settings: DiscordSettings, around: Surroundings) -> ConnectedPlatform:
    from adapters.discord_chat.platform import connected

    return connected(settings, around)


async def _check(settings: DiscordSettings) -> CheckResult:
    from adapters.discord_chat.platform import checked

    return await checked(settings)


DISCORD = ChatPlatform(
    name="discord",
    title="Discord",
    # its own numbers have at most 19 digits
    channels=AddressForm(r"[1-9][0-9]{0,18}", "discord:CHANNEL, with the platform's number"),
    chats=AddressForm(r"(?:user/)?[0-9]{1,20}", "discord:456"),
    has=frozenset(("silent", "pin", "ping", "tag", "discuss", "links")),
    instead={
        "hashtags": msgid(
            "Discord's search does not find hashtags; posts in a forum have tags instead."
        )
    },
    rights=RightSentences(
        owners=msgid("Only people with the Manage Server permission may do that."),
        joining=msgid(
            "Let me into that channel, with the permissions View Channels and Send Messages."
        ),
    ),
    setting="DISCORD_BOT_TOKEN",
    is_on=lambda settings: settings.bot_token is not None,
    connect=_connect,
    check=_check,
    noted_for=NOTED_FOR,
    chatty=("discord",),
    # it raises as well, and who catches that logs it
    repeating=("discord.shard",),
    # by a nonce, and by what stands in the channel
    guards_repeats=True,
)
