"""The text of a part as plain messages, for when Discord refuses its form. Pure.

Reads back what adapters.discord_chat.rendering.markdown writes, and nothing else. Escapes
stay: what was text is still no markup; marks go, and a link's address stands behind its text.
"""

import re
from collections.abc import Iterator, Sequence

from adapters.discord_chat.rendering.bodies import NO_PREVIEWS, TEXT, nobody
from adapters.discord_chat.rendering.limits import CONTENT
from adapters.discord_chat.rendering.markdown import begun, escaped
from adapters.discord_chat.rendering.part import Json
from bot.text.readable import utf16_length

_LINE_MARK = re.compile(r"^(?:#{1,3}|-#) ", re.M)
_FORM = re.compile(
    r"(?P<kept>\\.|<https?://[^\s<>]+>)|`(?P<code>[^`\n]+)`"
    r"|\[(?P<text>(?:\\.|[^\\\]])+)\]\((?P<url>https?://[^\s()]+)\)|\*+",
    re.S,
)
_WORD = re.compile(r"\s*\S+")
# what may not be torn: an escaped sign, an address
_SIGN = re.compile(r"\s*(?:\\.|<https?://[^\s<>]+>|\S)", re.S)
_BETWEEN = "\n\n"


def contents(body: Json) -> tuple[Json, ...]:
    """Bodies of at most 2,000 characters each; none for a part without text."""
    texts = (without_form(text) for text in _texts(body))
    stretches = [stretch for text in texts for stretch in _stretches(text)]
    return tuple(
        {"content": content, "flags": NO_PREVIEWS, "allowed_mentions": nobody()}
        for content in _filled(stretches, _BETWEEN)
    )


def without_form(markdown: str) -> str:
    return _FORM.sub(_bare, _LINE_MARK.sub("", markdown))


def _bare(found: re.Match[str]) -> str:
    if found["kept"]:
        return found["kept"]
    if found["code"]:
        return escaped(found["code"])
    return f"{found['text']} <{found['url']}>" if found["url"] else ""


def _texts(body: Json) -> Iterator[str]:
    for embed in body.get("embeds", ()):
        yield embed["description"]
    for component in body.get("components", ()):
        if component["type"] == TEXT:
            yield component["content"]
        yield from _texts(component)


def _stretches(text: str) -> Iterator[str]:
    """The paragraphs, those that are too long cut between lines, or else between words."""
    for paragraph in filter(str.strip, text.split(_BETWEEN)):
        lines = [piece for line in paragraph.split("\n") for piece in _cut_line(line)]
        yield from _filled(lines, "\n")


def _cut_line(line: str) -> Iterator[str]:
    if utf16_length(line) <= CONTENT:
        yield line
        return
    words = [piece for word in _WORD.findall(line) for piece in _pieces(word)]
    first, *others = _filled(words, "", CONTENT - 1)
    yield first
    yield from (begun(other.lstrip()) for other in others)


def _pieces(word: str) -> Sequence[str]:
    return [word] if utf16_length(word) <= CONTENT // 2 else _SIGN.findall(word)


def _filled(texts: Sequence[str], between: str, limit: int = CONTENT) -> list[str]:
    """Neighbours together as long as there is room."""
    made: list[str] = []
    room = 0
    for text in texts:
        size = utf16_length(between) + utf16_length(text)
        if made and size <= room:
            made[-1] += between + text
            room -= size
        else:
            made.append(text)
            room = limit - utf16_length(text)
    return made
