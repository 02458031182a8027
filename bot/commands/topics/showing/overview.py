"""What a channel gets by its topics: them, and how much of the last announcement matches."""

from bot.commands.lines.command import Request, Services
from bot.commands.topics.changing.ready import said
from bot.commands.topics.changing.told import left_out
from bot.commands.topics.showing.nearness import near_blocks
from bot.messages.blocks import Block, Heading, Item, ItemList, Span, paragraph, spans
from bot.taxonomy import category_name
from bot.translator import Translator
from bot.values.announcements import Announcement
from bot.values.channels import Channel
from bot.values.listings import ListingState
from bot.values.model import Account
from bot.values.topics import Selection, Topic


async def overview(
    channel: Channel, request: Request, services: Services, before: Channel | None = None
) -> list[Block]:
    """``before`` is the channel as it was where a line changed it: what it was told of near
    misses then is not told again."""
    say = request.say
    named = [say.bracketed(name, category_name(name, say.language)) for name in channel.categories]
    items = [
        Item(
            tuple(_topic_lines(said(topic, say), await _understood(topic, request, services), say)),
            marker=f"{number}.",
        )
        for number, topic in enumerate(channel.topics, start=1)
        if not topic.only_bars
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
                    "No topics: every new and cross-listed paper in these "
                    "categories matches, and the ones that people tend to pick "
                    "come first (popularity, not quality)."
                )
            )
        )
    if barred := [word for topic in channel.topics if topic.only_bars for word in topic.exclude]:
        blocks.append(paragraph(left_out(barred, say)))
    # the selection first: it brings in what a new category lacks
    selection = await services.briefs.selection(channel, request.person)
    announcement = await services.briefs.announcement(channel, None)
    told = _would_match(selection, announcement, channel, say)
    blocks.append(paragraph(Span(told, "strong")))
    if selection is None or announcement is None or _is_unread(announcement, channel):
        return blocks
    known = [] if before is None else before.topics
    return [*blocks, *await near_blocks(selection, channel, known, request, services)]


async def _understood(topic: Topic, request: Request, services: Services) -> str | None:
    """The description in English, where a model put it so."""
    cascade = services.pipeline.cascade
    if cascade is None:
        return None
    account = Account(request.channel.address, request.person)
    return await cascade.understood(topic.description, account)


def _topic_lines(topic: Topic, understood: str | None, say: Translator) -> list[tuple[Span, ...]]:
    lines = [spans(Span(topic.name, "strong"))]
    if topic.description and topic.description != topic.name:
        lines.append(spans(topic.description))
    if understood:
        lines.append(spans(Span(say.label(say.text("understood as")), "dim"), understood))
    for label, words in (
        (say.text("wanted"), topic.include),
        (say.text("not wanted"), topic.exclude),
        (say.text("authors"), topic.authors),
        (say.text("only in"), topic.categories),
    ):
        if words:
            lines.append(spans(Span(say.label(label), "dim"), say.listed(words)))
    return lines


async def tried(channel: Channel, request: Request, services: Services) -> str:
    """What the topics would have found in the last announcement."""
    selection = await services.briefs.selection(channel, request.person)
    announcement = await services.briefs.announcement(channel, None)
    return _would_match(selection, announcement, channel, request.say)


def _would_match(
    selection: Selection | None,
    announcement: Announcement | None,
    channel: Channel,
    say: Translator,
) -> str:
    if announcement is None or selection is None:
        return say.text("I have no announcement yet to try this on.")
    unread = _unread(announcement, channel)
    more = say.text("Not read yet: {names}.", names=say.listed(unread)) if unread else ""
    if _is_unread(announcement, channel):
        return say.sentences(
            more, say.text("I can say what matches once I have read an announcement.")
        )
    days = say.listed(say.date(day) for day in announcement.dates)
    told = say.plural(
        "In the last announcement ({days}), {n} of {total} papers matched.",
        "In the last announcement ({days}), {n} of {total} papers matched.",
        len(selection.matched),
        total=say.number(announcement.counts.total),
        days=days or say.text("without a date"),
    )
    return say.sentences(told, more)


def _unread(announcement: Announcement, channel: Channel) -> list[str]:
    """Categories that were added and whose listing nobody has had yet."""
    counted = announcement.categories
    return [
        name
        for name in channel.categories
        if name not in counted or counted[name].state is ListingState.UNREACHABLE
    ]


def _is_unread(announcement: Announcement, channel: Channel) -> bool:
    """Whether there is nothing to try topics on but what is still to come."""
    return not announcement.counts.total and bool(_unread(announcement, channel))
