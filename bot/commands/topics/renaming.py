"""What a topic is called from now on: rename 1 Agents, rename agents to LLM agents. Pure."""

import re

from bot.commands.topics.changes import Change
from bot.commands.topics.doubts import about_category_name
from bot.commands.topics.readings import Meant, Read
from bot.commands.topics.removing import topic_called
from bot.commands.topics.words import unquoted
from bot.errors import UsageError
from bot.taxonomy import canonical_category
from bot.translator import Translator
from bot.values.channels import Channel

RENAMING = "/topics rename 1 Agents"


def renamed(words: str, channel: Channel, say: Translator) -> Read:
    """Raises UsageError where no topic is named, or no name."""
    said = re.match(r"(?P<old>.+?)(?:\s+(?:to|as)\s+|\s*[-=]>\s*)(?P<new>.+)", words)
    said = said or re.match(r"(?P<old>\S+)\s+(?P<new>.+)", words)
    old, new = (said["old"], said["new"]) if said else ("", "")
    number = _number_of(unquoted(old), channel, say)
    if number is None or not unquoted(new):
        raise UsageError(say.text("Which one? For example: {usage}", usage=RENAMING))
    category = canonical_category(new.strip())
    if category is not None:
        return about_category_name(number, category, say)
    return Meant((Change("rename", unquoted(new), number),))


def _number_of(called: str, channel: Channel, say: Translator) -> int | None:
    if called.isascii() and called.isdigit():
        topic_called(int(called[:4]), channel, say)
        return int(called)
    names = [topic.name.casefold() for topic in channel.topics]
    return names.index(called.casefold()) + 1 if called.casefold() in names else None
