"""A full text as bytes: between the process that reads and ours, and in the store. Pure."""

import json
from dataclasses import asdict
from typing import Any

from bot.values.full_texts import Defect, Figure, FullText, Piece, Section


def full_text_bytes(text: FullText) -> bytes:
    """JSON in UTF-8; half characters become question marks."""
    return json.dumps(asdict(text), ensure_ascii=False, separators=(",", ":")).encode(
        "utf-8", "replace"
    )


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


def _piece(raw: dict[str, Any]) -> Piece:
    return Piece(**{**raw, "rows": tuple(map(tuple, raw["rows"]))})


def _figure(raw: dict[str, Any]) -> Figure:
    return Figure(**{**raw, "box": None if raw["box"] is None else tuple(raw["box"])})
