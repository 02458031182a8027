"""The bot's connection to Telegram, shared by everything that talks with it."""

import asyncio
from typing import Any

from telegram.error import TelegramError
from telegram.ext import Application, ApplicationBuilder, ExtBot

from adapters.pacing import Limits, Pacer
from adapters.telegram_chat.flood import FloodControl, Urgency
from adapters.telegram_chat.in_turn import InTurn
from adapters.telegram_chat.outcomes import trouble

Bot = ExtBot[Urgency]
App = Application[Bot, Any, Any, Any, Any, Any]

# seconds; a long poll has a request of its own
_CONNECT, _READ, _POOL = 5.0, 10.0, 5.0
_CONNECTIONS = 64


class TelegramConnection:
    """One bot at one Bot API server. ``base`` is followed by ``/bot<token>/``."""

    def __init__(self, token: str, base: str, limits: Limits) -> None:
        self.application: App = _application(token, base, limits)
        self._opening = asyncio.Lock()

    async def bot(self) -> Bot:
        """The bot, once Telegram has said who it is.

        Raises PlatformRefused (the token) or PlatformUnreachable.
        """
        async with self._opening:
            try:
                await self.application.initialize()
            except TelegramError as error:
                raise trouble(error) from error
        return self.application.bot

    async def close(self) -> None:
        async with self._opening:
            await self.application.shutdown()
            # not initialised to its end, the application leaves the requests open
            await self.application.bot.shutdown()


def _application(token: str, base: str, limits: Limits) -> App:
    builder: Any = ApplicationBuilder()
    made: App = (
        builder.token(token)
        .base_url(f"{base}/bot")
        .base_file_url(f"{base}/file/bot")
        .rate_limiter(FloodControl(Pacer(limits)))
        .concurrent_updates(InTurn())
        .job_queue(None)
        .connection_pool_size(_CONNECTIONS)
        .connect_timeout(_CONNECT)
        .read_timeout(_READ)
        .write_timeout(_READ)
        .pool_timeout(_POOL)
        .get_updates_connect_timeout(_CONNECT)
        .get_updates_read_timeout(_READ)
        .build()
    )
    return made
