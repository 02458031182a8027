"""A model that analyses papers as it is told to: for tests of what asks it."""

import json
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from bot.text.sentences import split_sentences
from bot.values.analyses import ANALYSIS_PARTS
from bot.values.model import ModelRequest

Claims = Sequence[Mapping[str, Any]]
GLANCE = ("idea", "problem", "method", "experiments", "limits")
_BY_PLACE = {
    "Abstract": "idea", "1 Introduction": "problem", "2 Related Work": "before", "3 Method":
    "pipeline", "3.1 Filter": "method", "3.2 Encoder": "method", "4.2 Results": "experiments",
    "Table 1": "experiments", "5 Limitations": "limits", "6 Conclusion": "practice",
}  # fmt: skip


def records(request: ModelRequest) -> list[dict[str, Any]]:
    return [json.loads(line) for line in request.data.splitlines()]


def claim(part: str, text: str, *keys: str) -> dict[str, Any]:
    return {"part": part, "text": text, "keys": list(keys)}


def faithful(request: ModelRequest) -> Mapping[str, Any]:
    """The last sentence of each record, as the part that its section is of."""
    if request.name == "repairs":
        return {"claims": [_repaired(one) for one in records(request)[1:]]}
    claims = [one for each in records(request)[1:] if (one := _of(each))]
    if request.name == "notes":
        return {"notes": claims}
    lines = {one["part"]: one for one in reversed(claims) if one["part"] in GLANCE}
    return {"claims": claims, "glance": [lines[part] for part in ANALYSIS_PARTS if part in lines]}


def _of(one: Mapping[str, Any]) -> dict[str, Any] | None:
    part = one.get("part") or _BY_PLACE.get(one.get("place", ""))
    if part is None or " | " in one["text"] or one["text"].endswith(":"):
        return None
    return claim(part, _short(one["text"]), one["key"])


def _repaired(one: Mapping[str, Any]) -> dict[str, Any]:
    passage = one["passages"][0]
    return {"claim": one["claim"], "text": _short(passage["text"]), "keys": [passage["key"]]}


def _short(text: str) -> str:
    """A whole sentence without what no claim may have."""
    whole = [one for one in split_sentences(text) if "http" not in one and "[" not in one]
    return (whole or [text])[-1]


def telling(change: Callable[[dict[str, Any]], dict[str, Any] | None]) -> Any:
    """The faithful model with its final claims changed; a claim that becomes None is left out."""

    def answer(request: ModelRequest) -> Mapping[str, Any]:
        told = faithful(request)
        if request.name != "analysis":
            return told
        changed = [change(dict(one)) for one in told["claims"]]
        return {**told, "claims": [one for one in changed if one is not None]}

    return answer
