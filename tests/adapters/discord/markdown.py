"""What a Discord client shows of a text: an own small reader of its markdown, for tests.

Written from what the client is known to do, apart from the product's writer: rules are
tried in the client's order, block rules also at the start of whatever stands inside a mark.
Whatever is neither text nor one of the few forms that the bot means to use is *foreign*.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace


@dataclass(frozen=True)
class Sign:
    """One letter as it is shown."""

    letter: str
    bold: bool = False
    italic: bool = False
    code: bool = False
    url: str | None = None


@dataclass(frozen=True)
class Line:
    """``blocks`` from the outside in: quote, list, heading, small."""

    blocks: tuple[str, ...]
    signs: tuple[Sign, ...]

    @property
    def text(self) -> str:
        return "".join(sign.letter for sign in self.signs)


class ForeignError(AssertionError):
    """Something that the bot never means to say."""


_BLOCKS = (
    ("quote", re.compile(r" *> ")),
    ("whole quote", re.compile(r" *>>> ")),
    ("small", re.compile(r" *-# ")),
    ("heading", re.compile(r" *#{1,3}\s+")),
    ("list", re.compile(r" *[-*+] +")),
    ("number", re.compile(r" *\d+\. +")),
)
_MEANT = {"quote", "small", "heading", "list"}
_URL = r"(?:https?|steam|discord)://"
# as simple-markdown has it: brackets are counted without regard to backslashes
_INSIDE = r"(?:\[[^\]]*\]|[^\[\]]|\](?=[^\[]*\]))*"
_LINK = re.compile(rf"\[({_INSIDE})\]\(\s*<?((?:\([^)]*\)|[^\s\\]|\\.)*?)>?\s*\)")
_RULES = (
    ("escape", re.compile(r"\\([^0-9A-Za-z\s])")),
    ("address", re.compile(rf"<({_URL}[^ >]+)>")),
    ("foreign", re.compile(r"<(?:@[!&]?\d+|#\d+|/[^>]*:\d+|t:-?\d+|a?:\w+:\d+|id:\w+|[^ >]+@\S+)")),
    ("foreign", re.compile(r"@(?:everyone|here)")),
    ("foreign", re.compile(rf"{_URL}[^\s<]+")),
    ("foreign", re.compile(r"(?:discord\.gg|discord(?:app)?\.com/invite)/\w")),
    ("link", _LINK),
    ("strong", re.compile(r"\*\*((?:\\[\s\S]|[^\\])+?)\*\*(?!\*)")),
    ("foreign", re.compile(r"__((?:\\[\s\S]|[^\\])+?)__(?!_)")),
    (
        "em",
        re.compile(r"\*(?=\S)((?:\*\*|\\[\s\S]|\s+(?:\\[\s\S]|[^\s*\\]|\*\*)|[^\s*\\])+?)\*(?!\*)"),
    ),
    ("foreign", re.compile(r"_((?:__|\\[\s\S]|[^\\_])+?)_(?!\w)")),
    ("foreign", re.compile(r"~~(?=\S)[\s\S]*?\S~~")),
    ("foreign", re.compile(r"\|\|[\s\S]+?\|\|")),
    ("code", re.compile(r"(`+)([\s\S]*?[^`])\1(?!`)")),
    ("foreign", re.compile(r":[^\s:]+:")),
)


def read(markdown: str) -> list[Line]:
    """Every line that is shown; ForeignError for what must not be there."""
    return [_line(line) for line in markdown.split("\n") if line.strip()]


def shown(markdown: str) -> str:
    return "\n".join(line.text for line in read(markdown))


def _line(source: str) -> Line:
    blocks: list[str] = []
    while found := _block(source):
        name, source = found
        if name not in _MEANT:
            raise ForeignError(f"{name} begins at {source!r}")
        blocks.append(name)
    return Line(tuple(blocks), tuple(_inline(source, Sign(""))))


def _block(source: str) -> tuple[str, str] | None:
    for name, pattern in _BLOCKS:
        if found := pattern.match(source):
            return name, source[found.end() :]
    return None


def _inline(source: str, style: Sign) -> Iterator[Sign]:
    place = 0
    while place < len(source):
        name, found = next(
            ((name, found) for name, rule in _RULES if (found := rule.match(source, place))),
            ("text", None),
        )
        if found is None:
            yield replace(style, letter=source[place])
            place += 1
            continue
        yield from _ruled(name, found, style)
        place = found.end()


def _ruled(name: str, found: re.Match[str], style: Sign) -> Iterator[Sign]:
    if name == "foreign":
        raise ForeignError(f"{found[0]!r} in {found.string!r}")
    if name in ("escape", "address"):
        url = found[1] if name == "address" else style.url
        yield from (replace(style, letter=letter, url=url) for letter in found[1])
    elif name == "code":
        yield from (replace(style, letter=letter, code=True) for letter in found[2])
    elif name == "link":
        if re.search(_URL, found[1]):
            raise ForeignError(f"a link that Discord shows as it is written: {found[0]!r}")
        yield from _nested(found[1], replace(style, url=found[2]))
    else:
        bold, italic = style.bold or name == "strong", style.italic or name == "em"
        yield from _nested(found[1], replace(style, bold=bold, italic=italic))


def _nested(source: str, style: Sign) -> Iterator[Sign]:
    if _block(source):
        raise ForeignError(f"a block inside a mark: {source!r}")
    yield from _inline(source, style)
