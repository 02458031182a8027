"""A message as lines on a phone: what stands under what, before it is measured. Pure.

A title line, then what belongs to it directly below; an empty line between paragraphs
and between entries of several lines; entries of one line stay close together.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from adapters.chat.directions import isolated
from adapters.telegram_chat.rendering.lettering import is_address, lettered, with_categories
from bot.messages.blocks import (
    Block,
    Buttons,
    Choices,
    Divider,
    Heading,
    Item,
    ItemList,
    Message,
    Paragraph,
    Quote,
    Span,
    Spans,
    Style,
    text_of,
)
from bot.messages.commands import with_commands
from bot.text.readable import is_visible, utf16_length

_BULLET = "•"
_RULE = "· · ·"
_NOTES_READ = 12


@dataclass(frozen=True, slots=True)
class TextRun:
    """Text of one look. ``title``: it names what the message is made of; ``heading``: it
    stands over something; ``category``: it is linked only so that nobody else links it."""

    text: str
    style: Style = "plain"
    url: str | None = None
    command: str | None = None
    title: bool = False
    heading: bool = False
    category: bool = False


StyledLine = tuple[TextRun, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """Lines that stay in one message. ``gap`` line breaks stand before them, none at a
    message's beginning; ``leads``: they stay with the unit that follows. Units of one
    ``quote`` (its number) are one quotation, ``folded`` or not; ``typed``: it is for another
    program, kept as it is and copied whole. ``rule``: a line between two.
    """

    lines: tuple[StyledLine, ...]
    gap: int = 2
    leads: bool = False
    quote: int | None = None
    folded: bool = False
    rule: bool = False
    typed: bool = False


def line_text(line: StyledLine) -> str:
    return "".join(run.text for run in line)


def size(unit: Unit) -> int:
    """UTF-16 units, without the gap."""
    return sum(utf16_length(run.text) for line in unit.lines for run in line) + len(unit.lines) - 1


def units(message: Message) -> tuple[Unit, ...]:
    """The message from top to bottom; what would show nothing is left out."""
    made: list[Unit] = []
    for number, block in enumerate(_resolved(message)):
        made += _close_up(made, [unit for unit in _block(block, number) if unit.lines])
    for unit in tuple(_choice_words(message, made)):
        made += _close_up(made, [unit])
    return tuple(made)


def _close_up(before: Sequence[Unit], new: list[Unit]) -> list[Unit]:
    """What follows a heading stands right under it."""
    if before and new and before[-1].leads:
        return [replace(new[0], gap=1), *new[1:]]
    return new


def _resolved(message: Message) -> list[Block]:
    """Commands as the buttons of the same message run them: ``/paper 3`` of a brief's
    summary as ``/paper 2602.01234``, which means the same wherever it is opened."""
    typed = {
        button.typed: button.command
        for block in message.blocks
        if isinstance(block, Buttons)
        for row in block.rows
        for button in row
        if button.typed and button.command
    }
    if not typed:
        return [*message.blocks]
    return [*with_commands(message, lambda command: typed.get(command, command)).blocks]


def _block(block: Block, number: int) -> list[Unit]:
    match block:
        case Heading(content):
            return [Unit(_lines(content, heading=True), leads=True)]
        case Paragraph(content):
            return [Unit(_lines(content))]
        case ItemList(items):
            return _items(items)
        case Quote():
            return _quote(block, number)
        case Divider():
            return [Unit(((TextRun(_RULE),),), rule=True)]
        case _:
            return []


def _items(items: Sequence[Item]) -> list[Unit]:
    made = [lines for item in items if (lines := _item(item))]
    gap = 2 if any(len(lines) > 1 for lines in made) else 1
    return [Unit(lines, gap=gap if number else 2) for number, lines in enumerate(made)]


def _item(item: Item) -> tuple[StyledLine, ...]:
    marker = f"{lettered(item.marker).strip() if item.marker else _BULLET} "
    shown = [lines for number, line in enumerate(item.lines) if (lines := _entry(line, number))]
    if not shown:
        return ()
    (first, *rest), *others = shown
    return ((TextRun(marker), *first), *rest, *(line for lines in others for line in lines))


def _entry(content: Spans, number: int) -> tuple[StyledLine, ...]:
    """The first line stands beside the marker; what it begins with is the entry's title."""
    if number:
        return _lines(content)
    lines = _lines(content, beside=True)
    if not lines:
        return ()
    first, *rest = lines
    named = list(takewhile(lambda run: _target(run) == _target(first[0]), first))
    return ((*(replace(run, title=True) for run in named), *first[len(named) :]), *rest)


