"""What any EditionRepository keeps to."""

from bot.ports.deliveries import EditionRepository
from tests.storage.values import FRIDAY, an_edition

A, B, C = "2603.00001", "2603.00002", "hep-th/9901002"
LAB = "telegram:-100123"


async def test_a_channel_without_a_brief_has_no_numbers(editions: EditionRepository) -> None:
    assert await editions.numbers(LAB) == {}


async def test_numbers_name_the_papers_of_the_brief(editions: EditionRepository) -> None:
    await editions.keep(an_edition(LAB, B, C))
    assert await editions.numbers(LAB) == {1: B, 2: C}


async def test_only_the_newest_brief_counts_whatever_its_date(editions: EditionRepository) -> None:
    await editions.keep(an_edition(LAB, A, B, C, day=FRIDAY))
    await editions.keep(an_edition(LAB, C))
    assert await editions.numbers(LAB) == {1: C}


async def test_an_explained_silence_leaves_the_numbers_before_it(
    editions: EditionRepository,
) -> None:
    await editions.keep(an_edition(LAB, A))
    await editions.keep(an_edition(LAB))
    assert await editions.numbers(LAB) == {1: A}


async def test_without_a_shown_paper_there_are_no_numbers(editions: EditionRepository) -> None:
    await editions.keep(an_edition(LAB))
    assert await editions.numbers(LAB) == {}


async def test_each_channel_has_its_own_numbers(editions: EditionRepository) -> None:
    await editions.keep(an_edition(LAB, A))
    await editions.keep(an_edition("terminal:me", B))
    assert await editions.numbers(LAB) == {1: A}
