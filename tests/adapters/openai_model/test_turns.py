"""Who goes next at an address with few places."""

import asyncio

import pytest

from adapters.openai_model.turns import Turns
from bot.values.model import Purpose


class Line:
    """Those who ask for a turn; ``began`` has their names in order."""

    def __init__(self, at_once: int) -> None:
        self.turns = Turns(at_once)
        self.began: list[str] = []
        self.go_on = asyncio.Event()

    def ask(self, name: str, purpose: Purpose, seconds: float = 60.0) -> "asyncio.Task[None]":
        return asyncio.create_task(self._asked(name, purpose, seconds))

    async def _asked(self, name: str, purpose: Purpose, seconds: float) -> None:
        async with self.turns.turn(purpose, seconds):
            self.began.append(name)
            await self.go_on.wait()


async def rounds() -> None:
    """Until nobody moves any more."""
    for _ in range(10):
        await asyncio.sleep(0)


async def test_texts_overtake_questions_for_choosing() -> None:
    line = Line(1)
    tasks = [line.ask("first", "score"), line.ask("second", "score"), line.ask("embed", "embed")]
    await rounds()
    tasks += [line.ask("text", "write"), line.ask("summary", "summarise")]
    await rounds()
    assert line.began == ["first"]
    line.go_on.set()
    await asyncio.gather(*tasks)
    assert line.began == ["first", "text", "summary", "second", "embed"]


async def test_choosing_leaves_every_fourth_place_to_texts() -> None:
    line = Line(8)
    tasks = [line.ask(f"score {n}", "score") for n in range(9)]
    await rounds()
    assert len(line.began) == 6
    tasks += [line.ask(f"text {n}", "write") for n in range(3)]
    await rounds()
    assert line.began[6:] == ["text 0", "text 1"]
    line.go_on.set()
    await asyncio.gather(*tasks)
    assert len(line.began) == 12


async def test_texts_may_have_all_places() -> None:
    line = Line(4)
    tasks = [line.ask(f"text {n}", "write") for n in range(4)]
    await rounds()
    assert len(line.began) == 4
    line.go_on.set()
    await asyncio.gather(*tasks)


async def test_who_gives_up_leaves_no_place_empty() -> None:
    line = Line(1)
    first = line.ask("first", "write")
    await rounds()
    with pytest.raises(TimeoutError):
        await line.ask("impatient", "write", seconds=0.01)
    given_up, last = line.ask("given up", "write"), line.ask("last", "write")
    await rounds()
    line.go_on.set()
    # its turn comes in the same round in which it is given up
    first.add_done_callback(lambda _: given_up.cancel())
    await asyncio.gather(first, last)
    assert line.began[0] == "first"
    assert line.began[-1] == "last"
