"""A platform's own list of the bot's commands: told when it changed, and not at every start."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime
from hashlib import blake2b

from bot.ports.notes import Notes
from bot.translator import Translator, languages, translator

log = logging.getLogger(__name__)


async def tell_once(
    notes: Notes, key: str, said: str, now: datetime, tell: Callable[[], Awaitable[None]]
) -> bool:
    """Call ``tell`` unless ``said`` was told already; whether it was called. What failed then
    is told again."""
    mark = blake2b(said.encode(), digest_size=16).hexdigest()
    if await notes.get(key) == mark:
        return False
    await tell()
    await notes.keep(key, mark, now)
    return True


async def tell_or_log(
    sync: Callable[[], Awaitable[bool]], troubles: tuple[type[Exception], ...]
) -> None:
    """Without its menus the bot is worse, not down. ``troubles`` are what it may raise."""
    try:
        await sync()
    except troubles as error:
        log.error("menus_not_told", extra={"why": str(error)})


def in_every_language() -> tuple[Translator, ...]:
    """Menus are told in all of them."""
    return tuple(translator(language) for language in languages())
