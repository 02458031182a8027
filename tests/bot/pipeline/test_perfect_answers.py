"""A model that answers as it should leaves nothing extractive but the key findings.

The real client over a socket: the sample that ships, and a real day.
"""

from collections.abc import Sequence
from pathlib import Path

import pytest

from adapters.listing_files import read_files
from bot.cli.try_command import sample
from bot.settings import settings_from
from bot.values.channels import Channel
from bot.values.editions import Edition
from bot.values.listings import Listing
from bot.values.topics import Topic
from bot.wiring.model import terminals
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from tests.scripted_model import perfect_text
from tests.servers.model.questions import Json
from tests.servers.model_server import KEY, MODEL, ModelServer
from tests.values import channel

LANGUAGE_MODELS = Topic(name="Language models", description="large language models and agents")


def answered(question: Json) -> str:
    return perfect_text(
        question["name"], question["instructions"], question["data"], question["schema"]
    )


async def edition_of(listings: Sequence[Listing], asker: Channel, folder: Path) -> Edition:
    async with ModelServer(answer=answered) as server:
        given = {"OPENAI_BASE_URL": server.base, "OPENAI_API_KEY": KEY, "OPENAI_MODEL": MODEL}
        place = folder / "paperbrief.sqlite"
        async with terminals(embedded(None), settings_from(given), place) as pipeline:
            return await Day(listings, pipeline).edition(asker)


def extractive_parts(edition: Edition) -> list[str]:
    return [
        f"{one.paper.id} {part}: {one.brief.reasons.get(part)}"
        for one in edition.papers
        for part, source in one.brief.sources.items()
        if source.model is None and part != "key_findings"
    ]


def is_all_the_models(edition: Edition) -> bool:
    assert extractive_parts(edition) == []
    assert all(one.brief.sources["tldr"].model == MODEL for one in edition.papers)
    assert edition.failed == 0
    assert edition.summary is not None
    assert edition.summary.why is None or not edition.summary.why
    return edition.summary.source.model == MODEL


async def test_of_the_sample_every_sentence_is_the_models(tmp_path: Path) -> None:
    edition = await edition_of([sample()], channel(categories=()), tmp_path)
    assert edition.papers
    assert is_all_the_models(edition)


@pytest.mark.parametrize("top", [10, 30])
async def test_of_a_real_day_every_sentence_is_the_models(
    tmp_path: Path, shared: Path, top: int
) -> None:
    day = shared / "data" / "arxiv" / "2026-02-13"
    listings = read_files([day / "rss_cs.CL.xml", day / "rss_cs.CV.xml"]).listings
    asker = channel(categories=(), topics=(LANGUAGE_MODELS,), top=top)
    edition = await edition_of(listings, asker, tmp_path)
    assert len(edition.papers) == top
    assert is_all_the_models(edition)
