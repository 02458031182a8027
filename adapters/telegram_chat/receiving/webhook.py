"""The webhook: Telegram brings updates to an address of ours.

The library's own server reads and logs whatever is sent to it; this one takes what Telegram
sends, and nothing that others do. https://core.telegram.org/bots/api#setwebhook
"""

import asyncio
import hmac
import json
import secrets
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

from aiohttp import web
from telegram import Update

from adapters.telegram_chat.connecting.connection import Bot
from adapters.telegram_chat.receiving.polling import Arrive, read_by_library
from adapters.telegram_chat.receiving.updates import ALLOWED
from adapters.telegram_chat.settings import TelegramSettings
from bot.errors import PlatformRefused

# updates that wait here; beyond that, Telegram's requests wait
_WAITING = 100
# bytes; an update is a few thousand
LARGEST = 1_000_000
# seconds in which a body has to come
READ_WITHIN = 10.0
_SECRET = "X-Telegram-Bot-Api-Secret-Token"  # noqa: S105
# seconds between two signs of life
_BEAT = 5.0


@dataclass(frozen=True, slots=True)
class Webhook:
    """``address`` is where Telegram reaches us; we listen on ``host`` and ``port``."""

    address: str
    host: str
    port: int
    secret: str | None = None

    @classmethod
    def of(cls, settings: TelegramSettings) -> "Webhook | None":
        """None where none is set: then updates are asked for."""
        if settings.webhook is None:
            return None
        host, _, port = settings.listen.rpartition(":")
        secret = settings.secret.get_secret_value() if settings.secret else None
        return cls(settings.webhook, host, int(port), secret)


class Hook:
    """For one bot. Without the secret that Telegram was told, a caller gets 403; what is no
    update gets 400, more than a megabyte 413, and what comes too slowly 408."""

    def __init__(
        self,
        bot: Bot,
        arrive: Arrive,
        webhook: Webhook,
        read_within: float = READ_WITHIN,
        beat: Callable[[], None] = lambda: None,
    ) -> None:
        self._bot = bot
        self._arrive = arrive
        self._webhook = webhook
        self._read_within = read_within
        self._secret = webhook.secret or secrets.token_urlsafe(32)
        self._beat = beat
        self._queue: asyncio.Queue[Update] = asyncio.Queue(_WAITING)

    async def run(self) -> None:
        """Until it is cancelled. Raises TelegramError, or PlatformRefused where nobody can
        listen at that place."""
        async with self._listening():
            await self._bot.set_webhook(
                self._webhook.address, allowed_updates=ALLOWED, secret_token=self._secret
            )
            while True:
                self._beat()
                update = await self._next()
                if update is not None:
                    await self._arrive([update])

    async def _next(self) -> Update | None:
        """None after some seconds without one: nothing to take is no hang."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_BEAT):
                return await self._queue.get()
        return None

    async def confirm(self) -> None:
        """Answering was confirming."""

    @asynccontextmanager
    async def _listening(self) -> AsyncIterator[None]:
        webhook = self._webhook
        app = web.Application(client_max_size=LARGEST)
        app.router.add_post(urlsplit(webhook.address).path or "/", self._take)
        runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
        await runner.setup()
        try:
            try:
                await web.TCPSite(runner, webhook.host, webhook.port).start()
            except OSError as error:
                raise PlatformRefused(
                    f"{webhook.host}:{webhook.port} is not free for Telegram's webhook "
                    f"({error.strerror or 'no access'}). Change PAPERBRIEF_TELEGRAM_LISTEN."
                ) from error
            yield
        finally:
            await runner.cleanup()

    async def _take(self, request: web.Request) -> web.Response:
        shown = request.headers.get(_SECRET, "")
        if not hmac.compare_digest(shown.encode("utf-8", "replace"), self._secret.encode()):
            return web.Response(status=403)
        try:
            async with asyncio.timeout(self._read_within):
                body = await self._body(request)
        except TimeoutError:
            return _closed(408)
        if body is None:
            return _closed(413)
        raw = read_update(body)
        if raw is None:
            return web.Response(status=400)
        if (update := read_by_library(raw, self._bot)) is not None:
            await self._queue.put(update)
        return web.Response()

    async def _body(self, request: web.Request) -> bytes | None:
        """None for more than we take, of which no more is read."""
        if (request.content_length or 0) > LARGEST:
            return None
        body = bytearray()
        async for piece in request.content.iter_any():
            body += piece
            if len(body) > LARGEST:
                return None
        return bytes(body)


def read_update(body: bytes) -> Mapping[str, Any] | None:
    """The JSON object with an update's number; None for anything else. Pure."""
    try:
        raw = json.loads(body)
    except (ValueError, RecursionError):
        return None
    if not isinstance(raw, dict) or type(raw.get("update_id")) is not int:
        return None
    return raw


def _closed(status: int) -> web.Response:
    """What was not read must not be taken for the next request."""
    answer = web.Response(status=status)
    answer.force_close()
    return answer
