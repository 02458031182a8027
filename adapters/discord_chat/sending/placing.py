"""Where the bodies of one part go, and in which form.

- text channel: a message; further parts into a thread under it, or as replies where no
  thread may be made;
- announcement channel: the same, the first message published to the followers;
- forum: a post of its own, further parts inside it;
- thread, direct messages: messages that answer each other.
"""

import logging
from dataclasses import dataclass, field, replace

from adapters.chat.pacing.pacer import Urgency
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import MISSING_RIGHT, is_form_refused, is_refusal
from adapters.discord_chat.places import Place
from adapters.discord_chat.rendering.bodies import in_new_kind
from adapters.discord_chat.rendering.part import BodyText, Json, compact
from adapters.discord_chat.rendering.plain_content import contents
from adapters.discord_chat.repeating.likeness import Left, SentForm
from adapters.discord_chat.rights import DiscordRights
from adapters.discord_chat.sending.letters import StoredPart, nonce
from adapters.discord_chat.sending.posting import EmbedsLeftOut, Posting
from bot.values.deliveries import Delivered, Leaving, Refused

log = logging.getLogger(__name__)

# seconds that a worker waits for its turn; what takes longer is put back
_PATIENCE = 4.0


@dataclass(frozen=True, slots=True)
class Sending:
    """One part on its way to a place, behind those of ``receipts``. ``left`` is what an
    earlier try left there; ``made`` collects the receipts of what this one makes."""

    stored: StoredPart
    mark: str
    place: Place
    receipts: tuple[str, ...]
    leaving: Leaving | None = None
    left: Left | None = None
    made: list[str] = field(default_factory=list)


def forms_of(stored: StoredPart, mark: str) -> tuple[SentForm, ...]:
    """All ways in which a part may go out, as it is stored first."""
    body = stored.body
    others = (in_new_kind(body) if body.get("embeds") else (), contents(body))
    return ((body, mark),), *(_numbered(bodies, mark) for bodies in others if bodies)


def _numbered(bodies: tuple[Json, ...], mark: str) -> SentForm:
    return tuple((body, nonce(mark, str(number))) for number, body in enumerate(bodies))


class Placing:
    """Raises as the connection does."""

    def __init__(self, posting: Posting, rights: DiscordRights) -> None:
        self._posting = posting
        self._rights = rights

    async def sent(self, sending: Sending) -> Delivered | Refused:
        """As plain text where our form of it is refused."""
        if sending.left is not None:
            return Delivered(await self._all(sending, sending.left.form, sending.left.receipts))
        stored = sending.stored
        try:
            return Delivered(await self._part(sending, stored, sending.mark))
        except EmbedsLeftOut:
            bodies, defect = in_new_kind(stored.body), ""
        except discord.HTTPException as error:
            if error.code == MISSING_RIGHT and "embeds" in stored.body:
                # embeds need a right of their own, the new kind does not
                bodies, defect = in_new_kind(stored.body), ""
            elif is_form_refused(error):
                bodies, defect = contents(stored.body), f"{error.code}: {error.text}"
            else:
                raise
        if not bodies:
            return Refused(defect or "there is nothing to say in plain words")
        form = _numbered(bodies, sending.mark)
        return Delivered(await self._all(sending, form, (None,) * len(form)), defect)

    async def _all(self, sending: Sending, form: SentForm, there: tuple[str | None, ...]) -> str:
        """The bodies that are not there yet; the receipt of the first, which the others
        stand behind."""
        first = ""
        for (body, mark), receipt in zip(form, there, strict=True):
            if receipt is None:
                receipt = await self._part(sending, BodyText(compact(body)), mark)
            elif not sending.receipts:
                await self._published(sending.place, receipt)
            if not first:
                first = receipt
                sending = replace(sending, receipts=(*sending.receipts, receipt))
        return first

    async def _part(self, sending: Sending, body: BodyText, mark: str) -> str:
        """One body where it belongs; its receipt."""
        receipt = await self._placed(sending, body, mark)
        sending.made.append(receipt)
        return receipt

    async def _placed(self, sending: Sending, body: BodyText, mark: str) -> str:
        place, before = sending.place, sending.receipts
        if not before:
            return await self._first(sending, body, mark)
        thread = _thread_of(before, place)
        if thread is None and place.kind in ("text", "announcement") and len(before) == 1:
            thread = await self._opened_thread(place, int(before[0]), sending.stored.title)
        if thread is not None:
            made = await self._in_thread(thread, sending, body, mark)
            if made is not None:
                return f"{thread}/{made}"
        if place.kind == "forum":
            return await self._first(sending, body, mark)
        answered = int(before[-1].rpartition("/")[2])
        return str(await self._message(place.id, sending, body, mark, answered))

    async def _first(self, sending: Sending, body: BodyText, mark: str) -> str:
        place = sending.place
        if place.kind == "forum":
            whole = body.body
            if "embeds" in whole and not await self._rights.may_embed(place.id):
                # a post that stands there could not be taken back
                raise EmbedsLeftOut
            title = sending.stored.title
            urgency = Urgency("fan-out", leaving=sending.leaving)
            tag = sending.stored.tag
            return str(await self._posting.post(place, whole, title, urgency, tag))
        receipt = str(await self._message(place.id, sending, body, mark))
        await self._published(place, receipt)
        return receipt

    async def _published(self, place: Place, receipt: str) -> None:
        if place.kind == "announcement":
            await self._posting.followers.publish(place.id, int(receipt))

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
        self, thread: int, sending: Sending, body: BodyText, mark: str
    ) -> int | None:
        """None where the thread is no place for it any more, which the channel still is."""
        try:
            return await self._message(thread, sending, body, mark)
        except discord.HTTPException as error:
            if not is_refusal(error) or is_form_refused(error):
                raise
            return None

    async def _message(
        self, channel: int, sending: Sending, body: BodyText, mark: str, answers: int | None = None
    ) -> int:
        try:
            return await self._posting.message(
                channel,
                body,
                mark,
                Urgency("fan-out", _PATIENCE, sending.leaving),
                answers,
            )
        except EmbedsLeftOut as left:
            if left.message is not None and await self._rights.may_embed(channel):
                # they are there: other servers than Discord's leave them out of the answer
                return left.message
            if left.message is not None:
                await self._posting.take_back(channel, left.message)
            raise


def _thread_of(receipts: tuple[str, ...], place: Place) -> int | None:
    """The thread that earlier parts went into."""
    if place.kind == "forum":
        return int(receipts[0].partition("/")[0])
    inside = [each for each in receipts if "/" in each]
    return int(inside[-1].partition("/")[0]) if inside else None
