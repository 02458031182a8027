"""An answer's body, bounded: no platform's is larger, and memory is."""

from collections.abc import AsyncIterator
from typing import Protocol

# bytes; a hundred updates or messages at their longest have some 2 MB
LARGEST = 16 * 2**20


class Content(Protocol):
    def iter_any(self) -> AsyncIterator[bytes]: ...


class Answer(Protocol):
    """An HTTP client's, before its body is read."""

    @property
    def content_length(self) -> int | None: ...

    @property
    def content(self) -> Content: ...


class TooLarge(OSError):
    """The answer is larger than any that a platform gives."""

    def __init__(self) -> None:
        super().__init__("the answer is too large")


async def bounded(answer: Answer) -> bytes:
    """At most LARGEST bytes. Raises TooLarge."""
    if (answer.content_length or 0) > LARGEST:
        raise TooLarge
    parts, size = [], 0
    async for part in answer.content.iter_any():
        size += len(part)
        if size > LARGEST:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)
