"""What is to go of a channel's topics and categories, by number, name or word. Pure."""

import re
from collections.abc import Sequence

from bot.commands.topics.asking.questions import nothing_called
from bot.commands.topics.changing.changes import Change
from bot.commands.topics.reading.readings import Meant, Read
from bot.commands.topics.reading.slips import category_words
from bot.commands.topics.wording.words import items_in, numbers_in, unquoted
from bot.errors import UsageError
from bot.taxonomy import archive_called, canonical_category, categories_of
from bot.translator import Translator
from bot.values.channels import Channel


def removed(words: str, number: int | None, channel: Channel, say: Translator) -> Read:
    """Topics by number or name, categories, words: what is not here is asked about."""
    names = re.sub(r"^topics?\s+(?=\S)", "", words, flags=re.I)
    if numbers := numbers_in(names):
        # by name: numbers move as topics go
        gone = [topic_called(each, channel, say) for each in numbers]
        return Meant(tuple(Change("drop", name) for name in gone))
    if (archive := archive_called(names, say.language)) is not None:
        own = [each for each in channel.categories if each in categories_of(archive)]
        if own:
            return Meant(tuple(Change("remove", each) for each in own))
    here = _things(channel)
    items = [unquoted(names)] if unquoted(names).casefold() in here else items_in(names)
    several = category_words(names)
    if len(items) < 2 <= len(several) and all(each.casefold() in here for each in several):
        items = [*several]
    bare = [unquoted(item.lstrip("+-")) for item in items]
    missing = [item for item in bare if item.casefold() not in here]
    if missing or not bare:
        return nothing_called(missing[0] if missing else names, words, channel, say)
    with_a_category_left(
        [Change("remove", each) for item in bare if (each := canonical_category(item))],
        channel,
        say,
    )
    return Meant(tuple(Change("drop", item, number) for item in bare))


def with_a_category_left(changes: Sequence[Change], channel: Channel, say: Translator) -> Meant:
    """What comes comes first, so that the last may go. Raises UsageError where all go."""
    come = tuple(each for each in changes if each.kind == "add")
    gone = tuple(each for each in changes if each.kind != "add")
    names = [each.text for each in gone]
    have = channel.categories
    if len(set(names)) > 1 and not come and set(have) <= set(names):
        told = say.text(
            "{names} are all the categories here; add another first.",
            names=say.join(list(have)),
        )
        raise UsageError(told)
    return Meant((*come, *gone))


def _things(channel: Channel) -> frozenset[str]:
    topics = channel.topics
    words = [word for one in topics for word in (*one.include, *one.exclude, *one.authors)]
    named = [one.name for one in topics]
    return frozenset(each.casefold() for each in (*named, *words, *channel.categories))


def topic_called(number: int, channel: Channel, say: Translator) -> str:
    """The name of a topic by its number. Raises UsageError where there is none."""
    if not 1 <= number <= len(channel.topics):
        raise UsageError(
            say.plural(
                "There is {n} topic here.",
                "There are {n} topics here, numbered from 1.",
                len(channel.topics),
            )
        )
    return channel.topics[number - 1].name
