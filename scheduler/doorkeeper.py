"""What platforms say of channels by themselves, and what follows from it.

A chat that moved is written anew everywhere; one that put us out gets nothing until it
lets us in again, and whoever subscribed it is told where that is possible.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime

from bot.deliveries import Closure
from bot.messages.blocks import Button, Buttons, Message, message, paragraph
from bot.models import Channel
from bot.ports.delivering import Membership, Messenger
from bot.translator import Translator

log = logging.getLogger(__name__)


class Doorkeeper:
    """Implements ``bot.ports.delivering.Membership`` over the store's, and tells owners."""

    def __init__(
        self,
        kept: Membership,
        messengers: Mapping[str, Messenger],
        translate: Callable[[str], Translator],
        clock: Callable[[], datetime],
    ) -> None:
        self._kept = kept
        self._messengers = messengers
        self._translate = translate
        self._clock = clock

    async def moved(self, old: str, new: str) -> bool:
        known = await self._kept.moved(old, new)
        if known:
            log.info("channel_moved", extra={"channel": old, "to": new})
        return known

    async def closed(self, address: str, why: str, now: datetime) -> Sequence[Channel]:
        channels = await self._kept.closed(address, why, now)
        for channel in channels:
            log.warning("channel_closed", extra={"channel": channel.address, "why": why})
            await self._tell_owner(channel, why)
        return channels

    async def opened(self, address: str) -> bool:
        opened = await self._kept.opened(address)
        if opened:
            log.info("channel_opened", extra={"channel": address})
        return opened

    async def closure(self, address: str) -> Closure | None:
        return await self._kept.closure(address)

    async def gone(self, address: str, why: str) -> None:
        """As the courier learns it."""
        await self.closed(address, why, self._clock())

    async def _tell_owner(self, channel: Channel, why: str) -> None:
        """Not where the channel is the owner's own private chat: that is what is closed."""
        messenger = self._messengers.get(channel.owner.partition(":")[0])
        if messenger is None or not channel.subscribed or channel.owner == channel.address:
            return
        await messenger.tell(channel.owner, _told(channel, why, self._translate(channel.language)))


def _told(channel: Channel, why: str, say: Translator) -> Message:
    its_own = channel.address.partition(":")[2]
    return message(
        paragraph(
            say.text(
                "I can no longer write to {address}, which you subscribed: {why} What is due "
                "there waits until I am let in again.",
                address=channel.address,
                why=say.kept(why),
            )
        ),
        Buttons(((Button(say.text("Status"), command=f"/status @{its_own}"),),)),
    )
