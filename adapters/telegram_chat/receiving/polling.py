"""Long polling: updates are asked for, again and again, whatever happens.

The library's own loop ends in silence where the token is withdrawn, sleeps through a stop,
and loses a whole answer for one update that it cannot read; so this is ours, over its
requests. https://core.telegram.org/bots/api#getupdates
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from telegram import Update
from telegram.error import (
    Conflict,
    EndPointNotFound,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)

from adapters.chat.receiving import ReceivingLine
from adapters.telegram_chat.connecting.completing import completed_update
from adapters.telegram_chat.connecting.connection import Bot
from adapters.telegram_chat.connecting.flood import seconds_of
from adapters.telegram_chat.connecting.http_request import READ
from adapters.telegram_chat.connecting.outcomes import NO_JSON, never_left, trouble
from adapters.telegram_chat.receiving.updates import ALLOWED
from bot.ports.alarms import PlatformAlarm

log = logging.getLogger(__name__)

Arrive = Callable[[Sequence[Update]], Awaitable[None]]
# what the library raises for an update that lacks something
_UNREADABLE = (AttributeError, KeyError, TypeError, ValueError)
# seconds; however often another poller has come back
_LONGEST_QUIET = 3600.0


@dataclass(frozen=True, slots=True)
class Patience:
    """Seconds: ``poll`` is how long Telegram may wait for something to tell, ``first`` to
    ``longest`` are the pauses while it is out of reach, ``rival`` the one beside another
    poller; after ``alone`` without it, all is well again, and after twice that where it had come
    back: a poller that is refused may itself pause for a minute. ``empty`` is the least time for
    an answer that brings nothing: there are servers that do not wait."""

    poll: int = 10
    empty: float = 0.25
    first: float = 1.0
    longest: float = 30.0
    rival: float = 10.0
    alone: float = 300.0


class Polling:
    """For one bot. ``arrive`` takes what came; it is confirmed when it returns."""

    def __init__(
        self,
        bot: Bot,
        arrive: Arrive,
        alarm: PlatformAlarm,
        patience: Patience | None = None,
        line: ReceivingLine | None = None,
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        self._bot = bot
        self._arrive = arrive
        self._alarm = alarm
        self._patience = patience or Patience()
        self._line = line or ReceivingLine("telegram", alarm)
        self._beat = beat
        self._offset: int | None = None
        self._pause = 0.0
        self._hooked = False
        self._rival_at: float | None = None
        self._quiet = self._patience.alone
        self._was_alone = False

    async def run(self) -> None:
        """Until it is cancelled. Raises TelegramError where asking again is of no use."""
        clock = asyncio.get_running_loop().time
        await self._without_webhook()
        while True:
            began, before = clock(), self._offset
            self._beat()
            try:
                updates = await self._asked()
            except InvalidToken:
                raise
            except TelegramError as error:
                await self._rested(await self._after(error))
            else:
                await self._well()
                if updates:
                    await self._arrive(updates)
                if self._offset == before:
                    await asyncio.sleep(began + self._patience.empty - clock())

    async def _rested(self, seconds: float) -> None:
        """Telegram may ask for a long pause: that is no hang."""
        while seconds > 0:
            self._beat()
            await asyncio.sleep(min(seconds, self._patience.longest))
            seconds -= self._patience.longest

    async def _without_webhook(self) -> None:
        """With one set, nothing may be asked for; what waits there stays. A server that knows
        no webhooks has none, and says so in its own way."""
        try:
            await self._bot.delete_webhook()
        except NetworkError as error:
            if isinstance(error, TimedOut) or never_left(error):
                raise
            self._hooked = True
            log.info("webhook_not_deleted", extra={"why": error.message})
        else:
            self._hooked = False

    async def confirm(self) -> None:
        """Tell Telegram what was taken, before the end; it is noted here as well."""
        if self._offset is None:
            return
        try:
            await self._fetched(0)
        except TelegramError as error:
            log.info("not_confirmed", extra={"why": type(error).__name__})

    async def _asked(self) -> Sequence[Update]:
        # after an outage, ask for an answer at once: it need not wait for an update
        raw = await self._fetched(0 if self._pause else self._patience.poll)
        if raw:
            self._offset = max(int(each["update_id"]) for each in raw) + 1
        return [update for each in raw if (update := read_by_library(each, self._bot)) is not None]

    async def _fetched(self, seconds: int) -> Sequence[Mapping[str, Any]]:
        """As they are: for one that it cannot read, the library drops all, and logs what
        people wrote."""
        asked = {"offset": self._offset, "timeout": seconds, "allowed_updates": list(ALLOWED)}
        try:
            # sent as getUpdates; spelled so because the library warns of names that it wraps
            fetched: Any = await self._bot.do_api_request(
                "get__updates",
                {name: value for name, value in asked.items() if value is not None},
                read_timeout=seconds + READ,
            )
        except EndPointNotFound as error:
            # the method exists, so it is the token that is unknown
            raise InvalidToken from error
        except _UNREADABLE as error:
            # JSON of another form than the library expects
            raise TelegramError(NO_JSON) from error
        given = fetched if isinstance(fetched, list | tuple) else ()
        return [each for each in given if _is_update(each)]

    async def _after(self, error: TelegramError) -> float:
        """Seconds to wait; the trouble is told where it begins."""
        if isinstance(error, Conflict) and self._hooked:
            await self._without_webhook()
            return self._patience.first
        if isinstance(error, Conflict):
            # the other may be our own predecessor, about to end
            if self._was_alone:
                self._was_alone = False
                self._quiet = min(2 * self._quiet, _LONGEST_QUIET)
            self._rival_at = asyncio.get_running_loop().time()
            await self._alarm.ring("telegram_conflict", str(trouble(error)))
            return self._patience.rival
        # after an outage update ids may begin anew; Taken keeps any from being taken twice
        self._offset = None
        await self._line.broken(str(trouble(error)))
        longer = min(2 * self._pause, self._patience.longest) or self._patience.first
        self._pause = longer
        return max(longer, seconds_of(error)) if isinstance(error, RetryAfter) else longer

    async def _well(self) -> None:
        self._pause = 0.0
        await self._line.well()
        if self._rival_at is None:
            return
        if asyncio.get_running_loop().time() - self._rival_at >= self._quiet:
            self._rival_at = None
            self._was_alone = True
            await self._alarm.calm("telegram_conflict", "Telegram's updates are mine alone again.")


def read_by_library(raw: Mapping[str, Any], bot: Bot) -> Update | None:
    """None for one that the library cannot read: Telegram would only bring it again. The log
    gets the kind of the error, and not its words, which hold what people wrote."""
    try:
        return Update.de_json(completed_update(raw), bot)
    except _UNREADABLE as error:
        log.error(
            "update_unreadable",
            extra={"update": raw.get("update_id"), "why": type(error).__name__},
        )
        return None


def _is_update(given: object) -> bool:
    return isinstance(given, Mapping) and str(given.get("update_id", "")).isdecimal()
