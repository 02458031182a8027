"""Requests and answers as bytes."""

import json
from urllib.parse import parse_qsl

from aiohttp import web
from aiohttp.web_request import FileField

from tests.servers.telegram.errors import Json


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
