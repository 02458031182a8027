"""The day after those that are laid down: what people ask about."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random

from benchmarks.invented import InventedArxiv
from bot.values.listings import ListedPaper, Listing

# where the numbers of the last day's papers begin
_LAST_DAY = 50_001


def newest(day: date, papers: int, chance: Random) -> list[Listing]:
    """A last day. Its ids are none of that month's, whichever way the days before came to be."""
    made = InventedArxiv(chance).day(day, papers)
    ids: dict[str, str] = {}
    for item in (item for one in made for item in one.items):
        ids.setdefault(item.paper.id, f"{day:%y%m}.{len(ids) + _LAST_DAY:05d}")
    return [replace(one, items=tuple(_named(item, ids) for item in one.items)) for one in made]


def _named(item: ListedPaper, ids: Mapping[str, str]) -> ListedPaper:
    return replace(item, paper=replace(item.paper, id=ids[item.paper.id]))
