"""Web addresses as LaTeX sources write them. Pure."""

import re

_ESCAPED = re.compile(r"\\(?:textasciitilde|textunderscore)(?:\{\}|\s*)|\\[~^]\{\}|\\([_%#&~${}])")


def plain_address(text: str) -> str:
    r"""An address with LaTeX's escapes undone: ``\_``, ``\%``, ``\~{}``, ``\textasciitilde``."""
    return _ESCAPED.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    whole = found[0]
    if found[1]:
        return str(found[1])
    return "_" if "under" in whole else "^" if whole[1] == "^" else "~"
