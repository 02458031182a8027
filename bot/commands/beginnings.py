"""When a channel's first brief may go out: not while its owner still chooses. Pure.

In a channel that others read, what nobody chose would go to all of them, and its papers
would count as shown there.
"""

from dataclasses import replace
from datetime import datetime, timedelta

from bot.commands.lines.command import Request
from bot.models import Channel

# long enough to read the question and tap, or to type a sentence
TO_CHOOSE = timedelta(minutes=1)
# after each choice, as another may follow
TO_GO_ON = timedelta(seconds=30)


def first_brief_opens(request: Request, now: datetime) -> datetime | None:
    """When the first brief of a new subscription may go out; None: at once.

    That is so where topics or a schedule were given, and in one's own chat.
    """
    channel, origin = request.channel, request.origin
    is_alone = origin.alone and origin.channel == channel.address
    if channel.subscribed and not request.arguments:
        return channel.opens
    if channel.topics or request.arguments or is_alone:
        return None
    return now + TO_CHOOSE


def chosen(channel: Channel, now: datetime) -> Channel:
    """The channel after one more choice of what it is about."""
    if channel.opens is None or now >= channel.opens:
        return channel
    return replace(channel, opens=now + TO_GO_ON)
