"""The local port: /health for supervisors, /metrics for Prometheus. It tells nothing of people."""

import time
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from contextlib import asynccontextmanager

from aiohttp import web

from adapters.health_port.exposition import CONTENT_TYPE
from bot.errors import SettingsError

Hanging = Callable[[], Mapping[str, float]]
Troubles = Callable[[], Sequence[str]]
MetricsText = Callable[[], Awaitable[bytes]]


@asynccontextmanager
async def listening(
    place: str, hanging: Hanging, troubles: Troubles, text: MetricsText
) -> AsyncIterator[int]:
    """Answer at ``place`` (host:port) inside the block; the port that it is (for port 0).

    Raises SettingsError where nobody can listen there.
    """
    app = web.Application()
    health = web.get("/health", _health(hanging, troubles))
    app.add_routes([health, web.get("/metrics", _metrics(text))])
    # no access log: a scrape every second would fill it
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        host, _, port = place.rpartition(":")
        site = web.TCPSite(runner, host.strip("[]"), int(port))
        try:
            await site.start()
        except OSError as error:
            raise SettingsError(
                f"PAPERBRIEF_HEALTH_LISTEN: nobody can listen at {place} "
                f"({error.strerror or error}); another program may have it. Name another port."
            ) from error
        yield int(runner.addresses[0][1])
    finally:
        await runner.cleanup()


def _health(
    hanging: Hanging, troubles: Troubles
) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_: web.Request) -> web.Response:
        found = {name: round(seconds, 1) for name, seconds in hanging().items()}
        told = {"ok": not found, "hanging": found, "troubles": list(troubles())}
        # alarms do not make the service unhealthy: a restart would not help
        return web.json_response(told, status=503 if found else 200)

    return answer


def _metrics(text: MetricsText) -> Callable[[web.Request], Awaitable[web.Response]]:
    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=await text(), headers={"Content-Type": CONTENT_TYPE})

    return answer


class Cached:
    """Made at most every ``seconds``; requests in between get the last answer."""

    def __init__(
        self, make: MetricsText, seconds: float, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._make = make
        self._seconds = seconds
        self._clock = clock
        self._made: bytes | None = None
        self._until = 0.0

    async def text(self) -> bytes:
        if self._made is None or self._clock() >= self._until:
            self._made = await self._make()
            self._until = self._clock() + self._seconds
        return self._made
