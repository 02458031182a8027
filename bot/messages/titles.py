"""A paper's title as it is shown. Pure."""

from bot.models import Paper
from bot.text.readable import readable


def title_of(paper: Paper) -> str:
    """The readable title; the id where nothing of it can be shown (a title of ``$`` alone)."""
    return readable(paper.title) or paper.id
