"""A model that answers as it is told to, over no socket: for tests of what asks it."""

import json
import re
from collections.abc import Callable, Mapping
from typing import Any

from bot.editorial.asking.papers import PART_LONGEST, TLDR_LONGEST
from bot.text.sentences import split_sentences
from bot.values.model import Account, ModelAnswer, ModelRequest, Purpose, Tokens

Answer = Callable[[ModelRequest], Mapping[str, Any]]


def perfect_text(name: str, instructions: str, data: str, schema: Mapping[str, Any]) -> str:
    """What is said over a socket, for the same question."""
    if name == "relevance":
        return json.dumps(_relevance(data))
    purpose: Purpose = "summarise" if name == "day" else "write"
    request = ModelRequest(
        purpose=purpose, instructions=instructions, data=data, name=name, schema=schema, most=0
    )
    return json.dumps(perfect(request), ensure_ascii=False)


def _relevance(data: str) -> dict[str, Any]:
    """A paper that has a word of the topic meets it."""
    topic, *papers = (json.loads(line) for line in data.splitlines())
    wanted = set(re.findall(r"\w{4,}", topic["topic"].lower()))

    def judged(paper: dict[str, Any]) -> dict[str, Any]:
        words = re.findall(r"\w{4,}", f"{paper['title']} {paper['abstract']}".lower())
        found = next((word for word in words if word in wanted), "")
        return {"key": paper["key"], "evidence": found, "score": 80 if found else 10}

    return {"papers": [judged(each) for each in papers]}


def plain_text(data: str) -> str:
    """The same parts of one paper, of which the title and the abstract are two lines."""
    title, _, abstract = data.partition("\n")
    return json.dumps(_english({"title": title, "abstract": abstract}), ensure_ascii=False)


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
    made = _chinese(given) if chinese else _english(given)
    return {part: made.get(part, "") for part in parts} | {"key": given["key"]}


def _english(given: dict[str, Any]) -> dict[str, str]:
    """Whole sentences of the abstract, each where it may stand."""
    whole = split_sentences(given["abstract"])
    sentences = [one for one in whole if len(one) <= PART_LONGEST and "http" not in one]
    short = [one for one in sentences if len(one) <= TLDR_LONGEST]
    about = f"It is about {given['title'][: TLDR_LONGEST - 13].rsplit(' ', 1)[0]}."
    tldr = short[0] if short else about
    others = [one for one in sentences if one != tldr] or [about]
    return {"tldr": tldr, **dict(zip(_PARTS, others, strict=False))}


_PARTS = ("motivation", "method", "result", "conclusion")


def _chinese(given: dict[str, Any]) -> dict[str, str]:
    """Of the papers of ``tests.values``, which are about pebbles."""
    share = _SHARE.findall(given["abstract"])[0]
    return {
        "tldr": f"通过声音给石子分类，比以前多分 {share}%。",
        "motivation": "石子很难分类。",
        "method": "该方法听石子发出的声音。",
        "result": f"它分出的石子比以前多 {share}%。",
        "conclusion": "声音可以用来给石子分类。",
        "title_translated": "按声音给石子分类的系统",
    }


_SHARE = re.compile(r"(\d+)%")


def _day(given: list[dict[str, Any]], *, chinese: bool) -> dict[str, Any]:
    numbered = [each for each in given if "n" in each]
    matched = sum("title" in each for each in given)
    first, last = numbered[0], numbered[-1]
    told = split_sentences(first["text"])[0].rstrip(".")
    overview = (
        [f"今天有 {matched} 篇论文匹配。", f"其中一篇通过声音给石子分类 [{first['n']}]。"]
        if chinese
        else [f"Of the papers of today, {matched} match.", f"{told} [{first['n']}]."]
    )
    return {
        "overview": overview,
        "stands_out": [{"n": first["n"], "why": _why(first, chinese=chinese)}],
        "disagreements": [],
        "read": [{"n": last["n"], "why": _why(last, chinese=chinese)}],
    }


def _why(given: dict[str, Any], *, chinese: bool) -> str:
    title = given["title"].split(":")[-1].strip()[:80].rsplit(" ", 1)[0]
    return "通过声音给石子分类" if chinese else f"on {title}"


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
