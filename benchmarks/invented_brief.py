"""A brief of ten invented papers, which fan-outs send."""

from datetime import date
from random import Random

from benchmarks.last_day import newest
from bot.values.channels import Channel
from bot.values.editions import Edition
from bot.values.topics import Topic
from bot.wiring.pipeline import embedded
from scheduler.edition import Day

DAY = date(2026, 2, 6)
PAPERS = 100
SHOWN = 10


async def brief() -> Edition:
    """One of ten invented papers, assembled as the service does it."""
    listings = newest(DAY, PAPERS, Random(1991))  # noqa: S311 - the same at every run
    day = Day(listings, embedded(None))
    for item in listings[0].items:
        # words of a title, until there are some that ten papers have
        words = " ".join(item.paper.title.split()[:4])
        topic = Topic(name=words, description=words)
        channel = Channel(address="", language="en", top=SHOWN, categories=(), topics=(topic,))
        edition = await day.edition(channel)
        if len(edition.papers) == SHOWN:
            return edition
    raise SystemExit(
        "benchmarks/invented_brief.py: no words of the invented papers are in ten of them"
    )
