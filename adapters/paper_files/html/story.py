"""What was read of a page so far, piece by piece. Holds state for one reading."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace

from bot.values.full_texts import Figure, Piece, PieceKind, Section


@dataclass(frozen=True, slots=True)
class Spot:
    """Where the reading is. ``label`` is that of the float or theorem around; ``entry`` the index
    of the piece that an entry of a list has begun; ``opening`` what runs in before the next
    paragraph."""

    section: int | None = None
    kind: PieceKind = "paragraph"
    label: str = ""
    appendix: bool = False
    floating: bool = False


class Story:
    """Pieces, sections and figures in reading order."""

    def __init__(self) -> None:
        self.title = ""
        self.sections: list[Section] = []
        self.pieces: list[Piece] = []
        self.figures: list[Figure] = []
        self.affiliations: list[str] = []
        self.unseen: list[str] = []
        self.spot = Spot()
        self._opening = ""
        self._entry: int | None = None

    @contextmanager
    def at(self, spot: Spot) -> Iterator[None]:
        before, self.spot = self.spot, spot
        self._entry = None
        try:
            yield
        finally:
            self.spot = before
            self._entry = None

    @contextmanager
    def entry(self, opening: str) -> Iterator[None]:
        """One entry of a list: its paragraphs are one piece, unless something else stands
        between them."""
        with self.at(replace(self.spot, kind="item")):
            self.open_with(opening)
            yield
            self.close()

    def open_with(self, text: str, end: str = "") -> None:
        """Words that run in before the next paragraph: of a theorem, or of a run-in heading.

        Print sets them apart; here ``end`` does, where they have no sign of their own.
        """
        text += end if text[-1:].isalnum() or text[-1:] == ")" else ""
        self._opening = " ".join(filter(None, (self._opening, text)))

    def close(self) -> None:
        """Running-in words that nothing followed are a paragraph."""
        if self._opening:
            self.paragraph("")

    def enter(self, section: Section) -> None:
        self.sections.append(section)
        self.spot = replace(self.spot, section=len(self.sections) - 1)

    def paragraph(self, text: str) -> None:
        whole = " ".join(filter(None, (self._opening, text)))
        self._opening = ""
        if not whole:
            return
        spot = self.spot
        if spot.kind == "item" and self._entry == len(self.pieces) - 1 and self.pieces:
            last = self.pieces[-1]
            self.pieces[-1] = replace(last, text=f"{last.text} {whole}")
            return
        self.add(spot.kind, whole, spot.label)
        if spot.kind == "item":
            self._entry = len(self.pieces) - 1

    def add(
        self, kind: PieceKind, text: str, label: str = "", rows: tuple[tuple[str, ...], ...] = ()
    ) -> None:
        if self._opening and kind == "equation":
            self.close()
        if text:
            self.pieces.append(Piece(kind, text, self.spot.section, None, label, rows))

    def show(self, label: str, caption: str, images: list[str]) -> None:
        source = images[0] if images else ""
        self.figures.append(
            Figure(label, caption, self.spot.section, source=source, images=len(images))
        )
