"""Notes from before it was written down whom they are about, opened by this version."""

import json
from pathlib import Path

import pytest
from sqlite_utils import Database as Connection
from sqlite_utils import Migrations

from storage.file.database import Database
from storage.people.notes import SqlNotes
from storage.steps.platforms import PLATFORM_STEPS
from storage.steps.schema import STEPS

LAB, ADA = "telegram:-1001", "telegram:7"
NOTED = {
    "telegram:called:-1001": '["Lab", "lab"]',
    "telegram:name:lab": "-1001",
    "telegram:kind:-1001": "channel",
    "telegram:greeted:-1001": "",
    "telegram:chooser:7": "/subscribe",
    "telegram:prompt:7/12": "/topics +",
    "telegram:answer:telegram:-1001/5": "6",
    "telegram:data:abc": "b:/topics @-1001 +pebbles",
    "telegram:data:def": "b:/topics + mail@42",
    "telegram:taken:42": "1 2 3",
    "discord:kept:abc": "/topics @9001 +pebbles",
    "discord:menus:9001": "abc",
}
ASKED_AGAIN = {
    "discord:place:9001": json.dumps({"id": 9001, "kind": "dm", "recipient": 8}),
    "discord:dm:8": "9001",
    "discord:unpublished": "[]",
}


@pytest.fixture
def old(path: Path) -> Path:
    path.parent.mkdir()
    db = Connection(path, strict=True)
    steps = Migrations("paperbrief")
    for step in STEPS[: STEPS.index(PLATFORM_STEPS[1])]:
        steps(name=step.__name__)(step)
    steps.apply(db)
    with db.conn:
        db.conn.executemany(
            "INSERT INTO notes (key, value, kept_at) VALUES (?, ?, '2026-02-13')",
            (NOTED | ASKED_AGAIN).items(),
        )
    db.close()
    return path


async def test_what_the_keys_name_is_what_the_notes_are_about(old: Path) -> None:
    async with Database(old) as database:
        notes = SqlNotes(database)
        abouts = (LAB, ADA, "discord:9001", "telegram:42")
        assert [await notes.count(about) for about in abouts] == [6, 2, 1, 0]


async def test_what_can_be_asked_again_is_gone_and_the_rest_is_there(old: Path) -> None:
    async with Database(old) as database:
        notes = SqlNotes(database)
        assert {key: await notes.get(key) for key in NOTED} == NOTED
        assert [await notes.get(key) for key in ASKED_AGAIN] == [None] * len(ASKED_AGAIN)
