"""What Discord's errors mean for us: the one place that reads them. Pure.

Codes: https://docs.discord.com/developers/topics/opcodes-and-status-codes#json
"""

import re
from collections.abc import Mapping

import aiohttp

from adapters.chat.pacing.pacer import WouldWait
from adapters.discord_chat.connecting.library import discord
from bot.causes import with_cause
from bot.errors import PaperbriefError, PlatformRefused, PlatformUnreachable
from bot.translator import msgid
from bot.values.deliveries import Gone, InDoubt, Later, Outcome, Refused

MISSING_ACCESS, MISSING_RIGHT = 50001, 50013
UNKNOWN_CHANNEL, UNKNOWN_MESSAGE = 10003, 10008
NO_TEXT_CHANNEL, WRONG_KIND = 50008, 50024
ARCHIVED, LOCKED = 50083, 160005
NO_HISTORY, TAG_REQUIRED = 160002, 40067
ALREADY_PUBLISHED, THREAD_EXISTS, TOO_MANY_THREADS = 40033, 160004, 160006

_CLOSED = {
    UNKNOWN_CHANNEL: msgid("the channel was deleted, or I am not in its server."),
    10004: msgid("I am not in that server."),
    10013: msgid("that person does not exist."),
    MISSING_ACCESS: msgid("I cannot see it. Give me the View Channel permission there."),
    MISSING_RIGHT: msgid("I lack a permission there."),
    50007: msgid("that person does not accept messages from me."),
    50278: msgid("that person shares no server with me."),
    NO_TEXT_CHANNEL: msgid("messages cannot be sent in that kind of channel."),
    WRONG_KIND: msgid("messages cannot be sent in that kind of channel."),
    ARCHIVED: msgid("the thread is closed."),
    LOCKED: msgid("the thread is locked."),
    TAG_REQUIRED: msgid("posts there need a tag, and there is none that I may use."),
}
_FORBIDDEN = msgid("Discord does not let me write there.")
_SECONDS = re.compile(r"[0-9]{1,9}(\.[0-9]+)?")
_LATE_INTERACTION = (10062, 10015, UNKNOWN_MESSAGE, 50027, 40060)
# seconds
_SOON, _LONG, _LONGEST = 20.0, 600.0, 3600.0
# https://docs.discord.com/developers/topics/opcodes-and-status-codes#gateway-close-event-codes
_BAD_TOKEN, _BAD_INTENTS, _INTENTS_NOT_GRANTED = 4004, 4013, 4014
_BETWEEN = "somebody between Discord and me answers with {status}"
_UNKNOWN_BOT = (
    "Discord does not know the bot's token. Reset it in the Developer Portal (Bot, Reset Token) "
    "and set DISCORD_BOT_TOKEN."
)
_INTENTS_SENTENCE = (
    "Discord does not grant what the bot asks to be told. In the Developer Portal (Bot, Privileged "
    "Gateway Intents) none has to be on; check that the token is this bot's own."
)


class NoAnswer(Exception):
    """No usable answer came. ``left`` is False where nothing can have reached Discord."""

    def __init__(self, why: str, *, left: bool) -> None:
        super().__init__(why)
        self.left = left


class Overdrawn(WouldWait):
    """Too many requests were refused; one more would risk a ban."""


class Paused(WouldWait):
    """Discord wants nothing of us for a while, whatever it is."""


TROUBLES = (discord.DiscordException, NoAnswer, WouldWait)
# with those of a connection that nobody could log in on
FAILURES = (*TROUBLES, PlatformRefused, PlatformUnreachable)


def no_answer(error: Exception) -> NoAnswer:
    """From what the connection itself ran into."""
    never = (
        aiohttp.ClientConnectorError,
        aiohttp.ConnectionTimeoutError,
        aiohttp.ClientProxyConnectionError,
    )
    return NoAnswer(_why(error), left=not isinstance(error, never))


def _why(error: Exception) -> str:
    if isinstance(error, TimeoutError):
        return "Discord did not answer in time"
    if isinstance(error, aiohttp.ClientConnectionError | ConnectionError):
        return "the connection to Discord broke"
    return "Discord gave no usable answer"


def outcome_of(error: Exception) -> Outcome:
    """What became of a send that failed, its plain form too."""
    match error:
        case Overdrawn():
            return Later(error.seconds, "too many requests were refused", everywhere=True)
        case Paused():
            return Later(min(error.seconds, _LONGEST), "Discord asks for a pause", everywhere=True)
        case WouldWait():
            return Later(error.seconds, "its turn comes later")
        case NoAnswer(left=False):
            return Later(_SOON, "Discord cannot be reached", everywhere=True)
        case NoAnswer():
            return InDoubt(str(error))
        case discord.RateLimited():
            return Later(min(error.retry_after, _LONGEST), "Discord asks for a pause")
        case discord.HTTPException():
            return _of_answer(error)
        case _:
            raise error


