"""LaTeX commands that do something with their arguments, one small function each. Pure."""

import unicodedata
from collections.abc import Callable, Mapping
from typing import Protocol

from bot.text.formulas import fraction, root, script
from bot.text.symbols import MATH_ACCENTS, accented, blackboard

# over the sign before it, as in ≠
_STROKE = "\u0338"
# They change how their argument looks, which is a letter as often as a group: "\\mathcal L".
_STYLES = """
mathrm operatorname mathop mathcal mathscr mathfrak mathbf mathsf mathit mathtt mathnormal
boldsymbol bm pmb bold boldmath underline uline
"""
_ARROWS = {
    "xrightarrow": "→",
    "xleftarrow": "←",
    "xleftrightarrow": "↔",
    "xRightarrow": "⇒",
    "xmapsto": "↦",
}


class Arguments(Protocol):
    """What follows a command. ``math`` overrides how the argument is read."""

    def argument(self, *, math: bool | None = None) -> str:
        """The next group, command or character, converted; moves behind it."""
        ...

    def address(self) -> str:
        """The next group as an address, its escapes undone."""
        ...

    def option(self) -> str:
        """The next ``[...]`` as written; "" where there is none."""
        ...

    def touches(self) -> tuple[str, str]:
        """The characters before the command and behind what was read so far."""
        ...


def _fraction(args: Arguments) -> str:
    before, _ = args.touches()
    above, below = args.argument(), args.argument()
    _, after = args.touches()
    if not above and not below:
        return "frac"
    made = fraction(above, below)
    between = before.isalnum() or after.isalnum() or (bool(after) and after in "\\(^")
    return f"({made})" if between else made


def _root(args: Arguments) -> str:
    degree = args.option()
    return root(args.argument(), degree)


def _address(args: Arguments) -> str:
    return args.address()


def _link(args: Arguments) -> str:
    """The link's text with its address behind; a text that is the address stands alone."""
    url, text = args.address(), args.argument(math=False).strip()
    if not text or text in (url, url.partition("://")[2]):
        return url
    return f"{text} ({url})"


def _aside(args: Arguments) -> str:
    args.option()
    return f" ({args.argument(math=False)})"


def _character(args: Arguments) -> str:
    r"""MathJax's ``\unicode{x2014}``."""
    code = args.argument().strip()
    try:
        return chr(int(code.removeprefix("x"), 16 if code.startswith("x") else 10))
    except (ValueError, OverflowError):
        return code


def _second(args: Arguments) -> str:
    args.argument()
    return args.argument()


def _above(args: Arguments) -> str:
    above, base = args.argument(), args.argument()
    return base + script("^", above)


def _below(args: Arguments) -> str:
    below, base = args.argument(), args.argument()
    return base + script("_", below)


def _negated(args: Arguments) -> str:
    text = args.argument().strip()
    if len(text) != 1 or text.isalnum():
        return f"not {text}"
    return unicodedata.normalize("NFC", text + _STROKE)


def _binomial(args: Arguments) -> str:
    return f"({args.argument()} choose {args.argument()})"


def _arrow(sign: str) -> Callable[[Arguments], str]:
    def read(args: Arguments) -> str:
        args.option()
        return sign + script("^", args.argument())

    return read


def _modulo(args: Arguments) -> str:
    return f" (mod {args.argument()})"


def _blackboard(args: Arguments) -> str:
    return blackboard(args.argument())


def _argument(args: Arguments) -> str:
    return args.argument()


def _subscript(args: Arguments) -> str:
    return script("_", args.argument())


def _superscript(args: Arguments) -> str:
    return script("^", args.argument())


def _over_letter(mark: str) -> Callable[[Arguments], str]:
    def read(args: Arguments) -> str:
        body = args.argument().strip()
        if mark == MATH_ACCENTS["overline"] and body.isalnum() and len(body) <= 3:
            return "".join(char + mark for char in body)
        return accented(body, mark) if len(body) == 1 else body

    return read


COMMANDS: Mapping[str, Callable[[Arguments], str]] = {
    **dict.fromkeys(("frac", "dfrac", "tfrac", "nicefrac", "sfrac"), _fraction),
    **dict.fromkeys(("footnote", "thanks"), _aside),
    **dict.fromkeys(("textcolor", "colorbox", "raisebox", "scalebox"), _second),
    **dict.fromkeys(("overset", "stackrel"), _above),
    **dict.fromkeys(("binom", "tbinom", "dbinom"), _binomial),
    **dict.fromkeys(("mathbb", "mathbbm", "mathds", "Bbb"), _blackboard),
    **dict.fromkeys(("textsubscript", "sb"), _subscript),
    **dict.fromkeys(("textsuperscript", "sp"), _superscript),
    **{name: _over_letter(mark) for name, mark in MATH_ACCENTS.items()},
    **dict.fromkeys(_STYLES.split(), _argument),
    **{name: _arrow(sign) for name, sign in _ARROWS.items()},
    "sqrt": _root,
    "url": _address,
    "path": _address,
    "href": _link,
    "unicode": _character,
    "underset": _below,
    "not": _negated,
    "pmod": _modulo,
}
