"""Deliveries and single messages to Discord, with an outcome for everything that happens.

Where a part goes:

- text channel: a message; further parts into a thread under it, or as replies where no
  thread may be made;
- announcement channel: the same, the first message published to the followers;
- forum: a post of its own, further parts inside it;
- thread, direct messages: messages that answer each other.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from adapters.discord_chat.addresses import read_channel, read_person
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import (
    MISSING_RIGHT,
    NO_TEXT_CHANNEL,
    TROUBLES,
    WRONG_KIND,
    is_form_refused,
    is_refusal,
    outcome_of,
)
from adapters.discord_chat.kept import Kept
from adapters.discord_chat.letters import Stored, discord_form, nonce, read_stored, title_of
from adapters.discord_chat.places import Place, Places
from adapters.discord_chat.posting import EmbedsLeftOut, Posting
from adapters.discord_chat.rendering.bodies import in_new_kind
from adapters.discord_chat.rendering.part import Json
from adapters.discord_chat.rendering.plain_content import contents
from adapters.discord_chat.rendering.render import parts, plain_parts
from adapters.discord_chat.rights import DiscordRights
from bot.deliveries import Delivered, Gone, Later, Leaving, Letter, Outcome, Refused
from bot.errors import PlatformRefused, PlatformUnreachable
from bot.messages.blocks import Message

__all__ = ["DiscordSender", "discord_form"]

log = logging.getLogger(__name__)

# seconds that a worker waits for its turn; what takes longer is put back
_PATIENCE = 4.0
_AGAIN, _REFUSED = 20.0, 600.0


@dataclass(frozen=True, slots=True)
class _Sending:
    """One part on its way to a place, behind those of ``receipts``."""

    stored: Stored
    mark: str
    place: Place
    receipts: tuple[str, ...]
    leaving: Leaving | None = None


class DiscordSender:
    """Implements ``bot.ports.delivering.Sender`` and ``bot.ports.delivering.Messenger``."""

    def __init__(
        self,
        posting: Posting,
        places: Places,
        rights: DiscordRights,
        kept: Kept,
        clock: Callable[[], datetime],
    ) -> None:
        self._posting = posting
        self._places = places
        self._rights = rights
        self._kept = kept
        self._clock = clock

    async def send(self, letter: Letter) -> Outcome:
        """The receipt is the message's id, behind its thread's where it stands in one
        (``<thread>/<message>``); of a forum's post it is the thread's."""
        channel = read_channel(letter.channel)
        stored = read_stored(letter.payload)
        mark = nonce(letter.channel, letter.key, letter.payload)
        try:
            await self._kept.keep(stored.kept)
            place = await self._places.of(channel)
            return await self._surely(
                _Sending(stored, mark, place, letter.receipts, letter.leaving)
            )
        except TROUBLES as error:
            return await self._outcome(error, channel)
        except PlatformRefused as error:
            return Later(_REFUSED, str(error), everywhere=True)
        except PlatformUnreachable as error:
            return Later(error.retry_after or _AGAIN, str(error), everywhere=True)

    async def tell(self, address: str, message: Message) -> bool:
        try:
            person = read_person(address)
            channel = read_channel(address) if person is None else await self._places.dm(person)
            place = await self._places.of(channel)
            for number, part in enumerate(parts(message)):
                await self._kept.keep(part.kept)
                mark = nonce(address, str(number), self._clock().isoformat(), part.text)
                if place.kind == "forum":
                    await self._posting.post(place, part.body, mark, title_of(message))
                else:
                    await self._told(channel, part.body, plain_parts(part), mark)
        except (*TROUBLES, PlatformRefused, PlatformUnreachable) as error:
            log.warning("not_told", extra={"channel": address, "why": str(error)})
            return False
        return True

    async def _told(self, channel: int, body: Json, plain: tuple[Json, ...], mark: str) -> None:
        try:
            await self._posting.message(channel, body, mark, lane="person")
        except discord.HTTPException as error:
            if not is_form_refused(error):
                raise
            for number, each in enumerate(plain):
                await self._posting.message(channel, each, nonce(mark, str(number)), lane="person")

    async def _surely(self, sending: _Sending) -> Outcome:
        """Sent as plain text where our form of it is refused."""
        whole = sending.stored.body
        try:
            return Delivered(await self._part(sending, whole, sending.mark))
        except EmbedsLeftOut:
            bodies, defect = in_new_kind(whole), ""
        except discord.HTTPException as error:
            if error.code == MISSING_RIGHT and "embeds" in whole:
                # embeds need a right of their own, the new kind does not
                bodies, defect = in_new_kind(whole), ""
            elif is_form_refused(error):
                bodies, defect = contents(whole), f"{error.code}: {error.text}"
            else:
                raise
        if not bodies:
            return Refused(defect or "there is nothing to say in plain words")
        receipt = await self._part(sending, bodies[0], nonce(sending.mark, "0"))
        for number, body in enumerate(bodies[1:], 1):
            after = replace(sending, receipts=(*sending.receipts, receipt))
            await self._part(after, body, nonce(sending.mark, str(number)))
        return Delivered(receipt, defect)

    async def _part(self, sending: _Sending, body: Json, mark: str) -> str:
        """One body where it belongs; its receipt."""
        place, before = sending.place, sending.receipts
        if not before:
            return await self._first(sending, body, mark)
        thread = _thread_of(before, place)
        if thread is None and place.kind in ("text", "announcement") and len(before) == 1:
            thread = await self._opened_thread(place, int(before[0]), sending.stored.title)
        if thread is not None:
            made = await self._in_thread(thread, body, mark, sending.leaving)
            if made is not None:
                return f"{thread}/{made}"
        if place.kind == "forum":
            return await self._first(sending, body, mark)
        answered = int(before[-1].rpartition("/")[2])
        return str(await self._message(place.id, body, mark, sending.leaving, answered))

    async def _first(self, sending: _Sending, body: Json, mark: str) -> str:
        place = sending.place
        if place.kind == "forum":
            title = sending.stored.title
            if "embeds" in body and not await self._rights.may_embed(place.id):
                # a post that stands there could not be taken back
                raise EmbedsLeftOut
            return str(await self._posting.post(place, body, mark, title, sending.leaving))
        made = await self._message(place.id, body, mark, sending.leaving)
        if place.kind == "announcement":
            await self._posting.followers.publish(place.id, made)
        return str(made)

    async def _opened_thread(self, place: Place, message: int, title: str) -> int | None:
        """None where none may be opened: then it goes on in the channel."""
        try:
            return await self._posting.thread(place.id, message, title)
        except discord.HTTPException as error:
            if not is_refusal(error):
                raise
            log.info("no_thread", extra={"channel": place.id, "why": error.text})
            return None

    async def _in_thread(
        self, thread: int, body: Json, mark: str, leaving: Leaving | None
    ) -> int | None:
        """None where the thread is no place for it any more, which the channel still is."""
        try:
            return await self._message(thread, body, mark, leaving)
        except discord.HTTPException as error:
            if not is_refusal(error) or is_form_refused(error):
                raise
            return None

    async def _message(
        self,
        channel: int,
        body: Json,
        mark: str,
        leaving: Leaving | None,
        answers: int | None = None,
    ) -> int:
        try:
            return await self._posting.message(
                channel, body, mark, answers=answers, patience=_PATIENCE, leaving=leaving
            )
        except EmbedsLeftOut as left:
            if left.message is not None and await self._rights.may_embed(channel):
                # they are there: a server that is not Discord's tells less of a message
                return left.message
            if left.message is not None:
                await self._posting.take_back(channel, left.message)
            raise

    async def _outcome(self, error: Exception, channel: int) -> Outcome:
        made = outcome_of(error)
        code = getattr(error, "code", None)
        if code in (NO_TEXT_CHANNEL, WRONG_KIND):
            # it became something else, perhaps: the next try asks what
            await self._places.forget(channel)
        if isinstance(made, Gone) and code == MISSING_RIGHT:
            lacking = await self._rights.lacking(channel)
            if lacking:
                return Gone(f"I lack a right there: {', '.join(lacking)}.")
        return made


def _thread_of(receipts: tuple[str, ...], place: Place) -> int | None:
    """The thread that earlier parts went into."""
    if place.kind == "forum":
        return int(receipts[0].partition("/")[0])
    inside = [each for each in receipts if "/" in each]
    return int(inside[-1].partition("/")[0]) if inside else None
