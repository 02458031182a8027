"""Papers: what a source says of one. Texts are the source's own, LaTeX kept."""

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class Author:
    name: str
    affiliations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Paper:
    """One version of one paper, as a source describes it.

    ``id`` is canonical and has no version: ``2602.01234`` or ``hep-th/9901002``.
    ``version`` is None where the source does not say (OAI-PMH's ``arXiv`` form).
    ``categories`` starts with the primary category. ``published`` is the day of
    the first submission, ``updated`` that of this version; both None where the
    source gives only the announcement's date.
    """

    id: str
    version: int | None
    title: str
    abstract: str
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    comments: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    license: str | None = None
    published: date | None = None
    updated: date | None = None
    sample: bool = False

    @property
    def has_abstract(self) -> bool:
        return bool(self.abstract)

    @property
    def primary_category(self) -> str | None:
        return self.categories[0] if self.categories else None

    @property
    def is_revision(self) -> bool:
        """True for version 2 and more, as far as the source tells."""
        if self.version is not None:
            return self.version > 1
        return bool(self.published and self.updated and self.updated > self.published)


@dataclass(frozen=True, slots=True, kw_only=True)
class PaperOutline:
    """What a list tells of a paper, read without its long texts. ``has_abstract`` is False where
    the abstract is no longer kept."""

    id: str
    title: str
    authors: tuple[Author, ...]
    categories: tuple[str, ...]
    has_abstract: bool
    published: date | None = None
    sample: bool = False


AnyPaper = Paper | PaperOutline
"""For what needs no more of a paper than a list does."""


@dataclass(frozen=True, slots=True)
class Links:
    """Addresses named by a paper's own abstract or comments."""

    code: tuple[str, ...] = ()
    project: tuple[str, ...] = ()
