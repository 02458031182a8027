"""The way of one request: planned faults, the ban, the token, the limits, the endpoint."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field

from aiohttp import web

from tests.servers.discord.failing import (
    BEFORE,
    Fault,
    FaultPlan,
    answer,
    banned,
    instead,
    spoil,
    too_many,
)
from tests.servers.discord.records import Call, Records
from tests.servers.discord.routes.asked import Asked, Route, read
from tests.servers.discord.rules.limits import Limits
from tests.servers.discord.rules.refusals import Refusal, Refused

MAJOR = ("channel", "guild", "webhook", "interaction")


@dataclass(slots=True)
class Front:
    """``ban_after``: so many invalid requests, and every further one is answered as banned."""

    token: str
    limits: Limits
    records: Records
    clock: Callable[[], float]
    ban_after: int = 10_000
    plan: FaultPlan = field(default_factory=FaultPlan)
    closing: asyncio.Event = field(default_factory=asyncio.Event)

    def handler(self, route: Route) -> Callable[[web.Request], Awaitable[web.StreamResponse]]:
        name = f"{route.method} {route.path}"

        async def handle(request: web.Request) -> web.StreamResponse:
            began = self.clock()
            body = None
            try:
                asked = await read(request)
                body = asked.body if isinstance(asked.body, dict) else None
                said = await self._serve(request, route, name, asked)
            except Refused as refused:
                said = answer(refused.body, status=refused.status)
            whole = request.transport is not None and not request.transport.is_closing()
            status = said.status if whole else 0
            self.records.note(Call(route.method, name, request.path, status, began, body))
            return said

        return handle

    async def _serve(
        self, request: web.Request, route: Route, name: str, asked: Asked
    ) -> web.StreamResponse:
        major = next((asked.path[key] for key in MAJOR if key in asked.path), "")
        planned = self.plan.take(name, major, "any")
        if planned is not None and planned.fault is Fault.DELAY:
            await asyncio.sleep(planned.seconds)
        if planned is not None and planned.fault is Fault.HANG:
            await self.closing.wait()
        if planned is not None and planned.fault in BEFORE:
            return instead(request, planned)
        good = self._handled(request, route, name, asked, major)
        if planned is None or planned.fault in (Fault.DELAY, Fault.HANG):
            return good
        return await spoil(request, planned, good, self.closing)

    def _handled(
        self, request: web.Request, route: Route, name: str, asked: Asked, major: str
    ) -> web.Response:
        if self.records.invalid >= self.ban_after:
            return banned()
        bucket = asked.path.get("token", major)
        verdict = self.limits.ask(name, bucket, exempt=route.open)
        if verdict.retry_after is not None:
            headers, everywhere = verdict.headers, verdict.everywhere
            return too_many(verdict.retry_after, headers, everywhere=everywhere)
        try:
            if not route.open and request.headers.get("Authorization") != f"Bot {self.token}":
                raise Refused(Refusal.UNAUTHORISED)
            said = route.endpoint(asked)
        except Refused as refused:
            return answer(refused.body, status=refused.status, headers=verdict.headers)
        return answer(said.body, status=said.status, headers=verdict.headers)

    async def unknown(self, request: web.Request) -> web.StreamResponse:
        """An address that this server does not know: the suite should hear of it."""
        self.records.violations.append(f"unknown route: {request.method} {request.path}")
        refused = Refused(Refusal.NOT_FOUND)
        return answer(refused.body, status=refused.status)
