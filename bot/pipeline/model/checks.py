"""What a model wrote, held against what it was given: which faults a text has. Pure.

Beside the check of truth stands what no text of a model may ever have here: links, mentions and
commands are put in by code, whatever the source has.
"""

import re
from collections.abc import Sequence

from bot.editorial.checking.checks import check
from bot.editorial.checking.source import Source
from bot.values.checking import Finding

_ADDRESS = re.compile(
    r"\w+://|\bwww\.|<[@#!/a-z]|(?<![\w.])@(?:everyone|here|\w{3,})|(?:^|\s)/[a-z]{3,}\b"
    r"|\b[\w-]+(?:\.[\w-]+)*\.(?:com|org|net|io|ai|dev|app|co|me|ly|gg|info|xyz)\b(?!\.\d)",
    re.I,
)
# a text so many times too long is not worth reading
_FAR = 4


def paper_source(title: str, abstract: str) -> Source:
    """A title is a sentence of its own."""
    return Source.of(as_sentence(title), abstract)


def as_sentence(title: str) -> str:
    return title if title.endswith((".", "!", "?")) else f"{title}."


def faults(
    text: str,
    source: Source,
    *,
    language: str,
    longest: int,
    sentence: bool = True,
    beside: Sequence[str] = (),
) -> tuple[Finding, ...]:
    """As ``bot.editorial.checking.check``; ``beside`` are texts that it must not say again."""
    if len(text) > _FAR * longest:
        return (Finding("length", "", f"Use at most {longest} characters."),)
    found = _ADDRESS.search(text)
    if found:
        hint = "Leave out links, mentions and commands."
        return (Finding("link", found[0], hint),)
    return check(
        text,
        source,
        language=language,
        longest=longest,
        sentence=sentence,
        may_repeat=beside,
    )
