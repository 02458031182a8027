"""Files are read in a process of its own, which has limits and can be killed."""

import asyncio
import signal
from pathlib import Path
from typing import Any

import pytest

from adapters.paper_files.child import FileReader
from adapters.paper_files.limits import ReadingLimits
from bot.errors import SourceTooLarge, SourceUnreadable
from tests.adapters.paper_files.pages import WIDGETS, page, para

Started = asyncio.Future[asyncio.subprocess.Process]
LARGE = page('<p class="ltx_p">word <b>word</b> word</p>' * 500_000)


@pytest.fixture
async def started(monkeypatch: pytest.MonkeyPatch) -> Started:
    """The first process that is started, once it runs its own program."""
    real = asyncio.create_subprocess_exec
    known: Started = asyncio.get_running_loop().create_future()

    async def watched(*given: Any, **options: Any) -> asyncio.subprocess.Process:
        child = await real(*given, **options)
        if not known.done():
            known.set_result(child)
        return child

    monkeypatch.setattr(asyncio, "create_subprocess_exec", watched)
    return known


def kinds(text: object) -> list[str]:
    return [each.kind for each in text.defects]  # type: ignore[attr-defined]


async def test_a_page_comes_back_from_the_process_as_it_was_read() -> None:
    text = await FileReader().read(WIDGETS.read_bytes(), "html")
    assert text.title == "Sparse Widgets for Fast Gadgets"
    assert next(each for each in text.pieces if each.kind == "table").rows[0][0] == "Model"
    assert text.figures[0].label == "Figure 1"


async def test_more_bytes_than_are_read_are_not_given_to_a_process() -> None:
    text = await FileReader(ReadingLimits(content=100)).read(b"<p>" + b"a" * 100, "html")
    assert kinds(text) == ["too_large"]
    assert text.defects[0].count == 103


async def test_a_file_that_takes_too_long_by_the_clock_is_given_up() -> None:
    text = await FileReader(ReadingLimits(wall=0.01)).read(page(para("Kites.")), "html")
    assert kinds(text) == ["late"]


async def test_a_file_that_takes_too_much_of_the_processor_is_given_up() -> None:
    text = await FileReader(ReadingLimits(cpu=1)).read(LARGE, "html")
    assert kinds(text) == ["late"]


async def test_a_file_that_takes_too_much_memory_is_given_up_and_the_next_is_read() -> None:
    reader = FileReader(ReadingLimits(memory=150_000_000))
    assert kinds(await reader.read(LARGE, "html")) in (["too_large"], ["damaged"])
    assert (await reader.read(page(para("Kites.")), "html")).pieces[0].text == "Kites."


async def test_a_page_of_boundless_depth_ends_in_a_defect() -> None:
    deep = page("<div>" * 100_000 + "deep" + "</div>" * 100_000)
    assert kinds(await FileReader().read(deep, "html")) == ["damaged"]


async def test_who_gives_up_leaves_no_process_behind(started: Started) -> None:
    reading = asyncio.ensure_future(FileReader().read(LARGE, "html"))
    child = await started
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert child.returncode == -signal.SIGKILL


async def test_the_process_is_given_no_secret(
    monkeypatch: pytest.MonkeyPatch, started: Started
) -> None:
    monkeypatch.setenv("TELEGRAM_BOT_TOKEN", "1:secret")
    reading = asyncio.ensure_future(FileReader().read(LARGE, "html"))
    child = await started
    environment = await asyncio.to_thread(Path(f"/proc/{child.pid}/environ").read_bytes)
    reading.cancel()
    await asyncio.gather(reading, return_exceptions=True)
    assert b"PATH=" in environment
    assert b"secret" not in environment


async def test_files_wait_for_each_other_where_no_more_may_be_read_at_once() -> None:
    reader = FileReader(at_once=1)
    texts = await asyncio.gather(*(reader.read(page(para(f"{n}.")), "html") for n in range(3)))
    assert [text.pieces[0].text for text in texts] == ["0.", "1.", "2."]


async def test_a_file_named_by_its_path_is_read_whatever_its_ending(tmp_path: Path) -> None:
    path = tmp_path / "kites.txt"
    path.write_bytes(page(para("A kite.")))
    text = await FileReader().read_path(path)
    assert (text.paper_id, text.made_from, text.pieces[0].text) == ("kites", "html", "A kite.")


async def test_a_path_that_leads_nowhere_or_to_too_much_is_told(tmp_path: Path) -> None:
    reader = FileReader(ReadingLimits(content=10))
    with pytest.raises(SourceUnreadable, match=r"none\.pdf cannot be read"):
        await reader.read_path(tmp_path / "none.pdf")
    (tmp_path / "large.html").write_bytes(b"<p>" * 10)
    with pytest.raises(SourceTooLarge, match=r"large\.html is larger"):
        await reader.read_path(tmp_path / "large.html")


async def test_images_are_made_to_fit_and_what_is_none_is_left(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "x.png"
    Image.new("RGBA", (3_200, 800), (255, 0, 0, 0)).save(path)
    picture = await FileReader().fit(path.read_bytes())
    assert picture is not None
    assert (picture.width, picture.height, picture.media_type) == (1_600, 400, "image/png")
    path.write_bytes(picture.content)
    with Image.open(path) as shown:
        assert shown.convert("RGB").getpixel((5, 5)) == (255, 255, 255), "transparent is white"
    assert await FileReader().fit(b"<svg/>") is None


async def test_an_image_that_unpacks_to_too_much_is_left(tmp_path: Path) -> None:
    from PIL import Image

    path = tmp_path / "bomb.png"
    Image.new("1", (20_000, 20_000)).save(path)
    assert await FileReader().fit(path.read_bytes()) is None
