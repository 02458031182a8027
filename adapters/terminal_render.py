"""A message for the terminal, drawn by rich; plain text where there is no terminal."""

from collections.abc import Iterable
from typing import TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from bot.messages.blocks import (
    Block,
    Button,
    Buttons,
    Divider,
    Heading,
    Item,
    ItemList,
    Message,
    Paragraph,
    Quote,
    Span,
    Spans,
)
from bot.text.readable import harmless

_STYLES = {"plain": "", "strong": "bold", "emphasis": "italic", "code": "cyan", "dim": "dim"}
_HEADINGS = {1: "bold cyan", 2: "bold", 3: "bold magenta"}
WIDEST = 100


def console_for(stream: TextIO, width: int | None = None) -> Console:
    """A console that never reads markup in the text, at most :data:`WIDEST` columns wide."""
    console = Console(file=stream, markup=False, emoji=False, highlight=False, width=width)
    if console.width > WIDEST:
        console.width = WIDEST
    return console


def print_message(console: Console, message: Message) -> None:
    """Write a message, blocks apart by an empty line."""
    for number, block in enumerate(message.blocks):
        if number and not _close_to_last(message.blocks[number - 1], block):
            console.print()
        console.print(_block(block))


def _close_to_last(last: Block, block: Block) -> bool:
    """A small heading stands on its list."""
    return isinstance(last, Heading) and last.level == 3 and isinstance(block, ItemList)


def _block(block: Block) -> RenderableType:
    match block:
        case Heading(content, level):
            return Text.assemble(_text(content), style=_HEADINGS[level])
        case Paragraph(content):
            return _text(content)
        case ItemList(items):
            return _list(items)
        case Quote(paragraphs, label):
            return _quote(paragraphs, label)
        case Divider():
            return Text("─" * 20, style="dim")
        case Buttons(rows):
            return Text("\n".join(_button_lines(rows)), style="dim")


def _list(items: Iterable[Item]) -> RenderableType:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(justify="right", no_wrap=True)
    grid.add_column()
    for item in items:
        lines = Group(*(_text(line) for line in item.lines))
        grid.add_row(Text(item.marker or "·", style="bold" if item.marker else "dim"), lines)
    return grid


def _quote(paragraphs: Iterable[Spans], label: str) -> RenderableType:
    body = Group(*(_text(content) for content in paragraphs))
    indented = Padding(body, (0, 0, 0, 2))
    return Group(Text(label, style="bold"), indented) if label else indented


def _button_lines(rows: Iterable[tuple[Button, ...]]) -> list[str]:
    """What a tap would do, as something to type: "[1] ... [10]  /paper 1 ... /paper 10"."""
    buttons = [button for row in rows for button in row]
    numbers = [button for button in buttons if button.label.isdigit() and button.command]
    others = [button for button in buttons if button not in numbers]
    lines = []
    if numbers:
        first, last = numbers[0], numbers[-1]
        several = f"[{first.label}] … [{last.label}]  {first.command} … {last.command}"
        lines.append(several if len(numbers) > 1 else f"[{first.label}]  {first.command}")
    if others:
        lines.append("   ".join(f"[{harmless(b.label)}]  {b.command or b.url}" for b in others))
    return lines


def _text(content: Spans) -> Text:
    made = Text()
    for span in content:
        made.append(harmless(span.text), style=_style(span))
    return made


def _style(span: Span) -> str:
    style = _STYLES[span.style]
    return f"{style} link {span.url}".strip() if span.url and " " not in span.url else style
