"""Small pictures, made when they are asked for."""

from io import BytesIO

from PIL import Image


def png(width: int = 64, height: int = 48) -> bytes:
    made = BytesIO()
    Image.new("RGB", (width, height), (179, 27, 27)).save(made, "PNG")
    return made.getvalue()
