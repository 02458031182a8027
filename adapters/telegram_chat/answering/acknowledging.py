"""A tap's acknowledgement: within a second in every case, and once.

Until it comes, the key that was tapped shows that it is waiting.
"""

import asyncio
import logging

from telegram.error import TelegramError

from adapters.telegram_chat.connecting.connection import TelegramConnection
from bot.errors import PaperbriefError
from bot.text.readable import shorten

log = logging.getLogger(__name__)

# https://core.telegram.org/bots/api#answercallbackquery
ALERT = 200
# seconds; the network takes the rest of the second, and two hundred people may tap at once
LATEST = 0.5


class Acknowledgement:
    """Of one tap, by its query's id; it runs from now on."""

    def __init__(
        self, connection: TelegramConnection, query: str, *, latest: float = LATEST
    ) -> None:
        self._connection = connection
        self._query = query
        self._given = False
        self._timer: asyncio.Task[None] = asyncio.create_task(self._after(latest))

    @property
    def given(self) -> bool:
        """Whether it is too late for an alert."""
        return self._given

    async def give(self, alert: str = "") -> None:
        """``alert`` is shown to this person alone. What Telegram says to it is no trouble:
        who tapped has gone, or sees the answer anyway."""
        if self._given:
            return
        self._given = True
        if self._timer is not asyncio.current_task():
            self._timer.cancel()
        try:
            bot = await self._connection.bot()
            text = shorten(alert, ALERT) if alert else None
            await bot.answer_callback_query(self._query, text=text, show_alert=bool(alert))
        except (TelegramError, PaperbriefError) as error:
            log.info("tap_not_acknowledged", extra={"why": type(error).__name__})

    async def _after(self, seconds: float) -> None:
        await asyncio.sleep(seconds)
        await self.give()
