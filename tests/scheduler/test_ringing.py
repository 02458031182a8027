"""Which alarms ring, as the local port tells it."""

from bot.measures import ALARM
from scheduler.operating.measured import MeasuredAlarm, Ringing


class Silent:
    async def ring(self, kind: str, sentence: str) -> None: ...

    async def calm(self, kind: str, sentence: str) -> None: ...


class Gauges:
    def __init__(self) -> None:
        self.stood: dict[tuple[str, ...], float] = {}

    def count(self, name: str, *labels: str) -> None: ...

    def took(self, name: str, seconds: float, *labels: str) -> None: ...

    def stands(self, name: str, value: float, *labels: str) -> None:
        self.stood[(name, *labels)] = value

    def forget(self, name: str) -> None: ...


async def test_a_kind_rings_until_the_last_of_its_alarms_is_calm() -> None:
    ringing, gauges = Ringing(), Gauges()
    one, other = (MeasuredAlarm(Silent(), gauges, ringing) for _ in range(2))
    await one.ring("store:full", "")
    await other.ring("store:disk", "")
    await one.ring("run", "")
    await one.ring("hangs watch", "")
    await other.ring("hangs watch", "")
    await one.calm("store:full", "")
    assert ringing.names() == ["hangs watch", "store:disk"], "what nothing calms is not named"
    assert gauges.stood[(ALARM, "store:full")] == 0
    assert gauges.stood[(ALARM, "store:disk")] == 1
    await other.calm("hangs watch", "")
    assert ringing.names() == ["store:disk"]
