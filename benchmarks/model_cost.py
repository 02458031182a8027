"""What a model costs: calls, tokens and time of a day's briefs, against a call a paper.

    python benchmarks/model_cost.py --listing PATH ... [--channels C] [--alike] [--delay S]

PATH is a saved announcement. The test suite's model server, in a process of its own, answers each
call after a fixed delay with texts that are true to the abstracts, and counts tokens. C channels
(``--alike``: all with the topic of the first) get their briefs of ten papers from the parts that
the service uses, at the same time. Before the clock starts, the papers are indexed and the sample
announcement has had its brief, as in a service that runs.

The last line is JSON: calls, input_tokens, output_tokens, wall_s, critical_path_s (the longest
chain of calls that need each other, times the delay), baseline_calls and baseline_tokens: of one
call for each announced paper, with the instruction below, for the same parts in the same words.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass, replace
from importlib.resources import files
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import aiohttp

from adapters.listing_files import read_files
from bot.cli.try_command import sample
from bot.settings import settings_from
from bot.text.readable import readable, readable_abstract
from bot.values.channels import Channel
from bot.values.listings import Listing
from bot.values.papers import Paper
from bot.values.topics import Topic
from bot.wiring.model import terminals
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from tests.scripted_model import perfect_text, plain_text
from tests.servers.model.control import Control
from tests.servers.model.questions import Json
from tests.servers.model.remote import RemoteModel, served
from tests.servers.model.server import KEY, MODEL, ModelServer

TOPIC = Topic(
    name="Language models",
    description="large language models: training, reasoning, evaluation, vision and agents",
)
# as short as one that is told all it has to know can be
BASELINE = """\
You are a research assistant. Read the title and the abstract of the paper below and summarise it \
for an expert. Answer with a JSON object with these names: tldr (one sentence of at most 100 \
characters: what was done, against what, by how much), motivation, method, result, conclusion (one \
sentence each, at most 180 characters). Use only what the abstract says, and keep numbers and \
names as they are."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the server counted since it was asked last, and how long it took."""

    calls: int
    input: int
    output: int
    names: frozenset[str]
    seconds: float = 0.0


def answered(question: Json) -> str:
    """By what is asked for."""
    if not question["name"]:
        return plain_text(question["data"])
    return perfect_text(
        question["name"], question["instructions"], question["data"], question["schema"]
    )


async def serve(delay: float) -> None:
    server = ModelServer(answer=answered, delay=delay)
    Control(server)
    async with server:
        print(server.base, flush=True)
        await asyncio.to_thread(sys.stdin.read)


async def counted(remote: RemoteModel, before: int, began: float) -> Told:
    seconds = time.monotonic() - began
    calls = (await remote.call("calls"))[before:]
    formats = (each["body"].get("response_format") or {} for each in calls)
    names = frozenset(each.get("json_schema", {}).get("name", "") for each in formats)
    read, written = (sum(each[f"{kind}_tokens"] for each in calls) for kind in ("input", "output"))
    return Told(len(calls), read, written, names, seconds)


def chain(names: frozenset[str]) -> int:
    """Calls that need each other: what is written and summed up needs what was chosen, and that
    the topic in English."""
    stages = ({"topic"}, {"relevance"}, {"papers", "day"})
    return sum(bool(stage & names) for stage in stages)


def channels_of(count: int, *, alike: bool) -> list[Channel]:
    subjects = files("bot").joinpath("data", "subjects.txt").read_text("utf-8").splitlines()
    names = [line.split("|")[0].strip() for line in subjects if line and line[0].islower()]
    topics = [TOPIC, *(Topic(name=name, description=name) for name in names)]
    return [
        Channel(
            address=f"terminal:{number}",
            language="en",
            top=10,
            categories=(),
            topics=(topics[0] if alike else topics[number % len(topics)],),
        )
        for number in range(count)
    ]


async def briefs(
    listings: Sequence[Listing], channels: Sequence[Channel], remote: RemoteModel
) -> Told:
    """The wall time is that of the briefs; the papers are indexed before, as the service does."""
    given = {"OPENAI_BASE_URL": remote.base, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": MODEL}
    settings = settings_from({**given, "PAPERBRIEF_MODEL_BUDGET": "none"})
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "paperbrief.sqlite"
        async with terminals(embedded(None), settings, path) as pipeline:
            day = Day(listings, pipeline)
            await day.select(replace(channels[0], topics=()))
            await Day([sample()], pipeline).edition(channels[0])
            before, began = len(await remote.call("calls")), time.monotonic()
            made = await asyncio.gather(*(day.edition(one) for one in channels))
            told = await counted(remote, before, began)
    for one in made[:1]:
        extractive = sum(
            source.fallback for each in one.papers for source in each.brief.sources.values()
        )
        by_model = one.summary is not None and one.summary.source.model is not None
        print(f"{one.matched} matched, {len(one.papers)} shown, {extractive} parts extractive,"
              f" summary by the model: {by_model}")  # fmt: skip
    return told


async def baseline(papers: Sequence[Paper], remote: RemoteModel) -> Told:
    before, began = len(await remote.call("calls")), time.monotonic()
    places = asyncio.Semaphore(64)
    async with aiohttp.ClientSession(headers={"Authorization": f"Bearer {KEY}"}) as session:

        async def ask(paper: Paper) -> None:
            data = f"{readable(paper.title)}\n{readable_abstract(paper.abstract, paper.title)}"
            messages = [
                {"role": "system", "content": BASELINE},
                {"role": "user", "content": data},
            ]
            body: dict[str, Any] = {"model": MODEL, "messages": messages, "max_tokens": 2_000}
            async with places, session.post(f"{remote.base}/chat/completions", json=body) as answer:
                answer.raise_for_status()

        await asyncio.gather(*(ask(one) for one in papers))
    return await counted(remote, before, began)


async def measure(options: argparse.Namespace) -> None:
    listings = read_files(options.listing).listings
    channels = channels_of(options.channels, alike=options.alike)
    own = ("-m", "benchmarks.model_cost", "--serve", "--delay", str(options.delay))
    async with served(*own) as remote:
        told = await briefs(listings, channels, remote)
        announced = (await Day(listings, embedded(None)).announcement(())).papers
        fresh = [one.paper for one in announced if not one.announce_type.is_replacement]
        base = await baseline(fresh, remote)
    figures = {
        "calls": told.calls,
        "input_tokens": told.input,
        "output_tokens": told.output,
        "wall_s": round(told.seconds, 2),
        "critical_path_s": round(chain(told.names) * options.delay, 2),
        "baseline_calls": base.calls,
        "baseline_tokens": base.input + base.output,
    }
    print(json.dumps(figures))


def main() -> None:
    reader = argparse.ArgumentParser(description=__doc__.split("\n\n")[0])
    reader.add_argument("--listing", type=Path, nargs="+")
    reader.add_argument("--channels", type=int, default=1)
    reader.add_argument("--alike", action="store_true")
    reader.add_argument("--delay", type=float, default=3.0, help="seconds of each call")
    reader.add_argument("--serve", action="store_true", help="be the model server")
    options = reader.parse_args()
    asyncio.run(serve(options.delay) if options.serve else measure(options))


if __name__ == "__main__":
    os.environ.setdefault("PYTHONUTF8", "1")
    main()
