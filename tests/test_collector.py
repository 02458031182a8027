"""The collector of cycles has no part in preparing a day or in what is made of it."""

import gc
from collections.abc import Iterator
from weakref import ref

import pytest

from bot.pipeline.scoring import scoring_over
from bot.values.topics import Topic
from bot.wiring.pipeline import embedded
from tests import values


class Loop:
    def __init__(self) -> None:
        self.itself = self


@pytest.fixture(autouse=True)
def settings() -> Iterator[None]:
    before = gc.get_threshold()
    yield
    gc.unfreeze()
    gc.set_threshold(*before)


async def test_a_prepared_day_is_not_looked_through_again() -> None:
    gc.unfreeze()
    papers = [values.paper(number) for number in range(1, 6)]
    scoring = scoring_over(papers, embedded(None))
    await scoring.score(Topic(name="stoves", description="stoves"))
    assert gc.get_freeze_count() > 0
    assert not any(one is papers[0] for one in gc.get_objects())


async def test_cycles_that_are_made_later_are_still_collected() -> None:
    scoring = scoring_over([values.paper(1)], embedded(None))
    await scoring.score(Topic(name="stoves", description="stoves"))
    made = Loop()
    left = ref(made)
    del made
    kept = [Loop() for _ in range(3 * gc.get_threshold()[0])]
    assert kept
    assert left() is None
