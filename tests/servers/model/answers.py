"""What a model says where no test says it: something that keeps the schema."""

import json
from typing import Any

from tests.servers.model.questions import Json

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
