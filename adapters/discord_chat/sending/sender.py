"""Deliveries and single messages to Discord, with an outcome for everything that happens."""

import asyncio
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from adapters.chat.pacing.pacer import Urgency
from adapters.discord_chat.addresses import is_channel, read_channel, read_person
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.outcomes import (
    FAILURES,
    MISSING_RIGHT,
    NO_TEXT_CHANNEL,
    WRONG_KIND,
    outcome_of,
)
from adapters.discord_chat.permissions import lacking_told
from adapters.discord_chat.places import Place, Places
from adapters.discord_chat.rendering.render import parts
from adapters.discord_chat.repeating.repeats import Plan, Repeats, StillUnknown
from adapters.discord_chat.rights import DiscordRights
from adapters.discord_chat.sending.chores import DiscordChores
from adapters.discord_chat.sending.letters import discord_form, nonce, read_stored, title_of
from adapters.discord_chat.sending.placing import Placing, Sending, forms_of
from adapters.discord_chat.sending.posting import Posting
from adapters.discord_chat.sending.speaking import Speaking
from bot.errors import PlatformRefused, PlatformUnreachable
from bot.messages.blocks import Message, attachments
from bot.values.deliveries import Delivered, Gone, InDoubt, Later, Letter, Outcome

__all__ = ["DiscordSender", "discord_form"]

log = logging.getLogger(__name__)

# seconds
_AGAIN, _REFUSED = 20.0, 600.0


@dataclass(frozen=True, slots=True)
class DiscordSender:
    """Implements ``bot.ports.sending.Sender`` and ``bot.ports.sending.Bearer``."""

    _connection: DiscordConnection
    _posting: Posting
    _places: Places
    _rights: DiscordRights
    _repeats: Repeats
    _clock: Callable[[], datetime]

    async def send(self, letter: Letter) -> Outcome:
        """The receipt is the message's id, behind its thread's where it stands in one
        (``<thread>/<message>``); of a forum's post it is the thread's."""
        try:
            channel = read_channel(letter.channel)
        except ValueError:
            return Gone(f"{letter.channel} is not a channel's address.")
        if letter.chore is not None:
            return await self._chore(letter, channel)
        stored = read_stored(letter.payload)
        mark = nonce(letter.channel, letter.key, letter.payload)
        try:
            await self._posting.kept.keep(stored.kept)
            place = await self._places.of(channel)
            plan = await self._repeats.plan(
                place, stored.title, letter, mark, partial(forms_of, stored, mark)
            )
        except StillUnknown as error:
            return InDoubt(str(error), alone=True)
        except FAILURES as error:
            return await self._outcome(error, channel)

        async def leaving() -> None:
            await letter.leaving()
            await self._repeats.leaving(plan)

        sending = Sending(stored, mark, place, letter.receipts, leaving, plan.left)
        return await self._sent(sending, plan)

    async def expect(self, addresses: Sequence[str]) -> None:
        """Letters to these come next: what is noted of them is looked up at once."""
        channels = [read_channel(each) for each in addresses if is_channel(each)]
        await asyncio.gather(self._places.expect(channels), self._repeats.expect(channels))

    async def _chore(self, letter: Letter, channel: int) -> Outcome:
        try:
            place = await self._places.of(channel)
            urgency = Urgency("fan-out", leaving=letter.leaving)
            return await DiscordChores(self._connection).done(letter, place, urgency)
        except FAILURES as error:
            return await self._outcome(error, channel)

    async def _sent(self, sending: Sending, plan: Plan) -> Outcome:
        outcome: Outcome
        try:
            outcome = await Placing(self._posting, self._rights).sent(sending)
        except FAILURES as error:
            outcome = await self._outcome(error, sending.place.id)
        return await self._repeats.ended(plan, outcome, sending.made)

    async def silent(self) -> Later | None:
        try:
            await self._connection.ping()
        except FAILURES as error:
            made = _outcome_of(error)
            after = made.after if isinstance(made, Later) else _AGAIN
            why = getattr(made, "why", "Discord gave no usable answer")
            return Later(after, why, everywhere=True)
        return None

    async def tell(self, address: str, message: Message) -> bool:
        return isinstance(await self.brought(address, message), Delivered)

    async def brought(self, address: str, message: Message) -> Outcome:
        try:
            person = read_person(address)
            channel = read_channel(address) if person is None else await self._places.dm(person)
            place = await self._places.of(channel)
            if place.kind == "forum":
                await self._post(place, message)
            else:
                await Speaking(self._posting, self._clock).say(channel, message)
        except FAILURES as error:
            log.warning("not_told", extra={"channel": address, "why": str(error)})
            made = _outcome_of(error)
            several = len(parts(message)) > 1 or attachments(message)
            # some of it may be there
            return InDoubt(made.why) if several and isinstance(made, Later) else made
        return Delivered()

    async def _post(self, forum: Place, message: Message) -> None:
        """A post, with its files and what it has no room for under it."""
        first, *rest = parts(message)
        await self._posting.kept.keep(first.kept)
        thread = await self._posting.post(forum, first.body, title_of(message))
        speaking = Speaking(self._posting, self._clock)
        await speaking.parts(thread, rest, attachments(message))

    async def _outcome(self, error: Exception, channel: int) -> Outcome:
        made = _outcome_of(error)
        code = getattr(error, "code", None)
        if code in (NO_TEXT_CHANNEL, WRONG_KIND):
            # the channel's kind may have changed: the next try asks for it
            await self._places.forget(channel)
        if isinstance(made, Gone) and code == MISSING_RIGHT:
            lacking = lacking_told(await self._rights.lacking(channel))
            if lacking:
                return Gone(lacking)
        return made


def _outcome_of(error: Exception) -> Outcome:
    match error:
        case PlatformRefused():
            return Later(_REFUSED, str(error), everywhere=True)
        case PlatformUnreachable():
            return Later(error.retry_after or _AGAIN, str(error), everywhere=True)
        case _:
            return outcome_of(error)
