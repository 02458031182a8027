"""/subscribe, /unsubscribe, /schedule, /settings and /why, over the real desk."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest

from bot.deliveries import Progress, Shown
from bot.messages.blocks import Choices
from bot.models import Schedule
from bot.ports.delivering import Ledger
from bot.schedules import changed, describe, read_time, read_weekdays
from bot.settings import Settings
from bot.translator import translator
from bot.wiring import session
from scheduler.expecting import next_brief
from tests.bot.commands.test_commands import StrictRights, Talk, papers
from tests.values import DAY, listing

SAY = translator("en")


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    listings = (
        listing(*papers()[2:], category="cs.CL"),
        listing(*papers()[:2], category="cs.CV"),
    )
    categories = ("cs.CL", "cs.CV")
    async with session(settings, settings.data, listings, categories, None, None) as opened:
        yield Talk(replace(opened.desk, rights=StrictRights()))


class Remembering:
    """A ledger that has shown everything."""

    async def shown(self, address: str, ids: Sequence[str]) -> Mapping[str, Shown]:
        return dict.fromkeys(ids, Shown(1, DAY))


async def test_subscribing_tells_when_and_asks_for_topics(talk: Talk) -> None:
    text = await talk.say("/subscribe 08:30 Europe/Berlin mon-fri")
    assert "Monday to Friday at 08:30 (Europe/Berlin)" in text
    assert "What is it to be about?" in text
    assert "/topics ready Reasoning" in talk.offered
    kept = await talk.desk.channels.get("terminal:main")
    assert kept is not None
    assert kept.subscribed
    assert kept.schedule.zone == "Europe/Berlin"
    assert kept.schedule.weekdays == (0, 1, 2, 3, 4)


async def test_unsubscribing_keeps_the_settings(talk: Talk) -> None:
    await talk.say("/topics +retrieval")
    await talk.say("/subscribe")
    assert "No more briefs here" in await talk.say("/unsubscribe")
    kept = await talk.desk.channels.get("terminal:main")
    assert kept is not None
    assert not kept.subscribed
    assert kept.topics[0].include == ("retrieval",)


@pytest.mark.parametrize("line", ["/subscribe", "/unsubscribe"])
async def test_only_owners_subscribe(talk: Talk, line: str) -> None:
    assert "Only administrators of this channel" in await talk.say(line, person="stranger")


async def test_a_trial_says_that_it_sends_nothing(talk: Talk) -> None:
    assert "This is a trial" in await talk.say("/subscribe")
    talk.desk = replace(talk.desk, serving=True)
    assert "This is a trial" not in await talk.say("/subscribe")


async def test_who_subscribes_is_told_that_the_first_brief_comes_at_once(talk: Talk) -> None:
    talk.desk = replace(talk.desk, serving=True)
    first = "(UTC). The first one comes within minutes, with the newest announcement."
    assert first in await talk.say("/subscribe", alone=True)
    assert "The first one" not in await talk.say("/subscribe 9:00")
    kept = await talk.desk.channels.get("terminal:main")
    assert kept is not None
    assert kept.opens is None


async def test_where_others_read_the_first_brief_waits_for_what_its_owner_chooses(
    talk: Talk,
) -> None:
    now = datetime(2026, 2, 13, 8, tzinfo=UTC)
    talk.desk = replace(talk.desk, serving=True, clock=lambda: now)

    async def opens() -> datetime | None:
        kept = await talk.desk.channels.get("terminal:main")
        assert kept is not None
        return kept.opens

    text = await talk.say("/subscribe")
    assert "comes in a minute, or soon after you have chosen topics" in text
    assert await opens() == now + timedelta(minutes=1)
    now += timedelta(seconds=50)
    await talk.say("/subscribe")
    assert await opens() == now + timedelta(seconds=10), "said twice it waits no longer"
    await talk.say("/topics in cs cs.RO")
    assert await opens() == now + timedelta(seconds=30), "another tap may follow"
    now += timedelta(hours=1)
    await talk.say("/topics +diffusion")
    assert await opens() == now - timedelta(hours=1) + timedelta(seconds=30), "it is open"


@pytest.mark.parametrize("line", ["/subscribe announced", "/subscribe 9:00"])
async def test_who_names_a_schedule_knows_what_is_wanted(talk: Talk, line: str) -> None:
    await talk.say(line)
    kept = await talk.desk.channels.get("terminal:main")
    assert kept is not None
    assert kept.opens is None


async def test_the_menu_says_what_comes_without_the_prior_as_it_is(talk: Talk) -> None:
    await talk.say("/settings")
    orders = [
        one for one in talk.last.blocks if isinstance(one, Choices) and "prior" in one.command
    ]
    assert [(one.label, one.value) for one in orders[0].options] == [
        ("Popular first", "on"),
        ("Drawn by lot", "off"),
    ]


async def test_the_schedule_is_shown_and_changed(talk: Talk) -> None:
    assert "every day at 08:00 (UTC)" in await talk.say("/schedule")
    assert "as soon as arXiv's announcement is complete" in await talk.say("/schedule announced")
    assert "Mon and Thu at 09:15 (Asia/Tokyo)" in await talk.say(
        "/schedule mon,thu 9:15 asia/tokyo"
    )
    assert "one brief for each announcement" in await talk.say("/schedule each")


@pytest.mark.parametrize(
    ("city", "zone"),
    [("berlin", "Europe/Berlin"), ("Shanghai", "Asia/Shanghai"), ("北京", "Asia/Shanghai")],
)
async def test_a_city_stands_for_its_time_zone(talk: Talk, city: str, zone: str) -> None:
    assert f"Monday to Friday at 09:00 ({zone})" in await talk.say(f"/schedule 9am {city} mon-fri")


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("/schedule 25:00", "“25:00” is no time, time zone or weekday"),
        ("/schedule Europe/Berln", "did you mean Europe/Berlin?"),
        ("/schedule 8:00 Shangai", "did you mean Asia/Shanghai? For example: /schedule"),
        ("/schedule someday", "“someday” is no time"),
        ("/settings threshold 0", "“threshold 0” sets nothing"),
        ("/settings volume 11", "“volume 11” sets nothing"),
        ("/why", "Why which paper?"),
        ("/why 9", "No paper was shown here yet"),
        ("/why zebra", "That names no single paper"),
    ],
)
async def test_wrong_input_gets_an_answer_that_helps(talk: Talk, line: str, expected: str) -> None:
    assert expected in await talk.say(line)


async def test_a_threshold_changes_what_matches(talk: Talk) -> None:
    await talk.say("/topics making clips of video by diffusion")
    before = await talk.say("/topics")
    await talk.say("/settings threshold 100")
    assert "0 match" in await talk.say("/topics")
    assert "0 match" not in before
    assert "threshold: " not in await talk.say("/settings")


async def test_settings_show_everything(talk: Talk) -> None:
    text = await talk.say("/settings prior off")
    assert "Popular papers first where there is no relevance (popularity, not quality): off" in text
    assert "Relevance from which a paper matches: 40" in text
    assert "Briefs: not subscribed" in text


async def test_why_names_the_place_in_the_brief(talk: Talk) -> None:
    await talk.say("/topics +retrieval")
    await talk.say("/brief")
    text = await talk.say("/why 1")
    assert "Retrieval-Augmented Answers for Archivists" in text
    assert "“Retrieval” in the title" in text
    assert "It is number 1 of the last brief here." in text


async def test_why_not_names_what_decided(talk: Talk) -> None:
    await talk.say("/topics +retrieval")
    assert "it shares nothing with the topics here" in await talk.say("/why 2602.90005")
    await talk.say("/settings threshold 99")
    assert "is below 99" in await talk.say("/why 2602.90003")
    await talk.say("/settings threshold 40")
    await talk.say("/topics -archivists")
    assert "an unwanted word bars it (archivists)" in await talk.say("/why 2602.90003")


async def test_why_of_what_was_shown_does_not_contradict_itself(talk: Talk) -> None:
    talk.desk = replace(talk.desk, ledger=cast("Ledger", Remembering()))
    told = "It was shown here with the announcement of Fri 13 Feb 2026"
    assert f"{told}." in await talk.say("/why 2602.90005")
    await talk.say("/topics +retrieval")
    text = await talk.say("/why 2602.90005")
    assert "Not shown: it shares nothing with the topics here." in text
    assert f"{told}, by what was set here then." in text


async def test_why_not_tells_a_place_beyond_the_top(talk: Talk) -> None:
    await talk.say("/top 1")
    text = await talk.say("/brief")
    hidden = next(each for each in papers() if each.title not in text)
    assert "5 papers matched and 1 are shown" in await talk.say(f"/why {hidden.id}")


async def test_why_not_tells_a_category_that_is_not_asked_for(talk: Talk) -> None:
    await talk.say("/topics -cs.CV")
    assert "Not shown: it is in cs.CV and cs.AI" in await talk.say("/why 2602.90001")


@pytest.mark.parametrize(
    ("text", "expected"),
    [("8", "08:00"), ("08:30", "08:30"), ("8.30", "08:30"), ("8pm", "20:00"), ("12am", "00:00"),
     ("24:00", None), ("8:61", None), ("13pm", None), ("x", None)],
)  # fmt: skip
def test_times_are_read_as_people_write_them(text: str, expected: str | None) -> None:
    found = read_time(text)
    assert (found.strftime("%H:%M") if found else None) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [("mon-fri", (0, 1, 2, 3, 4)), ("fri-mon", (0, 4, 5, 6)), ("mon,thu", (0, 3)),
     ("Monday", (0,)), ("daily", tuple(range(7))), ("weekdays", (0, 1, 2, 3, 4)), ("xyz", None)],
)  # fmt: skip
def test_weekdays_are_read_as_people_write_them(
    text: str, expected: tuple[int, ...] | None
) -> None:
    assert read_weekdays(text) == expected


def test_words_of_a_schedule_come_in_any_order() -> None:
    made = changed(Schedule(), ["mon-fri", "America/New_York", "7am", "each"], SAY)
    assert describe(made, SAY) == "Monday to Friday at 07:00 (America/New_York)"
    assert made.missed == "each"


async def test_the_status_says_when_the_next_brief_comes(talk: Talk) -> None:
    noon = datetime(2026, 2, 14, 12, tzinfo=UTC)
    talk.desk = replace(talk.desk, serving=True, clock=lambda: noon, next_brief=next_brief)
    assert "Next brief" not in await talk.say("/status")
    await talk.say("/subscribe 8:30 Europe/Berlin")
    assert "Next brief: within minutes, with the newest announcement" in await talk.say("/status")
    friday, monday = date(2026, 2, 13), datetime(2026, 2, 16, 9, tzinfo=UTC)
    await talk.desk.ledger.advance(Progress(channel="terminal:main", covered=friday))
    expected = "Next brief: Mon 16 Feb 2026, not before 08:30 (Europe/Berlin)"
    assert expected in await talk.say("/status")
    talk.desk = replace(talk.desk, clock=lambda: monday)
    assert "Next brief: as soon as arXiv's announcement is complete" in await talk.say("/status")
