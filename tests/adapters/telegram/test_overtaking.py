"""Several edits of one message: the last one is shown, and none arrives after it."""

import asyncio

import pytest

from adapters.telegram_chat.answering.overtaking import Overtaking
from bot.values.deliveries import Leaving

MENU, OTHER = (1, 10), (1, 11)


class Telegram:
    """``turn`` lets what waits leave, ``answers`` ends what has left."""

    def __init__(self) -> None:
        self.turn, self.answers = asyncio.Event(), asyncio.Event()
        self.left: list[str] = []
        self.shown: list[str] = []
        self.edits = Overtaking()

    def edit(self, text: str, message: tuple[int, int] = MENU) -> "asyncio.Task[bool]":
        async def edited(leaving: Leaving) -> bool:
            await self.turn.wait()
            await leaving()
            self.left.append(text)
            await self.answers.wait()
            self.shown.append(text)
            return False

        return asyncio.create_task(self.edits.last(message, edited))


async def settle() -> None:
    for _ in range(20):
        await asyncio.sleep(0)


async def test_of_edits_that_wait_the_last_leaves_alone() -> None:
    telegram = Telegram()
    tasks = [telegram.edit(text) for text in "abc"]
    await settle()
    assert [task.done() and task.result() for task in tasks] == [True, True, False]
    telegram.turn.set()
    telegram.answers.set()
    assert await tasks[2] is False
    assert telegram.shown == ["c"]
    assert telegram.edits.held == 0


async def test_what_has_left_is_followed_and_not_called_back() -> None:
    telegram = Telegram()
    telegram.turn.set()
    first = telegram.edit("a")
    await settle()
    second, third = telegram.edit("b"), telegram.edit("c")
    await settle()
    assert telegram.left == ["a"]
    assert second.result() is True
    telegram.answers.set()
    assert [await first, await third] == [False, False]
    assert telegram.shown == ["a", "c"]


async def test_edits_of_two_messages_have_nothing_to_do_with_each_other() -> None:
    telegram = Telegram()
    tasks = [telegram.edit("menu"), telegram.edit("other", OTHER)]
    telegram.turn.set()
    telegram.answers.set()
    await asyncio.gather(*tasks)
    assert telegram.shown == ["menu", "other"]


async def test_an_error_is_that_of_its_own_edit() -> None:
    telegram = Telegram()

    async def refused(leaving: Leaving) -> bool:
        await leaving()
        await asyncio.sleep(0)
        raise ValueError("no")

    failing = asyncio.create_task(telegram.edits.last(MENU, refused))
    await settle()
    telegram.turn.set()
    telegram.answers.set()
    assert await telegram.edit("after") is False
    with pytest.raises(ValueError, match="no"):
        await failing


async def test_who_is_cancelled_takes_the_edit_along() -> None:
    telegram = Telegram()
    task = telegram.edit("a")
    await settle()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    telegram.turn.set()
    await settle()
    assert telegram.left == []
    assert telegram.edits.held == 0
