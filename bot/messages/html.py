"""A message as HTML: a fragment, and a small page around it. Pure."""

from base64 import b64encode
from html import escape
from unicodedata import bidirectional

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
    text_of,
)
from bot.messages.page_links import anchor_of, in_order, with_links
from bot.text.readable import harmless

_TAGS = {"strong": "strong", "emphasis": "em", "code": "code", "dim": "small"}
_STYLE = (
    "body{max-width:46rem;margin:2rem auto;padding:0 1rem;font:1rem/1.5 system-ui,sans-serif;"
    # a long address or formula breaks where it must: nothing scrolls sideways on a phone
    "overflow-wrap:anywhere}h1{font-size:1.6rem}h2{font-size:1.25rem}h3{font-size:1.05rem}"
    "h1,h2,h3{line-height:1.25}blockquote{margin:.5rem 0 .5rem 1rem}"
    "img{max-width:100%;height:auto}figure{margin:1rem 0}"
    "small{color:#666}ul{list-style:none;padding-left:0}li{margin:.6rem 0}"
    "a{color:#0645ad;text-decoration:none}@media(prefers-color-scheme:dark)"
    "{body{background:#111;color:#ddd}a{color:#8ab4f8}small{color:#999}}"
)


def page(message: Message, language: str) -> str:
    """A document of its own, without scripts or anything fetched."""
    headings = (text_of(b.spans) for b in message.blocks if isinstance(b, Heading))
    return (
        f'<!doctype html>\n<html lang="{_attribute(language)}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{_text(next(headings, 'Paperbrief'))}</title>\n<style>{_STYLE}</style>\n</head>\n"
        f"<body>\n{fragment(in_order(with_links(message)))}\n</body>\n</html>\n"
    )


def fragment(message: Message) -> str:
    return "\n".join(part for block in message.blocks if (part := _block(block)))


def _block(block: Block) -> str:
    match block:
        case Heading(content, level):
            name = anchor_of(block)
            id_ = f' id="{name}"' if name else ""
            return f"<h{level}{id_}{_direction(content)}>{_inline(content)}</h{level}>"
        case Paragraph(content):
            return _paragraph(content)
        case ItemList(items):
            return "<ul>\n" + "\n".join(_item(item) for item in items) + "\n</ul>"
        case Quote(paragraphs, label, folded):
            return _quote(paragraphs, label, folded=folded)
        case Divider():
            return "<hr>"
        case Buttons(rows):
            links = [
                f'<a href="{_attribute(button.url)}">{_text(button.label)}</a>'
                for row in rows
                for button in row
                if button.url
            ]
            return f"<p>{' · '.join(links)}</p>" if links else ""
        case Attachment():
            return _figure(block) if block.is_picture else _paragraph(block.caption)
        case Choices() | ChannelChooser():
            return ""


def _figure(picture: Attachment) -> str:
    """The picture is in the page itself: nothing is fetched."""
    content = b64encode(picture.content).decode("ascii")
    image = (
        f'<img src="data:{_attribute(picture.media_type)};base64,{content}" '
        f'alt="{_attribute(text_of(picture.caption))}">'
    )
    return f"<figure>{image}<figcaption>{_inline(picture.caption)}</figcaption></figure>"


def _item(item: Item) -> str:
    marker = f"{_text(item.marker)} " if item.marker else ""
    right = _direction(tuple(span for line in item.lines for span in line))
    lines = map(_line if right else _inline, item.lines)
    return f"<li{right}>{marker}{'<br>'.join(lines)}</li>"


def _line(content: Spans) -> str:
    """One of several, which may go in different directions."""
    return f'<bdi dir="{"rtl" if _direction(content) else "ltr"}">{_inline(content)}</bdi>'


def _paragraph(content: Spans) -> str:
    return f"<p{_direction(content)}>{_inline(content)}</p>"


def _direction(content: Spans) -> str:
    """The attribute of a text that has more right-to-left words than others: the names in it are
    Latin, and one may come first."""
    right = 0
    for word in text_of(content).split():
        kinds = {bidirectional(letter) for letter in word}
        right += 1 if kinds & {"R", "AL"} else -1 if "L" in kinds else 0
    return ' dir="rtl"' if right > 0 else ""


def _quote(paragraphs: tuple[Spans, ...], label: str, *, folded: bool) -> str:
    body = "".join(map(_paragraph, paragraphs))
    quote = f"<blockquote>{body}</blockquote>"
    if folded:
        return f"<details><summary>{_text(label)}</summary>{quote}</details>"
    return f"<p><strong>{_text(label)}</strong></p>{quote}" if label else quote


def _inline(content: Spans) -> str:
    return "".join(_span(span) for span in content)


def _span(span: Span) -> str:
    html = _text(span.text)
    if tag := _TAGS.get(span.style):
        html = f"<{tag}>{html}</{tag}>"
    if span.url and span.url.startswith(("https://", "http://", "#paper-")):
        html = f'<a href="{_attribute(span.url)}">{html}</a>'
    return html


def _text(text: str) -> str:
    return escape(harmless(text), quote=False)


def _attribute(text: str) -> str:
    return escape(harmless(text))
