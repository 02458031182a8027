"""Who chooses and writes: the embedded parts, which need no key."""

import gc
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import TYPE_CHECKING

from bot.editorial.choosing.lexical_scorer import LexicalScorer
from bot.editorial.summary.extractive import ExtractiveSummary
from bot.editorial.writing.extractive import ExtractiveWriter
from bot.pipeline.parts import Pipeline
from bot.pipeline.unplanted import UnplantedWriter
from bot.ports.choosing import Scorer
from bot.ports.sources import PaperLookup
from bot.ports.writing import WrittenPapers
from bot.translator import translator
from scheduler.timing.clocks import machine
from storage.file.database import Database
from storage.papers.papers import SqlPaperRepository
from storage.papers.titles import SqlPastTitles
from storage.papers.written import SqlWrittenPapers
from storage.people.reading import SqlVoteRepository

if TYPE_CHECKING:
    from bot.editorial.choosing.liked import Liking

# so many, and to go through them takes some ten milliseconds; of fewer, those that have just
# been made and soon go again would be gone through each time
_NEW_OBJECTS = 20_000


def embedded(
    lookup: PaperLookup | None,
    stored: WrittenPapers | None = None,
    clock: Callable[[], datetime] = machine,
    scorer: Scorer | None = None,
) -> Pipeline:
    """Whoever takes another writer gives this one as its ``fallback``."""
    return Pipeline(
        scorer=scorer or LexicalScorer(),
        writer=UnplantedWriter(ExtractiveWriter()),
        summaries=ExtractiveSummary(translator),
        translate=translator,
        clock=clock,
        stored=stored,
        lookup=lookup,
        indexed=leave_alone,
    )


def leave_alone() -> None:
    """Keep the collector of cycles away from a prepared day.

    It has a hundred thousand objects that stay until the next, and going through them would hold
    up the loop for a tenth of a second. What is made of it stays as well and has hardly a cycle,
    so the collector comes after more of it: looking cost a twentieth of a thousand briefs.
    """
    gc.freeze()
    gc.set_threshold(_NEW_OBJECTS)


def shared(
    lookup: PaperLookup | None, database: Database, clock: Callable[[], datetime], scorer: Scorer
) -> Pipeline:
    """For all channels: with the store, and with what people voted."""
    votes, papers = SqlVoteRepository(database), SqlPaperRepository(database)
    return replace(
        embedded(lookup, SqlWrittenPapers(database), clock, scorer),
        likes=partial(_likes, votes, papers),
        past=SqlPastTitles(database),
    )


async def _likes(votes: SqlVoteRepository, papers: SqlPaperRepository, channel: str) -> "Liking":
    from bot.editorial.choosing.liked import liking_in

    return await liking_in(channel, votes, papers)
