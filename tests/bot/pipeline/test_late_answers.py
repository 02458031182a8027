"""A call that has begun is paid for: what comes too late for this brief is there for the next.

The real client over a socket, a real store.
"""

import asyncio
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

from bot.pipeline.model.writer import FAILED
from bot.pipeline.parts import Pipeline
from bot.pipeline.writing import LATE, written
from bot.ports.model import LanguageModel
from bot.values.editions import Edition
from bot.values.writing import PaperBrief, TextSource
from bot.wiring.model import written_by
from bot.wiring.pipeline import embedded
from scheduler.edition import Day
from storage.file.database import Database
from storage.papers.written import SqlWrittenPapers
from tests import values
from tests.adapters.openai_model.stage import staged
from tests.patience import PATIENCE
from tests.scripted_model import perfect_text
from tests.servers.model.questions import Json
from tests.servers.model_server import MODEL, ModelServer

PAPERS = tuple(values.paper(number) for number in range(1, 7))
# seconds that a brief waits here, long before a call of the client is late
SHORT = 1.0
WRONG = "It sorts 73% more pebbles than before."


def answered(question: Json) -> str:
    return perfect_text(
        question["name"], question["instructions"], question["data"], question["schema"]
    )


@dataclass
class Scene:
    server: ModelServer
    database: Database
    language: LanguageModel
    pipeline: Pipeline

    def restarted(self) -> Pipeline:
        """With the store, and nothing in memory."""
        return _pipeline(self.language, self.database)

    async def edition(self, pipeline: Pipeline) -> Edition:
        return await Day([values.listing(*PAPERS)], pipeline).edition(values.channel())


def _pipeline(language: LanguageModel, database: Database) -> Pipeline:
    plain = embedded(None, SqlWrittenPapers(database), clock=lambda: datetime.now(UTC))
    plain = replace(plain, patience=timedelta(seconds=SHORT))
    return written_by(language, plain, database)


@asynccontextmanager
async def scene(folder: Path) -> AsyncIterator[Scene]:
    async with (
        asyncio.timeout(PATIENCE),
        Database(folder / "paperbrief.sqlite") as database,
        ModelServer(answer=answered) as server,
        staged(server) as at,
    ):
        on = Scene(server, database, at.model, _pipeline(at.model, database))
        # the client's library is loaded, and word lists are read
        patient = replace(on.pipeline, patience=timedelta(seconds=PATIENCE))
        await written([values.paper(99)], "en", patient, values.ACCOUNT)
        server.calls.clear()
        yield on


async def until_kept(database: Database, table: str, count: int) -> None:
    # the store tells nobody
    while await database.read(lambda db: db[table].count) < count:  # noqa: ASYNC110
        await asyncio.sleep(0.005)


async def test_a_late_text_is_there_for_the_next_who_asks_and_paid_once(tmp_path: Path) -> None:
    async with scene(tmp_path) as on:
        on.server.hold()
        edition = await on.edition(on.pipeline)
        for one in edition.papers:
            assert one.brief.sources["tldr"].fallback
            assert one.brief.reasons["tldr"] == LATE
        assert edition.summary is not None
        assert edition.summary.why == LATE
        calls = len(on.server.calls)
        on.server.let_go()
        await until_kept(on.database, "paper_briefs", 1 + len(PAPERS))
        await until_kept(on.database, "summaries", 1)
        after = await on.edition(on.restarted())
        assert all(one.brief.sources["tldr"].model == MODEL for one in after.papers)
        assert after.summary is not None
        assert after.summary.source.model == MODEL
        assert len(on.server.calls) == calls


async def test_a_part_that_is_repaired_too_late_is_right_for_the_next_who_asks(
    tmp_path: Path,
) -> None:
    async with scene(tmp_path) as on:

        def wrong_at_first(question: Json) -> str:
            made = json.loads(answered(question))
            made["papers"][0]["method"] = WRONG
            # the second question, which names what was wrong, waits
            on.server.answer = answered
            on.server.hold()
            return json.dumps(made)

        on.server.answer = wrong_at_first
        first = (await written([PAPERS[0]], "en", on.pipeline, values.ACCOUNT))[PAPERS[0].id]
        assert isinstance(first, PaperBrief)
        # what was right came in time, and is used
        assert first.sources["tldr"].model == MODEL
        assert first.sources.get("method") != TextSource("model", "abstract", model=MODEL)
        assert first.reasons["method"] == FAILED
        assert len(on.server.calls) == 2
        on.server.let_go()
        while True:
            again = (await written([PAPERS[0]], "en", on.restarted(), values.ACCOUNT))[PAPERS[0].id]
            assert isinstance(again, PaperBrief)
            if "method" not in again.reasons:
                break
        assert again.sources["method"].model == MODEL
        in_memory = (await written([PAPERS[0]], "en", on.pipeline, values.ACCOUNT))[PAPERS[0].id]
        assert in_memory == again
        assert len(on.server.calls) == 2
