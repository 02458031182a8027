"""An answer's body, bounded: no platform's is larger, and memory is."""

from typing import Protocol

# bytes; a hundred updates or messages at their longest have some 2 MB
LARGEST = 16 * 2**20


class Content(Protocol):
    def at_eof(self) -> bool: ...

    async def readany(self) -> bytes: ...


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
    return await read_bounded(answer.content, answer.content_length)


async def read_bounded(content: Content, length: int | None) -> bytes:
    """The same, where ``length`` is what the answer's head says of it."""
    if (length or 0) > LARGEST:
        raise TooLarge
    parts, size = list[bytes](), 0
    while not content.at_eof():
        part = await content.readany()
        size += len(part)
        if size > LARGEST:
            raise TooLarge
        parts.append(part)
    return parts[0] if len(parts) == 1 else b"".join(parts)
