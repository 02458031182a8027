"""Written papers that are written once, and what everything cost."""

from dataclasses import replace
from datetime import timedelta

import pytest

from bot.models import BriefKey, PaperBrief, TextSource
from bot.ports.delivering import Membership
from bot.ports.shelves import ChannelShelf
from storage.papers.brief_memo import SqlBriefMemo
from storage.usage import SqlUsage
from tests.storage.values import FRIDAY, MORNING, THURSDAY, a_channel

KEY = BriefKey("2603.00001", 2, "de", "extractive", "1")
BRIEF = PaperBrief(
    tldr='Gärten "wachsen".',
    method="We prune.",
    key_findings=("One.", "Two."),
    sources={
        "tldr": TextSource("model", "full text", model="a model", fallback=False),
        "method": TextSource("extractive", "abstract", fallback=True),
    },
)
ME, LAB = "terminal:me", "discord:1"


async def test_a_brief_comes_back_as_it_was_written(memo: SqlBriefMemo) -> None:
    empty = replace(KEY, paper_id="hep-th/9901002")
    await memo.keep({KEY: BRIEF, empty: PaperBrief()}, MORNING)
    unknown = replace(KEY, paper_id="2603.00009")
    assert await memo.get([unknown, KEY, empty, KEY]) == {KEY: BRIEF, empty: PaperBrief()}
    assert await memo.get([]) == {}


@pytest.mark.parametrize(
    "change",
    [
        {"paper_id": "2603.00002"},
        {"version": 1},
        {"language": "en"},
        {"writer": "a model"},
        {"writer_version": "2"},
    ],
)
async def test_a_brief_is_for_one_version_language_and_writer(
    memo: SqlBriefMemo, change: dict[str, str | int]
) -> None:
    await memo.keep({KEY: BRIEF}, MORNING)
    other = replace(KEY, **change)  # type: ignore[arg-type]
    assert await memo.get([other]) == {}
    await memo.keep({other: PaperBrief()}, MORNING)
    assert await memo.get([KEY, other]) == {KEY: BRIEF, other: PaperBrief()}


async def test_a_brief_that_is_written_again_replaces_the_first(memo: SqlBriefMemo) -> None:
    await memo.keep({KEY: PaperBrief(tldr="Before.")}, MORNING)
    await memo.keep({KEY: BRIEF}, MORNING + timedelta(hours=1))
    assert await memo.get([KEY]) == {KEY: BRIEF}


async def test_without_a_version_nothing_is_remembered(memo: SqlBriefMemo) -> None:
    nameless = replace(KEY, version=None)
    await memo.keep({nameless: BRIEF}, MORNING)
    assert await memo.get([nameless]) == {}


async def test_usage_adds_up_by_kind_from_a_day_on(usage: SqlUsage) -> None:
    await usage.add(THURSDAY, ME, "input tokens", 100)
    await usage.add(FRIDAY, ME, "input tokens", 20)
    await usage.add(FRIDAY, ME, "input tokens", 3)
    await usage.add(FRIDAY, ME, "requests", 1)
    await usage.add(FRIDAY, LAB, "requests", 7)
    assert await usage.of(ME, THURSDAY) == {"input tokens": 123, "requests": 1}
    assert await usage.of(ME, FRIDAY) == {"input tokens": 23, "requests": 1}
    assert await usage.of("terminal:other", THURSDAY) == {}


async def test_the_total_holds_shared_work_that_no_channel_is_charged_for(usage: SqlUsage) -> None:
    await usage.add(FRIDAY, None, "requests", 40)
    await usage.add(FRIDAY, ME, "requests", 2)
    assert await usage.of(ME, FRIDAY) == {"requests": 2}
    assert await usage.of(None, FRIDAY) == {"requests": 42}


async def test_the_total_outlives_a_channel_that_is_removed_or_moves(
    usage: SqlUsage, channels: ChannelShelf, membership: Membership
) -> None:
    await usage.add(FRIDAY, None, "requests", 40)
    for address in (ME, LAB):
        await channels.keep(a_channel(address))
        await usage.add(FRIDAY, address, "requests", 2)
    await usage.add(FRIDAY, "discord:2", "requests", 1)
    await membership.moved(LAB, "discord:2")
    assert await usage.of("discord:2", FRIDAY) == {"requests": 3}
    await channels.remove("discord:2")
    await channels.remove(ME)
    assert await usage.of(ME, FRIDAY) == {}
    assert await usage.of(None, FRIDAY) == {"requests": 45}
