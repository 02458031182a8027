"""When a channel's first brief may go out, and what its owner is told of it. Pure.

Not while the owner still chooses: in a channel that others read, what nobody chose would
go to all of them, and its papers would count as shown there.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.lines.command import Request
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.deliveries import FirstBrief

# long enough to read the question and tap, or to type a sentence
TO_CHOOSE = timedelta(minutes=1)
# after each choice, as another may follow
TO_GO_ON = timedelta(seconds=30)


def first_brief_opens(request: Request, now: datetime) -> datetime | None:
    """When the first brief of a new subscription may go out; None: at once.

    That is so where topics were chosen before, and in one's own chat. A schedule says
    nothing of what the channel is about.
    """
    channel, origin = request.channel, request.origin
    is_alone = origin.alone and origin.channel == channel.address
    if channel.subscribed:
        return channel.opens
    if channel.topics or is_alone:
        return None
    return now + TO_CHOOSE


def chosen(channel: Channel, now: datetime) -> Channel:
    """The channel after one more choice of what it is about."""
    if channel.opens is None or now >= channel.opens:
        return channel
    return replace(channel, opens=now + TO_GO_ON)


def first_told(channel: Channel, first: FirstBrief | None, say: Translator) -> str:
    """When the first brief comes; ``first`` is what is stored for it."""
    if first is None:
        return say.text(
            "I am fetching the newest announcement from arXiv; the first brief "
            "comes as soon as I have it."
        )
    day = say.date(first.day)
    if channel.opens is None:
        return say.text(
            "The first one comes within minutes, with the announcement of {day}.", day=day
        )
    return say.text(
        "The first one, with the announcement of {day}, comes in a minute or two, or soon after "
        "you have chosen topics.",
        day=day,
    )
