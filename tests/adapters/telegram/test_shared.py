"""Real announcements as Telegram briefs."""

import asyncio
from collections.abc import Sequence
from pathlib import Path

import pytest

from adapters.listing_files import read_files
from adapters.telegram_chat.rendering.render import needs, parts
from bot.messages.brief import brief_message
from bot.messages.card import Card, card_message
from bot.translator import translator
from bot.values.editions import Edition
from bot.values.listings import Listing
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from tests.adapters.telegram.reader import faults, of_kind
from tests.values import channel

pytestmark = pytest.mark.shared
SAY = translator("en")
_DAYS = 3


def announcements(shared: Path) -> Sequence[Sequence[Listing]]:
    """The listings of some days: a folder of feeds that is named like a date."""
    days = sorted(path for path in (shared / "data/arxiv").glob("2*-*-*") if path.is_dir())
    found = [sorted(day.glob("rss_*.xml")) for day in days]
    return [read_files(paths).listings for paths in found if paths][-_DAYS:]


@pytest.fixture(scope="module")
def editions(shared: Path) -> dict[int, list[Edition]]:
    """By number of papers: every category alone and all together, where there are so many."""
    return asyncio.run(_editions(announcements(shared)))


async def _editions(days: Sequence[Sequence[Listing]]) -> dict[int, list[Edition]]:
    made: dict[int, list[Edition]] = {10: [], 30: []}
    for listings in days:
        day = Day(listings, embedded(None))
        names = [one.category for one in listings if one.category]
        for categories in [*((name,) for name in names), tuple(names)]:
            for top, found in made.items():
                edition = await day.edition(channel(categories=categories, top=top))
                found += [edition] if len(edition.papers) == top else []
    return made


def test_ten_papers_come_in_one_message_nearly_always(editions: dict[int, list[Edition]]) -> None:
    if not editions[10]:
        pytest.skip("no announcement here has ten papers")
    made = [parts(brief_message(one, SAY, needs)) for one in editions[10]]
    assert not [fault for each in made for part in each for fault in faults(part)]
    assert sum(len(each) == 1 for each in made) >= 0.9 * len(made)


def test_every_sentence_and_title_of_ten_is_whole(
    editions: dict[int, list[Edition]],
) -> None:
    if not editions[10]:
        pytest.skip("no announcement here has ten papers")
    for one in editions[10]:
        made = parts(brief_message(one, SAY, needs))
        lines = [line for part in made for line in part.text.split("\n")]
        for entry in one.papers:
            (place,) = [n for n, line in enumerate(lines) if line.startswith(f"{entry.number}. ")]
            title = lines[place].partition(". ")[2].removeprefix("★ ").partition("  ")[0]
            assert title in (entry.title, *entry.shorter_titles)
            told = [each for each in (entry.brief.tldr, *entry.brief.shorter) if each]
            assert any(lines[place + 1].startswith(each.removesuffix(".")) for each in told)


def test_groups_hold_each_paper_once_in_reading_order(editions: dict[int, list[Edition]]) -> None:
    for one in [*editions[10], *editions[30]]:
        held = [number for group in one.groups for number in group.papers]
        assert held == [entry.number for entry in one.papers]
        assert all(group.matched >= len(group.papers) for group in one.groups)
        assert all(group.name for group in one.groups[:-1])


def test_thirty_papers_come_in_a_few_messages_with_every_title_linked(
    editions: dict[int, list[Edition]],
) -> None:
    if not editions[30]:
        pytest.skip("no announcement here has thirty papers")
    for one in editions[30]:
        made = parts(brief_message(one, SAY, needs))
        assert len(made) <= 3
        assert not [fault for part in made for fault in faults(part)]
        addresses = {each.url for part in made for each in part.entities if each.url}
        assert all(any(entry.paper.id in url for url in addresses) for entry in one.papers)


def test_a_card_has_the_abstract_folded(editions: dict[int, list[Edition]]) -> None:
    for one in editions[10]:
        entry = one.papers[0]
        card = Card(
            paper=entry.paper,
            announce_type=entry.announced.announce_type,
            links=entry.links,
            brief=entry.brief,
            match=entry.match,
            reason=entry.reason,
        )
        made = parts(card_message(card, SAY))
        assert not [fault for part in made for fault in faults(part)]
        assert any(of_kind(part, "expandable_blockquote") for part in made)
