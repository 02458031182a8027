"""What could not be done about a brief: told once to whoever subscribed the channel, or else to the
operator, until it works again. The brief itself is there."""

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from typing import get_args

from bot.errors import PaperbriefError
from bot.messages.blocks import Button, Buttons, Message, message, paragraph
from bot.ports.alarms import Alarm
from bot.ports.channels import ChannelRepository
from bot.ports.notes import Notes
from bot.ports.sending import Messenger
from bot.translator import Translator
from bot.values.channels import Channel
from bot.values.deliveries import Chore

log = logging.getLogger(__name__)

ALARM = "undone:"
_NOTED = "undone:"


class UndoneChores:
    """``alarm`` is the operator's."""

    def __init__(
        self,
        channels: ChannelRepository,
        notes: Notes,
        messengers: Mapping[str, Messenger],
        alarm: Alarm,
        translate: Callable[[str], Translator],
        clock: Callable[[], datetime],
    ) -> None:
        self._channels = channels
        self._notes = notes
        self._messengers = messengers
        self._alarm = alarm
        self._translate = translate
        self._clock = clock

    async def ended(self, address: str, chore: Chore, lacking: str) -> None:
        """``lacking`` is why it was not done, "" where it was. Never holds up a delivery."""
        key = _key(address, chore)
        try:
            told = await self._notes.get(key)
            if not lacking:
                if told is not None:
                    await self._notes.drop(key)
            elif told != lacking:
                await self._notes.keep(key, lacking, self._clock(), address)
                await self._tell(address, chore, lacking)
        except PaperbriefError as error:
            log.debug("undone_not_told", extra={"channel": address, "why": str(error)})

    async def sweep(self, now: datetime) -> int:
        """Once a day: where an owner has switched a chore off, what was told of it is told anew
        should they want it again. How many notes went."""
        gone = 0
        for channel in await self._channels.every():
            wanted = {"pin": channel.manner.pin, "discuss": channel.manner.discuss}
            for chore in get_args(Chore):
                key = _key(channel.address, chore)
                if not wanted[chore] and await self._notes.get(key) is not None:
                    await self._notes.drop(key)
                    gone += 1
        return gone

    async def _tell(self, address: str, chore: Chore, why: str) -> None:
        channel = await self._channels.get(address)
        owner = channel.owner if channel else ""
        messenger = self._messengers.get(owner.partition(":")[0])
        if channel is not None and messenger is not None:
            said = _told(channel, chore, why, self._translate(channel.language))
            if await messenger.tell(owner, said):
                return
        sentence = _undone(address, chore, why, self._translate("en"))
        await self._alarm.ring(f"{ALARM}{chore}:{address}", sentence)


def _key(address: str, chore: Chore) -> str:
    return f"{_NOTED}{chore}:{address}"


def _told(channel: Channel, chore: Chore, why: str, say: Translator) -> Message:
    told = _undone(channel.address, chore, say.kept(why), say)
    more = say.text("Briefs continue as before, and I will try again with each one.")
    label = say.text("Stop pinning") if chore == "pin" else say.text("No more threads")
    # said in private, so the command names the channel
    its_own = channel.address.partition(":")[2]
    off = Button(label, command=f"/settings @{its_own} {chore} off")
    return message(paragraph(say.sentences(told, more)), Buttons(((off,),)))


def _undone(address: str, chore: Chore, why: str, say: Translator) -> str:
    if chore == "pin":
        return say.text(
            "The brief was posted in {address}, but I could not pin it: {why}",
            address=address,
            why=why,
        )
    return say.text(
        "The brief was posted in {address}, but I could not open a thread under it: {why}",
        address=address,
        why=why,
    )
