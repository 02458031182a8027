"""Who works on a day's papers, and the memo that all of them share.

The stages are functions over a :class:`Pipeline`::

    merge      bot.editorial.announcement       what was announced, each paper once
    choose     bot.editorial.choosing, scoring  scored against the topics, put in order
    fill       filling                          what the announcement leaves out of a paper
    write      writing                          one text for each paper, in time
    check      bot.editorial.writing.check      what fails is taken out, and told
    group      bot.editorial.summary.grouping   under topics or themes, in reading order
    look back  past                             titles of the weeks before, for what is usual
    summarise  summarising                      the day in a few lines; a model beside writing

:mod:`scheduler.edition` puts them in a row; the commands ask for single ones. Whoever asks,
each piece of work is done once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from bot.pipeline.memo import Memo
from bot.ports.choosing import Cascade, Scorer
from bot.ports.listings import PastTitles
from bot.ports.model import EmbeddingModel, LanguageModel
from bot.ports.sources import PaperLookup
from bot.ports.writing import PaperWriter, SummaryWriter, WrittenPapers, WrittenSummaries
from bot.translator import Translator
from bot.values.model import Account

if TYPE_CHECKING:
    from bot.editorial.choosing.liked import Liking

# how long a brief or a card waits for its texts
PATIENCE = timedelta(minutes=2)


def nothing() -> None:
    """To be called after indexing where nothing else has to be done."""


def never() -> None:
    """Where no address is asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """``fallback`` writes what ``writer`` could not, or not in time; None where nobody does.
    ``together`` is how many papers the writer is given in one order. ``plain_summaries`` stands in
    for ``summaries`` as ``fallback`` does. ``refusal`` tells why an account may cause no costs now,
    None where nothing costs; ``shut_since`` since when the model's address does not let us in, None
    where it does.

    ``stored`` and ``stored_summaries`` keep what costly writers wrote, None where nothing outlives
    the process. ``lookup`` is None where nothing may be asked outside; ``likes`` tells what the
    votes of a channel say, by its address, None where nobody votes. ``past`` tells what was
    announced in the weeks before, None where nothing outlives the process. ``cascade`` puts a
    model's numbers in the place of the scorer's, None where no model is configured;
    ``language`` and ``embedding`` are these models themselves, for what is no stage of a day.
    ``indexed`` is called, in a thread, whenever a set of papers was indexed.
    """

    scorer: Scorer
    writer: PaperWriter
    summaries: SummaryWriter
    translate: Callable[[str], Translator]
    clock: Callable[[], datetime]
    fallback: PaperWriter | None = None
    together: int = 1
    refusal: Callable[[Account], Awaitable[str | None]] | None = None
    shut_since: Callable[[], datetime | None] = never
    plain_summaries: SummaryWriter | None = None
    stored: WrittenPapers | None = None
    stored_summaries: WrittenSummaries | None = None
    lookup: PaperLookup | None = None
    likes: Callable[[str], "Awaitable[Liking]"] | None = None
    past: PastTitles | None = None
    cascade: Cascade | None = None
    language: LanguageModel | None = None
    embedding: EmbeddingModel | None = None
    patience: timedelta = PATIENCE
    indexed: Callable[[], None] = nothing
    memo: Memo = field(default_factory=Memo)
    # two threads that index at once would leave the event loop a third of the time
    indexing: asyncio.Lock = field(default_factory=asyncio.Lock)

    @property
    def asks_a_model(self) -> bool:
        """Whether a brief may have to wait for one."""
        return self.writer.costly or self.cascade is not None

    async def refused(self, account: Account) -> str | None:
        """Why nothing new is written by a model for it, before any work is done for a question."""
        return await self.refusal(account) if self.refusal else None
