"""Channels that are closed to us, asked again whether they let us in.

A platform says once that it lets us in again, if at all. We miss that while we are down, or
when an older backup is put back. So each such channel is asked at the start and once a day;
what waits for it is due as soon as it is open.
"""

import logging
from collections.abc import Callable
from datetime import datetime, timedelta

from bot.errors import PlatformRefused, PlatformUnreachable
from bot.ports.channels import Closures
from bot.ports.chats import Rights
from scheduler.delivering.membership import MembershipService

log = logging.getLogger(__name__)

# time between two rounds over a platform, and where it did not answer
AGAIN, SOON = timedelta(days=1), timedelta(minutes=10)


class Readmission:
    """Asks one platform at a time, each independently of the others."""

    def __init__(
        self,
        closures: Closures,
        rights: Rights,
        membership: MembershipService,
        clock: Callable[[], datetime],
    ) -> None:
        self._closures = closures
        self._rights = rights
        self._membership_service = membership
        self._clock = clock
        self._next: dict[str, datetime] = {}

    async def ask(self, platform: str) -> int:
        """Open the channels that let us in, where it is time to ask; how many. Raises
        StoreUnusable."""
        now = self._clock()
        due = self._next.get(platform)
        # a clock that was set back asks once more
        if due is not None and due - AGAIN <= now < due:
            return 0
        self._next[platform] = now + AGAIN
        opened = 0
        for address in await self._closures.on(platform):
            try:
                if await self._rights.may_post(address):
                    opened += await self._membership_service.tried(address)
            except (PlatformUnreachable, PlatformRefused) as error:
                log.debug("not_asked", extra={"channel": address, "why": str(error)})
                self._next[platform] = now + SOON
                break
        return opened
