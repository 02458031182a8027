"""One message as Discord takes it, and as the outbox stores it. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

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
    return DiscordPart(compact(body), tuple(kept.items()))


def compact(made: Json) -> str:
    return json.dumps(made, ensure_ascii=False, separators=(",", ":"))
