"""The terminal platform: one file, a line a part, none twice and none broken."""

import asyncio
import json
import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest

from adapters.terminal_chat.sender import FILE, TerminalSender
from bot.values.deliveries import Delivered, Later, Letter


def letter(channel: str, payload: str, key: str) -> Letter:
    return Letter(channel=channel, payload=payload, key=key)


def lines(folder: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / FILE).read_text("utf-8").splitlines()]


async def test_a_part_is_a_line_with_channel_edition_part_and_text(tmp_path: Path) -> None:
    text = "Zeile\nzwei · 𝔸"
    outcome = await TerminalSender(tmp_path).send(letter("terminal:lab", text, "7.0.f00d"))
    assert outcome == Delivered()
    assert lines(tmp_path) == [
        {"channel": "terminal:lab", "edition": 7, "part": 0, "key": "7.0.f00d", "text": text}
    ]


async def test_a_number_that_comes_again_with_another_token_is_another_part(tmp_path: Path) -> None:
    """As after a backup that was put back, or with a line from before there were tokens."""
    sender = TerminalSender(tmp_path)
    for key in ("7.0", "7.0.f00d", "7.0.beef"):
        assert await sender.send(letter("terminal:lab", f"under {key}", key)) == Delivered()
    assert [line["text"] for line in lines(tmp_path)] == [
        "under 7.0",
        "under 7.0.f00d",
        "under 7.0.beef",
    ]


async def test_a_line_from_before_there_were_keys_is_known(tmp_path: Path) -> None:
    old = {"channel": "terminal:lab", "edition": 7, "part": 0, "text": "a text"}
    (tmp_path / FILE).write_text(json.dumps(old) + "\n", "utf-8")
    assert (
        await TerminalSender(tmp_path).send(letter("terminal:lab", "a text", "7.0")) == Delivered()
    )
    assert len(lines(tmp_path)) == 1


FOREIGN = {
    "broken JSON": b'{"channel": "terminal:lab", "edition": 1,}\n',
    "another program's": b'{"level": "info"}\n[1, 2]\n"text"\n7\nnull\n',
    "half a line": b"Jan 02 10:00 half a li",
    "binary": bytes(range(256)) * 40,
    "without our names": b'{"channel": "terminal:lab"}\n',
    "of other types": b'{"channel": "terminal:lab", "edition": "x", "part": [], "key": 5}\n',
    "nested": b'{"channel": "terminal:' + b"[" * 100_000 + b"\n",
    "empty lines": b"\n\n\r\n",
}


@pytest.mark.parametrize("foreign", FOREIGN.values(), ids=FOREIGN)
async def test_a_foreign_line_stops_nothing_and_is_left_alone(
    tmp_path: Path, foreign: bytes
) -> None:
    before = TerminalSender(tmp_path)
    await before.send(letter("terminal:lab", "first", "1.0.a"))
    with (tmp_path / FILE).open("ab") as file:
        file.write(foreign)
    # the one that runs, and the one that is started next
    assert await before.send(letter("terminal:lab", "second", "2.0.b")) == Delivered()
    after = TerminalSender(tmp_path)
    for key in ("1.0.a", "2.0.b", "3.0.c"):
        assert await after.send(letter("terminal:lab", "third", key)) == Delivered()
    content = (tmp_path / FILE).read_bytes()
    assert foreign in content
    ours = [line for line in content.split(b"\n") if b'"key": "' in line]
    assert [json.loads(line)["text"] for line in ours] == ["first", "second", "third"]


@pytest.mark.parametrize("how", ["moved away", "removed", "copied and cut", "replaced"])
async def test_a_file_that_is_rotated_while_it_is_written_goes_on(tmp_path: Path, how: str) -> None:
    sender, path = TerminalSender(tmp_path), tmp_path / FILE
    await sender.send(letter("terminal:lab", "first", "1.0.a"))
    match how:
        case "moved away":
            path.rename(tmp_path / "terminal.jsonl.1")
        case "removed":
            path.unlink()
        case "copied and cut":
            os.truncate(path, 0)
        case "replaced":
            path.rename(tmp_path / "terminal.jsonl.1")
            path.write_bytes(b"another program's\n")
    assert await sender.send(letter("terminal:lab", "second", "2.0.b")) == Delivered()
    assert json.loads(path.read_text("utf-8").splitlines()[-1])["text"] == "second"


async def test_of_a_file_of_gigabytes_only_the_end_is_read(tmp_path: Path) -> None:
    """Sparse: two gigabytes without a line's end, then a line of ours."""
    with (tmp_path / FILE).open("wb") as file:
        file.truncate(2 << 30)
        file.seek(0, os.SEEK_END)
        file.write(b"\n")
    await TerminalSender(tmp_path).send(letter("terminal:lab", "first", "1.0.a"))
    tracemalloc.start()
    sender = TerminalSender(tmp_path)
    assert await sender.send(letter("terminal:lab", "first", "1.0.a")) == Delivered()
    _, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert most < 300 << 20
    with (tmp_path / FILE).open("rb") as file:
        file.seek(2 << 30)
        assert len(file.read().splitlines()) == 2


async def test_a_pipe_in_its_place_does_not_hang(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / FILE)
    async with asyncio.timeout(30):
        outcome = await TerminalSender(tmp_path).send(letter("terminal:lab", "first", "1.0.a"))
    assert isinstance(outcome, Later)


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
