"""Updates on their way to the bot: waiting, fetched by long polling, or posted to a webhook.

https://core.telegram.org/bots/api#getting-updates
"""

import asyncio
import contextlib
import re
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from urllib.parse import urlsplit

import aiohttp

from tests.servers.telegram.errors import ApiError, Json, bad_request, conflict
from tests.servers.telegram.params import array, flag, text_of, whole

LONGEST_POLL = 50  # seconds
KINDS = frozenset(
    [
        "message",
        "edited_message",
        "channel_post",
        "edited_channel_post",
        "callback_query",
        "my_chat_member",
        "chat_member",
        "message_reaction",
        "message_reaction_count",
        "inline_query",
        "chosen_inline_result",
        "chat_join_request",
        "poll",
        "poll_answer",
    ]
)
# these come only to those who name them
_ON_REQUEST = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
_SECRET = re.compile(r"[A-Za-z0-9_-]*")
_TERMINATED = (
    "terminated by other getUpdates request; make sure that only one bot instance is running"
)


@dataclass(frozen=True, slots=True)
class Webhook:
    url: str
    secret: str
    max_connections: int


class Updates:
    """``retry_s``: how long the webhook's sender waits after a failure, in seconds."""

    def __init__(
        self, *, retry_s: float, call: Callable[[str, Json], Awaitable[object]], first: int = 1
    ) -> None:
        self.waiting: list[Json] = []
        self.allowed: frozenset[str] = frozenset()
        self.webhook: Webhook | None = None
        self.last_error: tuple[int, str] | None = None
        self.deliveries = 0
        self._next = first
        self._retry_s = retry_s
        self._call = call
        self._poll: asyncio.Future[None] | None = None
        self._arrival = asyncio.Event()
        self._posting: asyncio.Task[None] | None = None

    def add(self, kind: str, body: Json) -> int | None:
        """The update's id; None where the bot did not ask for this kind."""
        wanted = kind in self.allowed if self.allowed else kind not in _ON_REQUEST
        if not wanted:
            return None
        number = self._next
        self._next += 1
        self.waiting.append({"update_id": number, kind: body})
        self._arrived()
        return number

    def _arrived(self) -> None:
        self._arrival.set()
        if self._poll and not self._poll.done():
            self._poll.set_result(None)

    async def get(self, params: Json) -> list[Json]:
        """getUpdates."""
        if self.webhook:
            raise conflict(
                "can't use getUpdates method while webhook is active; "
                "use deleteWebhook to delete the webhook first"
            )
        self._interrupt(conflict(_TERMINATED))
        self._choose(params)
        self._confirm(whole(params, "offset"))
        limit = min(max(whole(params, "limit", 100), 1), 100)
        timeout = min(whole(params, "timeout"), LONGEST_POLL)
        if not self.waiting and timeout > 0:
            await self._wait(timeout)
        return self.waiting[:limit]

    async def _wait(self, seconds: float) -> None:
        mine: asyncio.Future[None] = asyncio.get_running_loop().create_future()
        self._poll = mine
        try:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(mine, seconds)
        finally:
            if self._poll is mine:
                self._poll = None

    def _interrupt(self, error: ApiError) -> None:
        """The one who polls already loses its place, as with Telegram."""
        if self._poll and not self._poll.done():
            self._poll.set_exception(error)
        self._poll = None

    def _choose(self, params: Json) -> None:
        if params.get("allowed_updates") is not None:
            named = array(params, "allowed_updates")
            self.allowed = frozenset(str(kind) for kind in named) & KINDS

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            self.waiting = [each for each in self.waiting if each["update_id"] >= offset]
        elif offset < 0:
            self.waiting = self.waiting[offset:]

    def set_webhook(self, params: Json) -> bool:
        url = text_of(params, "url")
        if not url:
            return self.delete_webhook(params)
        secret = text_of(params, "secret_token")
        if len(secret) > 256:
            raise bad_request("secret token is too long")
        if not _SECRET.fullmatch(secret):
            raise bad_request("secret token contains illegal characters")
        _check_webhook_address(url)
        self._choose(params)
        if flag(params, "drop_pending_updates"):
            self.waiting.clear()
        self._interrupt(conflict("terminated by setWebhook request"))
        most = min(max(whole(params, "max_connections", 40), 1), 100)
        self.webhook = Webhook(url, secret, most)
        self.last_error = None
        if self._posting is None:
            self._posting = asyncio.create_task(self._post_all())
        return True

    def delete_webhook(self, params: Json) -> bool:
        self.webhook = None
        if flag(params, "drop_pending_updates"):
            self.waiting.clear()
        return True

    def webhook_info(self) -> Json:
        hook = self.webhook
        info: Json = {
            "url": hook.url if hook else "",
            "has_custom_certificate": False,
            "pending_update_count": len(self.waiting),
        }
        if hook:
            info["max_connections"] = hook.max_connections
        if hook and self.last_error:
            info["last_error_date"], info["last_error_message"] = self.last_error
        return info | {"allowed_updates": sorted(self.allowed)} if self.allowed else info

    def interrupt(self) -> None:
        """The server goes down: whoever polls is sent away."""
        self._interrupt(ApiError(500, "Internal Server Error: restart"))

    async def close(self) -> None:
        if self._posting:
            self._posting.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._posting

    async def _post_all(self) -> None:
        """One update at a time, the oldest first, again and again until it is taken."""
        async with aiohttp.ClientSession(timeout=aiohttp.ClientTimeout(total=10)) as session:
            while True:
                while not (self.webhook and self.waiting):
                    self._arrival.clear()
                    await self._arrival.wait()
                update, hook = self.waiting[0], self.webhook
                if not await self._post(session, hook, update):
                    await asyncio.sleep(self._retry_s)
                elif update in self.waiting:
                    self.waiting.remove(update)

    async def _post(self, session: aiohttp.ClientSession, hook: Webhook, update: Json) -> bool:
        self.deliveries += 1
        headers = {"X-Telegram-Bot-Api-Secret-Token": hook.secret} if hook.secret else {}
        try:
            async with session.post(hook.url, json=update, headers=headers) as answer:
                body = await answer.read()
                if 200 <= answer.status < 300:
                    await self._answered(answer, body)
                    return True
                why = f"Wrong response from the webhook: {answer.status} {answer.reason}"
        except (aiohttp.ClientError, TimeoutError) as error:
            why = f"Connection failed: {type(error).__name__}"
        self.last_error = (int(time.time()), why)
        return False

    async def _answered(self, answer: aiohttp.ClientResponse, body: bytes) -> None:
        """A bot may answer a webhook with one call of a method; what it gives is lost."""
        if body.strip() and answer.content_type == "application/json":
            params: Json = await answer.json()
            method = params.pop("method", None) if isinstance(params, dict) else None
            if method:
                with contextlib.suppress(ApiError):
                    await self._call(str(method), params)


def _check_webhook_address(url: str) -> None:
    """Plain HTTP is for loopback alone, where the suite lives."""
    parts = urlsplit(url)
    loopback = parts.hostname in ("127.0.0.1", "localhost", "::1")
    if not parts.hostname:
        raise bad_request("bad webhook: URL host is empty")
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not loopback and (parts.port or 443) not in (80, 88, 443, 8443):
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")
