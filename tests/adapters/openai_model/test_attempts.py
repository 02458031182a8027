"""One attempt: who may make it, and what an address that failed lets through later."""

import asyncio

import pytest

from adapters.openai_model.attempts import Attempts
from adapters.openai_model.breaker import ENOUGH
from adapters.openai_model.connection import Connection
from adapters.openai_model.outcomes import Trouble
from bot.errors import ModelUnreachable
from bot.values.model import ModelAnswer, Tokens
from tests.adapters.openai_model.stage import CHANNEL, NOW, Purse

ANSWER = ModelAnswer({}, Tokens(7, 2))
DOWN = Trouble(outcome="unreachable", said="It is down.", weight=1)
REFUSED = Trouble(outcome="overloaded", said="Too many.", retry_after=0.0)


class Address:
    """What is behind the attempts: ``says`` is what comes next, ``open`` lets it come."""

    def __init__(self) -> None:
        self.says: bytes | Trouble = b""
        self.open = asyncio.Event()
        self.open.set()
        self.calls = 0

    async def send(self, seconds: float) -> bytes | Trouble:
        self.calls += 1
        await self.open.wait()
        return self.says


class Stage:
    def __init__(self, purse: Purse | None = None) -> None:
        self.now = 1_000.0
        self.told: list[tuple[bool, str]] = []
        self.purse = purse or Purse()
        self.address = Address()
        self._attempts = Attempts(
            Connection("http://127.0.0.1:9/v1", "", at_once=8),
            "a-model",
            self.purse,
            seconds=5.0,
            clock=lambda: NOW,
            watcher=self._watch,
            ticks=lambda: self.now,
        )

    async def _watch(self, is_open: bool, said: str) -> None:
        self.told.append((is_open, said))

    async def make(self) -> ModelAnswer | Trouble:
        return await self._attempts.make(
            self.address.send,
            lambda _: ANSWER,
            purpose="score",
            account=CHANNEL,
            asked=9,
            left=10.0,
        )

    async def fails(self, times: int = ENOUGH) -> None:
        self.address.says = DOWN
        for _ in range(times):
            await self.make()
        self.address.says = b""


async def test_one_trial_goes_after_the_pause_and_the_watcher_hears_of_both() -> None:
    at = Stage()
    await at.fails()
    with pytest.raises(ModelUnreachable, match=r"left alone for now: It is down\.") as raised:
        await at.make()
    assert raised.value.retry_after is not None
    at.now += raised.value.retry_after
    at.address.open.clear()
    trial = asyncio.create_task(at.make())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    with pytest.raises(ModelUnreachable):
        await at.make()
    at.address.open.set()
    assert await trial == ANSWER
    assert await at.make() == ANSWER
    assert at.told == [(True, "It is down."), (False, "")]
    assert at.address.calls == ENOUGH + 2


async def test_a_trial_that_fails_is_told_once_and_lengthens_the_pause() -> None:
    at = Stage()
    await at.fails()
    at.now += 30.0
    await at.fails(1)
    at.now += 30.0
    with pytest.raises(ModelUnreachable):
        await at.make()
    at.now += 30.0
    assert await at.make() == ANSWER
    assert [is_open for is_open, _ in at.told] == [True, False]


async def test_a_trial_that_is_given_up_or_not_paid_for_leaves_room_for_another() -> None:
    at = Stage()
    await at.fails()
    at.now += 30.0
    at.address.open.clear()
    trial = asyncio.create_task(at.make())
    await asyncio.sleep(0)
    await asyncio.sleep(0)
    trial.cancel()
    with pytest.raises(asyncio.CancelledError):
        await trial
    at.address.open.set()
    at.purse.left, before = 0, len(at.purse.calls)
    with pytest.raises(Exception, match="budget"):
        await at.make()
    at.purse.left = 9
    assert await at.make() == ANSWER
    assert at.purse.outcomes[before - 1 :] == ["late", "answered"]


async def test_too_many_requests_open_nothing() -> None:
    at = Stage()
    at.address.says = REFUSED
    for _ in range(3 * ENOUGH):
        assert await at.make() == REFUSED
    assert at.told == []


async def test_what_the_call_is_about_stands_in_the_books() -> None:
    at = Stage()
    await at.make()
    await at.fails(1)
    answered, failed = at.purse.calls
    assert (answered.tokens, answered.outcome) == (Tokens(7, 2), "answered")
    assert (failed.tokens, failed.outcome) == (Tokens(counted=False), "unreachable")
