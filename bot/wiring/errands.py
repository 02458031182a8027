"""What the service does at each tick for the operator: notices to owners, a word a day."""

import asyncio
import shutil
from collections import Counter
from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from datetime import datetime

from adapters import platforms
from bot.translator import translator
from bot.wiring.opened import Opened
from scheduler.delivering.worker import DeliveryWorker
from scheduler.operating.conditions import conditions
from scheduler.operating.daily_word import DailyWord, DayFigures
from scheduler.operating.easing import Easing
from scheduler.operating.notices import Notices
from scheduler.publishing.lanes import HORIZON
from scheduler.timing.calendar import newest_date
from storage.deliveries.figures import SqlFigures
from storage.deliveries.records import SqlChannelRecords
from storage.file.shrinking import Shrinking
from storage.papers.listings import SqlListingRepository
from storage.papers.shown import ShownByNumbers
from storage.papers.taking_over import TakingOver
from storage.people.notes import SqlNotes
from storage.people.notices import SqlNotices

Errands = Mapping[str, Callable[[asyncio.Event], Awaitable[None]]]


def errands(opened: Opened, worker: DeliveryWorker, shrinking: Shrinking) -> Errands:
    """Each by the name of its worker; its argument is set when the service is to end."""
    notices = Notices(
        SqlNotices(opened.database),
        opened.messengers,
        translator,
        opened.clock,
        lambda: _silent(opened, worker),
    )
    easing = Easing(
        TakingOver(opened.database).step, ShownByNumbers(opened.database).step, shrinking.step
    )
    always = {"notices": notices.run, "take over": easing.run}
    word = _daily_word(opened)
    if word is None:
        return always

    async def say(stop: asyncio.Event) -> None:
        await word.say()

    return {**always, "daily word": say}


def _silent(opened: Opened, worker: DeliveryWorker) -> Collection[str]:
    """Platforms that are away, or not set up: what is for them waits."""
    unset = (one.name for one in platforms.PLATFORMS if one.name not in opened.messengers)
    return (*worker.away(), *unset)


def _daily_word(opened: Opened) -> DailyWord | None:
    people = opened.settings.people
    messenger = opened.messengers.get(people.operator_chat.partition(":")[0])
    if people.daily is None or messenger is None:
        return None

    async def look(now: datetime) -> DayFigures:
        return await _figures(opened, now)

    notes = SqlNotes(opened.database)
    return DailyWord(people.daily, people.operator_chat, messenger, notes, look, opened.clock)


async def _figures(opened: Opened, now: datetime) -> DayFigures:
    records = await SqlChannelRecords(opened.database).every()
    asked: Sequence[str] = list({name for one in records for name in one.channel.asked})
    listings = SqlListingRepository(opened.database)
    days = await listings.days(newest_date(now) - HORIZON, asked)
    figures = await SqlFigures(opened.database).at(now)
    ended: Counter[str] = Counter()
    for (_, state), count in figures.ended.items():
        ended[state] += count
    return DayFigures(
        conditions=conditions(records, days, now),
        ended=ended,
        newest=max(figures.newest.values(), default=None),
        free=shutil.disk_usage(opened.settings.storage.data).free,
        ringing=opened.health.ringing,
    )
