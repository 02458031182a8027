"""The stages of choosing, each in time: what fails leaves the stage before it in force."""

import asyncio
import logging
from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, Literal, TypeVar

from bot.errors import ModelDenied, PaperbriefError
from bot.measures import CHOOSING_STAGES
from bot.ports.measuring import Meter
from bot.values.model import Account

log = logging.getLogger(__name__)

V = TypeVar("V")
Stage = Literal["english", "embeddings", "judge"]


class Deadline:
    """When the time of one brief or card is over; it begins with its first stage."""

    def __init__(self, patience: timedelta) -> None:
        self._patience = patience.total_seconds()
        self._until: float | None = None

    def of_stage(self) -> float:
        """On the loop's clock. A stage that hangs leaves the next one half of the time."""
        now = asyncio.get_running_loop().time()
        if self._until is None:
            self._until = now + self._patience
        return min(self._until, now + self._patience / 2)


class Asking:
    """The stages of one topic. ``settled`` is False once one of them gave nothing."""

    def __init__(self, meter: Meter, account: Account, deadline: Deadline) -> None:
        self.settled = True
        self._meter = meter
        self._account = account
        self._deadline = deadline

    async def stage(self, name: Stage, work: Coroutine[Any, Any, V], otherwise: V) -> V:
        try:
            async with asyncio.timeout_at(self._deadline.of_stage()):
                done = await work
            self._meter.count(CHOOSING_STAGES, name, "done")
            return done
        except TimeoutError:
            outcome, why = "late", "It was not ready in time."
        except PaperbriefError as error:
            outcome, why = "denied" if isinstance(error, ModelDenied) else "failed", str(error)
        self.settled = False
        self._meter.count(CHOOSING_STAGES, name, outcome)
        told = {"stage": name, "why": why, "channel": self._account.channel}
        log.warning("choosing_stage_left_out", extra=told)
        return otherwise
