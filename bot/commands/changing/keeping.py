"""What a command changed is kept, and can be taken back by one tap.

::

    channel before, channel after | stored | noted | a button: /undo 17

The number stands for what was before, in the store: the button works after a restart, once, for
a day, and for those alone who may change the channel.
"""

from dataclasses import replace

from bot.commands.lines.command import Request, Services
from bot.messages.blocks import Button
from bot.values.channels import Channel


async def kept(
    changed: Channel, request: Request, services: Services, *, takes_back: int = 0
) -> Button | None:
    """Store the channel as it is now; the button that takes the change back, None where nothing
    that an owner sets is other than before. ``takes_back`` is the number of the change that this
    undid."""
    before = request.channel
    await services.channels.stored.keep(changed)
    if _as_set(before, changed) == changed:
        return None
    number = await services.channels.changes.note(
        before, changed, services.clock(), takes_back=takes_back
    )
    return Button(request.say.text("Undo"), command=f"/undo {number}")


def _as_set(before: Channel, changed: Channel) -> Channel:
    """The channel before, with what the bot keeps for itself as it is now."""
    return replace(before, owner=changed.owner, opens=changed.opens)
