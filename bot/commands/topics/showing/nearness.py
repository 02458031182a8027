"""What an owner is told of topics that few papers meet, or none: what came near, what it lacks."""

from collections.abc import Sequence
from dataclasses import replace

from bot.commands.lines.command import Request, Services
from bot.editorial.choosing.selection import MOST_NEAR_MISSES
from bot.messages.blocks import Block, paragraph
from bot.messages.near_misses import near_miss, near_miss_blocks, nothing_blocks
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.topics import Selection, Topic


async def near_blocks(
    selection: Selection,
    channel: Channel,
    known: Sequence[Topic],
    request: Request,
    services: Services,
) -> list[Block]:
    """The nearest papers where few match, and each topic that no paper meets, with its own.

    Of topics that are ``known`` from before a change, a line without their papers, unless nothing
    at all matches.
    """
    wanting = [topic for topic in channel.topics if topic.has_interests]
    known = known if selection.matched else ()
    if len(wanting) == 1:
        few = len(selection.matched) < MOST_NEAR_MISSES
        return _listed(selection, wanting, request.say) if few and wanting[0] not in known else []
    met = {one.match.topic for one in selection.matched}
    blocks: list[Block] = []
    nowhere: list[Topic] = []
    for topic in wanting:
        if topic.name in met:
            continue
        alone = replace(channel, topics=(topic,))
        own = await services.briefs.selection(alone, request.person)
        if own is None or own.matched:
            continue  # its papers meet another topic better
        if not own.near_misses:
            nowhere.append(topic)
            continue
        blocks.append(paragraph(_unmet(topic, request.say)))
        blocks += [] if topic in known else _listed(own, (topic,), request.say)
    return [*blocks, *nothing_blocks(nowhere, request.say)]


def _unmet(topic: Topic, say: Translator) -> str:
    return say.text("No paper in the last announcement matches “{topic}”.", topic=topic.name)


def _listed(selection: Selection, topics: Sequence[Topic], say: Translator) -> list[Block]:
    misses = [near_miss(one, say) for one in selection.near_misses]
    return near_miss_blocks(misses, () if selection.matched else topics, say)
