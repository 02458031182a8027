"""What of a text is bold, linked, folded: at most a hundred, those worth most first. Pure.

Telegram splits a look at the border of a link and counts the pieces (seen in its own
library), so looks are never joined across one here, and what is counted is what counts.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import accumulate, groupby
from operator import itemgetter

from adapters.telegram_chat.rendering.layout import StyledLine, TextRun, Unit, line_text
from adapters.telegram_chat.rendering.part import Entity, EntityKind
from bot.commands.lines.deep_links import payload_for
from bot.text.readable import utf16_length

MOST = 100
_ORDER: tuple[EntityKind, ...] = (
    "blockquote",
    "expandable_blockquote",
    "text_link",
    "bold",
    "italic",
    "code",
    "pre",
)


class Worth(IntEnum):
    """Lowest first. The first two are what a message is for: a part is never made so long
    that they do not all find room."""

    QUOTE = 0
    TITLE_LINK = 1
    TITLE = 2
    HEADING = 3
    CODE = 4
    LINK = 5
    COMMAND = 6
    STRONG = 7
    CATEGORY = 8
    SLANTED = 9


_ESSENTIAL = (Worth.QUOTE, Worth.TITLE_LINK)
_ONE_BY_ONE = (Worth.QUOTE, Worth.TITLE_LINK, Worth.LINK, Worth.COMMAND, Worth.CATEGORY)


@dataclass(frozen=True, slots=True)
class _Mark:
    entity: Entity
    worth: Worth
    link: tuple[str | None, str | None] = (None, None)


def essential(unit: Unit) -> int:
    """How many entities this unit must not lose."""
    marks = [mark for line in unit.lines for mark in _line_marks(line, 0)]
    return sum(mark.worth in _ESSENTIAL for mark in marks) + (unit.quote is not None)


def laid_out(units: Sequence[Unit]) -> tuple[str, tuple[Entity, ...]]:
    """The text of one message and its entities, those that begin first and hold others first."""
    text, marks = "", list[_Mark]()
    offset = 0
    quotes: dict[int, _Mark] = {}
    for number, unit in enumerate(units):
        gap = unit.gap if number else 0
        start = offset + gap
        offset = start
        for line in unit.lines:
            # no other style inside of what is to be typed
            marks += [] if unit.typed else _line_marks(line, offset)
            offset += utf16_length(line_text(line)) + 1
        offset -= 1
        text += "\n" * gap + "\n".join(line_text(line) for line in unit.lines)
        if unit.quote is not None:
            quotes[unit.quote] = _quoted(quotes.get(unit.quote), unit, start, offset)
    return text, _chosen([*quotes.values(), *marks])


def telegram_entities(entities: Iterable[Entity], username: str) -> list[dict[str, str | int]]:
    """As the Bot API takes them. A command becomes a link into the private chat with the bot
    ``username``; without a name, or where no link can hold it, it is left out."""
    made: list[dict[str, str | int]] = []
    for each in entities:
        fields: dict[str, str | int] = {
            "type": each.kind,
            "offset": each.offset,
            "length": each.length,
        }
        if each.kind == "text_link":
            url = link_of(each.command, each.url, username)
            if url is None:
                continue
            fields["url"] = url
        made.append(fields)
    return made


def link_of(command: str | None, url: str | None, username: str) -> str | None:
    """A card in the private chat rather than arXiv's page."""
    return deep_link(command or "", username) or url


def deep_link(command: str, username: str) -> str | None:
    """https://core.telegram.org/api/links#bot-links"""
    payload = payload_for(command) if username and command else None
    return f"https://t.me/{username}?start={payload}" if payload else None


def _quoted(before: _Mark | None, unit: Unit, start: int, end: int) -> _Mark:
    """The quotation up to here: a new one, or the one before made longer."""
    kind: EntityKind = "expandable_blockquote" if unit.folded else "blockquote"
    if unit.typed:
        kind = "pre"
    begin = before.entity.offset if before else start
    return _Mark(Entity(kind, begin, end - begin), Worth.QUOTE)


def _line_marks(line: StyledLine, offset: int) -> list[_Mark]:
    """Of one line that begins at ``offset``; neighbours of one look are one entity."""
    starts = list(accumulate((utf16_length(run.text) for run in line), initial=offset))
    made: list[_Mark] = []
    for look in (_link, _bold, _italic, _code):
        looks = zip(map(look, line), line, starts, strict=False)
        for mark, group in groupby(looks, itemgetter(0)):
            _, runs, places = zip(*group, strict=True)
            text = "".join(run.text for run in runs)
            if mark and text.strip():
                made.append(replace(mark, entity=_placed(mark.entity, text, places[0])))
    return made


def _placed(entity: Entity, text: str, start: int) -> Entity:
    """Over the text without the white space at its ends."""
    lead = utf16_length(text) - utf16_length(text.lstrip())
    return entity._replace(offset=start + lead, length=utf16_length(text.strip()))


def _link(run: TextRun) -> _Mark | None:
    if not run.url and not run.command:
        return None
    other = Worth.CATEGORY if run.category else Worth.COMMAND if run.command else Worth.LINK
    return _Mark(
        Entity("text_link", 0, 0, run.url, run.command), Worth.TITLE_LINK if run.title else other
    )


def _bold(run: TextRun) -> _Mark | None:
    # a link stands out by itself: bold is for those that are titles
    is_link = bool(run.url or run.command) and not run.category
    if run.style == "code" or (is_link and not run.title):
        return None
    if not (run.heading or run.style == "strong"):
        return None
    worth = Worth.HEADING if run.heading else Worth.TITLE if is_link else Worth.STRONG
    return _beside_link(Entity("bold", 0, 0), worth, run)


def _italic(run: TextRun) -> _Mark | None:
    # Telegram has no small grey print; slanted facts stand apart from upright sentences.
    # Never inside a heading: looks that meet are cut into pieces there, which count
    if run.heading or run.style not in ("emphasis", "dim"):
        return None
    return _beside_link(Entity("italic", 0, 0), Worth.SLANTED, run)


def _code(run: TextRun) -> _Mark | None:
    return _Mark(Entity("code", 0, 0), Worth.CODE) if run.style == "code" else None


def _beside_link(entity: Entity, worth: Worth, run: TextRun) -> _Mark:
    """Never one with its neighbour where a link begins or ends between the two."""
    return _Mark(entity, worth, (run.url, run.command))


def _chosen(marks: Sequence[_Mark]) -> tuple[Entity, ...]:
    """Links one by one while there is room; a look for all of a kind or for none of them."""
    kept: list[Entity] = []
    for worth in Worth:
        entities = [mark.entity for mark in marks if mark.worth is worth]
        room = MOST - len(kept)
        if len(entities) <= room or worth in _ONE_BY_ONE:
            kept += entities[:room]
    return tuple(sorted(kept, key=_order))


def _order(entity: Entity) -> tuple[int, int, int]:
    return entity.offset, -entity.length, _ORDER.index(entity.kind)
