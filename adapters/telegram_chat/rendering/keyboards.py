"""Buttons and choices as Telegram's inline keyboards, and taps read back. Pure.

Callback data has at most 64 bytes (https://core.telegram.org/bots/api#inlinekeyboardbutton):
``!`` where the answer replaces the message, the command line, and behind a line break
the question that is asked first. What is longer travels as ``#`` and a token.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from unicodedata import east_asian_width

from adapters.telegram_chat.addresses import ChatKind
from adapters.telegram_chat.rendering.entities import deep_link
from adapters.telegram_chat.rendering.lettering import is_address, lettered
from adapters.telegram_chat.rendering.part import Chooser, InlineButton
from bot.commands.lines.deep_links import payload_for
from bot.commands.lines.targets import AIMED
from bot.messages.blocks import Button, Buttons, ChannelChooser, Choices, Message
from bot.text.readable import is_visible
from bot.text.readable import shorten as shortened

A_ROW, IN_ALL, LABEL, DATA_BYTES = 8, 100, 64, 64
_CHOSEN = "✓ "
# (cells, columns): a label of so many cells is shown whole on a small phone in so many columns
_COLUMNS = ((5, 4), (9, 3), (18, 2))
_MANY = 16
# of a day's papers, by button and place
_MANY_KEYS = 8192
_DATA = re.compile(r"(?P<replaces>!?)(?P<command>/[^\n]+)(?:\n(?P<asks>.+))?", re.S)
_TOKEN = re.compile(r"#(?P<token>\S+)")


@dataclass(frozen=True, slots=True)
class Tap:
    """What a tapped key means. With a ``token``, the command data is kept under it; reading
    that again gives the rest. ``asks`` is the question to be answered first."""

    command: str = ""
    replaces: bool = False
    asks: str | None = None
    token: str | None = None


def key_rows(message: Message) -> tuple[tuple[InlineButton, ...], ...]:
    """Every button and option, at most 8 in a row and 100 in all.

    Of more, the last row stays: that is where one goes on from.
    """
    rows: list[tuple[InlineButton, ...]] = []
    for block in message.blocks:
        match block:
            case Buttons():
                rows += _button_rows(block)
            case Choices():
                rows += _grid(block)
            case _:
                pass
    return _bounded(rows)


def chooser(message: Message) -> Chooser | None:
    """The first one: Telegram asks for one chat at a time."""
    for block in message.blocks:
        if isinstance(block, ChannelChooser):
            return Chooser(_label(block.label), _line(block.command))
    return None


def inline_keyboard(
    rows: Iterable[Iterable[InlineButton]],
    place: ChatKind,
    username: str,
    shorten: Callable[[str], str],
    chat: int | None = None,
) -> list[list[dict[str, Any]]]:
    """As the Bot API takes it.

    In a channel a tap would answer before everybody: what a link can hold opens the
    private chat with ``username`` instead, commands about the channel naming it by
    ``chat``. ``shorten`` keeps data that is too long, and gives a token of at most 63
    bytes without white space for it.
    """
    made = [[_key(key, place, username, shorten, chat) for key in row] for row in rows]
    return [row for row in made if row]


def read_callback(data: str) -> Tap | None:
    """What :func:`inline_keyboard` wrote, or kept under a token; None for other data."""
    if found := _TOKEN.fullmatch(data):
        return Tap(token=found["token"])
    if found := _DATA.fullmatch(data):
        return Tap(found["command"], bool(found["replaces"]), found["asks"])
    return None


def _key(
    key: InlineButton,
    place: ChatKind,
    username: str,
    shorten: Callable[[str], str],
    chat: int | None,
) -> dict[str, Any]:
    linked = place == "channel" and not key.asks
    field, value = _meaning(key, about(key.command or "", chat) if linked else "", username)
    if field == "callback_data" and len(value.encode()) > DATA_BYTES:
        value = f"#{shorten(value)}"
    return {"text": key.label, field: value}


@lru_cache(_MANY_KEYS)
def _meaning(key: InlineButton, linked: str, username: str) -> tuple[str, str]:
    """The field that says what a key does, and its value: ``linked`` is a command for the private
    chat with ``username``, if a link can hold it."""
    link = key.url or deep_link(linked, username)
    return ("url", link) if link else ("callback_data", _data(key))


def _data(key: InlineButton) -> str:
    data = f"{'!' if key.replaces else ''}{key.command}"
    return f"{data}\n{key.asks}" if key.asks else data


def linkable(key: InlineButton, chat: int) -> bool:
    """Whether a link does in the private chat what the key does in ``chat``."""
    return bool(key.url) or (
        not key.asks and payload_for(about(key.command or "", chat)) is not None
    )


def about(command: str, chat: int | None) -> str:
    """Said in a channel, ``/brief titles`` means that channel's brief."""
    name, space, rest = command.partition(" ")
    if chat is None or name.removeprefix("/") not in AIMED or rest.startswith("@"):
        return command
    return f"{name} @{chat}{space}{rest}"


