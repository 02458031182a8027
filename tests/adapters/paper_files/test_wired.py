"""Full texts as the product builds them: behind the gate, named, kept in the data folder."""

from pathlib import Path

from bot.pipeline.memo import Memo
from bot.ports.measuring import Unmeasured
from bot.settings import settings_from
from bot.wiring.arxiv_source import arxiv
from bot.wiring.reading import full_texts
from scheduler.timing.clocks import machine
from storage.file.database import Database
from tests.adapters.paper_files.pages import WIDGETS
from tests.servers.arxiv_server import ArxivServer
from tests.serving import service_settings
from tests.values import paper

PAPER = paper(1, id="hep-th/9901002", version=None)


async def test_a_text_is_fetched_by_name_and_outlives_the_process(tmp_path: Path) -> None:
    async with ArxivServer({}) as server, Database(tmp_path / "store.sqlite") as database:
        server.hold_file("/html/hep-th/9901002", WIDGETS.read_bytes())
        settings = settings_from(service_settings(tmp_path, server))
        for _ in range(2):
            async with arxiv(settings) as outside:
                texts = full_texts(outside.files, settings, database, Memo(), machine)
                text = await texts.of(PAPER)
                assert (text.paper_id, text.version) == ("hep-th/9901002", 2)
                assert text.sections[1].title == "Introduction"
        (request,) = server.requests
        assert request.path == "/html/hep-th/9901002"
        assert request.user_agent.startswith("Paperbrief/")


async def test_a_file_is_counted_and_no_sign_of_life_of_the_watch(tmp_path: Path) -> None:
    class Told(Unmeasured):
        def __init__(self) -> None:
            self.said: list[tuple[str, ...]] = []

        def count(self, name: str, *labels: str) -> None:
            self.said.append(labels)

        def beat(self, worker: str) -> None:
            raise AssertionError(worker)

    told = Told()
    async with ArxivServer({}) as server:
        server.hold_file("/html/2602.00001", WIDGETS.read_bytes())
        settings = settings_from(service_settings(tmp_path, server))
        async with arxiv(settings, meter=told, pulse=told) as outside:
            await outside.files.get("2602.00001", None, "html")
    assert told.said == [("files", "200")]
