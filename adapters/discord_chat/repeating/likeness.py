"""Whether a message that stands there is one of ours, as far as what it says can tell. Pure.

Servers add to a message and leave out of it: ids of components, types of embeds, white
space at the ends. What is compared is the letters and digits of all its texts.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from adapters.discord_chat.rendering.bodies import NEW_KIND, TEXT
from adapters.discord_chat.rendering.part import Json

_EMBEDDED = ("title", "description")

SentForm = tuple[tuple[Json, str], ...]
"""Bodies in order, each with its nonce: one way in which a part may have gone out."""
There = tuple[str, Json]
"""A message that stands there, behind its receipt."""


@dataclass(frozen=True, slots=True)
class Left:
    """What an earlier try left: the form that it took, and the receipts of its bodies, None
    for those that are not there."""

    form: SentForm
    receipts: tuple[str | None, ...]


def left_by(forms: Sequence[SentForm], there: Sequence[There]) -> Left | None:
    """By the first body of a form: what comes behind it never went out alone."""
    for form in forms:
        free = list(there)
        receipts = tuple(_taken(body, nonce, free) for body, nonce in form)
        if receipts and receipts[0] is not None:
            return Left(form, receipts)
    return None


def _taken(body: Json, nonce: str, free: list[There]) -> str | None:
    for place, (receipt, message) in enumerate(free):
        if is_same(body, nonce, message):
            del free[place]
            return receipt
    return None


def is_same(body: Json, nonce: str, message: Json) -> bool:
    """A nonce, where a server tells it, says more than any text."""
    if message.get("nonce") is not None:
        return str(message["nonce"]) == nonce
    said = words(message)
    return bool(said) and said == words(body)


def tells_nothing(message: Json) -> bool:
    """It is of the new kind, or without fields, and what it says was left out."""
    if message.get("nonce") is not None or words(message):
        return False
    flags = message.get("flags")
    new = isinstance(flags, int) and bool(flags & NEW_KIND)
    return new or not {"content", "embeds", "components"} <= message.keys()


def words(message: Json) -> str:
    """Letters and digits of all that it says, in order; labels of buttons are not among it."""
    return "".join(sign for text in _texts(message) for sign in text.casefold() if sign.isalnum())


def _texts(message: Json) -> Iterator[str]:
    yield _text(message.get("content"))
    for embed in _objects(message.get("embeds")):
        yield from (_text(embed.get(name)) for name in _EMBEDDED)
    yield from _displayed(message.get("components"))


def _displayed(components: Any) -> Iterator[str]:
    for each in _objects(components):
        if each.get("type") == TEXT:
            yield _text(each.get("content"))
        yield from _displayed(each.get("components"))


def _objects(value: Any) -> list[Json]:
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""
