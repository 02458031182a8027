"""Files and folders: what is read, what is skipped with a sentence, what is refused."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Thread

import pytest

from adapters import listing_files
from adapters.listing_files import read_files
from bot.errors import SourceUnreadable, UsageError

SAMPLES = Path(__file__).parents[2] / "samples" / "arxiv"


def test_a_file_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    odd = tmp_path / "holiday.jpg"
    shutil.copy(SAMPLES / "rss.xml", odd)
    (listing,) = read_files([odd]).listings
    assert listing.category == "cs.CL"


def test_a_folder_is_read_with_its_sub_folders_by_name(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    (tmp_path / ".hidden").mkdir()
    shutil.copy(SAMPLES / "atom.xml", tmp_path / "b" / "1")
    shutil.copy(SAMPLES / "rss.xml", tmp_path / "a")
    shutil.copy(SAMPLES / "search.xml", tmp_path / ".hidden" / "c")
    shutil.copy(SAMPLES / "search.xml", tmp_path / ".d")
    found = read_files([tmp_path])
    assert [listing.category for listing in found.listings] == ["cs.CL", "math-ph"]
    assert found.skipped == ()


def test_what_a_folder_holds_besides_is_skipped_with_a_sentence(tmp_path: Path) -> None:
    shutil.copy(SAMPLES / "rss.xml", tmp_path / "good.xml")
    (tmp_path / "notes.txt").write_text("milk, bread")
    found = read_files([tmp_path])
    assert len(found.listings) == 1
    (sentence,) = found.skipped
    assert str(tmp_path / "notes.txt") in sentence
    assert sentence.endswith(".")


def test_a_named_file_that_is_no_announcement_is_refused_by_name(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("milk, bread")
    with pytest.raises(
        SourceUnreadable, match=r"notes\.txt cannot be read.*Expected: an arXiv RSS"
    ):
        read_files([SAMPLES / "rss.xml", path])


def test_a_saved_error_answer_is_told_as_such(tmp_path: Path) -> None:
    path = tmp_path / "feed.xml"
    path.write_text(
        "<rss><channel><title>Feed error for query: x</title>"
        "<description>Bad archive.</description></channel></rss>"
    )
    with pytest.raises(SourceUnreadable, match=r"error answer of arXiv: Bad archive\.$"):
        read_files([path])


def test_where_a_file_breaks_off_stands_at_the_end_in_brackets(tmp_path: Path) -> None:
    path = tmp_path / "half.xml"
    path.write_bytes((SAMPLES / "rss.xml").read_bytes()[:700])
    with pytest.raises(SourceUnreadable) as caught:
        read_files([path])
    said = str(caught.value)
    assert "half.xml cannot be read: it seems cut off. Expected: an arXiv RSS" in said
    assert said.index("Expected") < said.index("(line 1")
    assert said.endswith(").")


def test_what_was_expected_is_said_once(tmp_path: Path) -> None:
    for content in ("milk, bread", "<opml/>"):
        path = tmp_path / "notes.txt"
        path.write_text(content)
        with pytest.raises(SourceUnreadable) as caught:
            read_files([path])
        assert str(caught.value).count("an arXiv RSS") == 1


def test_a_folder_without_any_announcement_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="empty"):
        read_files([tmp_path])
    (tmp_path / "notes.txt").write_text("milk")
    with pytest.raises(SourceUnreadable, match=r"notes\.txt"):
        read_files([tmp_path])


def test_a_missing_path_is_a_wrong_command(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        read_files([tmp_path / "nowhere"])


@pytest.mark.parametrize("empty", ["", "  "])
def test_an_empty_path_is_a_wrong_command_and_not_the_current_folder(empty: str) -> None:
    with pytest.raises(UsageError, match="empty"):
        read_files([empty])


def test_the_current_folder_may_be_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copy(SAMPLES / "rss.xml", tmp_path / "a.xml")
    monkeypatch.chdir(tmp_path)
    assert len(read_files([Path()]).listings) == 1


def test_what_is_neither_file_nor_folder_is_a_wrong_command() -> None:
    with pytest.raises(UsageError, match="neither"):
        read_files([Path(os.devnull)])


def test_a_name_that_no_system_takes_is_a_wrong_command() -> None:
    with pytest.raises(UsageError, match="cannot be opened"):
        read_files([Path("x" * 5000)])


@contextmanager
def piped(folder: Path, data: bytes) -> Iterator[Path]:
    """A named pipe that somebody writes ``data`` into."""
    path = folder / "pipe"
    os.mkfifo(path)

    def write() -> None:
        # the reader may have had enough
        with suppress(BrokenPipeError):
            path.write_bytes(data)

    writer = Thread(target=write)
    writer.start()
    yield path
    writer.join()


def test_a_pipe_is_read_to_its_end(tmp_path: Path) -> None:
    with piped(tmp_path, (SAMPLES / "rss.xml").read_bytes()) as path:
        (listing,) = read_files([path]).listings
    assert listing.category == "cs.CL"


def test_a_pipe_without_end_is_stopped_at_the_limit(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(listing_files, "MAX_BYTES", 1_000_000)
    with (
        piped(tmp_path, b" " * 3_000_000) as path,
        pytest.raises(SourceUnreadable, match="larger than 1 MB"),
    ):
        read_files([path])


def test_a_pipe_in_a_folder_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    shutil.copy(SAMPLES / "rss.xml", tmp_path / "a.xml")
    assert len(read_files([tmp_path]).listings) == 1


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    shutil.copy(SAMPLES / "rss.xml", path)
    assert len(read_files([path, tmp_path, path]).listings) == 1
