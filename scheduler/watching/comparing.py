"""Reading the archive's records of some dates, page by page. Does, and decides nothing:
what a record means is in records.py, when to ask in settling.py.

::

    page | sift | keep, with the token of the next one

What a page brought is stored at once; if the next one fails, the next pass goes on there.
"""

import logging
from dataclasses import replace
from datetime import date, timedelta
from functools import partial

from bot.errors import ListForgotten
from bot.ports.sources import Records
from bot.values.coverage import BegunHarvest, RecordsPage
from scheduler.timing.calendar import new_york
from scheduler.watching.recording import finished, interrupted, keep_page
from scheduler.watching.rounds import Round
from scheduler.watching.settling import RecordSpan, stamps_until

log = logging.getLogger(__name__)

# arXiv forgets its tokens within a day
_TOKEN_LASTS = timedelta(hours=20)
# a guard against tokens without end: more than the busiest category has in a week
_MOST_PAGES = 50


class Comparing:
    """Asks for the records of some dates, and adds what the listings lack."""

    def __init__(self, records: Records) -> None:
        self._records = records

    async def read(self, this: Round, span: RecordSpan, since: date | None) -> bool:
        """Read the rest of the records that were begun, then those of the span; False where arXiv
        did not give them all. ``since`` is the oldest date that a channel waits for."""
        begun = _begun(this, span)
        if not await self._read(this, begun, since):
            return False
        if begun.first <= span.first and span.last <= begun.last:
            return True
        return await self._read(this, _begun(this, span), since)

    async def _read(self, this: Round, begun: BegunHarvest, since: date | None) -> bool:
        span = RecordSpan(begun.category, begun.first, begun.last)
        for _ in range(_MOST_PAGES):
            asked = begun
            answer = await this.ask((span.category, span.last), partial(self._page, this, asked))
            if answer is None:
                await interrupted(this, span, begun)
                return False
            page, begun = answer
            begun = await keep_page(this, page, begun, since)
            if page.token is None:
                await finished(this, span, begun)
                return True
            await _note(this, begun)
        await interrupted(this, span, begun)
        return False

    async def _page(self, this: Round, begun: BegunHarvest) -> tuple[RecordsPage, BegunHarvest]:
        """The next page, or the first one again where arXiv has forgotten the token."""
        until = stamps_until(begun.last, new_york(this.now).date())
        ask = partial(self._records.page, begun.category, begun.first, until)
        try:
            return await ask(begun.token), begun
        except ListForgotten:
            if begun.token is None:
                raise
            log.info("records_forgotten", extra={"category": begun.category})
            again = replace(begun, token=None, at=this.now, recorded={})
            return await ask(None), again


def _begun(this: Round, span: RecordSpan) -> BegunHarvest:
    known = this.begun.get(span.category)
    if known is not None and timedelta() <= this.now - known.at < _TOKEN_LASTS:
        return known
    return BegunHarvest(category=span.category, first=span.first, last=span.last, at=this.now)


async def _note(this: Round, begun: BegunHarvest) -> None:
    this.begun[begun.category] = begun
    await this.repositories.coverages.note(begun.category, begun)
