"""Files and folders: what is read, what is skipped with a sentence, what is refused."""

import os
import shutil
from pathlib import Path

import pytest

from adapters.listing_files import read_files
from bot.errors import SourceUnreadable, UsageError

SAMPLES = Path(__file__).parents[1] / "samples" / "arxiv"


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
    with pytest.raises(SourceUnreadable, match=r"error answer of arXiv: Bad archive\. Expected"):
        read_files([path])


def test_a_folder_without_any_announcement_is_refused(tmp_path: Path) -> None:
    with pytest.raises(SourceUnreadable, match="empty"):
        read_files([tmp_path])
    (tmp_path / "notes.txt").write_text("milk")
    with pytest.raises(SourceUnreadable, match=r"notes\.txt"):
        read_files([tmp_path])


def test_a_missing_path_is_a_wrong_command(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="no file or folder"):
        read_files([tmp_path / "nowhere"])


def test_what_is_neither_file_nor_folder_is_a_wrong_command(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    with pytest.raises(UsageError, match="neither"):
        read_files([pipe])


def test_a_file_named_twice_is_read_once(tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    shutil.copy(SAMPLES / "rss.xml", path)
    assert len(read_files([path, tmp_path, path]).listings) == 1
