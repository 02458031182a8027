"""What the service is to have loaded, and when.

To be ready takes a third of it: people's lines are taken and the clock runs. The rest is loaded
by whoever needs it first, or else here, beside the event loop, right after the start: what a card
is made with first, then the other commands, then what a day is made with.
"""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from functools import partial

from bot.commands.lines.late import LateHandler
from bot.commands.table import COMMANDS
from bot.values.papers import Paper
from bot.wiring.loading import for_good, loaded

_CARD = (
    "bot.commands.lines.dispatch",
    "bot.commands.papers",
    "bot.editorial.writing.extract",
    "bot.editorial.choosing.lexical",
    "bot.commands.topics.topics",
)
_DAY = (
    "scheduler.edition",
    "bot.editorial.checking.checks",
    "bot.editorial.summary.executive",
    "bot.messages.brief",
    "bot.messages.plain",
)
_ARXIV = (
    *("adapters.arxiv_site.http", "adapters.arxiv_site.lookup"),
    # loaded by httpx with its first client and its first request
    *("httpcore", "anyio._backends._asyncio"),
)
_READING = (
    "bot.pipeline.reading.answering",
    "bot.editorial.full_text.versions",
    "bot.commands.analyses.behind",
)
# nobody reads what is made of it: weights and lists of words are read with the first paper
_ANY = Paper(
    id="2602.00000",
    version=1,
    title="Garden plans from lists of plants",
    abstract="Plans of gardens are drawn by hand, which takes long. We propose a method that draws "
    "them from a list of plants. It needs 12 minutes in place of 40, and gardeners preferred its "
    "plans in 8 of 10 cases.",
    authors=(),
    categories=("cs.GR",),
)


async def load_the_rest(idle: Callable[[], Awaitable[None]]) -> None:
    """In small steps: a stop waits for the one that is under way. ``idle`` waits until nobody waits
    for an answer, which would take longer meanwhile."""
    for step in _steps():
        await idle()
        await asyncio.to_thread(step)


def _steps() -> Sequence[Callable[[], object]]:
    rest = (*_handlers(), *_DAY, *_ARXIV, *_READING)
    return (
        *(partial(loaded, module) for module in _CARD),
        partial(for_good, _compare_one),
        partial(for_good, _write_one),
        *(partial(loaded, module) for module in rest),
        partial(for_good, _group_one),
    )


def _compare_one() -> None:
    from bot.editorial.choosing.lexical import LexicalScoring, shipped_reference

    LexicalScoring([_ANY], shipped_reference())


def _write_one() -> None:
    from bot.editorial.writing.extract import write_brief

    write_brief(_ANY)


def _group_one() -> None:
    """What else a day reads of a paper, with one that names a subject."""
    from bot.editorial.choosing.notable import notable
    from bot.editorial.summary.subjects import read_subjects
    from bot.pipeline.unplanted import unplanted

    read_subjects("Language models for gardeners", "", ("cs.CL",))
    notable(unplanted(_ANY))


def _handlers() -> tuple[str, ...]:
    """Modules of all commands, in the order of their table."""
    late = (each.handler for each in COMMANDS if isinstance(each.handler, LateHandler))
    return tuple(dict.fromkeys(one.module for one in late))
