"""A method's parameters, from JSON, urlencoded and multipart bodies alike. Pure."""

import json
from collections.abc import Mapping
from typing import Any

from tests.servers.telegram.errors import Json, bad_request

# these are texts whatever they look like; everything else may be JSON written as text
_TEXTS = frozenset(
    [
        "text",
        "caption",
        "title",
        "name",
        "description",
        "short_description",
        "action",
        "parse_mode",
        "url",
        "secret_token",
        "language_code",
        "callback_query_id",
        "message_effect_id",
        "file_id",
        "question",
        "document",
        "photo",
    ]
)


def decoded(raw: Mapping[str, object]) -> Json:
    """Form values as the values that they stand for."""
    return {name: _value(name, value) for name, value in raw.items()}


def _value(name: str, value: object) -> object:
    if name in _TEXTS or not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value


def text_of(params: Json, name: str, default: str = "") -> str:
    value = params.get(name)
    return default if value is None else str(value)


def whole(params: Json, name: str, default: int = 0) -> int:
    value = params.get(name)
    if value is None or value == "":
        return default
    if isinstance(value, bool) or not isinstance(value, int):
        raise bad_request(f"invalid {name} specified")
    return value


def flag(params: Json, name: str) -> bool:
    value = params.get(name)
    return value if isinstance(value, bool) else value in (1, "True", "yes", "y", "t")


def record(params: Json, name: str) -> Json | None:
    value = params.get(name)
    if value is None or value == "":
        return None
    if not isinstance(value, dict):
        raise bad_request(f"object expected as {name.replace('_', ' ')}")
    return value


def array(params: Json, name: str) -> list[Any]:
    value = params.get(name)
    if value is None or value == "":
        return []
    if not isinstance(value, list):
        raise bad_request(f"array expected as {name.replace('_', ' ')}")
    return value
