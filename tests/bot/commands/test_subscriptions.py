"""/subscribe, /unsubscribe, /schedule, /settings and /why, over real services."""

from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import cast

import pytest

from bot.commands.lines.command import Coming, Services
from bot.messages.blocks import Choices
from bot.ports.deliveries import Ledger
from bot.settings import Settings
from bot.translator import translator
from bot.values.channels import Channel
from bot.values.deliveries import FirstBrief, Progress, Shown
from bot.wiring.session import session
from scheduler.publishing.beginning import begins_anew
from scheduler.timing.expecting import next_brief, next_regular
from tests.bot.commands.test_commands import StrictRights, Talk, papers, with_rights
from tests.values import DAY, listing

SAY = translator("en")


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    listings = (
        listing(*papers()[2:], category="cs.CL"),
        listing(*papers()[:2], category="cs.CV"),
    )
    categories = ("cs.CL", "cs.CV")
    async with session(settings, settings.storage.data, listings, categories, None, None) as opened:
        yield Talk(with_rights(opened, StrictRights()))


class Remembering:
    """A ledger that has shown everything."""

    async def shown(self, address: str, ids: Sequence[str]) -> Mapping[str, Shown]:
        return dict.fromkeys(ids, Shown(1, DAY))


async def test_subscribing_tells_when_and_asks_for_topics(talk: Talk) -> None:
    text = await talk.say("/subscribe 08:30 Europe/Berlin mon-fri")
    assert "Monday to Friday at 08:30 (Europe/Berlin)" in text
    assert "What should it be about?" in text
    assert "/topics ready Reasoning" in talk.offered
    kept = await talk.services.channels.stored.get("terminal:main")
    assert kept is not None
    assert kept.subscribed
    assert kept.schedule.zone == "Europe/Berlin"
    assert kept.schedule.weekdays == (0, 1, 2, 3, 4)


async def test_unsubscribing_keeps_the_settings(talk: Talk) -> None:
    await talk.say("/topics +retrieval")
    await talk.say("/subscribe")
    assert "No more briefs here" in await talk.say("/unsubscribe")
    kept = await talk.services.channels.stored.get("terminal:main")
    assert kept is not None
    assert not kept.subscribed
    assert kept.topics[0].include == ("retrieval",)


@pytest.mark.parametrize("line", ["/subscribe", "/unsubscribe"])
async def test_only_owners_subscribe(talk: Talk, line: str) -> None:
    assert "Only administrators of this channel" in await talk.say(line, person="stranger")


async def test_a_trial_says_that_it_sends_nothing(talk: Talk) -> None:
    assert "This is a trial" in await talk.say("/subscribe")
    now = datetime(2026, 2, 11, 7, tzinfo=UTC)
    talk.services = serving(talk.services, now, None)
    assert "This is a trial" not in await talk.say("/subscribe")


def beginning_with(first: FirstBrief | None) -> Callable[[Channel], Awaitable[FirstBrief | None]]:
    async def begins(channel: Channel) -> FirstBrief | None:
        return first

    return begins


def serving(services: Services, now: datetime, first: FirstBrief | None) -> Services:
    async def anew(channel: Channel, covered: date | None) -> bool:
        return begins_anew(channel.schedule, covered, first, now)

    coming = Coming(next_brief, next_regular, beginning_with(first), anew)
    return replace(services, clock=lambda: now, coming=coming)


def with_ledger(services: Services, ledger: object) -> Services:
    deliveries = replace(services.deliveries, ledger=cast("Ledger", ledger))
    return replace(services, deliveries=deliveries)


async def test_who_subscribes_is_told_what_comes_at_once_and_when_the_next_one_comes(
    talk: Talk,
) -> None:
    """At 02:00 in New York, four hours before the channel's own time."""
    wednesday = date(2026, 2, 11)
    now = datetime(2026, 2, 11, 7, tzinfo=UTC)
    talk.services = serving(talk.services, now, FirstBrief(wednesday, wednesday))
    told = await talk.say("/subscribe 19:00 Asia/Tokyo mon-fri", alone=True)
    assert "The first one comes within minutes, with the announcement of Wed 11 Feb 2026." in told
    # Wednesday's own evening brings nothing twice
    assert "The next one comes on Thu 12 Feb 2026, 19:00 (Asia/Tokyo, UTC+9)." in told
    assert "The first one" not in await talk.say("/subscribe 9:00")
    kept = await talk.services.channels.stored.get("terminal:main")
    assert kept is not None
    assert kept.opens is None


