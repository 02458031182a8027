"""The sample's texts of a model: complete, short, and true by the checks that hold for all."""

from dataclasses import replace

import pytest

from adapters.sample_texts import SampleTexts
from bot.cli.try_command import SAMPLE_CATEGORIES, sample
from bot.messages.brief import ONE_MESSAGE, brief_message
from bot.messages.plain import length
from bot.pipeline.parts import Pipeline
from bot.pipeline.writing import written
from bot.translator import translator
from bot.values.listings import AnnounceType
from bot.values.papers import Paper
from bot.values.topics import Topic
from bot.values.writing import PaperBrief
from bot.wiring.model import written_by
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from tests import values
from tests.values import ACCOUNT

CANDIDATES = [
    one.paper
    for one in sample().items
    if one.announce_type in (AnnounceType.NEW, AnnounceType.CROSS)
]


def with_texts() -> Pipeline:
    return written_by(SampleTexts(), embedded(None))


@pytest.mark.parametrize("paper", CANDIDATES, ids=lambda paper: paper.id)
async def test_each_paper_has_texts_that_hold(paper: Paper) -> None:
    made = (await written([paper], "en", with_texts(), ACCOUNT))[paper.id]
    assert isinstance(made, PaperBrief)
    assert made.outcome("tldr") == "written"
    by_model = {part for part, each in made.sources.items() if each.model}
    assert not [why for part, why in made.reasons.items() if "hold" in why]
    assert len(by_model) >= 2


@pytest.mark.parametrize(
    "topics",
    [(), (Topic(name="Retrieval", description="retrieval-augmented generation"),)],
    ids=["categories", "topic"],
)
async def test_the_day_is_told_in_one_message(topics: tuple[Topic, ...]) -> None:
    channel = values.channel(categories=SAMPLE_CATEGORIES, topics=topics)
    edition = await Day([sample()], with_texts()).edition(channel)
    assert edition.summary is not None
    assert edition.summary.source.model == SampleTexts.name
    assert all(one.brief.sources["tldr"].model for one in edition.papers)
    assert length(brief_message(edition, translator("en"))) <= ONE_MESSAGE


async def test_what_it_does_not_know_is_in_the_authors_words() -> None:
    other = replace(CANDIDATES[0], title="Another Paper", id="2602.88888")
    made = (await written([other], "en", with_texts(), ACCOUNT))[other.id]
    assert isinstance(made, PaperBrief)
    assert made.outcome("tldr") == "fell back"
