"""Rules of a page that were drawn in one go, taken apart. An edge.

Their common box would cover all the text between them:
https://pdfium.googlesource.com/pdfium/+/refs/heads/main/public/fpdf_edit.h
"""

import ctypes

import pypdfium2.raw as raw

from adapters.paper_files.pdf.calls import INTEGER, POINTER, prototype
from adapters.paper_files.pdf.words import Box

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]

# points: a box that is worth a look, and how thick a rule is at most
_LARGE, _THIN = 40.0, 3.0
_MOST = 60
_count = prototype(raw.FPDFPath_CountSegments, INTEGER, POINTER)
_segment = prototype(raw.FPDFPath_GetPathSegment, POINTER, POINTER, INTEGER)
_type = prototype(raw.FPDFPathSegment_GetType, INTEGER, POINTER)
_point = prototype(raw.FPDFPathSegment_GetPoint, INTEGER, POINTER, POINTER, POINTER)


def rules_of(path: int, matrix: Matrix, box: Box) -> tuple[Box, ...]:
    """The boxes of a path's parts where all of them are rules, else none."""
    if box.width < _LARGE or box.height < _LARGE:
        return ()
    count = _count(path)
    if not 4 <= count <= _MOST:
        return ()
    strokes: list[list[Point]] = []
    for at in range(count):
        segment = _segment(path, at)
        if not strokes or _type(segment) == raw.FPDF_SEGMENT_MOVETO:
            strokes.append([])
        strokes[-1].append(_at(segment, matrix))
    boxes = tuple(map(_around, strokes))
    thin = all(min(one.width, one.height) < _THIN for one in boxes)
    return boxes if len(boxes) > 1 and thin else ()


def _at(segment: int, matrix: Matrix) -> Point:
    values = (ctypes.c_float * 2)()
    first = ctypes.addressof(values)
    _point(segment, first, first + 4)
    a, b, c, d, e, f = matrix
    x, y = values[0], values[1]
    return (a * x + c * y + e, b * x + d * y + f)


def _around(points: list[Point]) -> Box:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Box(min(xs), min(ys), max(xs), max(ys))
