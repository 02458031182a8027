"""What one announcement costs for many channels.

    python benchmarks/day.py --listing PATH --channels C [--mixed | --assembly-only]

C channels that have different topics are subscribed in a new data folder; then the
whole path of the service is gone once: the listing is fetched from a local arXiv
(in a process of its own, over loopback, through client and gate, with no wait
between two requests), stored, assembled by the publisher, and delivered by the delivery worker
to the terminal platform's file. All channels follow all categories, so that each of
them looks at every paper; with --mixed they follow different sets of them. With
--assembly-only the briefs are assembled and composed from the file, and nothing is
stored.

Prints a line for each stretch and ends with one line of JSON: papers, channels, CPU
and wall seconds (without what the script itself reads to make up its channels, and without what
the service loads right after its start), peak memory of the process in MiB.
"""

import argparse
import asyncio
import json
import os
import resource
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bot.wiring.loading import tell_libraries

# as the command line does
tell_libraries()

from adapters.listing_files import read_files
from adapters.terminal_chat.sender import FILE
from benchmarks.service import NOW, arxiv_process, by_category, environment
from bot.messages.brief import brief_message
from bot.settings import Settings, load_settings
from bot.text.readable import readable
from bot.translator import translator
from bot.values.channels import Channel, Schedule
from bot.values.listings import Listing
from bot.values.topics import Topic
from bot.wiring.after_start import load_the_rest
from bot.wiring.pipeline import embedded
from bot.wiring.service import runtime
from scheduler.edition import Day
from scheduler.watch_order import round_of


def topics(listings: Sequence[Listing], count: int) -> list[Topic]:
    """``count`` different topics in plain words, made of the listing's own titles.

    A title is cut into windows of five words; the later windows serve when there
    are more channels than papers.
    """
    titles = [readable(item.paper.title).split() for one in listings for item in one.items]
    made: dict[str, Topic] = {}
    start = 0
    while len(made) < count:
        for words in titles or [[]]:
            description = " ".join(words[start : start + 5]) or f"pebbles {start} {len(made)}"
            made.setdefault(description, Topic(name=description[:40], description=description))
            if len(made) == count:
                break
        start += 3
    return list(made.values())


def channels_of(listings: Sequence[Listing], count: int) -> list[Channel]:
    return [
        Channel(address=f"terminal:{n}", language="en", top=10, categories=(), topics=(topic,))
        for n, topic in enumerate(topics(listings, count))
    ]


@contextmanager
def stretch(name: str) -> Iterator[None]:
    """Print what a part of the way took."""
    cpu, wall = time.process_time(), time.perf_counter()
    yield
    cpu, wall = time.process_time() - cpu, time.perf_counter() - wall
    print(f"{name:12}{cpu:8.3f} s CPU {wall:8.3f} s wall", flush=True)


async def assemble(listings: Sequence[Listing], channels: Sequence[Channel]) -> None:
    """All briefs, one after the other, in memory."""
    day = Day(listings, embedded(None))
    say = translator("en")
    for channel in channels:
        brief_message(await day.edition(channel), say)


async def serve(settings: Settings, channels: Sequence[Channel]) -> None:
    """All briefs, fetched, assembled, stored, delivered."""
    async with runtime(settings, lambda: NOW) as opened:
        with stretch("subscribed"):
            for channel in channels:
                await opened.channels.keep(channel)
        look = await round_of(opened.channels, opened.ledger, NOW)
        with stretch("fetched"):
            await opened.watch.pass_(NOW, look.categories, look.since)
        with stretch("assembled"):
            await opened.publisher.publish_due(NOW)
        with stretch("delivered"):
            await opened.delivery_worker.deliver_due()


def subscribers(listings: Sequence[Listing], count: int, *, mixed: bool) -> list[Channel]:
    categories = tuple(by_category(listings))
    schedule = Schedule(when="announced")
    return [
        replace(
            one,
            categories=subset(categories, number) if mixed else categories,
            subscribed=True,
            schedule=schedule,
        )
        for number, one in enumerate(channels_of(listings, count))
    ]


def subset(categories: Sequence[str], number: int) -> tuple[str, ...]:
    """The sets that are not empty, one after the other, by the bits of their number."""
    bits = number % (2 ** len(categories) - 1) + 1
    return tuple(name for place, name in enumerate(categories) if bits >> place & 1)


def whole_path(paths: Sequence[Path], channels: Sequence[Channel]) -> None:
    asked: Counter[str] = Counter()
    with tempfile.TemporaryDirectory() as folder, arxiv_process(paths, asked) as arxiv:
        os.environ.update(environment(Path(folder), arxiv))
        asyncio.run(serve(load_settings(), channels))
        sent = Path(folder, FILE)
        delivered = sent.read_bytes().count(b"\n") if sent.exists() else 0
        stored = sum(each.stat().st_size for each in Path(folder).glob("*.sqlite*"))
    print(f"{delivered} parts delivered, {stored / 2**20:.1f} MiB stored")
    print("requests: " + ", ".join(f"{n} {kind}" for kind, n in sorted(asked.items())))


async def nobody_waits() -> None:
    """For an answer: all is loaded at once."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--listing", type=Path, required=True, action="append")
    parser.add_argument("--channels", type=int, required=True)
    ways = parser.add_mutually_exclusive_group()
    ways.add_argument("--mixed", action="store_true")
    ways.add_argument("--assembly-only", action="store_true")
    options = parser.parse_args()
    listings: Sequence[Listing] = read_files(options.listing).listings
    papers = len({item.paper.id for one in listings for item in one.items})
    channels = (
        channels_of(listings, options.channels)
        if options.assembly_only
        else subscribers(listings, options.channels, mixed=options.mixed)
    )
    if not options.assembly_only:
        # the service reads the papers again, from the feeds, and takes the room that they had here
        listings = ()
    asyncio.run(load_the_rest(nobody_waits))
    cpu, wall = time.process_time(), time.perf_counter()
    if options.assembly_only:
        with stretch("assembled"):
            asyncio.run(assemble(listings, channels))
    else:
        whole_path(options.listing, channels)
    result = {
        "papers": papers,
        "channels": options.channels,
        "cpu_s": round(time.process_time() - cpu, 3),
        "wall_s": round(time.perf_counter() - wall, 3),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    print(json.dumps(result))


if __name__ == "__main__":
    main()
