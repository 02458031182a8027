"""What the service asks of its store, by name."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from benchmarks.invented import CATEGORIES
from benchmarks.year_lived import LANGUAGE, SHOWN, WRITER, Scale, Store, editions, moment
from bot.values.deliveries import Delivered
from bot.values.searching import SearchQuery, Term, all_words
from bot.values.writing import BriefKey
from scheduler.delivering.lane import BATCH
from scheduler.publishing.lanes import HORIZON
from scheduler.watching.records import WINDOW

Query = Callable[[], Awaitable[object]]


async def queries(store: Store, days: Sequence[date], scale: Scale) -> Mapping[str, Query]:
    """What the service asks on the last of ``days``, by name and in order: what
    ``publish`` leaves waiting is what ``due`` finds and ``begin`` and ``settle`` end."""
    today, now, chance = days[-1], moment(days[-1]), store.chance
    listings = await store.listings.between(today, today, CATEGORIES)
    cursor = await store.listings.last_number()
    before = cursor - sum(len(one.items) for one in listings)
    made = editions(store, today, listings, cursor, scale.channels)
    ids = [one.paper.id for one in made[0].edition.announcement.papers]
    keys = [
        BriefKey(one.paper.id, one.paper.version, LANGUAGE, *WRITER)
        for one in made[0].edition.papers
    ]
    addresses = [f"terminal:{n}" for n in range(scale.channels)]
    waiting: list[int] = []
    begun = iter(waiting)
    settled = iter(waiting)

    async def publish() -> None:
        waiting.append(await store.ledger.publish(chance.choice(made)))

    repository, outbox, ledger = store.listings, store.outbox, store.ledger
    return {
        "listings.days": lambda: repository.days(today - HORIZON, CATEGORIES),
        "listings.between, a day": lambda: repository.between(today, today, CATEGORIES),
        "listings.between, a month": lambda: repository.between(
            today - WINDOW, today, [chance.choice(CATEGORIES)], outlines=True
        ),
        "listings.late": lambda: repository.late(days[-2], before, CATEGORIES),
        "listings.last_number": repository.last_number,
        "channels.every": store.channels.every,
        "ledger.progress": lambda: ledger.progress(addresses),
        "ledger.shown": lambda: ledger.shown(chance.choice(addresses), ids),
        "memo.get": lambda: store.memo.get(keys),
        "ledger.publish": publish,
        "outbox.due": lambda: outbox.due(now, BATCH),
        "outbox.begin": lambda: outbox.begin(next(begun), 0, now),
        "outbox.settle": lambda: outbox.settle(next(settled), 0, Delivered(), now),
        **searches(store, days),
    }


def searches(store: Store, days: Sequence[date]) -> Mapping[str, Query]:
    """With other words each time, drawn as often as they are used."""
    chance, invented = store.chance, store.publisher

    def asked(query: Callable[[], SearchQuery]) -> Query:
        return lambda: store.papers.search(query(), SHOWN)

    def words(count: int, **conditions: Any) -> SearchQuery:
        return replace(all_words(invented.words(count)), **conditions)

    def category() -> tuple[str]:
        return (chance.choice(CATEGORIES),)

    return {
        "search, common words": asked(lambda: words(2)),
        "search, in a category": asked(lambda: words(1, categories=category())),
        "search, since a day": asked(lambda: words(1, since=chance.choice(days))),
        "search, seldom words": asked(lambda: all_words(invented.seldom(2))),
        "search, two in a category": asked(lambda: words(2, categories=category())),
        "search, barred in a category": asked(
            lambda: SearchQuery((Term(invented.words(1), wanted=False),), categories=category())
        ),
    }
