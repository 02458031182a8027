"""LaTeX in titles, abstracts, comments and names, as readable plain Unicode. Pure.

arXiv's metadata is neither TeX nor plain text: formulas and commands stand beside
bare ``%`` and ``$``, addresses and prices. So this reads leniently and loses nothing:
what it does not understand stays as it is written, an unknown command leaves its
name or its argument.
"""

import re

from bot.text.formulas import fraction, script
from bot.text.symbols import (
    ACCENTS,
    CONTROL_SYMBOLS,
    DROPPED,
    LETTERS,
    SILENT,
    TEXT_ARGUMENT,
    accented,
    symbol,
)
from bot.text.tex_commands import COMMANDS
from bot.text.tex_source import COMMAND, Source

_MARKED = re.compile(r"[\\${}~`]|--")
_ADDRESS = (
    r"(?:https?://|www\.|\b[\w-]{1,40}(?:\.[\w-]{1,40}){1,4}/)"
    r"(?:[^\s{}$\\<>\"|^`]|\\[_%#&~$])+"
)
_PROSE_MARK = re.compile(rf"{_ADDRESS}|[\\${{}}~`\"]|''|--+>?|[_^](?=\{{)")
_MATH_MARK = re.compile(r"[\\${}~'_^]")
_ESCAPED = re.compile(r"\\(?:textasciitilde|textunderscore)(?:\{\}|\s*)|\\[~^]\{\}|\\([_%#&~${}])")
_OPTION = re.compile(r"\s*\[([^\[\]]{0,200})\]")
_CLOSING_QUOTE = re.compile(r"''|\"|``")
_SINGLE_QUOTED = re.compile(r"`([^`'\n]{1,200})'(?!\w)")
_RELATION_FIRST = re.compile(r"^([∼≈≃<>≤≥±]) +(?=\d)")
_MAX_DEPTH = 40


def to_unicode(text: str) -> str:
    """``text`` with its LaTeX written as Unicode and every run of white space as one space.

    Never raises; linear in the length of ``text`` but for nesting, of which 40 levels are read.
    """
    if not _MARKED.search(text):
        return " ".join(text.split())
    return " ".join(_Reading(Source(text), 0, len(text)).read().split())


def plain_address(text: str) -> str:
    r"""An address with LaTeX's escapes undone: ``\_``, ``\%``, ``\~{}``, ``\textasciitilde``."""
    return _ESCAPED.sub(_unescaped, text)


def _unescaped(found: re.Match[str]) -> str:
    whole = found[0]
    if found[1]:
        return str(found[1])
    return "_" if "under" in whole else "^" if whole[1] == "^" else "~"


