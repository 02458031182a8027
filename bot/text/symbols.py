"""What single LaTeX commands stand for: characters, accents, spaces. Pure.

The large table of symbols is pylatexenc's; the small ones here add what it lacks
or spells unreadably in a chat message.
"""

import unicodedata
from collections.abc import Mapping
from functools import cache

from pylatexenc.latex2text import get_default_latex_context_db


def _names(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# Commands whose argument says nothing to a reader of plain text.
DROPPED = _names(
    "cite citep citet citealp citealt citeauthor citeyear parencite textcite autocite nocite "
    "ref eqref autoref cref Cref pageref label vspace hspace vskip includegraphics begin end "
    "color phantom hphantom vphantom kern mkern mskip pagestyle bibliography bibliographystyle"
)
# Switches and delimiter sizes: they change the look of what follows and leave no text.
SILENT = _names(
    "left right big Big bigg Bigg bigl bigr Bigl Bigr biggl biggr Biggl Biggr middle limits "
    "nolimits displaystyle textstyle scriptstyle scriptscriptstyle rm bf it em sf tt sc sl cal "
    "normalfont bfseries itshape ttfamily sffamily scshape rmfamily mdseries upshape noindent "
    "centering protect small footnotesize scriptsize tiny normalsize large Large LARGE huge Huge "
    "relax xspace maketitle par"
)
# Arguments of these are words, also inside a formula.
TEXT_ARGUMENT = _names(
    "text textrm textit textbf texttt textsf textsc textup textnormal mbox hbox emph textmd textsl"
)
# Functions are written with their names, which is all that these commands do.
FUNCTIONS = _names(
    "arccos arcsin arctan arg argmax argmin cos cosh cot coth csc det dim exp gcd hom inf ker lg "
    "lim liminf limsup ln log max min mod Pr sec sin sinh sup tan tanh erf sgn rank tr Tr"
)
ACCENTS: Mapping[str, str] = {
    "'": "\u0301",
    "`": "\u0300",
    "^": "\u0302",
    '"': "\u0308",
    "~": "\u0303",
    "=": "\u0304",
    ".": "\u0307",
    "u": "\u0306",
    "v": "\u030c",
    "H": "\u030b",
    "c": "\u0327",
    "k": "\u0328",
    "r": "\u030a",
    "b": "\u0331",
    "d": "\u0323",
}
MATH_ACCENTS: Mapping[str, str] = {
    "hat": "\u0302",
    "widehat": "\u0302",
    "tilde": "\u0303",
    "widetilde": "\u0303",
    "bar": "\u0304",
    "overline": "\u0305",
    "vec": "\u20d7",
    "dot": "\u0307",
    "ddot": "\u0308",
    "check": "\u030c",
    "breve": "\u0306",
    "acute": "\u0301",
    "grave": "\u0300",
    "mathring": "\u030a",
}
# A control symbol is a backslash and one character that is no letter.
CONTROL_SYMBOLS: Mapping[str, str] = {
    " ": " ",
    "\n": " ",
    "\t": " ",
    "\\": " ",
    ",": " ",
    ":": " ",
    ";": " ",
    ">": " ",
    "!": "",
    "-": "",
    "/": "",
    "@": "",
    "(": "",
    ")": "",
    "[": "",
    "]": "",
    "|": "‖",
}
_OWN: Mapping[str, str] = {
    "ne": "≠",
    "gets": "←",
    "iff": "⇔",
    "implies": "⇒",
    "land": "∧",
    "lor": "∨",
    "checkmark": "✓",
    "degree": "°",
    "farcs": "″",
    "copyright": "©",
    "pounds": "£",
    "euro": "€",
    "S": "§",
    "P": "¶",
    "dag": "†",
    "ddag": "‡",
    "ldots": "…",
    "dots": "…",
    "cdots": "⋯",
    "prime": "′",
    "top": "⊤",
    "star": "⋆",
    "ast": "*",
    "lbrack": "[",
    "rbrack": "]",
    "lbrace": "{",
    "rbrace": "}",
    "vert": "|",
    "mid": "|",
    "Vert": "‖",
    "colon": ":",
    "slash": "/",
    "backslash": "\\",
    "textbackslash": "\\",
    "textasciitilde": "~",
    "textasciicircum": "^",
    "textunderscore": "_",
    "textdollar": "$",
    "textpercent": "%",
    "textbar": "|",
    "textless": "<",
    "textgreater": ">",
    "textquotedbl": '"',
    "textquotesingle": "'",
    "lq": "‘",
    "rq": "’",
    "quad": " ",
    "qquad": " ",
    "space": " ",
    "enspace": " ",
    "thinspace": " ",
    "newline": " ",
    "linebreak": " ",
    "item": " • ",
    "LaTeX": "LaTeX",
    "TeX": "TeX",
    "eg": "e.g.",
    "ie": "i.e.",
    "etal": "et al.",
    "R": "ℝ",
    "RR": "ℝ",
    "Z": "ℤ",
    "ZZ": "ℤ",
    "N": "ℕ",
    "Q": "ℚ",
    "C": "ℂ",
    "Im": "Im",
    "Re": "Re",
    "bmod": "mod",
    "hslash": "ℏ",
    "neg": "¬",
    "bot": "⊥",
    "Box": "□",
    "Diamond": "◇",
    "triangle": "△",
    "bigstar": "★",
    "vDash": "⊨",
    "models": "⊨",
    "leadsto": "⇝",
    "owns": "∋",
    "coloneqq": "≔",
    "eqqcolon": "≕",
    "thickapprox": "≈",
    "nsim": "≁",
    "imath": "ı",
    "jmath": "ȷ",
    "lvert": "|",
    "rvert": "|",
    "llbracket": "⟦",
    "rrbracket": "⟧",
    "cdotp": "·",
    "ddagger": "‡",
    "trademark": "™",
    "micro": "µ",
    "celsius": "°C",
}
# TeX swallows the space after these letters, and authors rely on it: "S\o ren".
LETTERS = _names("ss o O l L ae AE oe OE aa AA i j dh DH th TH dj DJ ng NG")


@cache
def _library() -> Mapping[str, str]:
    """pylatexenc's commands that stand for one character outside ASCII."""
    known = get_default_latex_context_db()
    specs = (spec for name in known.categories() for spec in known.iter_macro_specs([name]))
    plain = ((spec.macroname, spec.simplify_repl) for spec in specs)
    return {
        name: text
        for name, text in plain
        if isinstance(text, str) and 0 < len(text) <= 2 and not text.isascii()
    }


def symbol(name: str) -> str | None:
    r"""The text of a command that takes no argument; None where nothing is known.

    A capital that is slanted (``\varOmega``) is the capital.
    """
    slanted = name.startswith("var") and name[3:4].isupper()
    plain = name.removeprefix("var") if slanted else name
    return _OWN.get(plain) or _library().get(plain)


def accented(base: str, mark: str) -> str:
    """The first letter of ``base`` under a combining mark, composed; other text as it is."""
    if not base or not base[0].isalpha():
        return base
    first = {"ı": "i", "ȷ": "j"}.get(base[0], base[0])
    return unicodedata.normalize("NFC", first + mark) + base[1:]


def blackboard(letters: str) -> str:
    """Double-struck capitals and digits (ℝ, 𝔼, 𝟙); other text as it is."""
    return "".join(_double_struck(char) for char in letters)


def _double_struck(char: str) -> str:
    if not (char.isascii() and (char.isupper() or char.isdigit())):
        return char
    kind = "DIGIT" if char.isdigit() else "CAPITAL"
    name = unicodedata.name(char).rpartition(" ")[2]
    try:
        return unicodedata.lookup(f"DOUBLE-STRUCK CAPITAL {name}")
    except KeyError:
        return unicodedata.lookup(f"MATHEMATICAL DOUBLE-STRUCK {kind} {name}")
