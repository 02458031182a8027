"""Turning the pages of a long answer. Pure."""

from bot.messages.blocks import Button
from bot.translator import Translator


def page_row(
    command: str, page: int, pages: int, say: Translator
) -> tuple[tuple[Button, ...], ...]:
    """A row to the pages beside this one, each in this one's place; none for a single page.
    ``command`` takes the page's number behind it."""
    earlier = Button(say.text("Previous page"), command=f"{command} {page - 1}", replaces=True)
    later = Button(say.text("Next page"), command=f"{command} {page + 1}", replaces=True)
    row = (*((earlier,) if page > 1 else ()), *((later,) if page < pages else ()))
    return (row,) if row else ()