class _Reading:
    """One pass over a stretch of the source; a group or a formula inside is a pass of its own."""

    def __init__(
        self, source: Source, start: int, end: int, *, math: bool = False, depth: int = 0
    ) -> None:
        self.source, self.text = source, source.text
        self.at, self.end, self.start = start, end, start
        self.math, self.depth = math, depth
        self.out: list[str] = []
        self.quote_open = False

    def read(self) -> str:
        mark = _MATH_MARK if self.math else _PROSE_MARK
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
            self._command()
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
        self.out += ["‘", self._part(quoted.start(1), quoted.end(1)), "’"]
        self.at = quoted.end()

    # -- groups and formulas ---------------------------------------------------------

    def _part(self, start: int, end: int, *, math: bool | None = None) -> str:
        """What stands between two places, read with its own state."""
        if self.depth >= _MAX_DEPTH:
            return self.text[start:end]
        inner = self.math if math is None else math
        return _Reading(self.source, start, end, math=inner, depth=self.depth + 1).read()

    def _brace(self, mark: str) -> None:
        close = self.source.group_end(self.start, self.end)
        if close is None:
            self.out.append(mark)
            return
        self.at = close + 1
        body = self._part(self.start + 1, close)
        is_text = not self.math and not self.source.is_grouping(self.start, close)
        self.out.append(f"{{{body}}}" if is_text else body)

    def _dollar(self) -> None:
        found = self.source.formula_end(self.start, self.end)
        if found is None:
            self.out.append("$")
            return
        opened = self.start + (2 if self.source.char(self.start + 1) == "$" else 1)
        close, self.at = found
        formula = self._part(opened, close, math=True).strip()
        self.out.append(_RELATION_FIRST.sub(r"\1", formula))

    # -- what follows a command (see tex_commands.Arguments) ---------------------------

    def argument(self, *, math: bool | None = None) -> str:
        start, end, self.at = self.source.argument_span(self.at, self.end)
        return self._part(start, end, math=math)

    def address(self) -> str:
        start, end, self.at = self.source.argument_span(self.at, self.end)
        return plain_address(self.text[start:end]).strip()

    def option(self) -> str:
        found = _OPTION.match(self.text, self.at, self.end)
        if found is None:
            return ""
        self.at = found.end()
        return found[1]

    def touches(self) -> tuple[str, str]:
        return self._before(), self.source.char(self.at) if self.at < self.end else ""

    def _before(self) -> str:
        return next((piece[-1] for piece in reversed(self.out) if piece), "")

    def _has_group(self) -> bool:
        at = self.source.after_spaces(self.at, self.end)
        return self.source.group_end(at, self.end) is not None

    # -- commands --------------------------------------------------------------------

    def _command(self) -> None:
        found = COMMAND.match(self.text, self.start, self.end)
        if found is None:
            self.out.append("\\")
            return
        self.at = found.end()
        name = found[0][1:].rstrip("*") or "*"
        if name in ACCENTS and self._takes_accent(name):
            self._accent(name)
        elif not name.isalpha():
            self._control_symbol(name)
        elif name in DROPPED:
            self._drop(name)
        elif name in SILENT:
            self._switch(name)
        else:
            self._word(name)

    def _takes_accent(self, name: str) -> bool:
        if self._has_group():
            return not self.text[self.at].isspace() or name.isalpha()
        following = self.source.char(self.at) if self.at < self.end else ""
        if name.isalpha():  # "\c c": otherwise it is an author's own command
            return following.isspace() and not self.math
        return following.isalpha() or (following == "\\" and not self.math)

    def _accent(self, name: str) -> None:
        over_command = self.source.char(self.at) == "\\"
        self.out.append(accented(self.argument(math=False), ACCENTS[name]) or name)
        if over_command:  # TeX swallows the space in "na\"\i ve"
            self.at = self.source.after_spaces(self.at, self.end)

    def _control_symbol(self, name: str) -> None:
        if name == "\\":
            self.option()
        if name in "|" and not self.math:
            self.out.append("|")
        else:
            self.out.append(CONTROL_SYMBOLS.get(name, name))

    def _switch(self, name: str) -> None:
        self.at = self.source.after_spaces(self.at, self.end)
        if name in ("left", "right") and self.source.char(self.at) == ".":
            self.at += 1

    def _drop(self, name: str) -> None:
        """Leave out a citation, with the space or the brackets that it would leave empty."""
        self.option()
        self.option()
        if self._has_group():
            *_, self.at = self.source.argument_span(self.at, self.end)
        written = "".join(self.out).rstrip() if name not in ("begin", "end") else ""
        after = self.source.char(self.at) if self.at < self.end else ""
        if not written:
            self.out.append(" ")
        elif written[-1] + after in ("()", "[]"):
            self.at += 1
            self.out = [written[:-1].rstrip()]
        elif after in ".,;:)]":
            self.out = [written]

    def _word(self, name: str) -> None:
        known = symbol(name)
        if name in COMMANDS:
            self.out.append(COMMANDS[name](self))
        elif name in TEXT_ARGUMENT and self._has_group():
            self.out.append(self.argument(math=False))
        elif name == "over":
            below = self._part(self.at, self.end)
            self.at, self.out = self.end, [fraction("".join(self.out), below)]
        elif known is not None:
            if name in LETTERS:
                self.at = self.source.after_spaces(self.at, self.end)
            self._name(known)
        elif self.source.group_end(self.at, self.end) is not None:
            self._unknown(name)
        else:
            self._name(name)

    def _unknown(self, name: str) -> None:
        """An author's own command: its arguments, or its name where they are empty."""
        arguments = []
        while self.source.group_end(self.at, self.end) is not None:
            arguments.append(self.argument())
        self.out.append(" ".join(filter(None, arguments)) or name)

    def _name(self, text: str) -> None:
        """A command's own text; in a formula, words keep a distance: ``n\\log n``."""
        if self.math and len(text) > 1 and text.isalpha():
            before, after = self.touches()
            text = (" " if before.isalnum() or before == ")" else "") + text
            text += " " if after.isalnum() or after == "\\" else ""
        self.out.append(text)
