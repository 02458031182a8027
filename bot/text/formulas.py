"""Scripts, fractions and roots as one line of plain text that cannot be misread. Pure."""

import re
from collections.abc import Mapping

_SUBSCRIPTS: Mapping[str, str] = dict(
    zip(
        "0123456789+-=()aehijklmnoprstuvxβγρφχ",
        "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑₕᵢⱼₖₗₘₙₒₚᵣₛₜᵤᵥₓᵦᵧᵨᵩᵪ",
        strict=True,
    )
)
_SUPERSCRIPTS: Mapping[str, str] = dict(
    zip(
        "0123456789+-=()abcdefghijklmnoprstuvwxyzABDEGHIJKLMNOPRTUVW⊤",
        "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿᵒᵖʳˢᵗᵘᵛʷˣʸᶻᴬᴮᴰᴱᴳᴴᴵᴶᴷᴸᴹᴺᴼᴾᴿᵀᵁⱽᵂᵀ",
        strict=True,
    )
)
# Signs that are raised as they are, and suffixes that are read with the word before them.
_RAISED = frozenset(("*", "°", "′", "″", "‴", "†", "‡", "⋆", "st", "nd", "rd", "th", "™", "®"))
_WORD = re.compile(r"[^\W\d_]{2,}")
_SIMPLE = re.compile(r"[\w.]+|\([^()]*\)|√[\w.]+")
_BRACKETED = re.compile(r"\([^()]*\)|\[[^\[\]]*\]")
_NAME = re.compile(r"\w+(?:\.\w+)*|[A-Za-z]{2,}(?:-[A-Za-z]\w*)+|[^\s\w{}]")


def script(mark: str, body: str) -> str:
    """``_`` or ``^`` and what stands there: Unicode where it exists, else ``_max``, ``_(t,1)``.

    Parentheses group, as in plain-text mathematics (https://www.unicode.org/notes/tn28/).
    Words stay in full size letters: raised or lowered ones are hard to read and to search.
    """
    body = body.strip()
    if not body:
        return ""
    if mark == "^" and body in _RAISED | {"∘", "○", "◦"}:
        return "°" if body in "∘○◦" else body
    table = _SUPERSCRIPTS if mark == "^" else _SUBSCRIPTS
    if not _WORD.search(body):
        compact = body.replace(" ", "")
        if all(char in table for char in compact):
            return "".join(table[char] for char in compact)
        if mark == "_" and re.fullmatch(r"\d+\.\d+", compact):
            return ".".join("".join(table[char] for char in part) for part in compact.split("."))
    is_one = _NAME.fullmatch(body) or _BRACKETED.fullmatch(body)
    return mark + body if is_one else f"{mark}({body})"


def grouped(text: str) -> str:
    """The text in parentheses unless it is one number, name, root or bracketed already."""
    text = text.strip()
    if not text:
        return ""
    return text if _SIMPLE.fullmatch(text) else f"({text})"


def fraction(above: str, below: str) -> str:
    return f"{grouped(above)}/{grouped(below)}"


def root(body: str, degree: str = "") -> str:
    raised = script("^", degree)
    if raised.startswith("^"):
        return f"{grouped(body)}^(1/{degree})"
    return f"{raised}√{grouped(body)}"
