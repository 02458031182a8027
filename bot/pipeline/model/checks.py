"""What a model wrote, held against what it was given: which faults a text has. Pure.

Beside the check of truth stands what no text of a model may ever have here: links, mentions and
commands are put in by code, whatever the source has.
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from bot.values.checking import Finding

_ADDRESS = re.compile(
    r"\w+://|\bwww\.|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|dev|app|co|me|ly|gg|info|xyz)\b(?!\.\d)"
    r"|(?<![\w.])@(?:everyone|here|\w{3,})|<[@#!/a-z]|(?:^|\s)/[a-z]{3,}\b",
    re.I,
)
# a text so many times too long is not worth reading
_FAR = 4

Check = Callable[[str, Sequence[str], str, int], Sequence[Finding]]
"""A text, the texts that it must be true to, its language, the characters that it may have."""


@dataclass(frozen=True, slots=True)
class Checks:
    """``planted`` gives the passages of a text that speak to models or reviewers."""

    check: Check
    planted: Callable[[str], Sequence[str]]

    def faults(
        self, text: str, sources: Sequence[str], language: str, longest: int
    ) -> tuple[Finding, ...]:
        if len(text) > _FAR * longest:
            return (Finding("length", "", f"It has more than {longest} characters."),)
        found = _ADDRESS.search(text)
        own = (
            (Finding("link", found[0], "It has a link, a mention or a command."),) if found else ()
        )
        return (*own, *self.check(text, sources, language, longest))
