"""Whatever a page is made of, it is read without an error."""

import re
from random import Random

import pytest

from adapters.paper_files.html.reading import read_html
from adapters.paper_files.limits import ReadingLimits
from tests.adapters.paper_files.pages import WIDGETS

_TAG = re.compile(rb"<[^>]*>")
_CLASS = re.compile(rb"ltx_\w+")


def spoilt(content: bytes, random: Random) -> bytes:
    """Tags lost and doubled, classes exchanged, sometimes only the beginning."""
    spans = [match.span() for match in _TAG.finditer(content)]
    broken = bytearray(content)
    for start, end in sorted(random.sample(spans, random.choice((1, 5, 40))), reverse=True):
        if random.random() < 0.5:
            del broken[start:end]
        else:
            broken[start:start] = broken[start:end]
    named = _CLASS.findall(broken)
    for _ in range(random.choice((0, 0, 20))):
        broken = broken.replace(random.choice(named), random.choice(named))
    return bytes(broken[: random.choice((len(broken), random.randrange(len(broken))))])


@pytest.mark.parametrize("seed", range(60))
def test_a_spoilt_page_is_read_as_far_as_it_goes(seed: int) -> None:
    random = Random(seed)  # noqa: S311
    text = read_html(spoilt(WIDGETS.read_bytes(), random), ReadingLimits())
    assert text.pieces or text.defects
    assert all(piece.text.strip() for piece in text.pieces)
    assert all(
        piece.section is None or 0 <= piece.section < len(text.sections) for piece in text.pieces
    )
