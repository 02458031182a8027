"""Six weeks, hour by hour: every expected post is there, every silence has its reason."""

import asyncio
from collections.abc import Sequence
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest
import stamina

from scheduler.timing.calendar import new_york
from tests.scheduler.month import (
    BERLIN,
    BOT_DOWN,
    CATEGORIES,
    CHANNELS,
    DATES,
    HOLIDAYS,
    LATE,
    LISTED_HOLIDAY,
    NEW_YORK,
    PAPERS,
    REVISED,
    STALE,
    TOKYO,
    UNLISTED_HOLIDAY,
    UNREACHABLE,
    WITHDRAWN,
    Told,
    a_paper,
    november,
    october,
    played,
    revision,
)


@pytest.fixture(scope="module")
def month(tmp_path_factory: pytest.TempPathFactory) -> dict[str, list[Told]]:
    """What each channel was told, by the name of the channel."""
    folder = tmp_path_factory.mktemp("month")
    with pytest.MonkeyPatch.context() as patch, stamina.set_testing(True, attempts=1):
        patch.chdir(folder)
        told = asyncio.run(played(folder, patch))
    return {
        name: [one for one in told if one.post.channel == f"terminal:{name}"]
        for name in (channel.address.partition(":")[2] for channel in CHANNELS)
    }


def singly(*together: Sequence[date], also: Sequence[set[date]] = ()) -> list[set[date]]:
    """Every date in a post of its own, but for those ``together``; what is told ``also``
    of one day (an apology) comes before the post that holds it."""
    groups = {day: set(group) for group in together for day in group}
    posts: list[set[date]] = []
    for day in DATES:
        posts += [one for one in also if day in one]
        group = groups.get(day, {day})
        if day == max(group):
            posts.append(group)
    return posts


APOLOGIES = [{day} for day in UNREACHABLE]
BOTH = UNREACHABLE, BOT_DOWN
WITH_THE_NEXT = (*UNREACHABLE, november(5)), (*BOT_DOWN, november(19))
# the late paper is told with the next brief, which says so
LATE_NEXT = {LATE, october(22)}


def with_late(posts: list[set[date]]) -> list[set[date]]:
    return [LATE_NEXT if one == {october(22)} else one for one in posts]


# the channels that take everything
EVERYTHING = ("night", "tokyo", "berlin", "announced", "combined", "each")
EXPECTED = {
    "night": with_late(singly(*WITH_THE_NEXT, also=APOLOGIES)),
    "announced": with_late(singly(*WITH_THE_NEXT, also=APOLOGIES)),
    "tokyo": singly(*BOTH, also=APOLOGIES),
    "berlin": singly(*BOTH, also=APOLOGIES),
    "nothing": singly(*BOTH, also=APOLOGIES),
    "maths": singly(*BOTH, also=APOLOGIES),
    "each": singly(),
    "combined": [
        {day for day in DATES if after < day <= until}
        for after, until in zip(
            [october(18), *(day for day in DATES if day.weekday() in (0, 3))],
            [day for day in DATES if day.weekday() in (0, 3)],
            strict=False,
        )
    ],
}


def test_every_expected_post_is_there_in_order_and_no_other(month: dict[str, list[Told]]) -> None:
    given = {name: [one.about for one in told] for name, told in month.items()}
    for name, posts in EXPECTED.items():
        assert given[name] == posts, name
    assert set(given) == set(EXPECTED)


@pytest.mark.parametrize("name", EVERYTHING)
def test_no_paper_is_shown_twice_and_none_is_missing(
    month: dict[str, list[Told]], name: str
) -> None:
    days = [day for day in DATES if day not in HOLIDAYS]
    papers = [a_paper(day, each, n) for day in days for each in CATEGORIES for n in range(PAPERS)]
    papers.append(a_paper(LATE, "cs.CL", 9))
    shown = [id_ for one in month[name] for id_ in one.post.shown]
    assert sorted(shown) == sorted(each.id for each in papers)


@pytest.mark.parametrize("name", EVERYTHING)
def test_what_is_counted_as_announced_adds_up(month: dict[str, list[Told]], name: str) -> None:
    """Every paper once: nothing that came late or was caught up counts in two briefs."""
    briefs = [one for one in month[name] if "could not be reached" not in one.notice]
    coverage = [one.post.coverage for one in briefs]
    new, replaced = sum(each[1] for each in coverage), sum(each[3] for each in coverage)
    assert new == (len(DATES) - len(HOLIDAYS)) * len(CATEGORIES) * PAPERS + 1
    # where both versions are in one brief, the paper is new
    assert replaced <= len(REVISED) + 1
    assert [each[6:] for each in coverage] == [(0, 0)] * len(coverage)


