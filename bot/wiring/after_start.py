"""What the service is to have loaded, and when.

To be ready takes a third of it: people's lines are taken and the clock runs. The rest is loaded
by whoever needs it first, or else here, beside the event loop, right after the start: people's
commands first, then what a day is made with.
"""

import asyncio
from collections.abc import Awaitable, Callable

from bot.commands.lines.late import LateHandler
from bot.commands.table import COMMANDS
from bot.wiring.loading import loaded

_LINES = "bot.commands.lines.dispatch"
_DAY = (
    "scheduler.edition",
    "bot.editorial.choosing.lexical",
    "bot.editorial.checking.checks",
    "bot.editorial.writing.extract",
    "bot.editorial.summary.executive",
    "bot.messages.brief",
    "bot.messages.plain",
)
_ARXIV = ("adapters.arxiv_site.http", "adapters.arxiv_site.lookup")
_READING = (
    "bot.pipeline.reading.answering",
    "bot.editorial.full_text.versions",
    "bot.commands.analyses.behind",
)


async def load_the_rest(idle: Callable[[], Awaitable[None]]) -> None:
    """In small steps: a stop waits for the one that is under way. ``idle`` waits until nobody waits
    for an answer, which would take longer meanwhile."""
    for module in (_LINES, *_handlers(), *_DAY, *_ARXIV, *_READING):
        await idle()
        await asyncio.to_thread(loaded, module)


def _handlers() -> tuple[str, ...]:
    """Modules of all commands, in the order of their table."""
    late = (each.handler for each in COMMANDS if isinstance(each.handler, LateHandler))
    return tuple(dict.fromkeys(one.module for one in late))
