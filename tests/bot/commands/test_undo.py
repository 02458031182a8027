"""What was changed is taken back by one tap, and nothing else with it."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.changing.taking_back import put_back, taken_back
from bot.settings import Settings
from bot.values.channels import Channel
from bot.values.topics import Topic
from bot.wiring.session import session
from tests.bot.commands.test_commands import StrictRights, Talk, papers, with_rights
from tests.values import listing

NOW = datetime(2026, 2, 13, 8, tzinfo=UTC)


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    listings = (
        listing(*papers()[2:], category="cs.CL"),
        listing(*papers()[:2], category="cs.CV"),
    )
    categories = ("cs.CL", "cs.CV")
    async with session(settings, settings.storage.data, listings, categories, None, None) as opened:
        yield Talk(replace(with_rights(opened, StrictRights()), clock=lambda: NOW))


async def kept(talk: Talk) -> Channel:
    found = await talk.services.channels.stored.get("terminal:main")
    assert found is not None
    return found


def undo_of(talk: Talk) -> str:
    (command,) = [command for command in talk.offered if command.startswith("/undo")]
    return command


@pytest.mark.parametrize(
    "line",
    [
        "/topics +diffusion",
        "/topics ready Robots",
        "/topics cs.RO",
        "/topics -cs.CV",
        "/topics clear topics",
        "/topics rename 1 Voices",
        "/schedule off",
        "/schedule New York",
        "/subscribe 9:00",
        "/top 3",
        "/language zh-Hans",
        "/settings threshold 60",
        "/settings prior off",
        "/settings layout compact",
        "/settings top 5 threshold 60",
    ],
)
async def test_every_change_of_an_owner_is_taken_back_by_its_button(talk: Talk, line: str) -> None:
    await talk.say("/topics speech recognition of dialects")
    before = await kept(talk)
    await talk.say(line)
    changed = await kept(talk)
    assert replace(changed, owner="", opens=None) != before
    undo = undo_of(talk)
    assert (await talk.say(undo)).startswith("Undone.")
    back = await kept(talk)
    assert replace(back, owner="", opens=None) == before


async def test_a_second_tap_says_that_it_is_undone_already(talk: Talk) -> None:
    await talk.say("/top 3")
    undo = undo_of(talk)
    await talk.say(undo)
    await talk.say("/top 3")
    assert await talk.say(undo) == "That has already been undone."
    assert not talk.done
    assert (await kept(talk)).top == 3


async def test_what_changes_nothing_has_no_button(talk: Talk) -> None:
    await talk.say("/top 3")
    await talk.say("/top 3")
    assert not [command for command in talk.offered if command.startswith("/undo")]


async def test_other_changes_in_between_stay(talk: Talk) -> None:
    await talk.say("/topics ready Robots")
    undo = undo_of(talk)
    await talk.say("/topics ready Speech")
    await talk.say("/top 3")
    text = await talk.say(undo)
    assert "Removed the topic “Robots”." in text
    now = await kept(talk)
    assert [topic.name for topic in now.topics] == ["Speech"]
    assert now.top == 3


async def test_nothing_stale_comes_back_without_a_question(talk: Talk) -> None:
    await talk.say("/top 3")
    undo = undo_of(talk)
    await talk.say("/top 5")
    text = await talk.say(undo)
    assert (
        "That has been changed again since, so I did not undo it. Undoing it now "
        "would give you:" in text
    )
    assert "Papers in a brief: 10" in text
    assert not talk.done
    assert (await kept(talk)).top == 5
    (anyway,) = talk.offered
    await talk.say(anyway)
    assert (await kept(talk)).top == 10


async def test_typed_alone_it_goes_back_step_by_step_and_asks_each_time(talk: Talk) -> None:
    await talk.say("/top 3")
    await talk.say("/schedule New York")
    told = await talk.say("/undo")
    assert "America/New_York" in told
    assert not talk.done
    assert (await kept(talk)).schedule.zone == "America/New_York"
    await talk.say(undo_of(talk))
    assert (await kept(talk)).schedule.zone == "UTC"
    assert (await kept(talk)).top == 3
    assert "Papers in a brief: 3" in await talk.say("/undo")
    await talk.say(undo_of(talk))
    assert (await kept(talk)).top == 10
    assert await talk.say("/undo") == "There is nothing to undo here."


@pytest.mark.parametrize("last", ["/vote 1 up", "/save 1", "/brief"])
async def test_what_somebody_did_since_is_not_answered_by_another_undo(
    talk: Talk, last: str
) -> None:
    await talk.say("/brief")
    await talk.say("/subscribe 08:30 Berlin")
    await talk.say(last)
    told = await talk.say("/undo")
    assert "Briefs: every day at 08:30 (Europe/Berlin)" in told
    assert "/vote 1 none" in told
    assert (await kept(talk)).subscribed


async def test_an_undo_can_be_undone(talk: Talk) -> None:
    await talk.say("/top 3")
    await talk.say(undo_of(talk))
    (button,) = [each for each in talk.buttons if each.label == "Redo"]
    await talk.say(button.command or "")
    assert (await kept(talk)).top == 3


async def test_what_is_redone_can_be_undone_by_every_button_again(talk: Talk) -> None:
    await talk.say("/top 3")
    first = undo_of(talk)
    await talk.say(first)
    (redo,) = [each for each in talk.buttons if each.label == "Redo"]
    assert (await talk.say(redo.command or "")).startswith("Redone.")
    assert [each.label for each in talk.buttons] == ["Undo"]
    assert "Papers in a brief: 3" in await talk.say("/undo")
    assert await talk.say(redo.command or "") == "That has already been redone."
    assert (await talk.say(first)).startswith("Undone.")
    assert (await kept(talk)).top == 10


async def test_nothing_stale_is_redone_without_a_question(talk: Talk) -> None:
    await talk.say("/top 3")
    await talk.say(undo_of(talk))
    (redo,) = [each for each in talk.buttons if each.label == "Redo"]
    await talk.say("/top 5")
    assert "so I did not redo it. Redoing it now would" in await talk.say(redo.command or "")
    (anyway,) = talk.offered
    assert (await talk.say(anyway)).startswith("Redone.")
    assert (await kept(talk)).top == 3


@pytest.mark.parametrize("tap", ["/topics in cs cs.RO", "/topics pick Robots", "/topics drop dogs"])
async def test_a_tap_in_a_menu_is_taken_back_like_what_is_typed(talk: Talk, tap: str) -> None:
    await talk.say("/topics +dogs")
    before = await kept(talk)
    await talk.say(tap)
    assert await kept(talk) != before
    assert (await talk.say(undo_of(talk))).startswith("Undone.")
    assert await kept(talk) == before


async def test_a_page_of_a_menu_that_changes_nothing_has_no_undo(talk: Talk) -> None:
    for page in ("/topics in cs", "/topics ready"):
        await talk.say(page)
        assert not [command for command in talk.offered if command.startswith("/undo")]
    assert await talk.services.channels.stored.get("terminal:main") is None


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("/settings layout compact", "Layout: usual: what each paper is, and what came out"),
        ("/settings buttons off", "Buttons under the brief: on"),
        ("/settings analyses on", "Deep analyses ahead of time: off"),
    ],
)
async def test_what_is_undone_is_told_in_the_words_of_the_settings(
    talk: Talk, line: str, told: str
) -> None:
    await talk.say(line)
    assert await talk.say(undo_of(talk)) == f"Undone.\n\n· {told}"


async def test_a_time_that_does_not_count_yet_is_told_as_such(talk: Talk) -> None:
    await talk.say("/subscribe 9:00")
    await talk.say("/schedule off")
    await talk.say("/schedule New York")
    told = await talk.say("/undo")
    assert "America/New_York" in told


async def test_after_a_day_it_is_too_late(talk: Talk) -> None:
    await talk.say("/top 3")
    undo = undo_of(talk)
    talk.services = replace(talk.services, clock=lambda: NOW + timedelta(days=1, seconds=1))
    assert "more than a day ago" in await talk.say(undo)
    assert (await kept(talk)).top == 3


async def test_only_those_who_may_change_may_take_back(talk: Talk) -> None:
    await talk.say("/top 3")
    told = await talk.say(undo_of(talk), person="stranger")
    assert told == "Only administrators of this channel may do that."
    assert (await kept(talk)).top == 3


async def test_a_number_of_another_channel_means_nothing_here(talk: Talk) -> None:
    await talk.say("/top 3")
    undo = undo_of(talk)
    await talk.say("/top 4", channel="terminal:other")
    told = await talk.say(undo, channel="terminal:other")
    assert told == "There is no such change here. /undo shows the last one."


async def test_a_change_from_elsewhere_is_taken_back_from_elsewhere(talk: Talk) -> None:
    await talk.say("/top @vision 3")
    undo = undo_of(talk)
    assert undo.startswith("/undo @vision ")
    await talk.say(undo)
    lab = await talk.services.channels.stored.get("terminal:lab")
    assert lab is not None
    assert lab.top == 10


async def test_who_subscribed_is_forgotten_with_it_and_noted_again(talk: Talk) -> None:
    await talk.say("/subscribe")
    assert (await kept(talk)).owner == "owner"
    await talk.say(undo_of(talk))
    assert (await kept(talk)).owner == ""
    (redo,) = [each for each in talk.buttons if each.label == "Redo"]
    await talk.say(redo.command or "")
    assert (await kept(talk)).owner == "owner"


async def test_who_subscribed_is_not_kept_with_the_change(talk: Talk) -> None:
    await talk.say("/subscribe")
    change = await talk.services.channels.changes.find("terminal:main", None)
    assert change is not None
    await talk.services.channels.stored.keep(replace(await kept(talk), owner=""))
    again = await talk.services.channels.changes.find("terminal:main", None)
    assert again is not None
    assert again.after.owner == ""


@pytest.mark.parametrize("words", ["abc", "0", "99999999999999999999999", "-1", "1 2"])
async def test_a_number_that_is_none_changes_nothing(talk: Talk, words: str) -> None:
    await talk.say("/top 3")
    await talk.say(f"/undo {words}")
    if words != "1 2":
        assert (await kept(talk)).top == 3


NAMES = st.sampled_from("ABCDE")
TOPICS = st.lists(
    st.builds(Topic, name=NAMES, include=st.lists(NAMES, max_size=1).map(tuple)),
    max_size=4,
    unique_by=lambda topic: topic.name,
).map(tuple)
CHANNELS = st.builds(
    Channel,
    address=st.just("terminal:main"),
    language=st.sampled_from(["en", "zh-Hans"]),
    top=st.integers(1, 3),
    categories=st.lists(NAMES, min_size=1, max_size=3, unique=True).map(tuple),
    topics=TOPICS,
)


@given(CHANNELS, CHANNELS)
def test_a_change_alone_is_taken_back_whole(before: Channel, after: Channel) -> None:
    back = taken_back(after, before, after)
    assert not back.stale
    assert back.channel == before
    assert put_back(after, before, after) == before


@given(CHANNELS, CHANNELS, CHANNELS)
def test_what_the_change_did_not_touch_stays(before: Channel, after: Channel, now: Channel) -> None:
    back = taken_back(now, before, after).channel
    assert back.categories
    if before.top == after.top:
        assert back.top == now.top
    touched = {*before.topics} ^ {*after.topics}
    names = {topic.name for topic in touched}
    assert [one for one in now.topics if one.name not in names] == [
        one for one in back.topics if one.name not in names
    ]


async def test_who_is_offered_to_undo_a_subscription_is_told_that_it_ends(talk: Talk) -> None:
    await talk.say("/subscribe 9:00")
    assert "ends the subscription" in await talk.say("/undo")
    await talk.say("/schedule 10:00")
    assert "ends the subscription" not in await talk.say("/undo")
