"""How long people on a chat platform wait for the bot, while it sends briefs and while not.

    python -m benchmarks.commands --platform telegram|discord --people 200 [--pause S] [--no-pace]

The whole service runs here, against the test suite's server in a process of its own, with a day
of papers stored. The people are a process too, and sit in private chats of their own. Each sends
/paper (by number or by id, by chance) and /topics, at any moments of two pauses, whether or not
they were answered: people/pause lines come a second, as by chance. A wait is counted from the
update's arrival to the moment at which the answer is handed to the library's connection: the
platform's own pace is part of it, but for --no-pace, and told apart (held_p99_ms; what is left of
each wait without it is printed). Before that everybody has asked for /topics and for
one of the forty papers that are asked for, whose full texts are stored: what is measured, cards
and deep analyses, is made from memory. Then the same once more while a fan-out to other channels
is running.

The last line is JSON: per_s (answers a second), p50_ms, p99_ms and held_p99_ms of all answers;
of /paper alone card_p99_ms, and analysis_p99_ms for what follows it, which on Telegram waits a
second for the chat's pace; and the same with _fanout at their ends.
"""

import argparse
import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Coroutine, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from statistics import median, quantiles
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.wiring.loading import tell_libraries

# as the command line does
tell_libraries()


from benchmarks.bare import Remote
from benchmarks.commands_heard import LISTENING, Waits, at_pace
from benchmarks.commands_people import (
    Said,
    first_lines,
    gather,
    lay_down,
    line,
    lines_of,
    read_papers,
)
from benchmarks.crowd import speak
from benchmarks.fanout import ALLOWED, FIRST, FORMS, NOW, environment, publication, server
from benchmarks.invented_brief import DAY
from benchmarks.last_day import newest
from bot.cli.service_commands import keep_prompt
from bot.settings import load_settings
from bot.translator import translator
from bot.values.channels import USUAL
from bot.values.editions import Edition
from bot.wiring.service import Runtime, runtime

PAPERS = 300
# seconds until an answer counts as lost
LOST = 60.0
READY = 30.0
# seconds between two looks
_LOOK = 0.1


@asynccontextmanager
async def running(remote: Remote, platform: str) -> AsyncIterator[Runtime]:
    """The service, connected."""
    stop = asyncio.Event()
    async with runtime(load_settings(), lambda: NOW) as opened:
        keep_prompt()
        service = asyncio.create_task(opened.service.run(stop))
        try:
            await asyncio.wait_for(_connected(remote, platform), READY)
            yield opened
        finally:
            stop.set()
            await service


async def _connected(remote: Remote, platform: str) -> None:
    while True:
        if platform == "telegram":
            told = await remote.call("counts")
            if told["methods"].get("getUpdates") or told["methods"].get("getupdates"):
                return
        elif any(each["live"] for each in await remote.call("sessions")):
            return
        await asyncio.sleep(_LOOK)


@dataclass(frozen=True, slots=True)
class Crowd:
    """The people, in a process of their own."""

    platform: str
    remote: Remote
    waits: Waits

    async def say(self, lines: Sequence[Said]) -> None:
        """Until all are answered."""
        asked: dict[str, list[str]] = {}
        for each in sorted(lines, key=lambda each: each.at):
            asked.setdefault(str(each.person.place), []).append(each.name)
        self.waits.expect(asked)
        control = self.remote.base.removesuffix("/api/v10") + "/control"
        await speak(control, [line(self.platform, each) for each in lines])
        await asyncio.wait_for(self.waits.answered.wait(), LOST)


async def measured(waits: Waits, round_: Coroutine[Any, Any, None]) -> dict[str, float]:
    """per_s, p50_ms and p99_ms of one round of everybody's lines."""
    started = time.perf_counter()
    await round_
    took = time.perf_counter() - started
    for command, found in sorted(waits.seconds.items()):
        print(f"/{command:8} p50 {_p50(found):6.1f} ms   p99 {_p99(found):6.1f} ms", flush=True)
    print(f"without what the pace held of each: p99 {_p99(waits.own):.1f} ms", flush=True)
    answers = (found for what, found in waits.seconds.items() if what != "analysis")
    every = [each for found in answers for each in found]
    return {
        "per_s": round(len(every) / took, 1),
        "p50_ms": _p50(every),
        "p99_ms": _p99(every),
        "held_p99_ms": _p99(waits.held) if len(waits.held) > 1 else 0.0,
        "card_p99_ms": _p99(waits.seconds["paper"]),
        "analysis_p99_ms": _p99(waits.seconds["analysis"]),
    }


def _p50(found: Sequence[float]) -> float:
    return round(median(found) * 1000, 1)


def _p99(found: Sequence[float]) -> float:
    return round(quantiles(found, n=100, method="inclusive")[98] * 1000, 1)


async def fan_out(opened: Runtime, platform: str, others: Sequence[int], whole: Edition) -> None:
    """Have deliveries wait; the service's next tick begins with them."""
    parts = FORMS[platform](whole, translator("en"), USUAL)
    for chat in others:
        await opened.ledger.publish(publication(f"{platform}:{chat}", whole, parts))


async def sending(opened: Runtime, before: int) -> None:
    """Until the fan-out has begun."""
    while True:
        if sum((await opened.outbox.waiting()).values()) <= before - 10:
            return
        await asyncio.sleep(_LOOK)


async def run(platform: str, count: int, pause: float, *, paced: bool) -> dict[str, object]:
    # the same day and the same people at every run
    chance = Random(1991)  # noqa: S311
    listings = newest(DAY, PAPERS, chance)
    waits = Waits()
    with tempfile.TemporaryDirectory() as folder:
        async with server(platform, limits=paced, record=True) as remote:
            os.environ.update(environment(platform, remote, Path(folder), paced=paced))
            os.environ["PAPERBRIEF_TICK"] = "0.5"
            people = await gather(platform, remote, count)
            # longer than everybody's two lines take, and some more
            others = range(FIRST, FIRST + int(ALLOWED[platform] * (4 * pause + 30)))
            whole = await lay_down(Path(folder), platform, people, others, listings)
            ids = await read_papers(Path(folder), whole, listings)
            with LISTENING[platform](waits), at_pace(waits):
                async with running(remote, platform) as opened:
                    crowd = Crowd(platform, remote, waits)
                    print("first of all", flush=True)
                    await measured(waits, crowd.say(first_lines(people, ids, chance)))
                    print("without a fan-out", flush=True)
                    alone = await measured(waits, crowd.say(lines_of(people, pause, ids, chance)))
                    await fan_out(opened, platform, others, whole)
                    await sending(opened, len(others))
                    print("with a fan-out", flush=True)
                    both = await measured(waits, crowd.say(lines_of(people, pause, ids, chance)))
                    left = sum((await opened.outbox.waiting()).values())
    print(f"{len(others) - left} of {len(others)} deliveries were sent meanwhile")
    return {**alone, **{f"{name}_fanout": figure for name, figure in both.items()}}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--platform", choices=sorted(ALLOWED), required=True)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--pause", type=float, default=20.0)
    parser.add_argument("--no-pace", action="store_true")
    options = parser.parse_args()
    found = run(options.platform, options.people, options.pause, paced=not options.no_pace)
    print(json.dumps(asyncio.run(found)))


if __name__ == "__main__":
    main()
