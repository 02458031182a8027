"""What Telegram says of the bot itself, and what in that a person should change."""

from dataclasses import dataclass

from telegram.error import TelegramError

from adapters.chat.platform import CheckResult
from adapters.telegram_chat.connecting.connection import TelegramConnection
from adapters.telegram_chat.connecting.outcomes import trouble
from adapters.telegram_chat.settings import TelegramSettings
from bot.causes import with_cause
from bot.errors import PaperbriefError


@dataclass(frozen=True, slots=True)
class Profile:
    """``hears_all``: privacy mode is off. ``webhook`` is where updates go, "" for nowhere,
    and ``failing`` why Telegram could not bring them there last."""

    username: str
    joins_groups: bool
    hears_all: bool
    webhook: str
    failing: str


async def checked(connection: TelegramConnection, settings: TelegramSettings) -> CheckResult:
    """Whether the bot is let in, hears what it should, and gets updates the way that is set."""
    try:
        profile = await profile_of(connection)
    except PaperbriefError as error:
        return CheckResult("FAIL", f"{settings.api_base}: {with_cause(error)}")
    finally:
        await connection.close()
    if doubts := doubts_about(profile, settings.webhook):
        return CheckResult("warn", "; ".join(doubts))
    return CheckResult(
        "ok",
        f"@{profile.username} is let in, and hears in groups only what is meant for it; add it "
        f"to a group: https://t.me/{profile.username}?startgroup=subscribe",
    )


async def profile_of(connection: TelegramConnection) -> Profile:
    """Raises PlatformRefused (the token) or PlatformUnreachable."""
    bot = await connection.bot()
    try:
        hook = await bot.get_webhook_info()
    except TelegramError as error:
        raise trouble(error) from error
    return Profile(
        username=bot.username,
        joins_groups=bool(bot.can_join_groups),
        hears_all=bool(bot.can_read_all_group_messages),
        webhook=hook.url,
        failing=(hook.last_error_message or "") if hook.url else "",
    )


def doubts_about(profile: Profile, webhook: str | None) -> list[str]:
    """Sentences on what differs from what serves best; ``webhook`` is the address that is
    set for us, None for polling. Pure."""
    doubts = []
    if not profile.joins_groups:
        doubts.append(
            "it cannot be added to groups; let it with @BotFather (/setjoingroups, Enable)"
        )
    if profile.hears_all:
        doubts.append(
            "privacy mode is off, so it is sent everything that groups say, which only cards for "
            "posted links need; turn it on with @BotFather (/setprivacy, Enable) and add it to its "
            "groups again"
        )
    if webhook is None and profile.webhook:
        doubts.append(
            f"its updates go to the webhook {profile.webhook}; if that is another program, stop "
            "it: the service deletes the webhook when it starts to ask by itself"
        )
    if webhook is not None and profile.webhook != webhook:
        now = profile.webhook or "nowhere"
        doubts.append(f"its webhook is {now}, not {webhook}; the service sets it when it starts")
    if webhook is not None and profile.webhook == webhook and profile.failing:
        doubts.append(f"Telegram cannot bring updates to {webhook}: {profile.failing}")
    return doubts
