"""Answers of HTTP that came whole and are simple, as nearly all are. Pure.

What says of itself how long it is, and is neither packed nor cut into pieces, needs no parser that
can wait for more; all else is left to one that can.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from multidict import CIMultiDict

_REDIRECTED = frozenset((301, 302, 303, 307, 308))
# those without a body, whatever their heads say
_EMPTY = frozenset((204, 205, 304))
# bytes; a longer head is for who has limits
_HEAD = 8000
_LENGTH = b"\r\ncontent-length:"
# what makes an answer more than its head and so many bytes
_ELSEWISE = (
    b"\r\ntransfer-encoding:",
    b"\r\ncontent-encoding:",
    b"\r\nupgrade:",
    b"\r\ntrailer:",
)
_CONNECTION, _STAYS = b"\r\nconnection:", b"keep-alive"
# https://www.rfc-editor.org/rfc/rfc9112#section-2.1, without lines that go on in the next
_WHOLE_HEAD = re.compile(
    rb"HTTP/1\.1 [2-5][0-9][0-9](?: [ -~]*)?"
    rb"(?:\r\n[!#$%&'*+.^_`|~0-9A-Za-z-]+:[\t -~\x80-\xff]*)*"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """One that was read to its end."""

    status: int
    reason: str | None
    headers: Mapping[str, str]
    body: bytes

    @property
    def is_redirect(self) -> bool:
        return self.status in _REDIRECTED


def read_plain(data: bytes) -> Answer | None:
    """None for what is not exactly one answer of the simple kind."""
    end = data.find(b"\r\n\r\n")
    if not 0 <= end <= _HEAD:
        return None
    head = data[:end]
    lowered = head.lower()
    if not _has_length(lowered, len(data) - end - 4) or not _stays(lowered):
        return None
    if any(name in lowered for name in _ELSEWISE) or _WHOLE_HEAD.fullmatch(head) is None:
        return None
    first, *lines = head.decode("utf-8", "surrogateescape").split("\r\n")
    status = int(first[9:12])
    if status in _EMPTY:
        return None
    headers = CIMultiDict[str]()
    for line in lines:
        name, _, value = line.partition(":")
        headers.add(name, value.strip(" \t"))
    return Answer(status, first[13:], headers, data[end + 4 :])


def _has_length(head: bytes, length: int) -> bool:
    """Told once, and right."""
    _, told, rest = head.partition(_LENGTH)
    said = rest.partition(b"\r\n")[0].strip(b" \t")
    return bool(told) and _LENGTH not in rest and said.isdigit() and int(said) == length


def _stays(head: bytes) -> bool:
    """The connection can be used again."""
    _, told, rest = head.partition(_CONNECTION)
    return not told or rest.partition(b"\r\n")[0].strip(b" \t") == _STAYS
