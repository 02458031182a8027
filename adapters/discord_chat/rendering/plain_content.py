"""The text of a part as plain messages, for when Discord refuses its form. Pure.

Reads back what adapters.discord_chat.rendering.markdown writes, and nothing else. Escapes
stay: what was text is still no markup; marks go, and a link's address stands behind its text.
"""

import re
from collections.abc import Iterator, Sequence

from adapters.chat.splitting import PARAGRAPHS, filled, stretches
from adapters.discord_chat.rendering.bodies import NO_PREVIEWS, silence
from adapters.discord_chat.rendering.limits import CONTENT
from adapters.discord_chat.rendering.markdown import begun, escaped
from adapters.discord_chat.rendering.part import Json, nobody
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


def contents(body: Json) -> tuple[Json, ...]:
    """Bodies of at most 2,000 characters each; none for a part without text."""
    texts = (without_form(text) for text in _texts(body))
    parted = [each for text in texts for each in stretches(text, CONTENT, _cut_line)]
    flags = NO_PREVIEWS | silence(body)
    made = filled(parted, PARAGRAPHS, CONTENT)
    # whom a part calls stands in the first
    allowed = (body.get("allowed_mentions") or nobody(), *(nobody() for _ in made[1:]))
    return tuple(
        {"content": content, "flags": flags, "allowed_mentions": each}
        for content, each in zip(made, allowed, strict=False)
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
    if body.get("content"):
        yield body["content"]
    for embed in body.get("embeds", ()):
        yield embed["description"]
    for component in body.get("components", ()):
        yield from _texts(component)


def _cut_line(line: str) -> Iterator[str]:
    if utf16_length(line) <= CONTENT:
        yield line
        return
    words = [piece for word in _WORD.findall(line) for piece in _pieces(word)]
    first, *others = filled(words, "", CONTENT - 1)
    yield first
    yield from (begun(other.lstrip()) for other in others)


def _pieces(word: str) -> Sequence[str]:
    return [word] if utf16_length(word) <= CONTENT // 2 else _SIGN.findall(word)
