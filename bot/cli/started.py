"""The first step of every command: settings read, logs set up."""

from bot.cli.logs import configure_logs
from bot.settings import Settings, load_settings


def started() -> Settings:
    settings = load_settings()
    configure_logs(settings.log_level, settings.log_format, settings.secrets)
    return settings
