"""/schedule and /subscribe: understood or asked, told with the next brief, paused and resumed."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from bot.settings import Settings
from bot.values.channels import Channel, Schedule
from bot.values.deliveries import FirstBrief, Progress
from bot.values.listings import ListingState
from bot.wiring.session import session
from scheduler.timing.due import decide
from tests.bot.commands.test_commands import StrictRights, Talk, papers, with_rights
from tests.bot.commands.test_subscriptions import serving
from tests.values import listing

NOW = datetime(2026, 2, 11, 7, tzinfo=UTC)
WEDNESDAY = date(2026, 2, 11)


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    listings = (
        listing(*papers()[2:], category="cs.CL"),
        listing(*papers()[:2], category="cs.CV"),
    )
    categories = ("cs.CL", "cs.CV")
    async with session(settings, settings.storage.data, listings, categories, None, None) as opened:
        services = serving(
            with_rights(opened, StrictRights()), NOW, FirstBrief(WEDNESDAY, WEDNESDAY)
        )
        yield Talk(services)


async def kept(talk: Talk) -> Channel:
    found = await talk.services.channels.stored.get("terminal:main")
    assert found is not None
    return found


async def test_the_answer_says_when_the_next_brief_comes_on_the_channels_own_clock(
    talk: Talk,
) -> None:
    told = await talk.say("/schedule every monday 7:15 Berlin")
    assert "Briefs come on Mondays at 07:15 (Europe/Berlin)." in told
    assert "the next one would come on Mon 16 Feb 2026, 07:15 (Europe/Berlin, UTC+1)." in told


async def test_an_abbreviation_says_which_clock_it_was_taken_for(talk: Talk) -> None:
    told = await talk.say("/schedule 08:30 EST")
    assert "I read EST as America/New_York, daylight saving time included." in told
    assert "I took" not in await talk.say("/schedule 08:30 New York")


@pytest.mark.parametrize(
    ("line", "says", "answers"),
    [
        ("/schedule 08:30, 17:00", "once a day", ["/schedule 08:30", "/schedule 17:00"]),
        ("/schedule weekly", "On which day?", ["/schedule mon", "/schedule tue", "/schedule wed"]),
        ("/schedule now", "/brief shows one now", ["/brief"]),
        ("/schedule 8:30 IST", "could be any of these", ["/schedule 8:30 Asia/Kolkata"]),
        ("/subscribe 08:30, 17:00", "at one time", ["/subscribe 08:30", "/subscribe 17:00"]),
        ("/subscribe robotics", "use /topics", ["/topics robotics"]),
        ("/schedule @vision 8:30, 9:00", "at one time", ["/schedule @vision 8:30"]),
    ],
)  # fmt: skip
async def test_a_question_changes_nothing_and_its_buttons_answer_it(
    talk: Talk, line: str, says: str, answers: list[str]
) -> None:
    assert says in await talk.say(line)
    assert not talk.done
    if "8:30, 9:00" in line:
        answers = ["/schedule @vision 08:30", "/schedule @vision 09:00"]
    assert set(answers) <= set(talk.offered)
    assert await talk.services.channels.stored.get("terminal:main") is None
    assert await talk.services.channels.stored.get("terminal:lab") is None
    await talk.say(talk.offered[0])
    assert talk.done


async def test_a_pause_keeps_subscription_topics_and_time(talk: Talk) -> None:
    await talk.say("/topics +retrieval")
    await talk.say("/subscribe 8:30 Berlin", alone=True)
    told = await talk.say("/schedule off")
    assert "Briefs are paused here; topics and settings stay." in told
    assert {"/schedule on"} <= set(talk.offered)
    channel = await kept(talk)
    assert channel.subscribed
    assert not channel.active
    assert channel.topics
    assert "Next brief" not in await talk.say("/status")
    assert "paused; /schedule on" in await talk.say("/status")
    assert "every day at 08:30 (Europe/Berlin)" in await talk.say("/schedule on")
    assert (await kept(talk)).active


async def test_another_time_in_a_pause_does_not_end_it(talk: Talk) -> None:
    await talk.say("/subscribe")
    await talk.say("/schedule off")
    assert "Once you send /schedule on, they come every day at 09:00" in await talk.say(
        "/schedule 9:00"
    )
    assert not (await kept(talk)).active


async def test_what_is_set_in_a_pause_is_told_without_a_subscription_too(talk: Talk) -> None:
    assert "Set for later" not in await talk.say("/schedule off")
    told = await talk.say("/schedule 9:00 PST")
    assert "Set for later: every day at 09:00 (America/Los_Angeles)." in told
    assert "I read PST as America/Los_Angeles" in told
    assert "this channel is not subscribed" in told
    assert (await kept(talk)).schedule.zone == "America/Los_Angeles"


async def test_to_subscribe_ends_a_pause(talk: Talk) -> None:
    await talk.say("/subscribe")
    await talk.say("/schedule off")
    await talk.say("/subscribe")
    assert (await kept(talk)).active


async def test_after_a_pause_it_begins_with_the_newest_announcement(talk: Talk) -> None:
    await talk.say("/subscribe", alone=True)
    ledger = talk.services.deliveries.ledger
    await ledger.advance(Progress(channel="terminal:main", covered=date(2026, 2, 3)))
    await talk.say("/schedule off")
    await talk.say("/schedule on")
    assert (await ledger.progress(["terminal:main"]))["terminal:main"].covered is None


async def test_a_pause_in_which_nothing_was_missed_changes_nothing(talk: Talk) -> None:
    await talk.say("/subscribe", alone=True)
    ledger = talk.services.deliveries.ledger
    await ledger.advance(Progress(channel="terminal:main", covered=WEDNESDAY))
    await talk.say("/schedule off")
    await talk.say("/schedule on")
    assert (await ledger.progress(["terminal:main"]))["terminal:main"].covered == WEDNESDAY


def test_nothing_is_due_in_a_pause() -> None:
    channel = Channel(
        address="terminal:main", language="en", top=10, categories=("cs.CL",), subscribed=True
    )
    paused = replace(channel, schedule=Schedule(paused=True))
    days = {WEDNESDAY: {"cs.CL": ListingState.FRESH}}
    later = NOW + timedelta(hours=6)
    assert decide(channel, None, days, ("cs.CL",), later) is not None
    assert decide(paused, None, days, ("cs.CL",), later) is None


async def test_who_subscribes_is_asked_for_the_time_zone_by_one_tap(talk: Talk) -> None:
    told = await talk.say("/subscribe", language="de")
    assert "Which time zone are you in?" in told
    zones = [button for button in talk.buttons if (button.command or "").startswith("/schedule")]
    assert (zones[0].label, zones[0].command) == ("Berlin · 08:00", "/schedule Europe/Berlin")
    assert zones[-1].asks == "Which city? For example: Nairobi"
    await talk.say("/schedule Europe/Berlin")
    assert (await kept(talk)).subscribed
    assert "Which time zone" not in await talk.say("/subscribe", language="de")


@pytest.mark.parametrize("line", ["/subscribe 8:30 Tokyo", "/subscribe announced"])
async def test_who_said_it_is_not_asked(talk: Talk, line: str) -> None:
    assert "Which time zone" not in await talk.say(line)
