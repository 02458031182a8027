"""A model that answers as it is told to, over no socket: for tests of what asks it."""

import json
from collections.abc import Callable, Mapping
from typing import Any

from bot.values.model import Account, ModelAnswer, ModelRequest, Tokens

Answer = Callable[[ModelRequest], Mapping[str, Any]]


def records(request: ModelRequest) -> list[dict[str, Any]]:
    """What stands in the data, line by line."""
    return [json.loads(line) for line in request.data.splitlines()]


def perfect(request: ModelRequest) -> Mapping[str, Any]:
    """What a good model would answer, in English or Chinese: true to what it was given."""
    chinese = "Chinese" in request.instructions
    if request.purpose == "summarise":
        return _day(records(request), chinese=chinese)
    return {"papers": [_paper(each, request, chinese=chinese) for each in records(request)]}


def _paper(given: dict[str, Any], request: ModelRequest, *, chinese: bool) -> dict[str, str]:
    parts = request.schema["properties"]["papers"]["items"]["required"]
    name = given["title"].split(":")[0]
    made = {
        "key": given["key"],
        "tldr": f"这篇论文介绍 {name}。" if chinese else f"{name}, told in one sentence.",
        "motivation": "此前的方法不够好。" if chinese else "What there was did not do.",
        "method": "作者换了一种做法。" if chinese else "It is done in another way.",
        "result": "结果比以前好。" if chinese else "It comes out better.",
        "conclusion": "这样做是可行的。" if chinese else "It can be done.",
        "title_translated": f"{name}：一个系统",
    }
    return {part: made[part] for part in parts}


def _day(given: list[dict[str, Any]], *, chinese: bool) -> dict[str, Any]:
    numbered = [each for each in given if "n" in each]
    matched = sum("title" in each for each in given)
    first = numbered[0]["n"]
    overview = (
        [f"今天有 {matched} 篇论文相关。", f"其中一篇讨论石头 [{first}]。"]
        if chinese
        else [f"{matched} papers match today.", f"One of them is about stones [{first}]."]
    )
    why = "比以前的方法好" if chinese else "it beats what there was"
    return {
        "overview": overview,
        "stands_out": [{"n": first, "why": why}],
        "disagreements": [],
        "read": [{"n": numbered[-1]["n"], "why": "写得清楚" if chinese else "tells it plainly"}],
    }


class ScriptedModel:
    """Implements ``bot.ports.model.LanguageModel``. ``answers`` are taken in their order, and the
    last of them for ever; an error among them is raised."""

    name = "scripted-1"

    def __init__(self, *answers: Answer | Exception) -> None:
        self._answers = list(answers or (perfect,))
        self.requests: list[ModelRequest] = []
        self.accounts: list[Account] = []

    async def ask(self, request: ModelRequest, account: Account) -> ModelAnswer:
        self.requests.append(request)
        self.accounts.append(account)
        answer = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        if isinstance(answer, Exception):
            raise answer
        return ModelAnswer(answer(request), Tokens(len(request.data) // 4, 100))
