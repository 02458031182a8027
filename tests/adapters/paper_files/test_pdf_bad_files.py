"""PDFs that cannot be read, or not in full: each ends in a defect or a text."""

from io import BytesIO
from pathlib import Path

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen.canvas import Canvas

from adapters.paper_files.limits import ReadingLimits
from adapters.paper_files.pdf.reading import read_pdf
from bot.values.full_texts import FullText
from tests.adapters.paper_files.drawn_pdfs import GULLS, Sheet, words


def _kinds(text: FullText) -> list[str]:
    return [defect.kind for defect in text.defects]


def _read(content: bytes) -> FullText:
    return read_pdf(content, ReadingLimits())


@pytest.mark.parametrize("content", [b"", b"<html>no</html>", b"%PDF-1.7\n%%EOF"])
def test_what_is_no_pdf_is_damaged(content: bytes) -> None:
    text = _read(content)
    assert (text.pieces, _kinds(text)) == ((), ["damaged"])


def test_a_pdf_with_a_password_is_encrypted() -> None:
    buffer = BytesIO()
    canvas = Canvas(buffer, encrypt=StandardEncryption("secret", canPrint=0))
    canvas.drawString(72, 700, "nobody reads this")
    canvas.save()
    text = _read(buffer.getvalue())
    assert (text.pieces, _kinds(text)) == ((), ["encrypted"])


def test_a_pdf_without_a_letter_is_empty() -> None:
    sheet = Sheet()
    sheet.canvas.rect(100, 100, 50, 50)
    assert _kinds(_read(sheet.file())) == ["empty"]


def test_a_cut_file_ends_in_a_text_or_a_defect() -> None:
    sheet = Sheet()
    for _ in range(3):
        sheet.prose(GULLS * 3)
        sheet.next()
    whole = sheet.file()
    for share in (0.2, 0.5, 0.8, 0.95):
        text = _read(whole[: int(share * len(whole))])
        assert text.pieces or text.defects


def test_only_so_many_pages_are_read_and_it_says_so() -> None:
    sheet = Sheet()
    for number in range(6):
        sheet.prose(f"Summer {number} was {'very ' * number}warm. {GULLS * 2}")
        sheet.next()
    text = read_pdf(sheet.file(), ReadingLimits(pages=4))
    assert _kinds(text) == ["too_long"]
    assert text.defects[0].count == text.pages == 6
    assert "Summer 3" in words(text)
    assert "Summer 4" not in words(text)


@pytest.mark.shared
@pytest.mark.parametrize("folder", ["data/fulltext/odd", "data/security/pdf"])
def test_every_odd_file_ends_in_a_text_or_a_defect(shared: Path, folder: str) -> None:
    for path in sorted((shared / folder).glob("*.pdf")):
        text = _read(path.read_bytes())
        assert text.pieces or text.defects, path.name


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "kinds"),
    [
        ("encrypted_2206.01062_pg3.pdf", ["encrypted"]),
        ("empty_protected.pdf", ["empty"]),
        ("scanned_rotated_90.pdf", ["scanned"]),
        ("invisible_text_layer.pdf", ["hidden"]),
        ("Pages-tree-refs_cyclic.pdf", ["damaged"]),
        ("arabic_right_to_left_01.pdf", []),
        ("german_117pages_GeoTopo.pdf", []),
    ],
)
def test_odd_files_are_told_apart(shared: Path, name: str, kinds: list[str]) -> None:
    text = _read((shared / "data/fulltext/odd" / name).read_bytes())
    assert _kinds(text) == kinds
