"""New versions and withdrawals of papers that a channel was shown. Pure."""

import re
from collections.abc import Mapping

from bot.deliveries import Shown
from bot.models import Announcement, Paper, UpdatedPaper

# how arXiv words it: https://info.arxiv.org/help/withdraw.html
_WITHDRAWN = re.compile(
    r"\b(?:this|the) (?:paper|article|submission|manuscript|work|preprint)\b[^.]{0,60}"
    r"\bwithdrawn\b|^\W*withdrawn\b|\bwithdrawn by (?:the )?(?:author|arxiv)",
    re.IGNORECASE,
)


def updates(announcement: Announcement, shown: Mapping[str, Shown]) -> tuple[UpdatedPaper, ...]:
    """One entry for each replacement of a shown paper by a version not told of yet.

    A version that the source does not tell counts as new: silence would be the
    worse fault.
    """
    found: list[UpdatedPaper] = []
    if not shown:
        return ()
    for one in announcement.papers:
        known = shown.get(one.paper.id)
        if known is None or not one.announce_type.is_replacement or not _newer(one.paper, known):
            continue
        found.append(
            UpdatedPaper(
                id=one.paper.id,
                version=one.paper.version,
                shown_on=known.on,
                note="withdrawn" if is_withdrawn(one.paper) else "updated",
            )
        )
    return tuple(found)


def is_withdrawn(paper: Paper) -> bool:
    """A withdrawal is a version whose abstract or comment says so."""
    return any(_WITHDRAWN.search(text) for text in (paper.abstract, paper.comments or ""))


def _newer(paper: Paper, known: Shown) -> bool:
    return paper.version is None or known.version is None or paper.version > known.version
