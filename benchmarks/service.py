"""The service over an arXiv of its own, for measurements.

The server is the test suite's, in a process of its own, so that its work is not
counted; it is reached over loopback by the real client, through the real gate.

    python benchmarks/service.py --listing PATH

is that process: it prints the server's address, serves until its input ends, and
prints how many requests of each kind there were.
"""

import argparse
import asyncio
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from adapters.listing_files import read_files
from bot.taxonomy import canonical_category
from bot.values.listings import AnnounceType, ListedPaper, Listing
from scheduler.timing.calendar import feed_time

# whatever a listing's own day: a Friday, an hour after its feeds came
DAY = date(2026, 2, 6)
NOW: datetime = feed_time(DAY) + timedelta(hours=1)


def by_category(listings: Sequence[Listing]) -> dict[str, list[ListedPaper]]:
    """What each feed shows: its own listing, or, of a listing that is tied to no
    category, the papers whose primary category it is. A missing type counts as new."""
    feeds: dict[str, list[ListedPaper]] = {}
    for listing in listings:
        for item in listing.items:
            name = canonical_category(listing.category or item.paper.primary_category or "")
            if name is not None:
                kind = item.announce_type or AnnounceType.NEW
                feeds.setdefault(name, []).append(replace(item, announce_type=kind))
    return feeds


@contextmanager
def arxiv_process(listings: Sequence[Path], asked: Counter[str]) -> Iterator[str]:
    """The server's address; requests by kind are in ``asked`` once it has ended."""
    command = [sys.executable, __file__]
    for path in listings:
        command += ["--listing", str(path.resolve())]
    with subprocess.Popen(  # noqa: S603 - this file, by this interpreter
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    ) as process:
        assert process.stdout is not None
        address = process.stdout.readline().strip()
        if not address:
            raise SystemExit("benchmarks/service.py: the local arXiv did not start")
        try:
            yield address
        finally:
            told, _ = process.communicate("")
            asked.update(json.loads(told or "{}"))


def environment(folder: Path, arxiv: str) -> Mapping[str, str]:
    """Settings for a service over ``folder`` whose arXiv is at ``arxiv``, without waits."""
    return {
        "PAPERBRIEF_DATA": str(folder),
        "PAPERBRIEF_ARXIV_INTERVAL": "0",
        "ARXIV_RSS_BASE": arxiv,
        "ARXIV_OAI_BASE": f"{arxiv}/oai",
        "ARXIV_API_BASE": f"{arxiv}/api/query",
        "ARXIV_SITE_BASE": arxiv,
    }


async def serve(listings: Sequence[Path]) -> None:
    # only here: whoever measures the service does not load a server
    from tests.servers.arxiv_server import ArxivServer

    feeds = by_category(read_files(listings).listings)
    async with ArxivServer(feeds, day=DAY) as server:
        print(server.base, flush=True)
        await asyncio.to_thread(sys.stdin.read)
        print(json.dumps(Counter(one.path.split("/")[1] for one in server.requests)))


def main() -> None:
    parser = argparse.ArgumentParser(description="The local arXiv of the benchmarks.")
    parser.add_argument("--listing", type=Path, required=True, action="append")
    asyncio.run(serve(parser.parse_args().listing))


if __name__ == "__main__":
    main()
