"""Links within a page of its own: a number leads to that paper's section, whoever names it; and
headings that go down one step at a time. Pure."""

import re
from collections.abc import Collection
from dataclasses import replace
from typing import Literal, cast

from bot.messages.blocks import Block, Heading, Item, ItemList, Message, Paragraph, Span, text_of

_NUMBERED = re.compile(r"(\d{1,3})\. ")
_OPENS = re.compile(r"/paper (\d{1,3})")
_MARKER = re.compile(r"(\d{1,3})\.")


def anchor(number: int | str) -> str:
    return f"paper-{number}"


def anchor_of(heading: Heading) -> str | None:
    """The anchor of a paper's section; None for any other heading."""
    found = _NUMBERED.match(text_of(heading.spans))
    return anchor(found[1]) if found else None


def with_links(message: Message) -> Message:
    """Numbers that would open a paper in a chat lead to its section, where there is one."""
    headings = (one for one in message.blocks if isinstance(one, Heading))
    known = {name for one in headings if (name := anchor_of(one))}
    return Message(tuple(_linked(block, known) for block in message.blocks))


def _linked(block: Block, known: Collection[str]) -> Block:
    match block:
        case Paragraph(content):
            return Paragraph(tuple(_span(span, known) for span in content))
        case ItemList(items):
            return ItemList(tuple(_item(item, known) for item in items))
        case _:
            return block


def _span(span: Span, known: Collection[str]) -> Span:
    found = _OPENS.fullmatch(span.command or "")
    if found is None or span.url or anchor(found[1]) not in known:
        return span
    return replace(span, url=f"#{anchor(found[1])}")


def _item(item: Item, known: Collection[str]) -> Item:
    lines = tuple(tuple(_span(span, known) for span in line) for line in item.lines)
    found = _MARKER.fullmatch(item.marker or "")
    if found is None or not lines or anchor(found[1]) not in known:
        return replace(item, lines=lines)
    number = Span(found[0], url=f"#{anchor(found[1])}")
    return Item(((number, Span(" "), *lines[0]), *lines[1:]))


def in_order(message: Message) -> Message:
    """Headings as a reader's outline wants them: the first alone is of level 1, and none is more
    than one level below the one before."""
    above: list[int] = []
    made: list[Block] = []
    for block in message.blocks:
        if isinstance(block, Heading):
            while len(above) > 1 and above[-1] >= block.level:
                above.pop()
            # the page's own heading is above all others, whatever its level in a chat
            above.append(block.level if above else 0)
            made.append(replace(block, level=cast("Literal[1, 2, 3]", len(above))))
        else:
            made.append(block)
    return Message(tuple(made))
