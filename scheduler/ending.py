"""How long a stop waits for what is under way."""

import asyncio
from collections.abc import Collection

# seconds that a worker may take to end what it is doing; the whole stop stays under two. What is
# cut off is stored as far as it came, and gone on with after the next start
GRACE = 1.2
# a message that was cut off might be sent twice: only a platform that hangs takes so long
SENDING_GRACE = 7.0


async def ended(workers: Collection["asyncio.Task[None]"], grace: float) -> int:
    """Wait for them; how many had to be cancelled, as they took longer."""
    if not workers:
        return 0
    _, late = await asyncio.wait(workers, timeout=grace)
    for worker in late:
        worker.cancel()
    await asyncio.gather(*workers, return_exceptions=True)
    return len(late)
