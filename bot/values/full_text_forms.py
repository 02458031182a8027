"""Full texts and pictures as bytes: between the process that reads and ours, and in the store."""

import json
from dataclasses import asdict
from typing import Any

from bot.values.full_texts import Defect, Figure, FullText, Picture, Piece, Section


def full_text_bytes(text: FullText) -> bytes:
    """JSON in UTF-8; halves of characters become question marks."""
    form = json.dumps(asdict(text), ensure_ascii=False, separators=(",", ":"))
    return form.encode("utf-8", "replace")


def full_text_from(content: bytes) -> FullText:
    """What :func:`full_text_bytes` wrote. Raises ValueError, KeyError or TypeError for anything
    else."""
    raw: dict[str, Any] = json.loads(content)
    lists: dict[str, Any] = {
        "sections": tuple(Section(**each) for each in raw["sections"]),
        "pieces": tuple(map(_piece, raw["pieces"])),
        "figures": tuple(map(_figure, raw["figures"])),
        "affiliations": tuple(raw["affiliations"]),
        "defects": tuple(Defect(**each) for each in raw["defects"]),
    }
    return FullText(**{**raw, **lists})


def picture_bytes(picture: Picture) -> bytes:
    """A line of JSON, then the image."""
    head = [picture.width, picture.height, picture.media_type]
    return json.dumps(head).encode() + b"\n" + picture.content


def picture_from(content: bytes) -> Picture:
    """What :func:`picture_bytes` wrote. Raises ValueError or TypeError for anything else."""
    head, _, image = content.partition(b"\n")
    width, height, media_type = json.loads(head)
    return Picture(image, width, height, media_type)


def _piece(raw: dict[str, Any]) -> Piece:
    # texts that were kept before pages turned have none
    turns = tuple((at, page) for at, page in raw.get("turns", ()))
    return Piece(**{**raw, "rows": tuple(map(tuple, raw["rows"])), "turns": turns})


def _figure(raw: dict[str, Any]) -> Figure:
    return Figure(**{**raw, "box": None if raw["box"] is None else tuple(raw["box"])})
