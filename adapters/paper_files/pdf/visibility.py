"""Text on a page that a reader of the page cannot see."""

from dataclasses import dataclass

import numpy as np
import pypdfium2 as pdfium

from adapters.paper_files.pdf.drawings import Painted
from adapters.paper_files.pdf.glyphs import Glyphs
from adapters.paper_files.pdf.words import Booleans, Box


@dataclass(frozen=True, slots=True)
class Seen:
    """``mask`` over the characters; ``hidden`` is the text that it leaves out."""

    mask: Booleans
    hidden: str


def seen_on(page: pdfium.PdfPage, crop: Box, glyphs: Glyphs, painted: Painted) -> Seen:
    """What can be seen of the characters."""
    return Seen(np.ones(len(glyphs.codes), np.bool_), "")
