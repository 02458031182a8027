"""What "now" is: the machine's clock, a moment that was given, or a rehearsal."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

Clock = Callable[[], datetime]


def machine() -> datetime:
    return datetime.now(UTC)


def standing(moment: datetime) -> Clock:
    return lambda: moment


def rehearsal(start: datetime, speed: float) -> Clock:
    """Begins at ``start`` and runs ``speed`` times as fast as the machine's."""
    began = time.monotonic()
    return lambda: start + timedelta(seconds=(time.monotonic() - began) * speed)
