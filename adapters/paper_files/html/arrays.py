r"""LaTeX's matrices, cases and aligned lines in one line: ``(1, 0; 0, 1)``. Pure.

What :mod:`bot.text.latex` reads has no second dimension; here columns and rows get signs.
"""

import re
from collections.abc import Mapping

# what LaTeXML and its packages write for themselves: colours, sizes, numbers that are read apart
_OWN = re.compile(
    r"\\(?:page|back|text)?color(?:\[\w*\])?\{[^{}]*\}|\\tag\*?\{[^{}]*\}|\\(?:label|vphantom)\{[^{}]*\}"
    r"|\\@?add@centering|\\centering(?![A-Za-z])|\\mathchoice(?:\{\})*|\\hfill(?![A-Za-z])"
    r"|\\lx@(?!text@underscore)[A-Za-z@]+"
)
_UNDERSCORE = re.compile(r"\\lx@text@underscore(?![A-Za-z@])")
_ENVIRONMENT = re.compile(r"\\(begin|end)\{([A-Za-z]+)\*?\}")
_SHAPE = re.compile(r"\s*(?:\[[^\]]*\])?\s*(?:\{[^{}]*\})?")
_ROW_END = re.compile(r"\\\\\s*(?:\[[^\]]*\])?(?:\s*\\(?:hline|cline\{[^}]*\}))*|\\cr(?![A-Za-z])")
_COLUMN = re.compile(r"(?<!\\)&")
_BRACKETS: Mapping[str, tuple[str, str]] = {
    "pmatrix": ("(", ")"),
    "bmatrix": ("[", "]"),
    "Bmatrix": (r"\{", r"\}"),
    "vmatrix": ("|", "|"),
    "Vmatrix": ("‖", "‖"),
    "cases": (r"\{", r"\}"),
    "dcases": (r"\{", r"\}"),
}
_SHAPED = frozenset(("array", "tabular", "alignedat", "subarray"))
_CELLS = frozenset((*_BRACKETS, "matrix", "smallmatrix", "array", "tabular"))


def in_a_line(latex: str) -> str:
    """``latex`` with commas between columns that stand apart, and semicolons between rows."""
    latex = _UNDERSCORE.sub(r"\\_", _OWN.sub(" ", latex))
    if "\\begin" not in latex and "\\\\" not in latex and "&" not in latex:
        return latex
    out: list[str] = []
    inside: list[str] = []
    at = 0
    for mark in _ENVIRONMENT.finditer(latex):
        out.append(_signed(latex[at : mark.start()], inside))
        at = mark.end()
        if mark[1] == "begin":
            inside.append(mark[2])
            out.append(_bracket(mark[2], 0))
            shape = _SHAPE.match(latex, at) if mark[2] in _SHAPED else None
            at = shape.end() if shape else at
        else:
            out.append(_bracket(inside.pop() if inside else mark[2], 1))
    return "".join([*out, _signed(latex[at:], inside)])


def _bracket(name: str, side: int) -> str:
    return _BRACKETS[name][side] if name in _BRACKETS else " "


def _signed(text: str, inside: list[str]) -> str:
    column = ", " if inside and inside[-1] in _CELLS else " "
    rows = _ROW_END.split(_COLUMN.sub(column, text))
    return "; ".join(each for at, each in enumerate(rows) if each.strip() or not at)
