"""What "now" is: the machine's clock, a moment that was given, or a rehearsal."""

import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import click

Clock = Callable[[], datetime]


class Moment(click.ParamType[datetime]):
    """ISO 8601 with an offset, ``2026-02-13T08:00:00+01:00``; without one it is UTC."""

    name = "ISO-TIME"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value} is no time; write it as 2026-02-13T08:00:00+01:00", param, ctx)
        return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


def machine() -> datetime:
    return datetime.now(UTC)


def standing(moment: datetime) -> Clock:
    return lambda: moment


def rehearsal(start: datetime, speed: float) -> Clock:
    """Begins at ``start`` and runs ``speed`` times as fast as the machine's."""
    began = time.monotonic()
    return lambda: start + timedelta(seconds=(time.monotonic() - began) * speed)
