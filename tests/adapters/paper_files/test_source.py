"""HTML first, then PDF, else the abstract: over sockets, with an arXiv that fails on purpose."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from importlib.util import find_spec
from io import BytesIO

import httpx
import pytest
import stamina.instrumentation
from PIL import Image
from reportlab.pdfgen.canvas import Canvas

from adapters.arxiv_site.gate import ArxivGate, Priority
from adapters.arxiv_site.http import ArxivHttp
from adapters.arxiv_site.patience import RequestLimits
from adapters.paper_files.child import FileReader
from adapters.paper_files.fetching import ArxivFiles, file_limits
from adapters.paper_files.limits import ReadingLimits
from adapters.paper_files.source import PaperFiles
from bot.values.full_texts import Figure, FullText
from tests.adapters.paper_files.pages import page, para
from tests.servers.arxiv_server import ArxivServer
from tests.servers.faults import Fault
from tests.values import paper

PAPER = paper(1, id="2602.00001", version=2, title="On $k$ kites")
HTML, PDF = "/html/2602.00001v2", "/pdf/2602.00001v2"
WHOLE = page(para("A kite flies.") + para("It is red, and it flies over the hill. " * 20))
BROKEN = page('<p class="ltx_p">A kite.</p><p><span class="ltx_FATAL">Timeout</span></p>')
QUICK = RequestLimits(connect=30, read=60, total=60, patience=60, attempts=2, backoff=0.01)
SHORT = replace(QUICK, read=1.0, total=1.5)

LINES = [f"A kite flies over the hill, and so do {n} more." for n in range(20)]

needs_pdf = pytest.mark.skipif(
    find_spec("adapters.paper_files.pdf") is None, reason="PDF files are not read yet"
)


@pytest.fixture(autouse=True)
def _silent_retries() -> Iterator[None]:
    stamina.instrumentation.set_on_retry_hooks([])
    yield
    stamina.instrumentation.set_on_retry_hooks(None)


@dataclass(frozen=True, slots=True)
class Site:
    server: ArxivServer
    source: PaperFiles

    async def read(self) -> FullText:
        return await self.source.read(PAPER)

    @property
    def asked(self) -> list[str]:
        return [each.path for each in self.server.requests]


@asynccontextmanager
async def site(limits: RequestLimits = QUICK, *, patience: float = 60.0) -> AsyncIterator[Site]:
    async with ArxivServer({}) as server, httpx.AsyncClient() as client:
        http = ArxivHttp(
            client, ArxivGate(0.0), user_agent="t", limits=limits, priority=Priority.PERSON
        )
        files = ArxivFiles(http, base=server.base)
        yield Site(server, PaperFiles(files, FileReader(), patience=patience))


def pdf(*lines: str) -> bytes:
    drawn = BytesIO()
    canvas = Canvas(drawn)
    for at, line in enumerate(lines):
        canvas.drawString(72, 700 - 14 * at, line)
    canvas.save()
    return drawn.getvalue()


def defects(text: FullText) -> list[tuple[str, str]]:
    return [(each.kind, each.form) for each in text.defects]


async def test_a_page_that_is_whole_is_enough() -> None:
    async with site() as arxiv:
        arxiv.server.hold_file(HTML, WHOLE)
        text = await arxiv.read()
        assert (text.paper_id, text.version, text.made_from) == ("2602.00001", 2, "html")
        assert text.title == "On k kites"
        assert text.pieces[0].text == "A kite flies."
        assert text.defects == ()
        assert arxiv.asked == [HTML]


@needs_pdf
async def test_without_a_page_the_pdf_is_read() -> None:
    async with site() as arxiv:
        arxiv.server.hold_file(PDF, pdf(*LINES))
        text = await arxiv.read()
        assert text.made_from == "pdf"
        assert "A kite flies over the hill, and so do 1 more." in " ".join(
            each.text for each in text.pieces
        )
        assert defects(text) == [("missing", "html")]
        assert arxiv.asked == [HTML, PDF]


async def test_a_page_that_says_less_than_its_abstract_is_no_paper() -> None:
    async with site() as arxiv:
        arxiv.server.hold_file(HTML, page(para("Untitled Document")))
        text = await arxiv.read()
        assert defects(text) == [("unfinished", "html"), ("missing", "pdf")]


@needs_pdf
async def test_a_page_that_breaks_off_gives_way_to_the_pdf() -> None:
    async with site() as arxiv:
        arxiv.server.hold_file(HTML, BROKEN)
        arxiv.server.hold_file(PDF, pdf(*LINES))
        text = await arxiv.read()
        assert text.made_from == "pdf"
        assert defects(text) == [("unfinished", "html")]


async def test_where_nothing_else_is_there_a_page_that_breaks_off_is_better_than_nothing() -> None:
    async with site() as arxiv:
        arxiv.server.hold_file(HTML, BROKEN)
        text = await arxiv.read()
        assert (text.made_from, text.pieces[0].text) == ("html", "A kite.")
        assert defects(text) == [("unfinished", "html"), ("missing", "pdf")]


async def test_without_any_file_the_abstract_is_the_text() -> None:
    async with site() as arxiv:
        text = await arxiv.read()
        assert (text.made_from, text.version, text.title) == ("abstract", 2, "On k kites")
        assert text.pieces[0].text.startswith("Pebbles are hard to sort.")
        assert defects(text) == [("missing", "html"), ("missing", "pdf")]


@pytest.mark.parametrize(
    ("fault", "kind"),
    [
        (Fault.SERVER_ERROR, "unreachable"),
        (Fault.TOO_MANY, "unreachable"),
        (Fault.RESET, "unreachable"),
        (Fault.TRUNCATED, "unreachable"),
        (Fault.HANG, "unreachable"),
        (Fault.HUGE, "too_large"),
    ],
)
async def test_each_fault_of_arxiv_ends_in_its_defect_and_the_abstract(
    fault: Fault, kind: str
) -> None:
    limits = SHORT if fault is Fault.HANG else replace(QUICK, max_bytes=5_000_000)
    async with site(limits) as arxiv:
        arxiv.server.hold_file(HTML, WHOLE)
        arxiv.server.fail_next("html", fault, times=2)
        text = await arxiv.read()
        assert text.made_from == "abstract"
        assert defects(text) == [(kind, "html"), ("missing", "pdf")]


async def test_a_fault_that_passes_is_not_felt() -> None:
    async with site() as arxiv:
        arxiv.server.hold_file(HTML, WHOLE)
        arxiv.server.fail_next("html", Fault.SERVER_ERROR)
        assert (await arxiv.read()).defects == ()


async def test_a_page_in_the_place_of_the_pdf_is_no_pdf() -> None:
    async with site() as arxiv:
        arxiv.server.hold_file(PDF, WHOLE)
        assert defects(await arxiv.read()) == [("missing", "html"), ("damaged", "pdf")]


async def test_a_page_is_known_by_what_it_is_and_not_by_its_type() -> None:
    async with site() as arxiv:
        arxiv.server.hold_file(HTML, WHOLE)
        arxiv.server.fail_next("html", Fault.WRONG_TYPE)
        assert (await arxiv.read()).made_from == "html"


async def test_a_page_of_the_sites_own_has_no_text() -> None:
    async with site() as arxiv:
        arxiv.server.hold_file(HTML, WHOLE)
        arxiv.server.fail_next("html", Fault.HTML_PAGE)
        assert defects(await arxiv.read()) == [("empty", "html"), ("missing", "pdf")]


async def test_who_has_no_patience_left_is_given_the_abstract() -> None:
    async with site(patience=0.2) as arxiv:
        arxiv.server.fail_next("html", Fault.HANG)
        text = await arxiv.read()
        assert text.made_from == "abstract"
        assert defects(text) == [("late", "html")]


async def test_people_go_before_polling_and_one_at_a_time() -> None:
    async with site() as arxiv:
        arxiv.server.hold_file(HTML, WHOLE)
        both = await asyncio.gather(arxiv.read(), arxiv.read())
        assert [text.made_from for text in both] == ["html", "html"]
        assert len(arxiv.asked) == 2


def drawn(colour: str) -> bytes:
    image = BytesIO()
    Image.new("RGB", (40, 20), colour).save(image, "PNG")
    return image.getvalue()


async def test_a_figure_of_the_page_is_fetched_from_beside_it() -> None:
    async with site() as arxiv:
        arxiv.server.hold_file("/html/2602.00001v2/x1.png", drawn("red"))
        for source in ("2602.00001v2/x1.png", "/html/2602.00001v2/x1.png", "x1.png"):
            picture = await arxiv.source.picture(PAPER, Figure("Figure 1", "", source=source))
            assert picture is not None
            assert (picture.width, picture.height) == (40, 20)


@needs_pdf
async def test_a_figure_without_an_image_is_drawn_from_the_pdf_by_its_label() -> None:
    box = BytesIO()
    canvas = Canvas(box)
    canvas.setFillColorRGB(0.8, 0.1, 0.1)
    canvas.rect(100, 500, 300, 150, fill=1)
    canvas.setFillColorRGB(0, 0, 0)
    canvas.drawString(100, 480, "Fig. 3: A kite seen from the hill in the evening.")
    for at, line in enumerate(LINES):
        canvas.drawString(72, 440 - 14 * at, line)
    canvas.save()
    async with site() as arxiv:
        arxiv.server.hold_file(PDF, box.getvalue())
        for figure in (Figure("Figure 3", "A kite."), Figure("Figure 3", "", images=2)):
            picture = await arxiv.source.picture(PAPER, figure)
            assert picture is not None
            assert picture.width > picture.height
        assert arxiv.asked == [PDF], "a file is fetched once for its text and its figures"


async def test_an_image_elsewhere_is_never_asked_for() -> None:
    async with ArxivServer({}) as other, site() as arxiv:
        other.hold_file("/html/x1.png", drawn("red"))
        figure = Figure("", "", source=f"{other.base}/html/x1.png")
        assert await arxiv.source.picture(PAPER, figure) is None
        assert (
            await arxiv.source.picture(PAPER, replace(figure, source="file:///etc/passwd")) is None
        )
        assert other.requests == []


async def test_a_figure_that_cannot_be_had_is_none() -> None:
    async with site() as arxiv:
        assert await arxiv.source.picture(PAPER, Figure("Figure 1", "", source="x1.png")) is None
        assert await arxiv.source.picture(PAPER, Figure("Figure 1", "")) is None


def test_for_files_people_wait_less_and_more_bytes_are_taken() -> None:
    usual = RequestLimits()
    limits = file_limits(usual)
    assert limits.patience < usual.patience
    assert limits.attempts < usual.attempts
    assert limits.max_bytes == ReadingLimits().content
