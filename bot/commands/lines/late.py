"""Handlers whose module is loaded with the first line that needs it."""

import asyncio
from importlib import import_module

from bot.commands.lines.command import Asked, Continued, Handler, Request, Services
from bot.messages.blocks import Message


class LateHandler:
    """A :data:`Handler`; ``place`` is its module below ``bot.commands`` and its name there."""

    def __init__(self, place: str) -> None:
        room, _, self.name = place.rpartition(".")
        self.module = f"bot.commands.{room}"
        self._handler: Handler | None = None

    async def __call__(self, request: Request, services: Services) -> Message | Continued | Asked:
        if self._handler is None:
            # all commands together take a third of a second, in which others are answered
            self._handler = await asyncio.to_thread(self.load)
        return await self._handler(request, services)

    def load(self) -> Handler:
        handler: Handler = getattr(import_module(self.module), self.name)
        return handler
