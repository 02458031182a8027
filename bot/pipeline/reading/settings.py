"""How long full texts of papers are kept, as the operator sets it."""

from bot.setting_types import SettingsGroup, setting


class ReadingSettings(SettingsGroup):
    """Full texts of papers, which are read when somebody asks about one."""

    kept: int = setting(
        "PAPERBRIEF_FULL_TEXTS_KEPT",
        30,
        "Days for which the text of a paper is kept after it was read.",
        ge=1,
        le=366,
    )
    room: int = setting(
        "PAPERBRIEF_FULL_TEXTS_SIZE",
        200,
        "Megabytes that these texts may take, compressed (a paper takes some 40 kB); those that "
        "were asked for longest ago make room.",
        ge=1,
        le=100_000,
    )
