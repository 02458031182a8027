"""Times on the command line."""

from datetime import UTC, datetime

import click


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
