"""What a source says beyond any title and abstract is left out, and the log tells it."""

import logging
from dataclasses import replace

from bot.values.papers import Paper

# characters; patterns take a square of a text's length. arXiv asks for abstracts of 1,920
# (https://info.arxiv.org/help/prep.html#abstracts), the longest of 31,836 had 3,488
LONGEST_TITLE, LONGEST_ABSTRACT = 1_000, 8_000
log = logging.getLogger(__name__)


def bounded(paper: Paper) -> Paper:
    """With a title and an abstract that end after a word, with an ellipsis, where they go on."""
    if len(paper.title) <= LONGEST_TITLE and len(paper.abstract) <= LONGEST_ABSTRACT:
        return paper
    log.warning(
        "paper_shortened",
        extra={"paper": paper.id, "title": len(paper.title), "abstract": len(paper.abstract)},
    )
    return replace(
        paper,
        title=_shortened(paper.title, LONGEST_TITLE),
        abstract=_shortened(paper.abstract, LONGEST_ABSTRACT),
    )


def _shortened(text: str, longest: int) -> str:
    if len(text) <= longest:
        return text
    # what stands in the ellipsis's place tells whether a word ends before it
    words, _, _ = text[:longest].rpartition(" ")
    return (words or text[: longest - 1]) + "…"