async def test_the_next_one_is_today_s_where_the_first_is_yesterday_s(talk: Talk) -> None:
    tuesday = date(2026, 2, 10)
    now = datetime(2026, 2, 11, 7, tzinfo=UTC)
    talk.services = serving(talk.services, now, FirstBrief(tuesday, tuesday))
    told = await talk.say("/subscribe 10:00 UTC", alone=True)
    assert "with the announcement of Tue 10 Feb 2026" in told
    assert "The next one comes on Wed 11 Feb 2026, 10:00 (UTC)." in told
    await talk.say("/unsubscribe")
    told = await talk.say("/subscribe 6:00 UTC", alone=True)
    assert "The next one comes as soon as arXiv's announcement is complete." in told
    await talk.say("/unsubscribe")
    wednesday = date(2026, 2, 11)
    talk.services = serving(talk.services, now, FirstBrief(wednesday, wednesday))
    told = await talk.say("/subscribe announced", alone=True)
    assert "The next one comes no earlier than Thu 12 Feb 2026, 05:05 (UTC)." in told


async def test_where_nothing_is_stored_yet_it_is_said_to_be_fetched(talk: Talk) -> None:
    talk.services = serving(talk.services, datetime(2026, 2, 11, 7, tzinfo=UTC), None)
    told = await talk.say("/subscribe", alone=True)
    assert "I am fetching the newest announcement from arXiv; the first brief comes as soon" in told
    assert "within minutes" not in told
    assert "as soon as the newest announcement is fetched from arXiv" in await talk.say("/status")


async def test_after_a_pause_the_first_brief_is_told_anew(talk: Talk) -> None:
    wednesday = date(2026, 2, 11)
    now = datetime(2026, 2, 11, 7, tzinfo=UTC)
    talk.services = serving(talk.services, now, FirstBrief(wednesday, wednesday))
    await talk.say("/subscribe", alone=True)
    await talk.services.deliveries.ledger.advance(
        Progress(channel="terminal:main", covered=date(2026, 2, 3))
    )
    await talk.say("/unsubscribe")
    told = await talk.say("/subscribe", alone=True)
    assert "with the announcement of Wed 11 Feb 2026" in told
    progress = await talk.services.deliveries.ledger.progress(["terminal:main"])
    assert progress["terminal:main"].covered is None


async def test_after_a_pause_no_announcement_comes_twice(talk: Talk) -> None:
    wednesday = date(2026, 2, 11)
    now = datetime(2026, 2, 11, 14, tzinfo=UTC)
    talk.services = serving(talk.services, now, FirstBrief(wednesday, wednesday))
    await talk.say("/subscribe 9:00 UTC", alone=True)
    ledger = talk.services.deliveries.ledger
    had = Progress(channel="terminal:main", covered=wednesday)
    await ledger.advance(had)
    await talk.say("/unsubscribe")
    told = await talk.say("/subscribe", alone=True)
    assert "The next one comes on Thu 12 Feb 2026, 09:00 (UTC)." in told
    assert "within minutes" not in told
    assert await ledger.progress(["terminal:main"]) == {"terminal:main": had}


async def test_where_a_slot_brought_nothing_yet_a_pause_does_not_bring_the_last_one_again(
    talk: Talk,
) -> None:
    """Thursday's is due and arXiv does not answer: Wednesday's was read already."""
    wednesday = date(2026, 2, 11)
    talk.services = serving(
        talk.services, datetime(2026, 2, 12, 14, tzinfo=UTC), FirstBrief(wednesday, wednesday)
    )
    await talk.say("/subscribe 9:00 UTC", alone=True)
    ledger = talk.services.deliveries.ledger
    had = Progress(channel="terminal:main", covered=wednesday)
    await ledger.advance(had)
    for pause in (("/unsubscribe", "/subscribe"), ("/schedule off", "/schedule on")):
        for line in pause:
            await talk.say(line, alone=True)
        assert await ledger.progress(["terminal:main"]) == {"terminal:main": had}


async def test_what_was_missed_in_a_pause_is_forgotten_before_briefs_may_come_again(
    talk: Talk,
) -> None:
    """Else the publisher might bring all of it in between."""
    now = datetime(2026, 2, 11, 7, tzinfo=UTC)
    services, seen = serving(talk.services, now, None), list[bool]()

    class Watched:
        async def progress(self, addresses: Sequence[str]) -> Mapping[str, Progress]:
            return await services.deliveries.ledger.progress(addresses)

        async def advance(self, progress: Progress) -> None:
            seen.append(any(one.subscribed for one in await services.channels.stored.every()))
            await services.deliveries.ledger.advance(progress)

    await talk.say("/subscribe", alone=True)
    await talk.say("/unsubscribe")
    await services.deliveries.ledger.advance(
        Progress(channel="terminal:main", covered=date(2026, 2, 3))
    )
    talk.services = with_ledger(services, Watched())
    await talk.say("/subscribe", alone=True)
    assert seen == [False]
    assert [one.subscribed for one in await services.channels.stored.every()] == [True]


