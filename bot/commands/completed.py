"""Words that complete a command as it is typed, however much of them stands there. Pure."""

from collections.abc import Sequence

from bot.commands.topics.changing.ready import ready_topics
from bot.languages import USUAL, own_name
from bot.taxonomy import taxonomy

_POSTED = ("posts", "layout", "buttons", "silent", "pin", "discuss", "hashtags", "ping", "tag")


def topic_words() -> Sequence[str]:
    ready = (f"ready {topic.name}" for topic in ready_topics())
    verbs = ("add", "remove", "rename", "author", "clear", "list", "help")
    return (*verbs, *ready, *taxonomy().categories)


def setting_words() -> Sequence[str]:
    return ("threshold", "prior", "missed", "analyses", "links", *_POSTED)


def usual_languages() -> Sequence[str]:
    """Where a model writes: whether the bot speaks them or not."""
    return tuple(map(own_name, USUAL))
