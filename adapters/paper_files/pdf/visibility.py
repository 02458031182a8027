"""Text on a page that a reader of the page cannot see."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium

from adapters.paper_files.pdf.drawings import Colour, Drawing, Painted
from adapters.paper_files.pdf.glyphs import Floats, Glyphs, Style
from adapters.paper_files.pdf.spelling import character
from adapters.paper_files.pdf.words import Booleans, Box

# points; letters of 2 points are still found in figures
_TINY = 1.5
_UNPAINTED = (3, 7)
_FAINT, _OPAQUE = 20, 230
# of 255: two colours that nobody tells apart
_NEAR = 18
# of the page: a picture that large is a scan, and what lies under it or on it unpainted is what
# was read of it
_SCAN = 0.4
_LONGEST_QUOTE = 300
_SIDE = 2_000
# a letter or two are a slip of whoever drew a figure
_FEW = 8


@dataclass(frozen=True, slots=True)
class Seen:
    """``mask`` over the characters; ``hidden`` is the beginning of the text that it leaves out,
    ``count`` how many characters it has."""

    mask: Booleans
    hidden: str
    count: int


class _Shade:
    """The page painted in greys, once and only where it is asked for."""

    def __init__(self, page: pdfium.PdfPage, crop: Box) -> None:
        self._page, self._crop = page, crop
        self._pixels: Floats | None = None

    def beneath(self, box: Box) -> float:
        """The grey, 0 to 255, that most of a box has."""
        part = self._part(box)
        return float(np.median(part)) if part.size else 255.0

    def shows(self, box: Box) -> bool:
        """Whether there is anything to see in a box: strokes on an even ground."""
        part = self._part(box)
        return bool(part.size) and float((np.abs(part - np.median(part)) > 60).mean()) > 0.02

    def _part(self, box: Box) -> Floats:
        if self._pixels is None:
            self._pixels = self._painted()
        height, width = self._pixels.shape
        crop = self._crop
        right, down = width / max(1.0, crop.width), height / max(1.0, crop.height)
        left, top = int((box.x0 - crop.x0) * right), int((crop.y1 - box.y1) * down)
        end, low = int((box.x1 - crop.x0) * right) + 1, int((crop.y1 - box.y0) * down) + 1
        part: Floats = self._pixels[max(0, top) : max(0, low), max(0, left) : max(0, end)]
        return part

    def _painted(self) -> Floats:
        scale = min(1.0, _SIDE / max(1.0, self._crop.width, self._crop.height))
        turned = -self._page.get_rotation() % 360
        bitmap = self._page.render(scale=scale, grayscale=True, rotation=turned)
        pixels = bitmap.to_numpy().astype(np.float64)
        greys: Floats = pixels.reshape(pixels.shape[0], pixels.shape[1], -1)[:, :, 0]
        return greys


def seen_on(page: pdfium.PdfPage, crop: Box, glyphs: Glyphs, painted: Painted) -> Seen:
    """What can be seen of the characters of a page."""
    count = len(glyphs.codes)
    if not glyphs.styles:
        return Seen(np.ones(count, np.bool_), "", 0)
    boxes = _object_boxes(glyphs)
    shade = _Shade(page, crop)
    solid = [one for one in painted.drawings if one.kind == "image" or one.fill]
    hidden = np.array(
        [
            _is_hidden(style, box, crop, painted.texts.get(style.handle, -1), solid, shade)
            for style, box in zip(glyphs.styles, boxes, strict=True)
        ],
        np.bool_,
    )
    owned = glyphs.style >= 0
    unseen = owned & hidden[glyphs.style]
    unseen |= owned & _outside(glyphs.box, crop)
    text = _quoted(glyphs, unseen) if unseen.any() else ""
    letters = unseen & (glyphs.codes > 0x20)
    told = sum(map(str.isalpha, text)) >= _FEW
    return Seen(~unseen, text if told else "", int(letters.sum()) if told else 0)


def _object_boxes(glyphs: Glyphs) -> list[Box]:
    """The box of each text object's characters."""
    low = np.full((len(glyphs.styles), 2), np.inf)
    high = np.full((len(glyphs.styles), 2), -np.inf)
    owned = glyphs.style >= 0
    np.minimum.at(low, glyphs.style[owned], glyphs.box[owned][:, :2])
    np.maximum.at(high, glyphs.style[owned], glyphs.box[owned][:, 2:])
    return [Box(*one) for one in np.hstack([low, high]).tolist()]


def _outside(box: Floats, crop: Box) -> Booleans:
    found: Booleans = (
        (box[:, 2] < crop.x0)
        | (box[:, 0] > crop.x1)
        | (box[:, 3] < crop.y0)
        | (box[:, 1] > crop.y1)
    )
    return found


def _is_hidden(
    style: Style, box: Box, crop: Box, place: int, solid: Sequence[Drawing], shade: _Shade
) -> bool:
    if style.size < _TINY:
        return True
    over = [one for one in solid if _contains(one.box, box)]
    scanned = any(one.kind == "image" and _share(one.box, crop) > _SCAN for one in over)
    if style.mode in _UNPAINTED or style.colour[3] < _FAINT:
        return not scanned
    later = [one for one in over if place >= 0 and one.order > place and _covers(one)]
    if any(one.kind == "image" for one in later):
        return not scanned
    if later and not shade.shows(box):
        return True
    ground = _ground(over, place)
    if ground is not None and not _alike(style.colour, ground):
        return False
    if ground is None and not _alike(style.colour, (255, 255, 255, 255)):
        return False
    # what paths tell is checked on the page as it is painted
    return abs(shade.beneath(box) - _luminance(style.colour)) < _NEAR


def _contains(outer: Box, inner: Box) -> bool:
    x, y = (inner.x0 + inner.x1) / 2, (inner.y0 + inner.y1) / 2
    return outer.x0 <= x <= outer.x1 and outer.y0 <= y <= outer.y1 and (
        outer.width > 0.9 * inner.width
    )  # fmt: skip


def _share(box: Box, crop: Box) -> float:
    return box.width * box.height / max(1.0, crop.width * crop.height)


def _covers(drawing: Drawing) -> bool:
    if drawing.kind == "image":
        return not drawing.clear
    return drawing.fill is not None and drawing.fill[3] > _OPAQUE and not drawing.clear


def _ground(over: Sequence[Drawing], place: int) -> Colour | None:
    """The colour of the last path painted under a text; None for the bare page."""
    under = [one for one in over if one.order < place and one.fill and one.fill[3] > _OPAQUE]
    return under[-1].fill if under else None


def _alike(colour: Colour, ground: Colour) -> bool:
    return all(abs(one - other) <= _NEAR for one, other in zip(colour[:3], ground[:3], strict=True))


def _luminance(colour: Colour) -> float:
    return 0.299 * colour[0] + 0.587 * colour[1] + 0.114 * colour[2]


def _quoted(glyphs: Glyphs, unseen: Booleans) -> str:
    """The beginning of what is not seen."""
    parts: list[str] = []
    before = -2
    for at in np.flatnonzero(unseen).tolist():
        style = int(glyphs.style[at])
        if at != before + 1:
            parts.append(" ")
        code = int(glyphs.codes[at])
        parts.append(" " if code <= 0x20 else character(code, glyphs.styles[style].font))
        before = at
        if len(parts) > 2 * _LONGEST_QUOTE:
            break
    return " ".join("".join(parts).split())[:_LONGEST_QUOTE]
