"""A line of /topics that is what arXiv, or the bot, calls something. Pure."""

import re

from bot.commands.topics.asking.questions import about_archive, about_category
from bot.commands.topics.changing.changes import Change
from bot.commands.topics.changing.ready import ready_named
from bot.commands.topics.reading.readings import Meant, Read
from bot.taxonomy import archive_called, canonical_category, categories_called
from bot.translator import Translator


def called(text: str, say: Translator) -> Read | None:
    """An archive, a topic that is ready, a category by its name or nearly by its code; None for
    any other line."""
    if (archive := archive_called(text, say.language)) is not None:
        return about_archive(archive, text, say)
    if ready_named(text) is not None:
        return Meant((Change("ready", text.strip()),))
    typed = re.sub(r"(?<=[a-z])[:/_ ](?=[a-z-]{2,}$)", ".", text.strip(), flags=re.I)
    near = canonical_category(typed)
    categories = (near,) if near else categories_called(text, say.language)
    return about_category(categories, text, say) if categories else None
