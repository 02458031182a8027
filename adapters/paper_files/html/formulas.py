"""A formula of a page as one line of Unicode. Pure.

LaTeXML gives each formula twice and more: as MathML, and its LaTeX as ``alttext`` and as an
annotation (https://math.nist.gov/~BMiller/LaTeXML/manual/). One of them is taken.
"""

import re
from functools import lru_cache

from lxml import etree

from bot.text.latex import to_unicode

# what sets a size or a style, and says nothing
_STYLE = re.compile(r"\\(?:display|text|script|scriptscript)style(?![A-Za-z])|~?\{\}")


def formula(element: etree._Element) -> str:
    """Empty where the element holds none."""
    latex = element.get("alttext") or element.findtext(".//annotation") or ""
    if latex.strip():
        return from_latex(latex.strip())
    return " ".join("".join(element.itertext()).split())


@lru_cache(maxsize=20_000)
def from_latex(latex: str) -> str:
    return to_unicode(f"${_STYLE.sub('', latex)}$")
