"""``notice``: looked at first, then stored for the service to send."""

import sqlite3
from contextlib import closing
from pathlib import Path

from tests.cli.lives import Nursery
from tests.cli.shell import shell


def test_a_notice_is_shown_before_it_is_stored_and_followed_afterwards(
    cradle: Nursery, tmp_path: Path
) -> None:
    at = shell(tmp_path, "http://127.0.0.1:9")
    for name in ("a", "b", "c"):
        assert cradle.run(at, "channels", "add", f"terminal:{name}").code == 0
    with closing(sqlite3.connect(tmp_path / "data" / "paperbrief.sqlite")) as db, db:
        db.execute("UPDATE channels SET owner = 'telegram:7' WHERE address != 'terminal:c'")
    tried = cradle.run(at, "notice", "Down on Sunday from 9 to 12 UTC.")
    assert tried.code == 0
    assert "A notice from whoever runs this bot" in tried.out
    assert "Down on Sunday" in tried.out
    assert "this would go to 1 on Telegram; not to 1 channel whose owner is not known" in tried.err
    assert "(terminal:c): --channels reaches these; nothing was sent: --send does" in tried.err
    none = cradle.run(at, "notice")
    assert (none.out, none.err) == ("", "paperbrief: no notices yet\n")

    sent = cradle.run(at, "notice", "Down on Sunday.", "--send")
    assert sent.out.startswith("notice 1\t1 on Telegram; not to 1 channel")
    into = cradle.run(at, "notice", "Down on Monday.", "--send", "--channels")
    assert into.out == "notice 2\t3 on the terminal\n"
    lines = [line.split("\t") for line in cradle.run(at, "notice").out.splitlines()]
    assert [(line[0], line[2], line[3]) for line in lines] == [
        ("1", "1 waiting", "Down on Sunday."),
        ("2", "3 waiting", "Down on Monday."),
    ]
    assert cradle.run(at, "notice", "--again", "3").code == 2
    assert "at most 1500 characters" in cradle.run(at, "notice", "x" * 1501).err


def test_a_word_a_day_needs_a_chat_and_a_time(cradle: Nursery, tmp_path: Path) -> None:
    def checked(*settings: tuple[str, str]) -> str:
        at = shell(tmp_path, "http://127.0.0.1:9", settings)
        return cradle.run(at, "check", "--offline").err

    chat = ("PAPERBRIEF_OPERATOR_CHAT", "telegram:7")
    assert "set both" in checked(("PAPERBRIEF_OPERATOR_DAILY", "08:30"))
    for wrong in ("soon", "announced", "8:30, 9:00"):
        assert "PAPERBRIEF_OPERATOR_DAILY must be one time of day such as 08:30" in checked(
            chat, ("PAPERBRIEF_OPERATOR_DAILY", wrong)
        )
    assert checked(chat, ("PAPERBRIEF_OPERATOR_DAILY", "08:30 Europe/Berlin mon-fri")) == ""
