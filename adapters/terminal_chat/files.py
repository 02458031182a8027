"""Files that go with an answer at the terminal: written beside the data, and named."""

import re
from pathlib import Path

from rich.console import Console

from adapters.terminal_chat.render import print_message
from bot.messages.blocks import Attachment, Message, Paragraph, Span

_LONGEST = 120


def write_file(folder: Path, file: Attachment) -> Path:
    """The file's path, in ``folder``; one of the same name is replaced. Raises OSError."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / safe_name(file.name)
    beside = path.with_name(f".{path.name}.new")
    beside.write_bytes(file.content)
    return beside.replace(path)


def safe_name(name: str) -> str:
    """A name that stays in its folder, whatever an id or a title holds."""
    kept = re.sub(r"[^\w.-]+", "-", name).strip("-.")
    return kept[-_LONGEST:] or "file"


def print_file(console: Console, file: Attachment, path: Path) -> None:
    """Its caption, and where it is."""
    said = (*file.caption, Span(" ")) if file.caption else ()
    print_message(console, Message((Paragraph((*said, Span(str(path), "code"))),)))
