"""Chat platforms are kept connected, each independently of the others.

A platform that cannot be reached is tried again soon. One that refuses us is tried rarely: a
person has to change something first, and is told what.
"""

import asyncio
import logging
from collections.abc import Callable, Sequence
from contextlib import suppress
from functools import partial

from bot.errors import PlatformRefused, PlatformUnreachable
from bot.ports.alarms import Alarm
from bot.ports.chats import Platform
from bot.ports.measuring import Pulse, Unmeasured

log = logging.getLogger(__name__)

# seconds between two tries to connect: at first and at most, where it is out of reach; REFUSED
# where it refuses us, or asks to be left alone
SOONEST, LATEST = 1.0, 60.0
# after a connection that lasted so many seconds, the next failure counts as the first
WELL = 600.0
REFUSED = 600.0
# seconds between two signs of life while waiting
BEAT = 5.0


async def keep_connected(
    platforms: Sequence[Platform], alarm: Alarm, stop: asyncio.Event, pulse: Pulse | None = None
) -> None:
    """Serve on all platforms until ``stop`` is set. A platform that is connected gives its own
    signs of life."""
    told = pulse or Unmeasured()
    await asyncio.gather(*(_kept(platform, alarm, stop, told) for platform in platforms))


async def _kept(platform: Platform, alarm: Alarm, stop: asyncio.Event, pulse: Pulse) -> None:
    loop = asyncio.get_running_loop()
    pause, said = SOONEST, ""
    while not stop.is_set():
        began = loop.time()
        pulse.beat(receiver(platform.name))
        try:
            await platform.serve(stop)
        except PlatformRefused as error:
            await alarm.ring(f"{platform.name}_refused", str(error))
            pause = REFUSED
        except PlatformUnreachable as error:
            if loop.time() - began > WELL:
                pause, said = SOONEST, ""
            # one warning for each new reason, not for each try
            log.log(
                logging.DEBUG if str(error) == said else logging.WARNING,
                "platform_unreachable",
                extra={"platform": platform.name, "why": str(error)},
            )
            said = str(error)
            pause = max(min(2 * pause, LATEST), min(error.retry_after or 0.0, REFUSED))
        except Exception:
            # one of the boundaries: a defect here must not end the other platform
            log.exception("platform_failed", extra={"platform": platform.name})
            await alarm.ring(
                f"{platform.name}_failed",
                f"The connection to {platform.name} broke through a defect; the log has it.",
            )
            pause = min(2 * pause, LATEST)
        else:
            pause = SOONEST
        await _paused(pause, stop, partial(pulse.beat, receiver(platform.name)))


def receiver(platform: str) -> str:
    """The worker that receives on a platform."""
    return f"receive {platform}"


async def _paused(seconds: float, stop: asyncio.Event, beat: Callable[[], None]) -> None:
    """Wait, and give signs of life meanwhile."""
    ends = asyncio.get_running_loop().time() + seconds
    while (left := ends - asyncio.get_running_loop().time()) > 0 and not stop.is_set():
        beat()
        with suppress(TimeoutError):
            async with asyncio.timeout(min(left, BEAT)):
                await stop.wait()
