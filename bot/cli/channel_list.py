"""``channels list``: how every channel fares, those in trouble first, a page at a time. Pure."""

import json
import re
from collections import Counter
from collections.abc import Sequence
from datetime import UTC, datetime, time, timedelta
from typing import Any, get_args

import click

from bot.schedules import describe
from bot.translator import translator
from bot.values.channel_records import ChannelCondition, ChannelState
from bot.values.channels import Channel

PAGE = 50
_HEADS = ("channel", "state", "last brief", "waits", "why, and what comes next")
_SPAN = re.compile(r"(\d{1,4})\s*([hdw])")
_UNITS = {"h": timedelta(hours=1), "d": timedelta(days=1), "w": timedelta(weeks=1)}


class Since(click.ParamType[timedelta | datetime]):
    """A span (``7d``, ``36h``, ``2w``) or a date (``2026-06-01``, from 00:00 UTC on)."""

    name = "SPAN|DATE"

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> timedelta | datetime:
        if isinstance(value, timedelta | datetime):
            return value
        text = str(value).strip().lower()
        if found := _SPAN.fullmatch(text):
            return int(found[1]) * _UNITS[found[2]]
        try:
            day = datetime.fromisoformat(text).date()
        except ValueError:
            self.fail(
                f"{value} is neither a span nor a date; write 7d, 36h or 2026-06-01", param, ctx
            )
        return datetime.combine(day, time(), UTC)


def moment_of(since: timedelta | datetime, now: datetime) -> datetime:
    return now - since if isinstance(since, timedelta) else since


def pages_of(found: Sequence[ChannelCondition]) -> int:
    return max(1, -(-len(found) // PAGE))


def on_page(found: Sequence[ChannelCondition], page: int) -> Sequence[ChannelCondition]:
    """``page`` counts from 1."""
    return found[(page - 1) * PAGE : page * PAGE]


def as_json(found: Sequence[ChannelCondition]) -> str:
    """One list with an object for each channel; moments are UTC."""
    return json.dumps([_fields(one) for one in found], ensure_ascii=False, indent=2)


def _fields(one: ChannelCondition) -> dict[str, Any]:
    record, channel = one.record, one.record.channel
    return {
        "address": channel.address,
        "state": one.state,
        "why": one.why,
        "last_brief": _moment(record.brief),
        "last_message": _moment(record.word),
        "messages_without_papers": record.empty,
        "waiting": record.waiting,
        "waiting_since": _moment(record.waits_since),
        "suspended_since": _moment(record.closure.since if record.closure else None),
        "next": _moment(one.next),
        "subscribed": channel.subscribed,
        "owner": channel.owner,
        "language": channel.language,
        "categories": list(channel.asked),
        "schedule": _schedule(channel),
        "topics": [topic.name for topic in channel.topics],
    }


def _moment(at: datetime | None) -> str | None:
    return at.astimezone(UTC).isoformat(timespec="seconds") if at else None


def as_table(found: Sequence[ChannelCondition]) -> str:
    """Lines of columns under their heads, the last one as long as it is; "" without channels."""
    if not found:
        return ""
    rows = [_HEADS, *map(_row, found)]
    widths = [max(map(len, column)) for column in list(zip(*rows, strict=True))[:-1]]
    return "".join(_line(row, widths) for row in rows)


def _row(one: ChannelCondition) -> tuple[str, ...]:
    record = one.record
    brief = f"{record.brief.astimezone(UTC):%Y-%m-%d %H:%M}" if record.brief else "never"
    waits = str(record.waiting or "")
    return record.channel.address, one.state, brief, waits, f"{one.why}; {_gets(one)}"


def _gets(one: ChannelCondition) -> str:
    channel = one.record.channel
    topics = ", ".join(topic.name for topic in channel.topics) or "no topics"
    return f"{_schedule(channel)}; {','.join(channel.categories)}; {topics}"


def _schedule(channel: Channel) -> str:
    """In the operator's language, whatever the channel speaks."""
    return describe(channel.schedule, translator("en"))


def _line(row: Sequence[str], widths: Sequence[int]) -> str:
    cells = (text.ljust(width) for text, width in zip(row, widths, strict=False))
    return "  ".join((*cells, row[-1])).rstrip() + "\n"


def summed_up(found: Sequence[ChannelCondition], page: int | None) -> str:
    """How many there are of which state, and where the rest is."""
    counts = Counter(one.state for one in found)
    told = [f"{counts[state]} {state}" for state in get_args(ChannelState) if counts[state]]
    channels = "1 channel" if len(found) == 1 else f"{len(found)} channels"
    said = f"{channels}: {', '.join(told)}" if told else "no channels"
    pages = pages_of(found)
    if page is None or pages == 1:
        return said
    more = f"; --page {page + 1} goes on" if page < pages else ""
    return f"{said}; page {page} of {pages}{more}"
