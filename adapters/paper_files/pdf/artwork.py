"""What is drawn on a page, put together: the boxes of whole figures. Pure."""

from collections.abc import Sequence
from itertools import pairwise

from adapters.paper_files.pdf.drawings import Drawing
from adapters.paper_files.pdf.words import Box

# points: how far the parts of one figure stand from each other, and what is more than a rule
_APART, _THICK = 9.0, 8.0
_LEAST = 24.0
_STEP = 3.0
# of the page: what is larger is its ground
_WIDE, _HIGH = 1.05, 0.85
_MOST = 1_500
_HALF, _EDGE = 0.5, 0.1
# a rule's height at most, its length at least, and by how much two may differ
_RULE, _SHORTEST, _SAME = 3.0, 60.0, 6.0


def artwork_of(drawings: Sequence[Drawing], page: Box) -> list[Box]:
    """The boxes of pictures and of lines that stand together; single rules are none."""
    boxes = {_rounded(one.box) for one in drawings if not _is_frame(one.box, page)}
    groups: list[tuple[Box, int]] = []
    for box in sorted(boxes)[:_MOST]:
        count = 1 + (box.height > _THICK and box.width > _THICK)
        apart = []
        for other, held in groups:
            if _touch(box, other):
                box, count = box.joined(other), count + held
            else:
                apart.append((other, held))
        groups = [*apart, (box, count)]
    return [
        box for box, count in groups if count > 1 and box.height > _LEAST and box.width > _LEAST
    ]


def ruled_of(drawings: Sequence[Drawing], page: Box) -> list[Box]:
    """What lies between one horizontal rule and the next of the same width."""
    rules: dict[int, Box] = {}
    for one in drawings:
        if one.box.height < _RULE and not is_ground(one.box, page):
            key = round(one.box.y0)
            rules[key] = rules[key].joined(one.box) if key in rules else one.box
    wide = [box for _, box in sorted(rules.items(), reverse=True) if box.width > _SHORTEST]
    return [
        Box(one.x0, other.y1, one.x1, one.y0)
        for one, other in pairwise(wide)
        if abs(one.x0 - other.x0) < _SAME and abs(one.x1 - other.x1) < _SAME
    ]


def is_ground(box: Box, page: Box) -> bool:
    """Whether it is as large as the page."""
    return box.height > _HIGH * page.height or box.width > _WIDE * page.width


def _is_frame(box: Box, page: Box) -> bool:
    """Whether it is the page's ground, or the rule under its running head or over its foot."""
    is_rule = box.height < _RULE and box.width > _HALF * page.width
    at_edge = min(page.y1 - box.y0, box.y1 - page.y0) < _EDGE * page.height
    return is_ground(box, page) or (is_rule and at_edge)


def is_within(box: Box, artwork: Sequence[Box], slack: float = 1.0) -> bool:
    """Whether the middle of a box is in one of the figures, or as near as ``slack``."""
    x, y = (box.x0 + box.x1) / 2, (box.y0 + box.y1) / 2
    return any(
        one.x0 - slack <= x <= one.x1 + slack and one.y0 - slack <= y <= one.y1 + slack
        for one in artwork
    )


def _rounded(box: Box) -> Box:
    return Box(*(round(side / _STEP) * _STEP for side in box))


def _touch(box: Box, other: Box) -> bool:
    return (
        box.x0 <= other.x1 + _APART
        and other.x0 <= box.x1 + _APART
        and box.y0 <= other.y1 + _APART
        and other.y0 <= box.y1 + _APART
    )
