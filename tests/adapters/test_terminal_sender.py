"""The terminal platform: one file, a line a part, none twice and none broken."""

import asyncio
import json
import os
from pathlib import Path
from typing import Any

import pytest

from adapters.terminal_chat.sender import FILE, TerminalSender
from bot.deliveries import Delivered, Later, Letter


def letter(channel: str, payload: str, key: str) -> Letter:
    return Letter(channel=channel, payload=payload, key=key)


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / FILE).read_text("utf-8").splitlines()]


async def test_a_part_is_a_line_with_channel_edition_part_and_text(tmp_path: Path) -> None:
    outcome = await TerminalSender(tmp_path).send(letter("terminal:lab", "Zeile\nzwei · 𝔸", "7.0"))
    assert outcome == Delivered()
    assert lines(tmp_path) == [
        {"channel": "terminal:lab", "edition": 7, "part": 0, "text": "Zeile\nzwei · 𝔸"}
    ]


async def test_a_part_that_is_there_is_not_written_again(tmp_path: Path) -> None:
    for _ in range(2):
        # the second is another process: it knows only the file
        sender = TerminalSender(tmp_path)
        assert await sender.send(letter("terminal:lab", "text", "7.0")) == Delivered()
        assert await sender.send(letter("terminal:lab", "text", "7.0")) == Delivered()
    assert len(lines(tmp_path)) == 1


async def test_channels_side_by_side_write_whole_lines_and_none_twice(tmp_path: Path) -> None:
    """A file that takes a while to be read, by a sender that was asked eight times by then."""
    known = [
        {"channel": f"terminal:{number}", "edition": number, "part": 0, "text": "x" * 500}
        for number in range(3000)
    ]
    (tmp_path / FILE).write_text("".join(json.dumps(each) + "\n" for each in known), "utf-8")
    sender = TerminalSender(tmp_path)
    sending = (sender.send(letter(f"terminal:{n}", "x" * 500, f"{n}.0")) for n in range(2900, 3100))
    assert set(await asyncio.gather(*sending)) == {Delivered()}
    assert sorted(line["edition"] for line in lines(tmp_path)) == list(range(3100))


async def test_a_line_that_a_kill_cut_off_is_taken_away_and_sent_whole(tmp_path: Path) -> None:
    await TerminalSender(tmp_path).send(letter("terminal:a", "first", "1.0"))
    with (tmp_path / FILE).open("ab") as file:
        file.write(b'{"channel": "terminal:a", "edi')
    assert await TerminalSender(tmp_path).send(letter("terminal:a", "second", "2.0")) == Delivered()
    assert [line["text"] for line in lines(tmp_path)] == ["first", "second"]


async def test_a_file_that_was_cut_in_its_first_line_begins_anew(tmp_path: Path) -> None:
    (tmp_path / FILE).write_bytes(b'{"channel"')
    assert await TerminalSender(tmp_path).send(letter("terminal:a", "first", "1.0")) == Delivered()
    assert [line["text"] for line in lines(tmp_path)] == ["first"]


async def test_a_full_disk_is_later_and_says_so(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    whole, sender = os.write, TerminalSender(tmp_path)
    monkeypatch.setattr(os, "write", lambda to, data: whole(full, data))
    outcome = await sender.send(letter("terminal:a", "text", "1.0"))
    monkeypatch.undo()
    os.close(full)
    assert isinstance(outcome, Later)
    assert outcome.after > 0
    assert "No space left" in outcome.why
    assert await sender.send(letter("terminal:a", "text", "1.0")) == Delivered()


async def test_a_folder_that_is_gone_is_later_and_well_once_it_is_back(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    sender = TerminalSender(folder)
    assert isinstance(await sender.send(letter("terminal:a", "text", "1.0")), Later)
    folder.mkdir()
    assert await sender.send(letter("terminal:a", "text", "1.0")) == Delivered()
    assert len(lines(folder)) == 1


@pytest.mark.parametrize("written", [0, 10])
async def test_what_did_not_fit_leaves_no_trace(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: int
) -> None:
    await TerminalSender(tmp_path).send(letter("terminal:a", "first", "1.0"))
    whole, sender = os.write, TerminalSender(tmp_path)
    monkeypatch.setattr(os, "write", lambda to, data: whole(to, data[:written]))
    assert isinstance(await sender.send(letter("terminal:a", "second", "2.0")), Later)
    monkeypatch.undo()
    assert await sender.send(letter("terminal:a", "second", "2.0")) == Delivered()
    assert [line["text"] for line in lines(tmp_path)] == ["first", "second"]


async def test_nobody_else_may_read_the_file(tmp_path: Path) -> None:
    await TerminalSender(tmp_path).send(letter("terminal:a", "text", "1.0"))
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
