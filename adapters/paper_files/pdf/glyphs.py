"""Characters of a page with their places and fonts, read out of pypdfium2. An edge.

A page has thousands of characters and each question is a call into C, so the calls go through
prototypes of our own that take addresses, and what is the same for a whole text object is asked
once: https://pdfium.googlesource.com/pdfium/+/refs/heads/main/public/fpdf_text.h
"""

import ctypes
import re
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pypdfium2 as pdfium
import pypdfium2.raw as raw

from adapters.paper_files.pdf.calls import INTEGER, POINTER, prototype

Floats = npt.NDArray[np.float64]
Integers = npt.NDArray[np.int64]

_MOST_CHARACTERS = 60_000
_BOLD = re.compile(
    r"bold|black|heavy|demi|medi(?!um)|CMBX|SFBX|CMB\d|BX\d|CMSSBX|[-,]B\b|\.B\b", re.I
)
_ITALIC = re.compile(r"ital|obli|CMTI|SFTI|CMSL|slant|[-,]I\b|\.I\b", re.I)
_MONO = re.compile(r"mono|courier|typewriter|CMTT|SFTT|LMTT|inconsolata|consol|menlo|code", re.I)
_MATHS = re.compile(
    r"CMMI|CMSY|CMEX|CMBSY|CMMIB|MSAM|MSBM|EUFM|EUSM|math|symbol|rsfs|stix.*(math|siz)|pxmi|txmi|"
    r"txsy|pxsy|pxex|txex|fourier-|esint|LMMathI|MTMI|MTSY|MTEX|NewTXMI|wasy|stmary",
    re.I,
)
_FIXED, _ITALIC_FLAG, _FORCED_BOLD = 1, 1 << 6, 1 << 18


class Style(NamedTuple):
    """What all characters of a text object share: effective size in points, colour as red, green,
    blue, alpha of 0..255, the mode it is painted in (3 is not at all), the angle in radians."""

    font: str
    size: float
    bold: bool
    italic: bool
    mono: bool
    maths: bool
    colour: tuple[int, int, int, int]
    mode: int
    angle: float
    handle: int


@dataclass(frozen=True, slots=True)
class Glyphs:
    """Arrays over a page's characters in the order of its content. ``box`` has left, bottom,
    right and top in the page's own points, ``style`` an index of ``styles``; -1 for what pdfium
    put in itself (spaces, ends of lines). ``origin`` has for each style x and y of a point on its
    base line.
    """

    codes: Integers
    box: Floats
    origin: Floats
    style: Integers
    styles: tuple[Style, ...]


_loose_box = prototype(raw.FPDFText_GetLooseCharBox, INTEGER, POINTER, INTEGER, POINTER)
_origin = prototype(raw.FPDFText_GetCharOrigin, INTEGER, POINTER, INTEGER, POINTER, POINTER)
_object = prototype(raw.FPDFText_GetTextObject, POINTER, POINTER, INTEGER)
_unicode = prototype(raw.FPDFText_GetUnicode, ctypes.c_uint, POINTER, INTEGER)
_matrix = prototype(raw.FPDFText_GetMatrix, INTEGER, POINTER, INTEGER, POINTER)
_font_size = prototype(raw.FPDFText_GetFontSize, ctypes.c_double, POINTER, INTEGER)
_fill = prototype(
    raw.FPDFText_GetFillColor, INTEGER, POINTER, INTEGER, POINTER, POINTER, POINTER, POINTER
)
_mode = prototype(raw.FPDFTextObj_GetTextRenderMode, INTEGER, POINTER)
_font_of = prototype(raw.FPDFTextObj_GetFont, POINTER, POINTER)
_font_name = prototype(
    raw.FPDFFont_GetBaseFontName, ctypes.c_size_t, POINTER, POINTER, ctypes.c_size_t
)
_font_flags = prototype(raw.FPDFFont_GetFlags, INTEGER, POINTER)


class _Font(NamedTuple):
    name: str
    bold: bool
    italic: bool
    mono: bool
    maths: bool


