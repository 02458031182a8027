"""The signs of LaTeX in running text: braces, dollars, quotes, dashes, ties, scripts. Pure.

What a command means is left to bot.text.latex.
"""

import re
from abc import ABC, abstractmethod

from bot.text.addresses import plain_address
from bot.text.formulas import script
from bot.text.tex_source import TexSource

_ADDRESS = (
    r"(?:https?://|www\.|\b[\w-]{1,40}(?:\.[\w-]{1,40}){1,4}/)"
    r"(?:[^\s{}$\\<>\"|^`]|\\[_%#&~$])+"
)
_MARK = r"[\\${}~`\"]|''|--+>?|[_^](?=\{)"
# most texts have no address, and to look for one takes ten times as long
_PROSE_MARK = re.compile(_MARK)
_PROSE_MARK_OR_ADDRESS = re.compile(f"{_ADDRESS}|{_MARK}")
_MATH_MARK = re.compile(r"[\\${}~'_^]")
OPTION = re.compile(r"\s*\[([^\[\]]{0,200})\]")
_CLOSING_QUOTE = re.compile(r"''|\"|``")
_SINGLE_QUOTED = re.compile(r"`([^`'\n]{1,200})'(?!\w)")
_RELATION_FIRST = re.compile(r"^([∼≈≃<>≤≥±]) +(?=\d)")
_MAX_DEPTH = 40


class MarkReading(ABC):
    """One pass over a stretch of the source; a group or a formula inside is a pass of its own."""

    def __init__(
        self, source: TexSource, start: int, end: int, *, math: bool = False, depth: int = 0
    ) -> None:
        self.source, self.text = source, source.text
        self.at, self.end, self.start = start, end, start
        self.math, self.depth = math, depth
        self.out: list[str] = []
        self.quote_open = False

    def read(self) -> str:
        mark = _MATH_MARK if self.math else _prose_mark(self.text)
        while self.at < self.end:
            found = mark.search(self.text, self.at, self.end)
            self.start = found.start() if found else self.end
            self.out.append(self.text[self.at : self.start])
            self.at = self.start
            if found:
                self.at = found.end()
                self._mark(found[0])
        return "".join(self.out)

    def _mark(self, mark: str) -> None:
        if mark == "\\":
            self.command()
        elif mark == "$":
            self._dollar()
        elif mark in "{}":
            self._brace(mark)
        elif mark in "_^":
            self.out.append(script(mark, self.argument()))
        elif self.math:
            self.out.append({"~": " ", "'": "′"}[mark])
        else:
            self._prose_mark(mark)

    def _prose_mark(self, mark: str) -> None:
        if mark == "~":
            self.out.append(" " if self.source.is_tie(self.start) else "~")
        elif mark == "`":
            self._opening_quote()
        elif mark in ("--", "---"):
            is_dash = self.source.is_dash(self.start, self.at)
            self.out.append({"--": "–", "---": "—"}[mark] if is_dash else mark)
        elif mark in ("''", '"') and self.quote_open:
            self.quote_open = False
            self.out.append("”")
        else:
            self.out.append(plain_address(mark))

    def _opening_quote(self) -> None:
        if self.text.startswith("``", self.start):
            self.at = self.start + 2
            closed = _CLOSING_QUOTE.search(self.text, self.at, self.end)
            self.quote_open = closed is not None and closed[0] != "``"
            self.out.append("“" if self.quote_open else "``")
            return
        quoted = _SINGLE_QUOTED.match(self.text, self.start, self.end)
        if quoted is None:
            self.out.append("`")
            return
        self.out += ["‘", self.part(quoted.start(1), quoted.end(1)), "’"]
        self.at = quoted.end()

    @abstractmethod
    def command(self) -> None:
        """Read the command that begins at ``start``, and move behind it."""

    # -- groups and formulas ---------------------------------------------------------

    def part(self, start: int, end: int, *, math: bool | None = None) -> str:
        """What stands between two places, read with its own state."""
        if self.depth >= _MAX_DEPTH:
            return self.text[start:end]
        inner = self.math if math is None else math
        return type(self)(self.source, start, end, math=inner, depth=self.depth + 1).read()

    def _brace(self, mark: str) -> None:
        close = self.source.group_end(self.start, self.end)
        if close is None:
            between = " " if self.text.startswith("}{", self.start) else ""
            self.out.append(between if self.source.is_stray(self.start) else mark)
            return
        self.at = close + 1
        body = self.part(self.start + 1, close)
        is_text = not self.math and not self.source.is_grouping(self.start, close)
        self.out.append(f"{{{body}}}" if is_text else body)

    def _dollar(self) -> None:
        found = self.source.formula_end(self.start, self.end)
        if found is None:
            self.out.append("$")
            return
        opened = self.start + (2 if self.source.char(self.start + 1) == "$" else 1)
        close, self.at = found
        formula = self.part(opened, close, math=True).strip()
        self.out.append(_RELATION_FIRST.sub(r"\1", formula))

    # -- what follows a command (see tex_commands.Arguments) ---------------------------

    def argument(self, *, math: bool | None = None) -> str:
        start, end, self.at = self.source.argument_span(self.at, self.end)
        return self.part(start, end, math=math)

    def address(self) -> str:
        start, end, self.at = self.source.argument_span(self.at, self.end)
        return plain_address(self.text[start:end]).strip()

    def option(self) -> str:
        found = OPTION.match(self.text, self.at, self.end)
        if found is None:
            return ""
        self.at = found.end()
        return found[1]

    def touches(self) -> tuple[str, str]:
        return self.before(), self.source.char(self.at) if self.at < self.end else ""

    def before(self) -> str:
        return next((piece[-1] for piece in reversed(self.out) if piece), "")

    def has_group(self) -> bool:
        at = self.source.after_spaces(self.at, self.end)
        return self.source.group_end(at, self.end) is not None


def _prose_mark(text: str) -> re.Pattern[str]:
    return _PROSE_MARK_OR_ADDRESS if "/" in text or "www." in text else _PROSE_MARK
