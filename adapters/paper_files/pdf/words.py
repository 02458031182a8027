"""Words of a page from its characters, turned so that they stand upright. Pure."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt

from adapters.paper_files.pdf.glyphs import Floats, Glyphs, Integers, Style
from adapters.paper_files.pdf.spelling import character

Booleans = npt.NDArray[np.bool_]

_BLANKS = np.array([0x09, 0x0A, 0x0D, 0x20, 0xA0, *range(0x2000, 0x200B), 0x202F, 0x3000])
# of the font's size: wider gaps part words, steps up or down part a script from its base
_GAP, _BACK, _STEP = 0.22, -0.6, 0.1
_SMALLER = 0.85
_LONG = 12


class Box(NamedTuple):
    """Left, bottom, right, top in points."""

    x0: float
    y0: float
    x1: float
    y1: float

    @property
    def width(self) -> float:
        return self.x1 - self.x0

    @property
    def height(self) -> float:
        return self.y1 - self.y0

    def joined(self, other: "Box") -> "Box":
        return Box(
            min(self.x0, other.x0),
            min(self.y0, other.y0),
            max(self.x1, other.x1),
            max(self.y1, other.y1),
        )


class Word(NamedTuple):
    """A run of characters of one style without a gap. ``spaced`` tells that the page has a space
    before it; ``base`` is the height of its base line;
    ``leftward`` text is written from right to left."""

    text: str
    x0: float
    x1: float
    base: float
    style: Style
    spaced: bool
    leftward: bool = False

    @property
    def size(self) -> float:
        return self.style.size


@dataclass(frozen=True, slots=True)
class Turn:
    """How a page's content is turned: ``quarters`` anticlockwise."""

    quarters: int

    def upright(self, x: Floats, y: Floats) -> tuple[Floats, Floats]:
        """Points as they stand when the text is held upright."""
        return ((x, y), (y, -x), (-x, -y), (-y, x))[self.quarters]

    def box(self, box: Box) -> Box:
        """A box of the page, upright."""
        return self._turned(box, self.quarters)

    def back(self, box: Box) -> Box:
        """An upright box in the page's own points."""
        return self._turned(box, -self.quarters % 4)

    @staticmethod
    def _turned(box: Box, quarters: int) -> Box:
        turn = Turn(quarters)
        xs, ys = turn.upright(np.array([box.x0, box.x1]), np.array([box.y0, box.y1]))
        return Box(float(xs.min()), float(ys.min()), float(xs.max()), float(ys.max()))


def turn_of(glyphs: Glyphs) -> Turn:
    """The direction of most of the text; labels of a figure, a word each, count where there is
    nothing longer."""
    if not glyphs.styles:
        return Turn(0)
    angles = np.array([style.angle for style in glyphs.styles])
    quarters = np.round(angles / (np.pi / 2)).astype(np.int64) % 4
    lengths = np.bincount(glyphs.style[glyphs.style >= 0], minlength=len(angles))
    weights = np.where(lengths >= _LONG, lengths, 0) if (lengths >= _LONG).any() else lengths
    counted = np.bincount(quarters, weights=weights, minlength=4)
    best = int(counted.argmax())
    return Turn(best if counted[best] > 2 * counted[0] else 0)


def _looks(styles: Sequence[Style]) -> npt.NDArray[np.int64]:
    """A number for each look that text can have: what a reader takes for one style."""
    numbers: dict[tuple[object, ...], int] = {}
    found = [(one.font, round(one.size, 1), one.colour) for one in styles]
    return np.array([numbers.setdefault(one, len(numbers)) for one in found], np.int64)


def _is_leftward(codes: Integers) -> Booleans:
    """Hebrew, Arabic and their presentation forms."""
    found: Booleans = ((codes >= 0x590) & (codes < 0x8A0)) | (
        (codes >= 0xFB1D) & (codes < 0xFDFE) | (codes >= 0xFE70) & (codes < 0xFEFD)
    )
    return found


def words_of(glyphs: Glyphs, turn: Turn, seen: Booleans) -> list[Word]:
    """The words that stand upright, in the order of the content; ``seen`` says which characters
    a reader can see."""
    if not glyphs.styles:
        return []
    owned = glyphs.style >= 0
    angles = np.array([style.angle for style in glyphs.styles])
    level = np.abs(np.angle(np.exp(1j * (angles - turn.quarters * np.pi / 2)))) < 0.1
    blank = np.isin(glyphs.codes, _BLANKS)
    kept = np.flatnonzero(owned & seen & ~blank & level[glyphs.style])
    if not kept.size:
        return []
    style = glyphs.style[kept]
    _, base = turn.upright(glyphs.origin[style, 0], glyphs.origin[style, 1])
    ends = [turn.upright(glyphs.box[kept, side], glyphs.box[kept, side + 1])[0] for side in (0, 2)]
    x0, x1 = np.minimum(*ends), np.maximum(*ends)
    sizes = np.array([one.size for one in glyphs.styles])[style]
    codes = glyphs.codes[kept]
    leftward = _is_leftward(codes)
    turned = leftward & np.r_[False, leftward[:-1]]
    gap = np.where(turned, np.r_[0.0, x0[:-1] - x1[1:]], np.r_[0.0, x0[1:] - x1[:-1]])
    step = np.abs(np.diff(base, prepend=base[0]))
    larger = np.maximum(sizes, np.r_[sizes[:1], sizes[:-1]])
    smaller = np.minimum(sizes, np.r_[sizes[:1], sizes[:-1]])
    parted = np.diff(kept, prepend=kept[0] - 1) > 1
    spaced = (parted & (gap > -0.1 * larger)) | (gap > _GAP * larger)
    looks = _looks(glyphs.styles)[style]
    start = (
        spaced
        | (gap < _BACK * larger)
        | (step > _STEP * larger)
        | (smaller < _SMALLER * larger)
        | (np.diff(looks, prepend=looks[0]) != 0)
        | (leftward != np.r_[leftward[:1], leftward[:-1]])
    )
    # one glyph that stands for several characters has the same place for each
    start &= ~(
        (np.abs(np.diff(x0, prepend=-1.0)) < 0.01) & (np.abs(np.diff(x1, prepend=-1.0)) < 0.01)
    )
    start[0] = True
    firsts = np.flatnonzero(start)
    lasts = np.r_[firsts[1:], len(kept)]
    written = codes.tolist()
    made = []
    for first, last in zip(firsts.tolist(), lasts.tolist(), strict=True):
        one = glyphs.styles[style[first]]
        text = "".join([character(code, one.font) for code in written[first:last]])
        if text:
            made.append(
                Word(
                    text,
                    float(x0[first:last].min()),
                    float(x1[first:last].max()),
                    float(base[first]),
                    one,
                    bool(spaced[first]),
                    bool(leftward[first]),
                )
            )
    return made
