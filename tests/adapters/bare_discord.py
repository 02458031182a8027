"""A Discord-compatible server with few fields and few routes, and charsets in its answers.

Written from https://docs.discord.com/developers alone, beside the suite's strict server: it
stands for those that others write.
"""

import asyncio
import json
import zlib
from typing import Any, Self

from aiohttp import WSMsgType, web
from aiohttp.test_utils import TestServer

from tests.patience import PATIENCE

Json = dict[str, Any]
ME, APPLICATION, LAB, PAPERS, ADA = "900", "901", "100", "200", "77"
_NOBODY: Json = {"message": "404: Not Found", "code": 0}


class BareDiscord:
    """``compressed``: events come as one zlib stream. ``late`` seconds pass before the
    server is told of; ``calls`` are method, path and body."""

    token = "bare"

    def __init__(self, *, compressed: bool = False, late: float = 0.0) -> None:
        self.compressed = compressed
        self.late = late
        self.calls: list[tuple[str, str, Any]] = []
        self._made = asyncio.Condition()
        self._live: web.WebSocketResponse | None = None
        self._stream = zlib.compressobj()
        self._served: TestServer | None = None
        self._number = 5000
        self._sequence = 0

    async def __aenter__(self) -> Self:
        application = web.Application()
        application.router.add_get("/gateway", self._gateway)
        application.router.add_route("*", "/api/v10/{path:.*}", self._asked)
        self._served = TestServer(application, host="127.0.0.1")
        await self._served.start_server()
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._served is not None
        await self._served.close()

    @property
    def base(self) -> str:
        assert self._served is not None
        return str(self._served.make_url("/api/v10"))

    async def calls_of(self, path: str, count: int = 1) -> list[Any]:
        """The bodies of what was sent to paths that begin so, once there are so many."""

        def found() -> list[Any]:
            return [body for _, at, body in self.calls if at.startswith(path)]

        async with asyncio.timeout(PATIENCE), self._made:
            await self._made.wait_for(lambda: len(found()) >= count)
        return found()

    async def connected(self) -> None:
        async with asyncio.timeout(PATIENCE), self._made:
            await self._made.wait_for(lambda: self._live is not None)

    async def command(self, name: str, **options: str) -> str:
        """Given in the server by who manages it; the token by which it is answered."""
        self._number += 1
        given = [{"name": each, "type": 3, "value": value} for each, value in options.items()]
        interaction: Json = {
            "id": str(self._number),
            "application_id": APPLICATION,
            "type": 2,
            "token": f"t{self._number}",
            "version": 1,
            "guild_id": LAB,
            "channel_id": PAPERS,
            "member": {"user": {"id": ADA, "username": "ada"}, "permissions": "32"},
            "data": {"id": "1", "name": name, "type": 1, "options": given},
        }
        await self._tell("INTERACTION_CREATE", interaction)
        return f"t{self._number}"

    async def answered(self, token: str, text: str) -> str:
        """The answer that has this text: the first one, or one that follows it, as JSON."""
        paths = (f"interactions/{token.removeprefix('t')}/", f"webhooks/{APPLICATION}/{token}")

        def found() -> list[str]:
            said = [json.dumps(body) for _, at, body in self.calls if at.startswith(paths)]
            return [each for each in said if text in each]

        async with asyncio.timeout(PATIENCE), self._made:
            await self._made.wait_for(found)
        return found()[0]

    async def _asked(self, request: web.Request) -> web.Response:
        path = request.match_info["path"]
        body = await request.json() if request.can_read_body else None
        if path.startswith("interactions/"):
            answer = web.Response(status=204)
        else:
            found = self._found(path, body)
            answer = web.json_response(_NOBODY if found is None else found)
            if found is None:
                answer.set_status(404)
        self.calls.append((request.method, path, body))
        async with self._made:
            self._made.notify_all()
        return answer

    def _found(self, path: str, body: Any) -> object:
        known: Json = {
            "gateway": {
                "url": str(self.base).replace("http", "ws").replace("/api/v10", "/gateway")
            },
            "users/@me": {"id": ME, "username": "bare"},
            "applications/@me": {"id": APPLICATION},
            f"guilds/{LAB}": {"id": LAB, "roles": [{"id": LAB, "permissions": "93184"}]},
            f"guilds/{LAB}/members/{ME}": {"user": {"id": ME}, "roles": []},
            f"channels/{PAPERS}": {"id": PAPERS, "type": 0, "guild_id": LAB},
            f"channels/{PAPERS}/messages": {"id": "1", "channel_id": PAPERS},
        }
        if path.startswith(f"webhooks/{APPLICATION}/"):
            return {"id": "2", "channel_id": PAPERS}
        return body if path == f"applications/{APPLICATION}/commands" else known.get(path)

    async def _gateway(self, request: web.Request) -> web.WebSocketResponse:
        line = web.WebSocketResponse()
        await line.prepare(request)
        self._stream, self._live = zlib.compressobj(), None
        await self._send(line, {"op": 10, "d": {"heartbeat_interval": 41250}})
        async for message in line:
            if message.type is WSMsgType.TEXT and json.loads(message.data)["op"] == 2:
                await self._begin(line)
        return line

    async def _begin(self, line: web.WebSocketResponse) -> None:
        address = str(self.base)
        await self._event(
            line,
            "READY",
            {
                "v": 10,
                "user": {"id": ME, "username": "bare"},
                "session_id": "s",
                "resume_gateway_url": address,
                "application": {"id": APPLICATION},
                "guilds": [{"id": LAB, "unavailable": True}],
            },
        )
        await asyncio.sleep(self.late)
        # nobody can read this one: a channel without a number
        await self._event(line, "GUILD_CREATE", {"id": LAB, "channels": [{"type": 0}]})
        async with self._made:
            self._live = line
            self._made.notify_all()

    async def _tell(self, name: str, data: Json) -> None:
        assert self._live is not None
        await self._event(self._live, name, data)

    async def _event(self, line: web.WebSocketResponse, name: str, data: Json) -> None:
        self._sequence += 1
        await self._send(line, {"op": 0, "t": name, "s": self._sequence, "d": data})

    async def _send(self, line: web.WebSocketResponse, frame: Json) -> None:
        text = json.dumps(frame)
        if not self.compressed:
            await line.send_str(text)
            return
        packed = self._stream.compress(text.encode()) + self._stream.flush(zlib.Z_SYNC_FLUSH)
        await line.send_bytes(packed)
