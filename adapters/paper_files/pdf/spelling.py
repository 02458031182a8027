"""Characters as they are written: ligatures apart, accents on their letters, hyphens
undone. Pure.
"""

import re
import unicodedata
from collections.abc import Collection, Mapping

_LIGATURES: Mapping[int, str] = {
    0xFB00: "ff", 0xFB01: "fi", 0xFB02: "fl", 0xFB03: "ffi", 0xFB04: "ffl", 0xFB05: "st",
    0xFB06: "st",
}  # fmt: skip
# where TeX's text fonts name nothing, pdfium gives the place in the font's table (OT1 and T1)
_TEX_PLACES: Mapping[int, str] = {
    0x0B: "ff", 0x0C: "fi", 0x0D: "fl", 0x0E: "ffi", 0x0F: "ffl", 0x1B: "ff", 0x1C: "fi",
    0x1D: "fl", 0x1E: "ffi", 0x1F: "ffl", 0x10: "ı", 0x15: "–", 0x16: "—", 0x19: "ß",
}  # fmt: skip
_BITMAP_PLACES: Mapping[int, str] = {0x10: "“", 0x11: "”", 0x12: "„", 0x13: "«", 0x14: "»"}
_TEX_FONT = re.compile(r"CM(R|BX|TI|SL|SS|CSC|B|DUNH|TT)|SF[RBTSC]|EC(RM|BX|TI)|LM(Rom|Sans)", re.I)
# what pdfium writes for a hyphen at the end of a line, and other names for it
_HYPHENS = frozenset((0x02, 0xAD, 0x2010, 0x2011, 0xFFFE))
_NOTHING = frozenset((0x00, 0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0xFFFF))
_COMBINING: Mapping[str, str] = {
    "¨": "\u0308", "´": "\u0301", "`": "\u0300", "ˆ": "\u0302", "˜": "\u0303", "ˇ": "\u030c",
    "¯": "\u0304", "˘": "\u0306", "¸": "\u0327", "˙": "\u0307", "˝": "\u030b", "˚": "\u030a",
}  # fmt: skip
_ACCENT_FIRST = re.compile(
    "([" + "".join(set(_COMBINING) - {"`", "¸"}) + r"]) ?([A-Za-zı])(?=[^\W\d_]|\W|$)"
)
_ACCENT_LAST = re.compile(r"([A-Za-z])(¸)")
_SUPERSCRIPTS = str.maketrans("0123456789+-−=()n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿ")
_SUBSCRIPTS = str.maketrans("0123456789+-−=()", "₀₁₂₃₄₅₆₇₈₉₊₋₋₌₍₎")
_RAISED = re.compile(r"[0-9+−=()n-]+")
_LOWERED = re.compile(r"[0-9+−=()-]+")
_MARKS = frozenset("*∗†‡§¶♯#,′″'⋆∘⊤")
_WHOLE_WORD = 4
_PREFIXES = frozenset(("inter", "over", "under", "super", "multi", "hyper", "counter", "feed"))
_HYPHEN_END = re.compile(r"([^\W\d_]+)-$")
_LETTERS_FIRST = re.compile(r"[^\W\d_]+")


def character(code: int, font: str) -> str:
    """One character of the page; empty where it stands for nothing."""
    if 0x20 < code < 0x7F:
        return chr(code)
    if code in _LIGATURES:
        return _LIGATURES[code]
    if code in _HYPHENS:
        return "-"
    if 0x7F <= code < 0xA0:
        return ""
    if code < 0x20:
        if not font:  # a bitmap of TeX's, mostly in the newer order
            return _BITMAP_PLACES.get(code) or _TEX_PLACES.get(code, "")
        return _TEX_PLACES.get(code, "") if _TEX_FONT.match(font) else ""
    if code in _NOTHING or 0xD800 <= code < 0xE000 or code > 0x10FFFF:
        return ""
    if 0xE000 <= code < 0xF900:
        # fonts of symbols count from F000: the low byte is the character
        low = code & 0xFF
        return chr(low) if 0xF020 < code < 0xF07F and low > 0x20 else "\ufffd"
    return chr(code)


def spelt(text: str) -> str:
    """Accents that stand beside their letter put on it; composed."""
    if text.isascii():
        return text
    text = _ACCENT_FIRST.sub(lambda found: _accented(found[2], found[1]), text)
    text = _ACCENT_LAST.sub(lambda found: _accented(found[1], found[2]), text)
    return unicodedata.normalize("NFC", text)


def _accented(letter: str, accent: str) -> str:
    letter = "i" if letter == "ı" else letter
    return unicodedata.normalize("NFC", letter + _COMBINING[accent])


def raised(text: str) -> str:
    """A superscript in plain text: signs that exist, marks as they are, else ``^(...)``."""
    if _RAISED.fullmatch(text):
        return text.translate(_SUPERSCRIPTS)
    if all(one in _MARKS or one.isdigit() for one in text):
        return text.translate(_SUPERSCRIPTS)
    return f"^{text}" if len(text) == 1 else f"^({text})"


def lowered(text: str) -> str:
    """A subscript in plain text: signs that exist, else ``_(...)``."""
    if _LOWERED.fullmatch(text):
        return text.translate(_SUBSCRIPTS)
    return f"_{text}" if text.isalnum() else f"_({text})"


def joined(first: str, second: str, known: Collection[str]) -> str:
    """Two lines of a paragraph as one text. A hyphen at the end of the first is undone, unless
    the compound occurs with it elsewhere (``known``, in small letters)."""
    if not first or not second:
        return first or second
    end, begin = _HYPHEN_END.search(first), _LETTERS_FIRST.match(second)
    if end is None:
        glued = first[-1] in "-–—/" and not first.endswith((" -", " –", " —", " /"))
        return first + second if glued else f"{first} {second}"
    if begin is None:
        return first + second
    left, right = _whole(first), begin[0]
    compound, word = f"{left}-{right}".lower(), f"{left}{right}".lower()
    if keeps_hyphen(compound, word, right, known):
        return first + second
    return first[:-1] + second


def _whole(first: str) -> str:
    found = re.search(r"([^\W\d_]+(?:-[^\W\d_]+)*)-$", first)
    return found[1] if found else ""


def keeps_hyphen(compound: str, word: str, right: str, known: Collection[str]) -> bool:
    """Whether a hyphen at a line's end belongs to the word."""
    if compound in known:
        return word not in known
    if word in known:
        return False
    parts = compound.split("-")
    if all(len(one) >= _WHOLE_WORD and one in known and one not in _PREFIXES for one in parts):
        return True  # "sequence-aligned", of two words that stand elsewhere
    # "Multi-\nHead", "BERT-\nBase"
    return right[:1].isupper()
