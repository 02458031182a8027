"""``brief --estimate`` as an operator runs it: what a brief would cost, without a call."""

import asyncio
import json
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import pytest

from adapters.listing_files import read_files
from bot.settings import settings_from
from bot.values.topics import Topic
from bot.wiring.model import terminals
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from tests.cli.lives import Nursery, forked
from tests.cli.shell import Shell, shell
from tests.scripted_model import perfect_text
from tests.servers.model.questions import Json
from tests.servers.model_server import KEY, MODEL, Fault, ModelServer
from tests.values import channel

NOWHERE = "http://127.0.0.1:9"
TOPIC = "stone sorting by otters"


@pytest.fixture
def at(tmp_path: Path, cradle: Nursery) -> Shell:
    lines = [
        {
            "id": f"2602.{number:05}",
            "title": f"Sorting Stones with Otters, Part {number}",
            "abstract": "We show that otters sort stones by weight. " * 10,
            "authors": ["Ada Otter"],
            "categories": ["cs.CL"],
            "announce_type": "new",
        }
        for number in range(1, 14)
    ]
    saved = tmp_path / "saved.jsonl"
    saved.write_text("\n".join(map(json.dumps, lines)) + "\n", "utf-8")
    return forked(shell(tmp_path, NOWHERE), cradle)


def estimate(at: Shell, *more: str, **settings: str) -> str:
    done = at.run("brief", "--estimate", "--from", "saved.jsonl", *more, extra=settings)
    assert done.code == 0, done.err
    return done.out


def test_stages_and_money_are_told_before_anything_is_asked(at: Shell) -> None:
    # an address that nobody answers: it is not asked
    model = {"OPENAI_MODEL": "small", "OPENAI_BASE_URL": NOWHERE}
    prices = {"PAPERBRIEF_MODEL_PRICES": "small=1/0.1/10"}
    told = json.loads(estimate(at, "--topic", TOPIC, "--format", "json", **model, **prices))
    stages = {name: (one["papers"], one["calls"]) for name, one in told["stages"].items()}
    assert stages == {"score": (13, 2), "write": (10, 3), "summarise": (13, 1)}
    total = told["total"]
    assert total["calls"] == 6
    spent = (total["input_tokens"] + 10 * total["output_tokens"]) / 1_000_000
    assert told["money"] == pytest.approx(spent, abs=1e-6)
    text = estimate(at, "--topic", TOPIC, **model, **prices).splitlines()
    assert [line.split()[0] for line in text[:4]] == ["score", "write", "summarise", "in"]
    assert text[5] == f"About ${spent:.3f} with small."


def test_vectors_are_an_embedding_models(at: Shell) -> None:
    models = {"OPENAI_EMBEDDING_MODEL": "vectors", "OPENAI_MODEL": "small"}
    told = json.loads(estimate(at, "--topic", TOPIC, "--format", "json", **models))
    assert told["stages"]["embed"]["papers"] == 13
    assert told["money"] is None
    # categories alone are compared with nothing
    plain = json.loads(estimate(at, "--format", "json", **models))
    assert "embed" not in plain["stages"]
    assert plain["stages"]["score"]["calls"] == 0


def test_without_prices_it_says_how_to_set_them(at: Shell) -> None:
    assert "To see what that costs, set PAPERBRIEF_MODEL_PRICES." in estimate(at)


class Paid(NamedTuple):
    calls: int
    read: int
    written: int


async def paid_for(paths: Sequence[Path], topic: str, folder: Path) -> Paid:
    """What a brief costs whose texts are as long as the abstracts' sentences."""

    def answered(question: Json) -> str:
        name, data = question["name"], question["data"]
        return perfect_text(name, question["instructions"], data, question["schema"])

    async with ModelServer(answer=answered) as server:
        model = {"OPENAI_MODEL": MODEL, "OPENAI_BASE_URL": server.base, "OPENAI_API_KEY": KEY}
        asker = channel(topics=(Topic(name=topic, description=topic),), categories=())
        store = folder / "spent.sqlite"
        async with terminals(embedded(None), settings_from(model), store) as pipeline:
            await Day(read_files(paths).listings, pipeline).edition(asker)
        return Paid(len(server.calls), server.input_tokens, server.output_tokens)


async def estimated(at: Shell, paths: Sequence[Path], topic: str) -> Paid:
    sources = (word for each in paths for word in ("--from", str(each)))
    model = {"OPENAI_MODEL": MODEL, "OPENAI_BASE_URL": NOWHERE}
    asked = ("brief", "--estimate", *sources, "--topic", topic, "--format", "json")
    done = await asyncio.to_thread(at.run, *asked, extra=model)
    total = json.loads(done.out)["total"]
    return Paid(total["calls"], total["input_tokens"], total["output_tokens"])


def is_near(told: int, paid: int) -> bool:
    return 2 * paid <= 3 * told <= 4 * paid


async def test_what_is_estimated_is_what_is_asked_and_read(at: Shell, tmp_path: Path) -> None:
    saved = [tmp_path / "saved.jsonl"]
    told, paid = await estimated(at, saved, TOPIC), await paid_for(saved, TOPIC, tmp_path)
    assert told.calls == paid.calls
    assert is_near(told.read, paid.read)


async def test_of_a_real_day_the_estimate_is_right_within_a_third(
    at: Shell, tmp_path: Path, shared: Path
) -> None:
    day = shared / "data" / "arxiv" / "2026-02-06"
    paths = [day / "rss_cs.CL.xml", day / "rss_cs.CV.xml"]
    topic = "large language models: training, reasoning, evaluation, vision and agents"
    told, paid = await estimated(at, paths, topic), await paid_for(paths, topic, tmp_path)
    assert told.calls == paid.calls
    assert is_near(told.read, paid.read)
    assert is_near(told.written, paid.written)


async def test_the_log_does_not_tell_a_reader_what_the_brief_tells(at: Shell) -> None:
    async with ModelServer() as server:
        server.fail_next(Fault.NO_KEY, times=None)
        model = {"OPENAI_MODEL": MODEL, "OPENAI_BASE_URL": server.base, "OPENAI_API_KEY": KEY}
        ask = partial(at.run, "brief", "--from", "saved.jsonl", "--topic", TOPIC)
        done = await asyncio.to_thread(ask, extra=model)
        logged = await asyncio.to_thread(ask, extra={**model, "PAPERBRIEF_LOG_LEVEL": "info"})
    assert "refuses the bot" in " ".join(done.out.split())
    assert done.err == ""
    assert "summary_not_written" in logged.err
