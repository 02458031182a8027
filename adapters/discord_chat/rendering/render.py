"""A message in Discord's form: one body where it fits, else as few as possible. Pure."""

from collections.abc import Sequence
from dataclasses import replace

from adapters.discord_chat.rendering.bodies import Element
from adapters.discord_chat.rendering.components import Words, opening_rows, rows_of
from adapters.discord_chat.rendering.custom_ids import Ids
from adapters.discord_chat.rendering.folding import folded
from adapters.discord_chat.rendering.layout import (
    Call,
    LaidOut,
    Piece,
    Rule,
    is_framed,
    joined,
    shown,
)
from adapters.discord_chat.rendering.limits import CONTENT
from adapters.discord_chat.rendering.openers import openers
from adapters.discord_chat.rendering.packing import packed
from adapters.discord_chat.rendering.part import DiscordPart, FilePart, Json, part_of
from adapters.discord_chat.rendering.plain_content import contents
from bot.messages.blocks import (
    Attachment,
    Block,
    Choices,
    Message,
    Paragraph,
    Span,
    Spans,
    text_of,
)
from bot.text.readable import utf16_length
from bot.text.sentences import first_sentences

_WORDS = Words()


def parts(message: Message, words: Words = _WORDS, call: str = "") -> tuple[DiscordPart, ...]:
    """One part where it fits, else as few as possible, the controls under the last.

    Empty where a message shows nothing. ``call`` is the id of a role that the first one calls.
    """
    ids = Ids()
    elements = _calling(call, _elements(folded(message), words, ids))
    return tuple(part_of(body, ids.kept) for body in packed(elements, framed=is_framed(message)))


def needs(message: Message, call: str = "") -> int:
    """How many messages it takes, of either kind: whole sentences in embeds read better than
    shorter ones in the new kind."""
    elements = _calling(call, _elements(folded(message), _WORDS, Ids()))
    return len(packed(elements, framed=is_framed(message)))


def _calling(role: str, elements: Sequence[Element]) -> Sequence[Element]:
    return [Call(role), *elements] if role and elements else elements


def file_part(attachment: Attachment) -> FilePart:
    """A file with what stands above it: all of its caption, or the first sentences."""
    said = attachment.caption
    text = _written(said)
    if utf16_length(text) > CONTENT:
        text = _written((Span(first_sentences(text_of(said), CONTENT // 2)),))
    return FilePart(attachment.name, attachment.content, text)


def _written(said: Spans) -> str:
    pieces = [each for each in shown(Paragraph(said)) if isinstance(each, Piece)]
    return "\n".join(joined(pieces))


def plain_parts(part: DiscordPart) -> tuple[Json, ...]:
    """What is sent where Discord refuses the part: its text without any form or control."""
    return contents(part.body)


def _elements(message: Message, words: Words, ids: Ids) -> list[Element]:
    """From top to bottom; the list of what one can open stands above the first control."""
    found = openers(message)
    opening: list[Element] = [*opening_rows(found.titles, words, ids)]
    made: list[Element] = []
    place = None
    for block in message.blocks:
        rows = rows_of(block, found, words, ids)
        if rows and place is None:
            place = len(made)
        made += [*_under(made[-1:], shown(block)), *_caption(block), *rows]
    place = len(made) if place is None else place
    return [*made[:place], *opening, *made[place:]]


def _under(before: Sequence[Element], new: Sequence[LaidOut]) -> Sequence[LaidOut]:
    """What follows a heading stands right under it, without a line across in between."""
    if not (before and isinstance(before[0], Piece) and before[0].leads):
        return new
    below = new[1:] if new and isinstance(new[0], Rule) and new[0].light else new
    if below and isinstance(below[0], Piece):
        return [replace(below[0], close=True), *below[1:]]
    return new


def _caption(block: Block) -> list[Piece]:
    """A list that shows what is chosen hides what it is a list of."""
    if not isinstance(block, Choices) or not block.several:
        return []
    if not any(each.chosen for each in block.options):
        return []
    said = Paragraph((Span(block.label, "dim"),))
    return [Piece(each.text, caption=True) for each in shown(said) if isinstance(each, Piece)]
