"""One message as Discord takes it, and as the outbox stores it. Pure."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

Json = dict[str, Any]
"""An object of Discord's API."""
# made once: it costs as much as what it writes for a message
_COMPACT = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class BodyText:
    """``text`` is the JSON of a message's body without its nonce: POST it to
    ``/channels/{id}/messages``."""

    text: str

    @property
    def body(self) -> Json:
        """A new object every time, the caller's own."""
        made: Json = json.loads(self.text)
        return made

    def may_have(self, field: str) -> bool:
        """False where it surely has none, told without reading it."""
        return f'"{field}":' in self.text

    def with_nonce(self, nonce: str, more: Json | None = None) -> str:
        """With these at its end, without reading what it says; ``nonce`` of letters and digits."""
        begun = self.text[:-1] if self.text == "{}" else f"{self.text[:-1]},"
        others = f",{compact(more)[1:-1]}" if more else ""
        return f'{begun}"nonce":"{nonce}","enforce_nonce":true{others}}}'


@dataclass(frozen=True, slots=True)
class DiscordPart(BodyText):
    """``kept`` are tokens of its controls with what they stand for, to be remembered before it is
    sent."""

    kept: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class FilePart:
    """A file as a message of its own. ``text`` is what stands above it, escaped."""

    name: str
    content: bytes
    text: str

    @property
    def body(self) -> Json:
        """Without the file itself."""
        named = [{"id": 0, "filename": self.name}]
        return {"content": self.text, "attachments": named, "allowed_mentions": nobody()}

    def form(self, body: Json) -> list[Json]:
        """The fields of a multipart request:
        https://docs.discord.com/developers/reference#uploading-files"""
        return [
            {"name": "payload_json", "value": compact(body)},
            {
                "name": "files[0]",
                "value": self.content,
                "filename": self.name,
                "content_type": "application/octet-stream",
            },
        ]


def part_of(body: Json, kept: Mapping[str, str]) -> DiscordPart:
    return DiscordPart(compact(body), tuple(kept.items()))


def nobody() -> Json:
    """Nothing in a text of ours calls anybody, whatever it looks like."""
    return {"parse": []}


def compact(made: Json | list[Json]) -> str:
    return _COMPACT.encode(made)
