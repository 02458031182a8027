"""One thing done with the store from the shell: opened, done, closed."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from bot.cli.exits import told_errors
from bot.cli.logs import started
from bot.errors import UsageError
from bot.wiring.office import Office, office
from storage.file.database import DATABASE
from storage.file.mark import mark_of

T = TypeVar("T")


def in_office(work: Callable[[Office], Awaitable[T]], *, reads: bool = False) -> T:
    """Works beside a running service. Ends the program where the store cannot be used, and where
    there is none for work that ``reads`` what must be there: a mistyped folder is not made."""

    async def opened() -> T:
        settings = started()
        path = settings.storage.data / DATABASE
        if reads and not path.exists() and not mark_of(path).exists():
            raise UsageError(
                f"nothing is stored yet: {path} does not exist (PAPERBRIEF_DATA names the folder)"
            )
        async with office(settings, only_reads=reads) as made:
            return await work(made)

    with told_errors():
        return asyncio.run(opened())
    raise AssertionError("told_errors ends the program")
