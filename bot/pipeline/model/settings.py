"""How far a model chooses, where one is configured."""

from bot.setting_types import SettingsGroup, setting


class ChoosingSettings(SettingsGroup):
    """What a model judges."""

    short_list: int = setting(
        "PAPERBRIEF_MODEL_SHORT_LIST",
        60,
        "Papers of a topic and announcement that the model judges at most, the nearest first; "
        "ten a call. 0: it judges none, and only writes.",
        ge=0,
        le=500,
    )
