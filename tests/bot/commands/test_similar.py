"""``/similar``: near in meaning, with the words in common, what is new here first."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import cast

import pytest

from bot.editorial.choosing.similar import most_alike, telling_words
from bot.ports.deliveries import Ledger
from bot.settings import Settings
from bot.values.deliveries import Shown
from bot.values.listings import AnnounceType, ListedPaper
from bot.values.papers import Paper
from bot.wiring.session import session
from tests.bot.commands.test_commands import StrictRights, Talk, with_rights
from tests.values import DAY, listing, paper


def about(number: int, title: str, abstract: str) -> Paper:
    return replace(paper(number), title=title, abstract=abstract)


MEMORY = about(
    1,
    "Gated memory for agents that remember long conversations",
    "We give language agents a gated memory. It stores what was said in long conversations, "
    "forgets what is stale, and retrieves memories when an answer needs them.",
)
ALIKE = about(
    2,
    "Forgetting curves for the memory of conversational agents",
    "Agents with a memory must forget. We store memories of long conversations with a curve of "
    "forgetting, and retrieve them when a user comes back.",
)
SHOWN = about(
    3,
    "Episodic memory retrieval in conversational agents",
    "Conversational agents retrieve episodic memories of earlier conversations, so that a long "
    "memory helps them answer.",
)
OTHER = about(
    4,
    "Sparse attention kernels on graphics processors",
    "We write kernels for sparse attention that hold long inputs in the caches of graphics "
    "processors, and measure their throughput.",
)


def test_the_nearest_come_with_the_words_that_tell_of_both() -> None:
    found = most_alike(MEMORY, [OTHER, MEMORY, ALIKE, SHOWN])
    assert {one.paper.id for one in found} == {ALIKE.id, SHOWN.id}
    assert found[0].nearness >= found[1].nearness
    for one in found:
        assert {word.casefold() for word in one.shared} & {"memory", "memories", "conversations"}


def test_what_a_paper_is_about_comes_before_what_it_does() -> None:
    words = [word.casefold() for word in telling_words(MEMORY)]
    assert "memory" in words[:4]
    assert not {"the", "we", "what"} & {*words}


def test_a_paper_that_says_nothing_is_like_none() -> None:
    empty = about(9, "?", "")
    assert telling_words(empty) == ()
    assert most_alike(empty, [ALIKE, SHOWN]) == ()
    assert most_alike(MEMORY, []) == ()


class ShownOnly:
    """A ledger of a channel that was shown one paper."""

    def __init__(self, id_: str) -> None:
        self._id = id_

    async def shown(self, address: str, ids: Sequence[str]) -> Mapping[str, Shown]:
        return {self._id: Shown(1, date(2026, 2, 4))}


@pytest.fixture
async def talk(settings: Settings) -> AsyncIterator[Talk]:
    known = (MEMORY, ALIKE, SHOWN, OTHER)
    items = tuple(ListedPaper(one, AnnounceType.NEW) for one in known)
    listings = (replace(listing(), items=items),)
    async with session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened:
        yield Talk(with_rights(opened, StrictRights()))


async def test_papers_like_one_are_listed_with_the_reason(talk: Talk) -> None:
    text = await talk.say(f"/similar {MEMORY.id}")
    assert f"Most like “{MEMORY.title}”, in the newest five weeks I remember:" in text
    assert ALIKE.title in text
    assert SHOWN.title in text
    assert OTHER.title not in text
    assert "in common: " in text
    assert talk.done


async def test_where_the_last_weeks_have_few_older_papers_are_asked(settings: Settings) -> None:
    listings = (
        listing(MEMORY, OTHER),
        listing(ALIKE, SHOWN, date=DAY - timedelta(days=60)),
    )
    async with session(settings, settings.storage.data, listings, ("cs.CL",), None, None) as opened:
        text = await Talk(with_rights(opened, StrictRights())).say(f"/similar {MEMORY.id}")
    assert f"Most like “{MEMORY.title}”, of all that I remember:" in text
    assert ALIKE.title in text


async def test_what_was_shown_here_comes_last(talk: Talk) -> None:
    order = [text.index(ALIKE.title) < text.index(SHOWN.title) for text in await _both_ways(talk)]
    assert order == [True, False]


async def _both_ways(talk: Talk) -> list[str]:
    """The answer where the one, and then the other, was shown here before."""
    texts = []
    for one in (SHOWN, ALIKE):
        ledger = cast("Ledger", ShownOnly(one.id))
        deliveries = replace(talk.services.deliveries, ledger=ledger)
        asked = Talk(replace(talk.services, deliveries=deliveries))
        texts.append(await asked.say(f"/similar {MEMORY.id}"))
        assert "shown here on" in texts[-1]
    return texts


async def test_a_paper_like_no_other_is_said_to_be(talk: Talk) -> None:
    assert "much like" in await talk.say(f"/similar {OTHER.id}")
    assert not talk.done
    assert "Similar to which paper?" in await talk.say("/similar")


@pytest.mark.parametrize("line", ["similar to 1", "related 1", "/related 1", "/simlar 1"])
async def test_it_is_understood_as_people_say_it(talk: Talk, line: str) -> None:
    await talk.say("/brief")
    text = await talk.say(line, private=True)
    assert "Most like" in text or "much like" in text
