"""What is said of one paper in a list, and the row that turns the pages of such lists. Pure."""

from collections.abc import Collection

from bot.messages.blocks import Button
from bot.messages.record_lines import abs_url
from bot.text.readable import readable, readable_title
from bot.translator import Translator
from bot.values.editions import EditionPaper
from bot.values.papers import AnyPaper


def page_url(entry: EditionPaper) -> str | None:
    """The abstract's page; a sample paper has none."""
    return abs_url(entry.paper)


def fact_words(
    entry: EditionPaper, say: Translator, asked: Collection[str], *, topic: bool
) -> list[str]:
    """What there is beside the text, the primary category where it is not the one that was
    ``asked`` for, and how well it meets its topic, which is named where nothing else does."""
    facts = []
    if entry.links.code:
        facts.append(say.text("code"))
    if entry.links.project:
        facts.append(say.text("project page"))
    if entry.paper.primary_category and [*asked] != [entry.paper.primary_category]:
        facts.append(entry.paper.primary_category)
    if entry.match.relevance is not None:
        told = f"{entry.match.topic} {entry.match.relevance}"
        facts.append(told if topic else say.text("relevance {n}", n=entry.match.relevance))
    return facts


def title_of(paper: AnyPaper) -> str:
    """The readable title; the id where nothing of it can be shown (a title of ``$`` alone)."""
    return readable_title(paper.title) or paper.id


def first_author(paper: AnyPaper, say: Translator) -> str:
    """``Ada Lovelace and others``; "" where nobody is named."""
    if not paper.authors:
        return ""
    name = readable(paper.authors[0].name)
    return say.text("{name} and others", name=name) if len(paper.authors) > 1 else name


def page_row(
    command: str, page: int, pages: int, say: Translator
) -> tuple[tuple[Button, ...], ...]:
    """A row to the pages beside this one, each in this one's place; none for a single page.
    ``command`` takes the page's number behind it."""
    earlier = Button(say.text("Previous page"), command=f"{command} {page - 1}", replaces=True)
    later = Button(say.text("Next page"), command=f"{command} {page + 1}", replaces=True)
    row = (*((earlier,) if page > 1 else ()), *((later,) if page < pages else ()))
    return (row,) if row else ()
