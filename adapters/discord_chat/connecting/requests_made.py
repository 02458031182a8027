"""The library's own requests, bounded: how long, how often, and how it keeps its buckets."""

from dataclasses import dataclass
from typing import Any

import aiohttp

from adapters.discord_chat.connecting.buckets import Bucket
from adapters.discord_chat.connecting.library import HTTPClient, Route

# for what no person waits for, so that a platform that hangs is noticed soon
BRIEFLY = aiohttp.ClientTimeout(total=10.0, sock_connect=5.0)
# tries of a request that gets a 5xx. The library would make five in half a minute; of a
# delivery the sender is told after the first, and decides
ONCE, SOME = 1, 3
# seconds that a request may wait for a bucket; one that needs longer is put off
LONGEST_BUCKET = 30.0


@dataclass(slots=True)
class Tries:
    """What the library does with one request: how often at most, and so far. ``paced``: the
    first has waited for its turn."""

    most: int
    paced: bool = True
    begun: int = 0


class Requests(HTTPClient):
    """The library looks through all its buckets for idle ones with each new one: over ten
    thousand channels that is most of its work. Here it looks when they have doubled."""

    _many = 256

    async def request(self, route: Route, **options: Any) -> Any:
        # the library's own login names neither
        options.setdefault("timeout", BRIEFLY)
        options.setdefault("trace_request_ctx", Tries(ONCE, paced=False))
        return await super().request(route, **options)

    def get_ratelimit(self, key: str) -> Bucket:
        bucket = self._buckets.get(key)
        if not isinstance(bucket, Bucket):
            bucket = self._buckets[key] = Bucket(LONGEST_BUCKET)
            self._try_clear_expired_ratelimits()
        return bucket

    def _try_clear_expired_ratelimits(self) -> None:
        if len(self._buckets) >= self._many:
            super()._try_clear_expired_ratelimits()
            self._many = max(256, 2 * len(self._buckets))
