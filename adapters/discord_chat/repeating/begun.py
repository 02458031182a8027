"""What is known of the part that was last sent to a channel: when, and behind which message.

Discord's ids grow. A message of an earlier try has a greater one than the last of ours that
was known in the channel before that try, whatever the clocks say; an equal text of an earlier
day has not. The outbox tells which was the last; noted is only what it does not know.
"""

import json
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from adapters.chat.remembering import NotedValues
from adapters.discord_chat.addresses import address
from adapters.discord_chat.noted import BEGUN
from bot.ports.notes import Notes
from bot.values.deliveries import Letter

# "checked for uniqueness in the past few minutes":
# https://docs.discord.com/developers/resources/message#create-message
_REMEMBERED = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class BegunPart:
    """One part, by its nonce.

    ``after`` is the greatest id of ours that was known there before it was first tried, 0
    where none was; ``last`` the greatest known now. ``open``: a try since ``since`` (aware)
    was never answered for. ``blind``: since when it has been tried again without a look at
    what is there.
    """

    mark: str
    after: int = 0
    last: int = 0
    open: bool = False
    since: datetime | None = None
    blind: datetime | None = None


class Tries:
    """A note for a channel where it has to know more than the outbox does: one part at a time is
    on its way there."""

    def __init__(self, notes: Notes, clock: Callable[[], datetime]) -> None:
        self._noted: NotedValues[int, BegunPart] = NotedValues(notes, clock, BEGUN, _read, _written)

    async def of(self, channel: int, mark: str, letter: Letter) -> BegunPart:
        """The part as it stands before the next try."""
        noted = await self._noted.get(channel)
        known = newest((*letter.receipts, letter.last))
        if noted is None:
            made = BegunPart(mark, known, known)
        elif noted.mark != mark:
            # in what was noted there may be more than receipts tell
            known = max(noted.last, noted.after, known)
            made = BegunPart(mark, known, known)
        else:
            made = replace(noted, after=max(noted.after, known))
        if not letter.tries:
            return made
        earliest = [each for each in (letter.first_tried, made.since) if each is not None]
        # without its time, it is older than any nonce
        since = min(earliest) if letter.first_tried is not None else None
        return replace(made, open=True, since=since)

    async def expect(self, channels: Iterable[int]) -> None:
        """What is noted of them is known without a wait from now on."""
        await self._noted.expect(channels)

    async def keep(self, channel: int, begun: BegunPart) -> None:
        if begun != self._noted.in_memory(channel):
            await self._noted.keep(channel, begun, address(channel))


def _written(begun: BegunPart) -> str:
    times = {
        name: None if at is None else at.isoformat()
        for name, at in (("since", begun.since), ("blind", begun.blind))
    }
    noted = {"mark": begun.mark, "after": begun.after, "last": begun.last, "open": begun.open}
    return json.dumps(noted | times)


def _read(noted: str) -> BegunPart:
    told = json.loads(noted)
    return BegunPart(
        told["mark"],
        after=told["after"],
        last=told["last"],
        open=told["open"],
        since=_moment(told["since"]),
        blind=_moment(told["blind"]),
    )


def is_remembered(since: datetime | None, now: datetime) -> bool:
    """Whether Discord still knows the nonce of a message that was sent then."""
    return since is not None and timedelta(0) <= now - since <= _REMEMBERED


def newest(receipts: tuple[str, ...]) -> int:
    """The greatest id in receipts; 0 without any."""
    greatest = 0
    for receipt in receipts:
        for each in receipt.split("/"):
            if each.isdecimal():
                greatest = max(greatest, int(each))
    return greatest


def _moment(text: str | None) -> datetime | None:
    return None if text is None else datetime.fromisoformat(text)
