"""A PDF as a FullText: opened, its pages read, its blocks told in order.

Called in a process of its own (adapters/paper_files/process.py): a file may take long, or bring
the library down.
"""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from adapters.paper_files.limits import ReadingLimits
from adapters.paper_files.pdf.artwork import artwork_of, is_ground, ruled_of
from adapters.paper_files.pdf.blocks import Block, blocks_of
from adapters.paper_files.pdf.columns import gutters_of, regions_of
from adapters.paper_files.pdf.figures import Placed, figures_on
from adapters.paper_files.pdf.front import front_of
from adapters.paper_files.pdf.furniture import without_furniture
from adapters.paper_files.pdf.glyphs import GlyphReader
from adapters.paper_files.pdf.headings import look_of, odd_ones, parted
from adapters.paper_files.pdf.page import Page, read_page, usual_gutters
from adapters.paper_files.pdf.rows import Body, Row, body_of, rows_of
from adapters.paper_files.pdf.story import Story, known_words
from adapters.paper_files.pdf.words import Box
from bot.values.full_texts import Defect, Figure, FullText, Piece, Section


@dataclass(frozen=True, slots=True)
class Told:
    """What the pages tell."""

    title: str
    affiliations: tuple[str, ...]
    sections: tuple[Section, ...]
    pieces: tuple[Piece, ...]
    figures: tuple[Figure, ...]


def read_pdf(content: bytes, limits: ReadingLimits) -> FullText:
    """The text of a PDF, without id and version. Never raises for what the file holds: one that
    cannot be read has no pieces, and its defects say why."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        return _unread(_opening_defect(error))
    try:
        return _read(document, limits)
    finally:
        document.close()


def _unread(*defects: Defect, pages: int = 0) -> FullText:
    return FullText(paper_id="", version=None, made_from="pdf", pages=pages, defects=defects)


def _opening_defect(error: pdfium.PdfiumError) -> Defect:
    locked = getattr(error, "err_code", None) == raw.FPDF_ERR_PASSWORD
    return Defect("encrypted" if locked or "password" in str(error).lower() else "damaged", "pdf")


def _read(document: pdfium.PdfDocument, limits: ReadingLimits) -> FullText:
    count = len(document)
    defects: list[Defect] = []
    if count > limits.pages:
        defects.append(Defect("too_long", "pdf", count))
    pages, broken = _pages(document, limits)
    if broken:
        defects.append(Defect("damaged", "pdf", broken))
    defects.extend(_unseen(pages))
    found = _told(pages)
    if not found.pieces and not defects:
        defects.append(Defect("empty", "pdf", count))
    return FullText(
        paper_id="",
        version=None,
        made_from="pdf",
        title=found.title,
        sections=found.sections,
        pieces=found.pieces,
        figures=found.figures,
        affiliations=found.affiliations,
        pages=count,
        defects=tuple(defects),
    )


def _pages(document: pdfium.PdfDocument, limits: ReadingLimits) -> tuple[list[Page], int]:
    """The pages that can be read, and how many cannot."""
    glyphs = GlyphReader()
    pages: list[Page] = []
    broken = characters = 0
    for number in range(min(len(document), limits.pages)):
        try:
            page = document[number]
        except pdfium.PdfiumError:
            broken += 1
            continue
        try:
            pages.append(read_page(page, number + 1, glyphs))
        except pdfium.PdfiumError:
            broken += 1
        finally:
            page.close()
        characters += sum(line.letters for line in pages[-1].lines) if pages else 0
        if characters > limits.characters:
            break
    return pages, broken


def _unseen(pages: Sequence[Page]) -> list[Defect]:
    """Pages that are pictures, and text that nobody sees."""
    scanned = sum(page.is_scanned for page in pages)
    found = [Defect("scanned", "pdf", scanned)] if scanned else []
    return [*found, *_hidden(pages)]


def _hidden(pages: Sequence[Page]) -> list[Defect]:
    count = sum(page.seen.count for page in pages)
    quote = next((page.seen.hidden for page in pages if page.seen.count), "")
    return [Defect("hidden", "pdf", count, quote)] if count else []


def _told(pages: Sequence[Page]) -> Told:
    grouped, body = _grouped(pages)
    rows = [row for _, groups in grouped for group in groups for row in group]
    first = [row for row in rows if row.page == 1]
    front = front_of(first, body)
    blocks = [Block("front", (row,)) for row in _as_written(front.rows)]
    skipped = front.rest
    figures: list[Placed] = []
    for page, groups in grouped:
        here: list[Block] = []
        artwork = artwork_of(page.drawings, page.box)
        ruled = ruled_of(page.drawings, page.box)
        for group in groups:
            left = group[skipped:]
            skipped = max(0, skipped - len(group))
            here.extend(blocks_of(left, body, artwork, ruled))
        beside = [Block("front", (row,)) for row in first[: front.rest] if page.number == 1]
        figures.extend(figures_on(page, [*here, *beside], artwork, body))
        blocks.extend(here)
    story = Story(body, known_words(rows))
    for block in _without_odd_headings(blocks):
        story.add(block)
    sections, pieces = story.told()
    return Told(front.title, front.affiliations, sections, pieces, _figures(figures, pieces))


def _figures(placed: Sequence[Placed], pieces: Sequence[Piece]) -> tuple[Figure, ...]:
    captions = {(one.label, one.page): one for one in pieces if one.kind == "caption"}
    found = []
    for one in placed:
        caption = captions.get((one.label, one.page))
        if caption is not None:
            text = caption.text
            found.append(Figure(one.label, text, caption.section, one.page, box=_sides(one.box)))
    return tuple(found)


def _sides(box: Box) -> tuple[float, float, float, float]:
    return (round(box.x0, 1), round(box.y0, 1), round(box.x1, 1), round(box.y1, 1))


def _as_written(rows: Sequence[Row]) -> list[Row]:
    """The lines of the front one by one, as the content has them: author by author."""
    lines = [(line, row) for row in rows for line in row.lines]
    lines.sort(key=lambda one: one[0].order)
    return [replace(row, lines=(line,)) for line, row in lines]


def _without_odd_headings(blocks: Sequence[Block]) -> list[Block]:
    headings = [block for block in blocks if block.kind == "heading"]
    if len(headings) == len(blocks):
        # a page of a few large lines
        return [replace(block, kind="text") for block in blocks]
    found = [
        (parted(" ".join(row.text for row in one.rows)), look_of(one.rows[0])) for one in headings
    ]
    odd = {id(one) for one, is_odd in zip(headings, odd_ones(found), strict=True) if is_odd}
    return [replace(one, kind="apart") if id(one) in odd else one for one in blocks]


def _grouped(pages: Sequence[Page]) -> tuple[list[tuple[Page, list[list[Row]]]], Body]:
    """The rows of each page's regions, and what the running text is like."""
    usual = usual_gutters(pages)
    kept = without_furniture([page.lines for page in pages], [page.box for page in pages])
    found = []
    for page, lines in zip(pages, kept, strict=True):
        drawn = [one.box for one in page.drawings if not is_ground(one.box, page.box)]
        regions = regions_of(lines, gutters_of(lines, usual), drawn)
        rows = [rows_of(r.lines, page.number, r.column, r.x0, r.x1) for r in regions]
        found.append((page, rows))
    return found, body_of(kept)
