"""The stage that looks back: what the categories of a brief were about in the weeks before."""

import asyncio
from collections.abc import Sequence
from datetime import date
from functools import partial

from bot.editorial.summary.past import LOOKED_BACK, TitlesRead, is_known, past_days, read_titles
from bot.pipeline.memo import Kind, Memo
from bot.pipeline.parts import Pipeline
from bot.values.writing import PastDays

# titles of five weeks, with their subjects: some 150 bytes each
_TITLES: Kind[TitlesRead] = Kind(100_000, lambda read: 1 + sum(map(len, read.values())))


async def past_of(
    dates: Sequence[date], categories: Sequence[str], pipeline: Pipeline, today: Memo
) -> PastDays | None:
    """The weeks before a brief of one date; None for other briefs, and where the store does not
    know them fully. Each category's titles are read once for all channels of the day."""
    if pipeline.past is None or len(dates) != 1 or not categories:
        return None
    (on,) = dates
    read = [
        await today.once(_TITLES, (name, on), partial(_read, name, on, pipeline))
        for name in categories
    ]
    return past_days(read, on)


async def _read(category: str, on: date, pipeline: Pipeline) -> TitlesRead:
    if pipeline.past is None:
        return {}
    days = await pipeline.past.titles(category, on - LOOKED_BACK, on)
    if not is_known(days, on):  # of which nothing is told
        return {}
    return await asyncio.to_thread(read_titles, days)
