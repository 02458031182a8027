"""What a channel gets that has not chosen."""

from typing import Annotated

from pydantic import AfterValidator

from bot.languages import any_language_called
from bot.setting_types import Names, SettingsGroup, setting
from bot.taxonomy import canonical_category, nearest_categories
from bot.translator import languages


def _known_categories(names: tuple[str, ...]) -> tuple[str, ...]:
    if not names:
        raise ValueError("names no category")
    made = []
    for name in names:
        category = canonical_category(name)
        if category is None:
            near = " or ".join(nearest_categories(name))
            raise ValueError(
                f"has no category {name}" + (f"; did you mean {near}?" if near else "")
            )
        made.append(category)
    return tuple(dict.fromkeys(made))


def _known_language(value: str) -> str:
    if value in languages():
        return value
    known = any_language_called(value)
    if known is None:
        raise ValueError(
            f"is not a language that the bot speaks; there is {', '.join(languages())}, and any "
            "other, such as de or pt-BR, where a model writes"
        )
    return known


class ChannelDefaults(SettingsGroup):
    """For a channel that has not chosen."""

    categories: Annotated[Names, AfterValidator(_known_categories)] = setting(
        "PAPERBRIEF_CATEGORIES",
        ("cs.CL", "cs.CV", "cs.LG"),
        "Categories of a channel that has not chosen any, separated by commas.",
    )
    top: int = setting(
        "PAPERBRIEF_TOP", 10, "Papers in a brief of a channel that has not chosen.", ge=1, le=30
    )
    language: Annotated[str, AfterValidator(_known_language)] = setting(
        "PAPERBRIEF_LANGUAGE",
        "en",
        "Language of a channel that has not chosen: `en`, "
        "`zh-Hans`, or with OPENAI_MODEL any (`de`, `pt-BR`, `Japanese`).",
    )