def _button_rows(block: Buttons) -> list[tuple[InlineButton, ...]]:
    rows = [[key for button in row if (key := _button(button))] for row in block.rows]
    return [part for row in rows for part in _broken(row, A_ROW)]


def _button(button: Button) -> InlineButton | None:
    label = _label(button.label, chosen=button.chosen)
    if button.url:
        return InlineButton(label, url=button.url) if is_address(button.url) else None
    if not button.command:
        return None
    asks = lettered(button.asks).strip() if button.asks else None
    return InlineButton(
        label, command=_line(button.command), asks=asks or None, replaces=button.replaces
    )


def _grid(block: Choices) -> list[tuple[InlineButton, ...]]:
    """As many in a row as a phone shows without cutting a label of that row; of many
    options two at least, for their labels begin with what tells them apart."""
    least = 2 if len(block.options) > _MANY else 1
    keys = [
        InlineButton(
            _label(each.label, chosen=each.chosen),
            command=_line(f"{block.command} {each.value}"),
            replaces=block.replaces,
        )
        for each in block.options
    ]
    rows: list[list[InlineButton]] = []
    narrowest = 0
    for key, each in zip(keys, block.options, strict=True):
        # without the mark: the grid must not change when something is chosen
        columns = max(_columns(each.label), least)
        if not rows or len(rows[-1]) >= min(narrowest, columns):
            rows.append([])
            narrowest = columns
        rows[-1].append(key)
        narrowest = min(narrowest, columns)
    return [tuple(row) for row in rows]


def _columns(label: str) -> int:
    return next((columns for cells, columns in _COLUMNS if _cells(label) <= cells), 1)


def _broken(keys: Sequence[InlineButton], columns: int) -> list[tuple[InlineButton, ...]]:
    return [tuple(keys[start : start + columns]) for start in range(0, len(keys), columns)]


def _bounded(rows: Sequence[tuple[InlineButton, ...]]) -> tuple[tuple[InlineButton, ...], ...]:
    if sum(map(len, rows)) <= IN_ALL:
        return tuple(rows)
    *others, last = rows
    kept: list[tuple[InlineButton, ...]] = []
    room = IN_ALL - len(last)
    for row in others:
        if len(row) > room:
            break
        kept.append(row)
        room -= len(row)
    return (*kept, last)


def _label(text: str, *, chosen: bool = False) -> str:
    words = " ".join(lettered(text).split())
    if not is_visible(words):
        words = "…"
    return shortened(f"{_CHOSEN if chosen else ''}{words}", LABEL)


def _line(command: str) -> str:
    return " ".join(command.split())


def _cells(label: str) -> int:
    """Columns of a fixed-width screen: Chinese letters take two."""
    return sum(2 if east_asian_width(letter) in "WF" else 1 for letter in label)
