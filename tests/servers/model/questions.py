"""A request as a question: what is refused, and what is asked.

https://platform.openai.com/docs/guides/structured-outputs and .../text-generation
"""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from tests.servers.model.profiles import Profile

Json = dict[str, Any]

_TOKEN = re.compile(r"[a-zA-Z]{1,6}|\d{1,3}|\S")
_NAME = re.compile(r"[a-zA-Z0-9_-]{1,64}")
_COMMON = {"model", "temperature", "top_p", "stream", "store", "user", "metadata", "seed",
           "prompt_cache_key", "safety_identifier", "service_tier"}  # fmt: skip
KNOWN = {
    "chat": _COMMON
    | {"messages", "response_format", "max_tokens", "max_completion_tokens", "reasoning_effort",
       "n", "stop", "presence_penalty", "frequency_penalty", "tools", "tool_choice"},
    "responses": _COMMON
    | {"input", "instructions", "text", "max_output_tokens", "reasoning", "tools", "tool_choice",
       "include", "previous_response_id", "truncation"},
    "embeddings": {"model", "input", "encoding_format", "dimensions", "user"},
}  # fmt: skip
# https://platform.openai.com/docs/guides/structured-outputs#supported-schemas
_STRICT_KEYWORDS = {
    "type", "properties", "required", "additionalProperties", "items", "anyOf", "enum", "const",
    "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf", "minItems",
    "maxItems", "pattern", "format", "title", "description", "$defs", "$ref",
}  # fmt: skip
_DEEPEST = 10


class ApiError(Exception):
    """As OpenAI says no: a status, and a body with message, type, parameter and code."""

    def __init__(
        self, status: int, message: str, *, param: str | None = None, code: str | None = None
    ) -> None:
        super().__init__(message)
        self.status = status
        kind = "invalid_request_error" if status < 500 else "server_error"
        self.body = {"error": {"message": message, "type": kind, "param": param, "code": code}}


def counted(text: str) -> int:
    """Tokens, alike each time: six letters, three digits or one sign."""
    return sum(1 for _ in _TOKEN.finditer(text))


def cut(text: str, tokens: int) -> str:
    """The first so many tokens of a text."""
    for number, found in enumerate(_TOKEN.finditer(text), 1):
        if number == tokens:
            return text[: found.end()]
    return text


def kept_end(text: str, tokens: int) -> str:
    """The last so many."""
    places = [found.start() for found in _TOKEN.finditer(text)]
    return text[places[-tokens] :] if len(places) > tokens else text


def check(interface: str, body: Json, profile: Profile) -> None:
    """Raises ApiError for what the server refuses."""
    if profile.knows and (unknown := sorted(body.keys() - KNOWN[interface])):
        name = unknown[0]
        raise ApiError(400, f"Unknown parameter: '{name}'.", param=name, code="unknown_parameter")
    _check_numbers(body, profile)
    _check_roles(messages_of(interface, body), profile)
    _check_format(interface, body, profile)


def _check_numbers(body: Json, profile: Profile) -> None:
    for name in ("max_tokens", "max_completion_tokens"):
        if name in body and name not in profile.most_names:
            other = min(profile.most_names)
            raise ApiError(
                400,
                f"Unsupported parameter: '{name}' is not supported with this model. Use "
                f"'{other}' instead.",
                param=name,
                code="unsupported_parameter",
            )
    most = most_of(body)
    if most is not None and (not isinstance(most, int) or most < 1):
        raise ApiError(
            400, "The bound of the answer must be a positive number.", param="max_tokens"
        )
    if most is not None and most > profile.most:
        raise ApiError(
            400,
            f"max_tokens is too large: {most}. This model supports at most {profile.most} "
            "completion tokens.",
            param="max_tokens",
            code="invalid_value",
        )
    if "temperature" in body and not profile.temperature:
        raise ApiError(
            400,
            "Unsupported value: 'temperature' does not support "
            f"{body['temperature']} with this model. Only the default (1) value is supported.",
            param="temperature",
            code="unsupported_value",
        )
    if profile.knows and not profile.effort:
        for name in ("reasoning_effort", "reasoning"):
            if name in body:
                said = f"Unsupported parameter: '{name}' is not supported with this model."
                raise ApiError(400, said, param=name, code="unsupported_parameter")


def _check_roles(messages: list[Json], profile: Profile) -> None:
    if not messages:
        raise ApiError(400, "Invalid 'messages': empty array.", param="messages")
    for place, each in enumerate(messages):
        if each.get("role") not in ("system", "developer", "user", "assistant"):
            raise ApiError(400, f"Invalid value: '{each.get('role')}'.", param=f"[{place}].role")
        if not isinstance(each.get("content"), str):
            raise ApiError(400, "Invalid type for content.", param=f"[{place}].content")
        if each["role"] == "system" and not profile.system:
            raise ApiError(400, "System role not supported")


