"""Captions, and the rows that belong to the figure or table that they speak of. Pure."""

import re
from collections.abc import Sequence

from adapters.paper_files.pdf.rows import Body, Row

CAPTION = re.compile(
    r"(?P<kind>(?:Supplementary |Extended Data |Supp\. )?(?:Fig(?:ure)?s?|Tab(?:le)?|Algorithm|"
    r"Listing|Scheme|Chart|Plate|Box|Exhibit|Pseudocode|Program)\b\.?)\s*"
    r"(?P<number>(?-i:[A-Z]{0,2})[.-]?\d{1,3}(?:[.-]\d{1,3})?[a-z]?|"
    r"(?-i:[IVXL]{1,6})|(?-i:[A-Z])(?=[.:]))"
    r"(?P<end>\s*[.:|—–]|\s+-\s|\s*$|\s+\(|\s+(?=(?-i:[A-Z])))",
    re.I,
)  # fmt: skip
_CLEAR_END = re.compile(r"\s*[.:|—–]|\s*$|\s+-\s")


def caption_label(row: Row, before: Row | None, body: Body) -> str:
    """The printed label ("Table 2") where a caption begins with this row, else nothing."""
    found = CAPTION.match(row.text)
    if found is None or not found["kind"][0].isupper():
        return ""
    label = re.sub(r"\s+", " ", f"{found['kind']} {found['number']}")
    first = row.lines[0].words[0].style
    marked = first.bold or row.size < 0.95 * body.size
    apart = before is None or row.above is None or row.above > 1.25 * body.pitch
    clear = _CLEAR_END.match(found["end"] or " x") is not None
    alone = found.end() >= len(row.text)
    if (first.bold and row.share("bold") < 0.95) or (clear and (apart or marked)):
        return label
    if alone and (apart or marked):
        return label
    if clear and found["end"].strip() in (":", "|", "—", "–"):
        return label
    colonless = apart and marked and row.text[found.end() :][:1].isupper()
    # after a picture or a table the white above may be small
    follows = before is not None and not before.is_prose and clear
    return label if colonless or follows else ""


def is_figure(label: str) -> bool:
    """Whether the label is one of a figure."""
    words = label.lower()
    return any(word in words for word in ("fig", "scheme", "chart", "plate"))


def is_table(label: str) -> bool:
    """Whether the label is one of a table."""
    return (
        label.lower()
        .removeprefix("supplementary ")
        .removeprefix("extended data ")
        .startswith("tab")
    )


def caption_end(rows: Sequence[Row], start: int, body: Body) -> int:
    """The index behind the last row of a caption that begins at ``start``."""
    first = rows[start]
    step: float | None = None
    at = start + 1
    while at < len(rows):
        row = rows[at]
        above = row.above if row.above is not None else 0.0
        if CAPTION.match(row.text) and caption_label(row, rows[at - 1], body):
            break
        if abs(row.size - first.size) > 0.6 or above > 1.75 * first.size:
            break
        if step is not None and above > 1.2 * step:
            break
        if len(row.lines) > 2 and row.main.letters < 0.7 * row.letters:
            break
        if not _continues(rows[at - 1], row):
            break
        step = above if step is None else max(step, above)
        at += 1
    return at


def _continues(before: Row, row: Row) -> bool:
    """A short line ends a caption, unless it is centred like those before."""
    if before.box.x1 > before.right - 0.12 * before.width or before.width < 30:
        return True
    centred = abs((before.box.x0 + before.box.x1) - (row.box.x0 + row.box.x1)) < 8
    indented = before.box.x0 > before.left + 0.06 * before.width
    if centred and indented:
        return True
    return not before.text.rstrip().endswith(".") and abs(before.box.x0 - row.box.x0) < 3
