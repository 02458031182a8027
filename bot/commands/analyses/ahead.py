"""Analyses that a channel wants before anybody asks: made after its brief was published.

::

    published | queue | one at a time: full text | analysis | store

Nothing waits for them: none begins while a brief is being assembled, as both ask the same model.
The queue is in memory alone: what a stop leaves undone is made when somebody asks for it.
"""

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial

from bot.commands.lines.command import ReadingServices, Services
from bot.pipeline.reading.analysing import LONGEST
from bot.values.channels import Channel
from bot.values.editions import Edition
from bot.values.model import Account
from bot.values.papers import Paper

log = logging.getLogger(__name__)

# papers that wait: a morning of some dozens of channels; at a minute each, what stands further
# behind would hardly be there before somebody asks
MOST_QUEUED = 300
# nobody waits for it, so it is not told in the authors' words meanwhile
_PATIENCE = LONGEST + timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class _Queued:
    paper: Paper
    channel: str
    language: str


class AnalysesAhead:
    """The queue of one process."""

    def __init__(self, most: int = MOST_QUEUED) -> None:
        self._queue: asyncio.Queue[_Queued] = asyncio.Queue(most)

    def published(self, channel: Channel, edition: Edition) -> None:
        """Queue the papers that a brief shows, in its order, where the channel wants it."""
        if not channel.analyses:
            return
        for at, one in enumerate(edition.papers):
            if self._queue.full():
                left = len(edition.papers) - at
                log.warning("analyses_left", extra={"channel": channel.address, "left": left})
                return
            self._queue.put_nowait(_Queued(one.paper, channel.address, channel.language))

    async def run(
        self, services: Services, reading: ReadingServices, idle: Callable[[], Awaitable[None]]
    ) -> None:
        """Until it is cancelled. ``reading`` asks arXiv when nobody else does, ``idle`` waits until
        no brief is being assembled."""
        unhurried = replace(reading, desk=replace(reading.desk, patience=_PATIENCE))
        while True:
            next_one = await self._queue.get()
            # loaded with the first one
            from bot.commands.lines.dispatch import go_on

            await idle()
            await go_on(partial(_made, next_one, services, unhurried), next_one.channel)


async def _made(queued: _Queued, services: Services, reading: ReadingServices) -> None:
    paper, language = queued.paper, queued.language
    text = await reading.texts.of(paper)
    if text.made_from == "abstract":
        # nothing is paid for what the card has
        return
    from bot.commands.analyses.making import shown_analysis

    account = Account(queued.channel)
    shown = await shown_analysis(paper, language, account, services, reading)
    log.info(
        "analysed_ahead",
        extra={
            "paper": paper.id,
            "channel": queued.channel,
            "writer": shown.analysis.model or "extractive",
        },
    )
