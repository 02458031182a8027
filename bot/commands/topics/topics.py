"""/topics: what a channel gets, shown and changed from the chat.

::

    line | a page of the menu | or what it asks for (reading/typed.py): changes, a question
         | applied (changes.py) | kept, with Undo | told, and how much of the last day matches
"""

from bot.commands.changing.keeping import kept
from bot.commands.lines.command import Asked, Request, Services
from bot.commands.topics.asking.messages import asked, cleared, clearing
from bot.commands.topics.asking.questions import Question
from bot.commands.topics.changing.changes import Change, apply, read_taps, without_topics
from bot.commands.topics.changing.ready import is_ready, ready_topic
from bot.commands.topics.changing.told import authors_told, told_changes
from bot.commands.topics.reading.readings import Clearing, Meant, Page
from bot.commands.topics.reading.typed import Reader
from bot.commands.topics.showing.beginnings import chosen
from bot.commands.topics.showing.menu import (
    archives_page,
    categories_page,
    help_page,
    is_here,
    menu,
    out_page,
    read_archive,
    ready_page,
)
from bot.commands.topics.showing.overview import overview, tried
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Message,
    message,
    paragraph,
)
from bot.taxonomy import canonical_category
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.topics import Topic


async def topics(request: Request, services: Services) -> Message | Asked:
    """Shows the topics; with arguments, changes them and shows what that does, or asks."""
    text, say, channel = request.arguments, request.say, request.channel
    if (page := await _page(text, request, services)) is not None:
        return message(*page)
    usual = services.channels.new("").categories
    if (changed := cleared(text, channel, usual)) is not None:
        return await _changed(changed, request, services)
    in_english = services.pipeline.cascade is None
    match Reader(channel, say, in_english).read(text):
        case Page(line):
            return message(*(await _page(line, request, services) or ()))
        case Clearing():
            return asked(clearing(channel, usual, say))
        case Question() as question:
            return asked(question)
        case Meant(changes):
            for change in changes:
                channel = apply(channel, change, say)
            return await _changed(channel, request, services)


async def _changed(channel: Channel, request: Request, services: Services) -> Message:
    """What was understood comes first, with the way back, then what is here now."""
    say, before = request.say, request.channel
    channel = chosen(channel, services.clock())
    undo = await kept(channel, request, services)
    told = [paragraph(each) for each in told_changes(before, channel, say)]
    return message(
        told or paragraph(_unchanged(request.arguments, channel, say)),
        *_words_told(before, channel, say),
        *_authors(before, channel, say),
        Buttons(((undo,),)) if undo else None,
        *await overview(channel, request, services, before=before),
        menu(channel, say),
    )


def _unchanged(text: str, channel: Channel, say: Translator) -> str:
    """How a category that is here is taken out."""
    here = canonical_category(text.strip().lstrip("+"))
    if here in channel.categories:
        return say.text("{name} is already here; /topics -{name} removes it.", name=here)
    gone = canonical_category(text.strip().lstrip("-"))
    if gone is not None:
        return say.text("{name} is not among the categories here.", name=gone)
    return say.text("That is how it is already; nothing was changed.")


def _words_told(before: Channel, after: Channel, say: Translator) -> list[Block]:
    """What each new wanted word does: beside a description less than in a topic of its own."""
    had = {(topic.name, word) for topic in before.topics for word in topic.include}
    return [
        paragraph(_word_told(word, topic, say))
        for topic in after.topics
        for word in topic.include
        if (topic.name, word) not in had
    ]


def _authors(before: Channel, after: Channel, say: Translator) -> list[Block]:
    blocks: list[Block] = []
    for told, author in authors_told(before, after, say):
        alone = Button(say.text("A topic of its own"), command=f"/topics new author {author}")
        blocks += [paragraph(told), Buttons(((alone,),))]
    return blocks


def _word_told(word: str, topic: Topic, say: Translator) -> str:
    if topic.description:
        return say.text(
            "“{word}” lifts papers for “{topic}” that have it; some may come in that did not "
            "before. /topics new +{word} makes it a topic of its own.",
            word=word,
            topic=topic.name,
        )
    return say.text("Every paper with “{word}” matches.", word=word)


async def _page(text: str, request: Request, services: Services) -> list[Block] | None:
    """A page of the menu, with what was tapped on it; None where the text names none."""
    lowered = text.lower()
    if not text:
        return [
            *await overview(request.channel, request, services),
            *menu(request.channel, request.say),
        ]
    if lowered == "help":
        return help_page(request.say)
    if lowered == "out":
        return out_page(request.channel, request.say)
    if (place := read_archive(text)) is not None:
        return await _categories(*place, request, services)
    if lowered == "ready":
        return await _ready(None, request, services)
    topic = ready_topic(text[5:]) if lowered.startswith("pick ") else None
    return await _ready(topic, request, services) if topic else None


async def _categories(
    archive: str, tapped: str, request: Request, services: Services
) -> list[Block]:
    say, channel = request.say, request.channel
    for change in read_taps(tapped):
        channel = apply(channel, change, say)
    channel, undo = await _kept(channel, request, services)
    told = await tried(channel, request, services)
    if archive:
        return categories_page(archive, channel, told, undo, say)
    return archives_page(channel, told, say)


async def _ready(tapped: Topic | None, request: Request, services: Services) -> list[Block]:
    say, channel = request.say, request.channel
    if tapped and is_here(tapped, channel):
        gone = [each for each in channel.topics if is_ready(each, tapped)]
        channel = without_topics(channel, gone, say)
    elif tapped:
        channel = apply(channel, Change("ready", tapped.name), say)
    channel, undo = await _kept(channel, request, services)
    return ready_page(channel, await tried(channel, request, services), undo, say)


async def _kept(
    channel: Channel, request: Request, services: Services
) -> tuple[Channel, Button | None]:
    """What a tap made of the channel; nothing is written where it made nothing of it."""
    if channel == request.channel:
        return channel, None
    channel = chosen(channel, services.clock())
    return channel, await kept(channel, request, services)
