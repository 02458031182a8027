"""How a channel fares, in the operator's words."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest

from bot.values.channel_records import ChannelRecord, LostBrief
from bot.values.channels import Schedule
from bot.values.deliveries import Closure, Progress
from bot.values.listings import ListingState
from scheduler.operating.conditions import condition, conditions, without_brief
from tests.values import channel

TUE, WED = date(2026, 2, 10), date(2026, 2, 11)
NOW = datetime(2026, 2, 11, 12, 0, tzinfo=UTC)
FARED = Progress(channel="terminal:main", covered=WED, slot=datetime(2026, 2, 11, 8, tzinfo=UTC))
NONE: dict[date, dict[str, ListingState]] = {}


def record(
    address: str = "terminal:main", *, subscribed: bool = True, **facts: Any
) -> ChannelRecord:
    usual: dict[str, Any] = {"progress": FARED, "brief": NOW - timedelta(hours=4), "word": NOW}
    return ChannelRecord(channel=channel(address=address, subscribed=subscribed), **(usual | facts))


def told(**facts: Any) -> tuple[str, str]:
    made = condition(record(**facts), NONE, NOW)
    return made.state, made.why


def test_a_channel_that_fares_well_is_told_when_its_next_brief_is_due() -> None:
    assert told() == ("ok", "the next is due Thu 12 Feb 08:00 UTC")


@pytest.mark.parametrize(
    ("facts", "state", "why"),
    [
        (
            {"closure": Closure("bot was kicked", NOW - timedelta(days=2)), "waiting": 2},
            "suspended",
            "closed to us since Mon 9 Feb 12:00 UTC: bot was kicked; 2 briefs kept for it",
        ),
        (
            {"lost": LostBrief(NOW - timedelta(hours=1), "no answer for two days")},
            "lost",
            "its last brief was given up 11:00 UTC: no answer for two days",
        ),
        (
            {"waiting": 1, "waits_since": NOW - timedelta(hours=4), "waits_for": "502"},
            "waiting",
            "1 brief waits since 08:00 UTC: 502",
        ),
        (
            {"empty": 3},
            "empty",
            "since then 3 messages arrived, none with a paper; the next is due "
            "Thu 12 Feb 08:00 UTC",
        ),
        (
            {"brief": None, "progress": None},
            "new",
            "no brief yet; the next waits for arXiv's announcement",
        ),
        (
            {"subscribed": False},
            "paused",
            "not subscribed: /unsubscribe there, or `channels pause`",
        ),
    ],
)
def test_trouble_has_a_name_and_a_reason(facts: dict[str, Any], state: str, why: str) -> None:
    assert told(**facts) == (state, why)


def test_what_was_made_a_moment_ago_does_not_count_as_waiting() -> None:
    assert told(waiting=1, waits_since=NOW - timedelta(minutes=2))[0] == "ok"


def test_a_channel_that_was_just_added_is_new_and_not_overdue() -> None:
    made = condition(record(progress=None), {WED: {"cs.CL": ListingState.FRESH}}, NOW)
    assert (made.state, made.why) == (
        "new",
        "no brief yet; the first is due now, once the service runs",
    )


def test_what_is_due_and_was_not_made_points_to_the_service() -> None:
    behind = Progress(
        channel="terminal:main", covered=TUE, slot=datetime(2026, 2, 10, 8, tzinfo=UTC)
    )
    days = {WED: {"cs.CL": ListingState.FRESH}}
    made = condition(record(progress=behind), days, NOW)
    assert (made.state, made.why) == (
        "overdue",
        "due since 08:00 UTC and not made: does the service run?",
    )


def test_a_channel_without_a_chosen_weekday_is_told() -> None:
    never = ChannelRecord(
        channel=channel(subscribed=True, schedule=Schedule(weekdays=())),
        progress=FARED,
        brief=NOW,
    )
    assert condition(never, NONE, NOW).why == "none is to come: no weekday is chosen"


def test_those_in_trouble_come_first_and_who_waited_longest_before_the_others() -> None:
    records = [
        record("terminal:ok"),
        record("terminal:paused", subscribed=False),
        record("terminal:older", brief=NOW - timedelta(days=9)),
        record("terminal:closed", closure=Closure("kicked", NOW)),
    ]
    found = conditions(records, NONE, NOW)
    names = [one.record.channel.address for one in found]
    assert names == ["terminal:closed", "terminal:older", "terminal:ok", "terminal:paused"]
    week = without_brief(found, NOW - timedelta(days=7))
    assert [one.record.channel.address for one in week] == ["terminal:older"]
