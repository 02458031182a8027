"""How the bot reaches Telegram, and Telegram the bot."""

import re
from typing import Annotated

from pydantic import AfterValidator, SecretStr

from bot.setting_types import Address, Listening, SettingsGroup, setting

# https://core.telegram.org/bots/api#setwebhook
_SECRET = re.compile(r"[A-Za-z0-9_-]{1,256}")


def _webhook_secret(value: SecretStr) -> SecretStr:
    if not _SECRET.fullmatch(value.get_secret_value()):
        raise ValueError("is not 1 to 256 of the signs A-Z a-z 0-9 _ -")
    return value


class TelegramSettings(SettingsGroup):
    """Without a token, the bot is not on Telegram. A pace of 0 is none of our own."""

    api_base: Address = setting(
        "TELEGRAM_API_BASE",
        "https://api.telegram.org",
        "Telegram's Bot API; `/bot<token>/` and `/file/bot<token>/` follow.",
    )
    bot_token: SecretStr | None = setting(
        "TELEGRAM_BOT_TOKEN", None, "The bot's token from @BotFather. Without it, no Telegram."
    )
    webhook: Address | None = setting(
        "PAPERBRIEF_TELEGRAM_WEBHOOK",
        None,
        "The https address at which Telegram reaches this bot. Without it, the bot asks "
        "(long polling), which needs no address.",
    )
    listen: Listening = setting(
        "PAPERBRIEF_TELEGRAM_LISTEN",
        "127.0.0.1:8443",
        "Host and port where the webhook listens, behind your own TLS.",
    )
    secret: Annotated[SecretStr, AfterValidator(_webhook_secret)] | None = setting(
        "PAPERBRIEF_TELEGRAM_SECRET",
        None,
        "What Telegram must show at the webhook (1 to 256 of A-Z a-z 0-9 _ -). Without it, "
        "one is made for each run.",
    )
    per_second: int = setting(
        "PAPERBRIEF_TELEGRAM_PER_SECOND",
        30,
        "Messages a second in all that Telegram lets this bot send; 0: no pace of our own.",
        ge=0,
        le=10_000,
    )
    chat_per_second: int = setting(
        "PAPERBRIEF_TELEGRAM_CHAT_PER_SECOND",
        1,
        "The same for one chat.",
        ge=0,
        le=1000,
    )
    group_per_minute: int = setting(
        "PAPERBRIEF_TELEGRAM_GROUP_PER_MINUTE",
        20,
        "The same for one group or channel, a minute.",
        ge=0,
        le=60_000,
    )
