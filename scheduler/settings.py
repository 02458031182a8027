"""How often the service looks, and when it loses patience."""

from bot.setting_types import SettingsGroup, setting


class SchedulerSettings(SettingsGroup):
    """Of the service alone: a command that runs once needs none."""

    tick: float = setting(
        "PAPERBRIEF_TICK",
        60.0,
        "Seconds between two looks of the service at what is due.",
        ge=0.05,
        le=3600,
    )
    hang_after: float = setting(
        "PAPERBRIEF_HANG_AFTER",
        300.0,
        "Seconds without a sign of life after which a worker of the service counts as hanging.",
        ge=15,
        le=86_400,
    )
    undelivered_after: float = setting(
        "PAPERBRIEF_UNDELIVERED_AFTER",
        48.0,
        "Hours after which a brief is given up that a chat platform takes for other channels "
        "and not for this one; its papers come with the channel's next brief. A platform that "
        "is down for all costs nobody a brief, however long it takes.",
        gt=0,
        le=10_000,
    )