def _of_answer(error: discord.HTTPException) -> Outcome:
    if error.status == 429:
        return Later(retry_after(error), "Discord asks for a pause", everywhere=True)
    if not is_discords(error):
        return _of_page(error.status)
    if error.status == 401:
        return Later(_LONG, "Discord does not know the token", everywhere=True)
    if error.status >= 500:
        return InDoubt(f"Discord answered {error.status}")
    if error.status != 400 and not error.code:
        # it says nothing about the channel or the message
        why = f"Discord answered {error.status} and named no reason"
        return Later(_LONG, why, alone=True) if error.status == 403 else InDoubt(why)
    if error.code == TOO_MANY_THREADS:
        return Later(_LONGEST, "the server has too many open threads", alone=True)
    if (said := closed_because(error)) is not None:
        return Gone(said)
    return Refused(f"{error.code}: {error.text}")


def _of_page(status: int) -> Outcome:
    """Of who stands before Discord, and knows nothing of channels and tokens."""
    if status in (401, 403):
        return Later(_SOON, _BETWEEN.format(status=status), everywhere=True)
    return InDoubt(_BETWEEN.format(status=status))


def is_discords(error: discord.HTTPException) -> bool:
    """Discord itself said it, in JSON."""
    return str(error.response.headers.get("Content-Type", "")).startswith("application/json")


def closed_because(error: discord.HTTPException) -> str | None:
    """Why a channel is closed to us; None where it is not."""
    said = _CLOSED.get(error.code)
    return said or (_FORBIDDEN if error.status == 403 and error.code else None)


def is_form_refused(error: discord.HTTPException) -> bool:
    """It is the content that Discord does not take, not the place or the moment."""
    if error.status != 400 or is_late(error):
        return False
    return isinstance(_of_answer(error), Refused)


def is_late(error: discord.HTTPException) -> bool:
    """An interaction that is over, or that another program has answered."""
    return error.code in _LATE_INTERACTION


def is_refusal(error: Exception) -> bool:
    """Discord understood, and said no."""
    if not isinstance(error, discord.HTTPException) or not is_discords(error):
        return False
    return 400 <= error.status < 429


def retry_after(error: discord.HTTPException) -> float:
    """Seconds that a 429 asks for, within reason."""
    return _asked_for(error.response.headers)


def again_after(error: Exception) -> float | None:
    """Seconds until what failed, and is no delivery, may be tried again; None where that is
    of no use."""
    match outcome_of(error):
        case Later(after=after):
            return after
        case InDoubt():
            return _SOON
        case _:
            return None


def pause_of(headers: Mapping[str, str]) -> float:
    """Seconds for which a 429 asks us to leave everything alone; 0 where it speaks of one
    channel or route. Whoever stands before Discord ("Via" is its own mark) means all."""
    everything = headers.get("X-RateLimit-Scope") == "global" or "X-RateLimit-Global" in headers
    return _asked_for(headers) if everything or "Via" not in headers else 0.0


def _asked_for(headers: Mapping[str, str]) -> float:
    asked = headers.get("Retry-After", "")
    return min(float(asked), _LONGEST) if _SECONDS.fullmatch(asked) else _LONG


def trouble(error: Exception) -> PaperbriefError:
    """The same as an error of ours, for what is no delivery."""
    match error:
        case discord.LoginFailure(__cause__=discord.HTTPException() as said):
            return trouble(said)
        case discord.LoginFailure():
            return PlatformRefused(_UNKNOWN_BOT)
        case discord.PrivilegedIntentsRequired():
            return PlatformRefused(_INTENTS_SENTENCE)
        case discord.ConnectionClosed(code=code):
            return _of_close(code)
        case discord.HTTPException(status=401) if is_discords(error):
            return PlatformRefused(_UNKNOWN_BOT)
        case discord.HTTPException(status=429):
            return PlatformUnreachable("Discord asks for a pause.", retry_after=retry_after(error))
        case discord.RateLimited() | WouldWait():
            return PlatformUnreachable("Discord asks for a pause.", retry_after=error.retry_after)
        case _:
            return PlatformUnreachable("Discord gave no usable answer.")


def is_ungranted(error: Exception) -> bool:
    """The gateway does not grant an intent."""
    if isinstance(error, discord.ConnectionClosed):
        return error.code == _INTENTS_NOT_GRANTED
    return isinstance(error, discord.PrivilegedIntentsRequired)


def _of_close(code: int) -> PaperbriefError:
    if code == _BAD_TOKEN:
        return PlatformRefused(_UNKNOWN_BOT)
    if code in (_BAD_INTENTS, _INTENTS_NOT_GRANTED):
        return PlatformRefused(_INTENTS_SENTENCE)
    return PlatformUnreachable(f"Discord closed the connection ({code}).")


def in_full(error: PaperbriefError) -> str:
    """With the network's cause, or with what came in the place of an answer."""
    said, behind = with_cause(error), error.__cause__
    if said == str(error) and isinstance(behind, NoAnswer):
        return f"{said.rstrip('.')} [{behind}]."
    return said
