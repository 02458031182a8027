"""Where the local port listens."""

from bot.setting_types import Listening, SettingsGroup, setting


class HealthSettings(SettingsGroup):
    """The port of ``/health`` and ``/metrics``."""

    listen: Listening | None = setting(
        "PAPERBRIEF_HEALTH_LISTEN",
        None,
        "Host and port of `/health` and `/metrics` (docs/metrics.md), such as `127.0.0.1:9464`. "
        "Without it, nothing listens. It needs no password: do not open it to the outside.",
    )
