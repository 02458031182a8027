"""Requests and answers as bytes."""

import asyncio
import json
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.abc import AbstractStreamWriter
from aiohttp.http_parser import RawRequestMessage
from aiohttp.streams import StreamReader
from aiohttp.web_protocol import RequestHandler
from aiohttp.web_request import FileField

from tests.servers.telegram.errors import Json

LARGEST_UPLOAD = 50_000_000  # bytes: https://core.telegram.org/bots/api#sending-files


def request_of(
    message: RawRequestMessage,
    payload: StreamReader,
    protocol: RequestHandler,
    writer: AbstractStreamWriter,
    task: "asyncio.Task[None]",
) -> web.BaseRequest:
    """A request that may be as large as Telegram takes it; aiohttp's own bound is 1 MiB."""
    loop, size = asyncio.get_running_loop(), LARGEST_UPLOAD
    return web.BaseRequest(message, payload, protocol, writer, task, loop, client_max_size=size)


def answer(status: int, body: Json) -> web.Response:
    return web.Response(
        body=json.dumps(body).encode(), status=status, content_type="application/json"
    )


async def form_of(request: web.BaseRequest) -> dict[str, object]:
    """Parameters from the address and the body, whatever form they have."""
    form: dict[str, object] = dict(request.query)
    if not request.can_read_body:
        return form
    kind = request.content_type
    if kind == "application/json":
        sent = json.loads(await request.read() or b"{}")
        return form | sent if isinstance(sent, dict) else form
    if kind.startswith("multipart/"):
        for name, value in (await request.post()).items():
            form[name] = (
                (value.filename, value.file.read()) if isinstance(value, FileField) else value
            )
        return form
    body = (await request.read()).decode()
    return form | dict(parse_qsl(body, keep_blank_values=True))
