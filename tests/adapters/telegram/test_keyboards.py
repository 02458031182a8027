"""Keys, as Telegram takes them, and taps read back."""

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from adapters.telegram_chat.addresses import ChatKind
from adapters.telegram_chat.rendering.keyboards import (
    DATA_BYTES,
    Tap,
    chooser,
    inline_keyboard,
    key_rows,
    read_callback,
)
from adapters.telegram_chat.rendering.part import Chooser, InlineButton
from bot.messages.blocks import Button, Buttons, ChannelChooser, Choices, Option, message


def never(data: str) -> str:
    raise AssertionError(f"{data} is short enough")


def sent(
    key: InlineButton,
    place: ChatKind = "private",
    username: str = "paperbrief_bot",
    chat: int | None = None,
) -> dict[str, Any]:
    ((made,),) = inline_keyboard([[key]], place, username, never, chat)
    return made


def test_a_tap_runs_the_command() -> None:
    made = sent(InlineButton("1", "/paper 2602.01234"))
    assert made == {"text": "1", "callback_data": "/paper 2602.01234"}
    assert read_callback(made["callback_data"]) == Tap("/paper 2602.01234")


def test_a_tap_knows_what_it_replaces_and_asks() -> None:
    made = sent(InlineButton("Add", "/topics +", asks="Which words?", replaces=True))
    assert read_callback(made["callback_data"]) == Tap("/topics +", True, "Which words?")


def test_long_data_travels_as_a_token() -> None:
    kept: dict[str, str] = {}

    def shorten(data: str) -> str:
        kept["t0ken"] = data
        return "t0ken"

    key = InlineButton("Find", "/search " + "词" * 20, replaces=True)
    ((made,),) = inline_keyboard([[key]], "group", "paperbrief_bot", shorten)
    assert made["callback_data"] == "#t0ken"
    tap = read_callback(made["callback_data"])
    assert tap == Tap(token="t0ken")
    assert read_callback(kept["t0ken"]) == Tap(key.command or "", replaces=True)


lines = st.text(st.characters(exclude_categories=["Cs", "Cc", "Zl", "Zp"]), max_size=60).map(
    lambda text: "/" + " ".join(f"x{text}".split())
)
questions = st.none() | st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(lines, questions, st.booleans())
def test_every_tap_is_read_back(command: str, asks: str | None, replaces: bool) -> None:
    kept: list[str] = []

    def shorten(data: str) -> str:
        kept.append(data)
        return "x" * 40

    key = InlineButton("k", command, asks=asks, replaces=replaces)
    ((made,),) = inline_keyboard([[key]], "private", "paperbrief_bot", shorten)
    data = made["callback_data"]
    assert 1 <= len(data.encode()) <= DATA_BYTES
    assert read_callback(kept[0] if kept else data) == Tap(command, replaces, asks)
    assert bool(kept) is data.startswith("#")


@pytest.mark.parametrize("data", ["", "paper", "!", "#", "?/x", "# x", "\n/paper"])
def test_data_that_is_not_ours_means_nothing(data: str) -> None:
    assert read_callback(data) is None


def test_in_a_channel_a_paper_opens_in_the_private_chat() -> None:
    made = sent(InlineButton("1", "/paper 2602.01234"), "channel")
    assert made["url"] == "https://t.me/paperbrief_bot?start=paper_2602_01234"


def test_in_a_channel_a_command_about_it_names_it() -> None:
    made = sent(InlineButton("All titles", "/brief titles"), "channel", chat=-100123)
    assert made["url"] == "https://t.me/paperbrief_bot?start=brief_c-100123_titles"


def test_a_command_that_names_its_channel_keeps_it() -> None:
    made = sent(InlineButton("All titles", "/brief @-100999 titles"), "channel", chat=-100123)
    assert made["url"] == "https://t.me/paperbrief_bot?start=brief_c-100999_titles"


