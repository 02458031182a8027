"""A message for the terminal, drawn by rich; plain text where there is no terminal."""

from collections.abc import Iterable, Sequence
from typing import TextIO

from rich.cells import cell_len
from rich.console import Console
from rich.text import Text

from bot.messages.blocks import (
    Attachment,
    Block,
    Button,
    Buttons,
    ChannelChooser,
    Choices,
    Divider,
    Heading,
    Item,
    ItemList,
    Message,
    Option,
    Paragraph,
    Quote,
    Span,
    Spans,
    with_targets,
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
        for line in _lines(block, console):
            console.print(line, soft_wrap=True)


def _close_to_last(last: Block, block: Block) -> bool:
    """A small heading stands on its list."""
    return isinstance(last, Heading) and last.level == 3 and isinstance(block, ItemList)


def _lines(block: Block, console: Console) -> list[Text]:
    """The block as lines that fit the console, none with trailing spaces."""
    match block:
        case Heading(content, level):
            return _wrapped(Text.assemble(_text(content), style=_HEADINGS[level]), console)
        case Paragraph(content):
            return _wrapped(_text(content), console)
        case ItemList(items):
            return _list(items, console)
        case Quote(paragraphs, label):
            head = [Text(harmless(label), style="bold")] if label else []
            body = [line for text in paragraphs for line in _indented(_text(text), "  ", console)]
            return [*head, *body]
        case Divider():
            return [Text("─" * 20, style="dim")]
        case Buttons(rows):
            lines = [Text(line, style="dim") for line in _button_lines(rows)]
            return [each for line in lines for each in _wrapped(line, console)]
        case Choices(label, command, options):
            return _choices(label, command, options, console)
        case ChannelChooser() | Attachment():
            return []


def _list(items: Sequence[Item], console: Console) -> list[Text]:
    """Markers stand right-aligned in a column of their own."""
    width = max((cell_len(item.marker or "·") for item in items), default=1)
    lines: list[Text] = []
    for item in items:
        marker = Text((item.marker or "·").rjust(width) + " ", "bold" if item.marker else "dim")
        body = [each for line in item.lines for each in _indented(_text(line), "", console, width)]
        lines += [
            Text.assemble(marker if first else " " * (width + 1), each)
            for first, each in zip([True, *[False] * len(body)], body, strict=False)
        ]
    return lines


def _indented(text: Text, indent: str, console: Console, beside: int = -1) -> list[Text]:
    """Wrapped to what is left of a line beside a column of ``beside`` cells."""
    room = console.width - len(indent) - beside - 1
    return [Text.assemble(indent, line) for line in _wrapped(text, console, room)]


def _wrapped(text: Text, console: Console, width: int | None = None) -> list[Text]:
    lines = text.wrap(console, max(width or console.width, 20))
    for line in lines:
        line.rstrip()
    return list(lines)


def _button_lines(rows: Iterable[tuple[Button, ...]]) -> list[str]:
    """What a tap would do, as something to type: "[1] ... [10]  /paper 1 ... /paper 10".

    Where one would type something else than what a tap runs, that is named.
    """
    buttons = [button for row in rows for button in row]
    numbers = [button for button in buttons if button.label.isdigit() and button.command]
    others = [button for button in buttons if button not in numbers]
    lines = []
    if numbers:
        first, last = numbers[0], numbers[-1]
        several = f"[{first.label}] … [{last.label}]  {_typed(first)} … {_typed(last)}"
        lines.append(several if len(numbers) > 1 else f"[{first.label}]  {_typed(first)}")
    typed = [f"[{harmless(each.label)}]  {_typed(each)}" for each in others if each.command]
    opened = [f"[{harmless(each.label)}]  {each.url}" for each in others if each.url]
    return [*lines, *(["   ".join(typed)] if typed else []), *opened]


def _typed(button: Button) -> str:
    line = button.typed or f"{button.command}"
    return f"{line} …" if button.asks else line


def _choices(label: str, command: str, options: Sequence[Option], console: Console) -> list[Text]:
    """What can be chosen, what is chosen marked, and how it is typed."""
    words = "  ".join(f"{'✓ ' if each.chosen else ''}{each.value}" for each in options)
    head = Text(f"{harmless(label)}  ({command} …)", style="dim")
    return [*_wrapped(head, console), *_indented(Text(harmless(words)), "  ", console)]


def _text(content: Spans) -> Text:
    made = Text()
    for span in with_targets(content):
        made.append(harmless(span.text), style=_style(span))
    return made


def _style(span: Span) -> str:
    style = _STYLES[span.style]
    return f"{style} link {span.url}".strip() if span.url and " " not in span.url else style
