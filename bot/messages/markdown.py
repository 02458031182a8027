"""A message as Markdown (CommonMark, with ``<details>`` for folded quotes). Pure."""

import re

from bot.messages.blocks import (
    Attachment,
    Block,
    Buttons,
    ChannelChooser,
    Choices,
    Divider,
    Heading,
    Item,
    ItemList,
    Message,
    Paragraph,
    Quote,
    Span,
    Spans,
)
from bot.text.readable import harmless

# Every ASCII punctuation mark may be escaped, https://spec.commonmark.org/0.31.2/#backslash-escapes
_SPECIAL = re.compile(r"([\\`*_{}\[\]<>#|~$&])")
# at the start of a line these would open a list, a heading or a rule
_LINE_START = re.compile(r"^(\s*)([-+=]|\d{1,9}(?=[.)]))", re.M)
_IN_ADDRESS = str.maketrans({"(": "%28", ")": "%29", "<": "%3C", ">": "%3E", " ": "%20"})


def markdown(message: Message) -> str:
    """The whole message, ended with a line break."""
    return "\n\n".join(part for block in message.blocks if (part := _block(block))) + "\n"


def _block(block: Block) -> str:
    match block:
        case Heading(content, level):
            return f"{'#' * level} {_inline(content)}"
        case Paragraph(content):
            return _inline(content)
        case ItemList(items):
            return "\n".join(_item(item) for item in items)
        case Quote(paragraphs, label, folded):
            return _quote(paragraphs, label, folded=folded)
        case Divider():
            return "---"
        case Buttons(rows):
            links = [
                f"[{_escape(button.label)}]({_address(button.url)})"
                for row in rows
                for button in row
                if button.url
            ]
            return " · ".join(links)
        case Attachment(caption=caption):
            return _inline(caption)
        case Choices() | ChannelChooser():
            return ""


def _item(item: Item) -> str:
    marker = item.marker or "-"
    indent = " " * (len(marker) + 1)
    # two spaces before the break keep the lines of one entry apart
    return f"{marker} " + f"  \n{indent}".join(_inline(line) for line in item.lines)


def _quote(paragraphs: tuple[Spans, ...], label: str, *, folded: bool) -> str:
    body = "\n>\n".join(f"> {_inline(content)}" for content in paragraphs)
    if not folded:
        return f"> **{_escape(label)}**\n>\n{body}" if label else body
    return f"<details><summary>{_escape(label)}</summary>\n\n{body}\n\n</details>"


def _inline(content: Spans) -> str:
    return _LINE_START.sub(_escape_start, "".join(_span(span) for span in content))


def _escape_start(found: re.Match[str]) -> str:
    before, mark = found.groups()
    return f"{before}{mark}\\" if mark.isdigit() else f"{before}\\{mark}"


def _span(span: Span) -> str:
    text = _escape(span.text)
    lead, core, tail = _margins(text)
    if core and span.style in ("strong", "emphasis"):
        mark = "**" if span.style == "strong" else "*"
        core = f"{mark}{core}{mark}"
    if core and span.style == "code":
        core = f"`{harmless(span.text).strip().replace('`', chr(0x2CB))}`"
    if core and span.url:
        core = f"[{core}]({_address(span.url)})"
    return lead + core + tail


def _margins(text: str) -> tuple[str, str, str]:
    """Leading white space, text, trailing white space: marks must touch the text."""
    core = text.strip()
    start = text.find(core) if core else len(text)
    return text[:start], core, text[start + len(core) :]


def _escape(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", harmless(text))


def _address(url: str) -> str:
    return harmless(url).translate(_IN_ADDRESS)
