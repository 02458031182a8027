"""What one announcement costs for many channels.

    python benchmarks/day.py --listing PATH --channels C

Reads the listing, then assembles and composes the brief of C channels that have
different topics, as the service would for one announcement. Ends with one line of
JSON: papers, channels, CPU and wall seconds (of everything after the imports),
peak memory of the process in MiB.
"""

import argparse
import asyncio
import json
import resource
import sys
import time
from collections.abc import Sequence
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from adapters.listing_files import read_files
from bot.messages.brief import brief_message
from bot.models import Channel, Listing, Topic
from bot.text.readable import readable
from bot.translator import translator
from bot.wiring import newsroom
from scheduler.edition import Day


def topics(listings: Sequence[Listing], count: int) -> list[Topic]:
    """``count`` different topics in plain words, made of the listing's own titles.

    A title is cut into windows of five words; the later windows serve when there
    are more channels than papers.
    """
    titles = [readable(item.paper.title).split() for one in listings for item in one.items]
    made: dict[str, Topic] = {}
    start = 0
    while len(made) < count:
        for words in titles:
            description = " ".join(words[start : start + 5]) or f"pebbles {start} {len(made)}"
            made.setdefault(description, Topic(name=description[:40], description=description))
            if len(made) == count:
                break
        start += 3
    return list(made.values())


async def assemble(listings: Sequence[Listing], channels: Sequence[Channel]) -> int:
    """All briefs, one after the other; the number of papers shown in all of them."""
    day = Day(listings, newsroom(None))
    say = translator("en")
    shown = 0
    for channel in channels:
        edition = await day.edition(channel)
        brief_message(edition, say)
        shown += len(edition.papers)
    return shown


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--listing", type=Path, required=True, action="append")
    parser.add_argument("--channels", type=int, required=True)
    options = parser.parse_args()
    cpu, wall = time.process_time(), time.perf_counter()
    listings = read_files(options.listing).listings
    channels = [
        Channel(address=f"terminal:{n}", language="en", top=10, categories=(), topics=(topic,))
        for n, topic in enumerate(topics(listings, options.channels))
    ]
    shown = asyncio.run(assemble(listings, channels))
    result = {
        "papers": len({item.paper.id for one in listings for item in one.items}),
        "channels": len(channels),
        "cpu_s": round(time.process_time() - cpu, 3),
        "wall_s": round(time.perf_counter() - wall, 3),
        "peak_mib": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1),
    }
    print(f"{shown} papers shown in {len(channels)} briefs")
    print(json.dumps(result))


if __name__ == "__main__":
    main()
