"""The webhook: Telegram brings updates to an address of ours.

https://core.telegram.org/bots/api#setwebhook
"""

import asyncio
import secrets
import socket
from dataclasses import dataclass
from urllib.parse import urlsplit

from telegram import Update
from telegram.ext import Updater

from adapters.telegram_chat.connecting.connection import Bot
from adapters.telegram_chat.receiving.polling import Arrive
from adapters.telegram_chat.receiving.updates import ALLOWED
from bot.errors import PlatformRefused

# taken from Telegram and not yet begun; then it has to wait
_WAITING = 100


@dataclass(frozen=True, slots=True)
class Webhook:
    """``address`` is where Telegram reaches us; we listen on ``host`` and ``port``."""

    address: str
    host: str
    port: int
    secret: str | None = None


class Hook:
    """For one bot. Without the secret that Telegram was told, a caller gets 403."""

    def __init__(self, bot: Bot, arrive: Arrive, webhook: Webhook) -> None:
        self._bot = bot
        self._arrive = arrive
        self._webhook = webhook
        self._queue: asyncio.Queue[object] = asyncio.Queue(_WAITING)

    async def run(self) -> None:
        """Until it is cancelled. Raises TelegramError, or PlatformRefused where nobody can
        listen at that place."""
        _check_place(self._webhook)
        secret = self._webhook.secret or secrets.token_urlsafe(32)
        # first by ourselves: what Telegram says against it is told once, as an error
        await self._bot.set_webhook(
            self._webhook.address, allowed_updates=ALLOWED, secret_token=secret
        )
        updater = Updater(self._bot, self._queue)
        await updater.initialize()
        try:
            await self._listen(updater, secret)
            while True:
                update = await self._queue.get()
                if isinstance(update, Update):
                    await self._arrive([update])
        finally:
            if updater.running:
                await updater.stop()

    async def confirm(self) -> None:
        """Answering was confirming."""

    async def _listen(self, updater: Updater, secret: str) -> None:
        webhook = self._webhook
        await updater.start_webhook(
            listen=webhook.host,
            port=webhook.port,
            url_path=urlsplit(webhook.address).path.lstrip("/"),
            webhook_url=webhook.address,
            allowed_updates=ALLOWED,
            secret_token=secret,
        )


def _check_place(webhook: Webhook) -> None:
    """Before Telegram is told; the library's server leaves a socket open where it fails."""
    try:
        socket.create_server((webhook.host, webhook.port)).close()
    except OSError as error:
        raise PlatformRefused(
            f"{webhook.host}:{webhook.port} is not free for Telegram's webhook "
            f"({error.strerror or 'no access'}). Change PAPERBRIEF_TELEGRAM_LISTEN."
        ) from error
