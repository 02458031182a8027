"""One page as it is read: its lines, what is painted on it, how it is turned."""

from collections.abc import Sequence
from dataclasses import dataclass

import pypdfium2 as pdfium

from adapters.paper_files.pdf.columns import Gutter, crosses, gutters_of
from adapters.paper_files.pdf.drawings import Drawing, painted_on
from adapters.paper_files.pdf.furniture import without_line_numbers
from adapters.paper_files.pdf.glyphs import GlyphReader
from adapters.paper_files.pdf.lines import Line, lines_of
from adapters.paper_files.pdf.visibility import Seen, seen_on
from adapters.paper_files.pdf.words import Box, Turn, Word, turn_of, words_of

# of the page, and letters: a picture that large with a text that short is a scan
_SCAN, _FEW = 0.4, 30


@dataclass(frozen=True, slots=True)
class Page:
    """``number`` counts from 1; boxes stand upright, ``turn`` turns them back into the page's own
    points. ``gutters`` as far as this page alone shows them."""

    number: int
    turn: Turn
    box: Box
    words: tuple[Word, ...]
    lines: tuple[Line, ...]
    gutters: tuple[Gutter, ...]
    drawings: tuple[Drawing, ...]
    seen: Seen

    @property
    def is_scanned(self) -> bool:
        """Whether it is a picture without a text."""
        area = self.box.width * self.box.height
        pictures = [one.box for one in self.drawings if one.kind == "image"]
        covered = any(box.width * box.height > _SCAN * area for box in pictures)
        return covered and sum(line.letters for line in self.lines) < _FEW


def read_page(page: pdfium.PdfPage, number: int, glyphs: GlyphReader) -> Page:
    """Reads one page, counted from 1."""
    found = glyphs.read(page)
    painted = painted_on(page)
    crop = Box(*page.get_bbox())
    seen = seen_on(page, crop, found, painted)
    turn = turn_of(found)
    words = without_line_numbers(words_of(found, turn, seen.mask))
    lines = lines_of(words)
    gutters = gutters_of(lines)
    if any(crosses(line.box, one) for one in gutters for line in lines):
        lines = lines_of(words, [one.middle for one in gutters])
        gutters = gutters_of(lines) or gutters
    drawings = tuple(one._replace(box=turn.box(one.box)) for one in painted.drawings)
    return Page(
        number, turn, turn.box(crop), tuple(words), tuple(lines), gutters, drawings, seen
    )  # fmt: skip


def usual_gutters(pages: Sequence[Page]) -> tuple[Gutter, ...]:
    """The gutters that most of the pages with text have; none where most have none."""
    counted: dict[tuple[int, ...], list[tuple[Gutter, ...]]] = {}
    filled = [page for page in pages if len(page.lines) > 5]
    for page in filled:
        key = tuple(round(one.middle / 12) for one in page.gutters)
        counted.setdefault(key, []).append(page.gutters)
    if not counted:
        return ()
    best = max(counted.values(), key=len)
    return best[len(best) // 2] if len(best) > 0.4 * len(filled) else ()
