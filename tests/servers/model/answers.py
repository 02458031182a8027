"""What a model says where no test says it: something that keeps the schema, or has its words."""

import hashlib
import json
import math
import re
from typing import Any

from tests.servers.model.questions import Json

_DIMENSIONS = 48
_WORDS = "a sentence of the model's own"


def by_schema(question: Json) -> str:
    """The least object that keeps the schema; words where there is none."""
    schema = question["schema"]
    return _WORDS if schema is None else json.dumps(least(schema), ensure_ascii=False)


def least(schema: Json) -> Any:
    if "const" in schema:
        return schema["const"]
    if "enum" in schema:
        return schema["enum"][0]
    if "anyOf" in schema:
        return least(schema["anyOf"][0])
    kind = schema.get("type")
    match kind[0] if isinstance(kind, list) else kind:
        case "object":
            return {name: least(inner) for name, inner in schema.get("properties", {}).items()}
        case "array":
            return [least(schema["items"])] * max(1, schema.get("minItems", 1))
        case "integer" | "number":
            return schema.get("minimum", 0)
        case "boolean":
            return True
        case "null":
            return None
    return _WORDS[: schema.get("maxLength", 100)].ljust(schema.get("minLength", 0), "x")


def hashed(text: str) -> list[float]:
    """A vector that is near another's where the texts share words."""
    row = [0.0] * _DIMENSIONS
    for word in re.findall(r"\w+", text.lower()) or [text]:
        place = int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big")
        row[place % _DIMENSIONS] += 1.0
    length = math.sqrt(sum(value * value for value in row))
    return [value / length for value in row]


def alike(one: str, other: str) -> int:
    """Letters of the beginning that both have."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[:middle] == other[:middle]:
            low = middle
        else:
            high = middle - 1
    return low
