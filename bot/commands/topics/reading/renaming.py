"""What a topic is called from now on: rename 1 Agents, rename agents to LLM agents. Pure."""

import re

from bot.commands.topics.asking.doubts import about_category_name
from bot.commands.topics.changing.changes import Change
from bot.commands.topics.reading.readings import Meant, Read
from bot.commands.topics.reading.removing import topic_called
from bot.commands.topics.wording.words import unquoted
from bot.errors import UsageError
from bot.taxonomy import canonical_category
from bot.translator import Translator
from bot.values.channels import Channel

RENAMING = "/topics rename 1 Agents"


_TO = re.compile(r"^(?:(?:to|as)(?:\s+|$)|[-=]>\s*)", re.I)


def renamed(words: str, channel: Channel, say: Translator) -> Read:
    """Raises UsageError where no topic is named, or no name."""
    number, new = _parted(" ".join(words.split()), channel, say)
    if number is None or not unquoted(new):
        raise UsageError(say.text("Which one? For example: {usage}", usage=RENAMING))
    category = canonical_category(new.strip())
    if category is not None:
        return about_category_name(number, category, say)
    return Meant((Change("rename", unquoted(new), number),))


def _parted(words: str, channel: Channel, say: Translator) -> tuple[int | None, str]:
    """The topic, by its number or by the longest name that the line begins with, and its name from
    now on: text to speech to TTS."""
    first, _, rest = words.partition(" ")
    names = [topic.name for topic in channel.topics]
    if first.isascii() and first.isdigit():
        topic_called(int(first[:4]), channel, say)
        return int(first), _TO.sub("", _behind(names[int(first) - 1], rest) or rest)
    for name in sorted(names, key=len, reverse=True):
        if (new := _behind(name, words)) is not None:
            return names.index(name) + 1, _TO.sub("", new)
    return None, ""


def _behind(name: str, words: str) -> str | None:
    """What follows a name that the words begin with."""
    found = re.match(rf'["“]?{re.escape(name)}(?:["”]|(?=\s|[-=]>)|$)', words, re.I)
    return words[found.end() :].strip() if found else None
