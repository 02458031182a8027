"""The bot's connection to Telegram, shared by everything that talks with it."""

import asyncio
import os
from collections.abc import Callable, Coroutine, Mapping
from typing import Any

from telegram.error import BadRequest, InvalidToken, TelegramError
from telegram.ext import ExtBot

from adapters.chat.pacing.pacer import Pacer, RateLimits, Urgency
from adapters.telegram_chat.connecting.completing import completed, number_of
from adapters.telegram_chat.connecting.flood import ApiResult, FloodControl
from adapters.telegram_chat.connecting.http_request import CONNECT, POOL, AiohttpRequest, Fields
from adapters.telegram_chat.connecting.outcomes import NO_JSON, trouble
from bot.errors import PaperbriefError, PlatformUnreachable

Bot = ExtBot[Urgency]

# what the library raises for JSON that is no answer of Telegram's
_NOT_WHOLE = (KeyError, TypeError, AttributeError)
# seconds, for the question whether Telegram answers at all
PROBE = 5.0
_CONNECTIONS = 64
# for so long, a failed login is not tried again: whoever asks gets the same error
_FRESH = 1.0
# the library's own switch, without which every 429 warns (python-telegram-bot 22.2 and later)
_NEW_DURATIONS = "PTB_TIMEDELTA"


class TelegramConnection:
    """One bot at one Bot API server. ``base`` is followed by ``/bot<token>/``."""

    def __init__(self, token: str, base: str, limits: RateLimits) -> None:
        os.environ.setdefault(_NEW_DURATIONS, "true")
        self._requests = _Requests(Pacer(limits))
        self._bot: Bot = ExtBot(
            token,
            base_url=f"{base}/bot",
            base_file_url=f"{base}/file/bot",
            request=AiohttpRequest(_CONNECTIONS),
            get_updates_request=AiohttpRequest(1),
            rate_limiter=self._requests,
        )
        self._is_open = False
        self._opening = asyncio.Lock()
        self._closed = False
        self._trouble: tuple[float, PaperbriefError] | None = None

    async def bot(self) -> Bot:
        """The bot, once Telegram has said who it is.

        Raises PlatformRefused (the token) or PlatformUnreachable.
        """
        if self._is_open:
            return self._bot
        async with self._opening:
            if self._closed:
                raise PlatformUnreachable("The connection to Telegram is closed.")
            now = asyncio.get_running_loop().time()
            if self._trouble is not None and now - self._trouble[0] < _FRESH:
                raise self._trouble[1]
            await self._opened()
        return self._bot

    async def send(self, fields: Mapping[str, object], urgency: Urgency) -> int:
        """sendMessage with these fields; the number of the message. The library's own would make
        an object of each entity and key, and of everything that Telegram tells of the message.
        Raises as the library does, WouldWait, and as :meth:`bot`."""
        bot = await self.bot()
        sent = await self._requests.answer(
            bot.request.post,
            (f"{bot.base_url}/sendMessage", Fields(fields)),
            {},
            "sendMessage",
            {"chat_id": fields["chat_id"]},
            urgency,
        )
        return number_of(sent)

    async def answers(self) -> None:
        """Ask Telegram who we are, afresh, past all that waits. Raises TelegramError."""
        try:
            await self._bot.get_me(
                connect_timeout=CONNECT, read_timeout=PROBE, write_timeout=PROBE, pool_timeout=POOL
            )
        except _NOT_WHOLE as error:
            raise TelegramError(NO_JSON) from error
        self._trouble = None

    async def _opened(self) -> None:
        try:
            await self._bot.initialize()
        except TelegramError as error:
            self._trouble = (asyncio.get_running_loop().time(), trouble(error))
            raise self._trouble[1] from error
        self._trouble = None
        self._is_open = True

    async def close(self) -> None:
        """What waits for its turn is sent away, and the connections are closed."""
        async with self._opening:
            self._closed, self._is_open = True, False
            await self._bot.shutdown()


class _Requests(FloodControl):
    """Paced, and whole: the one place that every answer but the updates comes through."""

    __slots__ = ()

    async def process_request(
        self,
        callback: Callable[..., Coroutine[Any, Any, ApiResult]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        rate_limit_args: Urgency | None,
    ) -> ApiResult:
        answer = await self.answer(callback, args, kwargs, endpoint, data, rate_limit_args)
        made: ApiResult = completed(endpoint.lower(), answer, data)
        return made

    async def answer(
        self,
        callback: Callable[..., Coroutine[Any, Any, ApiResult]],
        args: Any,
        kwargs: dict[str, Any],
        endpoint: str,
        data: dict[str, Any],
        urgency: Urgency | None,
    ) -> ApiResult:
        """As it was told, with nothing filled in."""
        try:
            return await super().process_request(callback, args, kwargs, endpoint, data, urgency)
        except InvalidToken as error:
            # the token is known to be valid by then, so it is the method that is unknown
            if endpoint.lower() == "getme" or "not found" not in error.message.lower():
                raise
            raise BadRequest(f"no such method here: {endpoint}") from error
        except _NOT_WHOLE as error:
            raise TelegramError(NO_JSON) from error
