"""A paper's main figure: shown where its licence allows that, else linked to. Pure."""

from urllib.parse import urljoin

from bot.identifiers import versioned
from bot.messages.blocks import Attachment, Block, Span, paragraph, spans
from bot.translator import Translator
from bot.values.full_texts import Figure, Picture
from bot.values.papers import Paper

# all of them allow passing on what is unchanged, with the source named
_OPEN = "creativecommons.org/"
_ENDINGS = {"image/png": "png", "image/jpeg": "jpg"}


def may_show(paper: Paper) -> bool:
    """Whether the paper's licence lets others pass its figures on. arXiv's own licence lets arXiv
    alone: https://info.arxiv.org/help/license/index.html"""
    return paper.sample or _OPEN in (paper.license or "")


def figure_block(
    paper: Paper, version: int | None, figure: Figure, picture: Picture | None, say: Translator
) -> Block:
    """The picture with number and caption, or a line that leads to it."""
    name = versioned(paper.id, version)
    if picture is None or not may_show(paper):
        return _linked(name, figure, say)
    ending = _ENDINGS[picture.media_type]
    return Attachment(
        f"{paper.id.replace('/', '-')}-{_slug(figure.label)}.{ending}",
        picture.content,
        picture.media_type,
        spans(*_captioned(figure), *_credit(paper, name, say)),
    )


def _captioned(figure: Figure) -> tuple[Span | str, ...]:
    caption = _bare(figure)
    if not caption:
        return (Span(figure.label, "strong"),)
    label = f"{figure.label}: " if figure.label else ""
    return Span(label, "strong"), caption


def _bare(figure: Figure) -> str:
    """The caption without the label that may stand in it."""
    return figure.caption.removeprefix(figure.label).lstrip(" :.|-\u2013\u2014")


def _credit(paper: Paper, name: str, say: Translator) -> tuple[Span | str, ...]:
    if paper.sample:
        return ()
    return (
        " · ",
        Span(say.text("from {name}", name=name), "dim", url=f"https://arxiv.org/abs/{name}"),
    )


def _linked(name: str, figure: Figure, say: Translator) -> Block:
    told = say.text("{label} shows it at arXiv", label=figure.label or say.text("A figure"))
    return paragraph(Span(told, url=address_of(name, figure)), f": {_bare(figure)}")


def address_of(name: str, figure: Figure) -> str:
    """Where readers find the figure itself, or its page."""
    if figure.source:
        return urljoin(f"https://arxiv.org/html/{name}", figure.source)
    return f"https://arxiv.org/pdf/{name}#page={figure.page or 1}"


def _slug(label: str) -> str:
    return "-".join(label.lower().split()) or "figure"