def format_of(interface: str, body: Json) -> Json:
    """Chat's form for both: ``type``, and below ``json_schema`` what describes it."""
    if interface == "chat":
        return body.get("response_format") or {"type": "text"}
    found: Json = (body.get("text") or {}).get("format") or {"type": "text"}
    if found.get("type") != "json_schema":
        return found
    return {"type": "json_schema", "json_schema": {k: v for k, v in found.items() if k != "type"}}


def _check_format(interface: str, body: Json, profile: Profile) -> None:
    asked = format_of(interface, body)
    kind = asked.get("type")
    where = "response_format" if interface == "chat" else "text.format"
    named = "response_format" in body or "text" in body
    if named and kind not in profile.formats:
        raise ApiError(profile.refused_with, profile.refusal, param=where)
    if kind == "json_object" and profile.json_word and not _says_json(interface, body):
        raise ApiError(
            400,
            f"'messages' must contain the word 'json' in some form, to use '{where}' of type "
            "'json_object'.",
            param="messages",
        )
    if kind == "json_schema":
        _check_described(asked.get("json_schema") or {}, where, profile)


def _check_described(described: Json, where: str, profile: Profile) -> None:
    if not _NAME.fullmatch(str(described.get("name", ""))):
        raise ApiError(400, f"Missing required parameter: '{where}.name'.", param=f"{where}.name")
    if described.get("strict") and not profile.strict:
        raise ApiError(400, "strict is not supported", param=f"{where}.strict")
    schema = described.get("schema")
    if not isinstance(schema, dict) or schema.get("type") != "object":
        raise ApiError(400, f"Invalid schema for {where}: no object.", param=where)
    checked = described.get("strict") and profile.checks_schema
    if checked and (problem := next(_open_places(schema, 0), None)):
        raise ApiError(
            400,
            f"Invalid schema for {where} '{described['name']}': {problem}.",
            param=where,
            code="invalid_json_schema",
        )


def _open_places(schema: Json, depth: int) -> Iterator[str]:
    """Where a strict schema is not closed, or has what strictness does not know."""
    if depth > _DEEPEST:
        yield "it is nested too deeply"
    if unknown := sorted(schema.keys() - _STRICT_KEYWORDS):
        yield f"'{unknown[0]}' is not permitted"
    if schema.get("type") == "object":
        names = schema.get("properties", {})
        if schema.get("additionalProperties") is not False:
            yield "'additionalProperties' is required to be supplied and to be false"
        if set(schema.get("required", [])) != set(names):
            yield "'required' is required to be an array including every key in properties"
    inner = [*schema.get("properties", {}).values(), *schema.get("anyOf", [])]
    for each in [*inner, *([schema["items"]] if "items" in schema else [])]:
        yield from _open_places(each, depth + 1)


def _says_json(interface: str, body: Json) -> bool:
    # the Responses interface does not look into its own `instructions`
    return any("json" in each["content"].lower() for each in messages_of(interface, body))


def messages_of(interface: str, body: Json) -> list[Json]:
    found = body.get("messages") if interface == "chat" else body.get("input")
    if isinstance(found, str):
        return [{"role": "user", "content": found}]
    return found if isinstance(found, list) else []


def most_of(body: Json) -> Any:
    names = ("max_completion_tokens", "max_tokens", "max_output_tokens")
    return next((body[name] for name in names if name in body), None)


def question_of(interface: str, body: Json, profile: Profile) -> Json:
    """What an answer function is given: ``instructions``, ``data``, ``schema`` (None where
    the server has none to keep), ``name`` of the schema, ``most``, ``model``, ``body``."""
    messages = messages_of(interface, body)
    told = [each["content"] for each in messages if each["role"] in ("system", "developer")]
    if body.get("instructions"):
        told.insert(0, body["instructions"])
    data = "\n".join(each["content"] for each in messages if each["role"] == "user")
    described: Json = format_of(interface, body).get("json_schema") or {}
    text = "\n".join((*told, data))
    if profile.cuts:
        data = kept_end(data, profile.context)
    return {
        "interface": interface,
        "instructions": "\n".join(told),
        "data": data,
        "schema": (described.get("schema") if profile.keeps else None) or _schema_told(text),
        "name": described.get("name", ""),
        "most": most_of(body) or profile.most,
        "model": body["model"],
        "tokens": min(counted(text + json.dumps(described)), profile.context)
        if profile.cuts
        else counted(text) + (counted(json.dumps(described)) if described else 0),
        "body": body,
    }


def _schema_told(text: str) -> Mapping[str, Any] | None:
    """A schema that stands in the prompt."""
    place = text.find('{"type":"object"')
    if place < 0:
        return None
    try:
        found: Json = json.JSONDecoder().raw_decode(text, place)[0]
    except ValueError:
        return None
    return found
