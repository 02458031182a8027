"""Filling in what one source leaves out of a paper from another. Pure."""

import unicodedata
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from bot.values.papers import Author, Paper

# fields that arXiv keeps for a paper as a whole
_OF_THE_PAPER = ("journal_ref", "doi", "published", "categories")
# fields that each version has for itself: https://info.arxiv.org/help/replace.html
_OF_THE_VERSION = ("version", "title", "abstract", "authors", "comments", "license", "updated")


def fill(paper: Paper, other: Paper) -> Paper:
    """``paper`` with what it lacks taken from ``other``; nothing that it has is changed.

    Versions are not mixed: title, abstract, authors, comments, licence and the
    version's date come only from the same version. Another id gives nothing.
    """
    if paper is other or paper.id != other.id:
        return paper
    same = _same_version(paper, other)
    names = (*_OF_THE_PAPER, *_OF_THE_VERSION) if same else _OF_THE_PAPER
    lacking: dict[str, Any] = {
        name: getattr(other, name)
        for name in names
        if not getattr(paper, name) and getattr(other, name)
    }
    if same and paper.authors and paper.authors != other.authors:
        authors = _with_affiliations(paper.authors, other.authors)
        if authors != paper.authors:
            lacking["authors"] = authors
    return replace(paper, **lacking) if lacking else paper


def _same_version(paper: Paper, other: Paper) -> bool:
    """Whether both are of one version; where a source names none, its dates must fit."""
    if paper.version is not None and other.version is not None:
        return paper.version == other.version
    dated = all(one.version is not None or one.published for one in (paper, other))
    return not dated or paper.is_revision == other.is_revision


def _with_affiliations(authors: Sequence[Author], known: Sequence[Author]) -> tuple[Author, ...]:
    by_name = {_plain(author.name): author.affiliations for author in known}
    return tuple(
        author
        if author.affiliations or not by_name.get(_plain(author.name))
        else replace(author, affiliations=by_name[_plain(author.name)])
        for author in authors
    )


def _plain(name: str) -> str:
    decomposed = unicodedata.normalize("NFKD", name).casefold()
    return "".join(letter for letter in decomposed if letter.isalpha())
