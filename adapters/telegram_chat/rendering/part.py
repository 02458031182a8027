"""What is stored and sent of a message on Telegram: text, entities, keys. Pure.

A part is neutral: what a command becomes (callback data, a link into the private chat)
depends on the place and is decided when it is sent. Its JSON is what the outbox holds.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from operator import itemgetter
from typing import Any, Literal, NamedTuple, get_args

from pydantic_core import from_json as read_json

from bot.errors import OurFault

EntityKind = Literal[
    "bold", "italic", "code", "pre", "text_link", "blockquote", "expandable_blockquote"
]
_KINDS = frozenset(get_args(EntityKind))
# of a stored entity
_LENGTHS = frozenset((3, 4, 5))


class Entity(NamedTuple):
    """``offset`` and ``length`` in UTF-16 units. A ``text_link`` has a ``url`` or a ``command``.

    https://core.telegram.org/bots/api#messageentity
    """

    kind: EntityKind
    offset: int
    length: int
    url: str | None = None
    command: str | None = None


class InlineButton(NamedTuple):
    """A button: it opens ``url`` or runs ``command``, after ``asks`` was answered.

    ``replaces``: the answer takes the place of the message.
    """

    label: str
    command: str | None = None
    url: str | None = None
    asks: str | None = None
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class Chooser:
    """A key that lets a person name a chat of theirs: ``command @<id>`` is run with its id."""

    label: str
    command: str


@dataclass(frozen=True, slots=True)
class TelegramPart:
    """One message: at most 4,096 UTF-16 units of text and 100 entities, in order. ``silent``:
    it arrives without a sound."""

    text: str
    entities: tuple[Entity, ...] = ()
    rows: tuple[tuple[InlineButton, ...], ...] = ()
    chooser: Chooser | None = None
    silent: bool = False


def to_json(part: TelegramPart) -> str:
    """Compact, and without loss."""
    made: dict[str, Any] = {"text": part.text}
    if part.entities:
        made["entities"] = [_entity_list(each) for each in part.entities]
    if part.rows:
        made["rows"] = [[_key_fields(key) for key in row] for row in part.rows]
    if part.chooser:
        made["chooser"] = [part.chooser.label, part.chooser.command]
    if part.silent:
        made["silent"] = True
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))


def from_json(payload: str) -> TelegramPart:
    """The part again; OurFault for what :func:`to_json` did not write."""
    try:
        raw = read_json(payload)
        return TelegramPart(
            text=_text(raw["text"]),
            entities=_entities(raw.get("entities", ())),
            rows=tuple(tuple(InlineButton(**key) for key in row) for row in raw.get("rows", ())),
            chooser=Chooser(*raw["chooser"]) if "chooser" in raw else None,
            silent=raw.get("silent") is True,
        )
    except (ValueError, TypeError, LookupError, AttributeError) as error:
        raise OurFault(f"A stored Telegram message cannot be read: {error}.") from error


def _entity_list(each: Entity) -> list[str | int | None]:
    """``[kind, offset, length]``, then url and command where there is one of them."""
    place: list[str | int | None] = [each.kind, each.offset, each.length]
    return [*place, each.url, each.command] if each.url or each.command else place


def _entities(raw: Sequence[Sequence[Any]]) -> tuple[Entity, ...]:
    unknown = {*map(itemgetter(0), raw)} - _KINDS
    if unknown:
        raise ValueError(f"no entity is called {unknown.pop()}")
    if not _LENGTHS.issuperset(map(len, raw)):
        raise TypeError("an entity has too little or too much")
    # past its own constructor, at half of the time: a brief has dozens, and thousands have briefs
    new = tuple.__new__
    return tuple(
        [
            new(Entity, each if len(each) == len(Entity._fields) else (*each, None, None)[:5])
            for each in raw
        ]
    )


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise TypeError("its text is no text")
    return value


def _key_fields(key: InlineButton) -> dict[str, str | bool]:
    fields = {
        "label": key.label,
        "command": key.command,
        "url": key.url,
        "asks": key.asks,
        "replaces": key.replaces or None,
    }
    return {name: value for name, value in fields.items() if value is not None}
