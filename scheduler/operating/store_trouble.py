"""What is wrong with the store: told once when it begins, and once when what failed works again.

Workers that fail for the same cause are one trouble. A worker that succeeds proves nothing,
as it may have had nothing to write: the store is tried before the trouble counts as over,
and where only single pages are damaged, who failed must have got through as well.

Looking through a large file takes minutes. Workers do not wait for it: one that is silent
for so long is taken for hanging, and the service is killed.
"""

import asyncio
import logging
from collections.abc import Collection, Hashable

from bot.errors import StoreFault, StoreUnusable
from bot.ports.alarms import Alarm, Store

log = logging.getLogger(__name__)

# seconds for the look through the whole file, beside all other work
EXAMINED = 600.0
# these are over when a trial goes through; the others lie in what was asked for
_TRIED: frozenset[StoreFault] = frozenset({"full", "disk", "rights", "locked", "missing"})
# who fails besides the workers
_TRIAL, _EXAMINED = "trial", "examined"
_BEGIN: dict[StoreFault, str] = {
    "full": "I have no room to remember anything, so briefs wait; they go out by themselves when "
    "there is some",
    "missing": "My memory is gone, so briefs wait",
    "damaged": "My memory is damaged, so briefs may stop",
}
_OVER: dict[StoreFault, str] = {
    "full": "There is room again, and I can write to my memory. What waited goes out.",
    "damaged": "My memory is whole again.",
}


class StoreTrouble:
    """``store`` is None where there is none to try: then a worker's success has to do."""

    def __init__(self, alarm: Alarm, store: Store | None = None) -> None:
        self._alarm = alarm
        self._store = store
        # who failed for it and has not got through since
        self._begun: dict[StoreFault, set[Hashable]] = {}
        self._trying = asyncio.Lock()
        self._to_examine = asyncio.Event()
        self._is_too_large = False

    async def failed(self, worker: Hashable, error: StoreUnusable) -> None:
        log.debug("store_unusable", extra={"fault": error.fault, "why": str(error)})
        begins = error.fault not in self._begun
        self._begun.setdefault(error.fault, set()).add(worker)
        if begins:
            what = _BEGIN.get(
                error.fault, "My memory cannot be read or written, so briefs may stop"
            )
            await self._alarm.ring(_kind(error.fault), f"{what}: {error}")

    async def succeeded(self, worker: Hashable) -> None:
        for failed in self._begun.values():
            failed.discard(worker)
        # one trial is enough for all workers of a tick
        if self._begun and not self._trying.locked():
            async with self._trying:
                await self._look()

    async def examine(self) -> None:
        """At the start: calm what an earlier run told of and what is well, look for damage.
        Then look again whenever damage may be over, until it is cancelled."""
        if self._store is None:
            return
        if await self._works(self._store):
            for fault in _TRIED - self._begun.keys():
                await self._calm(fault)
            await self._calm_damage(self._store)
        while True:
            await self._to_examine.wait()
            await self._calm_damage(self._store)
            self._to_examine.clear()

    async def _calm_damage(self, store: Store) -> None:
        # a worker may meet it while the file is looked through
        if await self._is_whole(store) and not self._begun.get("damaged"):
            self._begun.pop("damaged", None)
            await self._calm("damaged")

    async def _look(self) -> None:
        if self._store is not None:
            if not await self._works(self._store):
                return
            if self._begun.get("damaged") == set():
                self._to_examine.set()
        over = [fault for fault, failed in self._begun.items() if self._is_over(fault, failed)]
        for fault in over:
            del self._begun[fault]
            await self._calm(fault)

    def _is_over(self, fault: StoreFault, failed: Collection[Hashable]) -> bool:
        if fault == "damaged" and self._store is not None:
            # that is for the examination to say
            return False
        return fault in _TRIED or not failed

    async def _works(self, store: Store) -> bool:
        try:
            await store.trial()
        except StoreUnusable as error:
            await self.failed(_TRIAL, error)
            return False
        for failed in self._begun.values():
            failed.discard(_TRIAL)
        return True

    async def _is_whole(self, store: Store) -> bool:
        """Damage that was found stays: it goes with another file, at another start."""
        if self._is_too_large:
            return False
        try:
            through = await store.examine(EXAMINED)
        except StoreUnusable as error:
            await self.failed(_EXAMINED, error)
            return False
        log.debug("store_examined", extra={"through": through})
        # it would not be looked through in the next ten minutes either
        self._is_too_large = not through
        return through

    async def _calm(self, fault: StoreFault) -> None:
        sentence = _OVER.get(fault, "My memory can be read and written again.")
        await self._alarm.calm(_kind(fault), sentence)


def _kind(fault: StoreFault) -> str:
    return f"store:{fault}"
