"""A message from top to bottom as Discord shows it: pieces of text, rules, rows. Pure.

Discord cannot fold a quotation. A spoiler would cover it, but takes the same room on a
phone, asks for a tap and hides its links; so what is folded elsewhere is behind a button
(:mod:`adapters.discord_chat.rendering.folding`), or a block quotation where none can open it.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from adapters.discord_chat.rendering.limits import DISPLAYED
from adapters.discord_chat.rendering.markdown import escaped, lines
from adapters.discord_chat.rendering.splitting import cut
from bot.messages.blocks import (
    Block,
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
)
from bot.text.readable import is_visible, lined, utf16_length

# "# " would break a brief's title into three lines on a phone
_HEADINGS = {1: "## ", 2: "### ", 3: ""}
_SMALL = "-# "
_QUOTED = "> "
# a list of Discord's own has a hanging indent, but what stands on an entry's further lines
# (small print above all) is not sure to stay in it
_BULLET, _OWN_BULLET = "- ", "• "


@dataclass(frozen=True, slots=True)
class Piece:
    """Markdown that stays in one message. ``close``: right under what stands before it.
    ``leads``: it stays with what follows. ``caption``: it names the row below it."""

    text: str
    close: bool = False
    leads: bool = False
    caption: bool = False


@dataclass(frozen=True, slots=True)
class Rule:
    """A line across. A ``light`` one only makes it easier to look at."""

    light: bool = False


@dataclass(frozen=True, slots=True)
class Call:
    """A role that is called above everything, by its id. What calls nobody looks the same, so
    ``allowed_mentions`` names it too."""

    role: str

    @property
    def text(self) -> str:
        return f"<@&{self.role}>"


LaidOut = Piece | Rule


def is_framed(message: Message) -> bool:
    """Whether it is a thing of its own, such as a brief or a card, rather than an answer."""
    return any(isinstance(block, Heading) and block.level < 3 for block in message.blocks)


def shown(block: Block) -> tuple[LaidOut, ...]:
    """What a block shows beside controls, each piece short enough for any message."""
    match block:
        case Heading(content, level):
            return tuple(_heading(content, level))
        case Paragraph(content):
            return tuple(_together(_cut_lines(lines(content))))
        case ItemList(items):
            return tuple(_items(items))
        case Quote(paragraphs, label):
            return tuple(_quote(paragraphs, label))
        case Divider():
            return (Rule(),)
        case _:
            return ()


def joined(pieces: Iterable[Piece]) -> list[str]:
    """Texts that stand apart, each with what is close to it."""
    made: list[str] = []
    for piece in pieces:
        if made and piece.close and utf16_length(made[-1]) + utf16_length(piece.text) < DISPLAYED:
            made[-1] = f"{made[-1]}\n{piece.text}"
        else:
            made.append(piece.text)
    return made


def _heading(content: Spans, level: int) -> list[Piece]:
    plain: Style = "strong" if level == 3 else "plain"
    whole = [
        replace(span, style=plain) if span.style in ("strong", "plain", "dim") else span
        for span in content
    ]
    one_line = tuple(replace(span, text=" ".join(lined(span.text).split("\n"))) for span in whole)
    mark = _HEADINGS[level]
    texts = [text for line in lines(one_line) for text in cut(line, mark, mark, DISPLAYED)]
    return [Piece(text, close=place > 0, leads=True) for place, text in enumerate(texts)]


def _cut_lines(rows: Iterable[Spans], always: str = "", first: str = "") -> list[str]:
    """``always`` stands before each line, ``first`` before the first one instead; lines of
    small print that have neither are marked as such."""
    made: list[str] = []
    for row in rows:
        small = not always and all(s.style == "dim" or not s.text.strip() for s in row)
        again = _SMALL if small else always
        made += cut(row, first if first and not made else again, again, DISPLAYED)
    return made


def _together(texts: Sequence[str], *, close: bool = False) -> list[Piece]:
    """In one piece where that is no longer than a message, else line by line."""
    whole = "\n".join(texts)
    if texts and utf16_length(whole) <= DISPLAYED:
        return [Piece(whole, close)]
    return [Piece(text, close or place > 0) for place, text in enumerate(texts)]


def _items(items: Sequence[Item]) -> list[LaidOut]:
    """Entries of one line stand close together, numbered ones of several between rules."""
    entries = [(item, list(_rows(item))) for item in items]
    simple = all(len(rows) < 2 for _, rows in entries)
    bullet = _BULLET if simple else _OWN_BULLET
    made: list[LaidOut] = []
    for item, rows in entries:
        texts = _cut_lines(rows, first=_mark(item) or bullet)
        made += _together(texts, close=simple and bool(made))
    if simple or not any(item.marker for item in items):
        return made
    return [Rule(light=True), *made, Rule(light=True)]


def _rows(item: Item) -> Iterator[Spans]:
    """An entry's lines; small print behind a text has its own line, as only a line can be small."""
    for place, line in enumerate(item.lines):
        *above, last = lines(line) or [()]
        yield from above
        if place and last and last[-1].style == "dim" and any(s.style != "dim" for s in last):
            yield last[:-1]
            yield (replace(last[-1], text=last[-1].text.strip()),)
        elif last:
            yield last


def _mark(item: Item) -> str:
    marker = " ".join(lined(item.marker or "").split())
    return escaped(f"{marker} ") if is_visible(marker) else ""


def _quote(paragraphs: Sequence[Spans], label: str) -> list[Piece]:
    texts = [text for content in paragraphs for text in _cut_lines(lines(content), _QUOTED)]
    if not texts:
        return []
    head = _heading((Span(label),), 3)
    return [*head, *_together(texts, close=bool(head))]