async def test_where_others_read_the_first_brief_waits_for_what_its_owner_chooses(
    talk: Talk,
) -> None:
    now = datetime(2026, 2, 13, 8, tzinfo=UTC)
    begun = serving(talk.services, now, FirstBrief(now.date(), now.date()))
    talk.services = replace(begun, clock=lambda: now)

    async def opens() -> datetime | None:
        kept = await talk.services.channels.stored.get("terminal:main")
        assert kept is not None
        return kept.opens

    text = await talk.say("/subscribe")
    first = "The first one, with the announcement of Fri 13 Feb 2026, comes in a minute or two,"
    assert f"{first} or soon after you have chosen topics." in text
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
async def test_who_names_a_schedule_still_chooses_topics(talk: Talk, line: str) -> None:
    now = datetime(2026, 2, 13, 8, tzinfo=UTC)
    talk.services = replace(talk.services, clock=lambda: now)
    await talk.say(line)
    kept = await talk.services.channels.stored.get("terminal:main")
    assert kept is not None
    assert kept.opens == now + timedelta(minutes=1)
    await talk.say("/subscribe 10:00")
    kept = await talk.services.channels.stored.get("terminal:main")
    assert kept is not None
    assert kept.opens == now + timedelta(minutes=1), "another time does not open it"


async def test_with_topics_chosen_before_nothing_is_waited_for(talk: Talk) -> None:
    await talk.say("/topics +retrieval")
    await talk.say("/subscribe 9:00")
    kept = await talk.services.channels.stored.get("terminal:main")
    assert kept is not None
    assert kept.opens is None


async def test_the_menu_says_what_comes_without_the_prior_as_it_is(talk: Talk) -> None:
    await talk.say("/settings")
    orders = [
        one for one in talk.last.blocks if isinstance(one, Choices) and "prior" in one.command
    ]
    assert [(one.label, one.value) for one in orders[0].options] == [
        ("Popular first", "on"),
        ("In random order", "off"),
    ]


async def test_the_schedule_is_shown_and_changed(talk: Talk) -> None:
    assert "every day at 08:00 (UTC)" in await talk.say("/schedule")
    assert "as soon as arXiv's announcement is complete" in await talk.say("/schedule announced")
    assert "on Mondays and Thursdays at 09:15 (Asia/Tokyo)" in await talk.say(
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
        ("/schedule 25:00", "I do not understand “25:00” as a time, a time zone or a weekday"),
        ("/schedule Europe/Berln", "Did you mean this?"),
        ("/schedule 8:00 Shangai", "Did you mean this?"),
        ("/schedule someday", "so nothing was changed. For example: 08:30 Berlin mon-fri"),
        ("/settings threshold 0", "The threshold must be 1 to 100; it is still 40."),
        ("/settings volume 11", "There is no setting “volume”, so nothing was changed."),
        ("/why", "Which paper should I explain?"),
        ("/why 9", "No paper has been shown here yet"),
        ("/why zebra", "No paper I remember has “zebra”"),
    ],
)
async def test_wrong_input_gets_an_answer_that_helps(talk: Talk, line: str, expected: str) -> None:
    assert expected in await talk.say(line)


async def test_a_threshold_changes_what_matches(talk: Talk) -> None:
    await talk.say("/topics making clips of video by diffusion")
    before = await talk.say("/topics")
    await talk.say("/settings threshold 100")
    assert ", 0 of " in await talk.say("/topics")
    assert ", 0 of " not in before
    assert "threshold: " not in await talk.say("/settings")


async def test_settings_show_everything(talk: Talk) -> None:
    await talk.say("/settings prior off")
    text = await talk.say("/settings")
    assert "Popular papers first where there is no relevance (popularity, not quality): off" in text
    assert "Relevance a paper needs to match: 40" in text
    assert "Briefs: not subscribed" in text


async def test_why_names_the_place_in_the_brief(talk: Talk) -> None:
    await talk.say("/topics +retrieval")
    await talk.say("/brief")
    text = await talk.say("/why 1")
    assert "Retrieval-Augmented Answers for Archivists" in text
    assert "“Retrieval” in the title" in text
    assert "It is number 1 in the last brief here." in text


async def test_why_not_names_what_decided(talk: Talk) -> None:
    await talk.say("/topics +retrieval")
    assert "it has nothing in common with the topics here" in await talk.say("/why 2602.90005")
    await talk.say("/settings threshold 99")
    assert "is below 99" in await talk.say("/why 2602.90003")
    await talk.say("/settings threshold 40")
    await talk.say("/topics -archivists")
    assert "contains an unwanted word (archivists)" in await talk.say("/why 2602.90003")


