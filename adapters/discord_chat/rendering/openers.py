"""What one can open from a message: papers by number or title, as options of a list. Pure.

Discord's text has no links to commands, and more than ten numbers in rows of five push
the text off a phone's screen: then a list does it, with the titles beside the numbers.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from adapters.discord_chat.rendering.limits import OPTION_TEXT, OPTIONS, label
from bot.messages.blocks import (
    Button,
    Buttons,
    Heading,
    Item,
    ItemList,
    Message,
    Option,
    Paragraph,
    Quote,
    Span,
    Spans,
    text_of,
)
from bot.text.titles import short_title

MOST_NUMBERS = 10
_MOST_OPENED = 4 * OPTIONS


@dataclass(frozen=True, slots=True)
class Openers:
    """``numbers`` replace number buttons, by their command; ``titles`` stand for spans that
    open a command which no button runs. Options in the message's order."""

    numbers: Mapping[str, Option]
    titles: Mapping[str, Option]


def openers(message: Message) -> Openers:
    numbers = _numbers(message)
    offered = {
        line for button in _buttons(message) for line in (button.command, button.typed) if line
    }
    missing = any(span.command and span.command not in offered for _, span in _spans(message))
    titles = list(_titles(message))[:_MOST_OPENED] if missing else []
    return Openers(numbers, dict(titles))


def is_number(button: Button) -> bool:
    return button.label.isdigit() and bool(button.command) and not button.asks


def _numbers(message: Message) -> dict[str, Option]:
    found = [button for button in _buttons(message) if is_number(button)]
    if len(found) <= MOST_NUMBERS:
        return {}
    entries = {(item.marker or "").rstrip("."): item for item in _items(message)}
    return {
        button.command: _option(button.command, f"{button.label}.", entries.get(button.label))
        for button in found
        if button.command
    }


def _option(command: str, marker: str, item: Item | None) -> Option:
    title = text_of(item.lines[0]) if item and item.lines else ""
    words = label(f"{marker} {short_title(title, OPTION_TEXT - len(marker) - 1)}", OPTION_TEXT)
    return Option(words or command, command, note=_facts(item) if item else "")


def _facts(item: Item) -> str:
    """The entry's small print, under its title or behind it."""
    small = [span.text for line in item.lines for span in line if span.style == "dim"]
    return label(" ".join(small[-1:]), OPTION_TEXT)


def _titles(message: Message) -> Iterator[tuple[str, Option]]:
    seen: set[str] = set()
    for item, span in _spans(message):
        words = label(span.text, OPTION_TEXT)
        if span.command and words and span.command not in seen:
            seen.add(span.command)
            marked = label(f"{item.marker} {words}", OPTION_TEXT) if item and item.marker else words
            yield span.command, Option(marked, span.command, note=_facts(item) if item else "")


def _buttons(message: Message) -> Iterator[Button]:
    for block in message.blocks:
        if isinstance(block, Buttons):
            for row in block.rows:
                yield from row


def _items(message: Message) -> Iterator[Item]:
    for block in message.blocks:
        if isinstance(block, ItemList):
            yield from block.items


def _spans(message: Message) -> Iterator[tuple[Item | None, Span]]:
    """Every span with the entry that it stands in."""
    for block in message.blocks:
        match block:
            case Heading(content) | Paragraph(content):
                yield from ((None, span) for span in content)
            case Quote(paragraphs):
                yield from ((None, span) for content in paragraphs for span in content)
            case ItemList(items):
                yield from _of_items(items)
            case _:
                pass


def _of_items(items: tuple[Item, ...]) -> Iterator[tuple[Item | None, Span]]:
    for item in items:
        lines: tuple[Spans, ...] = item.lines
        yield from ((item, span) for line in lines for span in line)
