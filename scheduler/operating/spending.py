"""What a model costs, told to the operator: alarms and numbers, beside a purse that decides."""

from collections.abc import Callable
from datetime import date
from typing import Literal

from bot.measures import (
    MODEL_BUDGET,
    MODEL_CALLS,
    MODEL_REFUSALS,
    MODEL_SECONDS,
    MODEL_TOKENS,
)
from bot.ports.alarms import Alarm
from bot.ports.measuring import SummingMeter
from bot.ports.model import TYPICAL, Purse
from bot.spending import Refusal, share
from bot.values.model import Account, CallOutcome, ModelCall, Tokens
from bot.values.spending import DayStanding

# a budget of which so much is gone may not last for the day
_LOW = 0.8
_OVER, _DENIED, _AWAY = "model_budget", "model_denied", "model_away"
# once a day: nothing calms it
LOW = "model_budget_low:"
_WHY_DENIED: dict[CallOutcome, str] = {
    "denied": "does not let me in (the key, the model's name, or a right)",
    "quota": "says that its quota is used up",
}

Level = Literal["well", "low", "over"]


def level(standing: DayStanding, refusal: Refusal | None) -> Level:
    """How a day's budget stands, where the last question was answered so."""
    gone = share(standing.spent, standing.budget)
    if refusal is Refusal.DAY or gone >= 1:
        return "over"
    return "low" if gone >= _LOW else "well"


class WatchedPurse:
    """A Purse. ``standing`` tells how ``purse`` stands; alarms and the meter never raise."""

    def __init__(
        self,
        purse: Purse,
        standing: Callable[[], DayStanding | None],
        alarm: Alarm,
        meter: SummingMeter,
    ) -> None:
        self._purse = purse
        self._standing = standing
        self._alarm = alarm
        self._meter = meter
        self._told: tuple[date, Level] | None = None
        # by model: whether its address lets us in; one that was not asked yet, or is left alone,
        # is not here
        self._let_in: dict[str, bool] = {}

    async def why_not(
        self, account: Account, model: str = "", tokens: Tokens = TYPICAL
    ) -> str | None:
        return await self._counted(await self._purse.why_not(account, model, tokens))

    async def _counted(self, why: str | None) -> str | None:
        refusal = next((one for one in Refusal if one == why), None)
        if refusal is not None:
            self._meter.count(MODEL_REFUSALS, refusal.name.lower())
        await self._look(refusal)
        return why

    async def look(self, account: Account, model: str = "") -> str | None:
        return await self._counted(await self._purse.look(account, model))

    async def note(self, call: ModelCall) -> None:
        await self._purse.note(call)
        self._count(call)
        await self._look(None)
        await self._hear(call)

    def _count(self, call: ModelCall) -> None:
        tokens = call.tokens
        cached = min(tokens.cached, tokens.input)
        self._meter.count(MODEL_CALLS, call.purpose, call.outcome)
        self._meter.took(MODEL_SECONDS, call.seconds, call.purpose)
        self._meter.add(MODEL_TOKENS, tokens.input - cached, call.purpose, "input")
        self._meter.add(MODEL_TOKENS, cached, call.purpose, "cached")
        self._meter.add(MODEL_TOKENS, tokens.output, call.purpose, "output")

    async def _look(self, refusal: Refusal | None) -> None:
        standing = self._standing()
        if standing is None:
            return
        self._meter.stands(MODEL_BUDGET, share(standing.spent, standing.budget))
        now = (standing.day, level(standing, refusal))
        before, self._told = self._told, self._worse(now)
        if self._told != before:
            await self._tell(*self._told)

    def _worse(self, now: tuple[date, Level]) -> tuple[date, Level]:
        """Within a day it does not become better: a small call may find room after a large one
        found none."""
        if self._told is None or self._told[0] != now[0]:
            return now
        order: tuple[Level, ...] = ("well", "low", "over")
        return now[0], max(self._told[1], now[1], key=order.index)

    async def _tell(self, day: date, now: Level) -> None:
        match now:
            case "over":
                await self._alarm.ring(
                    _OVER,
                    "Today's budget for the model is used up. Until 00:00 UTC briefs are written "
                    "without it, and say so. `python -m bot usage` shows what it went to; "
                    "PAPERBRIEF_MODEL_BUDGET sets it.",
                )
            case "low":
                await self._alarm.ring(
                    f"{LOW}{day.isoformat()}",
                    f"{_LOW:.0%} of today's budget for the model are spent. Once it is used up, "
                    "briefs are written without it until 00:00 UTC.",
                )
            case "well":
                await self._alarm.calm(
                    _OVER, "A new day has begun, with a new budget: the model writes again."
                )

    async def address(self, model: str, is_left_alone: bool, why: str) -> None:
        """To be called when a model's address is left alone, with the reason, and when it answers
        again. One that does not let us in was told already."""
        if is_left_alone and self._let_in.get(model) is not False:
            self._let_in.pop(model, None)
            await self._alarm.ring(
                f"{_AWAY}:{model}",
                f"{model} fails again and again, and is left alone for a while. {why} Briefs are "
                "written without it, and say so. `python -m bot model check` tells more.",
            )

    async def _hear(self, call: ModelCall) -> None:
        """Whether an address lets us in at all: nothing but the operator changes that."""
        kind = f"{_DENIED}:{call.model}"
        if (why := _WHY_DENIED.get(call.outcome)) is not None:
            self._let_in[call.model] = False
            await self._alarm.ring(
                kind,
                f"The address of {call.model} {why}. Briefs are written without it, and say so. "
                "`python -m bot model check` tells more.",
            )
        elif call.outcome == "answered" and not self._let_in.get(call.model):
            self._let_in[call.model] = True
            for each in (kind, f"{_AWAY}:{call.model}"):
                await self._alarm.calm(each, f"{call.model} answers again.")
