"""Messages as values: what is said, before any platform gives it a form.

Spans hold plain Unicode; nothing in them is markup, so nothing needs escaping
until a renderer writes its own notation. Links are inserted by code only.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Style = Literal["plain", "strong", "emphasis", "code", "dim"]


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text. ``url`` makes it a link; ``command`` makes it open that command.

    ``target`` is a word for where ``url`` leads: it is told where a link cannot be seen.
    """

    text: str
    style: Style = "plain"
    url: str | None = None
    command: str | None = None
    target: str = ""


Spans = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    spans: Spans
    level: Literal[1, 2, 3] = 2


@dataclass(frozen=True, slots=True)
class Paragraph:
    spans: Spans


@dataclass(frozen=True, slots=True)
class Item:
    """One entry of a list; ``lines`` are paragraphs, the first beside the marker."""

    lines: tuple[Spans, ...]
    marker: str | None = None


@dataclass(frozen=True, slots=True)
class ItemList:
    items: tuple[Item, ...]


@dataclass(frozen=True, slots=True)
class Quote:
    """A quotation; ``folded`` asks the platform to show only its ``label`` at first. A platform
    that cannot fold may show a button in its place, which runs ``opens``."""

    paragraphs: tuple[Spans, ...]
    label: str = ""
    folded: bool = False
    opens: str | None = None


@dataclass(frozen=True, slots=True)
class Divider:
    pass


@dataclass(frozen=True, slots=True)
class Button:
    """``command`` is a command line such as ``/paper 2602.01234``; or ``url`` is an address.

    ``typed`` is what a person would rather type (``/paper 3``). ``asks`` is a question
    whose answer is put behind ``command`` before it is run. ``replaces``: the answer
    takes the place of the message that has the button, as pages and menus do.
    ``chosen`` marks what is switched on.
    """

    label: str
    command: str | None = None
    url: str | None = None
    typed: str | None = None
    asks: str | None = None
    replaces: bool = False
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Buttons:
    rows: tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Option:
    """One of several; choosing it puts ``value`` behind the command of its :class:`Choices`."""

    label: str
    value: str
    chosen: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Choices:
    """Options in a grid or a list. Taking one runs ``command value``, and the answer
    replaces the message where ``replaces``.

    ``several``: more than one may be taken in one go, where a platform can; then the
    values that changed follow the command, apart by spaces. ``label`` says what is chosen.
    """

    label: str
    command: str
    options: tuple[Option, ...]
    several: bool = False
    replaces: bool = False


@dataclass(frozen=True, slots=True)
class ChannelChooser:
    """Lets a person name another place of theirs: ``command @<id>`` is run with its id.

    A platform without such a control leaves it out.
    """

    label: str
    command: str


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file that goes with the message, beside its text: a picture (an image's
    ``media_type``) is shown with its ``caption``, any other is there to be opened."""

    name: str
    content: bytes
    media_type: str
    caption: Spans = ()

    @property
    def is_picture(self) -> bool:
        return self.media_type.startswith("image/")


Block = (
    Heading
    | Paragraph
    | ItemList
    | Quote
    | Divider
    | Buttons
    | Choices
    | ChannelChooser
    | Attachment
)


@dataclass(frozen=True, slots=True)
class Message:
    blocks: tuple[Block, ...]


def spans(*parts: str | Span) -> Spans:
    """Plain strings and spans, as a tuple of spans; empty ones are left out."""
    made = (part if isinstance(part, Span) else Span(part) for part in parts)
    return tuple(span for span in made if span.text)


def attachments(message: Message) -> tuple[Attachment, ...]:
    return tuple(block for block in message.blocks if isinstance(block, Attachment))


def text_of(content: Spans) -> str:
    return "".join(span.text for span in content)


def with_targets(content: Spans) -> Spans:
    """For a platform without links: where they lead stands behind them."""
    made: list[Span] = []
    for span in content:
        made += [span, Span(f" · {span.target}", "dim")] if span.target else [span]
    return tuple(made)


def paragraph(*parts: str | Span) -> Paragraph:
    return Paragraph(spans(*parts))


def message(*blocks: Block | Sequence[Block] | None) -> Message:
    """A message from blocks and sequences of blocks; None is left out."""
    flat: list[Block] = []
    for block in blocks:
        if block is None:
            continue
        if isinstance(block, Sequence):
            flat.extend(block)
        else:
            flat.append(block)
    return Message(tuple(flat))
