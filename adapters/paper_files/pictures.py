"""An image made to fit a message. Pure; called in the process that reads strangers' files."""

from io import BytesIO

from PIL import Image

from bot.values.full_texts import Picture

# the platforms' own limits are far above; a phone shows no more
_SIDE = 1_600
_MOST_BYTES = 2_000_000
# a bomb unpacks to more
_MOST_PIXELS = 60_000_000
_FORMATS = ("PNG", "JPEG", "GIF", "WEBP", "BMP", "TIFF")
_QUALITIES = (90, 80, 65, 50)


def fitted(content: bytes) -> Picture:
    """At most 1,600 pixels a side and 2 MB. Raises ValueError or OSError for what is no image, or
    too large a one."""
    Image.MAX_IMAGE_PIXELS = _MOST_PIXELS
    with Image.open(BytesIO(content), formats=_FORMATS) as image:
        width, height = image.size
        if width * height > _MOST_PIXELS:
            raise ValueError(f"{width} x {height} pixels")
        image.thumbnail((_SIDE, _SIDE))
        return packed(_on_white(image))


def packed(image: Image.Image) -> Picture:
    """As PNG where that is small enough, else as JPEG."""
    drawn = BytesIO()
    image.save(drawn, "PNG", optimize=True)
    if drawn.tell() <= _MOST_BYTES:
        return Picture(drawn.getvalue(), *image.size, "image/png")
    for quality in _QUALITIES:
        drawn = BytesIO()
        image.save(drawn, "JPEG", quality=quality)
        if drawn.tell() <= _MOST_BYTES:
            break
    return Picture(drawn.getvalue(), *image.size, "image/jpeg")


def _on_white(image: Image.Image) -> Image.Image:
    """As paper shows it: what is transparent would be black on a dark screen."""
    if image.mode in ("1", "L", "RGB"):
        return image.convert("RGB")
    seen = image.convert("RGBA")
    page = Image.new("RGBA", seen.size, "white")
    page.alpha_composite(seen)
    return page.convert("RGB")
