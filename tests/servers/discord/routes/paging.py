"""Pages of a channel's history (resources/message: Get Channel Messages)."""

from collections.abc import Sequence
from datetime import datetime

from tests.servers.discord.routes.asked import Asked, snowflake
from tests.servers.discord.rules.refusals import Form

MOST, USUAL = 100, 50
WAYS = ("around", "before", "after")

Wanted = tuple[str, int] | None
"""Where the page is: one of the ways and an id; None for the newest."""


def page_of(asked: Asked) -> tuple[int, Wanted]:
    """How many, and from where. Raises Refused for what Discord does not take."""
    form = Form()
    limit = asked.query.get("limit", str(USUAL))
    if not limit.isdigit():
        (form / "limit").wrong("NUMBER_TYPE_COERCE", f'Value "{limit}" is not int.')
        form.settle()
    count = (form / "limit").whole(int(limit), 1, MOST, default=USUAL)
    given = [way for way in WAYS if way in asked.query]
    if len(given) > 1:
        form.wrong("QUERY_MUTUALLY_EXCLUSIVE", f"{' and '.join(given)} are mutually exclusive.")
    form.settle()
    return count, (given[0], snowflake(asked.query[given[0]], given[0])) if given else None


def cut(numbers: Sequence[int], limit: int, wanted: Wanted) -> Sequence[int]:
    """The page, oldest first, of ids in order."""
    match wanted:
        case ("after", number):
            # the ones right behind it, not the newest
            return [each for each in numbers if each > number][:limit]
        case ("before", number):
            return [each for each in numbers if each < number][-limit:]
        case ("around", number):
            older = [each for each in numbers if each < number][-(limit // 2) :]
            return [*older, *[each for each in numbers if each >= number]][:limit]
        case _:
            return numbers[-limit:]


def read_stamp(text: str) -> float:
    """Unix seconds of an ISO 8601 date."""
    return datetime.fromisoformat(text).timestamp()
