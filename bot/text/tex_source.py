"""A text with its braces and dollars paired, and what they and their neighbours mean. Pure.

These are the decisions that reading LaTeX leniently comes down to: is this tilde a
tie or an "about", are these dollars a formula or two prices?
"""

import re

COMMAND = re.compile(r"\\(?:[A-Za-z]+\*?|.)", re.S)
_DIMENSION = re.compile(
    r"\s*+(?:-\s*+)?(?:\d++(?:\.\d++)?|\.\d++)\s*+(?:mu|pt|em|ex|[cm]m|in|pc|sp|bp)\b"
)
_AFTER_DIGIT = re.compile(r"\d[\s{$\\,^~]*\Z")
# "{ResNet-50}", "{Long Name}": no set of one element, and no placeholder
_NAME = re.compile(r"(?=\w*[A-Z])[A-Za-z][\w.+-]{2,}|[A-Za-z][A-Za-z-]*(?: [\w.-]+)+")
_LONE = re.compile(r"[^\w\s]|(?:https?://|www\.)\S+")
# a sentence that a group marks ("{We show ...}"), or a remark, "{(PN)}"
_SENTENCE = re.compile(r"\s*[A-Z](?:[\w-]*,?\s+){4}|\([^()]*\)$")
_SPACES = re.compile(r"\s*")
_TIE = re.compile(r"[^\W_]|[.,;:)\]}”’'\"%$=]")
_PRICE = re.compile(r"\d[\d,.]*\s*(?:[kKMBT]|[mb]illion|USD)?\b")
_PROSE = re.compile(r"(?<![A-Za-z])(?:[A-Za-z]{2,}+[,.;]?\s++){2}[A-Za-z]{2}")


class TexSource:
    """Finds, in one pass, the brace that closes a brace and the dollar after a dollar.

    ``closing`` maps the places of matched braces; the others are text. ``next_dollar``
    links dollars at the same depth of braces. Escaped ones do not count.
    """

    def __init__(self, text: str) -> None:
        self.text = text
        self.closing: dict[int, int] = {}
        self.next_dollar: dict[int, int] = {}
        self._pair_braces()
        self._chain_dollars()

    def _marks(self, chars: str) -> list[int]:
        if not any(char in self.text for char in chars):
            return []
        return [m.start() for m in re.finditer(rf"\\.|[{chars}]", self.text, re.S) if m[0] in chars]

    def _pair_braces(self) -> None:
        opened: list[int] = []
        for at in self._marks("{}"):
            if self.text[at] == "{":
                opened.append(at)
            elif opened:
                self.closing[opened.pop()] = at

    def _chain_dollars(self) -> None:
        """Link each dollar with the next one at its own depth of braces."""
        closers = set(self.closing.values())
        last: list[int | None] = [None]
        for at in self._marks("${}"):
            if at in self.closing:
                last.append(None)
            elif at in closers:
                last.pop()
            elif self.text[at] == "$":
                before = last[-1]
                if before is not None:
                    self.next_dollar[before] = at
                last[-1] = at

    def char(self, at: int) -> str:
        return self.text[at] if 0 <= at < len(self.text) else ""

    def group_end(self, at: int, end: int) -> int | None:
        """The brace that closes a group which starts at ``at`` and ends before ``end``."""
        close = self.closing.get(at)
        return close if close is not None and close < end else None

    def after_spaces(self, at: int, end: int) -> int:
        found = _SPACES.match(self.text, at, end)
        return found.end() if found else at

    def after_dimension(self, at: int, end: int) -> int:
        r"""Behind a length such as the ``-2mu`` of ``\mkern-2mu``; ``at`` where none stands."""
        found = _DIMENSION.match(self.text, at, end)
        return found.end() if found else at

    def verbatim_span(self, at: int, end: int) -> tuple[int, int, int] | None:
        """Start and end of what two equal signs enclose, and the place behind them."""
        mark = self.char(at)
        close = self.text.find(mark, at + 1, end) if mark.strip() and not mark.isalnum() else -1
        return (at + 1, close, close + 1) if close > at else None

    def is_unclosed(self, at: int) -> bool:
        return self.char(at) == "{" and at not in self.closing

    def is_stray(self, at: int) -> bool:
        """Whether a brace that has no other half touches a word, as those meant for TeX do."""
        touched = self.char(at - 1) if self.char(at) == "}" else self.char(at + 1)
        return bool(touched) and not touched.isspace() and touched not in "{}\\"

    def follows_digit(self, at: int) -> bool:
        """Whether a digit stands before, but for what TeX writes between: ``90^{``, ``90$\\,``."""
        return _AFTER_DIGIT.search(self.text, max(at - 8, 0), at) is not None

    def argument_span(self, at: int, end: int) -> tuple[int, int, int]:
        """Start and end of the next argument's content, and the place behind it.

        An argument is a group, a command with the groups that follow it, or a character.
        """
        at = self.after_spaces(at, end)
        close = self.group_end(at, end)
        if close is not None:
            return at + 1, close, close + 1
        command = COMMAND.match(self.text, at, end)
        behind = command.end() if command else min(at + 1, end)
        while command and (close := self.group_end(behind, end)) is not None:
            behind = close + 1
        return at, behind, behind

    def formula_end(self, start: int, end: int) -> tuple[int, int] | None:
        """Content end and the place behind the formula that ``$`` or ``$$`` opens, if it does."""
        close = self.next_dollar.get(start, end)
        if close == start + 1:
            inner = self.next_dollar.get(close, end)
            doubled = self.next_dollar.get(inner) == inner + 1
            return (inner, inner + 2) if doubled and inner + 2 <= end else None
        if close >= end or not self._is_formula(start + 1, close):
            return None
        return close, close + 1

    def _is_formula(self, start: int, close: int) -> bool:
        """Whether two dollars enclose a formula and not the words between two prices."""
        inside = self.text[start:close]
        priced = _PRICE.match(inside) is not None
        if not inside.strip():
            return False
        if re.search(r"\\[A-Za-z]", inside):
            return not (priced and _PROSE.search(inside.partition("\\")[0]))
        if _PROSE.search(inside) or (priced and inside[-1].isspace()):
            return False
        spaced = inside != inside.strip()
        if spaced and " " in inside.strip() and not re.search(r"[_^=<>+]", inside):
            return False
        return not (priced and self.char(close + 1).isdigit())

    def is_tie(self, at: int) -> bool:
        """Whether a tilde joins two words; ``~28,000``, ``10~20`` and ``~/path`` say "about"."""
        before, after = self.char(at - 1), self.char(at + 1)
        if not before or not after or not _TIE.match(before) or after.isspace() or after == "/":
            return False
        return not (before.isdigit() and after.isdigit())

    def is_dash(self, start: int, behind: int) -> bool:
        """Whether hyphens are a dash; ``--flag`` is a program's option, ``<!--`` is markup."""
        before, after = self.char(start - 1), self.char(behind)
        option = behind - start == 2 and after.isalnum() and (not before or before in " \n([\"'`")
        return not option and before not in ("<", "!")

    def is_grouping(self, start: int, close: int) -> bool:
        """In prose, braces that TeX swallows; those of ``{a, b}`` or ``{x}`` are text."""
        inside = self.text[start + 1 : close]
        if not inside or inside[0] in "\\${":
            return True
        before, after = self.char(start - 1), self.char(close + 1)
        glued = before.isalnum() or after.isalnum() or after in ("$", "^", "_")
        named = _NAME.fullmatch(inside) or _LONE.fullmatch(inside) or _SENTENCE.match(inside)
        return (glued and "," not in inside) or named is not None
