"""What a change did to a channel's topics and categories, in sentences. Pure."""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace

from bot.taxonomy import category_name
from bot.text.readable import shorten
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.topics import Topic

_LONGEST = 120


def told_changes(before: Channel, after: Channel, say: Translator) -> list[str]:
    """A sentence for each thing that came, went or became another; none where nothing did."""
    return [*_categories(before, after, say), *_topics(before, after, say)]


def authors_told(before: Channel, after: Channel, say: Translator) -> list[tuple[str, str]]:
    """For each author that came to a topic with other interests, what that does, and the author."""
    had = _by_name(before)
    return [
        (
            say.text(
                "Papers by “{author}” match “{topic}” too, whatever they are about; its other "
                "papers stay.",
                author=_short(author),
                topic=_short(topic.name),
            ),
            author,
        )
        for topic in after.topics
        if topic.name in had
        for author in topic.authors
        if author not in had[topic.name].authors
    ]


def _categories(before: Channel, after: Channel, say: Translator) -> Iterator[str]:
    come = [name for name in after.categories if name not in before.categories]
    gone = [name for name in before.categories if name not in after.categories]
    if come:
        yield say.plural(
            "Added the category {names}.",
            "Added the categories {names}.",
            len(come),
            names=say.join(_named(come, say)),
        )
    if gone:
        yield say.plural(
            "Removed the category {names}.",
            "Removed the categories {names}.",
            len(gone),
            names=say.join(_named(gone, say)),
        )


def _named(categories: list[str], say: Translator) -> list[str]:
    """With their names in words, where these are few."""
    if len(categories) > 3:
        return categories
    return [say.bracketed(each, category_name(each, say.language)) for each in categories]


def _topics(before: Channel, after: Channel, say: Translator) -> Iterator[str]:
    had, has = _by_name(before), _by_name(after)
    come = [topic for name, topic in has.items() if name not in had]
    gone = [topic for name, topic in had.items() if name not in has]
    if len(come) == len(gone) == 1 and _same_but_name(come[0], gone[0]):
        yield say.text(
            "“{old}” is now called “{new}”.", old=_short(gone[0].name), new=_short(come[0].name)
        )
        return
    both = [(had[name], topic) for name, topic in has.items() if name in had]
    everywhere = tuple(word for word in after.barred if word not in before.barred)
    nowhere = _no_longer_barred(had.values(), has.values())
    for topic in come:
        yield _added(topic, say)
        yield from _words_beside(topic, say)
        yield from _unwanted_of(topic, before, after, say)
    left = {word for topic in has.values() for word in topic.exclude}
    for topic in gone:
        if topic.only_bars and left.issuperset(topic.exclude):
            continue
        yield say.text("Removed the topic “{name}”.", name=_short(topic.name))
    if everywhere and any(topic.has_interests for topic in has.values()):
        yield left_out(everywhere, say)
    if nowhere and (both or not gone):
        yield _let_in(nowhere, say)
    for old, new in both:
        yield from _words(old, new, say, told=(*everywhere, *nowhere))


def _added(topic: Topic, say: Translator) -> str:
    if not topic.has_interests:
        return left_out(topic.exclude, say)
    return say.text("Added the topic “{name}”.", name=_short(topic.name))


def left_out(words: Sequence[str], say: Translator) -> str:
    named = say.join([f"“{_short(word)}”" for word in words])
    return say.text("Papers with {words} are left out.", words=named)


def _words_beside(topic: Topic, say: Translator) -> Iterator[str]:
    """The wanted words that a description came with."""
    if topic.description and topic.include:
        bare = replace(topic, include=())
        yield from _words(bare, topic, say, told=())


def _unwanted_of(topic: Topic, before: Channel, after: Channel, say: Translator) -> Iterator[str]:
    """Unwanted words that a new topic came with, and those that it has from the whole channel."""
    if not topic.has_interests:
        return
    name = _short(topic.name)
    own = [f"“{_short(word)}”" for word in topic.exclude if word not in after.barred]
    others = [f"“{_short(word)}”" for word in topic.exclude if word in before.barred]
    if own:
        yield say.text(
            "For “{topic}”, papers with {words} are left out.", topic=name, words=say.join(own)
        )
    if others:
        yield say.text(
            "As everywhere here, papers with {words} are left out.", words=say.join(others)
        )


def _no_longer_barred(had: Collection[Topic], has: Collection[Topic]) -> tuple[str, ...]:
    """Unwanted words that every topic is rid of: that is told once."""
    left = {word for topic in has for word in topic.exclude}
    stayed = {topic.name for topic in has}
    gone = (
        word
        for topic in had
        if topic.name in stayed or not topic.has_interests
        for word in topic.exclude
        if word not in left
    )
    return tuple(dict.fromkeys(gone))


def _let_in(words: Sequence[str], say: Translator) -> str:
    named = [f"“{_short(word)}”" for word in words]
    return say.plural(
        "{words} is no longer left out.",
        "{words} are no longer left out.",
        len(named),
        words=say.join(named),
    )


def _words(old: Topic, new: Topic, say: Translator, *, told: Sequence[str]) -> Iterator[str]:
    for what, was, now in (
        (say.text("wanted"), old.include, new.include),
        (say.text("not wanted"), old.exclude, new.exclude),
        (say.text("authors"), old.authors, new.authors),
    ):
        come = [f"“{_short(word)}”" for word in now if word not in was and word not in told]
        gone = [f"“{_short(word)}”" for word in was if word not in now]
        name = _short(new.name)
        if come:
            words = say.join(come)
            yield say.text("In “{name}”, {what}: {words}.", name=name, what=what, words=words)
        if gone:
            words = say.join(gone)
            yield say.text(
                "In “{name}”, no longer {what}: {words}.", name=name, what=what, words=words
            )


def _same_but_name(one: Topic, other: Topic) -> bool:
    return _parts(one) == _parts(other)


def _parts(topic: Topic) -> tuple[object, ...]:
    return (topic.description, topic.categories, topic.include, topic.exclude, topic.authors)


def _by_name(channel: Channel) -> dict[str, Topic]:
    return {topic.name: topic for topic in channel.topics}


def _short(text: str) -> str:
    return shorten(text, _LONGEST)
