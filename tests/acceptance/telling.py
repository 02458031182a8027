"""A model that says of each paper what it was told to say, over a socket; and what comes of it."""

import json
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from bot.cli.brief_command import rendered
from bot.cli.channel_files import from_toml
from bot.settings import settings_from
from bot.values.channels import Channel
from bot.values.deliveries import Shown
from bot.values.editions import Edition
from bot.values.listings import Listing
from bot.wiring.model import terminals
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from tests.hostile_model.answers import asked_for, language_of
from tests.scripted_model import perfect_text
from tests.servers.model.questions import Json
from tests.servers.model_server import KEY, MODEL, ModelServer

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
Texts = Mapping[str, Mapping[str, str]]


class Brief(NamedTuple):
    """In the forms that a script and a reader get."""

    edition: Edition
    document: Json
    markdown: str

    @property
    def papers(self) -> list[Json]:
        papers: list[Json] = self.document["papers"]
        return papers


def set_up(name: str) -> Channel:
    (channel,) = from_toml((EXAMPLES / f"{name}.toml").read_text("utf-8"))
    return channel


def plain(title: str) -> str:
    return " ".join(title.split()).lower()


async def brief_of(
    channel: Channel,
    listings: Sequence[Listing],
    texts: Texts,
    folder: Path,
    shown: Mapping[str, Shown] | None = None,
) -> Brief:
    """``texts`` are what the model says in Chinese, by title and part."""
    async with ModelServer(answer=saying(texts)) as server:
        given = {"OPENAI_BASE_URL": server.base, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": MODEL}
        place = folder / "paperbrief.sqlite"
        async with terminals(embedded(None), settings_from(given), place) as pipeline:
            edition = await Day(listings, pipeline).edition(channel, shown or {})
    document = json.loads(rendered(edition, "json"))
    return Brief(edition, document, rendered(edition, "markdown"))


def saying(texts: Texts) -> Callable[[Json], str]:
    by_title = {plain(title): parts for title, parts in texts.items()}

    def answer(question: Json) -> str:
        kind = asked_for(question)
        if language_of(question) == "en" or kind not in ("papers", "day"):
            name, parts = question["name"], (question["instructions"], question["data"])
            return perfect_text(name, *parts, question["schema"])
        given = [json.loads(one) for one in question["data"].splitlines() if one.startswith("{")]
        if kind == "day":
            return json.dumps(_day(given), ensure_ascii=False)
        wanted = question["schema"]["properties"]["papers"]["items"]["required"]
        written = [_said(one, wanted, by_title) for one in given if "key" in one]
        return json.dumps({"papers": written}, ensure_ascii=False)

    return answer


def _said(given: Json, wanted: Sequence[str], texts: Texts) -> dict[str, Any]:
    own = texts.get(plain(given["title"]), {})
    return {part: own.get(part, "") for part in wanted} | {"key": given["key"]}


def _day(given: Sequence[Json]) -> Json:
    first = next(one for one in given if "n" in one)
    matched = sum("title" in one for one in given)
    return {
        "overview": [f"今天有 {matched} 篇论文匹配。"],
        "stands_out": [],
        "disagreements": [],
        "read": [{"n": first["n"], "why": "作者设计了方法的各个步骤"}],
    }
