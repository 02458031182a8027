"""The side door of a server that runs in a process of its own: ``POST /control/<verb>``.

The body is a JSON object of the verb's arguments, the answer ``{"ok": true, "result": ...}``.
fail (fault by its name, and as :meth:`ModelServer.fail_next`), recover, calls, counts,
answers (texts that are said next, in this order, the last one again and again).
"""

import json
from collections.abc import Callable

from aiohttp import web

from tests.servers.model.faults import Fault
from tests.servers.model.questions import Json
from tests.servers.model.server import ModelServer


class Control:
    def __init__(self, server: ModelServer) -> None:
        self._server = server
        self._verbs: dict[str, Callable[..., object]] = {
            "fail": self._fail,
            "recover": server.recover,
            "calls": self._calls,
            "counts": self._counts,
            "answers": self._answers,
        }
        server.side_door = self.handle

    async def handle(self, request: web.Request) -> web.Response:
        verb = request.match_info["verb"]
        if verb not in self._verbs:
            return web.json_response({"ok": False, "error": f"no such verb: {verb}"}, status=404)
        try:
            given: Json = json.loads(await request.read() or b"{}")
            result = self._verbs[verb](**given)
        except (KeyError, TypeError, ValueError) as error:
            said = f"{type(error).__name__}: {error}"
            return web.json_response({"ok": False, "error": said}, status=400)
        return web.json_response({"ok": True, "result": result})

    def _fail(self, fault: str, **more: object) -> None:
        fail: Callable[..., None] = self._server.fail_next
        fail(Fault[fault.upper()], **more)

    def _calls(self) -> list[Json]:
        return [
            {"interface": c.interface, "body": c.body, "status": c.status, "error": c.error,
             "said": c.said, "input_tokens": c.input_tokens, "output_tokens": c.output_tokens,
             "cached_tokens": c.cached_tokens}
            for c in self._server.calls
        ]  # fmt: skip

    def _counts(self) -> Json:
        server = self._server
        return {
            "calls": len(server.calls),
            "answered": sum(call.status == 200 and not call.error for call in server.calls),
            "input_tokens": server.input_tokens,
            "output_tokens": server.output_tokens,
            "most_at_once": server.most_at_once,
        }

    def _answers(self, texts: list[str]) -> None:
        rest = list(texts)
        self._server.answer = lambda _: rest.pop(0) if len(rest) > 1 else rest[0]
