"""Small papers drawn with reportlab, read as the product reads them."""

from io import BytesIO

from reportlab.lib.utils import simpleSplit
from reportlab.pdfgen.canvas import Canvas

from adapters.paper_files.limits import ReadingLimits
from adapters.paper_files.pdf.reading import read_pdf
from bot.values.full_texts import FullText

WIDTH, HEIGHT = 612.0, 792.0
LEFT, RIGHT, TOP = 72.0, 540.0, 720.0
GULLS = (
    "Gulls that nest on roofs return to the same roof for years, and the chicks of one brood "
    "settle within sight of each other. We followed forty broods over three summers and noted "
    "every landing with a camera above the harbour. "
)
TIDES = (
    "Tides move the feeding grounds twice a day, so that a bird has to leave the colony early. "
    "The distance flown grows with the height of the water, and the chicks wait longer for the "
    "first meal of the morning. "
)


class Sheet:
    """A page that is filled from the top; ``y`` is the base line of what comes next."""

    def __init__(self) -> None:
        self._buffer = BytesIO()
        self.canvas = Canvas(self._buffer, pagesize=(WIDTH, HEIGHT))
        self.y = TOP

    def line(
        self, text: str, *, x: float = LEFT, size: float = 10, font: str = "Times-Roman"
    ) -> None:
        self.canvas.setFont(font, size)
        self.canvas.drawString(x, self.y, text)
        self.y -= 1.2 * size

    def heading(self, text: str, *, x: float = LEFT, size: float = 12) -> None:
        self.y -= 10
        self.line(text, x=x, size=size, font="Times-Bold")
        self.y -= 4

    def prose(
        self, text: str, *, x: float = LEFT, width: float = RIGHT - LEFT, size: float = 10
    ) -> None:
        """A paragraph, its first line indented."""
        lines = simpleSplit("xxx" + text, "Times-Roman", size, width)
        for at, line in enumerate(lines):
            shown = line.removeprefix("xxx") if not at else line
            self.line(shown, x=x if at else x + 12, size=size)

    def lines(self, texts: list[str], *, x: float = LEFT, size: float = 10) -> None:
        for text in texts:
            self.line(text, x=x, size=size)

    def next(self) -> None:
        self.canvas.showPage()
        self.y = TOP

    def file(self) -> bytes:
        self.canvas.save()
        return self._buffer.getvalue()


def opened(title: str = "Where Gulls Nest") -> Sheet:
    """A paper with its front on the page."""
    sheet = Sheet()
    sheet.line(title, x=200, size=18, font="Times-Bold")
    sheet.y -= 6
    sheet.line("Ada Ebb and Bo Flow", x=240)
    sheet.line("Institute of Harbours, University of Sandhaven", x=210)
    sheet.heading("Abstract", x=280)
    return sheet


def read(sheet: Sheet) -> FullText:
    return read_pdf(sheet.file(), ReadingLimits())


def told(text: FullText) -> list[tuple[str, str]]:
    """Kind and text of each piece."""
    return [(piece.kind, piece.text) for piece in text.pieces]


def words(text: FullText) -> str:
    return " ".join(piece.text for piece in text.pieces)


def titles(text: FullText) -> list[tuple[str, str, int]]:
    return [(one.number, one.title, one.level) for one in text.sections]
