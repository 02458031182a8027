"""Where everything is remembered."""

from pathlib import Path

import platformdirs
from pydantic import Field

from bot.errors import SettingsError
from bot.setting_types import SettingsGroup, setting


def _users_data_folder() -> Path:
    try:
        return Path(platformdirs.user_data_path("paperbrief", appauthor=False))
    except RuntimeError:
        # a user without a home, as in a container that is given a number for a user
        raise SettingsError("PAPERBRIEF_DATA must be set: this user has no home folder.") from None


class StorageSettings(SettingsGroup):
    """The data folder, and how long what grows with every day is kept in it."""

    data: Path = Field(
        default_factory=_users_data_folder,
        validation_alias="PAPERBRIEF_DATA",
        description="Folder of everything that is remembered. `try` uses a folder `try` in it.",
    )
    versions: int = setting(
        "PAPERBRIEF_KEPT_VERSIONS",
        60,
        "Days for which the earlier text of a replaced paper is kept, from its announcement on.",
        ge=30,
        le=3650,
    )
    briefs: int = setting(
        "PAPERBRIEF_KEPT_BRIEFS",
        60,
        "Days for which what was written of a paper is kept. It is written anew for whoever asks "
        "later, which costs again where a model writes.",
        ge=7,
        le=3650,
    )
    listings: int = setting(
        "PAPERBRIEF_KEPT_LISTINGS",
        400,
        "How many days announcements and the records of their delivery are kept. Papers that "
        "appear in no later announcement go with them, unless somebody saved or voted on them. "
        "`/brief <day>` and `/search` then no longer find them, `/paper` asks arXiv, and no paper "
        "is shown twice all the same.",
        ge=150,
        le=3650,
    )
    shown_papers: bool = setting(
        "PAPERBRIEF_KEPT_SHOWN",
        False,
        "Keep all papers that a channel was shown for good, so that `/search` finds them. They "
        "take up to 0.2 GB a year where channels are shown most of 1,000 papers a day.",
    )
    abstracts: int = setting(
        "PAPERBRIEF_KEPT_ABSTRACTS",
        365,
        "Days for which the abstract of a paper is kept that no channel was shown and nobody saved "
        "or voted on. After that, `/search` finds it by its title and authors, and `/paper` asks "
        "arXiv. Listings tell how old a paper is: where they are kept for fewer days, papers go "
        "with them.",
        ge=90,
        le=3650,
    )
