"""An answer's body, bounded: no platform's is larger, and memory is."""

import aiohttp

# bytes; a hundred updates or messages at their longest have some 2 MB
LARGEST = 16 * 2**20


class TooLarge(aiohttp.ClientError):
    """The answer is larger than any that a platform gives."""

    def __init__(self) -> None:
        super().__init__("the answer is too large")


async def bounded(answer: aiohttp.ClientResponse, largest: int | None = None) -> bytes:
    """At most ``largest`` bytes, LARGEST where it is None. Raises TooLarge."""
    largest = LARGEST if largest is None else largest
    if (answer.content_length or 0) > largest:
        raise TooLarge
    parts, size = [], 0
    async for part in answer.content.iter_any():
        size += len(part)
        if size > largest:
            raise TooLarge
        parts.append(part)
    return b"".join(parts)
