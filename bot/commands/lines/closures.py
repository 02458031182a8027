"""A channel that takes nothing from us any more, spoken of from elsewhere."""

import re

from bot.commands.lines.command import Origin, Services
from bot.errors import UsageError
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.deliveries import Closure
from bot.zones import zone_of

# a platform's own number of a chat, with a topic
_NUMBER = re.compile(r"@(?P<number>-?[0-9]{1,20}(?:/[0-9]{1,10})?)")


class ChannelClosed(UsageError):
    """Says why nothing comes to a channel, and what to do: that is an answer to whoever owns it."""


async def check_open(
    target: str, found: str | None, origin: Origin, say: Translator, services: Services
) -> None:
    """Raises ChannelClosed for a channel that takes nothing from us, to whoever subscribed it.

    A platform that put us out lets nobody be asked who owns what there: whoever subscribed it
    is told. One that subscribed itself, by a channel's post, has no other owner to be told.
    """
    address = found or _numbered(target, origin)
    if address is None:
        return
    closure, channel = (
        await services.channels.membership.closure(address),
        await services.channels.stored.get(address),
    )
    if closure is None or channel is None or channel.owner not in (origin.person, address):
        return
    told = say.text(
        "Briefs for {name} have been paused since {day}, because I cannot write there: {why}",
        name=target,
        day=day_of(closure, channel, say),
        why=say.kept(closure.why),
    )
    how = say.kept(services.channels.right_words.joining(address))
    raise ChannelClosed(say.sentences(told, how, say.text("Whatever is due will be sent then.")))


def day_of(closure: Closure, channel: Channel, say: Translator) -> str:
    """Since when, by the channel's own calendar."""
    return say.date(closure.since.astimezone(zone_of(channel.schedule.zone)).date())


def _numbered(target: str, origin: Origin) -> str | None:
    found = _NUMBER.fullmatch(target)
    platform = origin.channel.partition(":")[0]
    return f"{platform}:{found['number']}" if found else None
