"""A formula of a page as one line of Unicode. Pure.

LaTeXML gives each formula twice and more: as MathML, and its LaTeX as ``alttext`` or as an
annotation (https://math.nist.gov/~BMiller/LaTeXML/manual/). The LaTeX is read, as long as it
says what the MathML shows.
"""

import re
import unicodedata
from collections.abc import Callable, Mapping
from functools import lru_cache

from lxml import etree

from adapters.paper_files.html.arrays import in_a_line
from bot.text.formulas import fraction, root, script
from bot.text.latex import to_unicode

# what sets a size or a style, and says nothing
_STYLE = re.compile(r"\\(?:display|text|script|scriptscript)style(?![A-Za-z])|(?<=~)\{\}")
# where LaTeXML breaks a long line
_WRAPPED = re.compile(r"(?<!\\)%\s*\n\s*")
_LOOSE = re.compile(r" +([,;])")
_WHITE = re.compile(r"\\(?:text|math)?color(?:\[\w+\])?\{(?:white|1,\s*1,\s*1|0,\s*0,\s*0,\s*0)\}")
_WORD = re.compile(r"[A-Za-z]{4,}")
_UNSHOWN = frozenset(("annotation", "annotation-xml", "mphantom"))
# operators that are there for machines: function application, invisible times, comma, plus
_INVISIBLE = dict.fromkeys(map(ord, "\u2061\u2062\u2063\u2064\u200b"))


def formula(element: etree._Element) -> tuple[str, str]:
    """What a reader sees of it, and what the page says of it that nobody sees."""
    latex = (element.get("alttext") or _annotation(element) or element.get("alt") or "").strip()
    shown = _tidy(linear(element))
    if not latex:
        return shown, ""
    if _WHITE.search(latex):
        return "", from_latex(latex)
    said = from_latex(latex)
    strange = _unshown_words(said, shown)
    if shown and strange:
        return shown, " ".join(strange)
    return said, ""


def _annotation(element: etree._Element) -> str | None:
    found = next((each for each in element.iter("annotation")), None)
    return found.text if found is not None else None


@lru_cache(maxsize=20_000)
def from_latex(latex: str) -> str:
    line = in_a_line(_STYLE.sub("", _WRAPPED.sub("", latex)))
    return _LOOSE.sub(r"\1", to_unicode(f"${line}$"))


def _unshown_words(said: str, shown: str) -> list[str]:
    """Words of the LaTeX that its picture does not have."""
    letters = "".join(filter(str.isalpha, unicodedata.normalize("NFKC", shown))).casefold()
    words: list[str] = _WORD.findall(said)
    return [word for word in words if word.casefold() not in letters]


def linear(element: etree._Element) -> str:
    """MathML as a line, https://www.w3.org/TR/mathml-core/"""
    if not isinstance(element.tag, str) or element.tag in _UNSHOWN:
        return ""
    laid_out = _LAYOUTS.get(element.tag)
    parts = [linear(child) for child in element]
    if laid_out and len(parts) >= laid_out[0]:
        return laid_out[1](parts)
    return _flat(element, parts)


def _flat(element: etree._Element, parts: list[str]) -> str:
    tails = (child.tail or "" for child in element)
    inner = "".join(part + tail for part, tail in zip(parts, tails, strict=True))
    text = (element.text or "").translate(_INVISIBLE) + inner
    if element.tag in ("mtext", "mspace", "mtd"):
        return f" {text} "
    return text + ("; " if element.tag == "mtr" else "")


def _over(parts: list[str]) -> str:
    """An accent stands on one letter, anything else over it."""
    accent = parts[1].strip()
    return parts[0] if accent in "¯^~˙→ˉ˘´`⏞" else parts[0] + script("^", accent)


_LAYOUTS: Mapping[str, tuple[int, Callable[[list[str]], str]]] = {
    "msub": (2, lambda parts: parts[0] + script("_", parts[1])),
    "munder": (2, lambda parts: parts[0] + script("_", parts[1])),
    "msup": (2, lambda parts: parts[0] + script("^", parts[1])),
    "mover": (2, _over),
    "msubsup": (3, lambda parts: parts[0] + script("_", parts[1]) + script("^", parts[2])),
    "munderover": (3, lambda parts: parts[0] + script("_", parts[1]) + script("^", parts[2])),
    "mfrac": (2, lambda parts: fraction(parts[0], parts[1])),
    "msqrt": (1, lambda parts: root("".join(parts))),
    "mroot": (2, lambda parts: root(parts[0], parts[1])),
}


def _tidy(text: str) -> str:
    return " ".join(text.split()).rstrip("; ")
