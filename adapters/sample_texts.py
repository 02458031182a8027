"""What a model might write of the sample announcement: a LanguageModel that answers from a file.

The papers are invented and the texts were written by hand, so that everybody can see what changes
with a model, without one. They go the way of every model's texts and are checked like them.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import Any

from bot.errors import AnswerUnusable
from bot.text.readable import readable
from bot.values.model import Account, ModelAnswer, ModelRequest, Tokens

_CITED = re.compile(r"\{([\d.]+)\}")
_NOTHING_ASKED = Tokens()


class SampleTexts:
    """Implements ``bot.ports.model.LanguageModel`` for the sample's papers, in English."""

    name = "sample texts"

    async def ask(self, request: ModelRequest, account: Account) -> ModelAnswer:
        rows = [json.loads(line) for line in request.data.splitlines()]
        by_title = {readable(title): id_ for id_, title in _titles().items()}
        known = {by_title[row["title"]]: row for row in rows if row.get("title") in by_title}
        if not known:
            raise AnswerUnusable("The sample's texts have nothing on these papers.")
        made = _day(known) if request.purpose == "summarise" else _papers(known, request)
        return ModelAnswer(made, _NOTHING_ASKED)


def _papers(known: Mapping[str, Mapping[str, Any]], request: ModelRequest) -> Mapping[str, Any]:
    parts = request.schema["properties"]["papers"]["items"]["required"]
    texts = _texts()["papers"]
    return {
        "papers": [
            {part: texts[id_].get(part, "") for part in parts} | {"key": row["key"]}
            for id_, row in known.items()
            if id_ in texts
        ]
    }


def _day(known: Mapping[str, Mapping[str, Any]]) -> Mapping[str, Any]:
    """Only what is about numbered papers."""
    numbers = {id_: row["n"] for id_, row in known.items() if "n" in row}
    day = _texts()["day"]

    def told(texts: list[str]) -> list[str]:
        named = [(text, set(_CITED.findall(text))) for text in texts]
        kept = [text for text, ids in named if ids <= numbers.keys()]
        return [_CITED.sub(lambda found: f"[{numbers[found[1]]}]", text) for text in kept]

    def reasons(given: Mapping[str, str]) -> list[dict[str, Any]]:
        return [{"n": numbers[id_], "why": why} for id_, why in given.items() if id_ in numbers]

    return {
        "overview": told(day["overview"]),
        "stands_out": reasons(day["stands_out"]),
        "disagreements": told(day["disagreements"]),
        "read": reasons(day["read"]),
    }


@cache
def _texts() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(_file("sample_texts.json"))
    return found


@cache
def _titles() -> dict[str, str]:
    rows = map(json.loads, _file("sample.jsonl").splitlines())
    return {row["id"]: row["title"] for row in rows}


def _file(name: str) -> str:
    return files("adapters").joinpath(name).read_text("utf-8")
