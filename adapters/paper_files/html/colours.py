"""What a page's styles do to its text: size, colours, whether it is there at all. Pure.

Declarations: https://www.w3.org/TR/css-syntax-3/; colours: https://www.w3.org/TR/css-color-4/
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

Colour = tuple[int, int, int]
Style = Mapping[str, str]

_DECLARATION = re.compile(r"\s*([\w-]+)\s*:\s*([^;]*)")
_COMMENT = re.compile(r"/\*.*?\*/", re.DOTALL)
_RULE = re.compile(r"([^{}]+)\{([^{}]*)\}")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)")
_NUMBER = re.compile(r"-?(?:\d+\.?\d*|\.\d+)")
_HEX = re.compile(r"#([0-9a-f]{3,8})")
# the size of running text, in points and in pixels
_POINTS, _PIXELS = 10.0, 13.3
# under a quarter of it nobody reads
_LEAST_SIZE = 0.25
_NEAR = 18
_NAMED: Mapping[str, Colour] = {
    "white": (255, 255, 255),
    "snow": (255, 250, 250),
    "ivory": (255, 255, 240),
    "ghostwhite": (248, 248, 255),
    "whitesmoke": (245, 245, 245),
    "black": (0, 0, 0),
    "transparent": (-1, -1, -1),
}
_WHITE, _NONE = _NAMED["white"], _NAMED["transparent"]
_AWAY = -1_000.0


def declarations(text: str) -> dict[str, str]:
    """Names and values in small letters."""
    pairs = (found for part in text.split(";") if (found := _DECLARATION.match(part)))
    return {found[1].lower(): found[2].replace("!important", "").strip().lower() for found in pairs}


def rules(sheet: str) -> list[tuple[str, frozenset[str], dict[str, str]]]:
    """Rules for a tag, classes or an id: (tag, names with their mark, declarations). Others, of
    elements inside others, are left out."""
    found = []
    for match in _RULE.finditer(_COMMENT.sub("", sheet)):
        for selector in match[1].split(","):
            simple = _SELECTOR.fullmatch(selector.strip().lower())
            if simple and selector.strip():
                names = frozenset(re.findall(r"[.#][\w-]+", simple[2]))
                found.append((simple[1] or "", names, declarations(match[2])))
    return found


@dataclass(frozen=True, slots=True)
class Look:
    """How text looks at a place. ``ground`` is None where it is not known; ``text`` None where
    nobody set it. ``gone`` is never shown, whatever stands inside; ``veiled`` unless something
    inside says otherwise."""

    text: Colour | None = None
    ground: Colour | None = _WHITE
    size: float = 1.0
    gone: bool = False
    veiled: bool = False

    @property
    def is_unseen(self) -> bool:
        return self.gone or self.veiled or self.size < _LEAST_SIZE or self._is_camouflaged

    @property
    def _is_camouflaged(self) -> bool:
        if self.text is None:
            return False
        if self.text == _NONE:
            return True
        return self.ground is not None and all(
            abs(one - other) <= _NEAR for one, other in zip(self.text, self.ground, strict=True)
        )


def inside(look: Look, style: Style) -> Look:
    """The look inside an element with these declarations."""
    if not style:
        return look
    text = colour(style.get("--ltx-fg-color") or style.get("color") or "")
    ground = colour(
        style.get("--ltx-bg-color")
        or style.get("background-color")
        or style.get("background", "").split(" ")[0]
    )
    veil = style.get("visibility", "")
    return replace(
        look,
        text=look.text if text is None else text,
        ground=look.ground if ground is None or ground == _NONE else ground,
        size=_size(look.size, style.get("font-size", "")),
        gone=look.gone or _is_gone(style),
        veiled=veil in ("hidden", "collapse") if veil else look.veiled,
    )


def _is_gone(style: Style) -> bool:
    if style.get("display", "").startswith("none"):
        return True
    if (opacity := _number(style.get("opacity", ""))) is not None and opacity < 0.1:
        return True
    if any((_number(style.get(name, "")) or 0) <= _AWAY for name in ("left", "top", "text-indent")):
        return True
    cut = style.get("overflow", "") in ("hidden", "clip")
    flat = any(_number(style.get(name, "")) == 0 for name in ("height", "width", "max-height"))
    return (cut and flat) or "rect(0" in style.get("clip", "").replace(" ", "")


def _number(text: str) -> float | None:
    found = _NUMBER.match(text)
    return float(found[0]) if found else None


def _size(outer: float, given: str) -> float:
    number = _number(given)
    if number is None:
        return outer
    unit = given[len(given.rstrip("%abcdefghijklmnopqrstuvwxyz")) :]
    relative = {"%": outer / 100, "em": outer, "rem": 1.0, "pt": 1 / _POINTS, "px": 1 / _PIXELS}
    return number * relative.get(unit, 1.0)


def colour(text: str) -> Colour | None:
    """None for what is no colour, or cannot be told."""
    text = text.strip().lower()
    if text in _NAMED:
        return _NAMED[text]
    if found := _HEX.fullmatch(text):
        return _from_hex(found[1])
    if text.startswith(("rgb(", "rgba(")):
        return _from_numbers(text)
    return None


def _from_hex(digits: str) -> Colour | None:
    if len(digits) in (3, 4):
        digits = "".join(digit * 2 for digit in digits)
    if len(digits) not in (6, 8):
        return None
    values = [int(digits[at : at + 2], 16) for at in range(0, len(digits), 2)]
    return _NONE if values[3:] and values[3] < 26 else (values[0], values[1], values[2])


def _from_numbers(text: str) -> Colour | None:
    found = re.findall(r"(-?(?:\d+\.?\d*|\.\d+))(%?)", text)
    if len(found) < 3:
        return None
    red, green, blue = (
        min(255, round(float(value) * (2.55 if share else 1))) for value, share in found[:3]
    )
    if len(found) > 3 and float(found[3][0]) * (0.01 if found[3][1] else 1) < 0.1:
        return _NONE
    return red, green, blue
