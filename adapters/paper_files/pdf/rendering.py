"""A part of a PDF's page as a picture. An edge; run in the process that reads files."""

import pypdfium2 as pdfium
from PIL import Image, ImageChops

from adapters.paper_files.pictures import packed
from bot.values.full_texts import Picture

_SIDE = 1_600
_LARGEST = 4.0
_PAGE_PIXELS = 24_000_000

PageBox = tuple[float, float, float, float]


def render_figure(content: bytes, page: int, box: PageBox) -> Picture:
    """The box (left, bottom, right, top in points) of a page counted from 1, as PNG or JPEG of at
    most 1,600 pixels a side and 2 MB. Raises ValueError where the file has no such place."""
    try:
        document = pdfium.PdfDocument(content)
    except pdfium.PdfiumError as error:
        raise ValueError(str(error)) from error
    try:
        if not 1 <= page <= len(document):
            raise ValueError(f"no page {page}")
        image = _painted(document[page - 1], box)
    except pdfium.PdfiumError as error:
        raise ValueError(str(error)) from error
    finally:
        document.close()
    image.thumbnail((_SIDE, _SIDE))
    return packed(image)


def _painted(page: pdfium.PdfPage, box: PageBox) -> Image.Image:
    width, height = page.get_size()
    sides = max(box[2] - box[0], box[3] - box[1])
    if sides <= 0 or width <= 0 or height <= 0:
        raise ValueError("an empty place")
    scale = min(_SIDE / sides, _LARGEST, (_PAGE_PIXELS / (width * height)) ** 0.5)
    whole = page.render(scale=scale).to_pil().convert("RGB")
    left, top, right, low = (round(scale * one) for one in _shown(page, box))
    area = (max(0, left), max(0, top), min(whole.width, right), min(whole.height, low))
    if area[2] - area[0] < 2 or area[3] - area[1] < 2:
        raise ValueError("outside of the page")
    return _trimmed(whole.crop(area))


def _shown(page: pdfium.PdfPage, box: PageBox) -> PageBox:
    """Left, top, right and bottom of a box as the page is shown: turned, from its upper left."""
    x0, y0, x1, y1 = page.get_bbox()
    left, low, right, high = box
    match page.get_rotation():
        case 90:
            return (low - y0, left - x0, high - y0, right - x0)
        case 180:
            return (x1 - right, low - y0, x1 - left, high - y0)
        case 270:
            return (y1 - high, x1 - right, y1 - low, x1 - left)
        case _:
            return (left - x0, y1 - high, right - x0, y1 - low)


def _trimmed(image: Image.Image) -> Image.Image:
    """Without the white around it, but for a little."""
    ink = ImageChops.difference(image, Image.new("RGB", image.size, "white")).getbbox()
    if ink is None:
        return image
    pad = max(4, max(image.size) // 100)
    return image.crop(
        (
            max(0, ink[0] - pad),
            max(0, ink[1] - pad),
            min(image.width, ink[2] + pad),
            min(image.height, ink[3] + pad),
        )
    )
