"""Chat platforms, kept connected: each by itself, so that one's trouble stays its own.

A platform that cannot be reached is tried again soon, one that refuses us rarely: a
person has to change something first, and is told what.
"""

import asyncio
import logging
from collections.abc import Sequence

from bot.errors import PlatformRefused, PlatformUnreachable
from bot.ports.chats import Platform
from bot.ports.delivering import Alarm

log = logging.getLogger(__name__)

# seconds between two tries: out of reach, from the first to the longest; refused, or asked
# to stay away for longer
SOONEST, LATEST = 1.0, 60.0
# of a connection that was well: what comes after it is a new trouble
WELL = 600.0
REFUSED = 600.0


async def keep_connected(platforms: Sequence[Platform], alarm: Alarm, stop: asyncio.Event) -> None:
    """Serve on all platforms until ``stop`` is set."""
    await asyncio.gather(*(_kept(platform, alarm, stop) for platform in platforms))


async def _kept(platform: Platform, alarm: Alarm, stop: asyncio.Event) -> None:
    loop = asyncio.get_running_loop()
    pause, said = SOONEST, ""
    while not stop.is_set():
        began = loop.time()
        try:
            await platform.serve(stop)
        except PlatformRefused as error:
            await alarm.ring(f"{platform.name}_refused", str(error))
            pause = REFUSED
        except PlatformUnreachable as error:
            if loop.time() - began > WELL:
                pause, said = SOONEST, ""
            # a line for a trouble, not for a try
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
        await _paused(pause, stop)


async def _paused(seconds: float, stop: asyncio.Event) -> None:
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
