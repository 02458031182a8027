"""One thing done with the store from the shell: opened, done, closed."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.cli.exits import told_errors
from bot.cli.logs import started
from bot.wiring.office import Office, office

T = TypeVar("T")


def in_office(work: Callable[[Office], Awaitable[T]]) -> T:
    """Works beside a running service. Ends the program where the store cannot be used."""

    async def opened() -> T:
        async with office(started()) as made:
            return await work(made)

    with told_errors():
        return asyncio.run(opened())
    raise AssertionError("told_errors ends the program")
