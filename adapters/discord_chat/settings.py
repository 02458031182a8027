"""How the bot reaches Discord."""

from pydantic import SecretStr

from bot.setting_types import Address, SettingsGroup, setting


class DiscordSettings(SettingsGroup):
    """Without a token, the bot is not on Discord. A brake of 0 is none of our own."""

    api_base: Address = setting(
        "DISCORD_API_BASE",
        "https://discord.com/api/v10",
        "Discord's API; the gateway's address comes from it.",
    )
    bot_token: SecretStr | None = setting(
        "DISCORD_BOT_TOKEN", None, "The bot's token from the Developer Portal. Without it, none."
    )
    message_content: bool = setting(
        "PAPERBRIEF_DISCORD_MESSAGE_CONTENT",
        False,
        "Whether channels may have cards for posted links (`/settings links on`). For that, "
        "Discord has to tell the bot what people write: the privileged Message Content intent, "
        "to be switched on in the Developer Portal too.",
    )
    per_second: int = setting(
        "PAPERBRIEF_DISCORD_PER_SECOND",
        50,
        "Requests a second in all that Discord lets this bot make; 0: no brake of our own.",
        ge=0,
        le=10_000,
    )
