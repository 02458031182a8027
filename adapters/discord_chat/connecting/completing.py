"""What other servers than Discord's leave out of their answers and events, filled in.

The library wants fields that the documentation calls optional, and reads JSON only under
exactly one Content-Type.
"""

from collections.abc import Mapping
from typing import Any

import aiohttp
from multidict import CIMultiDict, CIMultiDictProxy
from pydantic_core import SchemaValidator, core_schema

from adapters.discord_chat.rendering.part import Json

JSON = "application/json"
_ANYTHING = core_schema.typed_dict_field(core_schema.any_schema(), required=False)
_MESSAGE = SchemaValidator(core_schema.typed_dict_schema({"id": _ANYTHING, "embeds": _ANYTHING}))


def as_json(status: int, headers: Mapping[str, str]) -> Mapping[str, str]:
    """The head of an answer as the library knows it: JSON with a charset, as JSON; a 429 that says
    how long, as the API's own. That of Discord has Via, which Cloudflare's, before it, has not."""
    if status != 429 and headers.get("Content-Type") == JSON:
        return headers
    if not headers.get("Content-Type", "").startswith(JSON):
        return headers
    changed = CIMultiDict(headers)
    changed["Content-Type"] = JSON
    if status == 429 and "Retry-After" in headers and headers.get("Server") != "cloudflare":
        changed.setdefault("Via", "1.1 api")
    return CIMultiDictProxy(changed)


def read_message(body: bytes) -> Json:
    """Of a message that we sent, what Discord alone knows: its id, and whether embeds are there.
    The rest is read over, at half of what objects of it would cost. Raises ValueError."""
    made: Json = _MESSAGE.validate_json(body)
    return made


def read_as_json(answer: aiohttp.ClientResponse) -> None:
    # the library's sessions take no class of responses; ``headers`` reads this cache
    answer._cache["headers"] = as_json(answer.status, answer.headers)


def completed_user(user: Json) -> Json:
    empty: Json = {"username": "", "discriminator": "0", "avatar": None}
    return empty | user


def completed_application(application: Json) -> Json:
    """https://docs.discord.com/developers/resources/application#application-object"""
    empty: Json = {
        "name": "",
        "description": "",
        "icon": None,
        "bot_public": True,
        "bot_require_code_grant": False,
        "verify_key": "",
        "owner": {},
    }
    made = empty | application
    made["owner"] = completed_user({"id": made["id"]} | (made["owner"] or {}))
    return made


def completed_event(name: str, data: Any) -> Any:
    """https://docs.discord.com/developers/events/gateway-events#ready"""
    if not isinstance(data, dict):
        return data
    if name == "READY":
        return _ready(data)
    if name == "GUILD_CREATE":
        return _server(data)
    return data


def _ready(data: Json) -> Json:
    made: Json = {"guilds": [], "shard": [0, 1]} | data
    made["user"] = completed_user(data.get("user") or {})
    if data.get("application"):
        made["application"] = {"flags": 0} | data["application"]
    return made


def _server(data: Json) -> Json:
    made: Json = {"name": ""} | data
    made["roles"] = [{"name": ""} | each for each in data.get("roles") or ()]
    empty: Json = {"type": 0, "name": "", "position": 0, "bitrate": 0, "user_limit": 0}
    made["channels"] = [empty | each for each in data.get("channels") or ()]
    return made
