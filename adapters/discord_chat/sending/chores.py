"""What is done about a brief on Discord once it is there: it is pinned, a thread opened under it.

- https://docs.discord.com/developers/resources/message#pin-message
- https://docs.discord.com/developers/resources/channel#start-thread-from-message
- a post is pinned to the top of its forum by its flags; a forum has one such post:
  https://docs.discord.com/developers/resources/channel#channel-object-channel-flags
"""

from collections.abc import Awaitable, Callable
from functools import partial

from adapters.chat.pacing.pacer import Urgency
from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.connecting.library import discord
from adapters.discord_chat.connecting.outcomes import (
    MISSING_ACCESS,
    MISSING_RIGHT,
    THREAD_EXISTS,
    UNKNOWN_CHANNEL,
    UNKNOWN_MESSAGE,
    is_refusal,
)
from adapters.discord_chat.places import Place
from adapters.discord_chat.rendering.limits import label
from bot.translator import msgid
from bot.values.deliveries import Delivered, Letter

_PIN = "/channels/{channel_id}/messages/pins/{message_id}"
_THREAD = "/channels/{channel_id}/messages/{message_id}/threads"
_POST = "/channels/{channel_id}"
_PINNED = 1 << 1
_NAME = 100
_NO_PINS = msgid("I need the Pin Messages permission there.")
_NO_POST_PINS = msgid("I need the Manage Threads permission there.")
_NO_THREADS = msgid("I need the Create Public Threads permission there.")
_TOO_MANY = msgid("that channel has as many pinned messages as Discord allows.")
_NOT_LET = msgid("Discord did not let me do that.")
# https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
_MOST_PINS, _MOST_POST_PINS = 30003, 30047
# somebody deleted it, or did it meanwhile
_NOTHING_TO_DO = (UNKNOWN_MESSAGE, UNKNOWN_CHANNEL, THREAD_EXISTS)


class DiscordChores:
    """Raises as the connection does for what says nothing of the chore itself."""

    def __init__(self, connection: DiscordConnection) -> None:
        self._connection = connection

    async def done(self, letter: Letter, place: Place, urgency: Urgency) -> Delivered:
        """The receipt is that of the message that is pinned, or has the thread now."""
        if not letter.receipts:
            return Delivered()
        head = letter.receipts[0]
        ask = partial(self._connection.ask, urgency=urgency)
        match letter.chore, place.kind:
            case "pin", "forum":
                # one post at a time
                await self._let_go(letter, partial(_pin_post, ask, 0))
                lacking = await _refusal(_pin_post(ask, _PINNED, head), _NO_POST_PINS)
            case "pin", _:
                message = _message(head)
                pin = ask("PUT", _PIN, channel_id=place.id, message_id=message)
                lacking = await _refusal(pin, _NO_PINS)
                if not lacking:
                    await self._let_go(letter, partial(_unpin, ask, place.id))
            case "discuss", "text" | "announcement":
                name = {"name": label(letter.payload, _NAME) or "arXiv"}
                message = _message(head)
                opened = ask("POST", _THREAD, name, channel_id=place.id, message_id=message)
                lacking = await _refusal(opened, _NO_THREADS)
            case _:
                # a forum's post is a thread already, and in a thread there is no other
                lacking = ""
        return Delivered("" if lacking else head, lacking=lacking)

    async def _let_go(self, letter: Letter, unpin: Callable[[str], Awaitable[object]]) -> None:
        """The brief that was pinned before; whatever is said of it, the new one counts."""
        if letter.pinned and letter.pinned != letter.receipts[0]:
            await _refusal(unpin(letter.pinned), "")


Ask = Callable[..., Awaitable[object]]


async def _pin_post(ask: Ask, flags: int, post: str) -> None:
    await ask("PATCH", _POST, {"flags": flags}, channel_id=int(post.partition("/")[0]))


async def _unpin(ask: Ask, channel: int, receipt: str) -> None:
    await ask("DELETE", _PIN, channel_id=channel, message_id=_message(receipt))


def _message(receipt: str) -> int:
    return int(receipt.rpartition("/")[2])


async def _refusal(asked: Awaitable[object], no_right: str) -> str:
    """Why it was not done, "" where it was, or where there is nothing to do any more."""
    try:
        await asked
    except discord.HTTPException as error:
        if not is_refusal(error) or error.status == 401:
            raise
        if error.code in _NOTHING_TO_DO:
            return ""
        if error.code in (_MOST_PINS, _MOST_POST_PINS):
            return _TOO_MANY
        return no_right if error.code in (MISSING_RIGHT, MISSING_ACCESS) else _NOT_LET
    return ""
