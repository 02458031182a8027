"""The pages' blocks as one text: sections, and pieces in reading order. Pure."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import replace

from adapters.paper_files.pdf.blocks import Block
from adapters.paper_files.pdf.headings import (
    Heading,
    Look,
    is_entry,
    levels,
    look_of,
    parted,
    run_in,
)
from adapters.paper_files.pdf.leads import with_stop
from adapters.paper_files.pdf.paragraphs import (
    BULLET,
    is_open,
    paragraphs_of,
    references_of,
    text_of,
)
from adapters.paper_files.pdf.placing import placed
from adapters.paper_files.pdf.rows import Body, Row
from adapters.paper_files.pdf.spelling import joined
from adapters.paper_files.pdf.tables import as_lines, cells_of
from bot.values.full_texts import Piece, PieceKind, Section

_REFERENCES = re.compile(
    r"(?:references(?: and notes)?|bibliography|literature cited|works cited)\.?", re.I
)
_THANKS = re.compile(r"acknowledge?ments?(?: and .*)?\.?|funding|disclosure of funding", re.I)
_COMPOUND = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)+")
_WORD = re.compile(r"[^\W\d_]+")
_LOWER_FIRST = re.compile(r"^\s*[^\W\d_]+")
_FLOATS: tuple[PieceKind, ...] = ("caption", "table", "footnote", "algorithm")
_RUN_IN_END = re.compile(r"^\s*[.:—–-]+\s*")


def known_words(rows: Sequence[Row]) -> frozenset[str]:
    """Words and compounds, in small letters, that stand within a line somewhere."""
    found: set[str] = set()
    broken = False
    for line in (line for row in rows for line in row.lines):
        text = line.text.lower()
        # the second half of a word is none
        whole = _LOWER_FIRST.sub("", text) if broken else text
        broken = text.endswith("-")
        inner = whole[:-1] if broken else whole
        for compound in _COMPOUND.findall(inner):
            found.update(_parts(compound))
        found.update(_WORD.findall(inner.rsplit(" ", 1)[0] if broken else inner))
    return frozenset(found)


def _parts(compound: str) -> list[str]:
    """A compound, and two and more of its words: "english-to" of "english-to-german"."""
    words = compound.split("-")
    return [
        "-".join(words[at:end]) for at in range(len(words)) for end in range(at + 2, len(words) + 1)
    ]


class Story:
    """Puts blocks together as they are read."""

    def __init__(self, body: Body, known: Collection[str]) -> None:
        self._body, self._known = body, known
        self._sections: list[Section] = []
        self._headings: list[tuple[Heading, Look]] = []
        self._pieces: list[Piece] = []
        self._mode: PieceKind = "paragraph"
        self._appendix = False
        self._entries: list[Row] = []
        self._entries_at = self._front = 0

    def add(self, block: Block) -> None:
        """The next block in reading order."""
        match block.kind:
            case "heading":
                self._head(text_of(block.rows, self._known), block.rows[0])
            case "text":
                self._running(block.rows)
            case "footnote":
                self._footnotes(block.rows)
            case "table":
                self._table(block)
            case "equation":
                self._equation(block)
            case _:
                self._other(block)

    def _running(self, rows: Sequence[Row]) -> None:
        if self._mode != "reference":
            self._text(rows)
            return
        if not self._entries:
            self._entries_at = len(self._pieces)
        self._entries.extend(rows)

    def _other(self, block: Block) -> None:
        page = block.rows[0].page
        if block.kind == "caption":
            self._put("caption", text_of(block.rows, self._known), page, block.label)
        elif block.kind == "code":
            text = "\n".join(row.text for row in block.rows)
            self._put("algorithm", text, page, block.label)
        elif block.kind == "front":
            self._put("paragraph", text_of(block.rows, self._known), page)
            self._front = len(self._pieces)
        elif block.kind == "apart":
            self._apart(block.rows)

    def _apart(self, rows: Sequence[Row]) -> None:
        """What looks like a heading and is no section's: a paragraph that none goes on with."""
        if self._mode == "reference":
            self._running(rows)
            return
        self._put(self._mode, text_of(rows, self._known), rows[0].page)
        self._front = len(self._pieces)

    def told(self) -> tuple[tuple[Section, ...], tuple[Piece, ...]]:
        """All sections and pieces."""
        self._flush()
        depths = levels(self._headings)
        sections = [
            replace(section, level=level)
            for section, level in zip(self._sections, depths, strict=True)
        ]
        return _without_entries(sections, placed(self._pieces))

    def _head(self, text: str, row: Row) -> None:
        self._flush()
        heading = parted(text)
        references = _REFERENCES.fullmatch(heading.title) is not None
        lettered = re.match(r"[A-Z](\.|$)", heading.number) is not None
        after = any(_REFERENCES.fullmatch(one.title) for one in self._sections)
        self._appendix = self._appendix or heading.appendix or (lettered and after)
        self._sections.append(
            Section(heading.title, heading.number, 1, row.page, self._appendix and not references)
        )
        self._headings.append((heading, look_of(row)))
        self._mode = "reference" if references else "paragraph"
        if _THANKS.fullmatch(heading.title):
            self._mode = "thanks"

    def _flush(self) -> None:
        floats = self._pieces[self._entries_at :] if self._entries else []
        if self._entries:
            del self._pieces[self._entries_at :]
        for entry in references_of(self._entries):
            self._put("reference", text_of(entry, self._known), entry[0].page)
        self._pieces.extend(floats)
        self._entries = []

    def _text(self, rows: Sequence[Row]) -> None:
        for number, paragraph in enumerate(paragraphs_of(rows, self._body)):
            first = paragraph[0]
            if name := run_in(first):
                self._head(name.title() if name.isupper() else name, first)
                text = text_of(paragraph, self._known)[len(name) :]
                self._put(self._mode, _RUN_IN_END.sub("", text), first.page)
                continue
            text = with_stop(text_of(paragraph, self._known), first)
            if number == 0 and self._goes_on(first, text):
                continue
            kind: PieceKind = "item" if BULLET.match(text) else self._mode
            self._put(kind, text, first.page)

    def _goes_on(self, row: Row, text: str) -> bool:
        """Joins the text to the last paragraph where that is not at its end."""
        at = self._before(len(self._pieces))
        if at >= self._front and text[:1].islower() and not is_open(self._pieces[at].text):
            # behind a note at the foot of the page
            earlier = self._before(at)
            at = earlier if earlier >= 0 and is_open(self._pieces[earlier].text) else at
        if at < self._front:
            return False
        last = self._pieces[at]
        if any(_is_shown_code(one, row.page) for one in self._pieces[at + 1 :]):
            return False
        here = len(self._sections) - 1 if self._sections else None
        if last.kind not in ("paragraph", "item", "thanks") or last.section != here:
            return False
        if not is_open(last.text) and not text[:1].islower():
            return False
        if text[:1].isupper() and row.box.x0 > row.left + 0.7 * row.size and row.above is not None:
            return False
        whole = joined(last.text, text, self._known)
        self._pieces[at] = replace(last, text=whole, turns=_turned(last, row.page))
        return True

    def _before(self, at: int) -> int:
        """The place of the last piece before it that is no float; -1 where there is none."""
        at -= 1
        while at >= 0 and self._pieces[at].kind in _FLOATS:
            at -= 1
        return at

    def _table(self, block: Block) -> None:
        cells = cells_of(block.rows)
        text = as_lines(cells) if cells else "\n".join(row.text for row in block.rows)
        rows = cells or tuple((row.text,) for row in block.rows)
        self._put("table", text, block.rows[0].page, block.label, rows)

    def _equation(self, block: Block) -> None:
        text = " ".join(row.text for row in block.rows)
        label = block.label
        if label:
            text = text.replace(label, " ").strip()
        self._put("equation", re.sub(r"\s+", " ", text), block.rows[0].page, label)

    def _footnotes(self, rows: Sequence[Row]) -> None:
        notes: list[list[Row]] = []
        for row in rows:
            marked = re.match(r"\s*([⁰¹²³⁴-⁹*∗†‡§¶]|\d{1,2}\s?[A-Zh])", row.text)
            if marked or not notes:
                notes.append([row])
            else:
                notes[-1].append(row)
        for note in notes:
            self._put("footnote", text_of(note, self._known), note[0].page)

    def _put(
        self,
        kind: PieceKind,
        text: str,
        page: int,
        label: str = "",
        rows: tuple[tuple[str, ...], ...] = (),
    ) -> None:
        if not text.strip():
            return
        section = len(self._sections) - 1 if self._sections else None
        self._pieces.append(Piece(kind, text, section, page, label, rows))


def _is_shown_code(piece: Piece, page: int) -> bool:
    """Code that stands where it is meant, between the words around it: "For panels, ... does this".
    A listing with a label floats."""
    return piece.kind == "algorithm" and not piece.label and piece.page == page


def _without_entries(
    sections: Sequence[Section], pieces: Sequence[Piece]
) -> tuple[tuple[Section, ...], tuple[Piece, ...]]:
    """Without sections that only the table of contents has; their text belongs to the one
    before."""
    lengths = Counter[int | None]()
    for piece in pieces:
        lengths[piece.section] += len(piece.text)
    kept: list[Section] = []
    now: dict[int | None, int | None] = {None: None}
    for at, section in enumerate(sections):
        if not is_entry(at, sections, lengths[at]):
            kept.append(section)
        now[at] = len(kept) - 1 if kept else None
    return tuple(kept), tuple(replace(one, section=now[one.section]) for one in pieces)


def _turned(last: Piece, page: int) -> tuple[tuple[int, int], ...]:
    """With the page on which the text goes on, where that is another one."""
    now = last.turns[-1][1] if last.turns else last.page
    return last.turns if now == page else (*last.turns, (len(last.text), page))