class GlyphReader:
    """Reads the pages of one document; remembers its fonts."""

    def __init__(self) -> None:
        self._fonts: dict[int, _Font] = {}

    def read(self, page: pdfium.PdfPage) -> Glyphs:
        """The characters of a page, at most 60,000."""
        textpage = page.get_textpage()
        try:
            return self._read(textpage)
        finally:
            textpage.close()

    def _read(self, textpage: pdfium.PdfTextPage) -> Glyphs:
        handle = ctypes.cast(textpage.raw, ctypes.c_void_p).value or 0
        count = min(max(0, raw.FPDFText_CountChars(textpage)), _MOST_CHARACTERS)
        boxes = np.zeros((count, 4), np.float32)
        start, box_of = boxes.ctypes.data, _loose_box
        for at in range(count):
            box_of(handle, at, start + 16 * at)
        owners = [_object(handle, at) or 0 for at in range(count)]
        styles: list[Style] = []
        starts: list[tuple[float, float]] = []
        known: dict[int, int] = {0: -1}
        for at, owner in enumerate(owners):
            if owner not in known:
                known[owner] = len(styles)
                styles.append(self._style(handle, at, owner))
                starts.append(_start(handle, at))
        style = np.array([known[owner] for owner in owners], np.int64)
        origins = np.array(starts, np.float64).reshape(-1, 2)
        box = boxes[:, [0, 3, 2, 1]].astype(np.float64)
        return Glyphs(_codes(textpage, handle, count), box, origins, style, tuple(styles))

    def _style(self, handle: int, at: int, owner: int) -> Style:
        matrix = (ctypes.c_float * 6)()
        a, b, c, d = 1.0, 0.0, 0.0, 1.0
        if _matrix(handle, at, ctypes.addressof(matrix)):
            a, b, c, d = (float(one) for one in matrix[:4])
        size = float(_font_size(handle, at)) * max(float(np.hypot(c, d)), 1e-6)
        font = self._font(_font_of(owner) or 0)
        return Style(
            font=font.name,
            size=abs(size),
            bold=font.bold,
            italic=font.italic,
            mono=font.mono,
            maths=font.maths,
            colour=_colour(handle, at),
            mode=int(_mode(owner)),
            angle=float(np.arctan2(b, a)),
            handle=owner,
        )

    def _font(self, handle: int) -> _Font:
        if handle not in self._fonts:
            self._fonts[handle] = _font(handle)
        return self._fonts[handle]


def _font(handle: int) -> _Font:
    buffer = ctypes.create_string_buffer(200)
    length = _font_name(handle, ctypes.addressof(buffer), 200) if handle else 0
    name = buffer.raw[: max(0, min(length, 200) - 1)].decode("utf-8", "replace").split("+", 1)[-1]
    flags = int(_font_flags(handle)) if handle else 0
    return _Font(
        name,
        bool(flags & _FORCED_BOLD or _BOLD.search(name)),
        bool(flags & _ITALIC_FLAG or _ITALIC.search(name)),
        bool(flags & _FIXED or _MONO.search(name)),
        bool(_MATHS.search(name)),
    )


def _start(handle: int, at: int) -> tuple[float, float]:
    point = (ctypes.c_double * 2)()
    first = ctypes.addressof(point)
    _origin(handle, at, first, first + 8)
    return (point[0], point[1])


def _colour(handle: int, at: int) -> tuple[int, int, int, int]:
    parts = (ctypes.c_uint * 4)()
    first = ctypes.addressof(parts)
    if not _fill(handle, at, first, first + 4, first + 8, first + 12):
        return (0, 0, 0, 255)
    return (parts[0], parts[1], parts[2], parts[3])


def _codes(textpage: pdfium.PdfTextPage, handle: int, count: int) -> Integers:
    text = textpage.get_text_range(0, count) if count else ""
    if len(text) == count:
        return np.array([ord(one) for one in text], np.int64)
    # characters without a meaning are left out of that text, so each is asked for
    return np.array([_unicode(handle, at) for at in range(count)], np.int64)