@pytest.mark.parametrize("name", EVERYTHING)
def test_a_new_version_and_a_withdrawal_are_told_once(
    month: dict[str, list[Told]], name: str
) -> None:
    told = [pair for one in month[name] for pair in one.post.updated.items()]
    papers = [revision(day) for day in (*REVISED, WITHDRAWN)]
    expected = [
        (each.id, "withdrawn" if "withdrawn" in each.abstract else "v2")
        for each in sorted(papers, key=lambda each: each.id)
    ]
    # a record of OAI-PMH names no version
    assert [(id_, note.replace("in a new version", "v2")) for id_, note in told] == expected


def test_a_version_that_a_record_does_not_name_is_not_called_none(
    month: dict[str, list[Told]],
) -> None:
    assert "vNone" not in "".join(one.post.text for one in month["night"])


def about(told: Sequence[Told], day: date) -> Told:
    (found,) = [one for one in told if one.about == {day}]
    return found


def test_silences_have_their_reasons(month: dict[str, list[Told]]) -> None:
    for name in ("night", "tokyo", "berlin", "announced", "each", "nothing", "maths"):
        listed, unlisted = (about(month[name], day) for day in (LISTED_HOLIDAY, UNLISTED_HOLIDAY))
        assert "nothing on Fri 27 Nov 2026 (holiday)" in listed.notice, name
        assert "nothing on Wed 11 Nov 2026, probably a holiday" in unlisted.notice, name
    stale = about(month["maths"], STALE)
    assert "On Wed 28 Oct 2026 nothing was announced in your categories" in stale.notice
    assert "math.PR: still the day before" in about(month["night"], STALE).post.text


def test_an_unlisted_holiday_is_told_at_noon_and_a_listed_one_at_once(
    month: dict[str, list[Told]],
) -> None:
    for name in ("night", "announced", "berlin"):
        assert new_york(about(month[name], UNLISTED_HOLIDAY).at).hour == 12, name
    assert new_york(about(month["night"], LISTED_HOLIDAY).at).hour == 0


def test_arxiv_out_of_reach_is_told_once_a_day_and_then_the_briefs_follow(
    month: dict[str, list[Told]],
) -> None:
    for name in ("night", "tokyo", "berlin", "announced", "nothing", "maths"):
        sorry = [one for one in month[name] if "could not be reached" in one.notice]
        assert [one.about for one in sorry] == APOLOGIES, name
    for name in ("combined", "each"):
        assert not any("could not be" in one.post.text for one in month[name]), name


def test_a_topic_that_nothing_meets_says_so_with_the_count(month: dict[str, list[Told]]) -> None:
    usual = [one for one in month["nothing"] if not one.notice]
    assert len(usual) == len(EXPECTED["nothing"]) - len(HOLIDAYS) - len(APOLOGIES)
    for one in usual:
        count = one.post.coverage[0]
        assert f"0 of {count} announced papers matched your topics" in one.post.text


@pytest.mark.parametrize(
    ("name", "zone", "at"),
    [
        ("night", NEW_YORK, time(0, 10)),
        ("tokyo", TOKYO, time(8, 10)),
        ("berlin", BERLIN, time(9, 10)),
        ("combined", NEW_YORK, time(18, 10)),
        ("each", NEW_YORK, time(18, 10)),
    ],
)
def test_posts_keep_to_their_own_clock_over_every_clock_change(
    month: dict[str, list[Told]], name: str, zone: ZoneInfo, at: time
) -> None:
    """The exceptions could not be had at their time: they follow as soon as they can. The
    first of all goes out at once."""
    late = {UNLISTED_HOLIDAY, *UNREACHABLE, *BOT_DOWN}
    if name in ("combined", "each"):
        late = set()
    told = [one.at.astimezone(zone).time() for one in month[name][1:] if not one.about & late]
    assert set(told) == {at}
    assert len(told) > 10


def test_a_late_paper_joins_the_next_brief_and_is_counted_there(
    month: dict[str, list[Told]],
) -> None:
    late = a_paper(LATE, "cs.CL", 9).id
    (found,) = [one for one in month["night"] if late in one.post.shown]
    assert found.about == LATE_NEXT
    assert found.post.coverage[:2] == (10, 10)
    (in_time,) = [one for one in month["tokyo"] if late in one.post.shown]
    assert in_time.about == {LATE}
