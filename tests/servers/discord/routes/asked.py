"""One request as the endpoints see it: parameters of the path, the body, attached files."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from aiohttp import web

from tests.servers.discord.rules.refusals import Form, Json, Refusal, Refused


@dataclass(frozen=True, slots=True)
class Asked:
    """``body`` is an object or, for a set of commands, a list; {} where there is none."""

    path: dict[str, str]
    query: dict[str, str]
    body: Any = field(default_factory=dict)
    files: dict[str, bytes] = field(default_factory=dict)

    def number(self, name: str) -> int:
        """A snowflake of the path; what is none is a fault of the form."""
        return snowflake(self.path[name], name)

    @property
    def form(self) -> Json:
        """The body, where it must be an object."""
        if not isinstance(self.body, dict):
            said = [{"code": "DICT_TYPE_CONVERT", "message": "Only dictionaries may be used."}]
            raise Refused(Refusal.INVALID_FORM, {"_errors": said})
        return self.body


class Answer(NamedTuple):
    """``body`` None answers 204."""

    body: Any
    status: int = 200


Endpoint = Callable[[Asked], Answer]


class Route(NamedTuple):
    """``open``: no bot token is asked for, and the limit over all does not count it."""

    method: str
    path: str
    endpoint: Endpoint
    open: bool = False


def snowflake(value: object, *path: str) -> int:
    text = str(value)
    if text.isdigit() and int(text) < 2**63:
        return int(text)
    form = Form(path=path)
    form.wrong("NUMBER_TYPE_COERCE", f'Value "{text}" is not snowflake.')
    raise Refused(Refusal.INVALID_FORM, form.errors)


async def read(request: web.Request) -> Asked:
    """Raises Refused for a body that is no JSON."""
    path, query = dict(request.match_info), dict(request.query)
    if request.content_type == "multipart/form-data":
        return await _read_parts(request, path, query)
    raw = await request.read() if request.can_read_body else b""
    return Asked(path, query, _parsed(raw))


async def _read_parts(request: web.Request, path: dict[str, str], query: dict[str, str]) -> Asked:
    parts = await request.post()
    body = _parsed(str(parts.get("payload_json", "")).encode())
    files = {
        part.filename: part.file.read()
        for part in parts.values()
        if isinstance(part, web.FileField)
    }
    return Asked(path, query, body, files)


def _parsed(raw: bytes) -> Any:
    if not raw:
        return {}
    try:
        return json.loads(raw)
    except ValueError:
        raise Refused(Refusal.INVALID_JSON) from None
