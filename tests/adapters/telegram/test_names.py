"""Chats by the names that people know: where they are put, and what stays as it was typed."""

from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from adapters.telegram_chat.names import ChatNames
from bot.messages.blocks import (
    Button,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Quote,
    Span,
    message,
    paragraph,
    spans,
)
from bot.messages.plain import plain
from storage.file.database import Database
from storage.people.notes import SqlNotes

NOW = datetime(2026, 2, 13, tzinfo=UTC)
LAB, OPEN = -1001, -1002


@pytest.fixture
async def notes(tmp_path: Path) -> AsyncIterator[SqlNotes]:
    async with Database(tmp_path / "notes.sqlite") as database:
        yield SqlNotes(database)


@pytest.fixture
async def names(notes: SqlNotes) -> ChatNames:
    made = ChatNames(notes, lambda: NOW)
    await made.learn(LAB, "Lab", "")
    await made.learn(OPEN, "Open news", "Open_News")
    return made


def said(text: str) -> Message:
    return message(paragraph(text))


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@-1001", "Lab"),
        ("Briefs for @-1001/7, from today:", "Briefs for Lab, from today:"),
        ("@-1001 and @-1002.", "Lab and Open news."),
        ("@-10015 is another", "@-10015 is another"),
        ("me@-1001", "me@-1001"),
        ("@-1001x", "@-1001x"),
        ("telegram:-1001", "telegram:-1001"),
    ],
)
async def test_a_number_becomes_the_title(names: ChatNames, text: str, shown: str) -> None:
    assert plain(await names.in_answer(said(text))).strip() == shown


async def test_news_for_owners_have_no_addresses(names: ChatNames) -> None:
    told = await names.in_news(said("I can no longer write to telegram:-1001, or telegram:-5."))
    assert plain(told).strip() == "I can no longer write to Lab, or telegram:-5."


async def test_a_refusal_names_what_everybody_may_know(names: ChatNames) -> None:
    told = await names.in_answer(said("@-1001 or @-1002"), public=True)
    assert plain(told).strip() == "@-1001 or @Open_News"


async def test_names_stand_in_every_kind_of_text_and_what_is_typed_stays(names: ChatNames) -> None:
    text = spans("in @-1001")
    given = message(
        Heading(text),
        ItemList((Item((text,)),)),
        Quote((text,)),
        paragraph(Span("/topics @-1001", "code")),
        Buttons(((Button("Topics", command="/topics @-1001"),),)),
    )
    made = await names.in_answer(given)
    assert plain(made).count("in Lab") == 3
    assert made.blocks[3:] == given.blocks[3:]


async def test_names_outlive_a_restart_and_follow_a_change(
    notes: SqlNotes, names: ChatNames
) -> None:
    await names.learn(LAB, "Laboratory", "the_lab")
    again = ChatNames(notes, lambda: NOW)
    assert plain(await again.in_answer(said("@-1001"))).strip() == "Laboratory"
    assert await again.chat("The_Lab") == LAB
    assert await again.chat("unknown") is None


async def test_an_update_without_a_title_takes_no_name_away(names: ChatNames) -> None:
    await names.learn(LAB, "", "")
    assert plain(await names.in_answer(said("@-1001"))).strip() == "Lab"
