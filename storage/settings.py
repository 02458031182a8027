"""Where everything is remembered."""

from pathlib import Path

import platformdirs
from pydantic import Field

from bot.errors import SettingsError
from bot.setting_types import SettingsGroup


def _users_data_folder() -> Path:
    try:
        return Path(platformdirs.user_data_path("paperbrief", appauthor=False))
    except RuntimeError:
        # a user without a home, as in a container that is given a number for a user
        raise SettingsError("PAPERBRIEF_DATA must be set: this user has no home folder.") from None


class StorageSettings(SettingsGroup):
    """The data folder."""

    data: Path = Field(
        default_factory=_users_data_folder,
        validation_alias="PAPERBRIEF_DATA",
        description="Folder of everything that is remembered. `try` uses a folder `try` in it.",
    )
