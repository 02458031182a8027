"""The answers to one interaction, as requests.

https://docs.discord.com/developers/interactions/receiving-and-responding
"""

from collections.abc import Sequence
from typing import Any

from adapters.discord_chat.connecting.connection import DiscordConnection
from adapters.discord_chat.receiving.interactions import Ticket
from adapters.discord_chat.rendering.part import Json

_CALLBACK = "/interactions/{webhook_id}/{webhook_token}/callback"
_HOOK = "/webhooks/{webhook_id}/{webhook_token}"


class Answers:
    """The answers to one interaction, on the wire. Raises as the connection does."""

    def __init__(self, connection: DiscordConnection, ticket: Ticket) -> None:
        self._connection = connection
        self._ticket = ticket

    async def first(self, kind: int, data: Json | None = None) -> None:
        body: Json = {"type": kind} | ({} if data is None else {"data": data})
        await self._connection.answer(
            "POST", _CALLBACK, body, number=self._ticket.number, token=self._ticket.token
        )

    async def change(self, body: Json) -> None:
        """The first answer, or the message that was tapped."""
        await self._hook("PATCH", f"{_HOOK}/messages/@original", body)

    async def further(self, body: Json) -> Any:
        """A message of its own, which is given."""
        return await self._hook("POST", _HOOK, body)

    async def change_further(self, message: int, body: Json) -> None:
        await self._hook("PATCH", f"{_HOOK}/messages/{message}", body)

    async def file(self, form: Sequence[Json]) -> None:
        await self._hook("POST", _HOOK, None, form)

    async def _hook(
        self, method: str, path: str, body: Json | None, form: Sequence[Json] | None = None
    ) -> Any:
        ticket = self._ticket
        return await self._connection.answer(
            method, path, body, number=ticket.application, token=ticket.token, form=form
        )
