"""What the operator hears of a model's costs: a budget that goes down, ends and begins anew."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

import pytest

from bot.measures import MODEL_BUDGET, MODEL_CALLS, MODEL_REFUSALS, MODEL_SECONDS, MODEL_TOKENS
from bot.ports.model import TYPICAL
from bot.spending import Refusal
from bot.values.model import Account, CallOutcome, ModelCall, Tokens
from bot.values.spending import Budget, DayStanding, Spent
from scheduler.operating.spending import WatchedPurse
from tests.storage.values import a_call

THU, FRI = date(2026, 3, 5), date(2026, 3, 6)
LAB = Account("telegram:-1001")


@dataclass
class FakePurse:
    """Answers and stands as it is told."""

    standing: DayStanding | None = None
    refusal: Refusal | None = None
    noted: list[ModelCall] = field(default_factory=list)

    async def why_not(
        self, account: Account, model: str = "", tokens: Tokens = TYPICAL
    ) -> str | None:
        return self.refusal

    async def look(self, account: Account, model: str = "") -> str | None:
        return self.refusal

    async def note(self, call: ModelCall) -> None:
        self.noted.append(call)


@dataclass
class Operator:
    """Hears each alarm, also where it rings again."""

    heard: list[str] = field(default_factory=list)

    async def ring(self, kind: str, sentence: str) -> None:
        self.heard.append(f"ring {kind}")

    async def calm(self, kind: str, sentence: str) -> None:
        self.heard.append(f"calm {kind}")


@dataclass
class Numbers:
    counted: dict[tuple[str, ...], float] = field(default_factory=dict)

    def count(self, name: str, *labels: str) -> None:
        self.add(name, 1, *labels)

    def add(self, name: str, amount: int, *labels: str) -> None:
        key = (name, *labels)
        self.counted[key] = self.counted.get(key, 0) + amount

    def took(self, name: str, seconds: float, *labels: str) -> None:
        self.counted[name, *labels] = seconds

    def stands(self, name: str, value: float, *labels: str) -> None:
        self.counted[name, *labels] = value


class Scene:
    def __init__(self) -> None:
        self.purse, self.operator, self.numbers = FakePurse(), Operator(), Numbers()
        self.watched = WatchedPurse(
            self.purse, lambda: self.purse.standing, self.operator, self.numbers
        )

    async def stands(self, gone: int, day: date = THU, refusal: Refusal | None = None) -> list[str]:
        """What is heard where so much of a hundred tokens is gone, and somebody asks."""
        self.purse.standing = DayStanding(day, Spent(gone), Budget(Decimal(100), "tokens"))
        self.purse.refusal = refusal
        self.operator.heard.clear()
        assert await self.watched.why_not(LAB) == refusal
        return self.operator.heard

    async def ends(self, outcome: CallOutcome, model: str = "small") -> list[str]:
        self.operator.heard.clear()
        await self.watched.note(a_call(model=model, outcome=outcome))
        return self.operator.heard


@pytest.fixture
def scene() -> Scene:
    return Scene()


async def test_a_budget_is_told_at_four_fifths_at_its_end_and_when_it_begins_anew(
    scene: Scene,
) -> None:
    # an earlier run may have rung
    assert await scene.stands(0) == ["calm model_budget"]
    assert await scene.stands(79) == []
    assert await scene.stands(80) == ["ring model_budget_low:2026-03-05"]
    assert await scene.stands(90) == []
    # a hundred are not there to be spent exactly: nothing fits any more
    assert await scene.stands(97, refusal=Refusal.DAY) == ["ring model_budget"]
    assert await scene.stands(97) == []
    assert await scene.stands(100) == []
    assert await scene.stands(0, FRI) == ["calm model_budget"]
    assert await scene.stands(85, FRI) == ["ring model_budget_low:2026-03-06"]


async def test_a_channel_at_its_end_is_no_alarm(scene: Scene) -> None:
    await scene.stands(0)
    for refusal in set(Refusal) - {Refusal.DAY}:
        assert await scene.stands(10, refusal=refusal) == []
        assert scene.numbers.counted[MODEL_REFUSALS, refusal.name.lower()] == 1


async def test_without_a_budget_nothing_goes_down(scene: Scene) -> None:
    scene.purse.standing = DayStanding(THU, Spent(10**9), None)
    await scene.watched.why_not(LAB)
    assert scene.operator.heard == ["calm model_budget"]
    assert scene.numbers.counted[MODEL_BUDGET,] == 0.0


async def test_an_address_that_lets_us_in_no_more_is_told_until_it_does(scene: Scene) -> None:
    assert await scene.ends("answered") == ["calm model_denied:small", "calm model_away:small"]
    assert await scene.ends("answered") == []
    assert await scene.ends("denied") == ["ring model_denied:small"]
    # what is no answer says nothing of it
    assert await scene.ends("late") == []
    assert "calm model_denied:vectors" in await scene.ends("answered", "vectors")
    assert await scene.ends("quota") == ["ring model_denied:small"]
    assert "calm model_denied:small" in await scene.ends("answered")


async def test_an_address_that_is_left_alone_is_told_until_it_answers(scene: Scene) -> None:
    await scene.ends("answered")
    scene.operator.heard.clear()
    await scene.watched.address("small", True, "It cannot be reached.")
    assert scene.operator.heard == ["ring model_away:small"]
    assert await scene.ends("unreachable") == []
    assert "calm model_away:small" in await scene.ends("answered")


async def test_an_address_that_does_not_let_us_in_is_told_once(scene: Scene) -> None:
    await scene.ends("denied")
    scene.operator.heard.clear()
    await scene.watched.address("small", True, "It does not take the key.")
    assert scene.operator.heard == []


async def test_calls_and_tokens_are_counted_by_what_they_were_for(scene: Scene) -> None:
    for outcome in ("answered", "answered", "late"):
        await scene.watched.note(a_call(outcome=outcome, tokens=Tokens(100, 20, 40)))
    assert len(scene.purse.noted) == 3
    assert scene.numbers.counted == {
        (MODEL_CALLS, "write", "answered"): 2,
        (MODEL_CALLS, "write", "late"): 1,
        (MODEL_SECONDS, "write"): 1.5,
        (MODEL_TOKENS, "write", "input"): 180,
        (MODEL_TOKENS, "write", "cached"): 120,
        (MODEL_TOKENS, "write", "output"): 60,
    }