@pytest.mark.parametrize(
    ("command", "username"), [("/topics +video", "paperbrief_bot"), ("/paper 2602.01234", "")]
)
def test_what_no_link_can_hold_stays_a_tap_in_a_channel(command: str, username: str) -> None:
    assert sent(InlineButton("x", command), "channel", username)["callback_data"] == command


def test_an_address_is_opened_everywhere() -> None:
    key = InlineButton("PDF", url="https://arxiv.org/pdf/2602.01234")
    for place in ("private", "group", "channel"):
        assert sent(key, place) == {"text": "PDF", "url": key.url}


def test_options_stand_in_a_grid_with_the_chosen_marked() -> None:
    names = ("cs.CV", "cs.CL", "cs.AI", "cs.LG", "cs.RO")
    options = tuple(Option(name, name, chosen=name == "cs.CL") for name in names)
    first, second = key_rows(message(Choices("", "/topics", options, replaces=True)))
    assert [key.label for key in first] == ["cs.CV", "✓ cs.CL", "cs.AI", "cs.LG"]
    assert second == (InlineButton("cs.RO", "/topics cs.RO", replaces=True),)


@pytest.mark.parametrize(
    ("label", "columns"),
    [
        ("08:00", 4),
        ("Monday", 3),
        ("Europe/Oslo", 2),
        ("中文中文", 3),
        ("A label of several words", 1),
    ],
)
def test_longer_labels_stand_in_fewer_columns(label: str, columns: int) -> None:
    options = tuple(Option(label, str(number)) for number in range(9))
    assert len(key_rows(message(Choices("", "/x", options)))[0]) == columns


def test_a_choice_does_not_deal_the_grid_anew() -> None:
    def columns(*, chosen: bool) -> int:
        options = tuple(Option("cs.CV", str(number), chosen) for number in range(9))
        return len(key_rows(message(Choices("", "/x", options)))[0])

    assert columns(chosen=True) == columns(chosen=False)


def test_one_long_label_does_not_widen_the_others() -> None:
    names = ("As soon as announced", "07:00", "08:00", "09:00", "12:00", "Monday to Friday")
    options = tuple(Option(name, name) for name in names)
    rows = key_rows(message(Choices("", "/schedule", options)))
    assert [len(row) for row in rows] == [1, 4, 1]


def test_many_options_stand_two_in_a_row_at_least() -> None:
    options = tuple(Option(f"cs.{n:02} A long name of a subject", str(n)) for n in range(40))
    assert {len(row) for row in key_rows(message(Choices("", "/x", options)))} == {2}


def test_a_row_of_many_is_broken() -> None:
    row = tuple(Button(str(number), command=f"/paper {number}") for number in range(1, 20))
    assert [len(each) for each in key_rows(message(Buttons((row,))))] == [8, 8, 3]


def test_of_too_many_keys_the_last_row_stays() -> None:
    options = tuple(Option(f"word {number}", str(number)) for number in range(150))
    rows = key_rows(
        message(Choices("", "/x", options), Buttons(((Button("Back", command="/y"),),)))
    )
    assert sum(map(len, rows)) <= 100
    assert [key.label for key in rows[-1]] == ["Back"]
    assert len(rows) == 34


def test_labels_are_short_and_never_empty() -> None:
    row = (Button("word " * 40, command="/x"), Button("\u202e\u200b", command="/y"))
    ((first, second),) = key_rows(message(Buttons((row,))))
    assert len(first.label) <= 64
    assert first.label.endswith("…")
    assert second.label == "…"


def test_a_button_that_does_nothing_is_no_key() -> None:
    assert key_rows(message(Buttons(((Button("x"), Button("y", url="ftp://a.b/")),)))) == ()


def test_a_chat_is_chosen_by_a_key_of_its_own() -> None:
    asked = message(ChannelChooser("Choose a channel", "/subscribe"))
    assert chooser(asked) == Chooser("Choose a channel", "/subscribe")
    assert chooser(message()) is None
