"""LaTeX in titles, abstracts, comments and names, as readable plain Unicode. Pure.

arXiv's metadata is neither TeX nor plain text: formulas and commands stand beside
bare ``%`` and ``$``, addresses and prices. So this reads leniently and loses nothing:
what it does not understand stays as it is written, an unknown command leaves its
name or its argument.
"""

from bot.text.formulas import fraction
from bot.text.symbols import (
    ACCENTS,
    CONTROL_SYMBOLS,
    DROPPED,
    FUNCTIONS,
    LETTERS,
    SILENT,
    TEXT_ARGUMENT,
    accented,
    symbol,
)
from bot.text.tex_commands import COMMANDS
from bot.text.tex_marks import OPTION, MarkReading
from bot.text.tex_source import COMMAND, TexSource

# looked for one by one: that takes a twentieth of a pattern's time
_MARKS = ("\\", "$", "{", "}", "~", "`", "--")
# read here, or left as the words they are
_OTHERS = frozenset(("over", "verb", "deg", *FUNCTIONS))


def to_unicode(text: str) -> str:
    """``text`` with its LaTeX written as Unicode and every run of white space as one space.

    Never raises; linear in the length of ``text`` but for nesting, of which 40 levels are read.
    """
    if not any(mark in text for mark in _MARKS):
        return " ".join(text.split())
    return " ".join(_Reading(TexSource(text), 0, len(text)).read().split())


def is_known_command(name: str) -> bool:
    """False for an author's own command."""
    tables = (COMMANDS, ACCENTS, DROPPED, SILENT, TEXT_ARGUMENT, _OTHERS)
    return any(name in table for table in tables) or symbol(name) is not None


class _Reading(MarkReading):
    """One pass over a stretch of the source, with what its commands leave."""

    def command(self) -> None:
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
        if self.has_group():
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
        if self.has_group():
            *_, self.at = self.source.argument_span(self.at, self.end)
        else:
            self.at = self.source.after_dimension(self.at, self.end)
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
        if self.source.is_unclosed(self.at):
            self._skip_brace(name)
        elif name in COMMANDS:
            self.out.append(COMMANDS[name](self))
        elif name in TEXT_ARGUMENT and self.has_group():
            self.out.append(self.argument(math=False))
        elif name in ("over", "verb", "deg"):
            {"over": self._over, "verb": self._verbatim, "deg": self._degrees}[name]()
        elif known is not None:
            if name in LETTERS:
                self.at = self.source.after_spaces(self.at, self.end)
            self._name(known)
        else:
            self._unknown(name)

    def _skip_brace(self, name: str) -> None:
        """Of a command whose brace is never closed, the text behind is all that can be read."""
        self.at += 1
        if name not in TEXT_ARGUMENT:
            self.out.append(" ")

    def _over(self) -> None:
        below = self.part(self.at, self.end)
        self.at, self.out = self.end, [fraction("".join(self.out), below)]

    def _verbatim(self) -> None:
        r"""``\verb|as it is|``"""
        found = self.source.verbatim_span(self.at, self.end)
        if found is None:
            self._name("verb")
            return
        start, end, self.at = found
        self.out.append(self.text[start:end])

    def _degrees(self) -> None:
        if self.source.follows_digit(self.start):
            self.out.append("°")
        else:
            self._name("deg")

    def _unknown(self, name: str) -> None:
        """An author's own command: its arguments, or its name where they are empty."""
        option = OPTION.match(self.text, self.at, self.end)
        if option and self.source.char(option.end()) == "{":
            self.at = option.end()
        arguments = []
        while self.source.group_end(self.at, self.end) is not None:
            arguments.append(self.argument())
        if any(arguments):
            self.out.append(" ".join(filter(None, arguments)))
        else:
            self._name(name)

    def _name(self, text: str) -> None:
        """A command's own text; in a formula, words keep a distance: ``n\\log n``."""
        if self.math and len(text) > 1 and text.isalpha():
            before, after = self.touches()
            text = (" " if before.isalnum() or before == ")" else "") + text
            text += " " if after.isalnum() or after == "\\" else ""
        self.out.append(text)
