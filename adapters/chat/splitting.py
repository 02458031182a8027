"""A message in as few parts as a platform's limit allows, in order. Pure."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from bot.text.readable import utf16_length

_Element = TypeVar("_Element")
PARAGRAPHS = "\n\n"


def kept_together(
    elements: Iterable[_Element],
    leads: Callable[[_Element], bool],
    fit: Callable[[Sequence[_Element]], bool] = lambda _: True,
) -> list[list[_Element]]:
    """What may not be parted: a heading, which ``leads``, and what it stands over, where they
    ``fit`` one part together; else single elements."""
    groups: list[list[_Element]] = []
    open_ = False
    for element in elements:
        if open_ and fit([*groups[-1], element]):
            groups[-1].append(element)
        else:
            groups.append([element])
        open_ = leads(element)
    return groups


def stretches(text: str, limit: int, cut_line: Callable[[str], Iterable[str]]) -> Iterator[str]:
    """The paragraphs of a text; one of more than ``limit`` UTF-16 units is parted between
    lines, and a line by ``cut_line``, which gives shorter ones whole."""
    for paragraph in filter(str.strip, text.split(PARAGRAPHS)):
        lines = [piece for line in paragraph.split("\n") for piece in cut_line(line)]
        yield from filled(lines, "\n", limit)


def filled(texts: Iterable[str], between: str, limit: int) -> list[str]:
    """Neighbours together as long as ``limit`` UTF-16 units hold them."""
    made: list[str] = []
    room = 0
    for text in texts:
        size = utf16_length(between) + utf16_length(text)
        if made and size <= room:
            made[-1] += between + text
            room -= size
        else:
            made.append(text)
            room = limit - utf16_length(text)
    return made
