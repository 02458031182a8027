"""Pictures, paths and text objects of a page in the order they are painted. An edge.

What stands in a form reports the form's own points, so forms are entered and their matrices
applied: https://pdfium.googlesource.com/pdfium/+/refs/heads/main/public/fpdf_edit.h
"""

import ctypes
from collections.abc import Iterator
from typing import Literal, NamedTuple

import pypdfium2 as pdfium
import pypdfium2.raw as raw

from adapters.paper_files.pdf.calls import INTEGER, POINTER, prototype
from adapters.paper_files.pdf.rules import rules_of
from adapters.paper_files.pdf.words import Box

Colour = tuple[int, int, int, int]
Matrix = tuple[float, float, float, float, float, float]

# a plot of a million points is drawn by its first ones well enough
_MOST, _DEEPEST = 12_000, 6
_SAME: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
_KINDS: dict[int, Literal["path", "image"]] = {
    raw.FPDF_PAGEOBJ_PATH: "path",
    raw.FPDF_PAGEOBJ_IMAGE: "image",
    raw.FPDF_PAGEOBJ_SHADING: "path",
}
_count = prototype(raw.FPDFPage_CountObjects, INTEGER, POINTER)
_get = prototype(raw.FPDFPage_GetObject, POINTER, POINTER, INTEGER)
_form_count = prototype(raw.FPDFFormObj_CountObjects, INTEGER, POINTER)
_form_get = prototype(raw.FPDFFormObj_GetObject, POINTER, POINTER, ctypes.c_ulong)
_kind = prototype(raw.FPDFPageObj_GetType, INTEGER, POINTER)
_bounds = prototype(raw.FPDFPageObj_GetBounds, INTEGER, POINTER, *[POINTER] * 4)
_matrix = prototype(raw.FPDFPageObj_GetMatrix, INTEGER, POINTER, POINTER)
_draw_mode = prototype(raw.FPDFPath_GetDrawMode, INTEGER, POINTER, POINTER, POINTER)
_clear = prototype(raw.FPDFPageObj_HasTransparency, INTEGER, POINTER)
_fill = prototype(raw.FPDFPageObj_GetFillColor, INTEGER, POINTER, *[POINTER] * 4)


class Drawing(NamedTuple):
    """``box`` in the page's own points; ``order`` counts what is painted; ``fill`` is the colour
    (red, green, blue, alpha) of a filled path, None for one that is only drawn along.
    ``clear`` tells that something shows through it."""

    kind: Literal["path", "image"]
    box: Box
    order: int
    fill: Colour | None
    clear: bool


class Painted(NamedTuple):
    """``texts`` gives the place in the order of painting to each text object's handle."""

    drawings: tuple[Drawing, ...]
    texts: dict[int, int]


def painted_on(page: pdfium.PdfPage) -> Painted:
    """What is painted on a page: its first 12,000 objects."""
    drawings: list[Drawing] = []
    texts: dict[int, int] = {}
    handle = ctypes.cast(page.raw, POINTER).value or 0
    tops = (_get(handle, at) for at in range(_count(handle)))
    for order, (one, matrix) in enumerate(_inside(tops, _SAME, 0)):
        if order > _MOST:
            break
        kind = _kind(one)
        if kind == raw.FPDF_PAGEOBJ_TEXT:
            texts[one] = order
        elif kind in _KINDS and (box := _box(one, matrix)) is not None:
            fill = _filled(one) if kind == raw.FPDF_PAGEOBJ_PATH else None
            parts = rules_of(one, _product(_matrix_of(one), matrix), box) or (box,)
            clear = bool(_clear(one))
            drawings.extend(Drawing(_KINDS[kind], part, order, fill, clear) for part in parts)
    return Painted(tuple(drawings), texts)


def _inside(objects: Iterator[int], matrix: Matrix, depth: int) -> Iterator[tuple[int, Matrix]]:
    for one in objects:
        if not one:
            continue
        if _kind(one) == raw.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                parts = (_form_get(one, at) for at in range(max(0, _form_count(one))))
                yield from _inside(parts, _product(_matrix_of(one), matrix), depth + 1)
        else:
            yield one, matrix


def _matrix_of(one: int) -> Matrix:
    values = (ctypes.c_float * 6)()
    if not _matrix(one, ctypes.addressof(values)):
        return _SAME
    return (values[0], values[1], values[2], values[3], values[4], values[5])


def _product(first: Matrix, second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    p, q, r, s, t, u = second
    return (
        a * p + b * r, a * q + b * s, c * p + d * r, c * q + d * s,
        e * p + f * r + t, e * q + f * s + u,
    )  # fmt: skip


def _box(one: int, matrix: Matrix) -> Box | None:
    sides = (ctypes.c_float * 4)()
    first = ctypes.addressof(sides)
    if not _bounds(one, first, first + 4, first + 8, first + 12):
        return None
    a, b, c, d, e, f = matrix
    corners = [
        (a * x + c * y + e, b * x + d * y + f)
        for x in (sides[0], sides[2])
        for y in (sides[1], sides[3])
    ]
    xs, ys = [x for x, _ in corners], [y for _, y in corners]
    return Box(min(xs), min(ys), max(xs), max(ys))


def _filled(one: int) -> Colour | None:
    modes = (ctypes.c_int * 2)()
    first = ctypes.addressof(modes)
    if not _draw_mode(one, first, first + 4) or not modes[0]:
        return None
    parts = (ctypes.c_uint * 4)()
    first = ctypes.addressof(parts)
    if not _fill(one, first, first + 4, first + 8, first + 12):
        return None
    return (parts[0], parts[1], parts[2], parts[3])
