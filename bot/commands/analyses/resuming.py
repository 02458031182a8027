"""Analyses that somebody waited for when the service stopped: made, and brought to them."""

import logging
from collections.abc import Awaitable, Callable
from datetime import timedelta
from functools import partial

from bot.commands.lines.command import ReadingServices, Services
from bot.messages.blocks import Message
from bot.translator import translator
from bot.values.model import Account
from bot.values.papers import Paper
from bot.values.readers import WaitingReader

log = logging.getLogger(__name__)

Tell = Callable[[str, Message], Awaitable[bool]]
# who asked longer ago has asked again, or does not wait any more
OLDEST = timedelta(hours=24)


async def resume(services: Services, tell: Tell) -> None:
    """One after the other: a restart is no reason to ask arXiv for twenty papers at once."""
    reading = services.reading
    if reading is None:
        return
    for reader in await reading.readers.all():
        if services.clock() - reader.asked_at < OLDEST:
            # the start of a service is no time to load what hardly ever is needed then
            from bot.commands.lines.dispatch import go_on

            await go_on(partial(_served, reader, services, reading, tell), reader.channel)
        await reading.readers.served(reader)


async def _served(
    reader: WaitingReader, services: Services, reading: ReadingServices, tell: Tell
) -> None:
    paper = await _paper(reader, services)
    if paper is None:
        return
    from bot.commands.analyses.behind import is_late, when_ready
    from bot.commands.analyses.making import first_screen, shown_analysis

    account = Account(reader.channel, reader.person)
    shown = await shown_analysis(paper, reader.language, account, services, reading)
    if is_late(shown):
        later = await when_ready(paper, reader.language, account, services, reading)
        shown = later or shown
    say = translator(reader.language)
    made = await first_screen(shown, reader.channel, say, services)
    place = reader.person if reader.aside else reader.channel
    if not await tell(place, made):
        log.warning("analysis_not_told", extra={"channel": reader.channel})


async def _paper(reader: WaitingReader, services: Services) -> Paper | None:
    known = (await services.papers.get([reader.paper_id])).get(reader.paper_id)
    if known is not None and known.version == reader.version:
        return known
    if services.lookup is None:
        return known
    name = f"{reader.paper_id}v{reader.version}" if reader.version else reader.paper_id
    return (await services.lookup.by_ids([name])).get(name, known)
