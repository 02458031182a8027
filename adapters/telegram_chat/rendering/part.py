"""What is stored and sent of a message on Telegram: text, entities, keys. Pure.

A part is neutral: what a command becomes (callback data, a link into the private chat)
depends on the place and is decided when it is sent. Its JSON is what the outbox holds.
"""

from typing import Literal, NamedTuple

import msgspec

from bot.errors import OurFault

EntityKind = Literal[
    "bold", "italic", "code", "pre", "text_link", "blockquote", "expandable_blockquote"
]


class Entity(NamedTuple):
    """``offset`` and ``length`` in UTF-16 units. A ``text_link`` has a ``url`` or a ``command``.

    https://core.telegram.org/bots/api#messageentity
    """

    kind: EntityKind
    offset: int
    length: int
    url: str | None = None
    command: str | None = None


class InlineButton(msgspec.Struct, frozen=True, omit_defaults=True, forbid_unknown_fields=True):
    """A button: it opens ``url`` or runs ``command``, after ``asks`` was answered.

    ``replaces``: the answer takes the place of the message.
    """

    label: str
    command: str | None = None
    url: str | None = None
    asks: str | None = None
    replaces: bool = False


class Chooser(msgspec.Struct, frozen=True, array_like=True):
    """A key that lets a person name a chat of theirs: ``command @<id>`` is run with its id."""

    label: str
    command: str


class TelegramPart(msgspec.Struct, frozen=True):
    """One message: at most 4,096 UTF-16 units of text and 100 entities, in order. ``silent``:
    it arrives without a sound."""

    text: str
    entities: tuple[Entity, ...] = ()
    rows: tuple[tuple[InlineButton, ...], ...] = ()
    chooser: Chooser | None = None
    silent: bool = False


_STORED = msgspec.json.Decoder(TelegramPart)


def to_json(part: TelegramPart) -> str:
    """Compact, and without loss."""
    made = msgspec.structs.asdict(part) | {"entities": [_entity_list(e) for e in part.entities]}
    said = {name: value for name, value in made.items() if value or name == "text"}
    return msgspec.json.encode(said).decode()


def from_json(payload: str) -> TelegramPart:
    """The part again; OurFault for what :func:`to_json` did not write."""
    try:
        return _STORED.decode(payload)
    except ValueError as error:
        raise OurFault(f"A stored Telegram message cannot be read: {error}.") from error


def _entity_list(each: Entity) -> list[str | int | None]:
    """``[kind, offset, length]``, then url and command where there is one of them."""
    place: list[str | int | None] = [each.kind, each.offset, each.length]
    return [*place, each.url, each.command] if each.url or each.command else place
