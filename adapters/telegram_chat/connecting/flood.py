"""Telegram's flood control: which request waits for what, and what a 429 means.

The limits: https://core.telegram.org/bots/faq#my-bot-is-hitting-limits-how-do-i-avoid-this
They are no promise; what counts is a 429's ``retry_after``.
"""

from collections.abc import Awaitable, Callable, Coroutine
from dataclasses import replace
from datetime import timedelta
from typing import Any

from telegram.error import BadRequest, Forbidden, RetryAfter
from telegram.ext import BaseRateLimiter

from adapters.chat.pacing.limits import ChatId
from adapters.chat.pacing.pacer import Pacer, SendRequest, Urgency
from bot.values.deliveries import Leaving

ApiResult = bool | dict[str, Any] | list[dict[str, Any]]

# seconds by which a request may be late of which no answer tells yet: the first need new
# connections, those a second later use them again
JITTER = 0.026


# they go with a request as ``rate_limit_args``; their seconds hold what a 429 adds to a wait.
# Whoever asked is better told late than never: longer than a full group's minute
PERSON = Urgency("person", 90.0)
# the next part of a brief is worth it; a closed group or a flood is not worth a worker
FAN_OUT = Urgency("fan-out", 30.0)

# a 429 after a wait that Telegram itself named is rare; after three in a row, give up
_TRIES = 3

# the bot's own session: these requests neither wait for messages nor delay them
_SESSION = frozenset(
    {"getme", "getupdates", "setwebhook", "deletewebhook", "getwebhookinfo", "logout", "close"}
)
# nor does the one that stops a person's button from spinning
_AT_ONCE = _SESSION | {"answercallbackquery"}
_PROFILE = ("setmy", "getmy", "deletemy")
_MESSAGES = ("send", "copy", "forward", "editmessage")


class FloodControl(BaseRateLimiter[Urgency]):
    """Paces every request of one bot.

    What would wait too long raises WouldWait before it is sent, and RetryAfter where a
    429 says so. Both name the seconds (``seconds_of`` reads the second); nothing was
    sent. Other errors pass. A request without an urgency answers a person.
    """

    __slots__ = ("_pacer",)

    def __init__(self, pacer: Pacer) -> None:
        self._pacer = pacer

    async def initialize(self) -> None:
        """Nothing to prepare."""

    async def shutdown(self) -> None:
        """Who still waits gets WouldWait: the connections are closed next."""
        self._pacer.close()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, ApiResult]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Urgency | None,
    ) -> ApiResult:
        method = endpoint.lower()
        urgency = rate_limit_args or PERSON
        request = request_for(method, data.get("chat_id"), urgency)

        async def sent() -> ApiResult:
            return await self._sent(callback(*args, **kwargs), method, request)

        if method in _AT_ONCE:
            if urgency.leaving is not None:
                await urgency.leaving()
            return await sent()
        return await self._in_turn(sent, method, request, urgency.leaving)

    async def _in_turn(
        self,
        sent: Callable[[], Awaitable[ApiResult]],
        method: str,
        request: SendRequest,
        leaving: Leaving | None,
    ) -> ApiResult:
        """Again after a 429, in the place that the request had, while its patience lasts."""
        deadline = self._pacer.clock() + request.patience
        ticket: int | None = None
        for left in reversed(range(_TRIES)):
            ticket = await self._pacer.turn(request, ticket, leaving)
            try:
                said = await sent()
            except (BadRequest, Forbidden):
                self._pacer.answered(ticket)
                raise
            except RetryAfter as error:
                self._pacer.answered(ticket)
                now = self._pacer.clock()
                if not left or now + seconds_of(error) > deadline or is_own_affair(method):
                    raise
                request = replace(request, patience=deadline - now)
            else:
                self._pacer.answered(ticket)
                return said
        raise AssertionError("the last try returns or raises")

    async def _sent(
        self, answer: Awaitable[ApiResult], method: str, request: SendRequest
    ) -> ApiResult:
        try:
            return await answer
        except RetryAfter as error:
            if not is_own_affair(method):
                self._pacer.flooded(request, seconds_of(error))
            raise


def request_for(method: str, chat_id: object, urgency: Urgency) -> SendRequest:
    """``method`` in small letters. An edit counts in its chat as a message does; a chat action
    does not."""
    chat = chat_of(chat_id)
    return SendRequest(
        lane=urgency.lane,
        chat=chat,
        group=is_group(chat),
        message=method.startswith(_MESSAGES) and method != "sendchataction",
        patience=urgency.patience,
    )


def is_own_affair(method: str) -> bool:
    """Methods about the bot itself: they have limits of their own, which say nothing of
    the sending (``close`` is told 429 for ten minutes after the start,
    https://core.telegram.org/bots/api#close)."""
    return method in _SESSION or method.startswith(_PROFILE)


def chat_of(chat_id: object) -> ChatId | None:
    """A chat by its number, even where it was written as a text; ``@name`` stays one."""
    if chat_id is None or isinstance(chat_id, int):
        return chat_id
    text = str(chat_id)
    return int(text) if text.removeprefix("-").isdecimal() else text.lower()


def is_group(chat: ChatId | None) -> bool:
    """Groups and channels: numbers below 0, and names (people are written to by number)."""
    return isinstance(chat, str) or (chat is not None and chat < 0)


def seconds_of(error: RetryAfter) -> float:
    """The library gives seconds or, with PTB_TIMEDELTA set, a timedelta."""
    wait = error.retry_after
    return wait.total_seconds() if isinstance(wait, timedelta) else float(wait)
