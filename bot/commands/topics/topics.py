"""/topics: what a channel gets, shown and changed from the chat.

The handler loads, keeps, and tells how much of the last announcement would match;
bot.commands.topics.changes reads and applies.
"""

from dataclasses import replace

from bot.commands.beginnings import chosen
from bot.commands.lines.command import Desk, Request
from bot.commands.topics.changes import apply, read_changes, read_taps
from bot.commands.topics.menu import (
    archives_page,
    categories_page,
    is_here,
    menu,
    out_page,
    read_archive,
    ready_page,
)
from bot.commands.topics.ready import ready_topic, said
from bot.messages.blocks import (
    Block,
    Heading,
    Item,
    ItemList,
    Message,
    Span,
    message,
    paragraph,
    spans,
)
from bot.models import Channel, ListingState, Topic
from bot.taxonomy import canonical_category, category_name
from bot.translator import Translator


async def topics(request: Request, desk: Desk) -> Message:
    """Shows the topics; with arguments, changes them and shows what that does."""
    text, say, channel = request.arguments, request.say, request.channel
    if not text:
        return message(*await _overview(channel, request, desk), menu(channel, say))
    if (page := await _page(text, request, desk)) is not None:
        return message(*page)
    if text.lower() == "clear":
        changed = replace(channel, topics=(), categories=desk.new_channel("").categories)
    else:
        changed = _changed(text, channel, say)
    changed = await _kept(changed, desk)
    return message(
        _exchanged(channel, changed, text, say),
        *await _overview(changed, request, desk),
        menu(changed, say),
    )


def _exchanged(before: Channel, after: Channel, text: str, say: Translator) -> Block | None:
    """Which categories came and went, or how one that is here is taken out."""
    come = [name for name in after.categories if name not in before.categories]
    gone = [name for name in before.categories if name not in after.categories]
    told = say.sentences(
        say.text("Added: {names}.", names=say.listed(come)) if come else "",
        say.text("Taken out: {names}.", names=say.listed(gone)) if gone else "",
    )
    if not told and (here := canonical_category(text)) in after.categories:
        told = say.text("{name} is here already; /topics -{name} takes it out.", name=here)
    return paragraph(told) if told else None


def _changed(text: str, channel: Channel, say: Translator) -> Channel:
    for change in read_changes(text, say):
        channel = apply(channel, change, say)
    return channel


async def _page(text: str, request: Request, desk: Desk) -> list[Block] | None:
    """A page of the menu, with what was tapped on it; None where the text names none."""
    lowered = text.lower()
    if lowered == "out":
        return out_page(request.channel, request.say)
    if (place := read_archive(text)) is not None:
        return await _categories(*place, request, desk)
    if lowered == "ready":
        return await _ready(None, request, desk)
    topic = ready_topic(text[5:]) if lowered.startswith("pick ") else None
    return await _ready(topic, request, desk) if topic else None


async def _categories(archive: str, tapped: str, request: Request, desk: Desk) -> list[Block]:
    say, channel = request.say, request.channel
    if tapped:
        for change in read_taps(tapped):
            channel = apply(channel, change, say)
        channel = await _kept(channel, desk)
    told = await _would_match(channel, request, desk)
    if archive:
        return categories_page(archive, channel, told, say)
    return archives_page(channel, told, say)


async def _ready(tapped: Topic | None, request: Request, desk: Desk) -> list[Block]:
    say, channel = request.say, request.channel
    if tapped and is_here(tapped, channel):
        rest = tuple(each for each in channel.topics if each.description != tapped.description)
        channel = await _kept(replace(channel, topics=rest), desk)
    elif tapped:
        channel = await _kept(_changed(f"ready {tapped.name}", channel, say), desk)
    return ready_page(channel, await _would_match(channel, request, desk), say)


async def _kept(channel: Channel, desk: Desk) -> Channel:
    channel = chosen(channel, desk.clock())
    await desk.channels.keep(channel)
    return channel


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
    return blocks


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
    told = say.plural(
        "Of {total} papers of the last announcement ({days}), {n} matches.",
        "Of {total} papers of the last announcement ({days}), {n} match.",
        len(selection.matched),
        total=say.number(announcement.counts.total),
        days=days or say.text("without a date"),
    )
    counted = announcement.categories
    unread = [
        name
        for name in channel.categories
        if name not in counted or counted[name].state is ListingState.UNREACHABLE
    ]
    more = say.text("Not read yet: {names}.", names=say.listed(unread)) if unread else ""
    return say.sentences(told, more)
