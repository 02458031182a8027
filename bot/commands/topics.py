"""/topics: what a channel gets, shown and changed from the chat.

The handler loads, keeps, and tells how much of the last announcement would match;
bot.commands.topic_changes reads and applies.
"""

from dataclasses import replace

from bot.commands.command import Desk, Request
from bot.commands.ready_topics import ready_topics, said, translated
from bot.commands.topic_changes import apply, read_changes
from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Span,
    message,
    paragraph,
    spans,
)
from bot.models import Channel, Topic
from bot.taxonomy import category_name
from bot.translator import Translator


async def topics(request: Request, desk: Desk) -> Message:
    """Shows the topics; with arguments, changes them and shows what that does."""
    text, say = request.arguments, request.say
    if text.lower() == "ready":
        return _ready_list(say)
    if not text:
        return message(*await _overview(request.channel, request, desk))
    if text.lower() == "clear":
        changed = replace(request.channel, topics=(), categories=desk.new_channel("").categories)
    else:
        changed = request.channel
        for change in read_changes(text, say):
            changed = apply(changed, change, say)
    await desk.channels.keep(changed)
    return message(*await _overview(changed, request, desk))


async def _overview(channel: Channel, request: Request, desk: Desk) -> list[Block]:
    say = request.say
    named = [say.bracketed(name, category_name(name, say.language)) for name in channel.categories]
    items = [
        Item(tuple(_topic_lines(said(topic, say), say)), marker=f"{number}.")
        for number, topic in enumerate(channel.topics, start=1)
    ]
    blocks: list[Block] = [
        Heading(spans(say.text("Topics here")), level=2),
        paragraph(Span(say.label(say.text("Categories")), "strong"), say.listed(named)),
    ]
    if items:
        blocks.append(ItemList(tuple(items)))
    else:
        blocks.append(
            paragraph(
                say.text(
                    "No topics: every new and cross-listed paper of these categories matches, "
                    "and the ones that people tend to pick come first (popularity, not quality)."
                )
            )
        )
    blocks.append(paragraph(Span(await _would_match(channel, request, desk), "strong")))
    return [*blocks, *_how_to(say)]


def _topic_lines(topic: Topic, say: Translator) -> list[tuple[Span, ...]]:
    lines = [spans(Span(topic.name, "strong"))]
    if topic.description and topic.description != topic.name:
        lines.append(spans(topic.description))
    for label, words in (
        (say.text("wanted"), topic.include),
        (say.text("not wanted"), topic.exclude),
        (say.text("authors"), topic.authors),
        (say.text("only in"), topic.categories),
    ):
        if words:
            lines.append(spans(Span(say.label(label), "dim"), say.listed(words)))
    return lines


async def _would_match(channel: Channel, request: Request, desk: Desk) -> str:
    say = request.say
    # the selection first: it brings in what a new category lacks
    selection = await desk.briefs.selection(channel)
    announcement = await desk.briefs.announcement(channel, None)
    if announcement is None or selection is None:
        return say.text("No announcement is remembered yet to try this on.")
    days = say.listed(say.date(day) for day in announcement.dates)
    return say.plural(
        "Of {total} papers of the last announcement ({days}), {n} matches.",
        "Of {total} papers of the last announcement ({days}), {n} match.",
        len(selection.matched),
        total=say.number(announcement.counts.total),
        days=days or say.text("without a date"),
    )


def _how_to(say: Translator) -> list[Block]:
    rows = (
        ("/topics cs.RO", say.text("a category on or off")),
        ("/topics +video diffusion", say.text("a word or phrase that is wanted")),
        ("/topics -survey", say.text("one that is not")),
        ("/topics author Ada Lovelace", say.text("papers by a person")),
        ("/topics how robots learn to walk", say.text("a topic in plain words")),
        ("/topics ready", say.text("ready-made topics")),
        ("/topics drop survey", say.text("take a word, an author or a topic out")),
    )
    items = [Item((spans(Span(usage, "code"), f"  {meaning}"),)) for usage, meaning in rows]
    return [
        Heading(spans(say.text("Change them")), level=3),
        ItemList(tuple(items)),
        Buttons(((Button(say.text("Brief with these"), command="/brief"),),)),
    ]


def _ready_list(say: Translator) -> Message:
    items = [
        Item(
            (
                spans(Span(f"/topics ready {translated(topic, say).name}", "code")),
                spans(Span(said(topic, say).description, "dim")),
            )
        )
        for topic in ready_topics()
    ]
    return message(Heading(spans(say.text("Ready-made topics")), level=2), ItemList(tuple(items)))
