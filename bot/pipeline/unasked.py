"""Work that was not done because of who asked first, which is no reason for the others.

Orders that want the same wait for one piece of work. Where its order had no time or no money left,
the others have to ask for themselves.
"""

from bot.errors import WriterFailed


class Unasked(WriterFailed):
    """An order that came to nothing before anything was asked for; ``order`` is that one."""

    def __init__(self, message: str, order: object) -> None:
        super().__init__(message)
        self.order = order
