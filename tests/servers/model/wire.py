"""What was said, in the forms of the two interfaces."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from tests.servers.model.profiles import Profile
from tests.servers.model.questions import Json

End = Literal["whole", "length", "filter", "refusal", "tool"]


@dataclass(frozen=True, slots=True)
class Said:
    """``text`` None: no content at all. ``thoughts`` stand beside the text."""

    text: str | None
    end: End
    given: int
    made: int
    cached: int = 0
    thoughts: str = ""
    thought_tokens: int = 0


def chat(said: Said, model: str, profile: Profile, *, usage: bool) -> Json:
    message: Json = {"role": "assistant", "content": said.text, "refusal": None}
    if said.end == "refusal":
        message |= {"content": None, "refusal": said.text}
    if said.end == "tool":
        called = {"name": "search", "arguments": '{"query": "papers"}'}
        message |= {"content": None, "tool_calls": [_call("function", function=called)]}
    if said.thoughts:
        message["reasoning_content"] = said.thoughts
    reason = {"length": "length", "filter": "content_filter", "tool": "tool_calls"}
    form: Json = {
        "id": "chatcmpl-1",
        "object": "chat.completion",
        "created": 1_790_000_000,
        "model": model,
        "choices": [
            {"index": 0, "message": message, "finish_reason": reason.get(said.end, "stop")}
        ],
    }
    if usage:
        form["usage"] = _usage(said, profile)
    return form


def _usage(said: Said, profile: Profile) -> Json:
    form: Json = {
        "prompt_tokens": said.given,
        "completion_tokens": said.made,
        "total_tokens": said.given + said.made,
    }
    if profile.cached_as == "details":
        form["prompt_tokens_details"] = {"cached_tokens": said.cached}
        form["completion_tokens_details"] = {"reasoning_tokens": said.thought_tokens}
    elif profile.cached_as == "hit":
        form["prompt_cache_hit_tokens"] = said.cached
        form["prompt_cache_miss_tokens"] = said.given - said.cached
    return form


def responses(said: Said, model: str, profile: Profile, *, usage: bool) -> Json:
    output: list[Json] = []
    if said.thoughts or said.thought_tokens:
        output.append({"type": "reasoning", "id": "rs_1", "summary": []})
    if said.end == "tool":
        output.append(_call("function_call", name="search", arguments="{}"))
    elif said.text is not None:
        kind = "refusal" if said.end == "refusal" else "output_text"
        name = "refusal" if said.end == "refusal" else "text"
        part: Json = {"type": kind, name: said.text}
        output.append({"type": "message", "id": "msg_1", "role": "assistant", "content": [part]})
    reason = {"length": "max_output_tokens", "filter": "content_filter"}.get(said.end)
    form: Json = {
        "id": "resp_1",
        "object": "response",
        "created_at": 1_790_000_000,
        "status": "incomplete" if reason else "completed",
        "incomplete_details": {"reason": reason} if reason else None,
        "error": None,
        "model": model,
        "output": output,
    }
    if usage:
        form["usage"] = {
            "input_tokens": said.given,
            "output_tokens": said.made,
            "total_tokens": said.given + said.made,
            "input_tokens_details": {"cached_tokens": said.cached},
            "output_tokens_details": {"reasoning_tokens": said.thought_tokens},
        }
    return form


def _call(kind: str, **what: object) -> Json:
    return {"type": kind, "id": "call_1", **what}


def embeddings(rows: Sequence[Sequence[float]], model: str, given: int, *, usage: bool) -> Json:
    form: Json = {
        "object": "list",
        "model": model,
        # in another order than asked: `index` says which is which
        "data": [
            {"object": "embedding", "index": place, "embedding": list(row)}
            for place, row in reversed(list(enumerate(rows)))
        ],
    }
    if usage:
        form["usage"] = {"prompt_tokens": given, "total_tokens": given}
    return form
