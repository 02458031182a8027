"""Lines of text in Discord's markdown, so that what is shown is what was meant. Pure.

Discord lets a backslash stand before anything but letters, digits and white space, and
knows more than CommonMark does: mentions, commands, times, emoji by name, spoilers, small
print, addresses without brackets.
https://support.discord.com/hc/en-us/articles/210298617,
https://docs.discord.com/developers/reference#message-formatting
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby

from adapters.chat.directions import isolated
from adapters.discord_chat.rendering.limits import is_address
from bot.messages.blocks import Span, Spans, Style
from bot.text.readable import is_visible, lined

# A colon begins an emoji's name or ends a scheme unless white space follows. An invitation
# becomes a card even without a scheme, which the dot's backslash ends.
_SPECIAL = re.compile(
    r"@(?P<channel>[0-9]{15,20})(?!\w)|[\\*_~`|<@\[]|:(?!\s)|\.(?=gg/|com/invite)"
)
# what opens a heading, a list, a quotation or small print at the start of a line; marks may
# stand before it, so that every run of text is taken to start one
_START = re.compile(r"(?P<mark>[-#+>])|\d+(?=[.)](?:\s|\Z))")
# What a link's text may not hold. Brackets would end it or not, by the client's own count;
# a text that looks like an address is not made a link by Discord, against phishing.
_NO_LINK = re.compile(r"([\[\]]+|\w*://)")
_IN_ADDRESS = str.maketrans({letter: f"%{ord(letter):02X}" for letter in "()<>[]{}*|`\\\"'^"})
_MARKS = {"strong": "**", "emphasis": "*"}
# nothing to see: keeps the marks of two neighbours apart
_APART = "\u200b"


def lines(content: Spans) -> tuple[Spans, ...]:
    """The content's own lines, without white space at their ends and without empty ones."""
    rows: list[list[Span]] = [[]]
    for span in content:
        first, *others = lined(span.text).split("\n")
        rows[-1].append(_with_text(span, first))
        rows += [[_with_text(span, text)] for text in others]
    return tuple(made for row in rows if (made := _trimmed(row)))


def _with_text(span: Span, text: str) -> Span:
    return span if text == span.text else replace(span, text=text)


def _trimmed(row: Sequence[Span]) -> Spans:
    if not is_visible("".join(span.text for span in row)):
        return ()
    kept = [span for span in row if span.text]
    while not (start := kept[0].text.lstrip()):
        kept.pop(0)
    kept[0] = _with_text(kept[0], start)
    while not (end := kept[-1].text.rstrip()):
        kept.pop()
    kept[-1] = _with_text(kept[-1], end)
    return tuple(kept)


def inline(line: Spans, *, beside: bool = False) -> str:
    """One line of :func:`lines` in markdown. ``beside``: something stands before it."""
    runs = _runs(line)
    texts = isolated([run.text for run in runs], beside=beside)
    made = ""
    for run, text in zip(runs, texts, strict=True):
        shown = _run(run, text)
        made += _APART + shown if made and made[-1] == shown[0] and shown[0] in "*`" else shown
    return made


def escaped(text: str) -> str:
    """Text that is nothing but text, at a line's start and elsewhere; but a channel that
    an answer calls by its id (``@<id>``) is shown by its name."""
    return begun(_SPECIAL.sub(_escape, text))


def _escape(found: re.Match[str]) -> str:
    return f"<#{found['channel']}>" if found["channel"] else f"\\{found[0]}"


def begun(markdown: str) -> str:
    """The rest of a line, put where it starts one: nothing is a list for that."""
    found = _START.match(markdown)
    if found is None:
        return markdown
    place = 0 if found["mark"] else found.end()
    return f"{markdown[:place]}\\{markdown[place:]}"


def _runs(line: Spans) -> list[Span]:
    """Neighbours of one look as one."""
    looks = ((_style(span), span.url, span.text) for span in line)
    grouped = groupby(looks, key=lambda look: look[:2])
    return [
        Span("".join(text for _, _, text in group), style, url) for (style, url), group in grouped
    ]


def _style(span: Span) -> Style:
    """Small print is a matter of whole lines. Discord has no links to commands, so that a
    number which opens something elsewhere need not look like it here."""
    if span.command and not span.url and not any(letter.isalpha() for letter in span.text):
        return "plain"
    return "plain" if span.style == "dim" else span.style


def _run(run: Span, text: str) -> str:
    """Marks touch the text; white space stays outside of them."""
    core = text.strip()
    if not core:
        return text
    start = text.find(core)
    tail = text[start + len(core) :]
    return text[:start] + _marked(run, core, tail) + tail


def _marked(run: Span, core: str, tail: str) -> str:
    if run.url and is_address(run.url):
        shown = _linked(core, run.url)
    elif run.style == "code" and "`" not in core:
        return f"`{core}`"
    else:
        # the colon of "TL;DR: " needs the space behind it to be seen as what it is
        shown = escaped(core + tail).removesuffix(tail)
    mark = _MARKS.get(run.style, "")
    return f"{mark}{shown}{mark}"


def _linked(core: str, url: str) -> str:
    """The longest stretch that can be a link is one; all of it is shown."""
    address = url.translate(_IN_ADDRESS)
    if core == address:
        return f"<{address}>"
    stretches = _NO_LINK.split(core)
    best = max(range(0, len(stretches), 2), key=lambda place: len(stretches[place].strip()))
    made = [
        _link(each, address) if place == best else escaped(each)
        for place, each in enumerate(stretches)
    ]
    return "".join(made)


def _link(text: str, address: str) -> str:
    core = text.strip()
    if not is_visible(core):
        return escaped(text)
    start = text.find(core)
    return f"{text[:start]}[{escaped(core)}]({address}){text[start + len(core) :]}"
