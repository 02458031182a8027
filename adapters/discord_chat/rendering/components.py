"""Buttons, choices and choosers as rows of Discord's components. Pure.

https://docs.discord.com/developers/components/reference
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeVar

from adapters.discord_chat.rendering import limits
from adapters.discord_chat.rendering.custom_ids import ComponentKind, Ids, Tap, option_value
from adapters.discord_chat.rendering.limits import is_address, label
from adapters.discord_chat.rendering.openers import Openers, is_number
from adapters.discord_chat.rendering.part import Json
from bot.messages.blocks import Block, Button, Buttons, ChannelChooser, Choices, Option

ROW, BUTTON, SELECT, CHANNELS = 1, 2, 3, 8
_GREY, _GREEN, _LINK = 2, 3, 5
# text, announcements, forum, threads (of announcements, public, private): where briefs go
_CHANNEL_TYPES = (0, 5, 15, 10, 11, 12)
_CHOSEN = "✓ "
_T = TypeVar("_T")


@dataclass(frozen=True, slots=True)
class Words:
    """What stands in lists that no block has words for, in the reader's language."""

    open_paper: str = "Open a paper"
    open: str = "Open"
    another: str = "Subscribe another channel of this server"
    there: str = "To subscribe a channel of a server, send /subscribe there."
    answer: str = "Your answer"


def rows_of(block: Block, found: Openers, words: Words, ids: Ids) -> list[Json]:
    """The action rows of a block; none for what is no control."""
    match block:
        case Buttons():
            return _button_rows(block, found, words, ids)
        case Choices():
            return _choice_rows(block, ids)
        case ChannelChooser():
            return _chooser_rows(block, words, ids)
        case _:
            return []


def opening_rows(options: Mapping[str, Option], words: Words, ids: Ids) -> list[Json]:
    """Lists whose options each run a command of their own."""
    papers = all(command.startswith("/paper ") for command in options)
    caption = words.open_paper if papers else words.open
    return _selects(Tap("open", ""), caption, tuple(options.values()), ids)


def _button_rows(block: Buttons, found: Openers, words: Words, ids: Ids) -> list[Json]:
    numbers = [button.command for row in block.rows for button in row if is_number(button)]
    folded = {line: found.numbers[line] for line in numbers if line and line in found.numbers}
    made = opening_rows(folded, words, ids) if folded else []
    for row in block.rows:
        left = [button for button in row if not _is_listed(button, found)]
        buttons = [each for button in left if (each := _button(button, ids))]
        made += [_row(group) for group in _groups(buttons, limits.BUTTONS)]
    return made


def _is_listed(button: Button, found: Openers) -> bool:
    """A list of the same message runs the same."""
    if button.command is None or button.asks:
        return False
    if is_number(button) and button.command in found.numbers:
        return True
    return button.command.startswith("/paper ") and button.command in found.titles


def _button(button: Button, ids: Ids) -> Json | None:
    """None for one that does nothing, or whose address Discord would refuse."""
    words = label(button.label, limits.BUTTON_LABEL - len(_CHOSEN)) or "…"
    if button.command:
        words = f"{_CHOSEN}{words}" if button.chosen else words
        kind: ComponentKind = "button" if button.asks is None else "ask"
        tap = Tap(kind, _one_line(button.command), button.replaces, button.asks)
        style = _GREEN if button.chosen else _GREY
        return {"type": BUTTON, "style": style, "label": words, "custom_id": ids.of(tap)}
    if button.url and is_address(button.url, limits.BUTTON_URL):
        return {"type": BUTTON, "style": _LINK, "label": words, "url": button.url}
    return None


def _choice_rows(block: Choices, ids: Ids) -> list[Json]:
    kind: ComponentKind = "several" if block.several else "choice"
    tap = Tap(kind, _one_line(block.command), block.replaces)
    return _selects(tap, block.label, block.options, ids)


def _selects(tap: Tap, caption: str, options: Sequence[Option], ids: Ids) -> list[Json]:
    """As few lists as hold the options, about equally long."""
    different = {_one_line(option.value): option for option in reversed(options)}
    usable = [(value, different[value]) for value in reversed(different)]
    count = -(-len(usable) // limits.OPTIONS)
    groups = _groups(usable, -(-len(usable) // count)) if count else []
    made, before = [], 0
    for group in groups:
        span = f" ({before + 1}–{before + len(group)})" if count > 1 else ""
        made.append(_row([_select(tap, caption, span, group, ids)]))
        before += len(group)
    return made


def _select(
    tap: Tap, caption: str, span: str, group: Sequence[tuple[str, Option]], ids: Ids
) -> Json:
    several = tap.kind == "several"
    options = [_option(value, option, ids, several=several) for value, option in group]
    return {
        "type": SELECT,
        "custom_id": ids.of(tap),
        "placeholder": label(caption, limits.PLACEHOLDER - len(span)) + span,
        "min_values": 0 if several else 1,
        "max_values": len(options) if several else 1,
        "options": options,
    }


def _option(value: str, option: Option, ids: Ids, *, several: bool) -> Json:
    """Of one choice alone nothing is a default: picked once more, it would not be sent."""
    mark = _CHOSEN if option.chosen and not several else ""
    room = limits.OPTION_TEXT - len(mark)
    shown = label(option.label, room) or label(value, room) or "…"
    made: Json = {"label": mark + shown, "value": option_value(value, ids.kept)}
    if note := label(option.note, limits.OPTION_TEXT):
        made["description"] = note
    if option.chosen and several:
        made["default"] = True
    return made


def _chooser_rows(block: ChannelChooser, words: Words, ids: Ids) -> list[Json]:
    chooser = {
        "type": CHANNELS,
        "custom_id": ids.of(Tap("channel", _one_line(block.command))),
        "placeholder": label(words.another, limits.PLACEHOLDER),
        "channel_types": list(_CHANNEL_TYPES),
        "min_values": 1,
        "max_values": 1,
    }
    return [_row([chooser])]


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _row(components: Sequence[Json]) -> Json:
    return {"type": ROW, "components": list(components)}


def _groups(things: Sequence[_T], size: int) -> list[Sequence[_T]]:
    return [things[start : start + size] for start in range(0, len(things), size)]
