"""What ``terminal.jsonl`` holds already: the keys of our own lines. Reads only."""

import json
import os
from pathlib import Path
from stat import S_ISREG
from typing import BinaryIO

# how every line of ours begins
OURS = b'{"channel": "terminal:'
# a repetition comes soon, so only the end of a long file is read and remembered
_LOOKED_AT = 64 << 20
_REMEMBERED = 50_000


def last_keys(path: Path) -> dict[str, None]:
    """The keys in the last 64 MiB, at most 50,000, oldest first; none where there is no
    file. Lines that are not ours are passed over. Raises OSError."""
    try:
        descriptor = os.open(path, os.O_RDONLY | os.O_NONBLOCK)
    except FileNotFoundError:
        return {}
    with os.fdopen(descriptor, "rb") as file:
        status = os.fstat(file.fileno())
        if not S_ISREG(status.st_mode):
            return {}
        return _keys(file, status.st_size)


def _keys(file: BinaryIO, size: int) -> dict[str, None]:
    found: dict[str, None] = {}
    if size > _LOOKED_AT:
        file.seek(size - _LOOKED_AT)
        # the first line is perhaps half a line
        file.readline(_LOOKED_AT)
    while raw := file.readline(_LOOKED_AT):
        if raw.startswith(OURS) and (key := key_in(raw)) is not None:
            remember(found, key)
    return found


def remember(keys: dict[str, None], key: str) -> None:
    """Put a key behind the others; the oldest goes where there are too many."""
    keys[key] = None
    if len(keys) > _REMEMBERED:
        del keys[next(iter(keys))]


def is_cut_off(rest: bytes) -> bool:
    """Whether the end of a file, behind its last whole line, is the beginning of one of ours."""
    begins = rest.startswith(OURS) or OURS.startswith(rest)
    # a whole line lacks nothing but its end
    return begins and _read(rest) is None


def key_in(raw: bytes) -> str | None:
    """The key of one line; None for what is no line of ours. Lines from before keys were
    written down have their edition and part."""
    match _read(raw):
        case {"key": str(key)}:
            return key
        case {"edition": int(edition), "part": int(part)}:
            return f"{edition}.{part}"
    return None


def _read(raw: bytes) -> object:
    """None for what is no JSON."""
    try:
        return json.loads(raw)
    except (ValueError, RecursionError):
        return None
