"""The text of a paper as its authors printed it, with the place of each piece. Plain Unicode."""

from dataclasses import dataclass, field
from typing import Literal

MadeFrom = Literal["html", "pdf", "abstract"]

PieceKind = Literal[
    "paragraph", "item", "table", "equation", "caption", "footnote", "algorithm", "reference",
    "thanks",
]  # fmt: skip
"""What a piece of text is. An ``item`` is one entry of a list; a ``table`` its rows, one a line; a
``caption`` that of a figure or table; ``thanks`` are acknowledgements."""

DefectKind = Literal[
    "missing", "unreachable", "late", "encrypted", "scanned", "empty", "damaged", "too_large",
    "too_long", "hidden", "unfinished",
]  # fmt: skip
"""What is wrong with a file, or was left out of it: arXiv has none; it could not be asked, or not
in time; a password; pages that are pictures; no text; not readable; more bytes or more pages than
are read; text that a reader of the page cannot see; a page that breaks off."""


@dataclass(frozen=True, slots=True)
class Defect:
    """``form`` is the file that is spoken of; ``count`` are pages or characters, as the kind has
    it; ``quote`` is the beginning of what was left out."""

    kind: DefectKind
    form: MadeFrom
    count: int = 0
    quote: str = ""


@dataclass(frozen=True, slots=True)
class Section:
    """``number`` is printed ("3.2", "A", ""), ``level`` is 1 for the outermost; ``page`` counts
    from 1, None in HTML."""

    title: str
    number: str = ""
    level: int = 1
    page: int | None = None
    appendix: bool = False


@dataclass(frozen=True, slots=True)
class Piece:
    """One paragraph, list item, table, equation, caption, note, algorithm or reference, in reading
    order; floats stand behind the paragraph that is read before them.

    ``section`` is an index of ``FullText.sections``, None before the first. ``label`` is printed
    ("Table 2", "Figure 1", "(3)"). A table's ``rows`` have its cells; ``text`` is the same in
    lines, cells apart by " | ". ``turns``: where the text goes on over a page, the character and
    the page, in order.
    """

    kind: PieceKind
    text: str
    section: int | None = None
    page: int | None = None
    label: str = ""
    rows: tuple[tuple[str, ...], ...] = ()
    turns: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """``label`` as printed ("Figure 2"; "Figure 2(a)" for a panel with a caption of its own).

    Either ``source``, the address of the first of its ``images`` relative to the HTML page, or
    ``box`` on ``page``: left, bottom, right, top in points. Neither where the page draws the
    figure itself, or has lost its image.
    """

    label: str
    caption: str
    section: int | None = None
    page: int | None = None
    source: str = ""
    box: tuple[float, float, float, float] | None = None
    images: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class FullText:
    """What was read of one version of a paper.

    ``made_from`` is "abstract" where neither HTML nor PDF gave a text: then ``pieces`` has its
    paragraphs, and ``defects`` say why. ``pages`` is 0 for HTML. ``affiliations`` are as printed,
    in order, each once. ``license`` is an address, None where the file names none.
    """

    paper_id: str
    version: int | None
    made_from: MadeFrom
    title: str = ""
    sections: tuple[Section, ...] = ()
    pieces: tuple[Piece, ...] = ()
    figures: tuple[Figure, ...] = ()
    affiliations: tuple[str, ...] = ()
    pages: int = 0
    license: str | None = None
    defects: tuple[Defect, ...] = field(default=())


@dataclass(frozen=True, slots=True)
class Picture:
    """An image that can be shown: PNG or JPEG bytes, with its size in pixels."""

    content: bytes
    width: int
    height: int
    media_type: Literal["image/png", "image/jpeg"]


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands in a paper: a section ("3.2 Training"), a page, a label ("Table 2");
    what is not known is empty."""

    section: str = ""
    page: int | None = None
    label: str = ""
