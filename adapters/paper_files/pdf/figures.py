"""Where on its page a figure stands: between its caption and the next text. Pure.

A figure drawn with lines has no picture object, and one of several parts has many: what is drawn
in that place, and the letters in it, make its box.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from adapters.paper_files.pdf.artwork import is_ground, is_within
from adapters.paper_files.pdf.blocks import Block
from adapters.paper_files.pdf.captions import is_figure
from adapters.paper_files.pdf.drawings import Drawing
from adapters.paper_files.pdf.page import Page
from adapters.paper_files.pdf.rows import Body, Row
from adapters.paper_files.pdf.words import Box

_PAD, _TOUCH = 3.0, 1.5
_LEAST = 12.0
_NEAR = 8.0
# of the running text's size
_SMALL = 0.72
_MARGIN = 0.035


@dataclass(frozen=True, slots=True)
class Placed:
    """A figure's label as printed, and its box in the page's own points."""

    label: str
    page: int
    box: Box


def figures_on(
    page: Page, blocks: Sequence[Block], artwork: Sequence[Box], body: Body
) -> list[Placed]:
    """The figures of a page that have a caption, in reading order; ``artwork`` are the
    boxes of what is drawn together."""
    found = []
    for block in blocks:
        if block.kind != "caption" or not is_figure(block.label):
            continue
        box = _figure(page, block, blocks, artwork, body)
        if box is not None:
            found.append(Placed(block.label, page.number, page.turn.back(box)))
    return found


def _figure(
    page: Page, caption: Block, blocks: Sequence[Block], artwork: Sequence[Box], body: Body
) -> Box | None:
    own = _hull(caption.rows)
    first = caption.rows[0]
    rows = [row for block in blocks for row in block.rows]
    texts = [row.box for row in _texts(blocks, caption, artwork, body)]
    across = Box(
        _edge(min(first.left, own.x0), [row.left for row in rows], page.box.x0, min),
        page.box.y0,
        _edge(max(first.right, own.x1), [row.right for row in rows], page.box.x1, max),
        page.box.y1,
    )
    across = _apart(across, own, caption, blocks)
    letters = [
        row.box
        for block in blocks
        if block.kind in ("figure", "code") and block.label == caption.label
        for row in block.rows
    ]
    places = (_above(own, across, texts, page), _below(own, across, texts, page))
    for place in (*places, _beside(own, across, texts, page)):
        box = _filled(place, page.drawings, letters, page)
        if box is not None:
            return box
    return None


def _apart(across: Box, own: Box, caption: Block, blocks: Sequence[Block]) -> Box:
    """Without what belongs to a caption beside this one."""
    for other in blocks:
        if other.kind != "caption" or other is caption:
            continue
        theirs = _hull(other.rows)
        if min(own.y1, theirs.y1) - max(own.y0, theirs.y0) < 0:
            continue
        if theirs.x0 >= own.x1:
            across = across._replace(x1=min(across.x1, (own.x1 + theirs.x0) / 2))
        elif theirs.x1 <= own.x0:
            across = across._replace(x0=max(across.x0, (own.x0 + theirs.x1) / 2))
    return across


def _edge(
    side: float, sides: Sequence[float], end: float, outermost: Callable[[Sequence[float]], float]
) -> float:
    """A figure in the outer column may reach into the margin."""
    return end if abs(side - outermost(sides)) < 3 else side


def _hull(rows: Sequence[Row]) -> Box:
    box = rows[0].box
    for row in rows[1:]:
        box = box.joined(row.box)
    return box


def _texts(
    blocks: Sequence[Block], caption: Block, artwork: Sequence[Box], body: Body
) -> list[Row]:
    """Rows that no figure goes over."""
    return [
        row
        for block in blocks
        if block is not caption
        and not (block.kind in ("figure", "code") and block.label == caption.label)
        for row in block.rows
        if not _is_lettering(row, block, artwork, body)
    ]


def _is_lettering(row: Row, block: Block, artwork: Sequence[Box], body: Body) -> bool:
    """Whether a row is part of something drawn, though no caption claimed it."""
    usual = abs(row.size - body.size) < 0.08 * body.size
    if row.is_prose and usual:
        return False
    if is_within(row.box, artwork):
        return True
    if block.kind in ("table", "code", "equation") and row.size < _SMALL * body.size:
        return True
    return block.kind == "text" and not usual and is_within(row.box, artwork, slack=_NEAR)


def _meets(box: Box, across: Box) -> bool:
    return min(box.x1, across.x1) - max(box.x0, across.x0) > _TOUCH


def _above(own: Box, across: Box, texts: Sequence[Box], page: Page) -> Box:
    top = page.box.y1 - _MARGIN * page.box.height
    over = [text.y0 for text in texts if _meets(text, across) and text.y0 >= own.y1 - _TOUCH]
    return Box(across.x0, own.y1, across.x1, min([top, *over]))


def _below(own: Box, across: Box, texts: Sequence[Box], page: Page) -> Box:
    bottom = page.box.y0 + _MARGIN * page.box.height
    under = [text.y1 for text in texts if _meets(text, across) and text.y1 <= own.y0 + _TOUCH]
    return Box(across.x0, max([bottom, *under]), across.x1, own.y0)


def _beside(own: Box, across: Box, texts: Sequence[Box], page: Page) -> Box:
    """The larger of the places left and right of a caption, as high as texts leave it."""
    left = Box(page.box.x0, own.y0, own.x0, own.y1)
    right = Box(own.x1, own.y0, page.box.x1, own.y1)
    place = left if left.width > right.width else right
    over = [text.y0 for text in texts if _meets(text, place) and text.y0 >= own.y1]
    under = [text.y1 for text in texts if _meets(text, place) and text.y1 <= own.y0]
    high = min([page.box.y1, *over])
    low = max([page.box.y0, *under])
    return Box(place.x0, low, place.x1, high)


def _filled(
    place: Box, drawings: Sequence[Drawing], letters: Sequence[Box], page: Page
) -> Box | None:
    """What is drawn in a place, and the letters there; None where it is next to nothing."""
    if place.height < _LEAST or place.width < _LEAST:
        return None
    inside = [
        cut
        for one in drawings
        if not is_ground(one.box, page.box) and (cut := _cut(one.box, place)) is not None
    ]
    words = [cut for one in letters if (cut := _cut(one, place)) is not None]
    if not any(box.height > _LEAST or box.width > _LEAST for box in (*inside, *words)):
        return None
    box = (inside or words)[0]
    for one in (*inside, *words):
        box = box.joined(one)
    if box.height < _LEAST or box.width < _LEAST:
        return None
    return Box(
        max(place.x0 - _PAD, box.x0 - _PAD, page.box.x0),
        max(place.y0, box.y0 - _PAD),
        min(place.x1 + _PAD, box.x1 + _PAD, page.box.x1),
        min(place.y1, box.y1 + _PAD),
    )


def _cut(box: Box, place: Box) -> Box | None:
    """The part of a box in a place, where at least its middle or a good part of it is there."""
    cut = Box(
        max(box.x0, place.x0 - _PAD),
        max(box.y0, place.y0),
        min(box.x1, place.x1 + _PAD),
        min(box.y1, place.y1),
    )
    if cut.x1 < cut.x0 or cut.y1 < cut.y0:
        return None
    part = max(cut.width, 0.1) * max(cut.height, 0.1)
    return cut if part >= 0.4 * max(box.width, 0.1) * max(box.height, 0.1) else None
