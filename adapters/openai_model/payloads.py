"""A request as the body that a server is sent. Pure.

https://platform.openai.com/docs/api-reference/chat/create and .../responses/create. What is
ours and alike in all questions of a kind stands first, so that a prefix cache works.
"""

import json
from typing import Any

from adapters.openai_model.ladder import Form
from adapters.openai_model.schemas import on_the_wire
from bot.values.model import ModelRequest

# near zero: what is asked for are facts, and a repeated question should get the same answer
_TEMPERATURE = 0.2
_TOLD = (
    "\n\nAnswer with one JSON object and nothing else: no words before or after it, no code "
    "fence. It keeps this JSON schema:\n{schema}"
)
_WRONG = (
    "\n\nYour last answer to this could not be used: {fault}. Answer again, whole, with the JSON "
    "object alone."
)


def chat(
    request: ModelRequest, form: Form, model: str, effort: str | None, wrong: str
) -> dict[str, Any]:
    """``wrong`` is what was wrong with the last answer, "" where it is asked first."""
    body: dict[str, Any] = {
        "model": model,
        "messages": _messages(request, form, wrong),
        form.most_as: form.most(request.most),
    }
    if form.rung in ("strict", "schema"):
        described = {"name": request.name, **_described(request, form)}
        body["response_format"] = {"type": "json_schema", "json_schema": described}
    elif form.rung == "object":
        body["response_format"] = {"type": "json_object"}
    if form.temperature:
        body["temperature"] = _TEMPERATURE
    if form.effort:
        body["reasoning_effort"] = effort
    return body


def responses(
    request: ModelRequest, form: Form, model: str, effort: str | None, wrong: str
) -> dict[str, Any]:
    """Nothing is stored there: by default, answers are kept for thirty days."""
    body: dict[str, Any] = {
        "model": model,
        "input": _messages(request, form, wrong),
        "max_output_tokens": form.most(request.most),
        "store": False,
    }
    if form.rung in ("strict", "schema"):
        described = {"type": "json_schema", "name": request.name, **_described(request, form)}
        body["text"] = {"format": described}
    elif form.rung == "object":
        body["text"] = {"format": {"type": "json_object"}}
    if form.temperature:
        body["temperature"] = _TEMPERATURE
    if form.effort:
        body["reasoning"] = {"effort": effort}
    return body


def _described(request: ModelRequest, form: Form) -> dict[str, Any]:
    return {"strict": form.rung == "strict", "schema": on_the_wire(request.schema)}


def _messages(request: ModelRequest, form: Form, wrong: str) -> list[dict[str, str]]:
    """What comes from outside is never in the role that instructs."""
    instructions = request.instructions
    if form.says_schema:
        schema = json.dumps(request.schema, ensure_ascii=False, separators=(",", ":"))
        instructions += _TOLD.format(schema=schema)
    data = request.data + (_WRONG.format(fault=wrong) if wrong else "")
    if not form.system:
        return [{"role": "user", "content": f"{instructions}\n\n{data}"}]
    return [{"role": "system", "content": instructions}, {"role": "user", "content": data}]
