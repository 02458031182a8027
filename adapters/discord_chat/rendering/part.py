"""One message as Discord takes it, and as the outbox stores it. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from bot.errors import OurFault

Json = dict[str, Any]
"""An object of Discord's API."""


@dataclass(frozen=True, slots=True)
class DiscordPart:
    """``text`` is the JSON of a message's body without its nonce: POST it to
    ``/channels/{id}/messages``. ``kept`` are tokens of its controls with what they stand
    for, to be remembered before it is sent."""

    text: str
    kept: tuple[tuple[str, str], ...] = ()

    @property
    def body(self) -> Json:
        """A new object every time, the caller's own."""
        made: Json = json.loads(self.text)
        return made


def part_of(body: Json, kept: Mapping[str, str]) -> DiscordPart:
    return DiscordPart(_compact(body), tuple(kept.items()))


def to_json(part: DiscordPart) -> str:
    """Compact, and without loss."""
    return _compact({"body": part.body} | ({"kept": dict(part.kept)} if part.kept else {}))


def from_json(payload: str) -> DiscordPart:
    """The part again; OurFault for what :func:`to_json` did not write."""
    try:
        raw = json.loads(payload)
        body, kept = raw["body"], raw.get("kept", {})
        if not isinstance(body, dict):
            raise TypeError("its body is no object")
        return part_of(body, {str(token): str(text) for token, text in kept.items()})
    except (ValueError, TypeError, KeyError, AttributeError) as error:
        raise OurFault(f"A stored Discord message cannot be read: {error}.") from error


def _compact(made: Json) -> str:
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))