def _target(run: TextRun) -> tuple[str | None, str | None]:
    return run.url, run.command


def _quote(block: Quote, number: int) -> list[Unit]:
    """The label stands over it, so that a folded quotation tells what it is."""
    label = [
        Unit(lines, leads=True) for lines in [_lines((Span(block.label),), heading=True)] if lines
    ]
    if block.paragraphs and all(one.style == "code" for each in block.paragraphs for one in each):
        body = [Unit(typed, quote=number, typed=True) for typed in _typed(block)]
        return [*label, *_close_up(label, body)] if body else []
    said = [lines for content in block.paragraphs if (lines := _lines(content))]
    if not said:
        return []
    body = [Unit(lines, quote=number, folded=block.folded) for lines in said]
    return [*label, *_close_up(label, body)]


def _typed(block: Quote) -> Iterable[tuple[StyledLine, ...]]:
    """A paragraph a line, with what it is indented by."""
    text = "\n".join(lettered(text_of(each)) for each in block.paragraphs).strip()
    if is_visible(text):
        yield tuple((TextRun(line.rstrip(), "code"),) for line in text.split("\n"))


def _choice_words(message: Message, shown: Sequence[Unit]) -> Iterable[Unit]:
    """What a keyboard cannot say: the notes of a few options, and what is chosen, where that
    is one thing. Labels of several keyboards would stand apart from them, one on the other.

    What the message says already is not said again.
    """
    choices = [block for block in message.blocks if isinstance(block, Choices)]
    said = "\n".join(line_text(line) for unit in shown for line in unit.lines).casefold()
    if len(choices) == 1 and choices[0].label.casefold() not in said:
        yield from _block(Heading((Span(choices[0].label),)), 0)
    for block in choices:
        noted = [each for each in block.options if each.note and each.note.casefold() not in said]
        if 0 < len(noted) <= _NOTES_READ:
            lines = [(Span(each.label, "strong"), Span(f": {each.note}")) for each in noted]
            yield from _items([Item((line,)) for line in lines])


def _lines(
    content: Spans, *, heading: bool = False, beside: bool = False
) -> tuple[StyledLine, ...]:
    """Spans as lines: no white space at the ends, at most one empty line in between."""
    lines: list[list[TextRun]] = [[]]
    for span in content:
        first, *others = lettered(span.text).split("\n")
        lines[-1] += _runs(span, first, heading)
        lines += [_runs(span, text, heading) for text in others]
    kept: list[StyledLine] = []
    for line in lines:
        made = _bare(line)
        if made or (kept and kept[-1]):
            kept.append(_directed(made, beside=beside and not kept))
    while kept and not kept[-1]:
        kept.pop()
    if not any(is_visible(line_text(line)) for line in kept):
        return ()
    return (_from_start(kept[0]), *kept[1:])


def _runs(span: Span, text: str, heading: bool) -> list[TextRun]:
    url = span.url if span.url and is_address(span.url) else None
    is_link = bool(url or span.command)
    style: Style = "plain" if is_link and span.style == "code" else span.style
    run = TextRun(text, style, url, span.command, title=heading and is_link, heading=heading)
    if is_link or style == "code":
        return [run]
    return [
        replace(run, text=piece, url=address, category=address is not None)
        for piece, address in with_categories(text)
    ]


def _bare(line: Sequence[TextRun]) -> StyledLine:
    """Without empty runs, and without white space at its end."""
    runs = [run for run in line if run.text]
    while runs and not (kept := runs[-1].text.rstrip()):
        runs.pop()
    return (*runs[:-1], replace(runs[-1], text=kept)) if runs else ()


def _from_start(line: StyledLine) -> StyledLine:
    """Without white space at its beginning."""
    runs = list(line)
    while runs and not (kept := runs[0].text.lstrip()):
        runs.pop(0)
    return (replace(runs[0], text=kept), *runs[1:]) if runs else ()


def _directed(line: StyledLine, *, beside: bool) -> StyledLine:
    texts = isolated([run.text for run in line], beside=beside)
    return tuple(replace(run, text=text) for run, text in zip(line, texts, strict=True))
