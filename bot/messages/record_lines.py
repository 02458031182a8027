"""What a paper's record says, each thing for a line of a card or of an answer. Pure."""

from collections.abc import Sequence

from bot.identifiers import versioned
from bot.messages.blocks import Span, Spans, spans
from bot.taxonomy import category_name
from bot.text.readable import readable, readable_abstract
from bot.translator import Translator
from bot.values.papers import Author, Paper

_AUTHORS_NAMED = 12
_ARXIV_LICENCE = "arxiv.org/licenses/nonexclusive-distrib/1.0"
_LICENSES = {
    "creativecommons.org/licenses/by/4.0": "CC BY 4.0",
    "creativecommons.org/licenses/by-sa/4.0": "CC BY-SA 4.0",
    "creativecommons.org/licenses/by-nc-sa/4.0": "CC BY-NC-SA 4.0",
    "creativecommons.org/licenses/by-nc-nd/4.0": "CC BY-NC-ND 4.0",
    "creativecommons.org/publicdomain/zero/1.0": "CC0 1.0",
}


def abs_url(paper: Paper) -> str | None:
    """The abstract's page; a sample paper has none."""
    return None if paper.sample else f"https://arxiv.org/abs/{versioned(paper.id, paper.version)}"


def authors_line(authors: Sequence[Author], say: Translator) -> str:
    """Names with affiliations, the first dozen; the number of the others."""
    named = [_author(author) for author in authors[:_AUTHORS_NAMED]]
    rest = len(authors) - len(named)
    if rest:
        return ", ".join(named) + say.plural(" and {n} other", " and {n} others", rest)
    return ", ".join(named)


def _author(author: Author) -> str:
    places = "; ".join(readable(place) for place in author.affiliations)
    return readable(author.name) + (f" ({places})" if places else "")


def abstract_of(paper: Paper, say: Translator) -> str:
    """The authors' abstract, or where to read it once it is no longer kept."""
    if paper.abstract:
        return readable_abstract(paper.abstract, paper.title)
    return say.text("I no longer keep this abstract. It is on the paper's page at arXiv.")


def categories_of(paper: Paper, say: Translator) -> Spans:
    if not paper.primary_category:
        return ()
    first = say.bracketed(
        paper.primary_category, category_name(paper.primary_category, say.language)
    )
    rest = say.listed(paper.categories[1:])
    return spans(say.text("{primary}, also {rest}", primary=first, rest=rest) if rest else first)


def licence(address: str | None, say: Translator) -> Spans:
    if not address:
        return ()
    bare = address.partition("://")[2].removeprefix("www.").rstrip("/")
    name = _LICENSES.get(bare, address)
    if bare == _ARXIV_LICENCE:
        name = say.text("arXiv.org perpetual, non-exclusive licence")
    return spans(Span(name, url=address))
