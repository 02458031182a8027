"""Work that was not done because of who asked first, which is no reason for the others.

Orders that want the same wait for one piece of work. Where its order had no time or no money left,
the others have to ask for themselves.
"""

from collections.abc import Awaitable, Callable
from dataclasses import replace
from typing import TypeVar

from bot.errors import ModelDenied, WriterFailed
from bot.pipeline.parts import Pipeline
from bot.values.model import Account

V = TypeVar("V")


class Unasked(WriterFailed):
    """An order that came to nothing before anything was asked for; ``order`` is that one."""

    def __init__(self, message: str, order: object) -> None:
        super().__init__(message)
        self.order = order


NOT_ASKED = "Nothing is asked for it; what others had asked for is used."


def unpaid(pipeline: Pipeline) -> Pipeline:
    """The same for who asked for nothing: texts that are there already, else the authors' words."""
    return replace(pipeline, refusal=_refused, cascade=None)


async def _refused(account: Account) -> str:
    return NOT_ASKED


Payer = Account | None
"""On whose behalf a model is asked; None: only what is known is used, and nobody is waited for."""


class DeniedTo(ModelDenied):
    """No call was made on behalf of this ``account``."""

    def __init__(self, message: str, account: Account) -> None:
        super().__init__(message)
        self.account = account


async def on_behalf_of(account: Account, ask: Callable[[], Awaitable[V]]) -> V:
    """What ``ask`` gives, which may wait for work that another account began; where that one was
    denied, it is asked again. Raises what ``ask`` raises."""
    while True:
        try:
            return await ask()
        except DeniedTo as error:
            if error.account == account:
                raise