async def test_why_of_what_was_shown_does_not_contradict_itself(talk: Talk) -> None:
    talk.services = with_ledger(talk.services, Remembering())
    told = "It was shown here with the announcement of Fri 13 Feb 2026"
    assert f"{told}." in await talk.say("/why 2602.90005")
    await talk.say("/topics +retrieval")
    text = await talk.say("/why 2602.90005")
    assert "Not shown: it has nothing in common with the topics here." in text
    assert f"{told}, under the settings of that day." in text


async def test_why_not_tells_a_place_beyond_the_top(talk: Talk) -> None:
    await talk.say("/top 1")
    text = await talk.say("/brief")
    hidden = next(each for each in papers() if each.title not in text)
    assert "5 papers matched and 1 are shown" in await talk.say(f"/why {hidden.id}")


async def test_why_before_a_brief_tells_the_place_in_one_made_now(talk: Talk) -> None:
    await talk.say("/topics +retrieval")
    told = await talk.say("/why 2602.90003")
    assert "a brief made now would show it as number 1" in told
    assert "matched and" not in told


async def test_why_not_tells_a_category_that_is_not_asked_for(talk: Talk) -> None:
    await talk.say("/topics -cs.CV")
    assert "Not shown: it is in cs.CV and cs.AI" in await talk.say("/why 2602.90001")


async def test_the_status_says_when_the_next_brief_comes(talk: Talk) -> None:
    noon = datetime(2026, 2, 14, 12, tzinfo=UTC)
    talk.services = serving(talk.services, noon, FirstBrief(date(2026, 2, 13), date(2026, 2, 13)))
    assert "Next brief" not in await talk.say("/status")
    await talk.say("/subscribe 8:30 Europe/Berlin")
    expected = "Next brief: within minutes, with the announcement of Fri 13 Feb 2026"
    assert expected in await talk.say("/status")
    friday, monday = date(2026, 2, 13), datetime(2026, 2, 16, 9, tzinfo=UTC)
    await talk.services.deliveries.ledger.advance(Progress(channel="terminal:main", covered=friday))
    expected = "Next brief: Mon 16 Feb 2026, no earlier than 08:30 (Europe/Berlin, UTC+1)"
    assert expected in await talk.say("/status")
    talk.services = replace(talk.services, clock=lambda: monday)
    assert "Next brief: as soon as arXiv's announcement is complete" in await talk.say("/status")


async def test_every_change_of_the_schedule_tells_when_the_next_one_comes(talk: Talk) -> None:
    # a Wednesday; at 08:30 on Thursday in China nothing new is announced yet
    now = datetime(2026, 2, 11, 9, tzinfo=UTC)
    talk.services = serving(talk.services, now, FirstBrief(now.date(), now.date()))
    would = "On this schedule the next one would come on Fri 13 Feb 2026, 08:30 (UTC+8)."
    assert would in await talk.say("/schedule 8:30 GMT+8")
    first = await talk.say("/subscribe")
    assert "The next one comes on Fri 13 Feb 2026, 08:30 (UTC+8)." in first
    assert "One is due now" not in first
    await talk.services.deliveries.ledger.advance(
        Progress(channel="terminal:main", covered=date(2026, 2, 11))
    )
    moved = await talk.say("/schedule 9:15 +5:30")
    assert "The next one comes on Fri 13 Feb 2026, 09:15 (UTC+5:30)." in moved
    turned = await talk.say("/schedule Etc/GMT+8")
    assert "Etc/GMT+8 is UTC-8: names like that reverse the sign." in turned
    assert "The next one comes no earlier than" in await talk.say("/schedule announced")


async def test_a_category_after_subscribe_is_offered_as_a_topic(talk: Talk) -> None:
    await talk.say("/subscribe me to cs.AI")
    assert "/topics cs.AI" in talk.offered


async def test_a_topic_with_signed_words_tells_them(talk: Talk) -> None:
    told = await talk.say("/topics parsing -survey")
    assert "Added the topic “parsing”." in told
    assert "For “parsing”, papers with “survey” are left out." in told


async def test_an_author_beside_a_topic_is_told_and_offered_alone(talk: Talk) -> None:
    await talk.say("/topics parsing")
    assert "whatever they are about" in await talk.say("/topics 1 author Ada Lovelace")
    assert "/topics new author Ada Lovelace" in talk.offered


async def test_a_category_that_is_not_here_is_not_removed_and_that_is_said(talk: Talk) -> None:
    assert "cs.RO is not among the categories here." in await talk.say("/topics -cs.RO")
