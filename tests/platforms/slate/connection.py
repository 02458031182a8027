"""The bot's requests to Slate, and what its errors mean."""

from typing import Any

import aiohttp

from bot.errors import PaperbriefError, PlatformRefused, PlatformUnreachable
from bot.values.deliveries import Gone, InDoubt, Later, Outcome, Refused

_TIMEOUT = aiohttp.ClientTimeout(total=10.0)


class SlateTrouble(Exception):
    """``status`` is Slate's, 0 where no answer came; ``seconds`` is a pause that it asks for."""

    def __init__(self, status: int, why: str, seconds: float = 0.0) -> None:
        super().__init__(why)
        self.status, self.why, self.seconds = status, why, seconds


class SlateConnection:
    def __init__(self, base: str, token: str) -> None:
        self._base = base
        self._headers = {"Authorization": f"Bearer {token}"}
        self._session: aiohttp.ClientSession | None = None

    async def ask(self, method: str, path: str, body: object = None) -> Any:
        """Slate's answer. Raises SlateTrouble."""
        if self._session is None:
            self._session = aiohttp.ClientSession(headers=self._headers, timeout=_TIMEOUT)
        try:
            async with self._session.request(method, self._base + path, json=body) as answer:
                said = await answer.json()
        except (aiohttp.ClientError, TimeoutError, ValueError) as error:
            raise SlateTrouble(0, "Slate does not answer") from error
        if answer.status >= 400:
            why = str(said.get("why", "it asks for a pause"))
            raise SlateTrouble(answer.status, why, float(said.get("retry_after", 0)))
        return said

    async def close(self) -> None:
        if self._session is not None:
            await self._session.close()


def outcome_of(trouble: SlateTrouble) -> Outcome:
    """What became of a send that failed."""
    match trouble.status:
        case 429:
            return Later(trouble.seconds, trouble.why)
        case 403 | 404:
            return Gone("I am not in it.")
        case 401:
            return Later(600.0, "Slate does not know the token", everywhere=True)
        case 400:
            return Refused(trouble.why)
        case _:
            return InDoubt(trouble.why)


def error_of(trouble: SlateTrouble) -> PaperbriefError:
    """The same for what is no delivery."""
    if trouble.status == 401:
        return PlatformRefused("Slate does not know the bot's token.")
    return PlatformUnreachable(f"{trouble.why}.", retry_after=trouble.seconds)
