"""What platforms say of channels by themselves, and what follows from it.

A chat that moved is written anew everywhere; one that put us out gets nothing until it
lets us in again, and whoever subscribed it is told where that is possible.
"""

import logging
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta

from bot.messages.blocks import Button, Buttons, Message, message, paragraph
from bot.ports.channels import Membership
from bot.ports.sending import Messenger
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.deliveries import Closure

log = logging.getLogger(__name__)

_TRIAL = timedelta(days=1)


class MembershipService:
    """Implements ``bot.ports.channels.Membership`` over the store's, and tells owners."""

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
        # Opened to see whether that is true, and when: what is then found closed as before is not
        # reported once more.
        self._on_trial: dict[str, datetime] = {}

    async def moved(self, old: str, new: str) -> bool:
        known = await self._kept.moved(old, new)
        if known:
            log.info("channel_moved", extra={"channel": old, "to": new})
        return known

    async def closed(self, address: str, why: str, now: datetime) -> Sequence[Channel]:
        return await self._closed(address, why, now, tell=True)

    async def tried(self, address: str) -> bool:
        """The same as :meth:`opened`, where only a send can show whether it is true."""
        self._on_trial[address] = self._clock()
        return await self.opened(address)

    async def opened(self, address: str) -> bool:
        opened = await self._kept.opened(address)
        if opened:
            log.info("channel_opened", extra={"channel": address})
        return opened

    async def closure(self, address: str) -> Closure | None:
        return await self._kept.closure(address)

    async def gone(self, address: str, why: str) -> None:
        """A channel is closed to us, as the delivery worker finds out: as before, if it was only
        opened for a trial a short while ago."""
        now, tried = self._clock(), self._on_trial.pop(address, None)
        await self._closed(address, why, now, tell=tried is None or now - tried > _TRIAL)

    async def _closed(
        self, address: str, why: str, now: datetime, *, tell: bool
    ) -> Sequence[Channel]:
        channels = await self._kept.closed(address, why, now)
        for channel in channels:
            log.warning("channel_closed", extra={"channel": channel.address, "why": why})
            if tell:
                await self._tell_owner(channel, why)
        return channels

    async def _tell_owner(self, channel: Channel, why: str) -> None:
        """Unless the channel is the owner's own private chat: that is what is closed."""
        messenger = self._messengers.get(channel.owner.partition(":")[0])
        if messenger is None or not channel.subscribed or channel.owner == channel.address:
            return
        await messenger.tell(channel.owner, _told(channel, why, self._translate(channel.language)))


def _told(channel: Channel, why: str, say: Translator) -> Message:
    its_own = channel.address.partition(":")[2]
    return message(
        paragraph(
            say.text(
                "I can no longer write to {address}, which you subscribed: {why} "
                "Briefs due there wait until I have access again.",
                address=channel.address,
                why=say.kept(why),
            )
        ),
        Buttons(((Button(say.text("Status"), command=f"/status @{its_own}"),),)),
    )
